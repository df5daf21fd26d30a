"""The command `ncp introduce`: who can introduce a town to a programme, initiative or project."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option("--from", "town", required=True, metavar="NAME", help="Name of the town, or its GeoNames id.")
@click.option("--country", default="", metavar="CODE", help="EU code of the town's country, such as PT or EL.")
@click.option("--to", "sought", required=True, metavar="KEY", help="Key of a programme or initiative, or a project.")
@click.option("--as-they-are", "rich", is_flag=True, help="Do not spare doors in cities that are central already.")
@output
@click.pass_obj
def introduce(
    config: Settings, town: str, country: str, sought: str, rich: bool, style: str, output: Path | None
) -> None:
    """Find the warmest chains of introductions from a town to a programme, initiative or project.

    Example: ncp introduce --from "Bragança" --country PT --to urbact
    """
    from dashboard.city_names import find_city
    from dashboard.introduce import COLUMNS, introduce, lines
    from dashboard.introduction import find_target, world_of
    from dashboard.terminal import embedded, show

    endpoint = embedded(config)
    city = find_city(endpoint, town, country.upper())
    known = world_of(endpoint, config.workspace.current())
    found = introduce(endpoint, known, city, find_target(endpoint, known, sought), spare=not rich)
    if style == "table" and output is None:
        click.echo("\n".join(lines(found)))
        return
    show(COLUMNS, found.rows, style, output)
    for sentence in found.sentences:
        click.echo(sentence, err=True)


COMMANDS = (introduce,)
