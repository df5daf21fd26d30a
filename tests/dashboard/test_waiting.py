"""On the page: a query that waits says how many are before it, and the button really ends it, in the engine."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.workspace import Workspace
from tests.dashboard.conftest import running
from tests.dashboard.hostile import RELEASE, ROOT

CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }"
ONE = "SELECT ?v WHERE { VALUES ?v { 1 } }"


@pytest.fixture
def own_pages(small_workspace: Workspace) -> Iterator[str]:
    """The pages of a release that they serve themselves."""
    own = {"NCP_ENDPOINT": "its own", "NCP_RELEASE": RELEASE, "NCP_WORKSPACE": str(small_workspace.root)}
    with running(os.environ | own | {"PYTHONPATH": str(ROOT), "NCP_SECONDS": "120"}) as address:
        yield address


def engines(store: Path) -> int:
    """Count the processes that evaluate a query on a store."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        found += b"query" in words and str(store).encode() in words
    return found


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{address}/workbench")
    expect(page.locator(".cm-content")).to_be_visible()
    return page


def ask(page: Page, query: str) -> None:
    page.get_by_role("textbox", name="SPARQL query").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)
    expect(page.locator(".cm-content")).to_contain_text(query[:20])
    page.get_by_role("button", name="Run", exact=True).click()


def cancel(page: Page) -> None:
    page.get_by_role("button", name="Cancel").click()


@pytest.mark.browser
def test_three_people_ask_and_two_cancel(own_pages: str, small_workspace: Workspace, browser: Browser) -> None:
    store = small_workspace.current().store
    one, two, three = (opened(browser, own_pages) for _ in range(3))
    for number, page in enumerate((one, two), start=1):
        ask(page, CROSS)
        expect(page.get_by_text("Running for")).to_be_visible()
        assert engines(store) == number
    ask(three, ONE)
    expect(three.get_by_text("Waiting: 2 before you.")).to_be_visible()
    cancel(one)
    expect(one.get_by_text("The query was cancelled.")).to_be_visible()
    expect(three.get_by_text("1 row in")).to_be_visible()
    assert engines(store) == 1
    cancel(two)
    expect(two.get_by_text("The query was cancelled.")).to_be_visible()
    until = time.monotonic() + 1
    while engines(store) and time.monotonic() < until:
        time.sleep(0.02)
    assert engines(store) == 0, "the process that evaluates has ended within a second"
    for page in (one, two, three):
        page.context.close()
