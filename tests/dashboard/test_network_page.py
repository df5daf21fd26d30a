"""The page Network on the small graph with towns of hostile names that meet in a project of a hostile title."""

import json
import os
import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from dashboard import drawing, frames, network_map, network_picture
from dashboard.layers import City
from dashboard.words import plain
from graph.describe_network import write_network
from graph.findings import Link
from graph.layout import Drawing
from graph.quads import project
from graph.server import serve
from graph.workspace import Release, Workspace
from ontology.terms import PREFIXES
from tests.dashboard.conftest import running
from tests.dashboard.hostile import ARGUMENTS, HOSTILE, RELEASE, ROOT, fill
from tests.dashboard.opened import opened

BRAGANCA, MIRANDELA, VINHAIS = "2742027", "2737639", "2732286"
TITLE = '"><img src=x onerror="document.title=9">'
TOWNS = (BRAGANCA, *HOSTILE)


def _meeting() -> str:
    """Write a project in which Bragança and the hostile towns take part."""
    small = (ROOT / "tests" / "small" / "graph.trig").read_text("utf-8")
    head = "\n".join(line for line in small.splitlines() if line.startswith(("@base", "@prefix")))
    parts = "".join(
        f"""
    <participation/h/{city}> a ncp:Participation ; ncp:participant <authority/{city}> ; ncp:actingFor <city/{city}> ;
      ncp:participationRole scheme:role-partner ; prov:wasDerivedFrom <record/keep/h/-/{city}> .
    <record/keep/h/-/{city}> a ncp:SourceRecord ; ncp:ofDataset <source/keep> ; ncp:fileName "h.csv" ; ncp:rowNumber 2 .
    <project/keep/hostile> ncp:hasParticipation <participation/h/{city}> .
    <city/{city}> ncp:takesPartIn <project/keep/hostile> .
    <authority/{city}> skos:prefLabel {json.dumps(HOSTILE.get(city, "Urban authority of Bragança"))} ."""
        for city in TOWNS
    )
    about = (
        f"<project/keep/hostile> a ncp:Project ; dcterms:title {json.dumps(TITLE)} ; ncp:startYear '2024'^^xsd:gYear ;"
    )
    return f"{head}\ngraph:keep {{ {about} ncp:fundedUnder <programme/interreg-5b> . {parts} }}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A release with measures, places and ties, behind the real server; the pages find it by the environment."""
    workspace = Workspace(tmp_path_factory.mktemp("network"))
    workspace.prepare()
    folder = workspace.releases_folder / RELEASE
    folder.mkdir()
    store = ox.Store(str(folder / "store"))
    fill(store)
    store.load(_meeting().encode(), format=ox.RdfFormat.TRIG)
    store.remove_graph(ox.NamedNode(f"{PREFIXES['graph']}network"))
    links = [Link(int(city), project("keep/hostile"), "interreg", "authority", "keep") for city in TOWNS]
    links += [Link(int(c), project("keep/valorcomp"), "interreg", "place", "keep") for c in (BRAGANCA, MIRANDELA)]
    written = write_network(folder, links, {"interreg": "interreg"})
    store.load(path=str(written.path), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    about = {"id": RELEASE, "created": "2026-03-01T10:00:00+00:00", "sources": []}
    (folder / "manifest.json").write_text(json.dumps(about), "utf-8")
    workspace.point_to(Release(folder))
    with serve(workspace.current().store) as server:
        before = dict(os.environ)
        os.environ |= {"NCP_ENDPOINT": server.url, "NCP_WORKSPACE": str(workspace.root), "PYTHONPATH": str(ROOT)}
        yield server.url
        os.environ.clear()
        os.environ.update(before)


def page(**codes: str) -> AppTest:
    app = opened("network", codes)
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    return " ".join(element.value for element in app.text)


def bodies(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_map_counts_what_is_drawn_and_its_table_holds_every_tied_city(served: str) -> None:
    app = page(country="PT")
    assert "6 cities of 6 tied ones are drawn, with the strongest ties, and 11 ties" in texts(app)
    table = app.dataframe[0].value
    assert set(table["name"]) == {"Bragança", "Mirandela", *HOSTILE.values()}
    assert next(iter(table["name"])) == "Bragança", "it has the most partners"
    assert dict(zip(table["name"], table["cutCity"], strict=True))["Bragança"] == "yes"
    assert "6 cities are tied" in texts(app)


def test_the_map_follows_the_address_and_an_empty_layer_is_told(served: str) -> None:
    app = page(family="interreg", reading="authority", colour="brokers", sort="betweenness", country="all")
    assert app.query_params["family"] == "interreg" and app.query_params["colour"] == "brokers"
    assert len(app.dataframe[0].value) == 5, "Mirandela is tied by place only"
    assert not page(family="<script>", reading="x", drawn="9").exception


@pytest.mark.parametrize("colour", network_map.COLOURS)
def test_a_colour_never_stands_without_a_word(colour: str) -> None:
    rows = {n: {"partners": n, "community": n, "stepsToCore": 3 - n, "betweenness": float(n)} for n in (1, 2, 3)}
    drawn = Drawing((1, 2, 3), ((0.0, 0.0), (0.5, 0.5), (1.0, 0.0)), ((1, 2, 1),))
    cities = {n: City(n, f"Town {n}", "PT", 9) for n in rows}
    groups = network_picture.groups_of(network_map.picture_of(drawn, rows, cities), rows, colour)
    assert len(groups) == 3 and all(groups)
    if colour == "core":
        assert groups == ["Periphery", "One step away", "Core"]


def test_around_a_city_are_its_partners_and_those_two_steps_away(served: str) -> None:
    app = page(view="around", id=MIRANDELA)
    assert "1 partner in its projects, and 4 cities two steps away" in texts(app)
    partners, beyond = app.dataframe[0].value, app.dataframe[1].value
    assert list(partners["name"]) == ["Bragança"] and list(partners["last"]) == ["2019"]
    assert set(beyond["name"]) == set(HOSTILE.values())
    alone = page(view="around", id=VINHAIS)
    assert "It meets no other city" in texts(alone)
    assert "no city with this number" in page(view="around", id="1").warning[0].value


def test_programmes_and_cities_are_told_in_tables(served: str) -> None:
    app = page(view="programmes", country="PT")
    assert re.search(r"Covenant of Mayors</td><td[^>]*>3</td>", bodies(app))
    table = app.dataframe[0].value
    assert (table["name"].iloc[0], table["number"].iloc[0]) == ("Guimarães", 3)
    assert "No line is no proof" in texts(app)


def test_the_finder_gives_the_chains_that_the_command_gives(served: str) -> None:
    app = page(view="introduction", id="2739788", to="cities-mission")
    assert "Ave (PT119)" in bodies(app)
    assert [heading.value for heading in app.subheader] == ["Chain 1, warmth 0.40"]
    assert app.query_params["to"] == ["cities-mission"] or app.query_params["to"] == "cities-mission"
    hostile = page(view="introduction", id=VINHAIS, to="keep/hostile")
    assert "<img" not in bodies(hostile) and "onerror=&quot;" in bodies(hostile)
    assert (
        plain("no programme, initiative or project") in page(view="introduction", id=VINHAIS, to="zzz").warning[0].value
    )


def test_what_if_and_next_links_are_those_of_the_commands(served: str) -> None:
    app = page(view="what-if", country="PT", town=VINHAIS, peer=BRAGANCA)
    row = re.search(r"towns without a tie</td><td[^>]*>(\d+)</td><td[^>]*>(\d+)</td><td[^>]*>(-?\d+)", bodies(app))
    assert row and [int(cell) for cell in row.groups()] == [3, 2, -1]
    assert "Guaranteed" in texts(app) and "<script>document" not in bodies(app)
    assert "No guarantee" in texts(page(view="what-if", country="PT", aim="gini", budget="2"))


def test_the_lorenz_curve_and_the_trend_have_their_tables(served: str) -> None:
    app = page(view="spread", country="SI", family="urbact")
    assert "participations of their authorities" in texts(app)
    assert "Gini, all covered towns" in bodies(app) and "Towns in URBACT II" in bodies(app)


def test_the_page_to_move_runs_no_name_and_asks_nobody(served: str) -> None:
    cities = {int(key): City(int(key), name, "PT", 9) for key, name in HOSTILE.items()}
    drawn = Drawing(tuple(cities), tuple((n / 9, n / 9) for n in range(4)), ((9000001, 9000002, 1),))
    written = drawing.network_page(network_map.picture_of(drawn, {}, cities))
    assert "<img src=x" not in written and "</script><script>" not in written
    assert frames.published(frames.publish(written).rpartition("/")[2]) == written.encode()
    assert frames.POLICY.startswith("sandbox allow-scripts; ") and "allow-same-origin" not in frames.POLICY


@pytest.fixture(scope="module")
def browser_page(chromium: str, served: str) -> Iterator[tuple[Page, str]]:
    with running(dict(os.environ)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 1200}, locale="pt-PT")
        context.set_default_timeout(60_000)
        yield context.new_page(), address
        browser.close()


def _visit(browser_page: tuple[Page, str], view: str) -> Page:
    page, address = browser_page
    page.goto(f"{address}/network{view}")
    page.wait_for_selector("h1")
    page.wait_for_selector("[data-test-script-state=notRunning]")
    return page


@pytest.mark.browser
@pytest.mark.parametrize(
    "view", ["", f"?view=around&id={BRAGANCA}", f"?view=introduction&id={VINHAIS}&to=keep/hostile"]
)
def test_hostile_names_stay_text_in_the_browser(browser_page: tuple[Page, str], view: str) -> None:
    page = _visit(browser_page, view)
    page.wait_for_timeout(1_500)
    assert page.title() == "Network"
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.browser
def test_the_frame_has_an_origin_of_its_own_and_no_rights(browser_page: tuple[Page, str]) -> None:
    page = _visit(browser_page, "")
    with page.expect_response(re.compile("/picture/")) as answer:
        page.get_by_text("Move it by hand").click()
    assert answer.value.headers["content-security-policy"].startswith("sandbox allow-scripts;")
    page.frame_locator("iframe").locator("canvas").wait_for()
    frame = next(one for one in page.frames if "/picture/" in one.url)
    assert frame.evaluate("(() => { try { return parent.document.title } catch { return 'shut' } })()") == "shut"
    assert page.title() == "Network"


@pytest.mark.browser
def test_a_click_on_a_city_leads_around_it(browser_page: tuple[Page, str]) -> None:
    page = _visit(browser_page, f"?view=around&id={MIRANDELA}")
    picture = page.locator("canvas").first
    picture.wait_for()
    page.wait_for_timeout(1_000)
    box = picture.bounding_box()
    assert box
    for step in range(30, int(box["width"] / 2), 10):
        page.mouse.click(box["x"] + box["width"] / 2 - 33 + step, box["y"] + box["height"] / 2 + 20)
        page.wait_for_timeout(60)
        if MIRANDELA not in page.url:
            break
    page.wait_for_url(re.compile(r"view=around&id=\d+$"))
    expect(page.get_by_role("heading", level=2)).to_contain_text("(PT)")
    assert page.title() == "Network"
