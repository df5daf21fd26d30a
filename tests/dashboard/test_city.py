"""The page City: links over time, peers, practices, calls, names, the network as a table, introductions."""

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cities, companions, link_years
from dashboard.scripts import by_script
from tests.dashboard.hostile import HOSTILE
from tests.dashboard.opened import opened

CELJE, BRAGANCA, VINHAIS = "3202781", "2742027", "2732286"
FAMILIES = {"urbact": "URBACT", "interreg": "Interreg"}


def page(**codes: str) -> AppTest:
    return opened("city", codes)


def told(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.get("html") if re.search("<table|<ul", element.proto.body)]
    plain = [" ".join(re.sub("<[^>]+>", " ", re.split("</style>", body)[-1]).split()) for body in bodies]
    return " | ".join([*plain, *(element.value for element in app.text)])


def link(name: str, family: str, begin: object, end: object, status: str = "") -> dict[str, Any]:
    return {"link": name, "family": family, "programmeName": "", "startYear": begin, "endYear": end, "status": status}


def test_links_are_counted_in_each_year_that_they_run() -> None:
    rows = [link("a", "urbact", 2015, 2017), link("a", "urbact", 2015, 2017), link("b", "interreg", "2017", None)]
    rows += [link("c", "urbact", None, None), link("d", "urbact", 2010, 2012, "applied")]
    found = link_years.count(rows, FAMILIES, 2019)
    assert list(found.span) == [2015, 2016, 2017, 2018, 2019]
    assert found.running[2016, "URBACT"] == 1
    assert found.running[2019, "Interreg"] == 1
    assert (found.undated, found.lasting) == (1, 1)
    assert (2011, "URBACT") not in found.running


def test_a_family_without_a_year_keeps_its_colour_for_itself() -> None:
    rows = [link("a", "interreg", None, None), link("b", "urbact", 2015, 2017)]
    found = link_years.count(rows, FAMILIES, 2019)
    assert (found.families, found.known) == (["URBACT"], ("Interreg", "URBACT"))


def test_names_are_sorted_by_script_and_codes_left_out() -> None:
    names = ("Bragança", "BGC", "Брагань", "Μπραγκάνσα", "ブラガンサ", "1")
    assert by_script(names) == [
        ("Latin", "Bragança"),
        ("Greek", "Μπραγκάνσα"),
        ("Cyrillic", "Брагань"),
        ("Japanese", "ブラガンサ"),
    ]


def call(state: str, fits: str, **more: object) -> dict[str, Any]:
    row = {"name": f"{state} {fits}", "state": state, "fits": fits, "because": "why", "opens": None, "closes": None}
    return row | {"page": None, "asks": None, "rule": None} | more


def test_a_call_without_dates_is_never_told_as_open() -> None:
    rows = [
        call("dates not known", "yes"),
        call("open", "no", opens="2026-01-01"),
        call("open", "yes", opens="2026-01-01"),
    ]
    found = companions.calls(rows)
    assert [one.name for one in found] == ["open yes", "dates not known yes", "open no"]
    assert found[1].told == "dates not known; the city meets the stated conditions (why)"
    assert found[0].told.startswith("open from 1 January 2026, no closing day stated; ")


@pytest.mark.usefixtures("small_endpoint")
def test_the_page_tells_of_links_over_time_peers_calls_and_the_network_as_a_table() -> None:
    app = page(id=BRAGANCA)
    assert not app.exception
    text = told(app)
    assert "Projects and memberships that run in each year" in text
    assert "Portugal · Terras de Trás-os-Montes (NUTS 3 PT11E, NUTS 2 PT11, NUTS 1 PT1)" in text
    assert "Officially border, mountain, predominantly rural" in text
    assert re.search(r"Evidence: \S+\.xlsx, sheet Partners, row \d+ \(keep\.eu", text)
    assert "Also called" in text
    assert "Judged on " in text
    headings = [element.value for element in app.header]
    for wanted in ("Links over time", "Warmest introduction", "Peers abroad", "Practices that may fit", "Calls"):
        assert wanted in headings
    assert "Peers of the city" in text and [one for one in app.button if str(one.key).startswith("city-peer-")]
    assert not [table for table in app.dataframe if "shared" in table.value.columns]
    app.session_state[f"city-met-{BRAGANCA}"] = True
    shared = next(table.value for table in app.run().dataframe if "shared" in table.value.columns)
    assert "Mirandela" in list(shared["name"])


@pytest.mark.usefixtures("small_endpoint")
def test_peripheral_in_the_network_stands_apart_from_the_map() -> None:
    app = page(id=BRAGANCA)
    headings = [element.value for element in app.header]
    assert headings.index("Where it stands in the network") < headings.index("Where it lies on the map")
    (ties,) = [text for text in told(app).split(" | ") if text.startswith("Measures by any organisation")]
    assert "brokerage of the partners 1 contacts The brokerage of the partners is the mean effective size" in ties
    assert "the projects of all programme families in this release" in ties
    assert "predominantly rural" not in ties and "kilometres" not in ties
    assert "Among 2 tied cities; how well a core tells this network is not known." in told(app)
    assert "Not covered: the sources cannot tell whether it meets another city" in told(page(id=VINHAIS))


@pytest.mark.usefixtures("small_endpoint")
def test_what_cannot_be_told_is_said_in_words() -> None:
    text = told(page(id=VINHAIS))
    assert "No link of this city has a year." in text
    assert "The graph knows no practice of a city like this one" in text or "Nobody has measured" in text


@pytest.mark.usefixtures("small_endpoint")
def test_the_warmest_introduction_is_found_on_demand_and_kept_in_the_address() -> None:
    app = page(id=VINHAIS, to="urbact")
    assert not app.exception
    assert app.selectbox(key="city-to").value == "urbact"
    assert "Urban authority of Vinhais" in told(app) or "Contact point" in told(app)
    assert "urbact" in app.query_params["to"]


@pytest.mark.usefixtures("small_endpoint")
def test_the_table_of_the_network_counts_what_two_cities_share() -> None:
    found = {name: number for name, _, number, _ in cities.met(BRAGANCA)}
    assert found["Mirandela"] >= 1


@pytest.mark.usefixtures("small_endpoint")
@pytest.mark.parametrize("city", sorted(HOSTILE))
def test_a_hostile_name_stays_text(city: str) -> None:
    app = page(id=city)
    assert not app.exception
    bodies = "".join(element.proto.body for element in app.get("html"))
    assert "<img" not in bodies and "<script" not in bodies
