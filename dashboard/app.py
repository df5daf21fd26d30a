"""The shell around the pages: title, navigation, and one sentence where something is missing."""

from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page

from dashboard import (
    address,
    contrast,
    data,
    navigation,
    paper,
    release_notice,
    remember,
    serving,
    sign_in,
    unfit,
    warm,
)
from dashboard.words import plain
from graph.errors import EndpointError, NcpError

ICON = Path(__file__).with_name("static") / "icon.png"


def main() -> None:
    """Draw the page that the address names, for whoever may see it."""
    inside = not sign_in.setup() or bool(sign_in.claims())
    sidebar: Literal["collapsed"] | int = sign_in.WIDTH if sign_in.setup() and inside else "collapsed"
    st.set_page_config(page_icon=ICON if inside else None, layout="wide", initial_sidebar_state=sidebar)
    if inside:
        st.logo(str(ICON), size="large")
    contrast.draw()
    paper.style()
    page = st.navigation(list(navigation.pages().values()), position="top" if inside else "hidden")
    try:
        if not sign_in.gate():
            return
    except NcpError as error:
        st.error(plain(str(error)))
        return
    _draw(page)


def _draw(page: Page) -> None:
    release_notice.draw(page.url_path)
    room = unfit.begin(page.url_path)
    try:
        with warm.visit():
            page.run()
    except EndpointError as error:
        st.error(_without_answer(error), title="No answer from the graph")
    except NcpError as error:
        st.error(str(error))
    unfit.draw(room)
    data.footer()
    remember.keep(address.country_chosen())
    paper.tables()


def _without_answer(error: EndpointError) -> str:
    if serving.lost():
        return (
            "The data service ended before it had answered, most likely for want of memory. It is started again: "
            "load the page once more, and ask for less at once."
        )
    return f"{error} Start the data service with `ncp up`, or check the address."


main()
