"""How a page looks on paper: dark on white, whole, without what acts; tables of the screen as text."""

from functools import cache
from pathlib import Path

import streamlit as st

STATIC = Path(__file__).with_name("static")


@cache
def _kept(name: str) -> str:
    return (STATIC / name).read_text("utf-8")


def style() -> None:
    """Lay the page out for paper; what was drawn for a dark screen changes light for dark there."""
    st.html(f"<style>{_kept('print.css')}</style>")
    if st.context.theme.type == "dark":
        st.html(f"<style>{_kept('print_dark.css')}</style>")


def tables() -> None:
    """Have the tables that the browser draws as pictures written as text while it prints."""
    st.html(f"<script>{_kept('print.js')}</script>", unsafe_allow_javascript=True)
