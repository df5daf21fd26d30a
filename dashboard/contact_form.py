"""The form of a contact: what is typed stays until it is kept, and two who change one contact see both texts."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import streamlit as st

from dashboard import tables, team_desk
from dashboard.words import plain
from graph.errors import EditConflict, NcpError
from graph.outreach import (
    CHANNELS,
    Contact,
    Entry,
    change_contact,
    channel_label,
    forget_contact,
    log_once,
)
from graph.rights import Right

FIELDS = tuple(field.name for field in fields(Entry) if field.name != "city")
LABELS = {
    "day": "Day of the contact",
    "channel": "Channel",
    "who": "Contact made by (you, if empty)",
    "note": "Note",
    "answer": "Answer of the city",
    "step": "Next step",
    "due": "Due on",
    "officer": "Taken by",
    "done": "Step taken on",
}
_DAYS = ("day", "due", "done")


def draw_new(city: int, name: str) -> None:
    """Draw the form in which a contact with a city is logged."""
    key = f"log-{city}"
    with st.form(key, border=True):
        _fields(key, {"day": date.today().isoformat(), "channel": CHANNELS[0]})
        st.form_submit_button(
            f"Log the contact with {plain(name)}", type="primary", on_click=_log, args=(key, city, name)
        )


def _log(key: str, city: int, name: str) -> None:
    def write(entry: Entry, who: str) -> str:
        made = log_once(team_desk.desk(), entry, who)
        return f"Contact {made.id} with {name} on {made.day} is kept."

    _write(key, city, write)


def draw_edit(contact: Contact, name: str) -> None:
    """Draw the form in which a contact is changed, or deleted for good."""
    key = f"edit-{contact.id}"
    if f"{key}-note" not in st.session_state:
        _seed(key, contact)
    _both_texts(key)
    refused = team_desk.tell_why_not(Right.OUTREACH, contact.city)
    with st.form(key, border=True):
        _fields(key, {field: getattr(contact, field) for field in FIELDS}, done=True)
        whole = (key, contact.id, contact.city, name)
        st.form_submit_button("Save", type="primary", disabled=refused, on_click=_change, args=whole)
    if refused:
        return
    with st.expander("Delete this contact for good"):
        st.text("It goes from the records, from the log of changes and from the files of the database.")
        sure = st.checkbox("Yes, delete it", key=f"{key}-sure")
        st.button("Delete for good", key=f"{key}-delete", disabled=not sure, on_click=_forget, args=(contact.id,))


def _seed(key: str, contact: Contact) -> None:
    """Begin to edit: the fields hold the contact, and its version is what the writer saw."""
    st.session_state[f"{key}-seen"] = contact.version
    st.session_state.pop(f"{key}-conflict", None)
    for field in FIELDS:
        st.session_state[f"{key}-{field}"] = _shown(field, getattr(contact, field))


def _shown(field: str, value: str) -> object:
    return (date.fromisoformat(value) if value else None) if field in _DAYS else value


def _fields(key: str, start: dict[str, str], done: bool = False) -> None:
    for field in FIELDS:
        st.session_state.setdefault(f"{key}-{field}", _shown(field, start.get(field, "")))
    first = st.columns(3)
    with first[0]:
        st.date_input(LABELS["day"], key=f"{key}-day", format="YYYY-MM-DD")
    with first[1]:
        st.selectbox(LABELS["channel"], CHANNELS, key=f"{key}-channel", format_func=channel_label)
    with first[2]:
        st.text_input(LABELS["who"], key=f"{key}-who", max_chars=40)
    st.text_area(LABELS["note"], key=f"{key}-note", height=100)
    st.text_area(LABELS["answer"], key=f"{key}-answer", height=70)
    last = st.columns([3, 1, 1, 1] if done else [3, 1, 1])
    with last[0]:
        st.text_input(LABELS["step"], key=f"{key}-step", max_chars=400)
    with last[1]:
        st.date_input(LABELS["due"], key=f"{key}-due", format="YYYY-MM-DD")
    with last[2]:
        st.text_input(LABELS["officer"], key=f"{key}-officer", max_chars=40)
    if done:
        with last[3]:
            st.date_input(LABELS["done"], key=f"{key}-done", format="YYYY-MM-DD")


def _entry(key: str, city: int) -> Entry:
    typed = {field: st.session_state.get(f"{key}-{field}") for field in FIELDS}
    typed["who"] = typed["who"] or team_desk.who()
    return Entry(city, **{field: str(value or "") for field, value in typed.items()})


def _write(key: str, city: int, write: Callable[[Entry, str], str]) -> None:
    """Keep what was typed; only when it is kept are the fields emptied."""
    try:
        told = write(_entry(key, city), team_desk.who())
    except EditConflict as conflict:
        _meet(key, conflict)
        team_desk.say("warning", str(conflict))
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
    else:
        for field in FIELDS:
            st.session_state.pop(f"{key}-{field}", None)
        st.session_state.pop(f"{key}-conflict", None)
        team_desk.say("success", told)


def _change(key: str, number: int, city: int, name: str) -> None:
    def write(entry: Entry, who: str) -> str:
        seen = int(st.session_state.get(f"{key}-seen", 0))
        made = change_contact(team_desk.desk(), number, entry, who, seen)
        return f"Contact {made.id} with {name} is changed."

    _write(key, city, write)


def _meet(key: str, conflict: EditConflict) -> None:
    """Let the next saving go over what the writer sees now."""
    if conflict.kept:
        st.session_state[f"{key}-conflict"] = conflict
        st.session_state[f"{key}-seen"] = conflict.kept["version"]


def _both_texts(key: str) -> None:
    conflict: EditConflict | None = st.session_state.get(f"{key}-conflict")
    if conflict is None:
        return
    kept, wanted = conflict.kept, conflict.wanted
    apart = [(LABELS[f], kept[f], wanted[f]) for f in FIELDS if kept[f] != wanted[f]]
    columns = {"field": "Field", "theirs": f"Stands there now, by {kept['by']}", "mine": "You wrote"}
    tables.text(columns, apart, name="Both texts")
    st.text("Save once more to put yours in its place, mend the fields first, or take what stands there.")
    st.button("Take what stands there", key=f"{key}-theirs", on_click=_take_theirs, args=(key, Contact(**kept)))


def _take_theirs(key: str, contact: Contact) -> None:
    _seed(key, contact)


def _forget(number: int) -> None:
    try:
        whole = forget_contact(team_desk.desk(), number, team_desk.who())
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    wait = "" if whole else " Another program holds the file open; delete again to clear the file as well."
    team_desk.say("success", f"Contact {number} is deleted for good.{wait}")
