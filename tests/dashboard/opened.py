"""A page as a person opens it by its link."""

from playwright.sync_api import Page
from streamlit.testing.v1 import AppTest


def opened(view: str, codes: dict[str, str]) -> AppTest:
    """Run a page with these codes in its address."""
    app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.show()", default_timeout=60)
    for key, code in codes.items():
        app.query_params[key] = code
    return app.run()


def settled(page: Page) -> None:
    """Wait in the browser until the page is drawn, also where what was pressed last has yet to reach the server."""
    page.wait_for_selector("h1")
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-test-script-state=notRunning]")
