"""What Streamlit draws and no theme can change: a colour."""

import streamlit as st

DARK_ON_PRIMARY = '<style>[data-testid^="stBaseButton-primary"]:enabled { color: #08131f }</style>'
"""Streamlit writes white on the primary colour, which the dark theme needs too light for white to be read on it."""


def draw() -> None:
    """Darken what is written on the main button of the dark theme."""
    if st.context.theme.type == "dark":
        st.html(DARK_ON_PRIMARY)
