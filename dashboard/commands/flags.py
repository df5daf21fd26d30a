"""The command `ncp flags`: the cities of a country that a rule flags, in the order of a score that you weight."""

from collections.abc import Collection, Sequence
from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option("--country", required=True, metavar="CODE", help="EU code of the country, such as PT or EL.")
@click.option("--rule", "keys", multiple=True, metavar="KEY", help="R1 to R5; may be repeated; else all.")
@click.option("--set", "preset", type=click.Choice(["usual", "cautious", "wide"]), default="usual", show_default=True)
@click.option("--threshold", "chosen", multiple=True, metavar="NAME=NUMBER", help="Such as min-families=2.")
@click.option("--weight", "weighed", multiple=True, metavar="PART=NUMBER", help="Such as periphery=5.")
@click.option("--min-population", default=5000, show_default=True, help="Smallest number of inhabitants.")
@click.option("--max-population", type=int, help="Largest number of inhabitants.")
@output
@click.pass_obj
def flags(
    config: Settings,
    country: str,
    keys: tuple[str, ...],
    preset: str,
    chosen: tuple[str, ...],
    weighed: tuple[str, ...],
    min_population: int,
    max_population: int | None,
    style: str,
    output: Path | None,
) -> None:
    """List the cities of a country that a rule flags, with values, coverage, evidence, firmness, score and reason.

    Example: ncp flags --country PT --rule R1 --threshold min-families=2 --format csv -o flags.csv
    """
    from dashboard.expectations import spoken
    from dashboard.expectations_kept import kept
    from dashboard.flags import flagged, rows_of, silent
    from dashboard.terminal import embedded, show
    from dashboard.worklist import worklist
    from graph.priority import PARTS, weights
    from graph.rules import settings, thresholds

    values = settings(preset, _numbers(chosen, [one.name for one in thresholds()], "threshold"))
    parts = weights(_numbers(weighed, list(PARTS), "part of the score"))
    endpoint, country = embedded(config), country.upper()
    towns = worklist(endpoint, country, min_population, max_population, ("absent", "uncovered", "linked"))
    expected = kept(config.workspace.current(), endpoint)
    found = flagged(endpoint, country, towns, keys, values, parts, expected)
    show(*rows_of(found, full=style != "table"), style, output)
    if not found and (told := silent(endpoint, country)):
        click.echo(told, err=True)
    if not keys or "R3" in keys:
        click.echo(spoken(expected, [town.geonames for town in towns], values["interval"]), err=True)


def _numbers(words: Sequence[str], known: Collection[str], what: str) -> dict[str, int]:
    """Read NAME=NUMBER pairs; a wrong one is told with those that fit."""
    held = {}
    for word in words:
        name, _, number = word.partition("=")
        if name not in known or not number.isdecimal() or len(number) > 6:
            raise click.UsageError(f"{word!r} is no {what} and number; write NAME=NUMBER with {', '.join(known)}")
        held[name] = int(number)
    return held


COMMANDS = (flags,)
