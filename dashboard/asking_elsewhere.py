"""Put a question to the endpoint of others, on a terminal or on a page; the answer is shown with its origin."""

from collections.abc import Mapping
from pathlib import Path

import click

from dashboard.formats import FORMATS
from dashboard.settings import Settings
from dashboard.terminal import show
from graph.errors import BadInput
from queries.targets import Foreign, Target, ask, find


def target_of(config: Settings, key: str) -> Target:
    """Find a target; `[targets.NAME]` in ncp.toml may tell another address, time limit or most rows."""
    told = config.file.get("targets", {})
    own = told.get(key, {}) if isinstance(told, dict) else {}
    return find(key, own if isinstance(own, dict) else {})


def asked_of(config: Settings, key: str, name: str, values: Mapping[str, str]) -> Foreign:
    """Ask a target one of its questions."""
    return ask(target_of(config, key), name, values)


def put_out_foreign(
    config: Settings, key: str, name: str, values: Mapping[str, str], style: str, output: Path | None
) -> None:
    """Print the answer, or write it with its origin on each row; the origin follows on standard error."""
    style = style or (output.suffix.removeprefix(".") if output else "table")
    if style not in FORMATS:
        raise BadInput(f"answers of others are not written as {style}", f"choose from {', '.join(FORMATS)}")
    found = asked_of(config, key, name, values)
    table = found.table if style == "table" and output is None else found.marked()
    show(table.columns, table.rows, style, output)
    click.echo(found.origin, err=True)
