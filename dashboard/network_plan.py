"""What-if and next links on the page Network."""

import streamlit as st

from dashboard import address, data, equity_note, layers, tables
from dashboard.next_links import COLUMNS, Ground, Plan, central_told, plan, rows_of, sentences
from dashboard.what_if import changed, what_if
from dashboard.words import counted
from graph.errors import BadInput
from graph.next_links import AIMS
from graph.verdicts import inhabitants

LISTS = {"isolation": "next-links", "path-length": "next-links-path"}
"""The lists of the audit of equity that the aims make."""
LABELS = {"isolation": "Isolation", "path-length": "Steps to the core", "gini": "Gini of partners"}
FIGURES = {"figure": "Figure", "before": "Before", "after": "After", "difference": "Difference"}
SHOWN = {
    "number": "No",
    "town": "Town",
    "population": "Inhabitants",
    "region": "Region (NUTS 3)",
    "door": "Introduced to",
    "kind": "Door",
    "kilometres": "km",
    "lowers_by": "Lowers it by",
    "left": "Left after it",
}
TOWNS = 150
"""So many towns with the fewest partners are looked at on the page; the command looks at 400."""
NONE = {"": "None"}
Tried = tuple[str, object, object, object]


def draw() -> None:
    """Draw the choices, the figures before and after, and the next links."""
    countries = data.countries()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=220):
            country = address.country(countries, page="network")
        with st.container(width="content"):
            readings = {"any": "Any organisation", "authority": "Authorities"}
            reading = address.segments("Whose ties", "reading", readings, "any", page="network")
    try:
        here = layers.planned(country, "", reading)
    except BadInput as error:
        address.write(view="what-if", country=country, reading="" if reading == "any" else reading)
        st.info(str(error))
        return
    codes = _what_if(here)
    aims = _next(here)
    kept = {"country": country, "reading": "" if reading == "any" else reading}
    address.write(view="what-if", **kept, **codes, **aims)


def _what_if(here: Ground) -> dict[str, str]:
    st.header("What if")
    towns = NONE | {str(t): f"{one.name} ({inhabitants(one.population)})" for t, one in here.towns.items()}
    programmes = {str(row["programme"]): row for row in data.rows("programmes/tree")}
    families = NONE | {
        key: str(row["name"]) for key, row in programmes.items() if row["kind"] in ("family", "programme")
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=270):
            town = address.select("Add a link: this town", "town", towns, "", page="network")
        with st.container(width=270):
            peer = address.select("with this one", "peer", towns, "", page="network")
        with st.container(width=330):
            drop = address.select("Drop a programme", "drop", families, "", page="network")
    rows = _tried(data.served(), here.country, here.layer.partition("/")[2], town, peer, drop)
    st.text(
        f"{counted(len(here.towns), 'town', 'towns')} from 5,000 inhabitants count; {here.left_out:,} of which the "
        "sources cannot tell are left out. The core, and what a town without a way to it counts, stay as before."
    )
    tables.text(
        FIGURES, rows, name="Figures of the network before and after", numbers=("before", "after", "difference")
    )
    return {"town": town, "peer": peer, "drop": drop}


@st.cache_resource(show_spinner="Trying it out", max_entries=200)
def _tried(now: data.Served, country: str, reading: str, town: str, peer: str, drop: str) -> list[Tried]:
    ties = [(int(town), int(peer))] if town and peer and town != peer else []
    here = layers.planned(country, "", reading)
    return changed(what_if(layers.endpoint(), layers.world(), here, add=ties, drop=drop))


@st.cache_resource(show_spinner="Choosing introductions", max_entries=60)
def _plan(now: data.Served, country: str, reading: str, aim: str, budget: int, spare: bool = True) -> Plan:
    return plan(layers.planned(country, "", reading), aim, budget, most=TOWNS, spare=spare)


@st.cache_resource(show_spinner=False, max_entries=60)
def _rows(now: data.Served, country: str, reading: str, aim: str, budget: int, spare: bool) -> list[tuple[object, ...]]:
    made = _plan(now, country, reading, aim, budget, spare)
    return rows_of(layers.endpoint(), layers.planned(country, "", reading), made)


def _next(here: Ground) -> dict[str, str]:
    st.header("Best next links")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width="content"):
            aim = address.segments("Make smaller", "aim", {key: LABELS[key] for key in AIMS}, AIMS[0], page="network")
        with st.container(width=170):
            budget = address.number("Introductions", "budget", 10, page="network", top=50, step=1)
        with st.container(width="content"):
            spare = equity_note.switch("network")
    asked = (data.served(), here.country, here.layer.partition("/")[2], aim, max(1, budget))
    made = _plan(*asked, spare)
    for sentence in sentences(here, made, data.countries().get(here.country, "")):
        st.text(sentence)
    st.text(central_told(here, made))
    equity_note.draw(LISTS.get(aim, ""), spare=spare)
    rows = _rows(*asked, spare)
    places = [COLUMNS.index(column) for column in SHOWN]
    numbers = ("number", "population", "kilometres", "lowers_by", "left")
    shown = [tuple(row[place] for place in places) for row in rows]
    tables.text(SHOWN, shown, name="Introductions in the order in which they were chosen", numbers=numbers)
    tables.download("Download the next links as CSV", "next-links.csv", COLUMNS, rows, key="network-next-csv")
    return {
        "aim": "" if aim == AIMS[0] else aim,
        "budget": "" if budget == 10 else str(budget),
        **equity_note.code(spare),
    }
