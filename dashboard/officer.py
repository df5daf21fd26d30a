"""Who works on the pages: whoever is signed in, else a role or initials, from the settings or as said on a page."""

from contextlib import suppress

import streamlit as st

from dashboard import sign_in
from dashboard.settings import settings
from graph.errors import NcpError

KEPT, FIELD = "ncp-who", "ncp-who-field"
"""What was said last, and the key of the field that was drawn last: what is typed there counts at once."""


def who() -> str:
    """Name who works: whoever is signed in, else as just typed, as said on a page, or as the setting `user` says."""
    if sign_in.setup():
        with suppress(NcpError):  # a sign-in that holds no longer: the function that writes says so
            return sign_in.actor().name
        return ""
    typed = str(st.session_state.get(st.session_state.get(FIELD, KEPT)) or "").strip()
    return typed or str(st.session_state.get(KEPT) or settings(None).get("user"))


def ask(page: str, label: str) -> str:
    """Draw the field in which one says who works; whoever is signed in stands in the sidebar and needs none."""
    if sign_in.setup():
        return who()
    key = st.session_state[FIELD] = f"{page}-who"
    if key not in st.session_state:
        st.session_state[key] = who()
    said = st.text_input(label, key=key, max_chars=40, placeholder="role or initials")
    st.session_state[KEPT] = said.strip()
    return said.strip()
