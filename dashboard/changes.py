"""What a release changed against the one before, on the terminal or as a table."""

import csv
from pathlib import Path

import click

from dashboard.settings import Settings
from dashboard.terminal import show
from graph.changes import COLUMNS, FILE
from graph.tell_changes import sentences


def tell_changes(config: Settings, named: str, style: str, output: Path | None) -> None:
    """Print in words what a release changed, or each change on a row in another format."""
    release = config.workspace.release(named)
    if style == "table" and output is None:
        for line in sentences(release.manifest):
            click.echo(line)
        return
    show(COLUMNS, _rows(release.folder / FILE), style, output)


def _rows(path: Path) -> list[list[str]]:
    """Read the rows of a release; one that had none before it has no table."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]
