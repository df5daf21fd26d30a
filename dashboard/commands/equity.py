"""The command `ncp equity`: whether our own suggestions feed the cities that are central already."""

from pathlib import Path

import click

from dashboard.command import Command, output
from dashboard.settings import Settings

BY = click.Choice(["all", "for-country", "for-size", "to-country", "to-size"])


@click.command(cls=Command)
@click.option("--list", "key", default="", metavar="KEY", help="One list, such as introductions or peers; or all.")
@click.option("--by", default="all", show_default=True, type=BY, help="Which shares: over all, or by country or size.")
@output
@click.pass_obj
def equity(config: Settings, key: str, by: str, style: str, output: Path | None) -> None:
    """Tell which share of our suggestions goes to central cities, beside chance, as each list is and corrected.

    Example: ncp equity --by for-country --format csv -o equity.csv
    """
    from dashboard.equity import LISTS, SHOWN, audited, rows_of, sentences
    from dashboard.terminal import show, whole
    from graph.errors import BadInput

    if key and key not in LISTS:
        raise BadInput(f"there is no list {key!r}", f"choose among {', '.join(LISTS)}")
    held = audited(whole(config), config.workspace.current())
    show(SHOWN, rows_of(held, by.replace("-", " "), key), style, output)
    for sentence in sentences(held, key):
        click.echo(sentence, err=True)


COMMANDS = (equity,)
