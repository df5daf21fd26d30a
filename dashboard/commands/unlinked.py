"""The command `ncp unlinked`: the towns of a country that no covered programme has reached."""

from pathlib import Path

import click

from dashboard.command import Command, output, with_settings
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option("--country", required=True, metavar="CODE", help="EU code of the country, such as PT or EL.")
@click.option("--min-population", type=int, help="Smallest number of inhabitants (default 5000).")
@click.option("--max-population", type=int, help="Largest number of inhabitants.")
@click.option("--scheme", default="use", metavar="KEY", help="Size scheme; `ncp ask gaps/size-schemes` lists them.")
@click.option("--size", default="", metavar="CLASS", help="Class of that scheme, or below, above, unknown.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["absent", "uncovered", "linked"]),
    default=("absent", "uncovered"),
    show_default=True,
    help="State of the towns to list; may be repeated.",
)
@click.option(
    "--peripheral",
    "kinds",
    multiple=True,
    type=click.Choice(["rural", "border", "island", "mountain", "outermost"]),
    help="In a region that is officially so; may be repeated, any of them counts.",
)
@click.option("--min-distance", type=float, default=0, metavar="KM", help="So far from a place of 50,000, at least.")
@output
@with_settings
def unlinked(
    config: Settings,
    country: str,
    min_population: int | None,
    max_population: int | None,
    scheme: str,
    size: str,
    states: tuple[str, ...],
    kinds: tuple[str, ...],
    min_distance: float,
    style: str,
    output: Path | None,
) -> None:
    """List the towns of a country that no covered programme has reached, with the reason of each.

    Example: ncp unlinked --country PT --format csv -o towns.csv
    """
    from dashboard.terminal import embedded, show
    from dashboard.worklist import bounds, rows_of, worklist

    if size and (min_population, max_population) != (None, None):
        raise click.UsageError("a class of size has its own bounds: leave out --min-population and --max-population")
    graph = embedded(config)
    low, high = bounds(graph, scheme, size) if size else (min_population, max_population)
    towns = worklist(graph, country.upper(), low, high, states, scheme)
    official = ["predominantly-rural" if kind == "rural" else kind for kind in kinds]
    found = [town for town in towns if town.lies(official, min_distance)]
    show(*rows_of(found, full=style != "table"), style, output)


COMMANDS = (unlinked,)
