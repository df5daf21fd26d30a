"""The map of ties on the page Network: communities, core and periphery, brokers; with its tables."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard import address, data, drawing, frames, layers, navigation, tables
from dashboard.layers import City, Values
from dashboard.network_picture import option
from dashboard.words import ROLES, counted
from graph.layout import DRAWN, Drawing
from graph.network import Node, Picture
from graph.projection import Layer

COLOURS = {"communities": "Communities", "core": "Core and periphery", "brokers": "Brokers"}
MOST = {str(number): f"{number:,} cities" for number in DRAWN}
COMMUNITIES = 6
"""So many communities have a colour of their own, the largest; the others share one."""
NO_PICTURE = (
    "The picture of the network is drawn while a release is built, and no release with one lies on this machine. "
    "Build one with `ncp build`; `ncp ask network/ranking` gives the measures from the graph."
)
HOW = (
    "Each point is a city, larger with more partners, a diamond where its part would fall apart without it; a line is "
    "a meeting in a project. The nearer to the middle, the nearer to the core; each community has a sector of its own. "
    "The places are computed, not geographic."
)
COLUMNS = {
    "name": "City",
    "country": "Country",
    "partners": "Partners",
    "tieStrength": "Tie strength",
    "coreness": "Coreness",
    "stepsToCore": "Steps to the core",
    "betweenness": "Betweenness",
    "effectiveSize": "Effective size",
    "community": "Community",
    "cutCity": "Cut city",
    "bridges": "Bridges",
}
MEANINGS = {
    "partners": "cities that it meets in a project.",
    "tieStrength": "ties to them, each project of many partners counting less; about how many close partners it has.",
    "coreness": "how much it belongs to the core, in which everybody meets everybody; 0 is the edge.",
    "stepsToCore": "how many meetings lead from it to the tenth of the cities with the highest coreness; 0 is in it.",
    "betweenness": "how many shortest ways between two other cities lead through it: a broker has many.",
    "effectiveSize": "partners, less those who meet each other anyway: who joins groups that do not meet has many.",
    "community": "the group in which most of its ties lie; 1 is the largest.",
    "cutCity": "yes where its part of the network would fall apart without it.",
    "bridges": "ties of it without which a part would fall off.",
}
DIGITS = {"betweenness": 1, "effectiveSize": 1}
"""Places after the point on the page; the download has three of every measure."""
SORTS = {key: COLUMNS[key] for key in ("partners", "tieStrength", "coreness", "betweenness", "effectiveSize")}


def draw() -> None:
    """Draw the choices, the picture, and the tables that say the same."""
    known = layers.known()
    if not known:
        st.info(NO_PICTURE)
        return
    countries = data.countries()
    layer, colour, most, country, sort = _choices(known, countries)
    if layer not in known:
        st.info("In this layer no two cities meet. Choose another family, reading, period or role.")
        return
    names = data.programmes()
    told = (names.get(layer.family, "all programme families"), layer.period, ROLES.get(layer.role, layer.role))
    whose = "authorities alone" if layer.reading == "authority" else "any organisation"
    st.header(f"Ties in {', '.join(part for part in (*told, whose) if part)}")
    held, cities = layers.values(layer), layers.cities(layer)
    drawn = layers.drawn(layer, int(most))
    _picture(drawn, held, cities, colour, country, layer)
    _communities(held, cities)
    _table(held, cities, country, sort, layer)


def _choices(known: Sequence[Layer], countries: Mapping[str, str]) -> tuple[Layer, str, str, str, str]:
    names = data.programmes()
    families = {each.family or "all": names.get(each.family, "All programme families") for each in known}
    periods = {each.period or "all": each.period or "All periods" for each in known}
    roles = {each.role or "all": ROLES.get(each.role, each.role) or "All roles" for each in known}
    page = "network"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=250):
            family = address.select("Programme family", "family", families, "all", page=page)
        with st.container(width="content"):
            readings = {"any": "Any organisation", "authority": "Authorities"}
            reading = address.segments("Whose ties", "reading", readings, "any", page=page)
        period = role = "all"
        if len(periods) > 1:
            with st.container(width=150):
                period = address.select("Period", "period", periods, "all", page=page)
        if len(roles) > 1:
            with st.container(width=170):
                role = address.select("Role", "role", roles, "all", page=page)
        with st.container(width="content"):
            colour = address.segments("Colour", "colour", COLOURS, "communities", page=page)
        with st.container(width=130):
            most = address.select("Drawn", "drawn", MOST, str(DRAWN[0]), page=page)
        with st.container(width=200):
            country = address.country(countries, page="network-map", label="Marked country", everywhere="None")
        with st.container(width=150):
            sort = address.select("Table by", "sort", SORTS, "partners", page=page)
    usual = {"family": "all", "reading": "any", "period": "all", "role": "all", "colour": "communities"}
    chosen = {"family": family, "reading": reading, "period": period, "role": role, "colour": colour}
    codes = {name: "" if code == usual[name] else code for name, code in chosen.items()}
    last = {"drawn": "" if most == str(DRAWN[0]) else most, "sort": "" if sort == "partners" else sort}
    address.write(view="", country=country, **codes, **last)
    parts = ("" if part == "all" else part for part in (family, reading, period, role))
    return Layer(*parts), colour, most, country, sort


def _picture(drawn: Drawing, held: Values, cities: Mapping[int, City], colour: str, country: str, layer: Layer) -> None:
    if not drawn.cities:
        st.info(NO_PICTURE)
        return
    st.text(
        f"{counted(len(drawn.cities), 'city', 'cities')} of {len(held):,} tied ones are drawn, with the strongest "
        f"ties, and {counted(len(drawn.ties), 'tie', 'ties')} of the most meetings between them. {HOW} "
        "Click a city to look around it."
    )
    picture = picture_of(drawn, held, cities)
    event = st.echarts_chart(
        option(drawn, picture, held, colour, country, cities),
        height=640,
        on_select="rerun",
        key=f"network-{layer.key}-{colour}-{len(drawn.cities)}-{country}",
        alt="Cities and their ties; the tables below hold the communities and every city with its measures",
    )
    chosen = drawing.chosen_node(event, picture)
    if chosen is not None:
        navigation.go("network", view="around", id=chosen.key)
    frames.offer(picture, f"network-{layer.key.replace('/', '-')}", key="network-map")


def picture_of(drawn: Drawing, held: Values, cities: Mapping[int, City]) -> Picture:
    """Give the drawn cities and ties as a picture."""
    number = {city: place for place, city in enumerate(drawn.cities)}
    nodes = tuple(
        Node(str(city), _label(cities, city), "city", _community(held, city), x, y)
        for city, (x, y) in zip(drawn.cities, drawn.places, strict=True)
    )
    return Picture(nodes, tuple((number[a], number[b]) for a, b, _ in drawn.ties), 0, len(held))


def _label(cities: Mapping[int, City], city: int) -> str:
    return cities[city].label if city in cities else str(city)


def _community(held: Values, city: int) -> str:
    number = held.get(city, {}).get("community") or 0
    return f"Community {number}" if 0 < number <= COMMUNITIES else "Smaller communities"


def _communities(held: Values, cities: Mapping[int, City]) -> None:
    st.header("Communities")
    groups: dict[int, list[int]] = {}
    for city, row in held.items():
        groups.setdefault(int(row["community"] or 0), []).append(city)
    rows = []
    for number in sorted(groups)[:12]:
        own = sorted(groups[number], key=lambda c: (-(held[c]["partners"] or 0), c))
        lands = Counter(cities[c].country for c in own if c in cities).most_common(4)
        told = ", ".join(f"{land} {n}" for land, n in lands)
        core = sum(held[c]["stepsToCore"] == 0 for c in own)
        rows.append((number, len(own), told, core, ", ".join(_label(cities, c) for c in own[:4])))
    columns = {
        "number": "Community",
        "cities": "Cities",
        "lands": "Countries",
        "core": "In the core",
        "best": "Most partners",
    }
    numbers = ("number", "cities", "core")
    tables.text(columns, rows, name="Communities, the largest first", numbers=numbers, widths={"best": 48})
    if len(groups) > 12:
        st.text(f"{len(groups) - 12:,} smaller communities are in the table of cities.")


def _table(held: Values, cities: Mapping[int, City], country: str, sort: str, layer: Layer) -> None:
    st.header("Every tied city with its measures")
    own = [c for c in held if country == "all" or (c in cities and cities[c].country == country)]
    own.sort(key=lambda c: (held[c][sort] is None, -(held[c][sort] or 0), c))
    if country != "all":
        st.text(_covered(layer, country, len(own)))
    rows = [_row(held[c], cities.get(c) or City(c, str(c), "", 0), DIGITS) for c in own]
    numbers = tuple(key for key in COLUMNS if key not in ("name", "country", "cutCity"))
    hit = tables.choose(
        COLUMNS, rows, name="Tied cities with their measures", key=f"network-table-{layer.key}", numbers=numbers
    )
    if hit is not None:
        navigation.go("city", id=str(own[hit]))
    st.text("A measure that does not exist is left empty, never 0.")
    with st.expander("What the measures mean"):
        for key, meaning in MEANINGS.items():
            st.text(f"{COLUMNS[key]}: {meaning}")
    exact = [_row(held[c], cities.get(c) or City(c, str(c), "", 0), {}) for c in own]
    file = f"network-{layer.key.replace('/', '-')}.csv"
    tables.download("Download the measures as CSV", file, tuple(COLUMNS), exact, key="net-csv")


def _covered(layer: Layer, country: str, tied: int) -> str:
    rows = data.rows("network/ranking", country=country, layer=layer.key, measure="partners")
    if not rows:
        return "No city of this country is tied in this layer, or the sources do not cover it."
    row = rows[0]
    without, open_ = int(row["noTie"]), int(row["notCovered"])
    return f"{tied:,} cities are tied; without a tie: {without:,}; of which the sources cannot tell: {open_:,}."


def _row(row: Mapping[str, Any], city: City, digits: Mapping[str, int]) -> tuple[object, ...]:
    told: list[object] = [city.name, city.country]
    for key in list(COLUMNS)[2:]:
        value = row.get(key)
        if key == "cutCity":
            value = "" if value is None else "yes" if value else "no"
        told.append(round(value, digits.get(key, 3)) if isinstance(value, float) else value)
    return tuple(told)
