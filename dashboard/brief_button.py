"""The button of the page City that gives the brief along: PDF, Word, HTML, text for a mail."""

from datetime import date
from functools import partial

import streamlit as st

from dashboard import data, layers
from dashboard.brief import compose
from dashboard.brief_files import WRITERS, missing, write

LABELS = {"pdf": "PDF, one page", "docx": "Word", "html": "HTML", "text": "Text for a mail"}
ENDINGS = {"text": "txt"}


@st.cache_resource(show_spinner=False)
def _lacking() -> str:
    """Ask once whether this machine can write a PDF."""
    return missing()


@st.fragment
def draw(city: str, sought: str) -> None:
    """Draw the button; a file is made when its format is chosen, from the release that is served then.

    Doors lead to what is sought, the programme family that the part on introductions shows, or "".
    """
    popover = st.popover("Brief to take along", key="city-brief", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.text("One page: who, where, verdict, three doors, three peers, open calls, contact points, sources.")
        lacking = _lacking()
        if lacking:
            st.text(lacking)
        for style, label in LABELS.items():
            st.download_button(
                label,
                partial(_made, city, style, sought),
                file_name=f"brief-{city}.{ENDINGS.get(style, style)}",
                mime=WRITERS[style][1],
                on_click="ignore",
                disabled=style == "pdf" and bool(lacking),
                key=f"city-brief-{style}",
            )


def _made(city: str, style: str, sought: str) -> bytes:
    today, now = date.today().isoformat(), data.served()
    return write(compose(data.endpoint(), city, today, now.release, sought, layers.world()), style)
