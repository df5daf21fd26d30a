"""The web of programmes and cities of a country, on the page Network."""

from typing import Any

import streamlit as st

from dashboard import address, data, drawing, frames, navigation, tables
from dashboard.words import counted
from graph.network import Meeting, Node, Picture, ego
from graph.verdicts import ranked

MOST = 150
"""So many cities are drawn, those of the most programme families; the table holds all."""
FAMILIES = {"family": "Programme family", "cities": "Linked cities", "largest": "The largest of them"}
CITIES = {"name": "City", "population": "Inhabitants", "number": "Families", "families": "Programme families"}


def draw() -> None:
    """Draw the choice of country, the picture and the tables."""
    countries = data.countries()
    with st.container(width=240):
        country = address.country(countries, page="network")
    address.write(view="programmes", country=country)
    rows = data.rows("gaps/unlinked", country=country, states="linked")
    names = data.programmes()
    if not rows:
        st.info("No town of this country is linked in the sources at hand. What they cover: page Sources.")
        return
    st.header(f"Programme families and towns of {countries[country]}")
    picture = picture_of(country, countries[country], rows, names)
    families = {key for row in rows for key in _families(row)}
    st.text(
        f"{counted(len(rows), 'linked town', 'linked towns')} from 5,000 inhabitants and "
        f"{counted(len(families), 'programme family', 'programme families')} of {countries[country]}; drawn are "
        f"{picture.drawn('city')} towns, those of the most families. A line says that the town, or an organisation in "
        "it, takes part. No line is no proof: where a family is not covered, we cannot tell."
    )
    event = st.echarts_chart(
        drawing.network_option(picture, centre=countries[country], others="Towns"),
        height=600,
        on_select="rerun",
        key=f"network-programmes-{country}",
        alt="Programme families and the towns that are linked to them; the tables below hold the same",
    )
    chosen = drawing.chosen_node(event, picture)
    if chosen is not None and chosen.kind == "city":
        navigation.go("city", id=chosen.key)
    frames.offer(picture, f"programmes-{country}", key="network-programmes")
    _tables(country, rows, names)


def _families(row: dict[str, Any]) -> list[str]:
    return [key for key in str(row["linkedFamilies"] or "").split("|") if key]


def picture_of(country: str, place: str, rows: list[dict[str, Any]], names: dict[str, str]) -> Picture:
    """Set the country in the middle, its programme families around it and its towns outside."""
    meetings = [
        Meeting(
            Node(f"family {key}", names.get(key, key), "initiative", "Programme families"),
            Node(str(row["geonames"]), str(row["name"]), "city"),
        )
        for row in rows
        for key in ranked(_families(row))
    ]
    return ego(Node(country, place, "centre"), meetings, MOST)


def _tables(country: str, rows: list[dict[str, Any]], names: dict[str, str]) -> None:
    held: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        for key in _families(row):
            held.setdefault(key, []).append(row)
    lines = [
        (names.get(key, key), len(held[key]), ", ".join(str(row["name"]) for row in held[key][:6]))
        for key in sorted(held, key=lambda key: (-len(held[key]), key))
    ]
    name = "Programme families with their linked towns"
    tables.text(FAMILIES, lines, name=name, numbers=("cities",), widths={"largest": 55})
    order = sorted(rows, key=lambda row: (-len(_families(row)), -int(row["population"] or 0), str(row["name"])))
    told = [
        (
            row["name"],
            row["population"],
            len(_families(row)),
            ", ".join(names.get(k, k) for k in ranked(_families(row))),
        )
        for row in order
    ]
    numbers = ("population", "number")
    hit = tables.choose(CITIES, told, name="Linked towns", key=f"network-towns-{country}", numbers=numbers)
    if hit is not None:
        navigation.go("city", id=str(order[hit]["geonames"]))
