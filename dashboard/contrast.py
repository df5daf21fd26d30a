"""What Streamlit draws and no theme can change: a colour, and the head of the page on paper."""

import streamlit as st

DARK_ON_PRIMARY = '<style>[data-testid^="stBaseButton-primary"]:enabled { color: #08131f }</style>'
"""Streamlit writes white on the primary colour, which the dark theme needs too light for white to be read on it."""


PRINTED = "<style>@media print { [data-testid=stHeader] { display: none } }</style>"
"""On paper the bar with the pages would lie on the first line."""


def draw() -> None:
    """Leave the bar out on paper, and darken what is written on the main button of the dark theme."""
    st.html(PRINTED)
    if st.context.theme.type == "dark":
        st.html(DARK_ON_PRIMARY)
