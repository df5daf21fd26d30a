"""The part of the page Workbench that saves a query: for oneself, for the team, or as a proposal for the library."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import officer, running, team_desk, workbench
from dashboard.editor import Deed
from dashboard.words import plain
from graph.errors import EditConflict, NcpError
from graph.rights import Right
from graph.saved_queries import (
    PRIVATE,
    PROPOSED,
    TEAM,
    SavedQuery,
    Written,
    change_query,
    save_query,
    saved_query,
)
from queries.propose import complaints, completed, file_name

REACHES = {PRIVATE: "Only me", TEAM: "The team", PROPOSED: "The team, proposed for the library"}
_NAME, _REACH, _NEW = "workbench-name", "workbench-reach", "workbench-new"


def draw() -> None:
    """Draw the fields for the query that is being saved, where one is."""
    team_desk.tell()
    deed: Deed | None = st.session_state.get(workbench.SAVING)
    if deed is None:
        return
    with st.container(border=True):
        st.header("Save the query")
        fits = not team_desk.tell_why_not(Right.LIST) and _fields(deed)
        with st.container(horizontal=True):
            st.button("Save", key="workbench-save", type="primary", on_click=_save, args=(deed,), disabled=not fits)
            st.button("Close", key="workbench-close", on_click=_close)


def _close() -> None:
    st.session_state.pop(workbench.SAVING, None)
    for key in (_NAME, _REACH, _NEW):
        st.session_state.pop(key, None)


def _fields(deed: Deed) -> bool:
    """Draw the fields; tells whether the query can be saved as they say."""
    held = _held(deed)
    st.session_state.setdefault(_NAME, held.name if held else deed.name)
    st.session_state.setdefault(_REACH, held.reach if held else PRIVATE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=420):
            st.text_input("Name of the query", key=_NAME, max_chars=80)
        with st.container(width=260):
            officer.ask("workbench", "Your role or initials")
    reach = st.radio("Who may see it", list(REACHES), format_func=lambda one: REACHES[one], key=_REACH, horizontal=True)
    told = team_desk.why_not_own(held.owner) if held else ""
    if held and not told:
        st.checkbox(f"Keep “{plain(held.name)}” as it is and save this as another one", key=_NEW)
    return reach != PROPOSED or _proposal(deed)


def _held(deed: Deed) -> SavedQuery | None:
    """Give the saved query that stands in the tab, where it is one that can be changed."""
    kind, number, _ = workbench.parted(deed.origin)
    if kind != "kept":
        return None
    try:
        return saved_query(team_desk.desk(), int(number), team_desk.who())
    except NcpError:
        return None


def _proposal(deed: Deed) -> bool:
    """Say what keeps the query out of the library; offer its file where nothing does."""
    asked = workbench.asked()
    held = running.last() if asked and asked.text == deed.text else None
    wrong = list(complaints(deed.text, held.table if held else None))
    if not wrong:
        st.text("It fits the library. Save it, and send the file to whoever keeps the library.")
        name = file_name(str(st.session_state.get(_NAME) or deed.name))
        st.download_button(f"Download {name}", deed.text, file_name=name, mime="application/sparql-query")
        return True
    st.text("Before it can be proposed:")
    for told in wrong[:12]:
        st.text(f"• {told}")
    st.button("Add the front matter that is missing", key="workbench-complete", on_click=_complete, args=(deed,))
    return False


def _complete(deed: Deed) -> None:
    asked = workbench.asked()
    held = running.last() if asked and asked.text == deed.text else None
    try:
        text = completed(deed.text, held.table if held else None)
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    workbench.replace(deed, text)
    _close()
    team_desk.say("success", "The front matter stands above the query. Fill it in, run it, then save it again.")


def _save(deed: Deed) -> None:
    held = _held(deed)
    written = Written(str(st.session_state.get(_NAME) or ""), deed.text, str(st.session_state[_REACH]), _address())
    mine = held if held and not st.session_state.get(_NEW) and not team_desk.why_not_own(held.owner) else None
    try:
        seen = int(workbench.parted(deed.origin)[2] or 0)
        desk, who = team_desk.desk(), team_desk.who()
        kept = change_query(desk, mine.id, written, who, seen) if mine else save_query(desk, written, who)
    except EditConflict as error:
        _tell_conflict(mine, error)
        return
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    workbench.saved(deed, kept)
    _close()
    shared = "The link in the address shows it" + (" to you alone." if kept.reach == PRIVATE else " to the team.")
    team_desk.say("success", f"“{kept.name}” is saved. {shared}")


def _tell_conflict(mine: SavedQuery | None, error: EditConflict) -> None:
    if mine is None or "by" not in error.kept:
        team_desk.say("error", str(error))
        return
    workbench.open_beside(mine.id)
    team_desk.say(
        "error",
        f"“{mine.name}” was changed meanwhile by {error.kept['by']} on {error.kept['at']}. It stands in a tab beside "
        "yours as it is now: look at both, then save from there, or save yours as another one.",
    )


def _address() -> str:
    """Keep the values and the view as the address has them."""
    codes = {name: code for name, code in st.query_params.to_dict().items() if name not in ("question", "kept")}
    return urlencode(codes)[:2_000]
