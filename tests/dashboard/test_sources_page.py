"""Page Sources: ages, rows set aside, the releases, the way back to one, and the check against the shapes."""

import csv
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
from playwright.sync_api import expect, sync_playwright
from streamlit.testing.v1 import AppTest

from dashboard import data, serving
from dashboard.views import sources as view
from dashboard.words import plain
from graph.digest import COLUMNS
from graph.rights import LOCAL
from graph.server import serve
from graph.workspace import Release, Workspace
from tests.dashboard.conftest import running, write_workspace
from tests.dashboard.hostile import ARGUMENTS, RELEASE, ROOT, fill
from tests.dashboard.opened import opened

LATER = "2026-04-02T100000000000Z-small001"
RENAME = """PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX ncp: <https://w3id.org/ncp-graph/>
DELETE { GRAPH ?g { ?d dcterms:title ?old } } INSERT { GRAPH ?g { ?d dcterms:title "URBACT as of April" } }
WHERE { GRAPH ?g { ?d a ncp:SourceDataset ; dcterms:title ?old FILTER (STRENDS(STR(?d), "/source/urbact")) } }"""
SOURCE = {"key": "urbact", "title": "URBACT as of April", "reasons": {"no city is known": 3}, "files": []}
CHANGES = {"since": RELEASE, "sources": {}, "first": ["urbact"], "left": [], "details": [], "states": {"linked": 2}}
CHANGED = ("PT", "2738752", "Fafe", "URBACT", "absent", "linked", "project", "=NEW()", "urbact: members.csv, row 4")


@pytest.fixture
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with two releases, of which the later one is current; they differ in the title of a source."""
    workspace = write_workspace(tmp_path_factory.mktemp("two"))
    later = Release(workspace.releases_folder / LATER)
    later.folder.mkdir()
    store = ox.Store(str(later.store))
    fill(store)
    store.update(RENAME)
    store.flush()
    about = {"id": LATER, "created": "2026-04-02T10:00:00+00:00", "cities": 1234, "links": 56}
    about |= {"sources": [SOURCE], "changes": CHANGES, "validation": {"checks": 486, "conforms": True}}
    (later.folder / "manifest.json").write_text(json.dumps(about), "utf-8")
    with (later.folder / "digest.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((COLUMNS, CHANGED))
    workspace.point_to(later)
    return workspace


@pytest.fixture
def begun(two_releases: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The pages as `ncp up` starts them: a service of the release that is current at the start."""
    with serve(two_releases.current().store) as server:
        monkeypatch.setenv("NCP_ENDPOINT", server.url)
        monkeypatch.setenv("NCP_RELEASE", LATER)
        monkeypatch.setenv("NCP_WORKSPACE", str(two_releases.root))
        yield two_releases
        serving.end()


def page(**codes: str) -> AppTest:
    return opened("sources", codes)


def texts(app: AppTest) -> str:
    return " ".join(element.value for element in app.text)


def test_the_pages_ask_the_release_that_is_current_without_a_new_start(begun: Workspace) -> None:
    assert data.sources()["urbact"] == "URBACT as of April"
    first = data.served()
    begun.rollback(actor=LOCAL)
    assert data.served().release == RELEASE and data.served().address != first.address
    assert data.sources()["urbact"] == "URBACT networks and memberships"
    begun.rollback(LATER, actor=LOCAL)
    assert data.served() == first
    assert data.sources()["urbact"] == "URBACT as of April"


def test_an_endpoint_that_somebody_named_is_asked_whatever_is_current(
    begun: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_RELEASE", "")
    before = data.served().address
    begun.rollback(actor=LOCAL)
    assert data.served().address == before


def test_a_release_is_served_again_only_once_its_consequences_are_agreed_to(begun: Workspace) -> None:
    app = page()
    assert "urbact" in texts(app).casefold() and "read for the first time" in texts(app)
    assert "Towns by state: + 2 linked." in texts(app)
    app.selectbox(key="sources-id").set_value(RELEASE).run()
    assert "Every open dashboard of this workspace" in texts(app) and f"Release {LATER} stays" in texts(app)
    assert app.button(key="sources-serve").disabled
    app.checkbox(key=f"sources-agreed-{RELEASE}").check().run()
    app.button(key="sources-serve").click().run()
    assert not app.exception
    assert begun.current().id == RELEASE
    assert [one.value for one in app.success] == [plain(f"Release {RELEASE} is served now.")]
    served = next(table.value for table in app.dataframe if "size" in table.value.columns)
    assert list(served["now"]) == ["", "served"] and all(size.endswith(" MB") for size in served["size"])


@pytest.mark.usefixtures("begun")
def test_the_changes_of_a_release_are_told_for_the_chosen_country() -> None:
    told = next(table.value for table in page(country="PT").dataframe if "evidence" in table.value.columns)
    assert list(told["name"]) == ["Fafe"] and list(told["cause"]) == ["a new project or membership"]
    assert "0 cities of Slovenia changed state" in texts(page(country="SI"))


@pytest.mark.usefixtures("begun")
def test_the_check_says_what_held_when_it_was_built_and_runs_again_on_demand() -> None:
    app = page()
    assert "All 486 constraints of the shapes held when this release was built." in texts(app)
    app.button(key="sources-check").click().run()
    assert not app.exception
    (report,) = [e.proto.body for e in app.get("html") if "<caption>Shapes report" in e.proto.body]
    assert "shapes" in report and "checks/" in report and ("fails" in report or "holds" in report)


@pytest.mark.usefixtures("begun")
def test_many_statements_are_folded_by_programme_family_and_few_stand_open(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [one for one in page(country="PT").expander if one.label.startswith("URBACT: ")]
    monkeypatch.setattr(view, "OPEN", 2)
    app = page(country="PT")
    families = [one.label for one in app.expander if ": " in one.label]
    assert any(label.startswith("URBACT: ") and " complete" in label for label in families)
    told = [e.proto.body for e in app.get("html") if "<caption>Coverage statements for Portugal, " in e.proto.body]
    assert len(told) == len(families) > 1, "each family has its own table"


@pytest.mark.usefixtures("begun")
def test_each_source_has_its_age_and_what_is_not_stated_says_so() -> None:
    table = next(one.value for one in page().dataframe if "age" in one.value.columns)
    for issued, days in zip(table["issued"], table["age"], strict=True):
        assert (issued == "not stated") == (days != days or days is None), (issued, days)
    dated = table[table["issued"] == "31 January 2024"]
    assert set(dated["age"]) == {(date.today() - date(2024, 1, 31)).days}


def test_an_open_page_says_that_another_release_is_served_and_shows_it(chromium: str, begun: Workspace) -> None:
    with running(os.environ | {"PYTHONPATH": str(ROOT)}) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        look = browser.new_page(viewport={"width": 390, "height": 844})
        look.goto(f"{address}/sources?source=urbact")
        expect(look.get_by_text(f"All figures: release {LATER}")).to_be_visible()
        begun.rollback(actor=LOCAL)
        expect(look.get_by_text(f"This page still shows release {LATER}")).to_be_visible(timeout=40_000)
        look.get_by_role("button", name="Show the new figures").click()
        expect(look.get_by_text(f"Release {RELEASE} is served now; all figures")).to_be_visible()
        expect(look.get_by_text(f"All figures: release {RELEASE}")).to_be_visible()
        browser.close()
    store = str(begun.current().store)
    assert subprocess.run(["pgrep", "-f", store], check=False).returncode == 1, "its data service ends with the pages"


def test_the_rows_that_were_set_aside_can_be_had_of_one_source(slice_release: Workspace) -> None:
    path = slice_release.current().folder / "set_aside.csv"
    assert data.set_aside_rows(path, "") == path.read_bytes()
    heads, *told = csv.reader(data.set_aside_rows(path, "polis").decode("utf-8-sig").splitlines())
    assert heads[0] == "source" and told and {row[0] for row in told} == {"polis"}
    assert any("=Nowhere" in cell and not cell.startswith("=") for row in told for cell in row)
