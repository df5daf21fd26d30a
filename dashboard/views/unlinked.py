"""Towns that no EU programme or initiative has reached, or that the sources cannot tell about, with the reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import address, data, flag_list, navigation, tables
from dashboard.maps import Point, town_map
from dashboard.sizes import USE, Scheme
from dashboard.words import (
    DISTANCES,
    NO_SOURCE,
    PERIPHERAL,
    RANGE_BOUNDS,
    RANGES,
    STATE_MEANINGS,
    STATES,
    UNITS,
    counted,
)
from dashboard.worklist import UNLINKED, Town, rows_of
from graph.verdicts import inhabitants

TITLE = "Unlinked cities"
ORDER = 2
COLUMNS = {
    "name": "City",
    "population": "Inhabitants",
    "counted": "Whose, year",
    "state": "State",
    "reason": "Reason",
    "kilometres": "km to a place of 50,000",
    "size": "Size class",
    "region": "Region (NUTS 3)",
    "links": "Links",
}
WIDTHS = {
    "name": 116,
    "population": 84,
    "counted": 92,
    "state": 92,
    "reason": 356,
    "kilometres": 160,
    "size": 110,
    "region": 190,
    "links": 60,
}
ROW = 109
"""Height of a row in pixels: six lines of text."""

HEIGHT = 540
"""Height of map and table in pixels, so that both end on one line."""


MEANING = (
    "Official kinds of the NUTS 3 region (Eurostat; outermost: Article 349 of the Treaty). "
    "Where no kind is known, as outside the EU, a town is not listed once a kind is chosen."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters let through; `kinds` are official typologies, `far` the least distance in kilometres."""

    country: str
    scheme: Scheme
    bounds: tuple[int, int]
    states: tuple[str, ...]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    far: int

    def fits(self, town: Town) -> bool:
        """Tell whether a town of the country and size passes the other filters."""
        return town.state in self.states and town.unit in self.units and town.lies(self.kinds, self.far)


def show() -> None:
    """Draw filters, counts, map and table."""
    st.title(TITLE)
    countries = data.countries()
    choice = _filters(countries)
    country = choice.country
    everyone = data.towns(country, *choice.bounds, choice.scheme.key)
    st.caption(_whose_small(choice.scheme))
    chosen = [town for town in everyone if choice.fits(town)]
    searched = _counts(everyone, country)
    if not searched:
        st.info(NO_SOURCE.format(country=countries[country]))
    if not chosen:
        st.info("No city fits these filters. Choose another size, state, unit, kind of region or distance.")
    else:
        _draw(chosen, country, countries[country])
    flag_list.draw(country, countries[country], choice.bounds)


def _draw(chosen: Sequence[Town], country: str, place: str) -> None:
    left, right = st.columns([5, 8], gap="small")
    with left:
        _picture(chosen, place, country)
    with right:
        _table(chosen, place)
    _take_along(chosen, country)


def _filters(countries: dict[str, str]) -> Choice:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=220):
            country = address.country(countries, page="unlinked")
        with st.container(width=230):
            scheme = _scheme()
        with st.container(width=200):
            size = _size(scheme)
        with st.container(width="content"):
            states = address.several("State", "state", STATES, UNLINKED, page="unlinked")
        with st.popover("More filters"):
            units = address.several("Unit that gets the verdict", "unit", UNITS, tuple(UNITS), page="unlinked")
        with st.container(width="content"):
            kinds = address.pressed("Region, officially", "peripheral", PERIPHERAL, page="unlinked", note=MEANING)
        with st.container(width=210):
            far = address.select("km to a place of 50,000, computed", "far", DISTANCES, "0", page="unlinked")
    codes = {"country": country, "scheme": scheme.key, "size": size, "state": ".".join(states)}
    low, high = _bounds(scheme, size)
    if size == "range":
        with st.container(horizontal=True, width=460):
            low = address.number("Inhabitants from", "min", low, page="unlinked")
            high = address.number("to", "max", 49_999, page="unlinked")
        codes |= {"min": str(low), "max": str(high)}
    codes |= {"peripheral": ".".join(kinds), "far": far.strip("0") and far}
    address.write(flag_list.codes(), **codes, unit="" if len(units) == len(UNITS) else ".".join(units))
    return Choice(country, scheme, (low, high), states, units, kinds, int(far))


def _scheme() -> Scheme:
    """Draw the choice of whose definition of a small town counts."""
    known = data.size_schemes()
    titles = {key: one.title for key, one in known.items()}
    return known[address.select("Size scheme", "scheme", titles, USE, page="unlinked")]


def _size(scheme: Scheme) -> str:
    if scheme.key == USE:
        return address.select("Inhabitants", "size", RANGES, "towns", page="unlinked")
    classes = {one.key: one.shown for one in scheme.classes} | {"all": "All"}
    return address.select("Inhabitants", "size", classes, scheme.first.key, page=f"unlinked-{scheme.key}")


def _bounds(scheme: Scheme, size: str) -> tuple[int, int]:
    if size in ("all", "range") or scheme.key == USE:
        return RANGE_BOUNDS["towns" if size == "range" else size]
    chosen = scheme.named(size)
    return chosen.low, chosen.high


def _whose_small(scheme: Scheme) -> str:
    counted = "The inhabitants counted are the municipality's where they are known, else those of GeoNames"
    return f"{scheme.meaning} Source: {scheme.source}. {counted}; the table says which, and of which year."


def _counts(everyone: Sequence[Town], country: str) -> bool:
    """Draw the counts and say whether any programme family was searched completely in the country."""
    searched = any(row["families"] for row in data.overview() if row["country"] == country)
    by_state = Counter(town.state for town in everyone)
    with st.grid(4, min_column_width=150):
        st.metric("Cities in this size", f"{len(everyone):,}", border=True)
        for state, label in STATES.items():
            figure = f"{by_state[state]:,}" if searched or state != "absent" else "not covered"
            st.metric(label, figure, border=True, help=STATE_MEANINGS[state])
    return searched


def _picture(chosen: Sequence[Town], place: str, country: str) -> None:
    points = [Point(t.geonames, t.name, t.latitude, t.longitude, t.population, t.state) for t in chosen]
    clicked = town_map(points, place=place, focus=country, key="unlinked-map", height=HEIGHT - 62)
    if clicked:
        navigation.go("city", id=str(clicked))


def _table(chosen: Sequence[Town], place: str) -> None:
    rows = [_row(town) for town in chosen]
    hit = tables.choose(
        COLUMNS,
        rows,
        name=f"Cities of {place} with state and reason",
        key="unlinked-table",
        numbers=("population", "kilometres"),
        widths=WIDTHS,
        most=len(rows),
        row=ROW,
        pixels=HEIGHT,
        missing="not known",
    )
    if hit is not None:
        navigation.go("city", id=str(chosen[hit].geonames))


def _take_along(chosen: Sequence[Town], country: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        count = counted(len(chosen), "city", "cities")
        st.text(f"{count}, the largest first. Click a point, or a name in the table, to open the city.")
        columns, rows = rows_of(chosen, full=True)
        tables.download("Download CSV", f"unlinked-{country}.csv", columns, rows, key="unlinked-csv")


def _row(town: Town) -> tuple[object, ...]:
    links = town.authority_links + town.place_links
    region = f"{town.region} ({town.nuts3})" if town.region else town.nuts3
    return (
        town.name,
        town.population or None,
        town.counted,
        STATES[town.state],
        _why(town),
        town.kilometres,
        town.size,
        region,
        links,
    )


def _why(town: Town) -> str:
    """Leave out of the reason what the row says already."""
    why = town.reason.removeprefix(f"{town.name}, {inhabitants(town.population)}").lstrip(",: ")
    return why[:1].upper() + why[1:]
