"""The network around one city to two steps, on the page Network."""

import re
from collections import Counter
from collections.abc import Callable

import streamlit as st

from dashboard import address, cities, data, drawing, frames, layers, navigation, tables
from dashboard.words import counted
from graph.network import Meeting, Node, Picture, ego
from graph.projection import Layer

EVERY = Layer("", "any")
COLUMNS = {"name": "City", "country": "Country", "shared": "Projects shared", "last": "Last year"}
BEYOND = {"name": "City two steps away", "country": "Country", "through": "Through so many partners"}
MOST = 40
"""So many partners, and as many cities beyond them, are drawn; the tables hold all."""


def pick(label: str, code: str) -> str:
    """Draw a search for a city; its GeoNames id stands in the address under this code."""
    given = st.query_params.get(code, "")
    key, last = f"network-{code}-text", f"network-{code}-last"
    if st.session_state.get(last) != given:
        st.session_state[key] = ""
    text = st.text_input(label, key=key, placeholder="Name, with or without accents, for example Gyor")
    chosen = given if re.fullmatch(r"[1-9][0-9]{0,14}", given) else ""
    if len(text.strip()) > 1:
        found = {hit.id: hit.title for hit in cities.search(text)[:20]}
        if found:
            chosen = str(
                st.selectbox("City found", list(found), format_func=lambda one: found[one], key=f"{key}-found")
            )
        else:
            st.text("No city has a name like this.")
    st.session_state[last] = chosen
    return chosen


def draw() -> None:
    """Draw the search, the picture and the tables."""
    city = pick("City to look around", "id")
    address.write(view="around", id=city)
    if not city:
        st.text("Search a city, or click one in the map of ties.")
        return
    profile = cities.profile(city)
    if profile is None:
        st.warning("The release holds no city with this number; find the city by its name.")
        return
    shared, last, beyond, picture = _around(data.served(), int(city), str(profile["name"]))
    tables.heading(f"{profile['name']} ({profile['country']})", 2)
    if not shared:
        st.text("It meets no other city in the projects that were loaded; its own page says what was searched.")
        return
    st.text(
        f"{counted(len(shared), 'partner', 'partners')} in its projects, and {counted(len(beyond), 'city', 'cities')} "
        f"two steps away. Drawn are the {min(MOST, len(shared))} partners with whom it shares most and "
        f"{counted(min(MOST, len(beyond)), 'city', 'cities')} beyond. Click a city to look around it."
    )
    _picture(picture, city)
    _tables(shared, last, beyond)


@st.cache_resource(show_spinner="Looking around", max_entries=100)
def _around(now: data.Served, centre: int, name: str) -> tuple[Counter[int], dict[int, int], Counter[int], Picture]:
    shared, last = _shared(centre)
    beyond = _beyond(centre, shared)
    return shared, last, beyond, picture_of(centre, name, shared, beyond)


def _names() -> Callable[[int], tuple[str, str]]:
    """Read the names once, and give what tells name and country of a city."""
    known = layers.cities(EVERY)

    def name(city: int) -> tuple[str, str]:
        held = known.get(city)
        return (held.name, held.country) if held else (str(city), "")

    return name


def _shared(centre: int) -> tuple[Counter[int], dict[int, int]]:
    """Count the projects that the city shares with each partner, and the last year of them."""
    shared, last, members_of = Counter[int](), dict[int, int](), layers.members()
    for project in layers.taking_part().get(centre, ()):
        members, year = members_of[project]
        for other in members - {centre}:
            shared[other] += 1
            last[other] = max(year, last.get(other, 0))
    return shared, last


def _beyond(centre: int, shared: Counter[int]) -> Counter[int]:
    """Count for each city two steps away through how many partners it is reached."""
    found = Counter[int]()
    ties = layers.ties()
    for partner in shared:
        found.update(ties[partner] - {centre} - shared.keys())
    return found


def picture_of(centre: int, name: str, shared: Counter[int], beyond: Counter[int]) -> Picture:
    """Set the partners on an inner ring and those beyond on an outer one."""
    ties, meetings, name_of = layers.ties(), [], _names()
    outer = set(sorted(beyond, key=lambda city: (-beyond[city], city))[:MOST])
    inner = sorted(shared, key=lambda city: (-shared[city], city))[:MOST]
    for partner in inner:
        node = Node(str(partner), "{} ({})".format(*name_of(partner)), "near", "Partners")
        meetings.append(Meeting(node))
        for other in sorted(ties[partner] & outer):
            meetings.append(Meeting(node, Node(str(other), "{} ({})".format(*name_of(other)), "far", "Two steps away")))
    return ego(Node(str(centre), name, "centre"), meetings, MOST)


def _picture(picture: Picture, city: str) -> None:
    event = st.echarts_chart(
        drawing.network_option(picture),
        height=560,
        on_select="rerun",
        key=f"network-around-{city}",
        alt="The city, its partners and the cities two steps away; the tables below hold the same",
    )
    chosen = drawing.chosen_node(event, picture)
    if chosen is not None and chosen.key != city:
        navigation.go("network", view="around", id=chosen.key)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Open its page", key="network-around-open"):
            navigation.go("city", id=city)
    frames.offer(picture, f"around-{city}", key="network-around")


def _tables(shared: Counter[int], last: dict[int, int], beyond: Counter[int]) -> None:
    (left, right), name_of = st.columns(2), _names()
    with left:
        order = sorted(shared, key=lambda one: (-shared[one], one))
        rows = [(*name_of(one), shared[one], str(last[one] or "not known")) for one in order]
        hit = tables.choose(COLUMNS, rows, name="Partners", key="network-partners", numbers=("shared",))
        if hit is not None:
            navigation.go("network", view="around", id=str(order[hit]))
    with right:
        outer = sorted(beyond, key=lambda one: (-beyond[one], one))
        far = [(*name_of(one), beyond[one]) for one in outer]
        tables.show(BEYOND, far, name="Cities two steps away", numbers=("through",))
