"""The pages in a real Chromium: nothing asked elsewhere, names stay text, links reproduce what was seen."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.unfit import SECONDS as SECONDS_SHOWN
from tests.dashboard import opened
from tests.dashboard.hostile import HOSTILE, ROOT
from tests.dashboard.map_canvas import canvas, click_town, step_to

pytestmark = pytest.mark.browser
SECONDS = 40_000
settled = partial(opened.settled, pause=0)
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py") if path.stem != "__init__")
IMAGE, SCRIPT, FORMULA, LINK = HOSTILE
VIEWS = (
    "?country=PT",
    "unlinked?country=PT&pick=" + IMAGE,
    f"city?id={LINK}&to=urbact",
    "ask?question=gaps/unlinked&country=PT",
    "workbench?question=gaps/unlinked&country=PT&view=table",
    "sources?country=PT",
    f"programmes?country=SI&id={SCRIPT}",
    "network",
    f"network?view=around&id={LINK}",
    "network?view=programmes&country=PT",
    f"network?view=introduction&id={IMAGE}",
    f"network?view=what-if&country=PT&town={SCRIPT}&peer={FORMULA}",
    "network?view=spread&country=PT",
    f"outreach?view=log&country=PT&city={LINK}",
    f"helpdesk?need=women who start a business have little money&id={LINK}",
    "practices?practice=2",
    "lessons?row-challenge=trust&column-challenge=care&barrier=staff&lesson=1",
    "review",
    "update",
)
"""Every page, and every view of those that have several, with a town of a hostile name wherever one is chosen."""
INJECTED = "img[src=x], [onerror], a[href^='javascript' i], a[href*='outside.example'], img[src*='outside.example']"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB", accept_downloads=True)
    context.set_default_timeout(SECONDS)
    yield context
    context.close()


def visit(context: BrowserContext, address: str) -> Page:
    """Open an address and wait until the page is drawn."""
    page = context.new_page()
    page.goto(address)
    settled(page)
    return page


def test_no_page_asks_another_host_raises_an_error_or_runs_a_name(context: BrowserContext, pages: str) -> None:
    assert {view.partition("?")[0] or "overview" for view in VIEWS} == set(PAGES)
    asked: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    for view in VIEWS:
        page.goto(f"{pages}/{view}")
        settled(page)
        page.wait_for_timeout(500)
        assert page.locator(INJECTED).count() == 0, view
        assert page.title() not in ("1", "2"), view
        assert page.locator("[data-testid=stException]").count() == 0, view
    outside = [url for url in asked if not re.match(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:", url)]
    assert outside == []
    assert errors == []
    assert len(asked) > 100


def test_every_answer_bears_the_security_headers_and_the_first_page_has_a_name(
    context: BrowserContext, pages: str
) -> None:
    answer = context.request.get(f"{pages}/unlinked")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    named = context.request.get(f"{pages}/overview?country=SI")
    assert named.url == f"{pages}/?country=SI", "Streamlit knows the first page without a name alone"


def test_a_click_on_a_point_picks_its_city_to_open(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT")
    click_town(page, "Vinhais")
    page.wait_for_url(re.compile("pick=2732286"))
    page.get_by_role("button", name="Open Vinhais").click()
    page.wait_for_url(re.compile(r"/city\?id=2732286$"))
    settled(page)
    expect(page.locator("h1").first).to_have_text("Vinhais")


def test_map_and_table_pick_the_same_towns_and_a_link_shows_them(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT&size=all&state=linked&order=population")
    step_to(page, "Mirandela")
    page.keyboard.press("Enter")
    page.wait_for_selector("canvas[data-chosen]:not([data-chosen=''])")
    page.wait_for_url(re.compile("pick="))
    settled(page)
    table = page.get_by_test_id("stDataFrame").first
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 35 + 109 + 54)  # the box before the second row
    page.wait_for_selector("canvas[data-chosen*=' ']")
    page.wait_for_url(re.compile(r"pick=\d+\.\d+"))
    settled(page)
    expect(page.get_by_text("2 towns picked")).to_be_visible()
    again = visit(context, page.url)
    canvas(again)
    expect(again.get_by_text("2 towns picked")).to_be_visible()
    assert again.locator("canvas").first.get_attribute("data-chosen") == page.locator("canvas").first.get_attribute(
        "data-chosen"
    )


def test_filters_live_in_the_address_and_a_fresh_reader_sees_the_same(browser: Browser, pages: str) -> None:
    first = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    page = visit(first, f"{pages}/unlinked?country=PT")
    page.get_by_role("combobox", name="Inhabitants").click()
    page.get_by_role("option", name="All", exact=True).click()
    page.get_by_role("button", name="Linked", exact=True).click()
    page.wait_for_url(re.compile("state=[a-z.]*linked"))
    settled(page)
    address = page.url
    assert "country=PT" in address and "size=all" in address
    seen = page.locator("canvas").first.get_attribute("aria-label")
    first.close()
    second = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="pl-PL")
    again = visit(second, address)
    canvas(again)
    assert again.url == address
    assert again.locator("canvas").first.get_attribute("aria-label") == seen
    second.close()


def test_a_size_scheme_and_its_class_stand_in_the_address(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT&size=all&state=linked")
    page.get_by_role("combobox", name="Size scheme").click()
    page.get_by_role("option", name="Floor of the fourth EUI call").click()
    page.wait_for_url(re.compile("scheme=eui-ia-4"))
    settled(page)
    page.get_by_role("combobox", name="Inhabitants").click()
    page.get_by_role("option", name="below the floor of the scheme (below 25,000)").click()
    page.wait_for_url(re.compile("size=below"))
    settled(page)
    expect(page.get_by_text("fourth call, 2026")).to_be_visible()
    again = visit(context, page.url)
    expect(again.get_by_role("combobox", name="Inhabitants")).to_have_value(re.compile("below 25,000"))


def test_towns_are_filtered_by_region_and_distance_and_the_address_says_so(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT&size=all&state=linked.absent.uncovered")
    page.get_by_role("button", name="Border", exact=True).click()
    page.wait_for_url(re.compile("peripheral=border"))
    settled(page)
    page.get_by_role("combobox", name="km to a place of 50,000, computed").click()
    page.get_by_role("option", name="100 km and more").click()
    page.wait_for_url(re.compile("far=100"))
    settled(page)
    expect(page.get_by_text("3 cities. Pick towns")).to_be_visible()
    town = visit(context, f"{pages}/city?id=2732286")
    table = town.get_by_role("table", name="Computed")
    expect(table.get_by_text("115.8 (Guimarães)")).to_be_visible()
    expect(town.get_by_role("table", name="Official").get_by_text("border", exact=True)).to_be_visible()


def test_a_link_to_the_sources_shows_the_same_heat_map_and_statements(browser: Browser, pages: str) -> None:
    first = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    page = visit(first, f"{pages}/sources")
    page.get_by_role("combobox", name="Programme family").click()
    page.get_by_role("option", name="URBACT", exact=True).click()
    page.wait_for_url(re.compile("family=urbact"))
    settled(page)
    address, seen = page.url, page.locator(".ncp-heat table").inner_text()
    first.close()
    second = browser.new_context(viewport={"width": 390, "height": 844}, locale="pl-PL", color_scheme="dark")
    again = visit(second, address)
    again.wait_for_selector(".ncp-heat table")
    assert again.url == address
    assert again.locator(".ncp-heat table").inner_text() == seen
    assert again.locator(".ncp-heat td[aria-label*='Portugal: complete']").count() == 1
    assert again.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "the page itself never scrolls sideways"
    )
    second.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_states_of_the_heat_map_stand_out_from_each_other(browser: Browser, pages: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)  # type: ignore[arg-type]
    page = visit(context, f"{pages}/sources")
    page.wait_for_selector(".ncp-heat td.complete")
    grey = page.evaluate(GREY)
    assert abs(grey["complete"] - grey["partial"]) > 60, "told apart without colour"
    assert min(grey["complete-sign"], grey["partial-sign"]) > 90, "the sign is read on its ground"
    context.close()


GREY = """() => {
    const parts = (text) => text.match(/[0-9.]+/g).map(Number)
    const grey = (text) => { const [r, g, b] = parts(text); return 0.3 * r + 0.59 * g + 0.11 * b }
    const found = {}
    for (const state of ["complete", "partial"]) {
        const style = getComputedStyle(document.querySelector(`.ncp-heat td.${state}`))
        found[state] = grey(style.backgroundColor)
        found[`${state}-sign`] = Math.abs(grey(style.backgroundColor) - grey(style.color))
    }
    return found
}"""
"""Lightness of the ground of each state, and how far its sign is from it, 0 to 255."""


@pytest.mark.parametrize("number", HOSTILE)
def test_a_hostile_name_is_shown_as_text(context: BrowserContext, pages: str, number: str) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = visit(context, f"{pages}/city?id={number}")
    expect(page.locator("h1").first).to_have_text(HOSTILE[number])
    assert page.title() not in ("1", "2")
    assert page.locator("img[src=x]").count() == 0
    assert not [url for url in asked if "outside.example" in url]


def test_the_tip_of_the_map_shows_a_hostile_name_as_text(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT")
    step_to(page, HOSTILE["9000001"])
    assert page.locator(".map .tip b").inner_text() == HOSTILE["9000001"]
    assert page.title() != "1"


def test_the_download_runs_nothing_in_a_spreadsheet(context: BrowserContext, pages: str, tmp_path: Path) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    target = tmp_path / "towns.csv"
    download.value.save_as(target)
    content = target.read_bytes()
    assert content.startswith("\ufeff".encode())
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    names = {row["name"] for row in rows}
    assert f"'{HOSTILE['9000003']}" in names
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_the_page_names_the_missing_endpoint_in_one_sentence(context: BrowserContext, pages_without_graph: str) -> None:
    page = context.new_page()
    page.goto(pages_without_graph)
    expect(page.get_by_text("No answer from the graph")).to_be_visible()
    assert page.locator("[data-testid=stException]").count() == 0


def test_rules_and_thresholds_are_set_on_the_page_and_kept_in_the_address(
    context: BrowserContext, pages: str, tmp_path: Path
) -> None:
    page = visit(context, f"{pages}/unlinked?country=PT&rule=R2.R5&w-firm=0&state=linked")
    page.get_by_role("button", name="Set thresholds").click()
    page.get_by_role("spinbutton", name="Ended links, at most").fill("0")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("max-links=0"))
    page.keyboard.press("Escape")
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download flags").click()
    target = tmp_path / "flags.csv"
    download.value.save_as(target)
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [(row["name"], row["rule"], row["score"]) for row in rows] == [("Mirandela", "R5", "91.7")]
    assert "w-firm=0" in page.url and "rule=R2.R5" in page.url


def test_the_brief_is_taken_along_from_the_page_of_a_city(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/city?id=3202781")
    page.get_by_role("button", name="Brief to take along").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PDF, one page").click()
    assert waiting.value.suggested_filename == "brief-3202781.pdf"
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def test_a_link_that_names_what_is_not_known_says_so_until_the_reader_acts(context: BrowserContext, pages: str) -> None:
    page = visit(context, f"{pages}/helpdesk?id=99999999")
    told = page.get_by_text("The link asks for “99999999” under “Town”")
    expect(told).to_be_visible()
    assert "id=" not in page.url
    page.wait_for_timeout(1_000 * SECONDS_SHOWN)
    page.get_by_role("textbox", name="What is the trouble").fill("we have little money")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("need=we"))
    expect(told).to_have_count(0)
