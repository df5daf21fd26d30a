"""The worklist as a workbook to fill in, and what was filled in read back into the team's records."""

import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from dashboard.work_rows import COLUMNS, Work, table
from graph.city_lists import add_cities, cities_of, drop_cities
from graph.desk import Desk
from graph.errors import BadInput, NcpError
from graph.outreach import CHANNELS, Entry, checked, keep_new
from ingest.reader import read

LIST, DAY, HOW, NOTE, STEP, DUE = TO_FILL = ("my list", "contacted on", "how", "note", "next step", "due")
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = {"name": 24, "counted": 20, "reason": 90, "region": 26, "typologies": 22, "note": 40, "next step": 30}
ANSWERS = {"yes": True, "y": True, "x": True, "1": True, "no": False, "n": False, "0": False}
REMEDY = "download the worklist as Excel again and fill in that file"


def workbook(found: Sequence[Work]) -> bytes:
    """Write the towns; the last columns are to be filled in, no text is run as a formula."""
    out = io.BytesIO()
    columns, rows = table(found)
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet("worklist")
        bold = book.add_format({"bold": True, "bottom": 1})
        fill = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        sheet.freeze_panes(1, 2)
        for place, column in enumerate((*columns, *TO_FILL)):
            sheet.set_column(place, place, WIDTHS.get(column, 12))
            sheet.write_string(0, place, column, fill if column in TO_FILL else bold)
        for number, (one, row) in enumerate(zip(found, rows, strict=True), start=1):
            for place, value in enumerate((*row, "yes" if one.mine else "")):
                if isinstance(value, int | float):
                    sheet.write_number(number, place, value)
                elif value:
                    sheet.write_string(number, place, str(value))
        for column, source in ((LIST, ["yes", "no"]), (HOW, list(CHANNELS))):
            place = len(columns) + TO_FILL.index(column)
            sheet.data_validation(1, place, max(len(found), 1), place, {"validate": "list", "source": source})
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a workbook says: towns for my list, towns off it, contacts to keep, and for each bad row why."""

    on: tuple[int, ...]
    off: tuple[int, ...]
    entries: tuple[Entry, ...]
    refused: tuple[str, ...]


def filled(content: bytes, name: str, known: Mapping[int, str], who: str) -> Filled:
    """Read a workbook that was filled in; `known` are the cities of the graph by GeoNames id.

    A row that cannot be understood is refused by itself, with file, row, column and remedy.
    """
    on: list[int] = []
    off: list[int] = []
    entries: list[Entry] = []
    refused: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "worklist.xlsx")
        path.write_bytes(content)
        for number, cells in _rows(path):
            try:
                city, wanted = _city(cells, known, path.name, number), _wanted(cells, path.name, number)
                entry = _entry(cells, city, who, path.name, number)
            except BadInput as error:
                refused.append(str(error))
                continue
            (on if wanted else off).extend([city] if wanted is not None else [])
            entries.extend([entry] if entry else [])
    return Filled(tuple(on), tuple(off), tuple(entries), tuple(refused))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows in which something was filled in; raises BadInput when it is another table."""
    for _, line in read(path, path.name, "*"):
        if line.trouble:
            raise BadInput(line.trouble, "correct the row", file=path.name, row=line.number)
        if gone := [column for column in (COLUMNS[0], *TO_FILL) if column not in line.cells]:
            raise BadInput("the column is missing", REMEDY, file=path.name, column=gone[0])
        cells = {column: line.cells[column].strip() for column in (COLUMNS[0], *TO_FILL)}
        if any(cells[column] for column in TO_FILL):
            yield line.number, cells


def _city(cells: Mapping[str, str], known: Mapping[int, str], file: str, row: int) -> int:
    said = cells["geonames"].removesuffix(".0")
    if not said.isdecimal() or int(said) not in known:
        problem = f"{said!r} is no city of the graph" if said else "the cell is empty"
        raise BadInput(problem, "leave the GeoNames id as it was downloaded", file=file, row=row, column="geonames")
    return int(said)


def _wanted(cells: Mapping[str, str], file: str, row: int) -> bool | None:
    said = cells[LIST].casefold().removesuffix(".0")
    if said and said not in ANSWERS:
        raise BadInput(f"{cells[LIST]!r} is no answer", "write yes or no", file=file, row=row, column=LIST)
    return ANSWERS.get(said)


def _entry(cells: Mapping[str, str], city: int, who: str, file: str, row: int) -> Entry | None:
    if not cells[DAY]:
        if told := next((column for column in TO_FILL[2:] if cells[column]), ""):
            raise BadInput(f"{told!r} is filled in, but no day", "write the day", file=file, row=row, column=DAY)
        return None
    try:
        how, day = cells[HOW].casefold() or "other", cells[DAY][:10]
        return checked(Entry(city, day, how, who, cells[NOTE], "", cells[STEP], cells[DUE][:10], who))
    except NcpError as error:
        raise BadInput(str(error).rstrip("."), "then read the file again", file=file, row=row) from None


def take_over(desk: Desk, what: Filled, who: str) -> str:
    """Record what a workbook says, and tell it; a contact that is kept already is not kept twice."""
    added = add_cities(desk, what.on, who) if what.on else 0
    listed = set(cities_of(desk, who))
    gone = [city for city in what.off if city in listed]
    dropped = drop_cities(desk, gone, who) if gone else 0
    fresh = keep_new(desk, what.entries, who) if what.entries else 0
    return f"{added} put on your list, {dropped} taken off it, {fresh} contacts kept, on {date.today():%d %B %Y}."
