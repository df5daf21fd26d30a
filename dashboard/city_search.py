"""Search a city by a part of its name and pick it from those found, the same on each page that asks for one."""

import streamlit as st

from dashboard import cities, tables
from dashboard.cities import Hit


def pick(label: str, key: str, open_city: str) -> Hit | None:
    """Draw the search and the cities found; return the one that was picked, unless it is open already."""
    text = st.text_input(label, key=f"{key}-search", placeholder="for example Gyor", live=True)
    if not text or len(text.strip()) < 2:
        return None
    found = cities.search(text.strip())
    if not found:
        st.text("No city has a name like this. Try its name in another language, or a part of it.")
        return None
    rows = [(hit.name, hit.country, hit.population, hit.found) for hit in found]
    columns = {"name": "City", "country": "Country", "population": "Inhabitants", "found": "Found by its other name"}
    named = f"{key}-found-{open_city}"
    place = tables.choose(columns, rows, name="Cities found", numbers=("population",), key=named, most=8)
    return found[place] if place is not None and found[place].id != open_city else None
