"""The command `ncp concentration`: how unevenly projects are spread over cities."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option("--country", default="", metavar="CODE", help="Of the cities of this country; or of all covered ones.")
@click.option("--family", default="urbact", show_default=True, metavar="KEY", help="Programme family.")
@click.option("--curve", "wants_curve", is_flag=True, help="Print the points of the Lorenz curve instead.")
@output
@click.pass_obj
def concentration(
    config: Settings, country: str, family: str, wants_curve: bool, style: str, output: Path | None
) -> None:
    """Tell how unevenly the authorities' projects are spread: Gini, top shares, representation, newcomers, ties.

    Example: ncp concentration --family urbact --format csv -o concentration.csv
    """
    from dashboard.concentration import COLUMNS, curve, figures
    from dashboard.expected import judged
    from dashboard.terminal import embedded, show
    from graph.errors import BadParameter

    endpoint = embedded(config)
    data = judged(endpoint, family)
    if country and country.upper() not in {str(one["country"]) for one in data.cities.values()}:
        raise BadParameter(f'"{country[:40]}" is no country with a judged city; give its EU code, such as PT or EL.')
    if wants_curve:
        show(("share_of_cities", "share_of_projects"), curve(data, country.upper()), style, output)
    else:
        show(COLUMNS, figures(endpoint, data, family, country.upper()), style, output)


COMMANDS = (concentration,)
