"""A page as a person opens it by its link."""

from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest


def opened(view: str, codes: dict[str, str]) -> AppTest:
    """Run a page with these codes in its address."""
    app = AppTest.from_string(f"from dashboard.views import {view}\n{view}.show()", default_timeout=60)
    for key, code in codes.items():
        app.query_params[key] = code
    return app.run()


def settled(page: Page, pause: int = 300) -> None:
    """Wait in the browser until the page is drawn.

    The pause in milliseconds lets what was pressed last reach the server; a page that was just opened needs none.
    """
    page.wait_for_selector("[data-testid=stMain] h1")
    page.wait_for_timeout(pause)
    page.wait_for_selector("[data-test-script-state=notRunning]")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
