"""The shell around the pages: title, navigation, and one sentence where something is missing."""

from pathlib import Path

import streamlit as st

from dashboard import address, contrast, data, navigation, release_notice, remember
from graph.errors import EndpointError, NcpError

ICON = Path(__file__).with_name("static") / "icon.png"


def main() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    st.logo(str(ICON), size="large")
    contrast.draw()
    page = st.navigation(list(navigation.pages().values()), position="top")
    release_notice.draw()
    try:
        page.run()
    except EndpointError as error:
        st.error(
            f"{error} Start the data service with `ncp up`, or check the address.", title="No answer from the graph"
        )
    except NcpError as error:
        st.error(str(error))
    data.footer()
    remember.keep(address.country_chosen())


main()
