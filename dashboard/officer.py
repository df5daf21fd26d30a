"""Who works on the pages: a role or initials, from the settings or as said on a page, kept for the visit."""

import streamlit as st

from dashboard.settings import settings

KEPT = "ncp-who"


def who() -> str:
    """Name who works: as said on a page, else as the setting `user` says, else ""."""
    return str(st.session_state.get(KEPT) or settings(None).get("user"))


def ask(page: str, label: str) -> str:
    """Draw the field in which one says who works."""
    key = f"{page}-who"
    if key not in st.session_state:
        st.session_state[key] = who()
    said = st.text_input(label, key=key, max_chars=40, placeholder="role or initials")
    st.session_state[KEPT] = said.strip()
    return said.strip()
