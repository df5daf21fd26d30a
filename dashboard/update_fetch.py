"""The part of the page Update that fetches exports: what is offered, its terms, the button that asks the network."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import data, job_page, tables
from dashboard.fetching import chosen_of
from dashboard.jobs import FETCH, Job
from dashboard.words import counted, plain
from ingest.fetch import Offer, offers


def draw(job: Job | None) -> None:
    """Draw what runs or how the last work ended, and the choice of what to fetch."""
    st.header("Fetch exports")
    st.text(
        "Brings what publishers offer into the folder of exports: what changed, checked, never half a file. "
        "The network is asked when you press the button, and never before."
    )
    if job_page.in_the_way(job, FETCH):
        return
    known = offers()
    keys = st.multiselect("Sources", list(known), format_func=lambda key: plain(known[key].title), key="update-sources")
    by_country = any(one.country for key in keys for one in known[key].downloads)
    codes = _countries() if by_country else []
    chosen = chosen_of(keys, codes) if keys else {}
    _files(chosen)
    agreed = [key for key, offer in chosen.items() if offer.terms and _agrees(key, offer)]
    missing = [key for key, offer in chosen.items() if offer.terms and key not in agreed]
    number = sum(len(offer.downloads) for offer in chosen.values())
    told = job_page.refused(FETCH)
    label = f"Fetch {counted(number, 'file', 'files')}" if number else "Fetch"
    if st.button(label, type="primary", disabled=bool(told or missing or not number), key="update-fetch"):
        job_page.begin(FETCH, {"sources": keys, "countries": codes, "agreed": agreed})
    if told:
        st.text(told)


def _countries() -> Sequence[str]:
    names = data.countries()
    return st.multiselect(
        "Countries, of sources that come by country",
        list(names),
        format_func=lambda code: names[code],
        key="update-countries",
    )


def _agrees(key: str, offer: Offer) -> bool:
    """Tell the terms of use before anything is fetched."""
    st.text(f"{offer.title}: {offer.terms}")
    return st.checkbox(f"I agree to the terms of {plain(offer.title)}", key=f"update-terms-{key}")


def _files(chosen: Mapping[str, Offer]) -> None:
    rows = [
        (offer.title, one.name, one.about, offer.licence or "not stated")
        for offer in chosen.values()
        for one in offer.downloads
    ]
    if rows:
        columns = {"source": "Source", "file": "File", "about": "What it holds", "licence": "Licence"}
        tables.show(columns, rows, name="Files to fetch", widths={"about": 380}, most=8)
