"""Each page on the small graph, served by the real SPARQL server."""

import re
import time

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import cities, data
from dashboard.navigation import modules
from graph.errors import EndpointError
from tests.dashboard.hostile import HOSTILE, RELEASE
from tests.dashboard.opened import opened

pytestmark = pytest.mark.usefixtures("small_endpoint")
NAMES = [name for name, _ in modules()]


def page(name: str, **codes: str) -> AppTest:
    """Draw one page with these codes in its address."""
    return opened(name, codes)


def texts(app: AppTest) -> list[str]:
    return [element.value for element in app.text]


def metrics(app: AppTest) -> dict[str, str]:
    return {element.label: element.value for element in app.metric}


def test_the_pages_are_found_and_stand_in_their_order() -> None:
    assert NAMES[:2] == ["overview", "unlinked"]
    orders = [module.ORDER for _, module in modules()]
    assert orders == sorted(orders)
    for _, module in modules():
        assert module.TITLE and module.__doc__


@pytest.mark.parametrize("name", NAMES)
def test_a_page_draws_without_an_exception(name: str) -> None:
    app = page(name)
    assert not app.exception
    assert app.title


def test_the_overview_counts_the_chosen_country_first() -> None:
    shown = metrics(page("overview", country="SI"))
    assert shown["Cities of any size"] == "6"
    assert shown["Linked"] == "3 (60%)"
    assert shown["Searched and absent"] == "1 (20%)"
    assert shown["Not covered"] == "1 (20%)"


def html_tables(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html") if "<table" in element.proto.body]


def test_the_overview_says_by_family_what_is_covered_and_leads_to_the_sources() -> None:
    app = page("overview", country="PT")
    table = next(table for table in html_tables(app) if "Coverage of the chosen country" in table)
    assert re.search("<td[^>]*>URBACT</td><td[^>]*>URBACT II 2007–2013, URBACT III 2014–2019</td><td[^>]*></td>", table)
    assert "Show the sources with their reasons" in [button.label for button in app.button]


def test_the_sources_are_told_with_age_rows_licence_and_reasons() -> None:
    app = page("sources")
    headings = [list(table.value.columns) for table in app.dataframe]
    assert any({"issued", "saved", "rowsRead", "rowsTaken", "rowsSetAside", "licence"} <= set(h) for h in headings)
    aside = next(table.value for table in app.dataframe if list(table.value.columns) == ["title", "reason", "rows"])
    assert ("no city of this name is known", 1) in set(zip(aside["reason"], aside["rows"], strict=True))
    sources = next(table.value for table in app.dataframe if "rowsRead" in table.value.columns)
    assert "" not in list(sources["issued"])


def test_the_heat_map_tells_each_state_by_word_and_sign_and_never_as_zero() -> None:
    heat = html_tables(page("sources"))[0]
    cells = dict(re.findall('aria-label="([^"]+?): ([a-z ]+)[.]', heat))
    assert cells["URBACT networks and memberships, Portugal"] == "complete"
    assert cells["keep.eu projects and partners 2014-2020, Slovenia"] == "partial"
    assert cells["Covenant of Mayors signatories, Slovenia"] == "partial"
    assert ">0<" not in heat


def test_the_sources_follow_the_codes_in_the_address() -> None:
    app = page("sources", country="PT", family="urbact", period="2014")
    heat, words, told = html_tables(app)
    assert "keep.eu" not in heat and 'class="complete chosen"' in heat
    assert "no statement on this choice" in words
    assert re.findall("<tr><td[^>]*>([^<]+)", told) == ["URBACT III"]
    assert app.query_params == {"country": "PT", "family": "urbact", "period": "2014"}


def test_a_chosen_source_stands_alone_in_every_table() -> None:
    app = page("sources", source="keep")
    told = next(table.value for table in app.dataframe if "licence" in table.value.columns)
    aside = next(table.value for table in app.dataframe if list(table.value.columns) == ["title", "reason", "rows"])
    assert len(told) == 1 and set(aside["title"]) == set(told["title"])


def test_a_choice_on_which_no_source_speaks_is_not_covered() -> None:
    app = page("sources", family="urbact", source="keep")
    assert "not covered" in app.info[0].value


def test_the_worklist_shows_absent_and_uncovered_towns_of_5000_and_more_at_first() -> None:
    app = page("unlinked", country="SI")
    assert list(app.dataframe[0].value["name"]) == ["Murska Sobota", "Šoštanj"]
    assert app.query_params["state"] == "absent.uncovered.weak"


def test_the_worklist_follows_the_codes_in_the_address() -> None:
    app = page("unlinked", country="PT", size="all", state="linked", order="population")
    names = list(app.dataframe[0].value["name"])
    assert names == ["Guimarães", "Fafe", "Bragança", "Mirandela"]
    assert all(reason for reason in app.dataframe[0].value["reason"])


def test_codes_that_are_no_codes_do_no_harm() -> None:
    app = page("unlinked", country="<script>", size="huge", state="x.y", unit="'")
    assert not app.exception
    assert app.query_params["country"] == "PT"


def test_a_filter_that_fits_nothing_is_told_in_a_sentence() -> None:
    app = page("unlinked", country="PT", size="large")
    assert "No city fits" in app.info[0].value


def test_the_page_of_a_city_tells_its_state_by_period() -> None:
    app = page("city", id="2738752")
    (table,) = [body for body in html_tables(app) if "State by programme family and programming period" in body]
    row = re.findall(r"<td[^>]*>([^<]*)</td>", table[table.index("URBACT") - 60 :])[:4]
    assert row == ["URBACT", "Searched and absent", "Linked (1)", "Not covered"]
    assert any("Not covered in any of the three periods: 3 programme families" in text for text in texts(app))


def test_the_page_of_a_city_shows_population_with_year_and_basis() -> None:
    shown = metrics(page("city", id="2742027"))
    assert shown["Inhabitants, 2019"] == "33,300"
    assert (shown["Links of the authority"], shown["Links of others only"]) == ("1", "2")


def test_the_page_of_a_city_says_for_each_family_what_was_searched() -> None:
    app = page("city", id="2742027")
    said, cards = texts(app), next(part.proto.body for part in app.get("html") if "<ul" in part.proto.body)
    assert any("URBACT II 2007–2013" in text and "31 December 2019" in text for text in re.findall("<p>([^<]+)", cards))
    table = html_tables(app)[0]
    assert re.findall("<tr><td[^>]*>([^<]+)</td><td[^>]*>([^<:]+)", table) == [
        ("Urban innovation (UIA and EUI)", "Nothing"),
        ("EU Mission: Climate-Neutral and Smart Cities", "Nothing"),
    ]
    assert "Not covered are 2 programme families:" in said


def test_each_link_of_a_city_names_its_row_and_how_it_was_matched() -> None:
    table = next(t.value for t in page("city", id="2742027").dataframe if "match" in t.value.columns)
    assert len(table) == 3
    assert all(", row " in place for place in table["place"])
    assert all("certainty" in match for match in table["match"])


@pytest.mark.parametrize("city", ["1", "0", "abc", "99999999999999999999", "2742027 ."])
def test_an_unknown_city_is_told_and_offered_a_search(city: str) -> None:
    app = page("city", id=city)
    assert not app.exception
    assert app.text_input


@pytest.mark.parametrize("number", HOSTILE)
def test_a_hostile_name_stands_escaped_in_the_heading(number: str) -> None:
    app = page("city", id=number)
    assert not app.exception
    heading = app.get("html")[0].proto.body
    assert "<img" not in heading and "<script" not in heading


@pytest.mark.parametrize(
    ("text", "expected"), [("braganca", "Bragança"), ("sostanj", "Šoštanj"), ("LUTTENBERG", "Ljutomer")]
)
def test_a_city_is_found_without_accents_and_by_other_names(text: str, expected: str) -> None:
    assert cities.search(text)[0].name == expected


@pytest.mark.parametrize("text", ["", " ", "a", '"', "\\", "') } #", "ž" * 300])
def test_any_text_may_be_searched(text: str) -> None:
    assert isinstance(cities.search(text), list)


@pytest.mark.parametrize("name", sorted(data.questions()))
def test_every_saved_question_can_be_asked_on_the_page(name: str) -> None:
    app = page("ask", question=name)
    assert not app.exception
    assert not app.error
    assert app.expander or app.info


def test_an_answer_is_counted_timed_and_explained() -> None:
    app = page("ask", question="gaps/overview")
    assert any(text.startswith("2 rows in ") for text in texts(app))
    assert any(text.startswith("Towns: ") or "towns" in text for text in texts(app))
    assert app.code[0].value.startswith("PREFIX") or "SELECT" in app.code[0].value


def test_a_missing_endpoint_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NCP_ENDPOINT")
    with pytest.raises(EndpointError, match="NCP_ENDPOINT"):
        data.served()


def test_the_footer_names_the_release_or_the_endpoint_that_somebody_named(
    small_endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def footer() -> str:
        app = AppTest.from_string("from dashboard import data\ndata.footer()", default_timeout=60).run()
        return str(app.text[0].value)

    assert footer() == f"All figures: as {small_endpoint} answered within the last 10 minutes."
    monkeypatch.setattr("dashboard.data.serving.own", lambda: True)
    assert RELEASE in footer() and "1 March 2026" in footer()


def test_what_an_endpoint_that_somebody_named_answered_is_kept_for_minutes(
    small_endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    first, again = data.answer("programmes/tree"), data.answer("programmes/tree")
    assert again is first
    monkeypatch.setattr("dashboard.data.time.time", lambda: now + 60 * data.MINUTES + 1)
    assert data.answer("programmes/tree") is not first, "asked once more"
    monkeypatch.setattr("dashboard.data.serving.own", lambda: True)
    assert data.served().moment == 0, "a release never changes"


@pytest.mark.usefixtures("small_endpoint")
def test_a_choice_holds_though_the_browser_still_sends_the_address_before_it() -> None:
    """Two quick choices: the second comes with the address as it was before the first."""
    app = page("unlinked", country="PT")
    before = dict(app.query_params)
    app.selectbox(key="unlinked-size").set_value("all").run()
    assert app.query_params["size"] == "all"
    for name, code in before.items():
        app.query_params[name] = code
    app.selectbox(key="unlinked-far").set_value("50").run()
    assert (app.query_params["size"], app.query_params["far"]) == ("all", "50")
    app.query_params["size"] = ["towns"]
    app.run()
    assert app.selectbox(key="unlinked-size").value == "towns", "going back, the address leads"
