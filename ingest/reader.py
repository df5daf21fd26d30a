"""Rows of a table from CSV, TSV or XLSX, numbered as a spreadsheet shows them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from graph.errors import BadInput
from ingest.delimited import read_delimited
from ingest.workbook import read_workbook, sheet_names

WORKBOOKS = {".xlsx", ".xlsm"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its number, its cells, and why it cannot be read ("" when it can).

    `names` leads a column to what the table itself calls it, where a mapping gave it another name.
    """

    number: int
    cells: dict[str, str]
    trouble: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def read(path: Path, name: str, sheet: str = "") -> Iterator[tuple[str, Line]]:
    """Yield sheet name and row for each row below the header; `name` is how errors call the file."""
    if path.stat().st_size == 0:
        raise BadInput("the file is empty", "download the export again", file=name)
    if path.suffix.lower() not in WORKBOOKS:
        for line in _lines(read_delimited(path, name), name, ""):
            yield "", line
        return
    wanted = [s for s in sheet_names(path, name) if fnmatchcase(s, sheet or "*")]
    if not wanted:
        raise BadInput(f"there is no sheet {sheet!r}", "save the export again with all its sheets", file=name)
    for title in wanted:
        for line in _lines(read_workbook(path, name, title), name, title):
            yield title, line


def _lines(rows: Iterator[tuple[int, list[str], str]], name: str, sheet: str) -> Iterator[Line]:
    """Take the first row as header and pair the others with it; ragged rows carry their trouble."""
    header: list[str] = []
    count = 0
    for number, cells, trouble in rows:
        if not header:
            header = _header(cells, name, sheet, number)
            continue
        count += 1
        yield Line(number, dict(zip(header, cells, strict=False)), trouble or _ragged(header, cells))
    if not count:
        raise BadInput("the table has no rows", "download the export again", file=name, sheet=sheet)


def _header(cells: list[str], name: str, sheet: str, number: int) -> list[str]:
    header = [" ".join(cell.split()) for cell in cells]
    while header and not header[-1]:
        header.pop()
    if not all(header):
        place = header.index("") + 1
        raise BadInput(
            f"column {place} has no name",
            "write one name above each column",
            file=name,
            sheet=sheet,
            row=number,
        )
    twice = next((h for h in header if header.count(h) > 1), "")
    if twice:
        raise BadInput("two columns have this name", "rename one", file=name, sheet=sheet, row=number, column=twice)
    return header


def _ragged(header: list[str], cells: list[str]) -> str:
    width = len(cells)
    while width > len(header) and not cells[width - 1]:
        width -= 1
    return "" if width == len(header) else f"{width} cells where the header has {len(header)}"
