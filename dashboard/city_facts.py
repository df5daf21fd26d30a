"""Sections of the page City on where it lies on the map, its names, and the units that it is made of."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import data, tables
from dashboard.folded import folded
from dashboard.scripts import by_script
from dashboard.words import UNITS
from graph.records import LAST_GEONAMES

SHOWN = 6
"""So many other names stand at the head of the page."""

WORDS = "words"
"""Unit of a row that says why there is no figure."""
HEADINGS = ("What", "Value", "Unit", "Method", "Source", "Date")
GROUPS = (
    ("official", "Official", "No official typology of its region is known; Eurostat gives them in the EU."),
    ("computed", "Computed", "Not computed: no place of 50,000 is known, or nobody tells the population."),
)
"""Two groups that are never mixed: remoteness is not official in NUTS 2024, and no distance makes a border region."""


def place(profile: dict[str, Any]) -> str:
    """Name country and regions, with their NUTS codes of every level."""
    code = str(profile["nuts3"] or "")
    if not code:
        return f"{profile['countryName']} · NUTS 3 region not known"
    return f"{profile['countryName']} · {profile['region']} (NUTS 3 {code}, NUTS 2 {code[:4]}, NUTS 1 {code[:3]})"


def kinds(profile: dict[str, Any]) -> str:
    """Say of which official typologies its region is."""
    told = [part.replace("-", " ") for part in str(profile["typologies"] or "").split("|") if part]
    return f"Officially {', '.join(told)}" if told else "No official typology of its region is known."


def called(city: str, name: str) -> str:
    """Name a few of its other names, codes left out."""
    others = by_script(str(row["name"]) for row in data.rows("cities/other-names", city=city))
    each = [one for _, told in others for one in told.split(", ") if one != name]
    names = sorted(each, key=lambda one: one[:1].islower())  # GeoNames has transcriptions in small letters
    more = f" and {len(names) - SHOWN} more, listed below" if len(names) > SHOWN else ""
    return f"Also called {', '.join(names[:SHOWN])}{more}" if names else ""


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
    folded("Unit and identifiers", f"city-unit-{city}", partial(_unit, profile))


def _unit(profile: dict[str, Any]) -> None:
    rows: Sequence[tuple[str, object]] = (
        ("Places inside the city", profile["places"]),
        ("Unit that gets the verdict", UNITS.get(str(profile["unit"]), "")),
        ("Local administrative units", profile["laus"]),
        ("GeoNames id of the seat", str(profile["geonames"]) if profile["geonames"] <= LAST_GEONAMES else ""),
        ("Identifier", profile["city"]),
    )
    held = [(what, str(value)) for what, value in rows if value]
    tables.show({"what": "", "value": ""}, held, name="Names and identifiers", widths={"what": 280})
