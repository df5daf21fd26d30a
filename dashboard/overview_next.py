"""The part of the page Overview that says what to do next, and what the release changed."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import data, digest, equity_note, navigation, next_steps, tables
from dashboard.next_steps import STALE_DAYS, Call
from dashboard.words import NO_SOURCE, counted, plain
from dashboard.work_rows import CALLS

SHOWN = 8
"""So many steps or sources are listed; the others are counted."""


def draw(country: str, place: str) -> None:
    """Draw the first calls beside the rest of what waits."""
    st.header("What to do next")
    left, right = st.columns([5, 4], gap="medium")
    with left:
        st.markdown("**Five first calls**")
        _calls(country, place)
        if st.button("Show the unlinked cities", type="primary"):
            navigation.go("unlinked", country=country)
    with right:
        _reviews(country, place)
        _steps()
        _stale()


def _calls(country: str, place: str) -> None:
    """Draw the calls when they are worked out; until then look again, so that the rest of the page can be used."""
    if not any(row["families"] for row in data.overview() if row["country"] == country):
        st.text(NO_SOURCE.format(country=place))
        return
    found = next_steps.ready(country)
    if found is None:
        _wait(country)
    else:
        _called(found)


@st.fragment(run_every=1.5)
def _wait(country: str) -> None:
    """Begin when the page stands, so that it is not slowed down, and draw it again when the calls are there."""
    st.text("They are being worked out: each town is compared with cities of its size and country.")
    drawn = f"overview-drawn-{country}"
    if st.session_state.get(drawn) and next_steps.begun(country).done():
        st.rerun()
    st.session_state[drawn] = True


def _called(found: Sequence[Call]) -> None:
    if not found:
        st.text("No town of 5,000 and more is flagged as absent.")
        return
    for place, one in enumerate(found[:CALLS], start=1):
        with st.container(border=True, gap=None):  # a card, and no row of a table, which a phone would cut
            key = f"overview-call-{one.geonames}"
            if st.button(f"**{place}. {plain(one.name)}**", type="tertiary", key=key, help="Open its page"):
                navigation.go("city", id=str(one.geonames))
            st.text(one.reason)
    st.text("The head of the page Unlinked cities: towns of 5,000 and more by their score, with the usual weights.")
    equity_note.draw("first-calls")


def _reviews(country: str, place: str) -> None:
    st.markdown("**Names to decide on**")
    number = next_steps.open_reviews(country)
    if number is None:
        st.text("Not known: no release or no records lie at hand.")
        return
    st.text(f"{counted(number, 'name waits', 'names wait')} for a decision in {place}.")
    if number and st.button("Open the review"):
        navigation.go("review", country=country)


def _steps() -> None:
    today = date.today()
    st.markdown("**Steps due**")
    found = next_steps.due(today)
    if found is None:
        st.text("Not known: the team's records do not answer.")
        return
    late = sum(one.overdue(today) for one in found)
    st.text(f"{counted(len(found), 'step is', 'steps are')} due by today, {late} overdue.")
    if found:
        rows = [(data.day(one.due) or "no day", one.step, one.officer) for one in found[:SHOWN]]
        columns = {"due": "Due", "step": "Step", "officer": "Who"}
        tables.text(columns, rows, name="Steps that are due", widths={"due": 28})
    if found and "outreach" in navigation.pages() and st.button("Open the outreach"):
        navigation.go("outreach")


def _stale() -> None:
    st.markdown("**Sources gone stale**")
    found, undated = next_steps.stale(data.rows("sources/datasets"), data.saved_exports(), date.today())
    st.text(
        f"{counted(len(found), 'source is', 'sources are')} older than {STALE_DAYS} days, by the day that the "
        f"publisher states or on which the file was saved; {undated} bear no date."
    )
    if found:
        rows = [(one.title, data.day(one.day), f"{one.days:,}") for one in found[:SHOWN]]
        columns = {"title": "Source", "day": "Of", "days": "Days old"}
        tables.text(columns, rows, name="Sources gone stale", widths={"title": 55})
    if st.button("Show the sources"):
        navigation.go("sources")


def changes(country: str, place: str) -> None:
    """Say what the release changed against the one before, and which cities of the country changed state."""
    st.header("Change since the last release")
    told = data.changes()
    tables.sentences(told, SHOWN)
    if told != [digest.NONE]:
        _digest(country, place)


def _digest(country: str, place: str) -> None:
    found = data.digest(country)
    if not found:
        st.text(
            f"No city of {place} changed state." if found == [] else "It holds no list of cities that changed state."
        )
        return
    columns = {
        "name": "City",
        "family": "Programme family",
        "before": "Before",
        "after": "Now",
        "cause": "Because of",
        "reason": "Reason",
        "evidence": "Row",
    }
    _, rows = digest.rows_of(found, full=False)
    st.text(
        f"{counted(len({one.geonames for one in found}), 'city', 'cities')} of {place} changed state, each with why."
    )
    tables.show(columns, [row[1:] for row in rows], name=f"Cities of {place} that changed state", most=8)
    heads, full = digest.rows_of(found, full=True)
    tables.download("Download as CSV", f"digest-{country}.csv", heads, full, key="overview-digest-csv")
