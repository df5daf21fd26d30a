"""What Streamlit draws and no theme can change: a colour, and a height."""

import streamlit as st

DARK_ON_PRIMARY = '<style>[data-testid^="stBaseButton-primary"]:enabled { color: #08131f }</style>'
"""Streamlit writes white on the primary colour, which the dark theme needs too light for white to be read on it."""

AS_HIGH_AS_A_FIELD = '<style>[data-testid="stButtonGroup"] button[data-variant] { min-height: 2.5rem }</style>'
"""Streamlit makes choices side by side lower than fields, so that in one row their labels stand at two heights."""


def draw() -> None:
    """Make choices as high as fields; darken what is written on the main button of the dark theme."""
    st.html(AS_HIGH_AS_A_FIELD)
    if st.context.theme.type == "dark":
        st.html(DARK_ON_PRIMARY)
