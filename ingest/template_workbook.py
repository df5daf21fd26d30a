"""Write a template as a workbook that explains itself: headers, meanings, lists of allowed values."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ingest.template import Column, Template, meanings

ROWS = 5_000
"""Rows that have drop-down lists."""
MADE = datetime(2026, 1, 1)
"""A fixed day of making, so that the same template is the same file."""
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EXPLANATION = ("column", "meaning", "must be filled", "allowed values", "example")


def write(template: Template, path: Path) -> None:
    """Write the workbook: the table to fill in, its explanation and the allowed values."""
    with xlsxwriter.Workbook(str(path), SAFE) as book:
        book.set_properties({"title": template.title, "comments": template.what, "created": MADE})
        styles = {
            "bold": book.add_format({"bold": True, "bottom": 1}),
            "text": book.add_format({"num_format": "@"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        table = book.add_worksheet(template.name)
        _explain(book.add_worksheet("Explanation"), template, styles)
        lists = _lists(book.add_worksheet("Lists"), template, styles)
        _table(table, template, styles, lists)


def _table(sheet: Any, template: Template, styles: Mapping[str, Any], lists: Mapping[str, str]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(template.columns):
        sheet.set_column(place, place, max(14, len(column.name) + 4), styles["text"])
        sheet.write_string(0, place, column.name, styles["bold"])
        sheet.write_comment(0, place, _told(column))
        if column.values:
            sheet.data_validation(1, place, ROWS, place, _choice(column, lists[column.values]))


def _told(column: Column) -> str:
    """Tell the meaning of a column, with its example."""
    example = f" Example: {column.example}" if column.example else ""
    return f"{column.meaning}{' Must be filled.' if column.required else ''}{example}"


def _choice(column: Column, source: str) -> dict[str, Any]:
    """Offer the list; a value outside it is warned of, for a country may be named otherwise."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": f"No {column.name} of the list",
        "error_message": "The sheet Lists shows what is allowed.",
    }


def _explain(sheet: Any, template: Template, styles: Mapping[str, Any]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    widths = (16, 60, 14, 40, 40)
    for place, (title, width) in enumerate(zip(EXPLANATION, widths, strict=True)):
        sheet.set_column(place, place, width, styles["wrap"])
        sheet.write_string(0, place, title, styles["bold"])
    for row, column in enumerate(template.columns, start=1):
        values = f"see column {column.values} of the sheet Lists" if column.values else "day, month or year"
        told = values if column.values or column.date else "text"
        cells = (column.name, column.meaning, "yes" if column.required else "no", told, column.example)
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text)
    sheet.write_string(len(template.columns) + 2, 0, template.what)


def _lists(sheet: Any, template: Template, styles: Mapping[str, Any]) -> dict[str, str]:  # noqa: ANN401 - xlsxwriter has no types
    """Write each list of values with its meanings beside it; give the range of each."""
    ranges = {}
    for number, values in enumerate(dict.fromkeys(c.values for c in template.columns if c.values)):
        place, known = number * 2, meanings(values)
        sheet.set_column(place, place, 28)
        sheet.set_column(place + 1, place + 1, 60)
        sheet.write_string(0, place, values, styles["bold"])
        sheet.write_string(0, place + 1, "means", styles["bold"])
        for row, (value, meaning) in enumerate(known.items(), start=1):
            sheet.write_string(row, place, value)
            sheet.write_string(row, place + 1, meaning)
        letter = xl_col_to_name(place)
        ranges[values] = f"=Lists!${letter}$2:${letter}${len(known) + 1}"
    return ranges
