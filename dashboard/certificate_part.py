"""The parts of the pages City and Practices on certificates and labels."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import data, tables
from dashboard.certificates import COLUMNS, Wanted, of_practice, said, table

NONE = (
    "No certificate or label of the city or of a practice that it began is at hand. No register holds all of them, so "
    "it may have some: a list of your own is read from exports/certificates."
)
OF_CITY = ("holder", "scheme", "kind", "body", "standard", "since", "until", "state", "evidence", "page")
OF_PRACTICE = ("scheme", "kind", "body", "standard", "since", "until", "state", "evidence", "page")


def asked(city: str) -> dict[str, str]:
    """Give the values of the question certificates/held that this part asks."""
    return Wanted(city=city).values(date.today())


def of_city(city: str) -> None:
    """Draw what the city itself and the practices that it began are certified or labelled for."""
    st.header("Certificates and labels")
    rows = [said(row) for row in data.rows("certificates/held", **asked(city))]
    if not rows:
        st.text(NONE)
        return
    _draw(rows, OF_CITY, "Certificates and labels of the city")


def labels(practice: str, city: str) -> None:
    """Draw the certificates of a practice that a city began; nothing where none is at hand."""
    rows = of_practice(data.endpoint(), practice, city, date.today())
    if rows:
        tables.heading("Certificates and labels", 3)
        _draw(rows, OF_PRACTICE, "Certificates and labels of the practice")


def _draw(rows: list[dict[str, Any]], columns: tuple[str, ...], name: str) -> None:
    """Leave out a column that no row fills, such as the standard."""
    shown = [key for key in columns if any(row[key] not in (None, "", "not stated") for row in rows) or key == "until"]
    shares = {"holder": 16, "scheme": 14, "since": 9, "until": 10, "state": 11, "page": 12}
    heads = {key: COLUMNS[key] for key in shown}
    tables.text(heads, table(rows, shown), name=name, links=("page",), widths=shares)
