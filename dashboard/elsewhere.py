"""The part of the page Ask that puts a question to the endpoint of others, when somebody presses the button."""

import streamlit as st

from dashboard import tables
from dashboard.asking_elsewhere import asked_of
from dashboard.formats import delimited
from dashboard.settings import settings
from graph.errors import NcpError
from queries.catalogue import Parameter, Question
from queries.own import spaced
from queries.targets import Foreign, Target, questions, targets

KEPT = "elsewhere-answer"
SHOWN = 5_000


def show() -> None:
    """Draw the choice of an endpoint and a question, and the last answer with its origin."""
    with st.expander("Ask the endpoint of somebody else"):
        target = _target()
        question = _question(target)
        st.text(question.description)
        values = {one.name: _field(one, f"elsewhere-{target.key}-{question.name}") for one in question.parameters}
        if st.button(f"Ask {target.title}", help=f"Sends the question to {target.url}; nothing of it is kept."):
            _ask(target, question, values)
        found = st.session_state.get(KEPT)
        if isinstance(found, Foreign):
            _answer(found)


def _target() -> Target:
    known = targets()
    key = st.selectbox("Endpoint", list(known), format_func=lambda one: known[one].title, key="elsewhere-target")
    return known[str(key)]


def _question(target: Target) -> Question:
    known = questions(target.key)
    name = st.selectbox(
        "Question there", list(known), format_func=lambda one: known[one].summary, key=f"elsewhere-{target.key}"
    )
    return known[str(name)]


def _field(parameter: Parameter, key: str) -> str:
    told = parameter.meaning
    return st.text_input(spaced(parameter.name), parameter.default, help=told, max_chars=300, key=f"{key}-{told}")


def _ask(target: Target, question: Question, values: dict[str, str]) -> None:
    st.session_state.pop(KEPT, None)
    try:
        with st.spinner(f"Waiting for {target.title}, at most {target.seconds:g} s"):
            st.session_state[KEPT] = asked_of(settings(None), target.key, question.name, values)
    except NcpError as error:
        st.warning(str(error))


def _answer(found: Foreign) -> None:
    """Show an answer under the question that it is of, with where it is from."""
    st.text(f"{found.question.summary} {len(found.table.rows):,} rows in {found.table.seconds:.2f} seconds.")
    st.text(found.origin)
    if not found.table.rows:
        return
    shown = found.table.rows[:SHOWN]
    if len(found.table.rows) > SHOWN:
        st.text(f"The table shows the first {SHOWN:,} rows; the download holds all that came.")
    held = tables.arrow(found.table.columns, shown)
    st.dataframe(held, hide_index=True, height=tables.height(len(shown), 16), alt=found.origin)
    marked = found.marked()
    st.download_button(
        "Download CSV with origin",
        delimited(marked.columns, marked.rows),
        file_name=f"{found.target.key}-{found.question.name}.csv",
        mime="text/csv",
        on_click="ignore",
        key="elsewhere-download",
    )
