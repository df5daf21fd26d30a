"""The matrix of lessons as a picture: a cell with a lesson is blue, a hole with practices orange, nothing is empty."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import drawing, tables
from dashboard.lesson_rows import brief, crossed, told
from dashboard.lessons import named
from graph.lesson_matrix import Cell

NOTHING, HOLE, LESSONS, CONFIRMED = range(4)
TONES = {
    "light": ("#ffffff", "#fbdcc4", "#9fd0ef", "#0072b2"),
    "dark": ("#10171f", "#5a3310", "#1d4f74", "#7cc8f5"),
}
INKS = {"light": ("#53606c", "#16222e", "#10212e", "#ffffff"), "dark": ("#93a1af", "#f6e3d3", "#e7edf3", "#08202f")}
LEGEND = {
    HOLE: "a hole: practices and no lesson",
    LESSONS: "lessons",
    CONFIRMED: "lessons of which a claim is confirmed",
    NOTHING: "nothing is known",
}


NARROW = {
    "query": {"maxWidth": 640},
    "option": {
        "xAxis": {"axisLabel": {"rotate": 90, "width": 120, "fontSize": 10}},
        "yAxis": {"axisLabel": {"width": 96, "fontSize": 10}},
        "series": [{"label": {"show": False}}],
    },
}
"""On a phone the cells are too small for figures: the colour stays, and a tap or the table tells them."""


def tone(cell: Cell) -> int:
    """Choose the tone of a cell."""
    if cell.confirmed:
        return CONFIRMED
    if cell.lessons:
        return LESSONS
    return HOLE if cell.practices or cell.waiting else NOTHING


def draw(cells: Sequence[Cell], rows: str, choose: Callable[[Cell], None]) -> None:
    """Draw the matrix, with a table of the same below; a click on a cell chooses it."""
    key = f"lessons-matrix-{rows}"

    def clicked() -> None:
        for group in st.session_state[key].selection.selected:
            if group["data_indices"]:
                choose(cells[group["data_indices"][0]])

    lines = len({one.row for one in cells})
    holes = [one for one in cells if one.hole]
    bare = sum(one.practices > 0 for one in holes)
    st.text(
        f"Each cell: practices · lessons · passages or claims that wait. {len(holes)} of {len(cells)} cells are holes, "
        f"{bare} of them with practices. Click a cell, or choose it above; where the "
        "figures find no room, a tap and the table tell them."
    )
    _legend()
    st.echarts_chart(
        option(cells, rows),
        height=120 + 44 * lines,
        on_select=clicked,
        key=key,
        alt="Matrix of practices, lessons and what waits; the table below it holds the same, the lists above choose",
    )
    with st.expander("The matrix as a table"):
        columns, found = crossed(cells, rows)
        heads = {columns[0]: "Challenge" if rows == "challenge" else "From", **{name: name for name in columns[1:]}}
        tables.show(heads, found, name="Matrix: practices, lessons, waiting", most=14)


def _legend() -> None:
    """Draw what each tone means, in an order that wraps on a phone."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    line = drawing.colours()["line"]
    box = "display: inline-block; width: 1.1rem; height: 1.1rem; margin-right: 0.4rem; vertical-align: text-bottom"
    keys = "".join(
        f'<span style="margin-right: 1.2rem; white-space: nowrap"><span class="ncp-drawn" aria-hidden="true" '
        f'style="{box}; background: {TONES[theme][number]}; border: 1px solid {line}"></span>{name}</span> '
        for number, name in LEGEND.items()
    )
    st.html(f'<div style="font-size: 0.875rem; line-height: 1.8">{keys}</div>')


def option(cells: Sequence[Cell], rows: str) -> dict[str, Any]:
    """Compose the picture for ECharts; texts are drawn as they stand."""
    theme = "dark" if st.context.theme.type == "dark" else "light"
    ink = drawing.colours()
    down, across = (list(dict.fromkeys(getattr(one, side) for one in cells)) for side in ("row", "column"))
    pieces = [{"value": number, "color": TONES[theme][number]} for number in LEGEND]
    axis = {"type": "category", "axisTick": {"show": False}, "splitArea": {"show": False}}
    words = {"color": ink["text"], "interval": 0, "overflow": "truncate"}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 8, "containLabel": True},
        "tooltip": {"formatter": "{b}", "confine": True},
        "xAxis": axis
        | {
            "position": "bottom",
            "data": [named("domain", key) for key in across],
            "axisLabel": words | {"rotate": 38, "width": 130},
        },
        "yAxis": axis
        | {"inverse": True, "data": [named(rows, key) for key in down], "axisLabel": words | {"width": 150}},
        "visualMap": {"type": "piecewise", "pieces": pieces, "dimension": 2, "show": False},
        "series": [_series(cells, rows, across, down)],
        "media": [NARROW],
    }


def _series(cells: Sequence[Cell], rows: str, across: Sequence[str], down: Sequence[str]) -> dict[str, Any]:
    ink, inks = drawing.colours(), INKS["dark" if st.context.theme.type == "dark" else "light"]
    data = [
        {
            "name": f"{named(rows, one.row)} × {named('domain', one.column)}: {told(one)}",
            "value": [across.index(one.column), down.index(one.row), tone(one)],
            "label": {"formatter": brief(one), "color": inks[tone(one)]},
        }
        for one in cells
    ]
    return {
        "type": "heatmap",
        "data": data,
        "label": {"show": True, "fontSize": 11},
        "selectedMode": "single",
        "labelLayout": {"hideOverlap": True},
        "itemStyle": {"borderColor": ink["line"], "borderWidth": 1},
        "select": {"itemStyle": {"borderColor": ink["text"], "borderWidth": 3}},
        "emphasis": {"itemStyle": {"borderColor": ink["text"], "borderWidth": 2}},
    }
