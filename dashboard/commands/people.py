"""The command `ncp people`: who may sign in with which role, and which role may do what."""

from pathlib import Path

import click

from dashboard.command import Command, output, with_settings
from dashboard.settings import Settings


@click.command(cls=Command)
@click.option("--rights", is_flag=True, help="Print which role may do what instead.")
@output
@with_settings
def people(config: Settings, rights: bool, style: str, output: Path | None) -> None:
    """Check how people sign in, and list who has which role.

    Example: ncp people --rights
    """
    from dashboard.people_list import listed, rights_table, sentence
    from dashboard.terminal import show

    if rights:
        show(*rights_table(), style, output)
        return
    click.echo(sentence(config.workspace.root), err=True)
    columns, rows = listed(config.workspace.root)
    if rows:
        show(columns, rows, style, output)


COMMANDS = (people,)
