"""Outreach in a real Chromium: two people at once, hostile names, and a city found by its folded name."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph.desk import Desk, open_desk
from graph.outreach import Entry, contacts, log_contact
from tests.dashboard.conftest import running
from tests.dashboard.hostile import HOSTILE, ROOT
from tests.dashboard.opened import settled
from tests.dashboard.test_outreach_commands import fill

pytestmark = pytest.mark.browser
CALL = Entry(3202781, "2026-03-02", "phone", "desk SI", "spoke with the town hall", step="send the call")
SECONDS = 40_000


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('records')}/desk.sqlite"


@pytest.fixture(scope="module")
def desk(records: str) -> Desk:
    return open_desk(records)


@pytest.fixture(scope="module")
def dashboard(small_endpoint: str, records: str) -> Iterator[str]:
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_DESK_URL": records}) as address:
        yield address


def somebody(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 1400}, locale="en-GB", accept_downloads=True)
    context.set_default_timeout(SECONDS)
    return context


def visit(context: BrowserContext, address: str, who: str = "") -> Page:
    page = context.new_page()
    page.goto(address)
    settled(page)
    if who:
        page.get_by_label("You (role or initials)").fill(who)
        page.get_by_label("You (role or initials)").press("Enter")
        settled(page)
    return page


def test_of_two_people_who_change_one_contact_the_later_sees_both_texts(
    browser: Browser, dashboard: str, desk: Desk
) -> None:
    kept = log_contact(desk, CALL, "desk SI")
    address = f"{dashboard}/outreach?country=all&view=contacts&contact={kept.id}"
    first, second = somebody(browser), somebody(browser)
    one, two = visit(first, address, "A. B."), visit(second, address, "M. K.")
    one.get_by_label("Note").fill("they asked for a partner")
    two.get_by_label("Note").fill("nobody answered")
    one.get_by_role("button", name="Save").click()
    expect(one.get_by_text("is changed")).to_be_visible()
    two.get_by_role("button", name="Save").click()
    expect(two.get_by_text("was changed meanwhile by A. B.")).to_be_visible()
    table = two.locator("table.ncp-text")
    expect(table).to_contain_text("they asked for a partner")
    expect(table).to_contain_text("nobody answered")
    expect(two.get_by_label("Note")).to_have_value("nobody answered")
    assert contacts(desk)[0].note == "they asked for a partner"
    expect(one.get_by_label("You (role or initials)")).to_have_value("A. B.")
    two.get_by_role("button", name="Save").click()
    expect(two.get_by_text("is changed")).to_be_visible()
    assert (contacts(desk)[0].note, contacts(desk)[0].by) == ("nobody answered", "M. K.")
    first.close()
    second.close()


def test_a_contact_is_logged_with_a_city_found_without_its_accents(
    browser: Browser, dashboard: str, desk: Desk
) -> None:
    context = somebody(browser)
    page = visit(context, f"{dashboard}/outreach?country=all&view=log", "M. K.")
    page.get_by_label("City, with or without accents").fill("braganca")
    page.get_by_label("City, with or without accents").press("Enter")
    settled(page)
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 52)  # the box before the first row
    button = page.get_by_role("button", name="Log the contact with Bragança")
    expect(button).to_be_visible()
    page.get_by_label("Note").fill("=1+1 \u0160o\u0161tanj")
    button.click()
    expect(page.get_by_text("with Bragança on")).to_be_visible()
    assert "city=2742027" in page.url
    assert contacts(desk, [2742027])[0].note == "=1+1 \u0160o\u0161tanj"
    context.close()


def test_a_workbook_is_read_in_whole_or_not_at_all(
    browser: Browser, dashboard: str, desk: Desk, tmp_path: Path
) -> None:
    good = {"geonames": "3196307", "day": "2026-03-02", "channel": "phone", "note": "=1+1"}
    bad = fill(tmp_path / "bad.xlsx", {**good, "who": "desk SI"}, {**good, "who": ""})
    context = somebody(browser)
    page = visit(context, f"{dashboard}/outreach?country=all&view=excel", "M. K.")
    page.locator("input[type=file]").set_input_files(str(bad))
    page.get_by_role("button", name="Read it in").click()
    told = "bad.xlsx, row 3, column 'who': The officer who made the contact is empty; fill it in."
    expect(page.get_by_text(told)).to_be_visible()
    assert contacts(desk, [3196307]) == []
    page.locator("input[type=file]").set_input_files(str(fill(tmp_path / "good.xlsx", {**good, "who": "desk SI"})))
    settled(page)
    page.get_by_role("button", name="Read it in").click()
    expect(page.get_by_text("1 contacts added")).to_be_visible()
    assert contacts(desk, [3196307])[0].by == "M. K."
    context.close()


def test_hostile_names_notes_and_roles_stay_text(browser: Browser, dashboard: str, desk: Desk) -> None:
    for city, name in HOSTILE.items():
        log_contact(
            desk, Entry(int(city), "2026-03-02", "phone", name[:40], name, step=name, due="2026-03-03"), name[:40]
        )
    context = somebody(browser)
    asked: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: errors.append(str(error.error)))
    for view in ("contacts", "board", "lists", "log&city=9000001", "log&city=9000004"):
        page = visit(context, f"{dashboard}/outreach?country=all&view={view}")
        assert page.title() not in ("1", "2")
        assert page.locator("img[src=x], a[href^=javascript], a[href*='outside.example']").count() == 0
        assert page.get_by_test_id("stException").count() == 0
        page.close()
    assert errors == []
    assert [url for url in asked if not url.startswith((dashboard, "ws://127.0.0.1", "data:", "blob:"))] == []
    context.close()
