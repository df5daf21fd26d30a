"""Tables as text that a person or a spreadsheet can open; formulas in names are made harmless."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from graph.spreadsheet import neutral

FORMATS = ("table", "csv", "tsv", "json", "xlsx")


def delimited(columns: Sequence[str], rows: Iterable[Sequence[Any]], delimiter: str = ",") -> str:
    """Write CSV or TSV with a byte order mark, so that Excel reads accents."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(columns)
    writer.writerows([["" if cell is None else neutral(cell) for cell in row] for row in rows])
    return out.getvalue()


def as_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a list of objects; texts are exact."""
    plain = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(plain, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell in one sentence when a file cannot be written."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except (OSError, FileCreateError) as error:
        if not path.parent.is_dir():
            missing = f"there is no folder {path.parent} to write it into"
            raise BadInput(missing, "make the folder, or name another file", file=str(path)) from error
        problem = f"the file cannot be written ({error.args[-1] if error.args else error})"
        raise BadInput(problem, "name another, or close it if it is open", file=str(path)) from error


def render(style: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write rows as csv, tsv or json."""
    if style == "json":
        return as_json(columns, rows)
    return delimited(columns, rows, "\t" if style == "tsv" else ",")


def workbook(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write an XLSX workbook of one sheet; no text in it is run as a formula or opened as a link."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write_row(0, 0, columns, bold)
        sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell)
        sheet.autofilter(0, 0, number, max(len(columns) - 1, 0))
    return out.getvalue()


LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""


def _write(sheet: Any, number: int, place: int, cell: object) -> None:  # noqa: ANN401 - xlsxwriter has no types
    if isinstance(cell, bool | int | float | Decimal):
        sheet.write(number, place, cell)
    elif cell is not None:
        sheet.write_string(number, place, str(cell)[:LONGEST_CELL])


def day(iso: object) -> str:
    """Write a date as "3 May 2024"; what is no date stays as it is."""
    text = str(iso or "")
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{date.day} {date:%B %Y}" if len(text) > 7 else text


def years(begin: object, end: object) -> str:
    """Write a span of years: "2014–2020", "since 2021", "until 2019" or ""."""
    if begin and end:
        return str(begin) if str(begin) == str(end) else f"{begin}–{end}"
    return f"since {begin}" if begin else f"until {end}" if end else ""
