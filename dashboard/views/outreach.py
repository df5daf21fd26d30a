"""Contacts with cities: next steps due, a contact to log, the board with who joined since, lists, Excel out and in."""

from datetime import date, timedelta

import streamlit as st

from dashboard import (
    address,
    cities,
    city_search,
    contact_form,
    data,
    officer,
    outreach_board,
    outreach_cohort,
    outreach_files,
    outreach_lists,
    outreach_log,
    tables,
    team_desk,
)
from dashboard.outreach import CONTACT_COLUMNS, STEP_COLUMNS, Choice, Held, contact_rows, officers, read, step_rows
from graph.outreach import STATES, Contact, state_label

TITLE = "Outreach"
ORDER = 4
PAGE = "outreach"
VIEWS = {
    "steps": "Next steps",
    "log": "Log a contact",
    "board": "Board",
    "contacts": "All contacts",
    "lists": "Lists and filters",
    "excel": "Excel",
    "cohort": "Cohort",
}
STEPS = dict(
    zip(STEP_COLUMNS, ("City", "In", "Due", "When", "Next step", "Taken by", "Last contact", "Note"), strict=True)
)
CONTACTS = dict(
    zip(
        CONTACT_COLUMNS,
        ("Number", "City", "In", "Day", "Channel", "By", "Note", "Answer", "Next step", "Due", "Taken by", "Taken on"),
        strict=True,
    )
)
WEEK = 7
WHOLE = ("lists", "excel", "cohort")
"""Views that name cities of any country, whichever is chosen."""


def show() -> None:
    """Draw the filters and the chosen view."""
    st.title(TITLE)
    everyone = team_desk.kept("officers", lambda: officers(team_desk.desk()), list[str]())
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=200):
            country = address.country(data.countries(), page=PAGE, everywhere="All countries")
        with st.container(width=200):
            of = address.select("Officer", "officer", {"": "Everybody", **{o: o for o in everyone}}, "", page=PAGE)
        with st.container(width=180):
            officer.ask(PAGE, "You (role or initials)")
    view = address.segments("View", "view", VIEWS, "steps", page=PAGE)
    choice = Choice("" if country == "all" else country, of)
    names = team_desk.names("" if view in WHOLE else choice.country)
    held = team_desk.kept(f"held-{choice}", lambda: read(team_desk.desk(), names, choice), Held((), {}, names))
    codes = {"country": country, "officer": of, "view": view}
    if view != "log" or not _city():
        team_desk.tell()
        team_desk.tell_away()
    _draw(view, held, codes)


def _city() -> int:
    said = st.query_params.get("city", "")
    return int(said) if said.isdecimal() and len(said) < 16 else 0


def _draw(view: str, held: Held, codes: dict[str, str]) -> None:
    if view == "log":
        _log(held, codes)
    elif view == "board":
        states = {"all": "All", **{key: state_label(key).capitalize() for key in STATES}}
        state = address.segments("State", "state", states, "all", page=PAGE)
        address.write(**codes, state=state)
        outreach_board.draw(held, state)
    elif view == "contacts":
        address.write(**codes, leave=("contact",))
        _contacts(held)
    elif view == "lists":
        address.write(**codes)
        outreach_lists.draw(held.names)
    elif view == "cohort":
        address.write(**codes)
        outreach_cohort.draw(held.names)
    elif view == "excel":
        address.write(**codes)
        outreach_files.draw(held)
    else:
        address.write(**codes, leave=("contact",))
        _steps(held)


def _steps(held: Held) -> None:
    today = date.today()
    soon = (today + timedelta(WEEK)).isoformat()
    late = [one for one in held.open if one.overdue(today)]
    week = [one for one in held.open if one.due and today.isoformat() <= one.due <= soon]
    with st.container(horizontal=True):
        st.metric("Overdue", len(late), border=True)
        st.metric(f"Due within {WEEK} days", len(week), border=True)
        st.metric("Open in all", len(held.open), border=True)
    if not held.open:
        st.text("No step is open. Log a contact with a next step, and it stands here when it is due.")
        return
    widths = {"step": 220, "note": 300}
    place = tables.choose(
        STEPS, step_rows(held, today), name="Next steps, overdue first", key="outreach-steps", widths=widths
    )
    _edit(held, held.open[place] if place is not None else None)


def _contacts(held: Held) -> None:
    rows = contact_rows(held)
    if not rows:
        st.text("No contact is kept yet. Log one, or read a workbook in.")
        return
    widths = {"note": 260, "answer": 200, "step": 200}
    place = tables.choose(
        CONTACTS,
        rows,
        name="All contacts, the latest first",
        key="outreach-contacts",
        numbers=("number",),
        widths=widths,
    )
    tables.download("Download CSV", "contacts.csv", tuple(CONTACTS), rows, key="outreach-contacts-csv")
    _edit(held, held.contacts[place] if place is not None else None)


def _edit(held: Held, ticked: Contact | None) -> None:
    """Draw the form of the contact that was ticked, or that the address names."""
    if ticked is not None:
        st.query_params["contact"] = str(ticked.id)
    said = st.query_params.get("contact", "")
    chosen = next((one for one in held.contacts if str(one.id) == said), None)
    if chosen is None:
        st.text("Choose a row to note the answer, the step that was taken, or what comes next.")
        return
    name = held.names.called(chosen.city)
    st.header(f"Contact {chosen.id}")
    st.text(f"{name}, {chosen.day}")
    contact_form.draw_edit(chosen, name)


def _log(held: Held, codes: dict[str, str]) -> None:
    city = _city()
    _search(city)
    if not city:
        address.write(**codes)
        return
    address.write(**codes, city=str(city))
    known = cities.profile(str(city))
    if known is None:
        st.warning("The release holds no city with this number; find the city by its name.")
        return
    name = str(known["name"])
    st.text(f"{name} ({known['countryName']})")
    outreach_log.draw(city, name, PAGE)


@st.fragment
def _search(city: int) -> None:
    chosen = city_search.pick("City, with or without accents", "outreach", str(city))
    if chosen is not None:
        st.query_params["city"] = chosen.id
        st.rerun()
