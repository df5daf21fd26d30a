"""Page Update in Chromium: a build goes on beside the other pages, is stopped, and a new release shows itself."""

import os
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.jobs import shared
from graph.audited import changes
from graph.desk import address_in, open_desk
from graph.server import serve
from graph.workspace import Workspace
from tests.dashboard.conftest import cleared, running
from tests.dashboard.hostile import RELEASE

pytestmark = pytest.mark.browser
PATIENCE = 90
"""Seconds that a build of a few regions may take on a busy machine."""


@pytest.fixture
def address(job_workspace: Workspace) -> Iterator[str]:
    """The pages as `ncp up` starts them, in front of a workspace in which a build takes seconds."""
    with serve(job_workspace.current().store) as server:
        named = {"NCP_ENDPOINT": server.url, "NCP_RELEASE": RELEASE, "NCP_WORKSPACE": str(job_workspace.root)}
        with running(os.environ | named) as address:
            yield address


def build(page: Page) -> None:
    page.get_by_role("button", name="Build a release").click()
    expect(page.get_by_role("progressbar")).to_be_visible()


def reached(workspace: Workspace) -> Iterator[float]:
    """Watch the share of what runs until it has ended, as whoever opens the page would."""
    until = time.monotonic() + PATIENCE
    while (job := shared(workspace)) and not job.ended:
        assert time.monotonic() < until, job
        if job.reached:
            yield job.reached.share
        time.sleep(0.1)


def send(page: Page, address: str) -> None:
    """Send a list, read what came of it, and take it along."""
    page.goto(f"{address}/update?view=list")
    table = {"name": "<img onerror=alert(1)>.csv", "mimeType": "text/csv", "buffer": b"city,country\nLjutomer,SI\n"}
    page.locator("input[type=file]").set_input_files(table)  # type: ignore[arg-type]
    page.get_by_role("button", name="Find the cities").click()
    expect(page.get_by_text("Rows: 1 accepted")).to_be_visible(timeout=60_000)
    assert "list=" in page.url
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download CSV").click()
    assert taken.value.suggested_filename == "_img onerror_alert_1__-found.csv"
    assert "Ljutomer,SI,Ljutomer," in taken.value.path().read_text("utf-8-sig")
    page.reload()
    expect(page.get_by_text("Rows: 1 accepted")).to_be_visible()


def test_a_build_runs_beside_the_pages_is_stopped_and_the_next_shows_its_release(
    browser: Browser, address: str, job_workspace: Workspace
) -> None:
    ours, theirs = (browser.new_page(viewport={"width": 1440, "height": 900}) for _ in range(2))
    ours.goto(f"{address}/update")
    build(ours)
    theirs.goto(f"{address}/city?id=2742027")
    expect(theirs.get_by_role("heading", name="Bragança", exact=True)).to_be_visible()
    expect(theirs.get_by_text("A build runs")).to_be_visible()
    ours.reload()
    ours.get_by_role("button", name="Stop").click()
    expect(ours.get_by_text("Stopped; the published release")).to_be_visible()
    assert [release.id for release in job_workspace.releases()] == [RELEASE] and job_workspace.current().id == RELEASE
    cleared(job_workspace)
    send(theirs, address)
    build(ours)
    shares = list(reached(job_workspace))
    assert shares == sorted(shares) and 0.8 < shares[-1] <= 1
    now = job_workspace.current().id
    assert now != RELEASE
    expect(ours.get_by_text(f"Release {now} is published, after")).to_be_visible()
    with open_desk(address_in(job_workspace.desk)).reading() as connection:
        (noted,) = changes(connection, ["release"])
    assert (noted.done, noted.after) == ("built", {"release": now})
    expect(ours.get_by_text(f"Release {now} is served now; all figures")).to_be_visible()
    expect(theirs.get_by_text(f"This page still shows release {RELEASE}")).to_be_visible()
    expect(theirs.get_by_text("Rows: 1 accepted")).to_be_visible()
    theirs.get_by_role("button", name="Show the new figures").click()
    expect(theirs.get_by_text(f"All figures: release {now}")).to_be_visible()
