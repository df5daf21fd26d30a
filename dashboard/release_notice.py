"""Says on an open page that another release became current, by a build or by a rollback, without a new start."""

import streamlit as st

from dashboard import data

SECONDS = 10
SHOWN = "ncp-release"


def draw() -> None:
    """Say that the figures are of another release than at the last look, and keep an eye on the next change."""
    now = data.current_release()
    before = st.session_state.get(SHOWN, now)
    st.session_state[SHOWN] = now
    if now and before and now != before:
        st.info(f"Release {now} is served now; all figures on the pages are its own. Before it was {before}.")
    if now:
        _watch(now)


@st.fragment(run_every=SECONDS)
def _watch(shown: str) -> None:
    now = data.current_release()
    if now in ("", shown):
        return
    st.warning(f"Release {now} is served now. This page still shows release {shown}.")
    if st.button("Show the new figures", key="ncp-release-show"):
        st.rerun()
