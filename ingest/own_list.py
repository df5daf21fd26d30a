"""Somebody's own list of cities, read row by row whatever its headers: every row stays, with what is wrong in it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graph.countries import SERVED
from graph.errors import BadInput
from graph.records import Named
from ingest.address import spot
from ingest.archive import stored
from ingest.countries import POSTCODE_DIGITS, country_code
from ingest.delimited import ENCODINGS
from ingest.loose import read_loosely
from ingest.mapping import PLACE, ColumnMapping, propose
from ingest.reader import Line
from ingest.row import mended
from ingest.template import Column
from ingest.workbook import SUFFIXES, sheet_names

NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}\b")
CITY = PLACE[:1]
NO_CITY = "the row names no city"
NO_COUNTRY = "the row names no country"


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table as it lies there: sheet, encoding when it is no UTF-8, header and rows."""

    name: str
    sheet: str
    encoding: str
    header: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its number and cells, the city that it names or None, and what is wrong with it.

    `problem` says why no city can be looked up; `notes` what was passed over.
    """

    number: int
    cells: Mapping[str, str]
    named: Named | None
    problem: str = ""
    notes: tuple[str, ...] = ()


def tables(path: Path, sheet: str = "", encoding: str = "", said: Collection[str] = ()) -> list[OwnTable]:
    """Read a table; one whose text is not UTF-8 is read in each encoding that it may have.

    `said` are headers that somebody named; the header is the row that holds them.
    """
    try:
        return [_table(path, _sheet(path, sheet, said), encoding, said)]
    except BadInput as error:
        if encoding or not isinstance(error.__cause__, UnicodeError):
            raise
        found = [table for each in ENCODINGS if (table := _possible(path, "", each, said))]
        if not found:
            raise
        return found


def _possible(path: Path, sheet: str, encoding: str, said: Collection[str]) -> OwnTable | None:
    try:
        return _table(path, sheet, encoding, said)
    except BadInput:
        return None


def _sheet(path: Path, wanted: str, said: Collection[str]) -> str:
    """Choose the sheet: the one named, the only one that there is, or the only one with a column of cities."""
    if path.suffix.lower() not in SUFFIXES:
        return wanted
    titles = sheet_names(stored(path, path.name))
    if wanted in titles or (not wanted and len(titles) == 1):
        return wanted or titles[0]
    if not wanted:
        read = [(title, _possible(path, title, "", said)) for title in titles]
        holding = [title for title, table in read if table and _knows(table.header, said, CITY)]
        if len(holding) == 1:
            return holding[0]
    problem = f"there is no sheet {wanted!r}" if wanted else "the workbook has several sheets"
    raise BadInput(problem, f"name one with --sheet: {', '.join(titles)}", file=path.name)


def _table(path: Path, sheet: str, encoding: str, said: Collection[str]) -> OwnTable:
    known = partial(_knows, said=said, wanted=PLACE)
    lines = tuple(read_loosely(path, path.name, sheet, known, encoding))
    header = max((tuple(line.cells) for line in lines), key=len)
    return OwnTable(path.name, sheet, encoding, header, lines)


def _knows(cells: Sequence[str], said: Collection[str], wanted: Sequence[Column]) -> int:
    """Count the columns that a row of headers names; one that somebody named counts for all."""
    cleaned = [" ".join(cell.split()) for cell in cells]
    return len(propose(cleaned, wanted).columns) + len(PLACE) * len({*cleaned}.intersection(said))


def fitting(header: Sequence[str], said: ColumnMapping | None, file: str) -> ColumnMapping:
    """Say what the columns mean: as said, the others by their headers; a column said that is missing stops."""
    own = said or ColumnMapping()
    wanted = tuple(column for column in PLACE if column.name not in {**own.columns, **own.constants})
    guessed = propose([each for each in header if each in own.left(header)], wanted).columns
    names = {column.name for column in PLACE}
    kept = {name: column for name, column in own.columns.items() if name in names}
    if gone := [column for column in kept.values() if column not in header]:
        remedy = f"the columns found are {', '.join(header)}"
        raise BadInput("the column is missing", remedy, file=file, column=gone[0])
    return ColumnMapping({**guessed, **kept}, own.ignored, own.constants, own.values, own.sheet)


def complete(mapping: ColumnMapping, header: Sequence[str], file: str) -> None:
    """Stop when nothing says which city or which country a row means."""
    found = f"the columns found are {', '.join(header)}"
    known = {**mapping.columns, **mapping.constants}
    if "city" not in known and "street" not in known:
        raise BadInput("no column says which city is meant", f"name it with --column; {found}", file=file)
    if "country" not in known:
        remedy = f"give --country CODE for all rows or name the column with --country-column; {found}"
        raise BadInput("no column says the country", remedy, file=file)


def entries(table: OwnTable, mapping: ColumnMapping) -> Iterator[Entry]:
    """Read the city of every row; a row that cannot be read stays with its trouble."""
    for line in table.lines:
        yield _trouble(line) if line.trouble else _entry(line, mapping.read(line.cells, PLACE))


def _trouble(line: Line) -> Entry:
    return Entry(line.number, line.cells, None, f"the row cannot be read: {line.trouble}")


def _entry(line: Line, cells: Mapping[str, str]) -> Entry:
    cells = {name: mended(text) for name, text in cells.items()}
    country = country_code(cells["country"]) if cells["country"] else ""
    if not country or country not in SERVED:
        written = cells["country"]
        wrong = f"{written!r} is no country" if not country else f"the graph holds no cities of {written}"
        return Entry(line.number, line.cells, None, wrong if written else NO_COUNTRY)
    town, postcode = cells["city"], cells["postcode"]
    if cells["street"]:
        found = spot(cells["street"], country)
        town, postcode = town or found.town, postcode or found.postcode
    if not town:
        return Entry(line.number, line.cells, None, NO_CITY)
    nuts, latitude, longitude, notes = _hints(cells)
    postcode = postcode.zfill(POSTCODE_DIGITS.get(country, 0)) if postcode.isdecimal() else postcode
    named = Named(town, country, nuts, postcode, latitude, longitude, cells["street"])
    return Entry(line.number, line.cells, named, notes=notes)


def _hints(cells: Mapping[str, str]) -> tuple[str, float | None, float | None, tuple[str, ...]]:
    """Read NUTS code and coordinates; what is none is passed over and told, for the name may still decide."""
    notes = []
    code = NUTS.match(cells["nuts"])
    if cells["nuts"] and not code:
        notes.append(f"{cells['nuts']!r} is no NUTS code")
    point = _point(cells["latitude"], cells["longitude"])
    if (cells["latitude"] or cells["longitude"]) and not point:
        notes.append("the coordinates are none or stand for a missing value")
    return code.group() if code else "", *(point or (None, None)), tuple(notes)


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Read coordinates in degrees; whole degrees are placeholders."""
    try:
        north, east = (float(text.replace(",", ".")) for text in (latitude, longitude))
    except ValueError:
        return None
    placeholder = north.is_integer() and east.is_integer()
    return None if placeholder or not (-90 <= north <= 90 and -180 <= east <= 180) else (north, east)
