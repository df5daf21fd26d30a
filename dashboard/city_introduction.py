"""The section of the page City that finds the warmest introduction to a programme family."""

import streamlit as st

from dashboard import address, data, equity_note, layers, tables
from dashboard.introduce import Introduction, introduce
from dashboard.introduction import find_target
from graph.verdicts import ranked

NONE = "none"


@st.cache_resource(show_spinner="Looking for introductions", max_entries=200)
def _introduction(now: data.Served, city: int, sought: str, year: int) -> Introduction:
    known = layers.world()
    return introduce(data.endpoint(), known, city, find_target(data.endpoint(), known, sought))


def draw(city: str, year: int) -> None:
    """Let a programme family be chosen, and draw the warmest chains to it."""
    st.header("Warmest introduction")
    rows = data.rows("programmes/tree")
    names = {str(row["programme"]): str(row["name"]) for row in rows if row["programme"] == row["family"]}
    options = {NONE: "Choose a programme family", **{key: names[key] for key in ranked(names)}}
    with st.container(width=420):
        sought = address.select("Introduce it to", "to", options, NONE, page="city")
    address.write(("more",), id=city, to="" if sought == NONE else sought)
    if sought == NONE:
        return
    found = _introduction(data.served(), int(city), sought, year)
    columns = {
        "chain": "Chain",
        "from": "From",
        "to": "To",
        "how": "Acquaintance",
        "why": "Why it is warm",
        "rows": "Evidence",
    }
    told = [
        (f"{row[0]} (warmth {row[10]})", row[2], row[3], f"{row[4]}: {row[5]}", row[8], row[11]) for row in found.rows
    ]
    if told:
        tables.text(columns, told, name="Warmest introductions", widths={"chain": 10, "why": 32})
    for sentence in found.sentences:
        st.text(sentence)
    if told:
        equity_note.draw("introductions", found.country)
