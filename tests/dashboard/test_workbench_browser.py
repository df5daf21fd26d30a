"""A day at the workbench in Chromium: written, told of an error at its place, completed, run, sorted, saved, shared."""

import os
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph.desk import open_desk
from graph.saved_queries import TEAM, asked_last, saved_queries
from tests.dashboard.axe import findings
from tests.dashboard.conftest import running
from tests.dashboard.hostile import ROOT
from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser
NAME = "</script><img src=x onerror=document.title=9> =1+1"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('records')}/desk.sqlite"


@pytest.fixture(scope="module")
def dashboard(small_endpoint: str, records: str) -> Iterator[str]:
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_DESK_URL": records}) as address:
        yield address


def somebody(browser: Browser, dashboard: str, strange: list[str]) -> BrowserContext:
    """A person whose browser notes every request that leaves the machine, and every error of a page."""
    context = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB", accept_downloads=True)
    context.set_default_timeout(40_000)
    near = {"", urlsplit(dashboard).netloc}
    context.on("request", lambda asked: urlsplit(asked.url).netloc in near or strange.append(asked.url))
    context.on("weberror", lambda told: strange.append(str(told.error)))
    return context


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".bench[data-ready]")
    settled(page)
    return page


def written(page: Page) -> str:
    return "\n".join(page.locator(".cm-line").all_inner_texts())


def choose(page: Page, term: str) -> None:
    """Take the first completion; the editor takes no key in the moment in which the list opens."""
    expect(page.get_by_role("option").first).to_contain_text(term)
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def test_a_query_is_written_mended_completed_run_sorted_saved_and_opened_by_another(
    browser: Browser, dashboard: str, records: str
) -> None:
    strange: list[str] = []
    page = opened(somebody(browser, dashboard, strange), f"{dashboard}/workbench")
    keys, editor = page.keyboard, page.get_by_role("textbox", name="SPARQL query")

    # An empty tab; what is typed is completed by the label of a term, and its prefix declared.
    page.get_by_role("button", name="New tab").click()
    expect(editor).to_be_focused()
    keys.type("SELECT ?name ?p WHERE { ?city ncp:popu")
    choose(page, "ncp:population")
    keys.type(" ?p ; skos:prefL")
    choose(page, "skos:prefLabel")
    assert "PREFIX ncp: <https://w3id.org/ncp-graph/>" in written(page)
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in written(page)

    # The object is missing: the sentence names line and column, and the mark stands there.
    keys.press("Control+Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text(re.compile(r"line 3, column \d+"))
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    expect(page.locator(".cm-lintRange-error").first).to_have_text("skos:prefLabel")
    assert "SELECT" not in page.url

    # Mended and run by the keyboard; Esc and Tab leave the editor.
    editor.click()
    page.locator(".cm-line").nth(2).click()
    keys.press("End")
    keys.press("ArrowLeft")
    keys.type(" ?name")
    keys.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"^\d+ rows in .* from http://127"))).to_be_visible()
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)
    keys.press("Escape")
    keys.press("Tab")
    expect(editor).not_to_be_focused()
    assert findings(page) == []

    # Sorted by a click on the heading.
    grid = page.get_by_test_id("stDataFrame").last
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + 17)
    sizes = page.get_by_test_id("stDataFrame").last.locator("canvas table [role=gridcell][aria-colindex='2']")
    expect(sizes.nth(1)).not_to_be_empty()
    numbers = [int(text.replace(",", "")) for text in sizes.all_inner_texts()[:5] if text]
    assert numbers == sorted(numbers) or numbers == sorted(numbers, reverse=True)

    # Laid out, then saved for the team under a name that tries to be more than text.
    page.get_by_role("button", name="Format").click()
    expect(page.locator(".cm-line").nth(3)).to_have_text(re.compile(r"^  \?city ncp:population \?p ;$"))
    laid_out = written(page)
    editor.click()
    keys.press("Control+s")
    page.get_by_label("Name of the query").fill(NAME)
    page.get_by_label("Your role or initials").fill("analyst")
    page.get_by_text("The team", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("is saved. The link in the address shows it to the team.")).to_be_visible()
    page.wait_for_url(re.compile(r"kept=\d"))
    (kept,) = saved_queries(open_desk(records), "somebody else")
    assert (kept.owner, kept.name, kept.reach, kept.text) == ("analyst", NAME, TEAM, laid_out.rstrip())
    assert parse_qs(urlsplit(page.url).query)["kept"] == [str(kept.id)]
    assert [one.text for one in asked_last(open_desk(records), "analyst")] == []
    expect(page.get_by_role("tab", selected=True)).to_have_text(NAME)

    # A reload finds the tabs; another person opens the link and sees text and answer.
    page.reload()
    page.wait_for_selector(".bench[data-ready]")
    expect(page.get_by_role("tab")).to_have_count(2)
    other = opened(somebody(browser, dashboard, strange), page.url)
    expect(other.get_by_role("tab", selected=True)).to_have_text(NAME)
    assert written(other).rstrip() == kept.text
    expect(other.get_by_text(re.compile(r"^\d+ rows in "))).to_be_visible()
    assert other.title() == "Workbench"
    other.get_by_text("1 query saved by you or the team").click()
    settled(other)
    assert other.title() == "Workbench"

    # Any saved question of the page Ask is opened in the editor with the values that stood there.
    other.goto(f"{dashboard}/ask?question=gaps/unlinked&country=SI&view=table")
    other.get_by_role("button", name="Edit this question").click()
    expect(other.get_by_role("tab", selected=True)).to_have_text("gaps/unlinked")
    expect(other.get_by_text(re.compile(r"^\d+ rows in "))).to_be_visible()
    asked = parse_qs(urlsplit(other.url).query)
    assert (asked["question"], asked["country"]) == (["gaps/unlinked"], ["SI"])
    assert strange == []
