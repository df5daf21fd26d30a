"""The command `ncp digest`: which cities changed state from one release to another, why, and on which row."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.given import Country
from dashboard.settings import Settings


@click.command(cls=Command)
@click.argument("release", required=False, default="")
@click.option("--since", default="", metavar="RELEASE", help="Compare with this release instead of the one before.")
@click.option(
    "--country", default="", type=Country(), metavar="CODE", help="EU code of the country, such as PT or EL; else all."
)
@output
@click.pass_obj
def digest(config: Settings, release: str, since: str, country: str, style: str, output: Path | None) -> None:
    """List the cities that changed state, by country and programme family, each with its reason and the row behind it.

    Example: ncp digest --country PT --format csv -o digest.csv
    """
    from dashboard.digest import NONE, changed, rows_of, sentences
    from dashboard.terminal import show

    now = config.workspace.release(release)
    before = config.workspace.release(since) if since else None
    found = changed(now, before, country.upper())
    if style == "table" and output is None:
        for line in sentences(found):
            click.echo(line)
    else:
        show(*rows_of(found, full=True), style, output)
    against = before.id if before else now.manifest.get("changes", {}).get("since", "")
    cities = len({one.geonames for one in found})
    click.echo(f"{cities:,} cities changed state since release {against}." if against else NONE, err=True)


COMMANDS = (digest,)
