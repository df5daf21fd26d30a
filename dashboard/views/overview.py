"""How many cities are linked, by country and size, and what the figures rest on: sources, their age and coverage."""

from typing import Any

import streamlit as st

from dashboard import address, data, drawing, navigation, tables
from dashboard.words import COMPLETENESS, NO_SOURCE, SIZES, STATE_MEANINGS, STATES
from dashboard.worklist import FLOOR

TITLE = "Overview"
ORDER = 1


def show() -> None:
    """Draw the chosen country first, then all countries, then the sources."""
    st.title(TITLE)
    st.text("Which European cities no EU programme or initiative has reached yet, and how far the sources can tell.")
    countries = data.countries()
    with st.container(width=260):
        country = address.country(countries, page="overview")
    address.write(country=country)
    _country(country)
    _coverage(country)
    _exports()
    _countries()
    _sources()


def _country(country: str) -> None:
    row = next(row for row in data.overview() if row["country"] == country)
    with st.grid(5, min_column_width=150):
        st.metric("Cities of any size", f"{row['cities']:,}", border=True, help="Municipalities; see the page City.")
        st.metric(f"From {FLOOR:,} inhabitants", f"{row['towns']:,}", border=True)
        for state, label in STATES.items():
            st.metric(label, _figure(row, state), border=True, help=STATE_MEANINGS[state])
    if not row["families"]:
        st.info(NO_SOURCE.format(country=row["name"]))
    st.subheader("By size class")
    by_size = {str(r["size"]): r for r in data.rows("gaps/size-classes", country=country)}
    sizes = [size for size in SIZES if size in by_size]
    counts = {state: [int(by_size[size][state]) for size in sizes] for state in STATES}
    left, right = st.columns(2, gap="medium")
    with left:
        drawing.shares([SIZES[size] for size in sizes], counts, STATES, name="Shares of the states in each size class")
    with right:
        columns = {"size": "Inhabitants", "cities": "Cities", **STATES}
        shown = [key for key in ("cities", *STATES) if key != "absent" or row["families"]]
        rows = [(SIZES[s], *(by_size[s][k] if k in shown else None for k in ("cities", *STATES))) for s in sizes]
        tables.show(columns, rows, name="Cities by size class and state", numbers=("cities", *STATES))
    if st.button("Show the unlinked cities", type="primary"):
        navigation.go("unlinked", country=country)


def _figure(row: dict[str, Any], state: str) -> str:
    """Write a count with its share; without a complete source there is no count of absent cities and no share."""
    if row[state] is None:
        return "not covered"
    share = f" ({row[state] / row['towns']:.0%})" if row["towns"] and row["families"] else ""
    return f"{row[state]:,}{share}"


def _coverage(country: str) -> None:
    st.subheader("What is covered in this country")
    statements = data.rows("sources/coverage", country=country)
    if not statements:
        st.text("No source at hand makes a statement on this country, so every city without a link reads not covered.")
        return
    columns = {
        "instrument": "Programme",
        "completeness": "Coverage",
        "years": "Years",
        "reason": "Why we say so",
        "source": "Source",
    }
    rows = [
        (
            r["instrumentName"],
            COMPLETENESS.get(r["completeness"], ""),
            data.years(r["from"], r["until"]),
            r["reason"],
            r["sourceTitle"],
        )
        for r in statements
    ]
    widths = {"instrument": 240, "completeness": 110, "years": 110, "reason": 560, "source": 220}
    tables.show(columns, rows, name="Coverage statements of the chosen country", widths=widths)


def _exports() -> None:
    missing = data.missing_exports()
    if not missing:
        return
    st.subheader("What would cover more")
    st.text("No export of these sources was read; of some the product carries a small table of its own.")
    st.text("Download the export, put it into the source's folder, run ncp build, and start ncp up again.")
    columns = {"title": "Source", "folder": "Folder for its export", "page": "Download page"}
    rows = [(entry.title, entry.folder, entry.page) for entry in missing]
    tables.show(columns, rows, name="Sources whose exports are missing", links=("page",))


def _countries() -> None:
    st.subheader("All countries")
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


def _sources() -> None:
    st.subheader("Sources")
    columns = {
        "title": "Source",
        "publisher": "Publisher",
        "issued": "Date of the data",
        "rowsRead": "Rows read",
        "rowsTaken": "taken",
        "rowsSetAside": "set aside",
        "licence": "Licence",
        "page": "Page",
    }
    numbers = ("rowsRead", "rowsTaken", "rowsSetAside")
    sources = data.rows("sources/datasets")
    rows = [tuple(_cell(row, key) for key in columns) for row in sources]
    tables.show(columns, rows, name="Sources of all figures", numbers=numbers, links=("page",), widths={"title": 260})
    with st.expander("Rows set aside, by reason"):
        aside = data.rows("sources/set-aside")
        heads = {"title": "Source", "file": "File", "reason": "Reason", "rows": "Rows", "firstRow": "First of them"}
        held = [tuple(row[key] for key in heads) for row in aside]
        tables.show(heads, held, name="Rows set aside", numbers=("rows",), widths={"reason": 560, "file": 220})


def _cell(row: dict[str, Any], key: str) -> object:
    return data.day(row[key]) or "not stated" if key == "issued" else row[key]
