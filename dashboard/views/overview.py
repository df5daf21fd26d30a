"""How many cities are linked, searched and absent, or not covered, by country and size, and what is covered."""

from typing import Any

import streamlit as st

from dashboard import address, coverage, data, drawing, navigation, overview_next, tables
from dashboard.words import NO_SOURCE, SIZES, STATE_MEANINGS, STATES
from dashboard.worklist import FLOOR

TITLE = "Overview"
ORDER = 1


def show() -> None:
    """Draw the chosen country and what is covered there, then all countries."""
    st.title(TITLE)
    st.text("Which European cities no EU programme or initiative has reached yet, and how far the sources can tell.")
    countries = data.countries()
    with st.container(width=260):
        country = address.country(countries, page="overview")
    address.write(country=country)
    _country(country)
    overview_next.draw(country, countries[country])
    overview_next.changes(country, countries[country])
    _coverage(country)
    _countries()
    st.text(
        "This browser remembers the country that you choose, in a cookie that holds its two letters and nothing else."
    )


def _country(country: str) -> None:
    row = next(row for row in data.overview() if row["country"] == country)
    with st.grid(5, min_column_width=150):
        st.metric("Cities of any size", f"{row['cities']:,}", border=True, help="Municipalities; see the page City.")
        st.metric(f"From {FLOOR:,} inhabitants", f"{row['towns']:,}", border=True)
        for state, label in STATES.items():
            st.metric(label, _figure(row, state), border=True, help=STATE_MEANINGS[state])
    if not row["families"]:
        st.info(NO_SOURCE.format(country=row["name"]))
    st.header("By size class")
    by_size = {str(r["size"]): r for r in data.rows("gaps/size-classes", country=country)}
    sizes = [size for size in SIZES if size in by_size]
    counts = {state: [int(by_size[size][state] or 0) for size in sizes] for state in STATES}
    left, right = st.columns(2, gap="medium")
    with left:
        drawing.shares([SIZES[size] for size in sizes], counts, STATES, name="Shares of the states in each size class")
    with right:
        columns = {"size": "Inhabitants", "cities": "Cities", **STATES}
        rows = [(SIZES[s], *(by_size[s][k] for k in ("cities", *STATES))) for s in sizes]
        tables.text(columns, rows, name="Cities by size class and state", numbers=("cities", *STATES))


def _figure(row: dict[str, Any], state: str) -> str:
    """Write a count with its share; without a complete source there is no count of absent cities and no share."""
    if row[state] is None:
        return "not covered"
    share = f" ({row[state] / row['towns']:.0%})" if row["towns"] and row["families"] else ""
    return f"{row[state]:,}{share}"


def _coverage(country: str) -> None:
    st.header("What is covered in this country")
    found = coverage.choose(data.coverage(), country=country)
    if not found:
        st.text("No source at hand makes a statement on this country, so every city without a link reads not covered.")
        return
    families = {str(row["key"]): str(row["label"]) for row in data.rows("programmes/families", country=country)}
    columns = {"family": "Programme family", "complete": "Complete", "partial": "In part only"}
    rows = coverage.by_family(found, families)
    tables.text(columns, rows, name="Coverage of the chosen country by family", widths={"family": 22, "complete": 30})
    if st.button("Show the sources with their reasons"):
        navigation.go("sources", country=country)


def _countries() -> None:
    st.header("All countries")
    st.text("An empty cell: no source at hand covers the country completely, so absence cannot be told there.")
    columns = {
        "name": "Country",
        "cities": "Cities",
        "towns": f"of {FLOOR:,} and more",
        **STATES,
        "share": "Linked of these",
    }
    rows = [(*(row[key] for key in ("name", "cities", "towns", *STATES)), _percent(row)) for row in data.overview()]
    numbers = ("cities", "towns", *STATES)
    tables.show(columns, rows, name="Cities by country and state", numbers=numbers, shares=("share",), most=14)


def _percent(row: dict[str, Any]) -> float | None:
    return 100 * row["linked"] / row["towns"] if row["towns"] and row["families"] else None
