"""Every page in Chromium, light and dark: what axe-core finds, and the way through it by the keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.axe import KNOWN, findings, met, uneven, unnamed, walk
from tests.dashboard.hostile import ROOT

pytestmark = pytest.mark.browser
VIEWS = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py") if path.stem != "__init__")
FIRST = "overview"
"""The page at the root of the address."""
QUERIES = {
    "overview": "country=PT",
    "unlinked": "country=PT&pick=2732286",
    "city": "id=2742027",
    "ask": "question=gaps/unlinked&country=PT",
    "workbench": "question=gaps/unlinked&country=PT&view=table",
    "sources": "country=PT",
    "programmes": "country=SI&id=3202781",
    "network": "view=around&id=2742027",
    "outreach": "view=excel",
    "practices": "practice=2",
    "helpdesk": "need=women who start a business have little money&id=2732286",
    "lessons": "row-challenge=trust&column-challenge=care&barrier=staff&lesson=1",
}
"""What fills a page; a page without an entry is opened as it is."""
CONTROLS = {
    "overview": ("Country", "Show the unlinked cities"),
    "unlinked": ("Country", "Map of 6 towns", "Zoom in", "Add to my list"),
    "city": ("Search another city", "Brief to take along", "Download CSV"),
    "ask": ("Topic", "Question", "Download CSV"),
    "workbench": ("gaps/unlinked", "Run", "SPARQL query", "Edit a saved question", "Country", "Download CSV"),
    "sources": ("Country", "Heat map of sources by country", "Download CSV"),
    "programmes": ("Country", "Town of your country"),
    "network": ("City to look around", "Download as a page"),
    "outreach": ("Country", "You (role or initials)", "Download the empty template"),
    "helpdesk": ("What is the trouble", "Page of the town", "Read it", "You (role or initials)", "Send the request"),
    "practices": ("Find", "What do you need", "Challenge", "Domain", "Country", "Language", "Download CSV"),
    "lessons": ("You (role or initials)", "Challenge", "Domain", "Barrier", "Look at this lesson"),
    "update": ("Build a release", "Build a release"),  # the choice of work, and the button
    "review": (),  # the small graph leaves no name open
}
"""What the keyboard must reach on each page, in this order."""


visited: set[str] = set()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    context.set_default_timeout(40_000)
    yield context.new_page()
    context.close()


def visit(page: Page, pages: str, view: str, scheme: str) -> None:
    """Open a page in a theme and wait until all of it is drawn."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{pages}/{'' if view == FIRST else view}?{QUERIES.get(view, '')}")
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_timeout(300)  # the last pieces arrive after the script has ended
    expect(page.locator("[data-testid=data-grid-canvas]:not(:has(table))")).to_have_count(0)
    assert page.get_by_test_id("stDialog").count() == 0, "the address opens no page"


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_has_no_finding_of_ours_and_the_keyboard_reaches_what_it_is_for(
    page: Page, pages: str, view: str
) -> None:
    visit(page, pages, view, "light")
    assert findings(page) == []
    assert unnamed(page) == []
    assert uneven(page) == []
    visited.add(view)
    stops = walk(page)
    rest = iter(stops)
    for control in CONTROLS.get(view, ()):
        assert any(stop.startswith(control) for stop in rest), f"{control} is not reached in its turn: {stops}"


@pytest.mark.parametrize("view", VIEWS)
def test_every_word_of_a_page_can_be_read_in_the_dark_theme(page: Page, pages: str, view: str) -> None:
    visit(page, pages, view, "dark")
    ground = page.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert ground == "rgb(16, 23, 31)"
    assert findings(page, "color-contrast", "link-in-text-block") == []


def test_the_map_shows_that_it_has_the_focus_and_is_walked_by_keys(page: Page, pages: str) -> None:
    visit(page, pages, "unlinked", "light")
    canvas = page.locator("canvas[data-ready]")
    page.get_by_role("button", name="More filters").focus()
    page.keyboard.press("Tab")
    assert canvas.evaluate("canvas => canvas.getRootNode().activeElement === canvas")
    assert canvas.evaluate("canvas => getComputedStyle(canvas).outlineStyle") == "solid"
    page.keyboard.press("PageDown")
    expect(page.locator(".map .said")).to_contain_text("inhabitants · ")


def test_a_picture_without_a_name_and_a_pale_word_are_found(page: Page) -> None:
    page.set_content(
        '<html lang="en"><title>t</title><main><h1>t</h1><p style="color: #bbb; background: #fff">pale</p>'
        "<canvas></canvas><iframe></iframe></main></html>"
    )
    assert len(unnamed(page)) == 2
    assert {finding.split(":")[0] for finding in findings(page)} >= {"serious color-contrast", "serious frame-title"}


def test_every_known_finding_of_streamlit_is_still_there_and_is_told() -> None:
    if visited != set(VIEWS):
        pytest.skip("not every page was looked at")
    assert set(KNOWN) == met, "what Streamlit has mended leaves the list"
    told = (ROOT / "docs" / "accessibility.md").read_text("utf-8")
    assert all(f"`{known.rule}`" in told for known in KNOWN)


def test_every_page_says_what_the_keyboard_must_reach() -> None:
    assert set(CONTROLS) >= set(QUERIES)
    assert set(CONTROLS) <= set(VIEWS), "a page that is gone leaves the list"
