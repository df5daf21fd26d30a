"""Rows of somebody's table under the names of a template, strictly: no column unread, none guessed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.errors import BadInput
from ingest.archive import stored
from ingest.loose import read_loosely
from ingest.mapping import ENDING, ColumnMapping, propose, saved
from ingest.reader import Line
from ingest.template import Template
from ingest.workbook import SUFFIXES, sheet_names


def mapped(template: Template, path: Path, name: str, own: ColumnMapping | None = None) -> Iterator[tuple[str, Line]]:
    """Yield sheet name and row, the cells under the names of the template.

    `own` is the mapping of the network's own export, for a table that holds its columns and has no mapping saved.
    """
    kept = saved(path)
    if kept and kept.template not in ("", template.name):
        remedy = f"write a mapping for {template.name} with `ncp map`"
        raise BadInput(f"its mapping is for the template {kept.template!r}", remedy, file=name)
    mapping = None
    title, said = choose_sheet(template, kept, path, name), frozenset((kept or own or ColumnMapping()).columns.values())
    for line in read_loosely(path, name, title, partial(_knows, template, said)):
        if line.trouble:
            yield title, line
            continue
        mapping = mapping or checked(template, kept or _fitting(own, line.cells), tuple(line.cells), name, title)
        yield title, Line(line.number, mapping.read(line.cells, template.columns), "", mapping.columns)


def _knows(template: Template, said: frozenset[str], cells: Sequence[str]) -> int:
    """Count the columns of a template, or of a mapping, that a row of headers names."""
    cleaned = [" ".join(cell.split()) for cell in cells]
    return max(len(propose(cleaned, template.columns).columns), len(said.intersection(cleaned)))


def _fitting(own: ColumnMapping | None, cells: Mapping[str, str]) -> ColumnMapping | None:
    """Give the mapping of the network's own export if the table has its columns."""
    return own if own and cells.keys() >= set(own.columns.values()) else None


def choose_sheet(template: Template, kept: ColumnMapping | None, path: Path, name: str) -> str:
    """Tell which sheet of a workbook holds the table: the one of the mapping, of the template, or the only one."""
    if path.suffix.lower() not in SUFFIXES:
        return ""
    if kept and kept.sheet:
        return kept.sheet
    titles = sheet_names(stored(path, name))
    if template.name in titles:
        return template.name
    if len(titles) > 1:
        remedy = f"name one of them {template.name}, or say which it is with `ncp map --sheet`"
        raise BadInput(f"the workbook has the sheets {', '.join(titles)}", remedy, file=name)
    return titles[0]


def checked(
    template: Template, kept: ColumnMapping | None, header: tuple[str, ...], name: str, sheet: str = ""
) -> ColumnMapping:
    """Complete a mapping by the headers; stop when a column is not known or one that must be there is not."""
    guessed = propose([each for each in header if not kept or each in kept.left(header)], template.columns)
    mapping = _joined(kept, guessed) if kept else guessed
    found = f"the columns found are {', '.join(header)}"
    if gone := [each for each in mapping.columns.values() if each not in header]:
        remedy = f"{found}; correct {Path(name).name}{ENDING}"
        raise BadInput("the column of the mapping is missing", remedy, file=name, sheet=sheet, column=gone[0])
    remedy = f"{found}; say what they mean with `ncp map`"
    if lacking := mapping.lacking(template.columns):
        raise BadInput(f"no column says {lacking[0]!r}", remedy, file=name, sheet=sheet)
    if left := mapping.left(header):
        raise BadInput("the column is not known", remedy, file=name, sheet=sheet, column=left[0])
    return mapping


def _joined(kept: ColumnMapping, guessed: ColumnMapping) -> ColumnMapping:
    """Let the saved mapping go before what the headers say."""
    own = {**kept.columns, **kept.constants}
    more = {name: header for name, header in guessed.columns.items() if name not in own}
    return replace(kept, columns={**kept.columns, **more})


def table_of(
    template: Template, path: Path, name: str, sheet: str = ""
) -> tuple[str, tuple[str, ...], list[dict[str, str]]]:
    """Give sheet, header and rows of a table as they stand, for the person who is asked what they mean."""
    chosen = sheet or choose_sheet(template, None, path, name)
    rows = read_loosely(path, name, chosen, partial(_knows, template, frozenset()))
    lines = [line for line in rows if not line.trouble]
    if not lines:
        raise BadInput("no row fits the header", "correct the table", file=name, sheet=chosen)
    return chosen, tuple(lines[0].cells), [line.cells for line in lines]
