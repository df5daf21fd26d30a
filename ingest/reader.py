"""Rows of a table from CSV, TSV, XLSX, XLS, ODS, JSON or a ZIP of these, numbered as a spreadsheet shows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import chain, islice, repeat, starmap
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from graph.errors import BadInput
from ingest import json_table, workbook
from ingest.archive import Stored, stored
from ingest.blocks import Block, unrolled
from ingest.delimited import read_blocks, read_delimited

TITLES = 100
"""Rows in which the header is looked for when titles stand above it."""
JOIN = " / "
Raw = Iterator[tuple[int, list[str], str]]
Tell = Callable[[Block], "Iterator[Line]"]
"""Takes rows of a block, and gives those that it does not take, each before the rows after it are taken."""
Begin = Callable[[Sequence[str]], Tell | None]
"""Gives what takes rows of a table with these columns; None when it takes none."""


class Line(NamedTuple):
    """A row of a table: its number, its cells, and why it cannot be read ("" when it can).

    `names` leads a column to what the table itself calls it, where a mapping gave it another name.
    """

    number: int
    cells: dict[str, str]
    trouble: str = ""
    names: Mapping[str, str] = MappingProxyType({})


def read(
    path: Path,
    name: str,
    sheet: str = "",
    *,
    header: str = "",
    header_rows: int = 1,
    encoding: str = "",
    begin: Begin | None = None,
) -> Iterator[tuple[str, Line]]:
    """Yield sheet name and row for each row below the header; `name` is how errors call the file.

    `sheet` is a glob for sheets or the path of a list in JSON; `header` a column name
    that the header row holds, when titles stand above it; `header_rows` counts the rows
    that the header spans; `encoding` is that of a text which is known not to be UTF-8;
    `begin` gives what takes rows of a text, whose header is its first row, before they are given.
    """
    table = stored(path, name)
    if path.stat().st_size == 0:
        raise BadInput("the file is empty", "download the export again", file=name)
    if table.suffix in workbook.SUFFIXES:
        yield from _sheets(table, sheet, header, header_rows)
    elif table.suffix in json_table.SUFFIXES:
        yield from (("", line) for line in _some(starmap(Line, json_table.read_json(table, sheet)), name))
    elif begin:
        yield from zip(repeat(""), _many(read_blocks(table, "", encoding), name, begin))
    else:
        rows = _lines(read_delimited(table, header, encoding), name, "", header, header_rows)
        yield from zip(repeat(""), _some(rows, name))


def has_sheet(path: Path, name: str, sheet: str) -> bool:
    """Say whether a workbook holds a sheet."""
    return any(fnmatchcase(title, sheet) for title in workbook.sheet_names(stored(path, name)))


def _sheets(table: Stored, sheet: str, header: str, header_rows: int) -> Iterator[tuple[str, Line]]:
    wanted = [title for title in workbook.sheet_names(table) if fnmatchcase(title, sheet or "*")]
    if not wanted:
        remedy = "save the export again with all its sheets"
        raise BadInput(f"there is no sheet {sheet!r}", remedy, file=table.name)
    for title in wanted:
        rows = _lines(workbook.read_workbook(table, title), table.name, title, header, header_rows)
        yield from ((title, line) for line in _some(rows, table.name, title))


def _some(lines: Iterator[Line], name: str, sheet: str = "") -> Iterator[Line]:
    """Pass rows on; a table without any is refused."""
    first = next(lines, None)
    if first is None:
        raise BadInput("the table has no rows", "download the export again", file=name, sheet=sheet)
    return chain((first,), lines)


def _many(blocks: Iterator[Block], name: str, begin: Begin) -> Iterator[Line]:
    """Take the header off, and give the rows that are not taken otherwise."""
    first = next(blocks, Block((), []))
    columns = _header(unrolled((first,)), name, "", "", 1)
    rest = chain((Block(first.numbers[1:], first.rows[1:], first.troubles),), blocks)
    tell = begin(columns)
    if tell is None:
        yield from _some(paired(unrolled(rest), columns), name)
        return
    filled = False
    for block in rest:
        filled = filled or bool(block.rows)
        yield from tell(block)
    if not filled:
        raise BadInput("the table has no rows", "download the export again", file=name)


def _lines(rows: Raw, name: str, sheet: str, header: str, header_rows: int) -> Iterator[Line]:
    """Take the header off and pair the other rows with it."""
    return paired(rows, _header(rows, name, sheet, header, header_rows))


def paired(rows: Raw, columns: Sequence[str]) -> Iterator[Line]:
    """Pair each row with the names of the columns; ragged rows carry their trouble."""
    width = len(columns)
    for number, cells, trouble in rows:
        if len(cells) != width and not trouble:
            trouble = _ragged(width, cells)
        yield Line(number, dict(zip(columns, cells)), trouble)  # noqa: B905 - the word alone takes as long again


def line(block: Block, at: int, columns: Sequence[str]) -> Line:
    """Pair one row of a block with the names of the columns."""
    number, cells = block.numbers[at], block.rows[at]
    return next(paired(iter(((number, cells, block.troubles.get(number, "")),)), columns))


def _header(rows: Raw, name: str, sheet: str, wanted: str, height: int) -> list[str]:
    """Find the header, join its rows into one and check that each column has a name of its own."""
    found = _first_row(rows, name, sheet, wanted)
    if found is None:
        return []
    number, cells = found
    lower = [[" ".join(cell.split()) for cell in below] for _, below, _ in islice(rows, height - 1)]
    columns = _joined([cells, *lower])
    while columns and not columns[-1]:
        columns.pop()
    if not all(columns):
        problem, remedy = f"column {columns.index('') + 1} has no name", "write one name above each column"
        raise BadInput(problem, remedy, file=name, sheet=sheet, row=number)
    twice = next((column for column in columns if columns.count(column) > 1), "")
    if twice:
        raise BadInput("two columns have this name", "rename one", file=name, sheet=sheet, row=number, column=twice)
    return columns


def _first_row(rows: Raw, name: str, sheet: str, wanted: str) -> tuple[int, list[str]] | None:
    """Give the first row, or the first that holds the wanted column name."""
    for number, cells, _ in islice(rows, TITLES if wanted else 1):
        cleaned = [" ".join(cell.split()) for cell in cells]
        if not wanted or wanted in cleaned:
            return number, cleaned
    if not wanted:
        return None
    problem, remedy = "no row above the table names this column", "save the export again, or correct the adapter"
    raise BadInput(problem, remedy, file=name, sheet=sheet, column=wanted)


def _joined(rows: list[list[str]]) -> list[str]:
    """Join the rows of a header; a merged cell of an upper row stands for the columns to its right."""
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    for row in padded[:-1]:
        for n in range(1, width):
            row[n] = row[n] or row[n - 1]
    columns = zip(*padded, strict=True)
    return [JOIN.join(dict.fromkeys(filter(None, parts))) for parts in columns]


def _ragged(width: int, cells: list[str]) -> str:
    count = len(cells)
    while count > width and not cells[count - 1]:
        count -= 1
    return "" if count == width else f"{count} cells where the header has {width}"
