"""A town official in a real Chromium: from a sentence to three practices, a peer, a call and a request that is sent."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.desk import open_desk
from graph.help_requests import requests
from graph.server import serve
from graph.workspace import Workspace
from ingest.build import Built
from tests.dashboard.conftest import running
from tests.dashboard.hostile import ROOT
from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser
NEED = "we have little money and many elderly people offline"
MIRANDELA = 2737639
SECONDS = 60_000


@pytest.fixture
def dashboard(shipped_build: tuple[Workspace, Built], records: str) -> Iterator[str]:
    """The pages in front of what the product carries, which holds some practices of four countries."""
    workspace = shipped_build[0]
    with serve(workspace.current().store) as server:
        where = {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(workspace.root), "NCP_DESK_URL": records}
        with running(os.environ | {"PYTHONPATH": str(ROOT)} | where) as address:
            yield address


@pytest.fixture
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('records')}/desk.sqlite"


def shown(page: Page) -> tuple[list[str], str, str]:
    """The practices, the towns and the calls that stand there."""
    expect(page.get_by_role("heading", name="Ask the helpdesk")).to_be_visible(timeout=SECONDS)
    expect(page.locator("h3")).to_have_count(3)
    titles = [one.inner_text() for one in page.locator("h3").all()]
    tables = page.locator("table.ncp-text")
    return titles, tables.nth(0).inner_text(), tables.nth(1).inner_text()


def test_an_official_goes_from_a_sentence_to_a_request_that_waits_on_the_helpdesk(
    browser: Browser, dashboard: str, records: str
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1600}, locale="en-GB")
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    page.goto(f"{dashboard}/helpdesk")
    settled(page)
    page.get_by_label("What is the trouble?").fill(NEED)
    page.get_by_label("What is the trouble?").press("Enter")
    page.wait_for_url(re.compile("need="))
    settled(page)
    page.get_by_label("Your town, with or without accents").fill("mirandela")
    page.get_by_label("Your town, with or without accents").press("Enter")
    found = page.get_by_test_id("stDataFrame").first
    found.wait_for()
    settled(page)
    box = found.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 52)  # the box before the first row
    expect(page.get_by_text("Town: Mirandela, Portugal")).to_be_visible()

    practices, towns, calls = shown(page)
    assert len(practices) == 3 and "Bringing citizens closer to their mayor and city services" in practices
    assert page.get_by_text(re.compile("^Why: it speaks of “elderly”")).count() == 3
    assert "inhabitants against" in towns and "speaks against it" in towns
    assert "EUI City-to-City Exchanges" in calls and "the city meets the stated conditions" in calls
    assert page.get_by_text(re.compile("^Challenges: .*isolation.* Barriers: money")).count() == 1

    page.get_by_label("You (role or initials)").fill("town hall")
    page.get_by_label("You (role or initials)").press("Enter")
    page.get_by_role("button", name="Send the request of Mirandela").click()
    expect(page.get_by_text("It waits on the helpdesk since today.")).to_be_visible()
    (sent,) = requests(open_desk(records))
    assert (sent.city, sent.need, sent.author, sent.given["money"]) == (MIRANDELA, NEED, "town hall", 2)

    other = context.new_page()
    other.goto(page.url)
    assert shown(other) == (practices, towns, calls), "the link shows the same to whoever opens it"
    page.get_by_role("button", name=f"Open request {sent.id}").click()
    expect(page.get_by_role("heading", name=f"Request {sent.id} of Mirandela")).to_be_visible()
    page.wait_for_url(re.compile(f"view=requests.*request={sent.id}"))
    assert page.get_by_test_id("stException").count() == 0
    context.close()
