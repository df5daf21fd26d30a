"""Sections of the page City on whom to learn from: peers, practices that fit, calls, the hand-over abroad."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import unquote

import streamlit as st

from dashboard import companions, contact_points, data, equity_note, navigation, tables, worklist_kept
from dashboard.companions import Practice
from dashboard.words import plain
from graph.peers import DENSITY, REGION, SIZE, Peer

SHOWN = 8
"""So many practices are shown."""


def draw(city: str, profile: dict[str, Any]) -> None:
    """Draw peers, practices, calls and the contact point abroad."""
    peers, practices = _fitting(data.served(), city, profile)
    _peers(peers)
    _practices(city, practices)
    _calls(city)
    _abroad(city, str(profile["country"]), peers, practices)


@st.cache_resource(show_spinner=False, max_entries=50, ttl=f"{data.HOURS}h")
def _fitting(now: data.Served, city: str, _profile: dict[str, Any]) -> tuple[list[Peer], list[Practice]]:
    """Choose peers and practices once for a city of a release."""
    every = data.rows("cities/practices", city=companions.NOBODY)
    practices = companions.practices_of(_profile, companions.elsewhere(every, int(city)))
    return companions.peers_of(_profile, _candidates(city, _profile)), practices


def _candidates(city: str, profile: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Read them from what the release keeps; the graph takes half a second for them."""
    release, population = data.kept_release(data.served()), int(profile["population"] or 0)
    kept = worklist_kept.peer_candidates(release, str(profile["country"]), population) if release else None
    return data.rows("cities/peer-candidates", city=city) if kept is None else kept


def _peers(peers: Sequence[Peer]) -> None:
    st.header("Peers abroad")
    if not peers:
        st.text("None can be named: its population or region is not known, or no linked city abroad is like it.")
        return
    st.text(
        f"Linked towns of other countries that are most like it: {SIZE:.0%} size, {REGION:.0%} official kinds of the "
        f"region that both share, {DENSITY:.0%} degree of urbanisation; one of each country."
    )
    names = data.countries()
    columns = {
        "name": "City",
        "country": "Country",
        "likeness": "Likeness",
        "reason": "Why",
        "links": "Links of the authority",
    }
    rows = [
        (
            one.town.name,
            names.get(one.town.country, one.town.country),
            f"{one.likeness:.0%}",
            one.reason,
            one.town.links,
        )
        for one in peers
    ]
    equity_note.draw("peers")
    tables.text(columns, rows, name="Peers of the city", numbers=("links",), widths={"reason": 50})
    with st.container(horizontal=True):
        for one in peers:
            if st.button(plain(f"Open {one.town.name}"), key=f"city-peer-{one.town.geonames}"):
                navigation.go("city", id=str(one.town.geonames))


def _practices(city: str, practices: Sequence[Practice]) -> None:
    st.header("Practices that may fit")
    if not practices:
        st.text("The graph knows no practice of a city like this one in size and kind of region.")
        return
    st.text(
        "Practices of cities like it in size or kind of region, those with most known users first. Nobody has measured "
        "whether they would work here: ask the city that began each."
    )
    columns = {
        "title": "Practice",
        "city": "City that began it",
        "reason": "Why it may fit",
        "evidence": "Evidence",
        "page": "Page",
    }
    rows = [(p.title, f"{p.city} ({p.country})", p.reason, p.evidence, p.page) for p in practices[:SHOWN]]
    tables.text(
        columns, rows, name="Practices that may fit", links=("page",), widths={"title": 22, "evidence": 24, "page": 12}
    )
    if len(practices) > SHOWN:
        st.text(f"and {len(practices) - SHOWN} more")
    equity_note.draw("practices-fit")


def _calls(city: str) -> None:
    today = date.today().isoformat()
    st.header("Calls")
    found = companions.calls(data.rows("cities/calls", city=city, day=today))
    st.text(f"Judged on {data.day(today)} by the conditions that each call states; a call without dates may be closed.")
    if not found:
        st.text("The graph knows no call that is open or to come.")
        return
    columns = {"name": "Call", "told": "Judgement", "rule": "Main condition, quoted", "page": "Page"}
    rows = [(one.name, one.told, one.rule, one.page) for one in found]
    tables.text(columns, rows, name="Calls for the city", links=("page",), widths={"name": 18, "told": 38, "page": 14})


def _abroad(city: str, country: str, peers: Sequence[Peer], practices: Sequence[Practice]) -> None:
    """Name whom to hand over to where the first practice, or else the first peer, lies."""
    st.header("Hand-over abroad")
    lessons = [one for one in practices if one.country != country]
    codes = [*(one.country for one in lessons[:1]), *(peer.town.country for peer in peers)]
    points = contact_points.read(data.rows("programmes/contact-points", country=""))
    serving = [(code, one) for code in codes for one in points if code in one.countries and one.serving]
    if not serving:
        st.text("No contact point of the countries of its peers and practices is known to be in office.")
    else:
        code, one = serving[0]
        st.text(f"{data.countries().get(code, code)}: {one.name}, {one.hosted}; {', '.join(one.programmes)}; {one.web}")
    if st.button("Make the hand-over card", key="city-hand-over"):
        practice = {"practice": unquote(lessons[0].key)} if lessons else {}
        navigation.go("programmes", country=country, id=city, **practice)
