"""Cohorts as a workbook: towns and mentors to fill in, and who advises whom with reasons, read and written whole."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter import Workbook

from dashboard.city_names import CityNames
from dashboard.review_workbook import SAFE
from graph.cohort import Asking, Cohort, assign_knowing
from graph.errors import BadInput, BadParameter
from graph.peer_desk import LARGEST
from graph.peer_field import Field, Side
from graph.peer_fit import Known, Need
from ingest.reader import Line, read

TOWNS, MENTORS = "towns", "mentors"
COLUMNS = {
    TOWNS: {"city": "name or GeoNames id", "country": "EU code, such as PT", "need": "in words; may stay empty"},
    MENTORS: {
        "city": "name or GeoNames id",
        "country": "EU code, such as SI",
        "capacity": "towns at once; empty takes it from the team's records, else 1",
    },
}
USUAL = 1
"""Places of a mentor of which nobody knows how many it has."""
PAIRS = ("town", "country", "mentor", "mentor country", "fit", "choice", "reason 1", "reason 2", "reason 3", "warning")
ALONE = ("town", "country", "why")
LOAD = ("mentor", "country", "places", "towns", "where the places come from")


@dataclass(frozen=True, slots=True)
class Offer:
    """A mentor of the list: its GeoNames id, its places, and where these come from."""

    city: int
    places: int
    basis: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A town of the list and its need in words."""

    city: int
    need: str


def template() -> bytes:
    """Write an empty workbook to fill in."""
    out = io.BytesIO()
    with Workbook(out, {**SAFE, "in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        for name, columns in COLUMNS.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for place, (column, meaning) in enumerate(columns.items()):
                sheet.set_column(place, place, 30)
                sheet.write_string(0, place, column, bold)
                sheet.write_comment(0, place, meaning)
    return out.getvalue()


def take(path: Path, names: CityNames, records: Known, called: str = "") -> tuple[list[Wanted], list[Offer]]:
    """Read towns and mentors; raises BadInput for the first row that does not fit."""
    file = called or path.name
    towns = [Wanted(city, cells["need"]) for city, cells, _ in _rows(path, file, TOWNS, names)]
    mentors = [
        _offer(file, city, cells["capacity"], line, records) for city, cells, line in _rows(path, file, MENTORS, names)
    ]
    for sheet, cities in ((TOWNS, [one.city for one in towns]), (MENTORS, [one.city for one in mentors])):
        if not cities:
            raise BadInput("no city is named", "fill in a row", file=file, sheet=sheet)
        if twice := [city for city in cities if cities.count(city) > 1]:
            raise BadInput(f"{names.called(twice[0])} is named twice", "leave one row of it", file=file, sheet=sheet)
    return towns, mentors


def _rows(path: Path, file: str, sheet: str, names: CityNames) -> Iterator[tuple[int, dict[str, str], int]]:
    for _, line in read(path, file, sheet):
        if gone := [column for column in COLUMNS[sheet] if column not in line.cells]:
            remedy = "write the template again with `ncp cohort template -o FILE.xlsx`"
            raise BadInput("the column is missing", remedy, file=file, sheet=sheet, column=gone[0])
        if any(cell.strip() for cell in line.cells.values()):
            yield _city(file, sheet, line, names), {key: line.cells[key].strip() for key in COLUMNS[sheet]}, line.number


def _city(file: str, sheet: str, line: Line, names: CityNames) -> int:
    try:
        return names.find(line.cells["city"], line.cells["country"].strip().upper()).id
    except BadParameter as error:
        problem, _, remedy = str(error).rpartition("; ")
        raise BadInput(problem, remedy, file=file, sheet=sheet, row=line.number, column="city") from None


def _offer(file: str, city: int, said: str, row: int, records: Known) -> Offer:
    if said and not (said.isdecimal() and int(said) <= LARGEST):
        remedy = f"write a whole number from 0 to {LARGEST}, or nothing"
        raise BadInput(
            f'"{said[:20]}" is no number of towns', remedy, file=file, sheet=MENTORS, row=row, column="capacity"
        )
    return offer(city, int(said) if said else None, records)


def offer(city: int, said: int | None, records: Known) -> Offer:
    """Say how many places a mentor has: as the list says, else those left by the team's records, else one."""
    if said is not None:
        return Offer(city, said, "the list")
    left = records.left(city)
    return (
        Offer(city, USUAL, "not known, taken as 1") if left is None else Offer(city, left, "left by the team's records")
    )


def cohort(
    towns: Sequence[Wanted],
    offers: Sequence[Offer],
    find: Callable[[int], Side],
    need: Callable[[str], Need],
    known: Field,
    records: Known,
) -> Cohort:
    """Assign the mentors of a list to its towns; `find` looks a city up, `need` weighs what was done against words."""
    asking = [Asking(find(one.city), need(one.need)) for one in towns]
    places = {one.city: one.places for one in offers}
    return assign_knowing(asking, {one.city: find(one.city) for one in offers}, places, known, records)


def pair_rows(made: Cohort) -> list[tuple[str, ...]]:
    """Give a row for each pair, with three reasons and one warning."""
    return [
        (
            *(one.asking.side.town.name, one.asking.side.town.country),
            *(one.fit.mentor.town.name, one.fit.mentor.town.country),
            *(f"{one.fit.value:.2f}", one.choice),
            *(*one.reasons, "", "", "")[:3],
            one.warning,
        )
        for one in made.placed
    ]


def alone_rows(made: Cohort) -> list[tuple[str, ...]]:
    """Give a row for each town without a mentor, and why."""
    return [(one.side.town.name, one.side.town.country, why) for one, why in made.alone]


def load_rows(made: Cohort, offers: Sequence[Offer], names: CityNames) -> list[tuple[str, ...]]:
    """Give a row for each mentor: its places, where they come from, and how many towns it has."""
    return [
        (names.called(one.city), names.country(one.city), str(one.places), str(made.taken.get(one.city, 0)), one.basis)
        for one in offers
    ]


def workbook(made: Cohort, offers: Sequence[Offer], names: CityNames) -> bytes:
    """Write pairs, towns without a mentor, and the load of each mentor."""
    out = io.BytesIO()
    with Workbook(out, {**SAFE, "in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, columns, rows in (
            ("pairs", PAIRS, pair_rows(made)),
            ("without a mentor", ALONE, alone_rows(made)),
            ("mentors", LOAD, load_rows(made, offers, names)),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 24)
            for number, row in enumerate((columns, *rows)):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell, bold if not number else None)
    return out.getvalue()
