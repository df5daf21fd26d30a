"""One city: who it is, where it is linked and on what evidence, what was searched, who can open a door."""

import re
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import (
    address,
    brief_button,
    certificate_part,
    cities,
    city_facts,
    city_introduction,
    city_learning,
    city_peers,
    city_search,
    city_standing,
    data,
    drawing,
    frames,
    link_years,
    navigation,
    outreach_log,
    tables,
    verdict_cards,
)
from dashboard.folded import folded
from dashboard.words import DEGURBA, SHORT_STATES, counted
from graph.network import Picture

TITLE = "City"
ORDER = 3


OTHERS = "Links of organisations in the town where the urban authority itself takes no part."

FIRST, MORE = 36, 149
"""So many projects, and as many cities, the network shows at first and on demand: with the city itself at most 299."""

ASKED = (
    *("cities/profile", "cities/periods", "cities/links", "cities/undecided"),
    *("cities/verdicts", "cities/coverage", "network/ego", "cities/neighbours"),
    *("cities/other-names", "cities/peripherality"),
)
"""Questions on a city that are asked side by side."""
UNKEPT = ("cities/peer-candidates",)
"""Asked too where no release at hand keeps the answer."""


def show() -> None:
    """Draw the search and the city that the address names."""
    city = st.query_params.get("id", "")
    if not re.fullmatch(r"[1-9][0-9]{0,14}", city):
        st.title(TITLE)
        _search(open_city="")
        return
    _ask_ahead(city)
    profile = cities.profile(city)
    if profile is None:
        st.title(TITLE)
        st.warning("The release holds no city with this number; find the city by its name.")
        _search(open_city="")
        return
    address.write(("to", "more"), id=city)
    folded("Search another city", "city-search-part", partial(_search, open_city=city))
    _head(profile)
    brief_button.draw(city, address.ahead("to", _families(), "", page="city"))
    if st.button("Ask the helpdesk for this town", key="city-helpdesk"):
        navigation.go("helpdesk", id=city)
    _verdicts(city)
    _periods(city)
    _links(city)
    _undecided(city)
    certificate_part.of_city(city)
    link_years.draw(city, data.rows("cities/links", city=city), _families(), link_years.now_of_release())
    _network(city, profile)
    _neighbours(city)
    city_introduction.draw(city, link_years.now_of_release())
    city_peers.draw(city)
    city_learning.draw(city, profile)
    _contacts(str(profile["country"]))
    st.fragment(outreach_log.draw)(int(city), str(profile["name"]), "city")
    city_standing.draw(city)
    city_facts.draw(city, profile)


def _ask_ahead(city: str) -> None:
    """Begin to ask all that the page tells, in the order in which it tells it."""
    data.ahead(ASKED if data.kept_release(data.served()) else (*ASKED, *UNKEPT), city=city)
    data.ahead(("certificates/held",), **certificate_part.asked(city))
    data.ahead(("cities/calls",), city=city, day=date.today().isoformat())
    for layer, _ in city_standing.LAYERS:
        data.ahead(("network/measures",), city=city, layer=layer)


def _families() -> dict[str, str]:
    return {str(row["programme"]): str(row["name"]) for row in data.rows("programmes/tree")}


@st.fragment
def _search(open_city: str) -> None:
    chosen = city_search.pick("Name of the city, with or without accents", "city", open_city)
    if chosen is not None:
        navigation.go("city", id=chosen.id)


def _head(profile: dict[str, Any]) -> None:
    tables.heading(str(profile["name"]))
    st.text(city_facts.place(profile))
    st.text(city_facts.kinds(profile))
    if names := city_facts.called(str(profile["geonames"]), str(profile["name"])):
        st.text(names)
    year = profile["year"] or "year not known"
    basis = "Of the municipality." if profile["basis"] == "municipal" else "Of the place, by GeoNames."
    degree = DEGURBA.get(int(profile["degurba"] or 0), "Not known")
    with st.grid(5, min_column_width=150):
        if profile["population"]:
            st.metric(f"Inhabitants, {year}", f"{profile['population']:,}", border=True, help=basis)
        else:
            st.metric("Inhabitants", "Not known", border=True)
        st.metric("Degree of urbanisation", degree, border=True)
        st.metric("State, all families", SHORT_STATES[profile["state"]], border=True)
        st.metric("Links of the authority", _number(profile["authorityLinks"]), border=True)
        st.metric("Links of others only", _number(profile["placeLinks"]), border=True, help=OTHERS)


def _verdicts(city: str) -> None:
    st.header("Verdict for each programme family")
    found = cities.verdicts(city)
    told = [verdict for verdict in found if verdict.state != "uncovered" or verdict.doubtful]
    verdict_cards.draw(told)
    others = [verdict for verdict in found if verdict not in told]
    if others:
        st.text(f"Not covered are {counted(len(others), 'programme family', 'programme families')}:")
        rows = [(v.family, v.partly or "Nothing: no source at hand covers it for this country.") for v in others]
        columns = {"family": "Programme family", "partly": "What is known in part"}
        tables.text(columns, rows, name="Programme families not covered", widths={"family": 24})


def _number(value: int | None) -> str:
    """Write a number of links; none where no source could tell any."""
    return "not covered" if value is None else f"{value:,}"


def _periods(city: str) -> None:
    st.header("By programming period")
    rows, untold = cities.periods(city)
    columns = {"family": "Programme family", "2007": "2007–2013", "2014": "2014–2020", "2021": "2021–2027"}
    if rows:
        tables.text(columns, rows, name="State by programme family and programming period", widths={"family": 31})
    if untold:
        st.text(
            f"Not covered in any of the three periods: {counted(untold, 'programme family', 'programme families')}."
        )


def _links(city: str) -> None:
    st.header("Links, with their evidence")
    links = cities.links(city)
    if not links:
        st.text("No project, network or initiative at hand names this city.")
        return
    columns = {
        "title": "Project or initiative",
        "programme": "Programme",
        "years": "Years",
        "reading": "Who takes part",
        "role": "Role or status",
        "organisation": "Organisation",
        "source": "Source",
        "place": "File, sheet, row",
        "match": "Name in the source, and how it was matched",
        "page": "Page of the project",
    }
    widths = {"title": 280, "organisation": 220, "place": 240, "match": 260, "programme": 170, "source": 170}
    tables.show(columns, links, name="Links of the city with their evidence", links=("page",), widths=widths, most=10)
    with st.container(horizontal=True):
        tables.download("Download CSV", f"links-{city}.csv", tuple(columns), links, key="city-links-csv")
        if st.button("Correct a match", key="city-review", help="Opens the names that lead to this city."):
            navigation.go("review", city=city, country="all", show="all")


def _undecided(city: str) -> None:
    rows = data.rows("cities/undecided", city=city)
    if not rows:
        return
    st.header("Rows that may mean this city")
    st.text("They were not given to it, because they may mean another city too, or because their evidence disagrees.")
    columns = {
        "sourceName": "Name in the source",
        "because": "Why it is open",
        "candidates": "Cities it may mean",
        "sourceTitle": "Source",
        "file": "File",
        "sheet": "Sheet",
        "row": "Row",
    }
    found = [tuple(row[key] for key in columns) for row in rows]
    tables.show(columns, found, name="Rows that may mean the city", most=8)


def _network(city: str, profile: dict[str, Any]) -> None:
    more = st.query_params.get("more") == "1"
    picture = cities.network(city, str(profile["name"]), MORE if more else FIRST)
    if picture is None:
        return
    st.header("Who takes part with this city")
    st.text(_what_is_drawn(picture))
    if (more or len(picture.nodes) < 1 + picture.projects + picture.cities) and (
        st.toggle("Draw up to 300", value=more, key=f"city-network-more-{city}") != more
    ):
        st.query_params["more"] = "0" if more else "1"
        st.rerun()
    event = st.echarts_chart(
        drawing.network_option(picture),
        height=820 if more else 520,
        on_select="rerun",
        key=f"city-network-{city}-{more}",
        alt="Projects of the city and the cities that share them; the table below holds the same",
    )
    chosen = drawing.chosen_node(event, picture)
    if chosen is not None and chosen.kind == "city":
        navigation.go("city", id=chosen.key)
    folded("The network as a table", f"city-met-{city}", partial(_met, city))
    frames.offer(picture, f"network-{city}", key="city-network")


def _met(city: str) -> None:
    """Draw the equivalent of the picture: every city that shares a project, with which and how many."""
    columns = {"name": "City", "country": "Country", "shared": "Shared", "titles": "Projects and initiatives"}
    name = "Cities that share a project"
    tables.show(columns, cities.met(city), name=name, numbers=("shared",), widths={"titles": 620})


def _what_is_drawn(picture: Picture) -> str:
    drawn, cities = picture.drawn("project", "initiative"), picture.drawn("city")
    projects = f"{counted(picture.projects, 'project or initiative', 'projects and initiatives')}"
    text = f"{projects}, {counted(picture.cities, 'city', 'cities')} in the same projects."
    if drawn < picture.projects or cities < picture.cities:
        text += f" Drawn are {drawn} of them and the {cities} cities that share most."
    return f"{text} Click a city to open it."


def _neighbours(city: str) -> None:
    st.header("Linked cities in the same region")
    neighbours = data.rows("cities/neighbours", city=city)
    if not neighbours:
        st.text("No other city of this region is linked, or its region is not known.")
        return
    columns = {
        "name": "City",
        "population": "Inhabitants",
        "region": "Region (NUTS 3)",
        "links": "Links",
        "authorityLinks": "of the authority",
    }
    rows = [tuple(row[key] for key in columns) for row in neighbours]
    numbers = ("population", "links", "authorityLinks")
    chosen = tables.choose(
        columns, rows, name="Linked cities of the region", numbers=numbers, key=f"city-neighbours-{city}", most=8
    )
    if chosen is not None:
        navigation.go("city", id=str(neighbours[chosen]["geonames"]))


def _contacts(country: str) -> None:
    st.header("Contact points that serve it")
    points = cities.contacts(country)
    if not points:
        st.text("No contact point of this country is known to the graph.")
        return
    columns = {
        "name": "Contact point",
        "instruments": "Programme",
        "host": "Host",
        "state": "State",
        "homepage": "Page",
        "source": "Source",
    }
    tables.text(columns, points, name="Contact points of the country", links=("homepage", "source"))
