"""Write a query of one's own, or change a saved one: an editor that knows the terms, and the answer in every view."""

import streamlit as st

from dashboard import address, data, editor, officer, own_answer, parameters, workbench
from dashboard.words import plain
from graph.errors import NcpError, QueryRefused
from queries.binding import bind
from queries.catalogue import Question
from queries.own import with_columns

TITLE = "Workbench"
ORDER = 4


def show() -> None:
    """Draw the editor, the parameters of its query and the answer."""
    st.title(TITLE)
    try:
        workbench.follow()
    except NcpError as error:
        st.error(plain(str(error)))
    editor.editor(
        key=workbench.KEY, owner=officer.who(), begin=workbench.BEGIN, told=workbench.told(), on_act=workbench.act
    )
    _saved()
    asked = workbench.asked()
    if asked is None:
        st.text("Run the query to see its answer: Ctrl+Enter, or the button Run.")
        return
    try:
        question = workbench.question(asked.text, asked.name)
    except NcpError as error:
        st.error(plain(str(error)))
        return
    _ask(asked, question)


def _saved() -> None:
    """Let a saved question be opened in a tab of its own."""
    questions = data.questions()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            "Saved question of the library",
            list(questions),
            format_func=lambda one: f"{questions[one].summary} ({one})",
            index=None,
            placeholder="Choose one, or type a part of its name",
            key="workbench-library",
        )
        opened = st.button("Edit this question", disabled=name is None, key="workbench-edit")
    if opened and name:
        address.write(question=name)
        workbench.take(f"question:{name}")
        st.rerun()


def _ask(asked: workbench.Asked, question: Question) -> None:
    values = parameters.fill(question)
    with st.container(width=220):
        note = "The answer is called truncated when it has more"
        limit = address.number("Rows at most", "rows", workbench.ROWS, page="workbench", top=workbench.MOST, note=note)
    codes = {"rows": str(limit) if limit != workbench.ROWS else "", **parameters.written(question, values)}
    codes |= workbench.codes_of(asked.origin)
    address.write(leave=own_answer.CODES, **codes)
    workbench.note(asked.origin)
    if [p for p in question.parameters if not values[p.name] and not p.optional and p.type != "string"]:
        st.info("Fill the field above to see the answer.")
        return
    try:
        query = bind(question, values)
        table = workbench.answer(asked, query, max(1, limit))
    except QueryRefused as error:
        if workbench.blamed_by_the_graph(asked.text, error):
            st.rerun()
        st.error(plain(str(error)))
    except NcpError as error:
        st.error(plain(str(error)))
    else:
        shown = own_answer.draw(with_columns(question, table.columns), values, query, table)
        address.write(**codes, **shown)
