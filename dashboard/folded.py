"""A part of a page that is closed at first: what stands in it is made and sent when somebody opens it."""

from collections.abc import Callable

import streamlit as st


@st.fragment
def folded(label: str, key: str, draw: Callable[[], None]) -> None:
    """Draw the part; a table that nobody opens costs neither the server nor the browser anything."""
    part = st.expander(label, key=key, on_change="rerun")
    if part.open:
        with part:
            draw()
