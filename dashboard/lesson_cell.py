"""What is known of one cell of the matrix: its lessons, what is near a hole and why, passages that wait, practices."""

from collections.abc import Sequence

import streamlit as st

from dashboard import lesson_rows, tables, team_desk
from dashboard.lesson_page import Asked, look_at, may, write
from dashboard.lessons import Known, hole, named, near_lessons, near_passages, written
from dashboard.words import counted, plain
from graph.lesson_desk import keep_lesson, refuse_passage
from graph.lesson_matrix import Cell
from graph.lesson_nearness import Near
from graph.lessons import Lesson
from graph.passages import Passage

SHOWN = 5
"""So many passages are drawn at once."""


def draw(of: Known, asked: Asked, cell: Cell) -> None:
    """Draw the cell that is chosen."""
    rows, first = asked.rows, named(asked.rows, asked.row).capitalize()
    st.header(f"{first} {'→' if rows == 'domain' else '×'} {named('domain', asked.column)}")
    st.text(f"{lesson_rows.told(cell).capitalize()}.")
    _lessons([one for one in of.lessons if _fits(of, asked, one)])
    if asked.column and not (rows == "domain" and asked.row == asked.column):
        _near(of, asked)
    _waiting(of, [one for one in of.waiting if _bears(asked, one.challenges, one.domains)])
    _practices(of, asked)


def _bears(asked: Asked, challenges: Sequence[str], domains: Sequence[str]) -> bool:
    """Tell whether something stands in the cell; between domains, whether it is of the domain that it comes from."""
    if asked.rows == "domain":
        return asked.row in domains
    held = asked.row in challenges if asked.row else not challenges
    return held and (asked.column in domains if asked.column else not domains)


def _fits(of: Known, asked: Asked, lesson: Lesson) -> bool:
    if asked.rows == "challenge" or asked.row == asked.column:
        return _bears(asked, lesson.challenges, lesson.domains)
    return any((one.lesson, one.origin, one.goal) == (lesson.key, asked.row, asked.column) for one in of.claims)


def _lessons(found: Sequence[Lesson]) -> None:
    if found:
        st.subheader("Lessons of this cell")
    for one in found:
        _card(one, "", f"own-{one.key}")


def _near(of: Known, asked: Asked) -> None:
    between = asked.rows == "domain"
    challenge, origin = ("", asked.row) if between else (asked.row, "")
    wanted, basis = hole(of, asked.column, challenge, origin, asked.barrier, asked.town)
    st.subheader("Nearest lessons of other domains")
    st.text(f"{basis} Barriers: {', '.join(named('barrier', key) for key in sorted(wanted.barriers))}.")
    found = near_lessons(of, wanted)
    for one in found:
        _card(one.lesson, f"Near {one.score:.2f}: {one.reason}.", f"near-{one.lesson.key}")
    if not found:
        st.info("No lesson of another domain shares this barrier yet. Passages that wait may hold one.")
    passages = {one.key: one for one in of.waiting}
    _machine(of, near_passages(of, wanted), passages)


def _card(lesson: Lesson, why: str, key: str) -> None:
    with st.container(border=True):
        st.text(lesson.statement)
        where = f"From {', '.join(named('domain', each) for each in lesson.domains)}"
        shown = named("evidence", lesson.level) if lesson.level else "evidence not stated"
        st.text(f"{where}; {shown}{f': {lesson.evidence}' if lesson.evidence else ''}. {why}".strip())
        st.button("Look at this lesson", key=f"lessons-{key}", on_click=look_at, args=(lesson.key,))


def _machine(of: Known, found: Sequence[Near], passages: dict[str, Passage]) -> None:
    if not found:
        return
    with st.expander(f"Nearest passages that wait for a person: {len(found)}"):
        st.text("Found by machine; they are no lessons until somebody says so.")
        for one in found:
            _passage(of, passages[one.lesson.key], f"near-{one.lesson.key}", f"Near {one.score:.2f}: {one.reason}.")


def _waiting(of: Known, found: Sequence[Passage]) -> None:
    if not found:
        return
    st.subheader("Passages that wait for a person")
    st.text(f"{counted(len(found), 'passage', 'passages')}, found by machine; no lessons until somebody says so.")
    for one in found[:SHOWN]:
        _passage(of, one, f"cell-{one.key}")
    if len(found) > SHOWN:
        with st.expander(f"{len(found) - SHOWN} more"):
            for one in found[SHOWN:]:
                _passage(of, one, f"cell-{one.key}")


def _passage(of: Known, one: Passage, key: str, near: str = "") -> None:
    with st.container(border=True):
        st.text(f"“{one.statement}”")
        source = f"{lesson_rows.title(of, one.as_lesson)}, {lesson_rows.city(of, one.as_lesson)}"
        st.text(f"{source}. {near} {one.why.capitalize()}. It would be a {named('lesson', one.kind)}.")
        with st.container(horizontal=True):
            refused = not may()
            st.button("Keep as a lesson", key=f"keep-{key}", disabled=refused, on_click=_keep, args=(one,))
            st.button("No lesson", key=f"refuse-{key}", disabled=refused, on_click=_refuse, args=(one,))


def _keep(one: Passage) -> None:
    def do(who: str) -> str:
        kept = keep_lesson(team_desk.desk(), written(one), by=who, why="read on the page")
        look_at(kept.key)
        return f"Lesson {kept.key} is kept: {kept.statement}"

    write(do)


def _refuse(one: Passage) -> None:
    def do(who: str) -> str:
        refuse_passage(team_desk.desk(), written(one), by=who, why="read on the page: no lesson")
        return "The passage holds no lesson; it is not offered again."

    write(do)


def _practices(of: Known, asked: Asked) -> None:
    both = {asked.row, asked.column}
    between = asked.rows == "domain"
    found = [
        one
        for one in of.practices.values()
        if (both <= set(one.domains) if between else _bears(asked, one.challenges, one.domains))
    ]
    if not found:
        return
    st.subheader("Practices of this cell")
    columns = {"title": "Practice", "city": "City", "domains": "Domains"}
    lines = [
        (one.title, one.place.name if one.place else "", ", ".join(named("domain", key) for key in one.domains))
        for one in found
    ]
    tables.show(columns, lines, name=f"Practices of {plain(named('domain', asked.column))}", most=8)
