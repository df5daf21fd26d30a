"""The commands `ncp next-links` and `ncp what-if`: which introductions change most, and what a change would do."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.settings import Settings

READING = click.Choice(["any", "authority"])


@click.command(name="next-links", cls=Command)
@click.option("--country", required=True, metavar="CODE", help="EU code of the country, such as PT or EL.")
@click.option("--budget", default=10, show_default=True, type=click.IntRange(1, 200), help="Number of introductions.")
@click.option("--aim", default="isolation", show_default=True, metavar="AIM", help="isolation, path-length or gini.")
@click.option("--family", default="", metavar="KEY", help="Programme family; or the projects of all.")
@click.option("--reading", type=READING, default="any", show_default=True, help="Whose ties count.")
@click.option("--as-they-are", "rich", is_flag=True, help="Do not prefer doors that are less central where they equal.")
@output
@click.pass_obj
def next_links(
    config: Settings,
    country: str,
    budget: int,
    aim: str,
    family: str,
    reading: str,
    rich: bool,
    style: str,
    output: Path | None,
) -> None:
    """Choose introductions of towns to peers and running initiatives that lower isolation, path length or Gini most.

    Example: ncp next-links --country PT --budget 10 --aim isolation
    """
    from dashboard.introduction import world_of
    from dashboard.next_links import COLUMNS, ground, plan, rows_of, sentences
    from dashboard.terminal import embedded, show

    endpoint, release = embedded(config), config.workspace.current()
    known = world_of(endpoint, release)
    here = ground(endpoint, known, country.upper(), family, reading, release.folder)
    made = plan(here, aim, budget, spare=not rich)
    show(COLUMNS, rows_of(endpoint, here, made), style, output)
    for sentence in sentences(here, made):
        click.echo(sentence, err=True)


@click.command(name="what-if", cls=Command)
@click.option("--country", required=True, metavar="CODE", help="EU code of the country whose towns are looked at.")
@click.option("--add", "added", multiple=True, metavar="ID=ID", help="Tie two cities by GeoNames id; may be repeated.")
@click.option("--drop", default="", metavar="KEY", help="Leave out the projects of this programme.")
@click.option("--family", default="", metavar="KEY", help="Programme family; or the projects of all.")
@click.option("--reading", type=READING, default="any", show_default=True, help="Whose ties count.")
@output
@click.pass_obj
def what_if(
    config: Settings,
    country: str,
    added: tuple[str, ...],
    drop: str,
    family: str,
    reading: str,
    style: str,
    output: Path | None,
) -> None:
    """Try out links that are added and a programme that is dropped: each figure of the network before and after.

    Example: ncp what-if --country PT --add 2732286=2742027 --drop interreg
    """
    from dashboard.introduction import world_of
    from dashboard.next_links import ground
    from dashboard.terminal import embedded, show
    from dashboard.what_if import changed, what_if

    ties = [_ids(pair) for pair in added]
    endpoint, release = embedded(config), config.workspace.current()
    known = world_of(endpoint, release)
    here = ground(endpoint, known, country.upper(), family, reading, release.folder)
    rows = changed(what_if(endpoint, known, here, add=ties, drop=drop))
    show(("figure", "before", "after", "difference"), rows, style, output)


def _ids(pair: str) -> tuple[int, int]:
    one, _, other = pair.partition("=")
    if not (one.isdecimal() and other.isdecimal() and len(pair) < 24):
        raise click.UsageError(f"{pair!r} is no pair of cities; write two GeoNames ids as 2732286=2742027")
    return int(one), int(other)


COMMANDS = (next_links, what_if)
