"""`ncp sources`: what is known of every source, and what each covers, as a table and as a heat map."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from dashboard import coverage
from dashboard.settings import Settings
from dashboard.terminal import embedded, show
from dashboard.words import COMPLETENESS, COMPLETENESS_MEANINGS, MARKS
from graph.errors import BadInput, NothingPublished
from ingest.source import sources

STYLES = {"complete": "bold white on blue", "partial": "black on bright_cyan", "unknown": "black on yellow"}
TITLE = 34
"""Characters of a source's title beside the heat map."""


def list_sources(config: Settings, style: str, output: Path | None) -> None:
    """Print every source that the product knows and what the current release has of it."""
    try:
        built = {entry["key"]: entry for entry in config.workspace.current().manifest["sources"]}
    except NothingPublished:
        built = {}
    rows = [_row(config, key, source.title, built.get(key)) for key, source in sources().items()]
    columns = ("source", "title", "state", "rows read", "set aside", "issued", "saved", "folder")
    narrow = style == "table" and output is None
    show(columns[:-1] if narrow else columns, [row[:-1] if narrow else row for row in rows], style, output)
    if narrow:
        click.echo(f"Drop the export of a source into {config.workspace.exports}/SOURCE/, then run `ncp build`.")
        click.echo("What each covers: ncp sources --coverage, for one country ncp sources --coverage --country PT.")


def _row(config: Settings, key: str, title: str, entry: dict[str, Any] | None) -> tuple[str, ...]:
    folder = str(config.workspace.exports / key)
    if entry is None:
        return key, title, "not built", "", "", "", "", folder
    shipped = entry["files"] and all(file["shipped"] for file in entry["files"])
    state = "carried along" if shipped else "export" if entry["files"] else "no export"
    saved = max((file.get("saved", "") for file in entry["files"]), default="")
    counts = (str(entry["rows_read"]), str(entry["rows_set_aside"]))
    return key, title, state, *counts, entry["issued"], saved, folder


def print_coverage(config: Settings, country: str, family: str, period: str, style: str, output: Path | None) -> None:
    """Print what the sources cover: the heat map, and for one country the statements with their reasons."""
    everything = coverage.read(embedded(config))
    code = _known(country.upper(), {one.country for one in everything}, "country", "--country")
    key = _known(family, {one.family for one in everything}, "programme family", "--family")
    found = coverage.choose(everything, family=key, period=_known(period, set(coverage.PERIODS), "period", "--period"))
    chosen = coverage.choose(found, country=code)
    if style != "table" or output:
        show(*coverage.rows_of(chosen, full=True), style, output)
        return
    console = Console(markup=False, highlight=False)
    for line in heat_map(found, [code] if code else sorted({one.country for one in everything}), console.width):
        console.print(line, no_wrap=True, overflow="crop")
    console.print()
    for line in legend():
        console.print(line)
    if code:
        show(*coverage.rows_of(chosen, full=False), style, None)
    else:
        click.echo("Add --country PT for the statements with their reasons, or --format csv for all of them.")


def _known(code: str, allowed: set[str], what: str, option: str) -> str:
    if code and code not in allowed:
        raise BadInput(f"no source speaks of the {what} {code!r}", f"give {option} one of {', '.join(sorted(allowed))}")
    return code


def heat_map(found: Sequence[coverage.Statement], countries: Sequence[str], width: int) -> list[Text]:
    """Draw sources by countries with one sign for each state; country codes are read downwards."""
    gap = " " if width >= TITLE + 2 * len(countries) + 1 else ""
    heads = [Text(" " * (TITLE + 1) + gap.join(code[place] for code in countries), "bold") for place in (0, 1)]
    drawn = [_line(line, countries, gap) for line in coverage.lines(found)]
    return [*heads, *drawn]


def legend() -> list[Text]:
    """Explain the signs of the heat map."""
    return [
        Text.assemble(f"{mark} ", (COMPLETENESS[state], STYLES.get(state, "")), f": {COMPLETENESS_MEANINGS[state]}")
        for state, mark in MARKS.items()
    ]


def _line(line: coverage.Line, countries: Sequence[str], gap: str) -> Text:
    title = line.title if len(line.title) <= TITLE else f"{line.title[: TITLE - 1]}…"
    text = Text(f"{title:<{TITLE}} ")
    for place, code in enumerate(countries):
        state = line.state(code)
        text.append(gap if place else "")
        text.append(MARKS[state], STYLES.get(state, "dim"))
    return text
