"""Three days of work, each driven whole in Chromium on a release built for real, with nobody to ask outside."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

import ingest.build
from graph.workspace import Release, Workspace
from ingest.build import build
from tests.dashboard.conftest import free_port, wait_for
from tests.dashboard.days import (
    FORMULA,
    IMAGE,
    LINK,
    SCRIPT,
    Gazetteer,
    choose,
    go,
    person,
    say,
    say_today,
    settled,
    taken,
    with_hostile_towns,
)
from tests.dashboard.hostile import ROOT
from tests.dashboard.map_canvas import click_town
from tests.dashboard.test_outreach_commands import formulas

pytestmark = pytest.mark.browser
UP = "from dashboard.cli import main; main()"


@dataclass(frozen=True)
class Office:
    """The product as `ncp up` serves it, with a release that is current and one that waits to be published."""

    address: str
    workspace: Workspace
    waiting: Release


@pytest.fixture(scope="module")
def releases(
    tmp_path_factory: pytest.TempPathFactory, slice_of_europe: Gazetteer
) -> tuple[Workspace, Release, Release]:
    """Two releases built one after the other: in the second a town of a hostile name has joined a network."""
    workspace = Workspace(tmp_path_factory.mktemp("office"))
    members = workspace.exports / "polis" / "members.csv"
    members.parent.mkdir(parents=True)
    towns = with_hostile_towns(slice_of_europe)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.build, "gazetteer", lambda: towns)
        made = []
        for names in (["Celje"], ["Celje", IMAGE]):
            with members.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(
                    [("city", "country", "since"), *((n, "SI", date.today().year + 1) for n in names)]
                )
            made.append(build(workspace, lambda _: None, only=("polis", "urbact", "covenant")).release)
    workspace.point_to(made[0])
    return workspace, made[0], made[1]


@pytest.fixture(scope="module")
def office(releases: tuple[Workspace, Release, Release]) -> Iterator[Office]:
    """`ncp up` on the first of the releases."""
    workspace, _, waiting = releases
    port = free_port()
    given = ("--workspace", str(workspace.root), "up", "--no-browser", "--port", str(port))
    own = {key: value for key, value in os.environ.items() if not key.startswith("NCP_")} | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-c", UP, *given, "--endpoint-port", str(free_port())],
        env=own,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Office(f"http://127.0.0.1:{port}", workspace, waiting)
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # the pages and the data service with it
        process.wait(10)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def sheet_of(path: Path) -> list[list[Any]]:
    assert not formulas(path), "no cell runs"
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def printed(path: Path) -> tuple[int, str]:
    """Open a PDF and read it: how many pages, and what stands on them."""
    pdf = pypdfium2.PdfDocument(path)
    return len(pdf), " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def move(page: Page, state: str) -> None:
    """Move the open city on the board."""
    page.get_by_role("combobox", name="State on the board").click()
    page.get_by_role("option", name=state, exact=True).click()
    settled(page)
    page.get_by_role("button", name="Move", exact=True).click()


def test_the_day_of_an_officer_from_the_overview_to_a_logged_call_and_a_sent_brief(
    browser: Browser, office: Office
) -> None:
    with person(browser, "sl-SI") as officer, person(browser, "sl-SI") as colleague:
        page = officer.open(office.address)
        expect(page.get_by_test_id("stMain")).to_contain_text("Slovenia")
        expect(page.get_by_text("0 steps are due by today")).to_be_visible()
        page.get_by_role("button", name="Show the unlinked cities").click()
        page.wait_for_url("**/unlinked?country=SI**")
        settled(page)
        click_town(page, IMAGE)
        page.wait_for_url(re.compile("pick=9000001"))
        settled(page)
        say(page, "My role or initials", "A. B.")
        page.get_by_role("button", name="Add to my list").click()
        expect(page.get_by_text("1 town added to the list of A. B.")).to_be_visible()
        page.get_by_role("button", name=re.compile("^Open <img")).click()
        page.wait_for_url("**/city?id=9000001")
        settled(page)
        expect(page.locator("h1").first).to_have_text(IMAGE)
        _call(page)
        _two_at_once(page, colleague.open(f"{office.address}/city?id=9000001"))
        _brief(page)
        go(page, "Overview", "")
        expect(page.get_by_text("1 step is due by today, 0 overdue.")).to_be_visible()
        _sent(page)
        _release_changes(page, office)


def _call(page: Page) -> None:
    """Log a call with a step that is due today."""
    page.get_by_text("Log a contact", exact=True).click()
    page.get_by_label("Note", exact=True).fill(f"they ask for the brief {SCRIPT}")
    page.get_by_label("Next step").fill("send the brief")
    say_today(page, "Due on")
    page.get_by_role("button", name=re.compile("^Log the contact with")).click()
    expect(page.get_by_text(re.compile("^Contact 1 with <img .* is kept."))).to_be_visible()
    expect(page.get_by_role("table", name="Contacts with the city")).to_contain_text(SCRIPT)


def _two_at_once(page: Page, other: Page) -> None:
    """Let two people move the city at once: the later one is told, and nothing is overwritten."""
    say(other, "You (role or initials)", "M. K.")
    move(page, "interested")
    expect(page.get_by_text("The city stands as interested on the board now.")).to_be_visible()
    move(other, "applied")
    expect(other.get_by_text(re.compile("was changed meanwhile by A. B."))).to_be_visible()
    expect(other.get_by_text(re.compile("its state is now “interested”, you wrote “applied”"))).to_be_visible()
    expect(other.get_by_text(re.compile("On the board: interested since .*, by A. B."))).to_be_visible()
    board = other.get_by_role("combobox", name="State on the board")
    expect(board).to_have_value("applied")


def _brief(page: Page) -> None:
    """Take the brief along and read it."""
    page.get_by_role("button", name="Brief to take along").click()
    pages, text = printed(taken(page, "PDF, one page"))
    assert pages == 1
    assert IMAGE in text and "Slovenia" in text and "URBACT" in text
    assert "Velenje" in text, "the door nearest by"
    page.keyboard.press("Escape")
    settled(page)


def _sent(page: Page) -> None:
    """Note in the outreach that the brief was sent."""
    go(page, "Outreach", "outreach")
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 52)  # the box before the first row
    page.get_by_label("Answer of the city").fill("=thanks for the brief")
    say_today(page, "Step taken on")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(re.compile("^Contact 1 with .* is changed."))).to_be_visible()
    expect(page.get_by_text("No step is open.")).to_be_visible()


def _release_changes(page: Page, office: Office) -> None:
    """Publish the other release under the open page: it says so, and the board tells who joined."""
    page.get_by_role("radio", name="Board", exact=True).click()
    page.wait_for_url("**view=board**")
    expect(page.get_by_text("0 of your 1 contacted town now appear")).to_be_visible()
    office.workspace.point_to(office.waiting)
    expect(page.get_by_text(f"Release {office.waiting.id} is served now. This page still shows")).to_be_visible()
    page.get_by_role("button", name="Show the new figures").click()
    expect(page.get_by_text(f"Release {office.waiting.id} is served now; all figures")).to_be_visible()
    expect(page.get_by_text("1 of your 1 contacted town now appears in a project or an initiative")).to_be_visible()


def test_the_day_of_a_workstream_lead_through_the_network(browser: Browser, office: Office) -> None:
    with person(browser, "sl-SI") as lead:
        page = lead.open(f"{office.address}/network")
        _ties(page)
        page.get_by_role("radio", name="Around a city").click()
        page.wait_for_url("**view=around**")
        say(page, "City to look around", "maribor")
        expect(page.get_by_role("heading", name="Maribor (SI)")).to_be_visible()
        _introduction(page)
        _what_if(page)


def _ties(page: Page) -> None:
    """Choose a layer, mark the brokers, and read the measures back from the file."""
    choose(page, "Programme family", "URBACT")
    page.get_by_role("radio", name="Authorities").click()
    page.get_by_role("radio", name="Brokers").click()
    page.wait_for_url(re.compile("(?=.*family=urbact)(?=.*reading=authority)(?=.*colour=brokers)"))
    settled(page)
    expect(page.get_by_text("3 cities are tied")).to_be_visible()
    rows = rows_of(taken(page, "Download the measures as CSV"))
    assert {row["name"]: row["partners"] for row in rows} == {"Maribor": "1", "Velenje": "1", "Idrija": "1"}
    moved = taken(page, "Download as a page").read_text("utf-8")
    assert "Velenje" in moved and not re.search(r"<(script|link)[^>]+(src|href)=", moved)


def _introduction(page: Page) -> None:
    """Find who introduces a town of a hostile name to URBACT, and take the chains along."""
    page.get_by_role("radio", name="Introduction").click()
    page.wait_for_url("**view=introduction**")
    settled(page)
    say(page, "Town to be introduced", "onerror")
    expect(page.get_by_role("heading", name=f"{IMAGE} → URBACT")).to_be_visible()
    settled(page)
    rows = rows_of(taken(page, "Download the chains as CSV"))
    assert any(IMAGE in row["from"] and "Velenje" in row["to"] for row in rows)
    assert all(row["reason"] and row["evidence"] for row in rows)


def _what_if(page: Page) -> None:
    """Add a link of that town, see what it changes, and take the best next links along."""
    page.get_by_role("radio", name="What-if and next links").click()
    page.wait_for_url("**view=what-if**")
    settled(page)
    choose(page, "Add a link: this town", FORMULA)
    choose(page, "with this one", "Velenje")
    page.wait_for_url(re.compile("(?=.*town=9000003)(?=.*peer=3189075)"))
    figures = page.get_by_role("table", name="Figures of the network before and after")
    expect(figures.get_by_role("row", name=re.compile("towns without a tie"))).to_contain_text("-1")
    rows = rows_of(taken(page, "Download the next links as CSV"))
    assert len(rows) == 10 and [int(row["number"]) for row in rows] == list(range(1, 11))
    assert all(float(row["left"]) >= 0 for row in rows)


def test_the_day_of_an_analyst_from_a_question_to_files_and_a_link(browser: Browser, office: Office) -> None:
    with person(browser, "sl-SI") as analyst, person(browser, "pl-PL") as reader:
        page = analyst.open(f"{office.address}/ask")
        choose(page, "Topic", "Gaps")
        choose(page, "Question", "Cities of a country that no EU initiative has reached")
        choose(page, "Country", "Slovenia")
        say(page, "Min population", "12000")
        page.wait_for_url(re.compile("(?=.*question=gaps)(?=.*country=SI)(?=.*minPopulation=12000)"))
        settled(page)
        rows = rows_of(taken(page, "Download CSV"))
        told = page.get_by_text(re.compile(rf"^{len(rows)} rows in")).first
        expect(told).to_be_visible()
        names = {row["name"] for row in rows}
        assert {f"'{FORMULA}", SCRIPT, LINK} <= names, "markup is kept, a formula is made harmless"
        assert all(int(row["population"]) >= 12_000 and row["state"] == "absent" for row in rows)
        choose(page, "Format", "Excel")
        head, *cells = sheet_of(taken(page, "Download Excel"))
        assert list(head) == list(rows[0])
        at = head.index("geonames"), head.index("name")
        assert [cell[at[0]] for cell in cells] == [int(row["geonames"]) for row in rows]
        assert FORMULA in {cell[at[1]] for cell in cells}, "as a text"
        again = reader.open(page.url)
        expect(again.get_by_role("combobox", name="Question", exact=True)).to_have_value(re.compile("no EU initiative"))
        assert rows_of(taken(again, "Download CSV")) == rows
        assert again.url == page.url
