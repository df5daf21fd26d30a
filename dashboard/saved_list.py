"""What can be opened in the editor: questions of the library, saved queries, and what one asked last."""

from urllib.parse import parse_qsl

import streamlit as st

from dashboard import data, officer, tables, team_desk, workbench
from dashboard.saving import REACHES
from dashboard.words import counted
from graph.errors import NcpError
from graph.saved_queries import Asked, SavedQuery, asked_last, forget_asked, remove_query, saved_queries
from queries.propose import file_name

LIBRARY = "workbench-library"
GIST = 140


def draw() -> None:
    """Draw the three lists."""
    questions = data.questions()
    st.selectbox(
        "Edit a saved question of the library",
        list(questions),
        format_func=lambda one: f"{questions[one].summary} ({one})",
        index=None,
        placeholder="Choose one, or type a part of its name",
        key=LIBRARY,
        on_change=_library,
    )
    _saved()
    _history()
    team_desk.tell_away()


def _library() -> None:
    if name := st.session_state.get(LIBRARY):
        st.query_params.from_dict({"question": name})
        st.session_state[LIBRARY] = None


def _saved() -> None:
    who = team_desk.who()
    held = team_desk.kept("queries", lambda: saved_queries(team_desk.desk(), who), list[SavedQuery]())
    if not held:
        return
    with st.expander(f"{counted(len(held), 'query', 'queries')} saved by you or the team"):
        columns = {"name": "Query", "owner": "Of", "reach": "Seen by", "at": "Saved on"}
        rows = [(one.name, one.owner, REACHES[one.reach], one.at[:10]) for one in held]
        place = tables.choose(columns, rows, name="Saved queries", key="workbench-kept", most=8)
        if place is None:
            st.text("Tick a query to open it.")
            return
        one = held[place]
        with st.container(horizontal=True):
            st.button("Open it in a tab", key=f"workbench-open-{one.id}", on_click=_open, args=(one,))
            name = file_name(one.name)
            st.download_button(f"Download {name}", one.text, file_name=name, mime="application/sparql-query")
            told = team_desk.why_not_own(one.owner)
            key = f"workbench-remove-{one.id}"
            st.button("Remove it", key=key, disabled=bool(told), help=told or None, on_click=_remove, args=(one,))


def _open(one: SavedQuery) -> None:
    codes = {name: code for name, code in parse_qsl(one.address) if name not in ("question", "kept")}
    st.query_params.from_dict({"kept": str(one.id), **codes})


def _remove(one: SavedQuery) -> None:
    try:
        remove_query(team_desk.desk(), one.id, team_desk.who(), one.version)
    except NcpError as error:
        team_desk.say("error", str(error))
    else:
        team_desk.say("success", f"“{one.name}” is removed; links to it lead nowhere now.")


def _history() -> None:
    found = team_desk.kept("asked", lambda: asked_last(team_desk.desk(), officer.who()), list[Asked]())
    if not found:
        return
    with st.expander("What you asked last"):
        rows = [(one.at.replace("T", " ")[:16], one.told, _gist(one.text)) for one in found]
        columns = {"at": "When (UTC)", "told": "Answer", "query": "Query"}
        place = tables.choose(columns, rows, name="What you asked last", key="workbench-asked", most=8)
        with st.container(horizontal=True):
            if place is not None:
                text = found[place].text
                st.button("Open it in a tab", key="workbench-again", on_click=workbench.open_text, args=(text,))
            st.button("Forget all of it", key="workbench-forget", on_click=_forget)


def _gist(text: str) -> str:
    asked = " ".join(line for line in text.splitlines() if not line.lower().startswith(("#", "prefix")))
    return " ".join(asked.split())[:GIST]


def _forget() -> None:
    try:
        forget_asked(team_desk.desk(), officer.who())
    except NcpError as error:
        team_desk.say("error", str(error))
