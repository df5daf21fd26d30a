"""Rows from XLSX workbooks, after the archive was checked for size, ratio and names."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from graph.errors import BadInput

MOST_UNPACKED = 400_000_000
"""Greatest size in bytes that a workbook may unpack to; a real export of 12,000 rows needs 17 million."""
MOST_RATIO = 150
"""Greatest ratio of unpacked to packed size for parts over a million bytes; real sheets reach 15."""
CHUNK = 1_000_000
OUTSIDE = re.compile(r"^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)|:")
REMEDY = "download the export again, or open it in a spreadsheet program and save it as .xlsx"
FORMULA = rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)"
PROBLEMS = (
    (
        re.compile(rb'<c r="([A-Z]+\d+)"[^>]*>\s*' + FORMULA + rb"\s*(?:<v\s*/>|<v></v>)?\s*</c>"),
        "is a formula without a stored result",
    ),
    (re.compile(rb'<c r="([A-Z]+\d+)"[^>]*\st="e"'), "holds an error value"),
)


def sheet_names(path: Path, name: str) -> list[str]:
    """List the sheets of a workbook."""
    return list(_open(path, name, path.stat().st_mtime_ns).sheet_names)


def read_workbook(path: Path, name: str, sheet: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield number and cells of each row as text; hidden rows are rows, blank ones are left out."""
    workbook = _open(path, name, path.stat().st_mtime_ns)
    try:
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise BadInput("the sheet cannot be read", REMEDY, file=name, sheet=sheet) from error
    for number, row in enumerate(rows, start=1):
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield number, cells, ""


def _text(cell: object) -> str:
    """Write a cell as text: whole numbers without ".0", days as ISO dates."""
    if isinstance(cell, str):
        return cell
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


@lru_cache(maxsize=1)
def _open(path: Path, name: str, _changed: int) -> CalamineWorkbook:
    check_archive(path, name)
    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise BadInput("the workbook cannot be read", REMEDY, file=name) from error


def check_archive(path: Path, name: str) -> None:
    """Refuse an archive that unpacks to too much, lies about its sizes or names paths outside itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            for part in parts:
                _check_part(archive, part, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BadInput("the workbook is damaged or cut off", REMEDY, file=name) from error


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadInput(f"the workbook unpacks to over {MOST_UNPACKED // 1_000_000} MB", REMEDY, file=name)
    for part in parts:
        if part.file_size > CHUNK and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise BadInput(f"its part {part.filename!r} is packed suspiciously small", REMEDY, file=name)
        if OUTSIDE.search(part.filename):
            raise BadInput(f"its part {part.filename!r} lies outside the workbook", REMEDY, file=name)
        if part.flag_bits & 1:
            raise BadInput("the workbook is protected by a password", "save it again without one", file=name)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """Unpack a part in small pieces, compare its size with the declared one, look for cells without value."""
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    tail = b""
    for piece in _unpack(archive, part, name):
        if is_sheet:
            _check_cells(tail + piece, part.filename, name)
            tail = piece[-4_000:]


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Inflate a part by hand, because `ZipFile.open` believes the declared size and other readers do not."""
    raw = archive.fp
    assert raw is not None
    raw.seek(part.header_offset + 26)
    lengths = raw.read(4)
    raw.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
    packed = raw.read(part.compress_size)
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise BadInput(f"its part {part.filename!r} is packed in an unusual way", REMEDY, file=name)
    unpacker, size, check = zlib.decompressobj(-15), 0, 0
    while not unpacker.eof:
        piece = unpacker.decompress(unpacker.unconsumed_tail or packed, CHUNK)
        packed, size, check = b"", size + len(piece), zlib.crc32(piece, check)
        if size > part.file_size or (not piece and not unpacker.eof):
            raise BadInput(f"its part {part.filename!r} is not as large as it says", REMEDY, file=name)
        yield piece
    if check != part.CRC:
        raise zipfile.BadZipFile(part.filename)


def _check_cells(xml: bytes, part: str, name: str) -> None:
    for pattern, problem in PROBLEMS:
        if found := pattern.search(xml):
            cell = found.group(1).decode()
            raise BadInput(
                f"cell {cell} of {Path(part).stem} {problem}",
                "open the file, let it compute, save it",
                file=name,
            )
