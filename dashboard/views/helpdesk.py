"""A town asks for help and sees what may help; the helpdesk assesses, matches and closes; experts."""

import streamlit as st

from dashboard import address, helpdesk_ask, helpdesk_experts, helpdesk_requests

TITLE = "Helpdesk"
ORDER = 8
PAGE = "helpdesk"
VIEWS = {"ask": "Ask for help", "requests": "Requests", "experts": "Experts"}
DRAW = {"ask": helpdesk_ask.draw, "requests": helpdesk_requests.draw, "experts": helpdesk_experts.draw}


def show() -> None:
    """Draw the chosen view."""
    st.title(TITLE)
    view = address.segments("View", "view", VIEWS, "ask", page=PAGE)
    DRAW[view]({"view": "" if view == "ask" else view})
