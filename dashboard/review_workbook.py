"""Open names as a workbook to decide in, and the decisions read back from it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

from dashboard.formats import writing
from dashboard.review import Name, Wish
from graph.decisions import ACCEPT, NOT_THIS, REJECT
from graph.errors import BadInput
from ingest.reader import read

TO_FILL = ("decision", "city", "why")
HEADER = ("key", "name", "country", "outcome", "city or candidates", "evidence", "hints", "rows", "sources", *TO_FILL)
KINDS = (ACCEPT, NOT_THIS, REJECT)
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = (34, 26, 9, 10, 48, 48, 20, 7, 20, 12, 14, 40)


def write(found: Sequence[Name], path: Path) -> None:
    """Write the names; the last three columns are to be filled in."""
    with writing(path), xlsxwriter.Workbook(str(path), SAFE) as book:
        sheet = book.add_worksheet("review")
        bold = book.add_format({"bold": True, "bottom": 1})
        fill = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(HEADER):
            sheet.set_column(place, place, WIDTHS[place])
            sheet.write_string(0, place, column, fill if column in TO_FILL else bold)
        for number, each in enumerate(found, start=1):
            for place, value in enumerate(_cells(each)):
                sheet.write_string(number, place, value)
        rule = {"validate": "list", "source": list(KINDS)}
        sheet.data_validation(1, HEADER.index("decision"), max(len(found), 1), HEADER.index("decision"), rule)


def _cells(each: Name) -> tuple[str, ...]:
    told = ("; ".join(each.evidence), each.hints, str(each.rows), ", ".join(each.sources))
    return (each.key, each.name, each.country, each.outcome, each.may_be, *told)


def wishes(path: Path) -> list[Wish]:
    """Read the rows in which a decision was filled in."""
    return list(_wishes(path))


def _wishes(path: Path) -> Iterable[Wish]:
    for _, line in read(path, path.name, "*"):
        if line.trouble:
            raise BadInput(line.trouble, "correct the row", file=path.name, row=line.number)
        if gone := [column for column in ("key", *TO_FILL) if column not in line.cells]:
            remedy = "write the list again with `ncp review list -o FILE.xlsx`"
            raise BadInput("the column is missing", remedy, file=path.name, column=gone[0])
        key, kind, city, why = (line.cells[column].strip() for column in ("key", *TO_FILL))
        if not kind:
            continue
        if kind not in KINDS:
            remedy = f"write one of {', '.join(KINDS)}"
            raise BadInput(f"{kind!r} is no decision", remedy, file=path.name, row=line.number, column="decision")
        if kind != REJECT and not city:
            remedy = "write the GeoNames id or the name of the city"
            raise BadInput("the cell is empty", remedy, file=path.name, row=line.number, column="city")
        yield Wish(key, kind, city, why, line.number)
