"""The page Overview: what to do next, what is stale, and the country that the browser remembers."""

import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest

from dashboard import next_steps
from dashboard.next_steps import STALE_DAYS, stale
from graph.desk import address_in, open_desk
from graph.outreach import Entry, forget_contact, log_contact
from graph.workspace import Workspace
from tests.dashboard.hostile import ARGUMENTS
from tests.dashboard.opened import opened

TODAY = date(2026, 3, 1)


def page(**codes: str) -> AppTest:
    return opened("overview", codes)


def texts(app: AppTest) -> str:
    return " ".join(element.value for element in app.text)


def dataset(title: str, issued: str | None) -> dict[str, str | None]:
    return {"source": title, "title": title, "issued": issued}


def test_a_source_is_stale_after_a_year_and_one_without_a_date_is_counted_apart() -> None:
    old = (TODAY - timedelta(days=STALE_DAYS + 1)).isoformat()
    edge = (TODAY - timedelta(days=STALE_DAYS)).isoformat()
    rows = [
        dataset("old", old),
        dataset("edge", edge),
        dataset("year", "2019"),
        dataset("saved", None),
        dataset("none", ""),
    ]
    found, undated = stale(rows, {"saved": "2020-05-01T10:00:00"}, TODAY)
    assert [one.title for one in found] == ["year", "saved", "old"]
    assert found[-1].days == STALE_DAYS + 1
    assert undated == 1


@pytest.mark.usefixtures("small_endpoint")
def test_the_first_calls_head_the_worklist_with_their_sentences() -> None:
    page(country="SI")
    job = next_steps.begun("SI")
    assert [call.name for call in job.result(60)] == ["Murska Sobota", "Šoštanj"]
    app = page(country="SI")
    calls = [button.label for button in app.button if str(button.key).startswith("overview-call-")]
    assert calls == ["**1. Murska Sobota**", "**2. Šoštanj**"]
    assert re.search("Murska Sobota, .*: (no project|not found in)", texts(app))


@pytest.mark.usefixtures("small_endpoint")
def test_what_is_not_at_hand_is_said_and_not_counted_as_zero() -> None:
    app = page(country="PT")
    assert not app.exception
    assert "Change since the last release" in [element.value for element in app.header]
    assert "There is no earlier release to compare this one with." in texts(app)


@pytest.mark.usefixtures("small_endpoint")
def test_a_step_that_is_due_stands_on_the_page(small_workspace: Workspace) -> None:
    before = next_steps.due(date.today())
    assert before is not None
    desk = open_desk(address_in(small_workspace.desk))
    day = (date.today() - timedelta(days=3)).isoformat()
    step = Entry(3196307, day, "phone", "officer", step="Send <b>the brief</b>", due=day, officer="officer")
    kept = log_contact(desk, step, "officer")
    try:
        app = page(country="SI")
    finally:
        forget_contact(desk, kept.id, "officer")
    assert f"{len(before) + 1} step" in texts(app)
    bodies = "".join(element.proto.body for element in app.get("html"))
    assert "Send &lt;b&gt;the brief&lt;/b&gt;" in bodies


@pytest.mark.browser
def test_the_browser_remembers_the_country_and_nothing_else(pages: str, chromium: str) -> None:
    with sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = browser.new_context(locale="pt-PT")
        first = context.new_page()
        first.goto(f"{pages}/?country=SI")
        until = time.monotonic() + 40
        held: dict[str, str] = {}
        while time.monotonic() < until and "ncp-country" not in held:
            first.wait_for_timeout(200)
            held = {str(one["name"]): str(one["value"]) for one in context.cookies()}
        assert held["ncp-country"] == "SI"
        second = context.new_page()
        second.goto(f"{pages}/unlinked")
        second.wait_for_url("**country=SI**", timeout=40_000)
        browser.close()
