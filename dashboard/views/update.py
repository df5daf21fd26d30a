"""Long work: build a release, fetch exports, have the cities of your own list found; each can be stopped."""

import streamlit as st

from dashboard import address, job_page, update_fetch, update_list
from dashboard.jobs import BUILD, FETCH, LIST, Job, shared
from dashboard.settings import settings

TITLE = "Update"
ORDER = 14
VIEWS = {BUILD: "Build a release", FETCH: "Fetch exports", LIST: "Your own list"}


def show() -> None:
    """Draw the choice of work, what runs, and how the last work ended."""
    st.title(TITLE)
    st.text("Work goes on in a process of its own: leave this page or reload it, and look in again when you like.")
    view = address.segments("What to do", "view", VIEWS, BUILD, page="update")
    named = st.query_params.get("list", "") if view == LIST else ""
    address.write(view=view, list=named)
    if view == LIST:
        update_list.draw(named)
        return
    job = shared(settings(None).workspace)
    {BUILD: _build, FETCH: update_fetch.draw}[view](job)


def _build(job: Job | None) -> None:
    st.header("Build a release")
    st.text(
        "Reads every file in the folder of exports, finds the cities, judges them, checks the result and publishes it. "
        "Until then, and whatever goes wrong, the pages show the release that is served now."
    )
    if job_page.in_the_way(job, BUILD):
        return
    told = job_page.refused(BUILD)
    if st.button("Build a release", type="primary", disabled=bool(told), key="update-build"):
        job_page.begin(BUILD, {})
    if told:
        st.text(told)
