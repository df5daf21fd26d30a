"""Section of the page City on where it stands in the network: the peripheral that no map shows."""

from typing import Any

import streamlit as st

from dashboard import data, tables

LAYERS = (("all/any", "any organisation in the town"), ("all/authority", "the urban authority alone"))
"""Layers of all families that are shown; the page Network has the others."""
MEASURES = ("coreness", "coreLayer", "stepsToCore", "effectiveSize", "partnerBrokerage")
HEADINGS = {
    "what": "What",
    "value": "Value",
    "unit": "Unit",
    "method": "Method",
    "source": "Source",
    "date": "Date",
}
WIDTHS = {"what": 16, "value": 16, "unit": 12, "date": 10}
NOT_TOLD = {
    "no tie": "No tie: it meets no other city in a project, so that nothing is measured.",
    "not covered": "Not covered: the sources cannot tell whether it meets another city in a project.",
}


def draw(city: str) -> None:
    """Draw the measures of the city among the cities that it meets, or say why there are none."""
    st.header("Where it stands in the network")
    st.text("Computed from meetings in projects; it says nothing of where the city lies on the map.")
    for layer, whose in LAYERS:
        rows = data.rows("network/measures", city=city, layer=layer)
        st.text(f"By {whose}")
        if not rows or rows[0]["tie"] != "tied":
            st.text(NOT_TOLD[str(rows[0]["tie"])] if rows else "In this release no two cities meet so.")
            continue
        held = {str(row["measure"]): row for row in rows}
        told = [_told(held[name]) for name in MEASURES if name in held]
        tables.text(HEADINGS, told, name=f"Measures by {whose}", widths=WIDTHS)
        st.text(_fit(rows[0]))


def _told(row: dict[str, Any]) -> tuple[str, ...]:
    figure = f"{float(row['value']):,.2f}".rstrip("0").rstrip(".")
    unit = "" if row["unit"] == "none" else str(row["unit"])
    return str(row["label"]), figure, unit, str(row["method"]), str(row["source"]), data.day(row["date"])


def _fit(row: dict[str, Any]) -> str:
    tied = f"Among {int(row['tiedCities']):,} tied cities"
    if row["coreFit"] is None:
        return f"{tied}; how well a core tells this network is not known."
    return f"{tied}; a core tells this network with a fit of {float(row['coreFit']):.2f}, 1 being a core and no more."
