"""The network that one opens, moves and sends: a page of its own, shut off from the application.

Streamlit would put a page that it is given into the application's own origin, where a script in it owns the session.
So it is served from a route of its own, with a policy that gives it an origin of no rights and lets it ask nobody.
"""

import streamlit as st

from dashboard import drawing
from dashboard.kept import Kept
from graph.network import Picture

KEPT = 32
"""Pages kept in memory, the oldest go first; a page with its library is about 1 MB."""
POLICY = f"sandbox allow-scripts; {drawing.POLICY}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"

_pages = Kept(KEPT, "html")


def publish(page: str) -> str:
    """Keep a page for the browser to fetch and return its address, relative to the root."""
    return f"/picture/{_pages.add(page.encode())}"


published = _pages.get


def offer(picture: Picture, file: str, *, key: str) -> None:
    """Offer the picture as a page to move and to take along; it is made only when it is asked for."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download as a page",
            lambda: drawing.network_page(picture),
            file_name=f"{file}.html",
            mime="text/html",
            on_click="ignore",
            key=f"{key}-page",
        )
        wanted = st.toggle("Move it by hand", key=f"{key}-frame", help="Opens the picture in a frame of its own.")
    if wanted:
        st.iframe(publish(drawing.network_page(picture)), height=740, alt="The same picture, to zoom and to move")
