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


def unfolded(label: str, key: str, draw: Callable[[], None]) -> None:
    """Draw a part to write in: from its first opening on it stays, so that no field loses what was typed.

    Opening it draws the fragment anew that it stands in, and what is written there acts on that whole fragment.
    """
    part = st.expander(label, key=key, on_change="rerun")
    opened = f"{key}-opened"
    if part.open or st.session_state.get(opened):
        st.session_state[opened] = True
        with part:
            draw()
