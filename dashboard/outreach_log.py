"""The outreach log of one city: its state on the board, its contacts, a form for a new one, its contact persons."""

from functools import partial
from typing import Any

import streamlit as st

from dashboard import contact_form, officer, tables, team_desk
from dashboard.audit_log import change_rows
from dashboard.folded import folded, unfolded
from dashboard.words import counted
from graph.contact_persons import Person, add_person, forget_person, persons
from graph.errors import EditConflict, NcpError
from graph.outreach import STATES, Contact, Standing, board, channel_label, contacts, set_state, state_label
from graph.rights import Right

COLUMNS = {
    "day": "Day",
    "channel": "Channel",
    "who": "By",
    "note": "Note",
    "answer": "Answer",
    "step": "Next step",
    "due": "Due",
    "officer": "Taken by",
    "done": "Taken on",
}


CHANGES = 50
"""So many changes of a city are shown; `ncp desk log` lists all."""

_PERSON = ("name", "function", "reach")


def draw(city: int, name: str, page: str) -> None:
    """Draw the log; while the records do not answer, what was typed stays in the form."""
    st.header("Outreach log")
    team_desk.tell()
    if page != "outreach":
        officer.ask(page, "You (role or initials)")
    held = team_desk.kept(f"contacts-{city}", lambda: contacts(team_desk.desk(), [city]), list[Contact]())
    standing = team_desk.kept(f"standing-{city}", lambda: board(team_desk.desk()).get(city), None)
    team_desk.tell_away()
    _contacts(held)
    refused = team_desk.tell_why_not(Right.OUTREACH, city)
    draw_state(city, standing, disabled=refused)
    if not refused:
        form = partial(contact_form.draw_new, city, name)
        if page == "outreach":
            with st.expander("Log a contact", expanded=True):
                form()
        else:
            unfolded("Log a contact", f"log-part-{city}", form)
    draw_persons(city)
    folded("What was changed, by whom", f"changes-{city}", partial(_changes, city))


def _changes(city: int) -> None:
    rows = team_desk.kept(f"changes-{city}", lambda: change_rows(team_desk.desk(), city), list[tuple[Any, ...]]())
    if rows:
        told = [(row[0], row[1], f"{row[2]} {row[3]} {row[5]}", row[6], row[7]) for row in rows[:CHANGES]]
        columns = {"at": "When (UTC)", "by": "By", "what": "What", "before": "Before", "after": "After"}
        tables.text(columns, told, name="Changes of the records on the city", widths={"before": 30, "after": 30})
    else:
        st.text("Nothing was changed yet.")


def _contacts(held: list[Contact]) -> None:
    if not held:
        st.text("No contact with this city is kept.")
        return
    rows = [(c.day, channel_label(c.channel), c.who, c.note, c.answer, c.step, c.due, c.officer, c.done) for c in held]
    tables.text(COLUMNS, rows, name="Contacts with the city", widths={"note": 26, "answer": 20, "step": 16})


def draw_state(city: int, standing: Standing | None, *, disabled: bool = False) -> None:
    """Draw where a city stands on the board, and let it be moved."""
    key = f"move-{city}"
    seen = _seen(key, (standing.version, standing.state) if standing else (0, STATES[0]))
    told = f"{state_label(standing.state)} since {standing.day}, by {standing.by}" if standing else "not on it yet"
    st.text(f"On the board: {told}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=360):
            st.selectbox("State on the board", STATES, key=key, format_func=state_label, disabled=disabled)
        st.button("Move", key=f"{key}-go", disabled=disabled, on_click=_move, args=(city, key, seen))


def _seen(key: str, now: tuple[int, str]) -> int:
    """Give the version that the writer saw: a choice that was begun outlives what somebody else writes meanwhile."""
    held = st.session_state.get(f"{key}-seen")
    if held is None or st.session_state.get(key, held[1]) == held[1]:
        held = now
    if st.session_state.get(f"{key}-seen") != held or key not in st.session_state:
        st.session_state[f"{key}-seen"], st.session_state[key] = held, held[1]
    return int(held[0])


def _move(city: int, key: str, seen: int) -> None:
    try:
        made = set_state(team_desk.desk(), city, str(st.session_state[key]), team_desk.who(), seen)
    except EditConflict as conflict:
        if conflict.kept:
            st.session_state[f"{key}-seen"] = (conflict.kept["version"], conflict.kept["state"])
        team_desk.say("warning", str(conflict))
    except NcpError as error:
        team_desk.say("error", str(error))
    else:
        st.session_state[f"{key}-seen"] = (made.version, made.state)
        team_desk.say("success", f"The city stands as {state_label(made.state)} on the board now.")


def draw_persons(city: int) -> None:
    """Draw the contact persons of a city; they are shown here alone."""
    if told := team_desk.why_not(Right.PERSONS, city):
        with st.expander("Contact persons: not yours to see"):
            st.text(told)
        return
    held = team_desk.kept(f"persons-{city}", lambda: persons(team_desk.desk(), [city]), list[Person]())
    label = f"Contact persons: {counted(len(held), 'person', 'persons')}" if held else "Contact persons: none"
    unfolded(label, f"persons-{city}", partial(_persons, city, held))


def _persons(city: int, held: list[Person]) -> None:
    st.text("Kept here alone, in no graph and in no file unless you ask for it; deleted for good.")
    for one in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(" · ".join(part for part in (one.name, one.function, one.reach) if part))
            st.button("Delete for good", key=f"forget-{one.id}", on_click=_forget, args=(one.id,))
    key = f"person-{city}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name", key=f"{key}-name", max_chars=120)
        st.text_input("Function", key=f"{key}-function", max_chars=120)
        st.text_input("E-mail or telephone", key=f"{key}-reach", max_chars=200)
        st.form_submit_button("Add", on_click=_add, args=(key, city))


def _add(key: str, city: int) -> None:
    name, function, reach = (str(st.session_state.get(f"{key}-{field}") or "") for field in _PERSON)
    try:
        add_person(team_desk.desk(), city, name, function, reach, team_desk.who())
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
        return
    for field in _PERSON:
        st.session_state[f"{key}-{field}"] = ""
    team_desk.say("success", "The contact person is kept.")


def _forget(number: int) -> None:
    try:
        whole = forget_person(team_desk.desk(), number, team_desk.who())
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    wait = "" if whole else " Another program holds the file open; delete something again to clear the file as well."
    team_desk.say("success", f"The contact data are deleted for good.{wait}")
