"""The command `ncp expected`: what cities of that size and country have, and who has fewer."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.given import Country
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option(
    "--country",
    default="",
    type=Country(),
    metavar="CODE",
    help="List the cities of this country; the model reads all.",
)
@click.option("--family", default="urbact", show_default=True, metavar="KEY", help="Programme family.")
@click.option("--min-population", default=5000, show_default=True, help="Smallest number of inhabitants in the model.")
@click.option("--fit", is_flag=True, help="Show the fit for several choices of cities instead of the cities.")
@output
@click.pass_obj
def expected(
    config: Settings, country: str, family: str, min_population: int, fit: bool, style: str, output: Path | None
) -> None:
    """Compare each authority's projects with what cities of its size and country have, by a model with intervals.

    Example: ncp expected --country PT --format csv -o expected.csv
    """
    from dashboard.expected import COLUMNS, FIT, SHORT, fits, judged, rows_of, sentences
    from dashboard.terminal import embedded, show
    from graph.judged import model

    data = judged(embedded(config), family)
    if fit:
        show(FIT, fits(data), style, output)
        return
    found = model(data, min_population)
    rows = rows_of(data, found, country.upper())
    if style == "table" and output is None:
        places = [COLUMNS.index(column) for column in SHORT]
        show(SHORT, [tuple(row[place] for place in places) for row in rows], style, output)
    else:
        show(COLUMNS, rows, style, output)
    for sentence in sentences(data, found, country.upper()):
        click.echo(sentence, err=True)


COMMANDS = (expected,)
