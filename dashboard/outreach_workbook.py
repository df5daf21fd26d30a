"""Contacts as a workbook: a template to fill in, what is kept, and both read back, whole or not at all."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sqlalchemy import Connection
from xlsxwriter import Workbook

from dashboard.city_names import CityNames
from dashboard.review_workbook import SAFE
from dashboard.taken import Taken
from graph.contact_persons import Person
from graph.database import alone
from graph.desk import Desk
from graph.errors import BadInput, BadParameter, EditConflict, NcpError
from graph.outreach import (
    CHANNELS,
    STATES,
    Contact,
    Entry,
    Standing,
    checked,
    contact_of,
    keep,
    move,
    rewrite,
    same_contact,
    standing,
)
from ingest.reader import Line, read

COLUMNS = {
    "number": "leave empty for a new contact",
    "version": "leave as it is",
    "board": "leave as it is",
    "geonames": "GeoNames id of the city; counts before the name",
    "city": "name; with the country it has to be one city alone",
    "country": "EU code, such as PT",
    "day": "YYYY-MM-DD",
    "channel": "one of the list",
    "who": "role or initials",
    "note": "what was said",
    "answer": "what the city answered",
    "step": "what comes next",
    "due": "YYYY-MM-DD",
    "officer": "who takes the step",
    "done": "day on which it was taken",
    "state": "moves the city on the board; may stay empty",
}
PERSONS = ("city", "country", "name", "function", "reach")
WIDTHS = {
    "number": 9,
    "version": 9,
    "board": 9,
    "geonames": 11,
    "city": 26,
    "country": 9,
    "note": 50,
    "answer": 40,
    "step": 40,
}
FIELDS = ("day", "channel", "who", "note", "answer", "step", "due", "officer", "done")
SHEET = "contacts"
LISTED_ROWS = 2_000
"""So many rows of the template offer the lists of channels and states."""


class Refused(NcpError):
    """A workbook holds rows that do not fit; nothing of it was kept."""

    def __init__(self, told: Sequence[str]) -> None:
        """Keep one sentence for each bad row."""
        self.told = tuple(told)
        super().__init__("\n".join(self.told))


@dataclass(frozen=True, slots=True)
class _Wish:
    row: int
    number: int
    version: int
    board: int
    entry: Entry
    state: str


def template() -> bytes:
    """Write an empty workbook to fill in."""
    return workbook([], {}, CityNames({}, {}))


def workbook(
    contacts: Iterable[Contact],
    standings: Mapping[int, Standing],
    names: CityNames,
    persons: Sequence[Person] | None = None,
) -> bytes:
    """Write contacts with the state of their cities; contact data of persons only when it is handed over."""
    out = io.BytesIO()
    with Workbook(out, {**SAFE, "in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        sheet.freeze_panes(1, 0)
        for place, (column, meaning) in enumerate(COLUMNS.items()):
            sheet.set_column(place, place, WIDTHS.get(column, 14))
            sheet.write_string(0, place, column, bold)
            sheet.write_comment(0, place, meaning)
        for column, keys in (("channel", CHANNELS), ("state", STATES)):
            place = list(COLUMNS).index(column)
            sheet.data_validation(1, place, LISTED_ROWS, place, {"validate": "list", "source": list(keys)})
        for number, one in enumerate(contacts, 1):
            for place, cell in enumerate(_cells(one, standings.get(one.city), names)):
                sheet.write_string(number, place, cell)
        if persons is not None:
            _write_persons(book, persons, names)
    return out.getvalue()


def _cells(one: Contact, held: Standing | None, names: CityNames) -> list[str]:
    row = asdict(one)
    known = names.by_id.get(one.city)
    first = [str(one.id), str(one.version), str(held.version) if held else "", str(one.city)]
    return [
        *first,
        known.name if known else "",
        names.country(one.city),
        *(str(row[field]) for field in FIELDS),
        held.state if held else "",
    ]


def _write_persons(book: Workbook, persons: Sequence[Person], names: CityNames) -> None:
    sheet = book.add_worksheet("persons")
    for place, column in enumerate(PERSONS):
        sheet.write_string(0, place, column)
    for number, one in enumerate(persons, 1):
        cells = (names.called(one.city), names.country(one.city), one.name, one.function, one.reach)
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell)


def take(desk: Desk, path: Path, names: CityNames, by: str, called: str = "") -> Taken:
    """Keep every row of a workbook; raises Refused with a sentence for each bad row, and keeps nothing then."""
    wishes, bad = _wishes(path, called or path.name, names)
    with desk.writing() as connection:
        alone(connection)
        kept, told = _keep(connection, wishes, by, called or path.name)
        if bad or told:
            raise Refused([*bad, *told])
    return kept


def _keep(connection: Connection, wishes: Iterable[_Wish], by: str, file: str) -> tuple[Taken, list[str]]:
    added = changed = same = 0
    told: list[str] = []
    for wish in wishes:
        try:
            done = _one(connection, wish, by)
        except (BadParameter, EditConflict) as error:
            told.append(f"{file}, row {wish.row}: {error}")
            continue
        added, changed, same = added + (done == "added"), changed + (done == "changed"), same + (done == "same")
    return Taken("contacts", added, changed, same), told


def _one(connection: Connection, wish: _Wish, by: str) -> str:
    """Keep one row: "added", "changed" or "same"."""
    done = _contact(connection, wish, by)
    held = standing(connection, wish.entry.city)
    if wish.state and (held is None or held.state != wish.state):
        seen = wish.board if wish.number and wish.board else held.version if held else 0
        move(connection, wish.entry.city, wish.state, by, seen)
        return "changed" if done == "same" else done
    return done


def _contact(connection: Connection, wish: _Wish, by: str) -> str:
    kept = contact_of(connection, wish.number) if wish.number else same_contact(connection, wish.entry)
    if kept is None and not wish.number:
        keep(connection, wish.entry, by)
        return "added"
    if kept is None:
        raise EditConflict(
            f"contact {wish.number} is not there any more; empty the cell number to add it anew.", {}, {}
        )
    if kept.entry == checked(wish.entry):
        return "same"
    rewrite(connection, wish.number, wish.entry, by, wish.version)
    return "changed"


def _wishes(path: Path, file: str, names: CityNames) -> tuple[list[_Wish], list[str]]:
    """Read the rows, and tell for each that does not fit what mends it."""
    wishes: list[_Wish] = []
    bad: list[str] = []
    for _, line in read(path, file, SHEET if path.suffix.lower() in (".xlsx", ".xls", ".ods") else ""):
        if gone := [column for column in COLUMNS if column not in line.cells]:
            remedy = "write the template again with `ncp outreach template -o FILE.xlsx`"
            raise BadInput("the column is missing", remedy, file=file, column=gone[0])
        if not any(cell.strip() for cell in line.cells.values()):
            continue
        try:
            wishes.append(_wish(line, names))
        except BadParameter as error:
            bad.append(f"{file}, row {line.number}, {error}")
    return wishes, bad


def _wish(line: Line, names: CityNames) -> _Wish:
    if line.trouble:
        raise BadParameter(f"{line.trouble}; correct the row.")
    cells = {column: line.cells[column].strip() for column in COLUMNS}
    city = _city(cells, names)
    entry = Entry(city, **{field: cells[field] for field in FIELDS})
    for column in FIELDS:
        _fits(column, entry)
    checked(entry)
    state = cells["state"].lower()
    if state and state not in STATES:
        raise BadParameter(f"column 'state': \"{state}\" is no state; write one of {', '.join(STATES)}, or nothing.")
    number, version, board = (_whole(cells, column) for column in ("number", "version", "board"))
    return _Wish(line.number, number, version, board, entry, state)


def _city(cells: Mapping[str, str], names: CityNames) -> int:
    said, column = (cells["geonames"], "geonames") if cells["geonames"] else (cells["city"], "city")
    if not said:
        raise BadParameter("column 'city': the cell is empty; write the name of the city, or its GeoNames id.")
    try:
        return names.find(said, cells["country"].upper()).id
    except BadParameter as error:
        raise BadParameter(f"column {column!r}: {error}.") from None


def _fits(column: str, entry: Entry) -> None:
    """Hold one cell against what a contact takes, so that a sentence names its column."""
    sure = Entry(entry.city, "2026-01-01", CHANNELS[0], "-", step="-" if column in ("due", "officer", "done") else "")
    try:
        checked(replace(sure, **{column: getattr(entry, column)}))
    except BadParameter as error:
        raise BadParameter(f"column {column!r}: {error}") from None


def _whole(cells: Mapping[str, str], column: str) -> int:
    said = cells[column]
    if said and not (said.isdecimal() and len(said) < 10):
        raise BadParameter(f'column {column!r}: "{said}" is no whole number; leave the cell as it was exported.')
    return int(said or 0)
