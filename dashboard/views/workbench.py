"""Write a query of one's own, or change a saved one: an editor that knows the terms, and the answer in every view."""

import streamlit as st

from dashboard import address, editor, officer, own_answer, parameters, running, saved_list, saving, workbench
from dashboard.words import counted, plain
from graph.errors import NcpError, QueryRefused, QueryStopped
from queries.binding import bind
from queries.catalogue import Question
from queries.own import with_columns

TITLE = "Workbench"
ORDER = 11


def show() -> None:
    """Draw the editor, the parameters of its query and the answer."""
    st.title(TITLE)
    lost = _followed()
    editor.editor(
        key=workbench.KEY, owner=officer.who(), begin=workbench.BEGIN, told=workbench.told(), on_act=workbench.act
    )
    # What comes and goes has a place of its own, so that nothing below it is drawn anew and folds up.
    with st.container():
        saving.draw()
    with st.container():
        saved_list.draw()
    asked = workbench.asked()
    if lost:
        st.error(plain(lost))
    elif asked is None:
        st.text("Run the query to see its answer: Ctrl+Enter, or the button Run.")
    else:
        _show(asked)


def _followed() -> str:
    """Take the query that the address names; say why it cannot be."""
    try:
        workbench.follow()
    except NcpError as error:
        return str(error)
    return ""


def _show(asked: workbench.Asked) -> None:
    try:
        question = workbench.question(asked.text, asked.name)
    except NcpError as error:
        address.write(**workbench.codes_of(asked.origin))
        workbench.note(asked.origin)
        st.error(plain(str(error)))
        return
    _ask(asked, question)


def _limits() -> tuple[int, int]:
    """Let less be asked for than the settings allow: rows and seconds."""
    with st.container(horizontal=True):
        with st.container(width=220):
            note, most = "The answer is called truncated when it has more", running.most()
            rows = address.number("Rows at most", "rows", workbench.ROWS, page="workbench", top=most, note=note)
        with st.container(width=220):
            note, most = "The query is ended after so many", running.longest()
            seconds = address.number("Seconds at most", "seconds", most, page="workbench", top=most, step=5, note=note)
    return rows, seconds


def _ask(asked: workbench.Asked, question: Question) -> None:
    values = parameters.fill(question)
    limit, seconds = _limits()
    codes = {"rows": str(limit) if limit != workbench.ROWS else "", **parameters.written(question, values)}
    codes["seconds"] = str(seconds) if seconds != running.longest() else ""
    codes |= workbench.codes_of(asked.origin)
    address.write(leave=own_answer.CODES, **codes)
    workbench.note(asked.origin)
    if [p for p in question.parameters if not values[p.name] and not p.optional and p.type != "string"]:
        st.info("Fill the field above to see the answer.")
        return
    try:
        query = bind(question, values)
        held = running.answered(f"{asked.turn} {limit} {seconds} {query}", query, max(1, limit), max(1, seconds))
    except QueryRefused as error:
        if workbench.blamed_by_the_graph(asked.text, error):
            st.rerun()
        st.error(plain(str(error)))
    except QueryStopped as error:
        workbench.remember(asked, "ended")
        st.warning(plain(str(error)))
    except NcpError as error:
        st.error(plain(str(error)))
    else:
        if held is None:
            running.wait()
            return
        workbench.remember(asked, counted(len(held.table.rows), "row", "rows"))
        shown = own_answer.draw(with_columns(question, held.table.columns), values, query, held)
        address.write(**codes, **shown)
