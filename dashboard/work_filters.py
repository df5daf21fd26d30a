"""The filters of the worklist, each a code in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import address, data, flag_list
from dashboard.sizes import USE, Scheme
from dashboard.words import CONTACTS, DISTANCES, PERIPHERAL, RANGE_BOUNDS, RANGES, STATES, UNITS
from dashboard.work_rows import ORDERS, WEAK, Filter, regions
from dashboard.worklist import UNLINKED

PAGE = "unlinked"
SHOWN = {
    "absent": STATES["absent"],
    "uncovered": STATES["uncovered"],
    WEAK: "Weakly linked",
    "linked": STATES["linked"],
}
FIRST = (*UNLINKED, WEAK)
MEANING = (
    "Official kinds of the NUTS 3 region (Eurostat; outermost: Article 349 of the Treaty). "
    "Where no kind is known, as outside the EU, a town is not listed once a kind is chosen."
)
WEAK_MEANING = "Weakly linked are linked towns that a rule flags: the link ended, is thin, or is not the authority's."


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: country, size scheme and bounds, filters, thresholds and weights, and their codes."""

    country: str
    scheme: Scheme
    bounds: tuple[int, int]
    filter: Filter
    values: dict[str, int]
    weights: dict[str, int]
    codes: dict[str, str]


def ask(countries: dict[str, str]) -> Asked:
    """Draw the filters in two rows."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=190):
            country = address.country(countries, page=PAGE)
        with st.container(width=210):
            nuts = _region(country)
        with st.container(width=220):
            scheme = _scheme()
        with st.container(width=190):
            size = _size(scheme)
        with st.container(width=215):
            family = _family(country)
        with st.container(width=170):
            contact = address.select("Contacts", "contact", CONTACTS, "all", page=PAGE)
    low, high, codes = _bounds(scheme, size)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width="content"):
            states = address.pressed("State", "state", SHOWN, FIRST, page=PAGE, note=WEAK_MEANING) or tuple(SHOWN)
        with st.container(width="content"):
            kinds = address.pressed("Region, officially", "peripheral", PERIPHERAL, page=PAGE, note=MEANING)
        with st.container(width=215):
            far = address.select("km to a place of 50,000, computed", "far", DISTANCES, "0", page=PAGE)
        with st.container(width="content"):
            order = address.segments("Order", "order", ORDERS, "score", page=PAGE)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover("Rules"):
            rules = flag_list.rules_chosen()
        with st.popover("Set thresholds"):
            preset, values = flag_list.thresholds_chosen()
        with st.popover("Weigh the score"):
            weights = flag_list.weights_chosen()
        with st.popover("More filters"):
            units = address.several("Unit that gets the verdict", "unit", UNITS, tuple(UNITS), page=PAGE)
    met = "" if contact == "all" else contact
    chosen = Filter(states, units, kinds, int(far), rules, nuts, family, met, order)
    codes |= {"country": country, "scheme": scheme.key, "size": size} | _codes(chosen)
    codes |= flag_list.codes(rules, preset, values, weights)
    return Asked(country, scheme, (low, high), chosen, values, weights, codes)


def _codes(chosen: Filter) -> dict[str, str]:
    """Write for the address what a filter holds, "" for what is usual."""
    return {
        "state": ".".join(chosen.states),
        "nuts": chosen.nuts,
        "family": chosen.family,
        "contact": chosen.contact,
        "peripheral": ".".join(chosen.kinds),
        "far": str(chosen.far or ""),
        "order": "" if chosen.order == "score" else chosen.order,
        "unit": "" if len(chosen.units) == len(UNITS) else ".".join(chosen.units),
    }


def _region(country: str) -> str:
    known = {"all": "All regions"} | regions(data.towns(country))
    chosen = address.select("Region (NUTS)", "nuts", known, "all", page=f"{PAGE}-{country}")
    return "" if chosen == "all" else chosen


def _family(country: str) -> str:
    rows = data.rows("programmes/families", country=country)
    known = {"all": "All together"} | {str(row["key"]): str(row["label"]) for row in rows}
    chosen = address.select("State in which programme family", "family", known, "all", page=PAGE)
    return "" if chosen == "all" else chosen


def _scheme() -> Scheme:
    """Draw the choice of whose definition of a small town counts."""
    known = data.size_schemes()
    titles = {key: one.title for key, one in known.items()}
    return known[address.select("Size scheme", "scheme", titles, USE, page=PAGE)]


def _size(scheme: Scheme) -> str:
    if scheme.key == USE:
        return address.select("Inhabitants", "size", RANGES, "towns", page=PAGE)
    classes = {one.key: one.shown for one in scheme.classes} | {"all": "All"}
    return address.select("Inhabitants", "size", classes, scheme.first.key, page=f"{PAGE}-{scheme.key}")


def _bounds(scheme: Scheme, size: str) -> tuple[int, int, dict[str, str]]:
    """Give the bounds of a class, or draw the fields for own ones; with their codes."""
    if size != "range":
        if size == "all" or scheme.key == USE:
            return (*RANGE_BOUNDS[size], {})
        named = scheme.named(size)
        return named.low, named.high, {}
    with st.container(horizontal=True, width=460):
        low = address.number("Inhabitants from", "min", RANGE_BOUNDS["towns"][0], page=PAGE)
        high = address.number("to", "max", 49_999, page=PAGE)
    return low, high, {"min": str(low), "max": str(high)}


def names(states: Sequence[str]) -> str:
    """Name the states that are shown."""
    return ", ".join(SHOWN[state].lower() for state in states)
