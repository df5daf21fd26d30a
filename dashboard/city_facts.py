"""Sections of the page City on where it lies on the map, its names, and the units that it is made of."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import data, tables
from dashboard.scripts import by_script
from dashboard.words import UNITS
from graph.records import LAST_GEONAMES

WORDS = "words"
"""Unit of a row that says why there is no figure."""
HEADINGS = ("What", "Value", "Unit", "Method", "Source", "Date")
GROUPS = (
    ("official", "Official", "No official typology of its region is known; Eurostat gives them in the EU."),
    ("computed", "Computed", "Not computed: no place of 50,000 is known, or nobody tells the population."),
)
"""Two groups that are never mixed: remoteness is not official in NUTS 2024, and no distance makes a border region."""


def draw(city: str, profile: dict[str, Any]) -> None:
    """Draw where the city lies, its names in other languages and scripts, and its identifiers."""
    _peripheral(city)
    _details(city, profile)


def _peripheral(city: str) -> None:
    st.header("Where it lies on the map")
    rows = data.rows("cities/peripherality", city=city)
    for kind, label, nothing in GROUPS:
        st.text(label)
        told = [
            (row["what"], _figure(row), row["unit"], row["method"], row["source"], data.day(row["date"]))
            for row in rows
            if row["kind"] == kind
        ]
        if not told:
            st.text(nothing)
            continue
        columns = dict(zip(("what", "value", "unit", "method", "source", "date"), HEADINGS, strict=True))
        tables.text(columns, told, name=label, widths={"what": 16, "value": 16, "unit": 12, "date": 10})


def _figure(row: dict[str, Any]) -> str:
    if row["kind"] == "official" or row["unit"] == WORDS:
        return str(row["value"])
    figure = f"{float(row['value']):,.1f}".removesuffix(".0")
    return f"{figure} ({row['of']})" if row["of"] else figure


def _details(city: str, profile: dict[str, Any]) -> None:
    names = by_script(str(row["name"]) for row in data.rows("cities/other-names", city=city))
    if names:
        st.header("Names in other languages and scripts")
        st.text("As GeoNames lists them; the list does not say of which language each is.")
        columns = {"script": "Script", "names": "Names"}
        tables.text(columns, names, name="Names of the city by script", widths={"script": 16})
    with st.expander("Unit and identifiers"):
        rows: Sequence[tuple[str, object]] = (
            ("Places inside the city", profile["places"]),
            ("Unit that gets the verdict", UNITS.get(str(profile["unit"]), "")),
            ("Local administrative units", profile["laus"]),
            ("GeoNames id of the seat", str(profile["geonames"]) if profile["geonames"] <= LAST_GEONAMES else ""),
            ("Identifier", profile["city"]),
        )
        held = [(what, str(value)) for what, value in rows if value]
        tables.show({"what": "", "value": ""}, held, name="Names and identifiers", widths={"what": 280})
