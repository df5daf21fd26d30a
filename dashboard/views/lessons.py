"""Lessons across domains: where they are known and where not, what is near a hole, claims, and their origin."""

import streamlit as st

from dashboard import (
    data,
    lesson_cell,
    lesson_claims,
    lesson_entry,
    lesson_picture,
    lesson_rows,
    officer,
    tables,
    team_desk,
)
from dashboard.folded import folded
from dashboard.lesson_page import PAGE, ask, choose, read
from dashboard.lessons import Practice, bridging
from graph.bridging import Bridge

TITLE = "Lessons"
ORDER = 7
BRIDGES = {
    **{"title": "Practice", "basis": "Judged by", "spread": "Spread", "communities": "Communities"},
    **{"known": "Cities with a tie", "betweenness": "Betweenness", "reason": "Why"},
}


def show() -> None:
    """Draw the matrix, the cell and the lesson that are chosen, all claims, the form, and practices that bridge."""
    st.title(TITLE)
    team_desk.tell()
    of = read()
    team_desk.tell_away()
    who = officer.ask(PAGE, "You (role or initials)")
    asked, cells = ask(of)
    st.text(_coverage(list(of.practices.values()), len(of.lessons)))
    if not who:
        st.text("Say who you are to decide on passages, enter lessons and make or judge claims.")
    lesson_picture.draw(cells, asked.rows, choose(asked.rows))
    lesson_claims.draw_lesson(of, asked)
    cell = next(one for one in cells if (one.row, one.column) == (asked.row, asked.column))
    lesson_cell.draw(of, asked, cell)
    chosen = lesson_claims.draw_all(of)
    if chosen and chosen != asked.lesson:
        st.session_state[f"{PAGE}-lesson"] = chosen
        st.rerun()
    lesson_entry.draw(of)
    folded("Practices that bridge communities of the network", f"{PAGE}-bridges", _bridges)


def _coverage(practices: list[Practice], lessons: int) -> str:
    challenged = sum(bool(one.challenges) for one in practices)
    placed = sum(one.place is not None for one in practices)
    places = "" if placed == len(practices) else f" ({placed:,} at a known city, those that the page Practices lists)"
    known = f"{len(practices):,} practices{places}, of which {challenged:,} name a challenge"
    hole = "A hole says that no lesson is known, not that there could be none."
    return f"{known}; {lessons:,} lessons that people entered. {hole}"


@st.cache_resource(show_spinner="Asking the network", max_entries=2)
def _found(now: data.Served) -> list[Bridge]:
    return bridging(data.endpoint())


def _bridges() -> None:
    found = _found(data.served())
    judged = sum(one.spread is not None for one in found)
    st.text(
        f"{judged} of {len(found)} practices can be judged. Spread: 0 where all cities are of one community, nearer "
        "to 1 the more communities share them; by its own cities, else by the partners of the city that began it."
    )
    rows = [dict(zip(lesson_rows.BRIDGES, row, strict=True)) for row in lesson_rows.bridges(found)]
    tables.show(
        BRIDGES,
        [tuple(row[key] for key in BRIDGES) for row in rows],
        name="Practices that bridge communities",
        numbers=("spread", "communities", "known", "betweenness"),
        widths={"title": 260, "reason": 420},
    )
    tables.download("Download CSV", "bridges.csv", lesson_rows.BRIDGES, lesson_rows.bridges(found), key="bridges-csv")
