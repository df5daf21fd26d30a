"""XLSX: typed cells, and a second sheet that tells the question, its query, the release and the licences."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import pyoxigraph as ox

from dashboard.outputs.answered import TRUNCATED, Answered, Format, Manner
from graph.endpoint import value_of
from graph.errors import BadInput
from graph.stream import Term
from ontology.terms import XSD

LONGEST = 32_767
"""Characters that a cell of Excel holds."""
MOST = 1_048_575
"""Rows that a sheet of Excel holds below its heading."""
EXACT = 2**53
"""From here on a cell of Excel no longer holds every whole number."""
_DAYS: dict[str, Callable[[str], date]] = {XSD.date: date.fromisoformat, XSD.dateTime: datetime.fromisoformat}
_YEARS = XSD.gYear
FIRST_DAY = date(1900, 3, 1)
"""Before this day Excel counts days wrongly."""


def cell(term: Term) -> object:
    """Give the value of a term as a cell holds it: numbers, truths and days typed, years as numbers, else text."""
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        if kind == _YEARS and term.value.isdecimal():
            return int(term.value)
        if kind in _DAYS:
            return _day(term.value, kind)
    return value_of(term)


def _day(text: str, kind: str) -> date | str:
    try:
        made = _DAYS[kind](text)
    except ValueError:
        return text
    plain = made.replace(tzinfo=None) if isinstance(made, datetime) else made
    begun = plain.date() if isinstance(plain, datetime) else plain
    return plain if begun >= FIRST_DAY else text


def write_xlsx(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the workbook; its rows go through files, so that their number does not matter."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options | {"default_date_format": "yyyy-mm-dd"}) as book:
        bold = book.add_format({"bold": True})
        times = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        _rows(book.add_worksheet("Answer"), answer, bold, times)
        _about(book.add_worksheet("About"), answer, bold)


def _rows(sheet: Any, answer: Answered, bold: Any, times: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.set_column(0, max(len(answer.columns) - 1, 0), 18)
    sheet.write_row(0, 0, answer.columns, bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(answer.rows, 1):
        if number > MOST:
            raise BadInput(f"a sheet holds {MOST:,} rows and the answer has more", "choose csv or parquet")
        for place, term in enumerate(row):
            _put(sheet, number, place, cell(term), times)
    sheet.autofilter(0, 0, number, max(len(answer.columns) - 1, 0))


def _put(sheet: Any, number: int, place: int, value: object, times: Any) -> None:  # noqa: ANN401
    if isinstance(value, bool):
        sheet.write_boolean(number, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(number, place, value, times)
    elif isinstance(value, date):
        sheet.write_datetime(number, place, value)
    elif isinstance(value, int | float | Decimal) and -EXACT < value < EXACT:
        sheet.write_number(number, place, value)
    elif value is not None:
        sheet.write_string(number, place, str(value)[:LONGEST])


def about(answer: Answered) -> list[tuple[str, str]]:
    """Tell what an answer is: what was asked of which release, under which licences, and what the columns mean."""
    told = [("Question", answer.question.name), ("Asks", answer.question.summary)]
    told += [(f"Value of {name}", value) for name, value in answer.values.items()]
    told += [("Rows", TRUNCATED)] if answer.more() else []
    told += [("Release", answer.release), ("Cite as", answer.citation), ("Hash of the query", answer.digest)]
    units, columns = answer.question.units, answer.question.columns
    told += [(f"Column {name}", _meaning(columns.get(name, ""), units.get(name, ""))) for name in answer.columns]
    told += [(f"Licence of {title}", licence) for title, licence in answer.licences]
    return [*told, *(("Query", line) for line in answer.query.splitlines())]


def _meaning(meaning: str, unit: str) -> str:
    return f"{meaning} [{unit}]" if unit else meaning


def _about(sheet: Any, answer: Answered, bold: Any) -> None:  # noqa: ANN401
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110)
    for number, (name, text) in enumerate(about(answer)):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, text[:LONGEST])


FORMATS = (
    Format(
        "xlsx",
        "Excel",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_xlsx,
        text=False,
    ),
)
