"""The form in which a lesson is entered that was learned from a practice, a project or an adoption."""

import streamlit as st

from dashboard import lesson_rows, team_desk
from dashboard.lesson_page import look_at, write
from dashboard.lessons import Known, named
from graph.lesson_desk import WrittenLesson, keep_lesson
from graph.lessons import KINDS, LEVELS, ORIGINS
from graph.rights import Right

KEY = "lessons-new"
TEXTS = ("statement", "origin", "evidence", "page")


def draw(of: Known) -> None:
    """Draw the form; what is typed stays until it is kept."""
    with st.expander("Enter a lesson"):
        refused = team_desk.tell_why_not(Right.LESSONS)
        with st.form(KEY, border=False):
            st.text_area("What was learned, in one sentence", key=f"{KEY}-statement", max_chars=1_000, height=70)
            left, middle, right = st.columns(3)
            with left:
                st.selectbox("Kind", KINDS, format_func=lambda key: named("lesson", key), key=f"{KEY}-kind")
                st.selectbox("Learned from", ORIGINS, key=f"{KEY}-of")
            with middle:
                titles = {key: one.title for key, one in sorted(of.practices.items(), key=lambda pair: pair[1].title)}
                st.selectbox(
                    "Practice", ["", *titles], format_func=lambda key: titles.get(key, "–"), key=f"{KEY}-practice"
                )
                st.text_input("Else the key of the project or adoption", key=f"{KEY}-origin", max_chars=300)
            with right:
                st.selectbox("Evidence", LEVELS, format_func=lambda key: named("evidence", key), key=f"{KEY}-level")
                st.text_input("What shows it", key=f"{KEY}-evidence", max_chars=400)
            for scheme in ("barrier", "challenge", "domain"):
                options = lesson_rows.choices(scheme)
                st.multiselect(
                    f"{scheme.capitalize()}s", list(options), format_func=options.__getitem__, key=f"{KEY}-{scheme}s"
                )
            st.text_input("Page of the evidence", key=f"{KEY}-page", max_chars=400)
            st.form_submit_button("Keep the lesson", type="primary", disabled=refused, on_click=_keep)


def _keep() -> None:
    held = st.session_state

    def do(who: str) -> str:
        of = str(held[f"{KEY}-of"])
        origin = str(held[f"{KEY}-practice"]) if of == "practice" else str(held[f"{KEY}-origin"])
        made = WrittenLesson(
            str(held[f"{KEY}-statement"]),
            of,
            origin,
            str(held[f"{KEY}-kind"]),
            barriers=tuple(held[f"{KEY}-barriers"]),
            challenges=tuple(held[f"{KEY}-challenges"]),
            domains=tuple(held[f"{KEY}-domains"]),
            **{name: str(held[f"{KEY}-{name}"]) for name in ("level", "evidence", "page")},
        )
        kept = keep_lesson(team_desk.desk(), made, by=who)
        look_at(kept.key)
        return f"Lesson {kept.key} is kept: {kept.statement}"

    write(do, tuple(f"{KEY}-{name}" for name in TEXTS))
