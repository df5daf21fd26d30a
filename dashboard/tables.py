"""Tables as the pages draw them; names stand in cells as plain text, never as markup."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import streamlit as st

from dashboard.formats import delimited

Columns = Mapping[str, str]
ROW, HEAD = 34, 35
"""Pixels of a row of one line, and of the headings with the frame."""

HOST = r"https?://(?:www\.)?([^/]+)"
"""What a cell shows of an address of the web."""

PLAIN = {"geonames": "%d", "row": "%d", "firstRow": "%d", "lat": "%.5f", "long": "%.5f"}
"""Columns of numbers that are names or places and bear no thousands separator, and how they are written."""


_KINDS = {type(None), bool, int, float, str}

_LARGEST = 2**63
"""Whole numbers from here on are shown as text: no table of the browser holds them."""


def arrow(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Make a table that keeps whole numbers whole where some are missing."""
    held = {name: _alike(_read([row[place] for row in rows])) for place, name in enumerate(columns)}
    return pa.table({name: pa.array(values) for name, values in held.items()})


def _read(values: list[object]) -> list[object]:
    """Look at each value by itself only where one is of a kind that no table of the browser holds."""
    return values if set(map(type, values)) <= _KINDS else [_plain(value) for value in values]


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else _number_or_text(value)


def _number_or_text(value: object) -> object:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)


def _alike(values: list[object]) -> list[object]:
    """Let a column hold one kind of value: numbers, truths or texts; where a text is missing stands ""."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds and kinds <= {int, float} and all(abs(value) < _LARGEST for value in values if isinstance(value, int)):
        return [None if v is None else float(v) for v in values] if float in kinds else values  # type: ignore[arg-type]
    if kinds == {bool}:
        return values
    if kinds == {str}:
        return ["" if value is None else value for value in values]
    return ["" if value is None else str(value) for value in values]


def height(rows: int, most: int = 12, row: int = ROW) -> int:
    """Say how many pixels a table of so many rows needs, up to `most` rows."""
    return row * min(max(rows, 1), most) + HEAD


def heading(name: str, level: int = 1) -> None:
    """Draw a name from the graph as a heading, the page's own or one below it, as plain text."""
    st.html(f'<h{level} style="margin: 0; padding: 0; overflow-wrap: anywhere">{escape(name)}</h{level}>')


_TEXT = """<style>
.ncp-text { border-collapse: collapse; width: 100%; font-size: 0.875rem; line-height: 1.45; margin: 0 }
.ncp-text caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.ncp-text th, .ncp-text td { text-align: left; vertical-align: top; padding: 0.4rem 0.6rem; font-weight: 400;
  border: 1px solid color-mix(in srgb, currentColor 14%, transparent); overflow-wrap: anywhere }
.ncp-text thead th { background: color-mix(in srgb, currentColor 6%, transparent); font-weight: 600 }
.ncp-text td.number { text-align: right; white-space: nowrap }
.ncp-text a { color: inherit }
@media (max-width: 640px) {
  .ncp-text, .ncp-text tbody { display: block } .ncp-text thead { display: none }
  .ncp-text tr { display: block; border: 1px solid color-mix(in srgb, currentColor 20%, transparent);
    border-radius: 6px; padding: 0.35rem 0.7rem; margin-bottom: 0.5rem }
  .ncp-text td, .ncp-text td.number { display: block; border: 0; padding: 0.1rem 0; text-align: left }
  .ncp-text td:empty { display: none }
  .ncp-text td:not(:first-child)::before { content: attr(data-label) ": "; opacity: 0.75 }
  .ncp-text td:first-child { font-weight: 600 }
}
</style>"""
"""Borders take the colour of the text, so that they fit light and dark; on a phone each row is a card."""


def text(
    columns: Columns,
    rows: Sequence[Sequence[Any]],
    *,
    name: str,
    links: Sequence[str] = (),
    numbers: Sequence[str] = (),
    widths: Mapping[str, int] | None = None,
) -> None:
    """Draw a table of sentences that wrap, for some hundred rows at most; `widths` are shares of 100."""
    share = widths or {}
    group = "".join(f'<col style="width: {share[key]}%">' if key in share else "<col>" for key in columns)
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in columns.values())
    kinds = ["link" if key in links else "number" if key in numbers else "" for key in columns]
    labels = list(columns.values())
    body = "".join(f"<tr>{''.join(map(_cell, row, kinds, labels))}</tr>" for row in rows)
    st.html(
        f'{_TEXT}<table class="ncp-text"><caption>{escape(name)}</caption><colgroup>{group}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(value: object, kind: str, label: str) -> str:
    """Write a cell as text; an address of the web becomes a link that names its host."""
    written = "" if value is None else f"{value:,}" if kind == "number" and isinstance(value, int) else str(value)
    host = urlsplit(written).hostname if kind == "link" and written.startswith(("https://", "http://")) else None
    inside = escape(written)
    if host:
        inside = f'<a href="{inside}" target="_blank" rel="noopener">{escape(host)}</a>'
    return f'<td class="{kind}" data-label="{escape(label)}">{inside}</td>'


def show(
    columns: Columns,
    rows: Sequence[Sequence[Any]],
    *,
    name: str,
    numbers: Sequence[str] = (),
    links: Sequence[str] = (),
    shares: Sequence[str] = (),
    widths: Mapping[str, int] | None = None,
    most: int = 12,
    row: int = ROW,
) -> None:
    """Draw a table; `columns` leads column keys to their headings, `name` says what it holds."""
    st.dataframe(
        arrow(tuple(columns), rows),
        column_config=config(columns, numbers, links, widths or {}, shares),
        hide_index=True,
        height=height(len(rows), most, row),
        row_height=row,
        placeholder="",
        alt=name,
    )


def choose(
    columns: Columns,
    rows: Sequence[Sequence[Any]],
    *,
    name: str,
    key: str,
    numbers: Sequence[str] = (),
    widths: Mapping[str, int] | None = None,
    most: int = 12,
    row: int = ROW,
    pixels: int = 0,
    missing: str = "",
) -> int | None:
    """Draw a table and return the number of the row that was ticked, or whose first cell was clicked."""
    event = st.dataframe(
        arrow(tuple(columns), rows),
        column_config=config(columns, numbers, widths=widths),
        hide_index=True,
        height=min(pixels or 9_999, height(len(rows), most, row)),
        row_height=row,
        on_select="rerun",
        selection_mode=["single-row", "single-cell"],
        placeholder=missing,
        key=key,
        alt=name,
    )
    first = next(iter(columns))
    hit = [*event.selection.rows, *(place for place, column in event.selection.cells if column == first)]
    return int(hit[0]) if hit and hit[0] < len(rows) else None


def config(
    columns: Columns,
    numbers: Sequence[str],
    links: Sequence[str] = (),
    widths: Mapping[str, int] | None = None,
    shares: Sequence[str] = (),
    meanings: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Say how each column is headed and written; its meaning is told when one points at the heading."""
    widths, meanings = widths or {}, meanings or {}
    made: dict[str, Any] = {}
    for key, label in columns.items():
        width = widths.get(key)
        if key in numbers:
            style = PLAIN.get(key, "localized")
            made[key] = st.column_config.NumberColumn(label, format=style, width=width, help=meanings.get(key))
        elif key in shares:
            made[key] = st.column_config.ProgressColumn(
                label, format="%.0f %%", min_value=0, max_value=100, width=width, color="blue"
            )
        elif key in links:
            made[key] = st.column_config.LinkColumn(label, width=width, display_text=HOST)
        else:
            made[key] = st.column_config.TextColumn(label, width=width, help=meanings.get(key))
    return made


def download(label: str, file: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, key: str) -> None:
    """Offer rows as a CSV that a spreadsheet opens without running anything in it."""
    download_later(label, file, lambda: (columns, rows), key=key)


def download_later(
    label: str, file: str, made: Callable[[], tuple[Sequence[str], Sequence[Sequence[Any]]]], *, key: str
) -> None:
    """Offer the same of columns and rows that are made when somebody asks for them."""

    def written() -> bytes:
        return delimited(*made()).encode("utf-8")

    st.download_button(label, written, file_name=file, mime="text/csv", on_click="ignore", key=key)


def sentences(told: Sequence[str], most: int) -> None:
    """Draw sentences below each other, those beyond so many where one can open them."""
    for sentence in told[:most]:
        st.text(sentence)
    if len(told) > most:
        with st.expander(f"and {len(told) - most} more"):
            for sentence in told[most:]:
                st.text(sentence)
