"""The page Review in a real Chromium: by keyboard alone, beside somebody else, with names that are hostile."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.decisions import in_force
from graph.desk import Desk, open_desk
from graph.server import serve
from graph.workspace import Workspace
from tests.dashboard.axe import findings, unnamed, walk
from tests.dashboard.conftest import running
from tests.dashboard.hostile import MARKUP, ROOT
from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser
KEY = "RO/sfantu-gheorghe"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('records')}/desk.sqlite"


@pytest.fixture(scope="module")
def review(records: str, slice_release: Workspace, browser: Browser) -> Iterator[tuple[str, Browser]]:
    """The pages in front of the slice, and a browser."""
    with serve(slice_release.current().store) as server:
        own = {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(slice_release.root), "PYTHONPATH": str(ROOT)}
        own |= {"NCP_USER": "desk RO", "NCP_DESK_URL": records}
        with running(os.environ | own) as address:
            yield address, browser


@pytest.fixture
def desk(records: str) -> Iterator[Desk]:
    """The records, in which nothing is in force before and after."""
    held = open_desk(records)
    yield held
    for one in (one for several in in_force(held.log()).values() for one in several):
        held.undo(one.id, who="test", why="test")


def visit(review: tuple[str, Browser], codes: str) -> Page:
    address, browser = review
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    page.set_default_timeout(60_000)
    page.goto(f"{address}/review?{codes}")
    page.wait_for_selector("canvas[data-ready], .ncp-text, h1 >> nth=1")
    settled(page)
    return page


def test_a_name_is_decided_put_off_and_taken_back_by_keyboard_alone(review: tuple[str, Browser], desk: Desk) -> None:
    page = visit(review, f"country=RO&key={KEY}")
    page.get_by_label("Why").fill("1 n s u are letters here")
    page.keyboard.press("Enter")
    settled(page)
    assert desk.log() == [], "no key decides while somebody writes"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("1")
    expect(page.get_by_text("Decided for 3 rows at once")).to_be_visible()
    (made,) = desk.log()
    assert (made.kind, made.who, made.why) == ("accept", "desk RO", "1 n s u are letters here")
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    settled(page)
    page.keyboard.press("u")
    page.wait_for_url(lambda url: KEY.replace("/", "%2F") in url)
    settled(page)
    assert [one.kind for one in desk.log()] == ["accept", "undo"]
    page.keyboard.press("s")
    page.wait_for_url(lambda url: KEY.replace("/", "%2F") not in url)


def test_two_people_see_nothing_of_each_others_filters_and_drafts(
    review: tuple[str, Browser],
) -> None:
    one, other = visit(review, "country=RO"), visit(review, f"country=all&show=all&key={KEY}")
    one.get_by_label("Decided by").fill("IP")
    one.keyboard.press("Tab")
    one.get_by_label("Why").fill("my draft")
    one.keyboard.press("Tab")
    settled(one)
    other.reload()
    other.wait_for_selector("canvas[data-ready]")
    settled(other)
    expect(other.get_by_label("Decided by")).to_have_value("desk RO")
    expect(other.get_by_label("Why")).to_have_value("")
    assert "show=all" in other.url and "country=RO" not in other.url


def test_a_name_that_is_markup_is_shown_as_text(review: tuple[str, Browser], desk: Desk) -> None:
    page = visit(review, "country=SI&show=none&name=onerror")
    expect(page.locator("h1").nth(1)).to_have_text(f"{MARKUP} (SI)")
    page.wait_for_timeout(500)
    assert page.title() != "9" and page.locator("img[src=x]").count() == 0
    page.get_by_role("button", name="None of these").click()
    expect(page.get_by_test_id("stAlert").get_by_text(re.compile("it is none of the cities"))).to_be_visible()
    assert page.title() != "9" and page.locator("img[src=x]").count() == 0


def test_axe_finds_nothing_of_ours_on_an_open_name_and_tab_reaches_map_and_decisions(
    review: tuple[str, Browser], desk: Desk
) -> None:
    page = visit(review, f"country=RO&key={KEY}")
    page.wait_for_selector("canvas[data-ready]")
    assert findings(page) == []
    assert unnamed(page) == []
    stops = walk(page)
    assert any(stop.startswith("Map of ") for stop in stops)
    assert any("None of these" in stop for stop in stops), stops
    page.close()
