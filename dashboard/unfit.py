"""What a link names and the page does not know: told above the page until the reader acts, never passed over."""

import time

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.words import plain

HELD, PAGE = "ncp-unfit", "ncp-unfit-page"
SECONDS = 3
"""A run of the page sooner than that after the first is its own; one later is an act of the reader."""
LONGEST = 40


def note(label: str, code: str, instead: str) -> None:
    """Keep for the top of the page that the link names a code that is not known, and what is shown instead."""
    said = code if len(code) <= LONGEST else f"{code[:LONGEST]}…"
    sentence = f"The link asks for “{said}” under “{label}”, which is not known here; {instead}."
    st.session_state.setdefault(HELD, {}).setdefault(sentence, time.monotonic())


def begin(page: str) -> DeltaGenerator:
    """Leave room above the page, and let go of what was told before the reader acted."""
    held = st.session_state.get(HELD, {}) if st.session_state.get(PAGE) == page else {}
    st.session_state[PAGE] = page
    st.session_state[HELD] = {told: since for told, since in held.items() if time.monotonic() - since < SECONDS}
    return st.empty()


def draw(place: DeltaGenerator) -> None:
    """Tell in the room above the page what was noted while it was drawn."""
    if told := st.session_state.get(HELD):
        place.warning(plain(" ".join(told)))
