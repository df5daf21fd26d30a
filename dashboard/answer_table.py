"""An answer as a table that is sorted by a click on a heading, and left to the rows that hold a text."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dashboard import tables
from graph.endpoint import Table
from queries.catalogue import Question
from queries.own import spaced

SHOWN = 20_000
"""Rows that a table shows unless it is told otherwise."""
SHORT = 26
LONGEST = 200
LOOKED_AT = 500
"""Rows by which the width of a column is chosen."""
LETTER, MARGIN, WIDEST = 7, 24, 560
"""Pixels of a letter, of the space beside a text, and of the widest column."""


def draw(question: Question, table: Table, most: int = SHOWN) -> None:
    """Draw the first rows of an answer."""
    if len(table.rows) > most:
        st.text(f"The table shows the first {most:,} rows; the download holds all that were read.")
    show(question, table, tables.arrow(table.columns, table.rows[:most]))


def show(question: Question, table: Table, held: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    """Draw rows of an answer that are a table of Arrow already."""
    numbers = [c for c in table.columns if str(held.schema.field(c).type) in ("int64", "double")]
    widths = {name: width for name in table.columns if (width := _width(held[name]))}
    st.dataframe(
        held,
        column_config=tables.config(_headings(question, table), numbers, widths=widths, meanings=question.columns),
        hide_index=True,
        height=tables.height(held.num_rows, 16),
        placeholder="",
        alt=question.summary,
    )


def _width(column: Any) -> int:  # noqa: ANN401
    """Say how many pixels a column of longer texts needs for most of them; 0 where the table finds it by itself."""
    lengths = pc.utf8_length(column.slice(0, LOOKED_AT)) if pa.types.is_string(column.type) else None
    longest = (lengths is not None and pc.max(lengths).as_py()) or 0
    return min(round(longest * LETTER) + MARGIN, WIDEST) if longest > SHORT else 0


def holding(held: Any, text: str) -> Any:  # noqa: ANN401
    """Leave the rows of which a cell holds a text, in whatever case."""
    wanted = text.strip()[:LONGEST]
    if not wanted or not held.num_columns:
        return held
    found = [pc.match_substring(_text(column), wanted, ignore_case=True) for column in held.columns]
    mask = pc.fill_null(found[0], False)
    for other in found[1:]:
        mask = pc.or_(mask, pc.fill_null(other, False))
    return held.filter(mask)


def _text(column: Any) -> Any:  # noqa: ANN401
    return column if pa.types.is_string(column.type) else pc.cast(column, pa.string())


def _headings(question: Question, table: Table) -> dict[str, str]:
    """Head a column with its meaning where that is short, else with its name."""
    meanings = {column: question.columns.get(column, "") for column in table.columns}
    return {column: m if 0 < len(m) <= SHORT else spaced(column) for column, m in meanings.items()}
