"""The board of the page Outreach: cities by state, officer and country, and who joined since the first contact."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import conversion, data, navigation, outreach_log, tables
from dashboard.flag_days import flag_days
from dashboard.outreach import BOARD_COLUMNS, Held, board_rows, counts, counts_by
from dashboard.settings import settings
from graph.outreach import STATES, state_label
from ontology.terms import SCHEME, definition

HEADINGS = dict(
    zip(
        BOARD_COLUMNS,
        ("City", "In", "Inhabitants", "State", "Since", "Officer", "Contacts", "Last contact", "Next step"),
        strict=True,
    )
)
JOINED = dict(
    zip(
        conversion.COLUMNS,
        ("City", "In", "First contact", "Outcome", "Began", "Project or initiative", "Programme"),
        strict=True,
    )
)


@st.cache_resource(show_spinner="Reading the links", max_entries=8)
def _sight(now: data.Served, countries: tuple[str, ...], since: int) -> conversion.Sight:
    return conversion.sight(data.endpoint(), countries, since)


def draw(held: Held, state: str) -> None:
    """Draw counts, conversion, the cities in a state, and the counts by officer and country."""
    with st.container(horizontal=True):
        for key, number in counts(held).items():
            meaning = definition(SCHEME[f"outreach-{key}"])
            st.metric(state_label(key).capitalize(), number, border=True, help=meaning)
    _joined(held)
    _cities(held, STATES if state == "all" else (state,))
    left, right = st.columns(2)
    for place, of, label in ((left, "officer", "Officer"), (right, "country", "Country")):
        with place:
            _by(held, of, label)


def _by(held: Held, of: str, label: str) -> None:
    rows = counts_by(held, of)
    if rows:
        st.header(f"By {of}")
        columns = {"who": label, "all": "Cities", **{key: state_label(key).capitalize() for key in STATES}}
        tables.text(columns, rows, name=f"Cities by state and {of}", numbers=("all", *STATES))


def _joined(held: Held) -> None:
    st.header("Who joined since")
    first = conversion.first_contacts(held.contacts)
    countries = tuple(sorted({held.names.country(city) for city in first} - {""}))
    seen = _sight(data.served(), countries, min((day.year for day in first.values()), default=0))
    found = conversion.outcomes(held.contacts, seen, held.names)
    st.text(conversion.sentence(found))
    if not found:
        return
    st.text(conversion.coverage(seen, countries))
    st.text("Joining after a contact is no proof that the contact brought it about.")
    rows = conversion.rows_of(found, held.names)
    with st.expander("Town by town"):
        tables.show(
            JOINED,
            rows,
            name="Contacted towns and what the release shows of them",
            widths={"project or initiative": 300},
        )
        tables.download("Download CSV", "joined.csv", tuple(JOINED), rows, key="outreach-joined-csv")
    _figures(held, seen, countries)


def _figures(held: Held, seen: conversion.Sight, countries: tuple[str, ...]) -> None:
    """Draw the contact point's own result when somebody asks for it: flags of each kept release take a while."""
    if not st.toggle("Shares and days: flags followed by a contact, cities that joined", key="outreach-figures"):
        return
    with st.spinner("Applying the rules to the releases that are kept"):
        flagged = flag_days(settings(None).workspace, countries)
    for figure in conversion.figures(held.contacts, seen, held.names, flagged, date.today()):
        rest = (f"{figure.waiting} not over yet", f"{figure.untold} that no source can tell")
        st.text(f"{figure}; left out: {', '.join(rest)}.")


def _cities(held: Held, states: Sequence[str]) -> None:
    st.header("Cities on the board")
    standings, rows = board_rows(held, states)
    if not standings:
        st.text("No city stands here. Log a contact, or put towns on a list.")
        return
    place = tables.choose(
        HEADINGS, rows, name="Cities on the board", numbers=("inhabitants", "contacts"), key="outreach-board", most=10
    )
    if place is None:
        st.text("Choose a city to move it or to open its page.")
        return
    chosen = standings[place]
    with st.container(border=True):
        st.text(held.names.called(chosen.city))
        outreach_log.draw_state(chosen.city, chosen)
        if st.button("Open the page of the city", key="outreach-open-city"):
            navigation.go("city", id=str(chosen.city))
