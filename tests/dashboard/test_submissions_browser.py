"""A practice on its way in a real Chromium: written, sent back, mended, published, found, taken up, counted."""

import os
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from graph.adoptions import adoptions
from graph.audited import changes
from graph.desk import Desk, open_desk
from graph.submissions import submissions
from tests.dashboard.conftest import running
from tests.dashboard.hostile import ROOT
from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser
TITLE = "<img src=x onerror=alert(1)> Shops for beginners"
TEXTS = {
    "Problem (needed)": "Shops stood empty.",
    "Solution (needed)": "The city lends them, with a caretaker.",
    "Results (needed)": "They are open.",
    "How others can take it up (needed)": "Begin with one shop.",
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('submitted')}/desk.sqlite"


@pytest.fixture(scope="module")
def desk(records: str) -> Desk:
    return open_desk(records)


@pytest.fixture(scope="module")
def dashboard(small_endpoint: str, records: str) -> Iterator[str]:
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_DESK_URL": records}) as address:
        yield address


def visit(browser: Browser, address: str, who: str) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 1600}, locale="en-GB")
    context.set_default_timeout(40_000)
    page = context.new_page()
    page.goto(address)
    settled(page)
    page.get_by_label("You (role or initials)").fill(who)
    page.get_by_label("You (role or initials)").press("Enter")
    settled(page)
    return page


def box(page: Page, name: str) -> Locator:
    """Find the field with this name, and not the sign beside it that explains it."""
    return page.get_by_role("textbox", name=name)


def judge(page: Page, *lacks: str) -> None:
    for name in ("Impact shown", "Participatory and integrated", "Relevant", "Transferable", "Evidence"):
        group = page.get_by_test_id("stButtonGroup").filter(has_text=re.compile(name))
        group.get_by_role("radio", name="Not met" if name in lacks else "Met", exact=True).click()


def test_a_practice_goes_from_its_author_by_a_checker_into_the_catalogue_and_a_town_takes_it_up(
    browser: Browser, dashboard: str, desk: Desk
) -> None:
    author = visit(browser, f"{dashboard}/practices?part=submit", "A. A.")
    box(author, "Title (needed)").fill(TITLE)
    box(author, "City that began it").fill("Celje")
    for label, said in TEXTS.items():
        box(author, label).fill(said)
    author.get_by_role("button", name="Keep the draft").click()
    expect(author.get_by_text("Draft 1 is kept")).to_be_visible()
    author.get_by_role("button", name="Hand it in", exact=True).click()
    expect(author.get_by_text("Submission 1 is submitted now.")).to_be_visible()

    own = visit(browser, f"{dashboard}/practices?part=check&submission=1", "A.A.")
    expect(own.get_by_text("nobody checks his own")).to_be_visible()
    own.context.close()
    checker = visit(browser, f"{dashboard}/practices?part=check&submission=1", "B. B.")
    checker.get_by_role("button", name="Take it into check").click()
    expect(checker.get_by_text("its author was told")).to_be_visible()
    judge(checker, "Impact shown")
    box(checker, "What the author should know").fill("Say how many shops.")
    checker.get_by_role("button", name="Send back").click()
    expect(checker.get_by_text("is sent back to its author")).to_be_visible()

    author.reload()
    settled(author)
    author.get_by_label("You (role or initials)").fill("A. A.")
    author.get_by_label("You (role or initials)").press("Enter")
    expect(author.get_by_text("Not met: impact shown. Say how many shops.")).to_be_visible()
    box(author, "Results (needed)").first.fill("12 of 20 are open.")
    author.get_by_role("button", name="Save and hand it in").click()
    expect(author.get_by_text("Submission 1 is submitted now.")).to_be_visible()
    author.context.close()

    checker.reload()
    settled(checker)
    checker.get_by_label("You (role or initials)").fill("B. B.")
    checker.get_by_label("You (role or initials)").press("Enter")
    checker.get_by_role("button", name="Take it into check").click()
    expect(checker.get_by_text("its author was told")).to_be_visible()
    judge(checker)
    checker.get_by_role("button", name="Publish").click()
    expect(checker.get_by_text("is in the catalogue now")).to_be_visible()
    checker.context.close()
    assert [(one.state, one.results) for one in submissions(desk)] == [("published", "12 of 20 are open.")]

    town = browser.new_page(viewport={"width": 1440, "height": 1600}, locale="en-GB")
    town.set_default_timeout(40_000)
    town.goto(f"{dashboard}/practices?need=caretakers&practice=submitted%2F1")
    expect(town.get_by_text(re.compile("^1 practice, the best first"))).to_be_visible()
    expect(town.get_by_text("No town has reported that it uses this practice.")).to_be_visible()
    expect(town.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(town.get_by_text("Met: impact shown, participatory and integrated, relevant")).to_be_visible()
    town.get_by_text("A town uses this practice").click()
    town.get_by_label("You (role or initials)").fill("C. C.")
    town.get_by_label("You (role or initials)").press("Enter")
    settled(town)
    town.get_by_label("Town", exact=True).fill("Ljutomer")
    box(town, "What the town does otherwise").fill("Open on Sundays.")
    town.get_by_role("button", name="Tell it").click()
    expect(town.get_by_text(re.compile(r"Works in 1 town of [\d,]+\."))).to_be_visible()
    assert [(one.city, one.status, one.changed) for one in adoptions(desk)] == [
        (3196307, "running", "Open on Sundays.")
    ]
    town.get_by_role("button", name="Write a newer version").click()
    expect(town.get_by_text("A newer version of submitted/1")).to_be_visible()
    expect(box(town, "Results (needed)")).to_have_value("12 of 20 are open.")
    with desk.reading() as connection:
        log = reversed(changes(connection, ("submission",)))
    assert [(line.by, line.after["state"]) for line in log if line.after] == [
        *(("A. A.", "draft"), ("A. A.", "submitted"), ("B. B.", "in-check"), ("B. B.", "sent-back")),
        *(("A. A.", "sent-back"), ("A. A.", "submitted"), ("B. B.", "in-check"), ("B. B.", "published")),
    ]
