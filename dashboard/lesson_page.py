"""What the parts of the page Lessons share: what is known, the choices in the address, and how writing is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import address, data, team_desk, unfit
from dashboard.city_search import pick
from dashboard.lesson_rows import choices
from dashboard.lessons import Known, Released, by_challenge, by_domain, known, released, town_of
from graph.errors import NcpError
from graph.lesson_matrix import Cell
from graph.lesson_nearness import Place
from graph.rights import Right

PAGE = "lessons"
VIEWS = {"challenge": "Challenges by domains", "domain": "From domain to domain"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen: the matrix, the cell, a barrier or "", a town to compare with, and a lesson (key) or ""."""

    rows: str
    row: str
    column: str
    barrier: str
    town: Place | None
    lesson: str


@st.cache_resource(show_spinner="Reading lessons and practices", max_entries=2)
def _released(now: data.Served) -> Released:
    return released(data.endpoint())


def read_release() -> None:
    """Find the passages of all practices, which takes a third of a second, before somebody opens the page."""
    _released(data.served())


def read() -> Known:
    """Read what release and records hold together; while the records do not answer, what was read last."""
    release = _released(data.served())
    empty = Known({one.key: one for one in release.practices}, release.lessons, release.claims, (), {})
    return team_desk.kept(PAGE, lambda: known(release, team_desk.desk()), empty)


def ask(of: Known) -> tuple[Asked, list[Cell]]:
    """Draw the choices: the matrix, the cell, the barrier, a town to compare with; gives them and the cells."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="content"):
            rows = address.segments("Matrix", "by", VIEWS, "challenge", page=PAGE)
        cells = by_challenge(of) if rows == "challenge" else by_domain(of)
        first = _fullest(cells)
        name = "Challenge" if rows == "challenge" else "From domain"
        down = choices(rows) | ({"-": "Not stated"} if rows == "challenge" else {})
        across = choices("domain") | ({"-": "Not stated"} if rows == "challenge" else {})
        with st.container(width=250):
            row = address.select(name, f"row-{rows}", down, first.row, page=PAGE)
        with st.container(width=250):
            column = address.select(
                "Domain" if rows == "challenge" else "To domain", f"column-{rows}", across, first.column, page=PAGE
            )
        with st.container(width=220):
            note = "A near lesson shares it. Left open, those that the cell names most."
            barrier = address.select("Barrier", "barrier", choices("barrier", "Named most"), "", page=PAGE, note=note)
    town, place = _town()
    lesson = str(st.session_state.get(f"{PAGE}-lesson", st.query_params.get("lesson", "")))
    codes = {
        "by": "" if rows == "challenge" else rows,
        f"row-{rows}": row,
        f"column-{rows}": column,
        "barrier": barrier,
    }
    address.write(**codes, town=town, lesson=lesson)
    return Asked(rows, row.strip("-"), column.strip("-"), barrier, place, lesson), cells


def _fullest(cells: Sequence[Cell]) -> Cell:
    """Choose the cell of two different things with the most practices: where there is most to look at."""
    return max(
        (one for one in cells if one.row and one.column and one.row != one.column), key=lambda one: one.practices
    )


def _town() -> tuple[str, Place | None]:
    """Draw the choice of a town whose size and region near lessons are compared with."""
    chosen = str(st.session_state.get(f"{PAGE}-town", st.query_params.get("town", "")))
    place = town_of(data.endpoint(), chosen) if chosen.isdecimal() and len(chosen) < 16 else None
    if chosen and place is None:
        unfit.note("Town", chosen, "near lessons are compared with none")
    with st.expander(f"Compared with {place.name}" if place else "Compare size and region with a town"):
        hit = pick("Town", f"{PAGE}-town-search", chosen)
        if hit:
            st.session_state[f"{PAGE}-town"] = hit.id
            st.rerun()
    return (chosen if place else ""), place


def choose(rows: str) -> Callable[[Cell], None]:
    """Give what a click on a cell of the picture does: the lists above show it."""

    def chosen(cell: Cell) -> None:
        st.session_state[f"{PAGE}-row-{rows}"] = cell.row or "-"
        st.session_state[f"{PAGE}-column-{rows}"] = cell.column or "-"

    return chosen


def look_at(lesson: str) -> None:
    """Choose a lesson, by a button."""
    st.session_state[f"{PAGE}-lesson"] = lesson


def may() -> bool:
    """Tell whether whoever looks at the page may keep lessons."""
    return not team_desk.why_not(Right.LESSONS)


def write(do: Callable[[str], str], empties: tuple[str, ...] = ()) -> None:
    """Keep what was typed; only when it is kept are the fields emptied, and the sentence about it stays."""
    try:
        told = do(team_desk.who())
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
    else:
        for key in empties:
            st.session_state.pop(key, None)
        team_desk.say("success", told)
