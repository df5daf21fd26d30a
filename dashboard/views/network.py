"""The network: map of ties, programmes and cities, around a city, introductions, what-if, and how uneven it all is."""

from collections.abc import Callable

import streamlit as st

from dashboard import (
    address,
    network_around,
    network_introduction,
    network_map,
    network_plan,
    network_programmes,
    network_spread,
)

TITLE = "Network"
ORDER = 5

VIEWS: dict[str, tuple[str, Callable[[], None]]] = {
    "map": ("Map of ties", network_map.draw),
    "programmes": ("Programmes and cities", network_programmes.draw),
    "around": ("Around a city", network_around.draw),
    "introduction": ("Introduction", network_introduction.draw),
    "what-if": ("What-if and next links", network_plan.draw),
    "spread": ("Concentration", network_spread.draw),
}


def show() -> None:
    """Draw the choice of view, and the view."""
    st.title(TITLE)
    labels = {key: label for key, (label, _) in VIEWS.items()}
    view = address.segments("View", "view", labels, "map", page="network")
    VIEWS[view][1]()
