"""Says on an open page that another release became current, without a new start, and that a build or fetch runs."""

import time

import streamlit as st

from dashboard import data, sign_in
from dashboard.jobs import shared
from dashboard.settings import settings
from dashboard.words import plain

SECONDS = 10
SHOWN = "ncp-release"
BY_COMMAND = "A build runs, begun by the command line. The pages go on with the release that is served."


def draw(page: str) -> None:
    """Say that the figures are of another release than at the last look, and keep an eye on the next change."""
    now = data.current_release()
    before = st.session_state.get(SHOWN, now)
    st.session_state[SHOWN] = now
    if now and before and now != before:
        st.info(f"Release {now} is served now; all figures on the pages are its own. Before it was {before}.")
    _watch(now, page)


@st.fragment(run_every=SECONDS)
def _watch(shown: str, page: str) -> None:
    if sign_in.gone():
        st.rerun()
    if page != "update" and (told := running()):
        st.info(plain(told))
    now = data.current_release()
    if now in ("", shown):
        return
    st.warning(f"Release {now} is served now. This page still shows release {shown or 'nothing'}.")
    if st.button("Show the new figures", key="ncp-release-show"):
        st.rerun()


def running() -> str:
    """Say which build or fetch runs, and how far it is; "" when none does."""
    workspace = settings(None).workspace
    job = shared(workspace)
    if job is None or job.ended:
        return BY_COMMAND if workspace.is_building else ""
    far = f": {job.reached.stage}, {job.reached.share_at(time.time()):.0%}" if job.reached else ""
    return f"A {job.name} runs{far}. The pages go on with the release that is served; page Update tells more."
