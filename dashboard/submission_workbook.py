"""Practices to submit as a workbook: a template that explains itself, own ones out, and both read back whole or not."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from dashboard.city_names import CityNames
from dashboard.outreach_workbook import Refused
from dashboard.review_workbook import SAFE
from dashboard.taken import Taken
from graph.database import alone
from graph.desk import Desk
from graph.errors import BadInput, BadParameter, EditConflict, NotAllowed
from graph.submission_fields import FIELDS, KINDS, Told, check_field, checked, keys
from graph.submissions import Submission, found, hand_over, keep, reword
from ingest.reader import Line, read

PLACE = {
    "number": "Leave empty for a new practice.",
    "version": "Leave as it is.",
    "city": "Name of the city that began it, or its GeoNames id.",
    "country": "EU code of its country, such as PT.",
}
COLUMNS = (*list(PLACE)[:2], "title", *list(PLACE)[2:], *(name for name in FIELDS if name != "title"))
SHEET, LISTS, MEANINGS = "practices", "Lists", "Explanation"
LISTED_ROWS = 500
"""So many rows of the template offer lists."""


@dataclass(frozen=True, slots=True)
class _Wish:
    row: int
    number: int
    version: int
    told: Told


def workbook(submissions: Iterable[Submission] = (), names: CityNames | None = None) -> bytes:
    """Write submissions, or an empty template; every cell is a text, so that none is run as a formula."""
    out = io.BytesIO()
    with Workbook(out, {**SAFE, "in_memory": True}) as book:
        sheet, explained, lists = (book.add_worksheet(name) for name in (SHEET, MEANINGS, LISTS))
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 3)
        for place, column in enumerate(COLUMNS):
            long = column in FIELDS and FIELDS[column].long
            sheet.set_column(place, place, 50 if long else 18, text)
            sheet.write_string(0, place, column, bold)
            sheet.write_comment(0, place, meaning(column))
            explained.write_row(place + 1, 0, (column, meaning(column), "yes" if _needed(column) else "no"))
        explained.write_row(0, 0, ("column", "meaning", "needed to hand it in"), bold)
        explained.set_column(1, 1, 90)
        for place, (column, known) in enumerate(_offered().items()):
            lists.write_column(0, place, (column, *known))
            letter, at = xl_col_to_name(place), COLUMNS.index(column)
            source = f"={LISTS}!${letter}$2:${letter}${len(known) + 1}"
            sheet.data_validation(
                1, at, LISTED_ROWS, at, {"validate": "list", "source": source, "error_type": "warning"}
            )
        for number, one in enumerate(submissions, 1):
            for place, cell in enumerate(_cells(one, names)):
                sheet.write_string(number, place, cell, text)
    return out.getvalue()


def meaning(column: str) -> str:
    """Say what a column holds, with the keys that it may hold."""
    if column in PLACE:
        return PLACE[column]
    field = FIELDS[column]
    known = f" Keys: {', '.join(keys(field.scheme))}." if field.scheme else ""
    return f"{field.label}. {field.meaning}{known}"


def _needed(column: str) -> bool:
    return column == "city" or (column in FIELDS and FIELDS[column].needed)


def _offered() -> dict[str, tuple[str, ...]]:
    """Give the lists from which one value is chosen."""
    schemes = {name: tuple(keys(field.scheme)) for name, field in FIELDS.items() if field.scheme}
    return {"kind": KINDS, **{name: known for name, known in schemes.items() if name not in ("challenges", "domains")}}


def _cells(one: Submission, names: CityNames | None) -> list[str]:
    place = (
        (names.called(one.city), names.country(one.city)) if names and one.city in names.by_id else (str(one.city), "")
    )
    held = {"number": str(one.id), "version": str(one.version), "city": place[0], "country": place[1]}
    return [held[column] if column in held else str(getattr(one, column)) for column in COLUMNS]


def take(desk: Desk, path: Path, names: CityNames, by: str, called: str = "", *, send: bool = False) -> Taken:
    """Keep every row of a workbook as a draft, or hand it in; raises Refused with a sentence for each bad cell.

    Nothing is kept when one row is bad.
    """
    file = called or path.name
    wishes, bad = _wishes(path, file, names)
    done = {"added": 0, "changed": 0, "same": 0}
    with desk.writing() as connection:
        alone(connection)
        for wish in wishes:
            try:
                held = found(connection, wish.number) if wish.number else None
                same = held is not None and held.told == _as_kept(wish.told, held)
                if held is None:
                    held = keep(connection, wish.told, by)
                elif not same:
                    held = reword(connection, wish.number, wish.told, by, wish.version)
                done["same" if same else "changed" if wish.number else "added"] += 1
                if send:
                    hand_over(connection, held.id, by, held.version)
            except (BadParameter, EditConflict, NotAllowed) as error:
                bad.append(f"{file}, row {wish.row}: {error}")
        if bad:
            raise Refused(bad)
    return Taken("practices", **done)


def _as_kept(told: Told, held: Submission) -> Told:
    return replace(checked(told), revises=held.revises, adoption=held.adoption)


def _wishes(path: Path, file: str, names: CityNames) -> tuple[list[_Wish], list[str]]:
    """Read the rows, and tell for each cell that does not fit what mends it."""
    wishes: list[_Wish] = []
    bad: list[str] = []
    for _, line in read(path, file, SHEET if path.suffix.lower() in (".xlsx", ".xls", ".ods") else ""):
        if gone := [column for column in COLUMNS if column not in line.cells]:
            remedy = "write the template again with `ncp submissions template -o FILE.xlsx`"
            raise BadInput("the column is missing", remedy, file=file, column=gone[0])
        if not any(cell.strip() for cell in line.cells.values()):
            continue
        wrong, wish = _wish(line, names)
        bad += [f"{file}, row {line.number}, {told}" for told in wrong]
        wishes += [wish] if wish else []
    return wishes, bad


def _wish(line: Line, names: CityNames) -> tuple[list[str], _Wish | None]:
    if line.trouble:
        return [f"{line.trouble}; correct the row."], None
    cells = {column: line.cells[column].strip() for column in COLUMNS}
    wrong: list[str] = []
    values: dict[str, Any] = {name: _tried(name, cells[name], wrong) for name in FIELDS}
    city = _city(cells, names, wrong)
    numbers = [_whole(cells, column, wrong) for column in ("number", "version")]
    if wrong:
        return wrong, None
    try:
        return [], _Wish(line.number, numbers[0], numbers[1], checked(Told(city, **values)))
    except BadParameter as error:
        return [str(error)], None


def _tried(name: str, said: str, wrong: list[str]) -> str:
    try:
        return check_field(name, said)
    except BadParameter as error:
        wrong.append(f"column {name!r}: {error}")
        return ""


def _city(cells: Mapping[str, str], names: CityNames, wrong: list[str]) -> int:
    if not cells["city"]:
        wrong.append("column 'city': the cell is empty; write the name of the city, or its GeoNames id.")
        return 0
    try:
        return names.find(cells["city"], cells["country"].upper()).id
    except BadParameter as error:
        wrong.append(f"column 'city': {error}.")
        return 0


def _whole(cells: Mapping[str, str], column: str, wrong: list[str]) -> int:
    said = cells[column]
    if said and not (said.isdecimal() and len(said) < 10):
        wrong.append(f'column {column!r}: "{said[:40]}" is no whole number; leave the cell as it was exported.')
        return 0
    return int(said or 0)
