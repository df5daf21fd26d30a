"""A network of 3,000 towns in Chromium: the strongest are drawn at once, the rest stands in the table."""

import json
import os
import random
import re
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from graph.describe_network import write_network
from graph.findings import Link
from graph.quads import project
from graph.server import serve
from graph.workspace import Release, Workspace
from ontology.terms import PREFIXES
from tests.dashboard.conftest import running
from tests.dashboard.hostile import RELEASE, ROOT, fill
from tests.dashboard.opened import settled

pytestmark = pytest.mark.browser
TOWNS = range(5_000_000, 5_003_000)
SECONDS = 2.0


def _links() -> list[Link]:
    """Let each of 3,000 towns take part in two of 1,500 projects, so that all are tied."""
    chance = random.Random(7)
    own = [(town, place // 4) for place, town in enumerate(TOWNS)]
    others = [(town, 750 + chance.randrange(750)) for town in TOWNS]
    return [Link(town, project(f"keep/p{key}"), "interreg", "place", "keep") for town, key in own + others]


def _towns() -> str:
    towns = "".join(
        f'<city/{town}> a ncp:City ; skos:prefLabel "Town {town}" ; ncp:inCountry country:PRT . ' for town in TOWNS
    )
    small = (ROOT / "tests" / "small" / "graph.trig").read_text("utf-8")
    head = "\n".join(line for line in small.splitlines() if line.startswith(("@base", "@prefix")))
    return f"{head}\ngraph:places {{ {towns} }}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages in front of a release with such a network."""
    workspace = Workspace(tmp_path_factory.mktemp("large"))
    workspace.prepare()
    folder = workspace.releases_folder / RELEASE
    folder.mkdir()
    store = ox.Store(str(folder / "store"))
    fill(store)
    store.load(_towns().encode(), format=ox.RdfFormat.TRIG)
    store.remove_graph(ox.NamedNode(f"{PREFIXES['graph']}network"))
    store.bulk_load(
        path=str(write_network(folder, _links(), {"interreg": "interreg"}).path), format=ox.RdfFormat.N_QUADS
    )
    store.flush()
    del store
    about = {"id": RELEASE, "created": "2026-03-01T10:00:00+00:00", "sources": []}
    (folder / "manifest.json").write_text(json.dumps(about), "utf-8")
    workspace.point_to(Release(folder))
    with serve(workspace.current().store) as server:
        own = {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(workspace.root), "PYTHONPATH": str(ROOT)}
        with running(os.environ | own) as found:
            yield found


def _to(page: Page, name: str, stands: Locator) -> float:
    """Go to a page by the menu; gives the seconds until something stands there."""
    began = time.perf_counter()
    page.get_by_role("link", name=name).first.click()
    stands.wait_for()
    return time.perf_counter() - began


def test_three_thousand_towns_are_drawn_in_time_with_the_strongest_and_the_rest_in_a_table(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    page.goto(address)
    settled(page)
    light = _to(page, "Update", page.get_by_role("heading", name="Update", level=1))
    settled(page)
    took = _to(page, "Network", page.get_by_test_id("stMain").locator("canvas").first)
    assert took < SECONDS + light, "a page without a picture tells how busy the machine is"
    settled(page)
    expect(page.get_by_text(re.compile("^300 cities of 3,000 tied ones are drawn"))).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("button", name="Download the measures as CSV").click()
    assert len(file.value.path().read_text("utf-8-sig").splitlines()) == 1 + len(TOWNS)
    assert page.locator("[data-testid=stException]").count() == 0
    page.close()
