"""Rows from XLSX, XLS and ODS workbooks, after the archive was checked for size, ratio, names and cells."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from threading import local

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from graph.errors import BadInput
from ingest.archive import Stored, checked_parts, inspect_parts

SUFFIXES = {".xlsx", ".xlsm", ".xls", ".ods"}
MOST_UNPACKED = 400_000_000
"""Greatest size in bytes that a workbook may unpack to; a real export of 12,000 rows needs 17 million."""
MOST_CELLS = 25_000_000
"""Greatest area of a sheet; one cell far below the others makes readers set up all cells between."""
PACKED = b"PK\x03\x04"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REMEDY = "download the export again, or open it in a spreadsheet program and save it as .xlsx"
LOCKED = "the workbook is protected by a password"
COMPUTE = "open the file, let it compute, save it"
ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"}
FORMULA = rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)"
PROBLEMS = (
    (
        re.compile(rb'<c r="([A-Z]+\d+)"[^>]*>\s*' + FORMULA + rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"),
        "is a formula without a stored result",
    ),
    (re.compile(rb'<c r="([A-Z]+\d+)"[^>]*\st="e"'), "holds an error value"),
)
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_held = local()
"""The workbook that each thread opened last."""
REFERENCE = re.compile(rb"""\br=["']([A-Z]{0,3})(\d{1,9})["']""")


def sheet_names(table: Stored) -> list[str]:
    """List the sheets of a workbook."""
    return list(_open(table, table.path.stat().st_mtime_ns).sheet_names)


def read_workbook(table: Stored, sheet: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield number and cells of each row as text; hidden rows are rows, blank ones are left out."""
    try:
        found = _open(table, table.path.stat().st_mtime_ns).get_sheet_by_name(sheet)
        blank = [""] * found.start[1] if found.start else []
        rows = found.iter_rows()
    except CalamineError as error:
        raise BadInput("the sheet cannot be read", REMEDY, file=table.name, sheet=sheet) from error
    for number, row in enumerate(rows, start=1):
        cells = blank + [cell if isinstance(cell, str) else _text(cell) for cell in row]
        if not any(cells):
            continue
        if not ERRORS.isdisjoint(cells):
            column = next(n for n, cell in enumerate(cells) if cell in ERRORS)
            problem = f"cell {letters(column)}{number} holds an error value"
            raise BadInput(problem, COMPUTE, file=table.name, sheet=sheet)
        yield number, cells, ""


def _text(cell: object) -> str:
    """Write a cell as text: whole numbers without ".0", days as ISO dates."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time() | timedelta():
            return str(cell)
    return "" if cell is None else str(cell)


def letters(column: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 26 is AA."""
    return chr(65 + column) if column < 26 else letters(column // 26 - 1) + chr(65 + column % 26)


def _open(table: Stored, changed: int) -> CalamineWorkbook:
    """Open a workbook, or take the one that this thread opened last: no other thread may read from it."""
    if getattr(_held, "key", None) != (table, changed):
        _held.key = None
        _held.workbook, _held.key = _read(table), (table, changed)
    workbook: CalamineWorkbook = _held.workbook
    return workbook


def _read(table: Stored) -> CalamineWorkbook:
    with table.opened() as file:
        content = io.BytesIO(file.read(MOST_UNPACKED + 1))
    _check(content, table.name)
    content.seek(0)
    try:
        return CalamineWorkbook.from_filelike(content)
    except PasswordError as error:
        raise BadInput(LOCKED, "save it again without one", file=table.name) from error
    except CalamineError as error:
        raise BadInput("the workbook cannot be read", REMEDY, file=table.name) from error


def _check(content: io.BytesIO, name: str) -> None:
    """Refuse a workbook that unpacks to too much, lies about its sizes or names paths outside itself."""
    start, size = content.read(8), content.getbuffer().nbytes
    if size > MOST_UNPACKED:
        raise BadInput(f"the workbook is larger than {MOST_UNPACKED // 1_000_000} MB", REMEDY, file=name)
    if start == OLD:
        return
    if not start.startswith(PACKED):
        page = start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        raise BadInput(f"this is {'a web page' if page else 'damaged or no workbook at all'}", REMEDY, file=name)
    inspect_parts(content, checked_parts(content, name, "workbook", MOST_UNPACKED), name, Cells(name).inspect)


class Cells:
    """Looks through the parts of a workbook for what a reader of sheets would stumble over."""

    def __init__(self, name: str) -> None:
        """Begin with no cell seen."""
        self.name = name
        self.part = ""
        self.rows = self.columns = 0

    def inspect(self, part: str, piece: bytes) -> None:
        """Refuse a document type, a cell without a value, or a sheet of too large an area."""
        if part.endswith((".xml", ".rels")) and DOCTYPE.search(piece):
            raise BadInput(f"its part {part!r} declares a document type", REMEDY, file=self.name)
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            self._values(part, piece)
            self._area(part, piece)

    def _values(self, part: str, piece: bytes) -> None:
        for problem, says in PROBLEMS:
            if found := problem.search(piece):
                where = f"cell {found.group(1).decode()} of {PurePosixPath(part).stem}"
                raise BadInput(f"{where} {says}", COMPUTE, file=self.name)

    def _area(self, part: str, piece: bytes) -> None:
        if part != self.part:
            self.part, self.rows, self.columns = part, 0, 0
        found = REFERENCE.findall(piece)
        self.rows = max(self.rows, *(int(row) for _, row in found), 0)
        self.columns = max(self.columns, *(_position(name) for name in {name for name, _ in found}), 1)
        if self.rows * self.columns > MOST_CELLS:
            problem = f"{PurePosixPath(part).stem} spans {self.rows:,} rows and {self.columns:,} columns"
            raise BadInput(problem, "delete the stray cells below and beside the table", file=self.name)


def _position(letters: bytes) -> int:
    """Number a column: A is 1, AA is 27."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place
