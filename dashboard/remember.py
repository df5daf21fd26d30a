"""The country that a reader chose, kept from visit to visit in a cookie of the browser: two letters, nothing else."""

import re

import streamlit as st

COOKIE = "ncp-country"
DAYS = 365
_KEPT = "ncp-country-kept"


def country() -> str:
    """Give the country that this browser remembers, or ""."""
    code = str(st.context.cookies.get(COOKIE, ""))
    return code if re.fullmatch("[A-Z]{2}", code) else ""


def keep(code: str) -> None:
    """Let the browser remember a country; the cookie goes to no other site and holds the code alone."""
    if not re.fullmatch("[A-Z]{2}", code) or st.session_state.get(_KEPT, country()) == code:
        return
    st.session_state[_KEPT] = code
    cookie = f"{COOKIE}={code}; path=/; max-age={DAYS * 86_400}; SameSite=Strict"
    st.html(f"<script>document.cookie = '{cookie}'</script>", unsafe_allow_javascript=True)
