"""A workstream lead in Chromium: from a hole to a near lesson, a claim that somebody else confirms, and to the row."""

import os
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph.audited import changes
from graph.desk import Desk, address_in, open_desk
from graph.lesson_desk import WrittenLesson, keep_lesson, lesson_records
from graph.server import serve
from graph.transfer_desk import claims
from tests.dashboard.conftest import running, write_workspace
from tests.dashboard.hostile import MARKUP, ROOT
from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser
TOLD = "Firms sign only where the town hall is known to them; a lack of trust cannot be met by money alone."
MORE = (
    "@prefix ncp: <https://w3id.org/ncp-graph/> . <https://w3id.org/ncp-graph/id/practice/1> ncp:transferability "
    f'"{TOLD} It began in 2014."@en .'
)
EVENING = "Opening in the evening doubled the number of visitors."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Desk]]:
    """The pages in front of the small graph with a text that holds a passage, and records with a hostile lesson."""
    workspace = write_workspace(tmp_path_factory.mktemp("lessons"))
    store = ox.Store(str(workspace.current().store))
    store.load(MORE.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://w3id.org/ncp-graph/graph/x"))
    store.flush()
    del store
    records = address_in(tmp_path_factory.mktemp("records"))
    desk = open_desk(records)
    hostile = WrittenLesson(MARKUP, "practice", "2", barriers=("staff",), domains=("economy",), evidence=MARKUP)
    keep_lesson(desk, hostile, by="desk SI")
    with serve(workspace.current().store) as server:
        own = {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(workspace.root), "NCP_DESK_URL": records}
        with running(os.environ | own | {"PYTHONPATH": str(ROOT)}) as address:
            yield address, desk


def somebody(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB")
    context.set_default_timeout(40_000)
    return context


def visit(context: BrowserContext, address: str, who: str) -> Page:
    page = context.new_page()
    page.goto(address)
    settled(page)
    page.get_by_label("You (role or initials)").fill(who)
    page.get_by_label("You (role or initials)").press("Enter")
    expect(page.get_by_text("Say who you are to decide")).to_have_count(0)
    return page


def choose(page: Page, label: str, name: str) -> None:
    """Choose from a list by the keyboard; while a page is still drawn it takes no choice."""
    settled(page)
    field = page.get_by_role("combobox", name=label, exact=True)
    for _ in range(5):
        field.press("ArrowDown")
        field.fill(name)
        if page.get_by_role("option", name=name, exact=True).is_visible():
            break
        page.wait_for_timeout(500)
    field.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)


def test_from_a_hole_to_a_claim_that_another_confirms_and_down_to_the_row(
    browser: Browser, house: tuple[str, Desk]
) -> None:
    address, desk = house
    first, second = somebody(browser), somebody(browser)
    lead = visit(first, f"{address}/lessons", "workstream lead")
    before = lead.url
    lead.locator("canvas[data-zr-dom-id]").last.click(position={"x": 700, "y": 60})
    lead.wait_for_url(lambda url: url != before and "row-challenge" in url)
    choose(lead, "Challenge", "Lack of trust")
    choose(lead, "Domain", "Economy and innovation")
    expect(lead.get_by_text("1 practice, 0 lessons, 1 waiting, a hole.")).to_be_visible()
    lead.get_by_role("button", name="Keep as a lesson").first.click()
    expect(lead.get_by_text(re.compile("^Lesson team-2 is kept: Firms sign only"))).to_be_visible()
    expect(lead.get_by_text("1 practice, 1 lesson, 0 waiting.")).to_be_visible()
    assert [one.statement for one in lesson_records(desk)][1:] == [TOLD]

    choose(lead, "Domain", "Care and health")
    expect(lead.get_by_role("heading", name="Lack of trust × care and health")).to_be_visible()
    choose(lead, "Barrier", "Staff")
    near = lead.get_by_text("shares the barrier staff")
    expect(near.first).to_be_visible()
    expect(lead.get_by_text(MARKUP, exact=True).first).to_be_visible()
    card = lead.get_by_test_id("stVerticalBlock").filter(has_text=EVENING).last
    card.get_by_role("button", name="Look at this lesson").click()
    expect(lead.get_by_role("heading", name="The lesson")).to_be_visible()
    expect(lead.get_by_label("Why should it help there?")).to_have_count(1)
    settled(lead)
    lead.get_by_label("Why should it help there?").fill("people who care are free in the evening")
    lead.get_by_role("button", name="Propose").click()
    expect(lead.get_by_text("Claim 1 is proposed, from employment to care and health.")).to_be_visible()
    expect(lead.get_by_text(re.compile("You may not call your own claim confirmed"))).to_be_visible()

    other = visit(second, f"{address}/lessons?lesson=1&by=domain", "desk PT")
    other.get_by_label("Reason", exact=True).fill("it held in Porto")
    other.get_by_label("What shows it (needed to confirm)").fill("count of 2025")
    other.get_by_role("button", name="Decide").click()
    expect(other.get_by_text("Claim 1 of workstream lead is confirmed.")).to_be_visible()
    expect(other.get_by_text("Shown by count of 2025.")).to_be_visible()
    (claim,) = claims(desk)
    assert (claim.status, claim.author, claim.by, claim.lesson) == ("confirmed", "workstream lead", "desk PT", "1")
    with desk.reading() as connection:
        assert [one.by for one in changes(connection, ["transfer"])] == ["desk PT", "workstream lead"]

    steps = other.get_by_role("table", name="City, practice, project, programme, file and row")
    for step in ("city", "practice", "project", "programme", "row"):
        expect(steps.get_by_role("cell", name=step, exact=True).first).to_be_visible()
    expect(steps.get_by_role("cell", name="Celje", exact=True)).to_be_visible()
    expect(steps.get_by_role("cell", name=re.compile(r"\.csv$")).first).to_be_visible()
    first.close()
    second.close()
