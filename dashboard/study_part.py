"""The part of the page Practices on studies of remote work and remote services."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import address, data, tables
from dashboard.studies import COMPARED, FIGURES, at_hand, compared, figures, key_of, table
from dashboard.words import counted

EMPTY = (
    "No study is at hand for any member state. Fill in the template (ncp template studies -o studies.xlsx), put it "
    "into exports/studies and build a release, here on the page Update. The product ships no figures of its own."
)
RULE = (
    "Figures of another indicator or in another unit are not put beside these, and no average over studies is made: "
    "methods, places and years differ."
)
WIDTHS = {"countryName": 12, "effect": 8, "interval": 14, "where": 14, "title": 20}


def ahead(page: str) -> dict[str, str]:
    """Say which indicator and unit the part will show, for the address; the first ones stand for themselves."""
    every = figures(data.endpoint())
    indicators = _choices(every, "indicator")
    if not indicators:
        return {}
    indicator = address.ahead("indicator", indicators, next(iter(indicators)), page=page)
    units = _choices(_of(every, indicator), "unit")
    unit = address.ahead("unit", units, next(iter(units)), page=f"{page}-{indicator}")
    first = {"indicator": next(iter(indicators)), "unit": next(iter(units))}
    return {name: code for name, code in (("indicator", indicator), ("unit", unit)) if code != first[name]}


def draw(page: str) -> None:
    """Draw the choice of an indicator and a unit that studies tell, and the member states below each other."""
    st.header("Studies of remote work and remote services")
    every = figures(data.endpoint())
    if not every:
        st.text(EMPTY)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=330):
            indicators = _choices(every, "indicator")
            indicator = address.select("Indicator", "indicator", indicators, next(iter(indicators)), page=page)
        with st.container(width=280):
            units = _choices(_of(every, indicator), "unit")
            unit = address.select("Unit", "unit", units, next(iter(units)), page=f"{page}-{indicator}")
    rows = compared(data.endpoint(), indicator, unit)
    held, states, without = at_hand(rows)
    found = f"{counted(held, 'figure', 'figures')} from {counted(states, 'member state', 'member states')}"
    st.text(f"{found}; of {without} no study is at hand. {RULE}")
    told = table(rows, tuple(COMPARED))
    tables.text(COMPARED, told, name=f"{indicators[indicator]}, {units[unit]}", links=("page",), widths=WIDTHS)
    with st.container(horizontal=True):
        file = f"studies-{indicator}-{unit}.csv"
        tables.download("Download this comparison (CSV)", file, tuple(COMPARED), told, key=f"{page}-compared")
        whole = table(every, tuple(FIGURES))
        tables.download("Download every figure (CSV)", "studies.csv", tuple(FIGURES), whole, key=f"{page}-figures")


def _of(every: Sequence[dict[str, Any]], indicator: str) -> list[dict[str, Any]]:
    return [row for row in every if key_of("indicator", row["indicator"]) == indicator]


def _choices(rows: Sequence[dict[str, Any]], what: str) -> dict[str, str]:
    """Name what the studies at hand tell, such as their indicators, by key."""
    scheme = {"indicator": "indicator", "unit": "effect-unit"}[what]
    labels = sorted({str(row[what]) for row in rows})
    return {key_of(scheme, label): label.capitalize() for label in labels}
