"""The page Workbench on the small graph: a link shows the same, a query is guarded, drawn in every view, and cut."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import answer_table, editor, running, tables
from dashboard.editor import Deed
from dashboard.workbench import Asked
from graph.desk import Desk, address_in, open_desk
from graph.endpoint import Table
from graph.saved_queries import Written, asked_last, change_query, save_query, saved_queries
from graph.workspace import Workspace
from ontology.terms import label
from tests.dashboard.hostile import HOSTILE, RELEASE
from tests.dashboard.test_pages import page, texts

pytestmark = pytest.mark.usefixtures("small_endpoint")
HEAD = "PREFIX ncp: <https://w3id.org/ncp-graph/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
CITIES = (
    f"{HEAD}SELECT ?city ?name ?population WHERE {{ "
    "?city a ncp:City ; skos:prefLabel ?name ; ncp:population ?population }"
)


def own(text: str, **codes: str) -> AppTest:
    """Draw the page as it stands once a text was run in the editor."""
    app = AppTest.from_string("from dashboard.views import workbench\nworkbench.show()", default_timeout=60)
    for key, code in codes.items():
        app.query_params[key] = code
    app.session_state["workbench-query"] = Asked(text, turn=text)
    return app.run()


def told(app: AppTest) -> str:
    said = [*texts(app), *(one.value for one in (*app.error, *app.warning, *app.info))]
    return " ".join(said).replace("\\", "")


def test_a_link_shows_a_saved_question_with_its_values_and_view() -> None:
    app = page("workbench", question="gaps/unlinked", country="SI", minPopulation="1000", view="table", rows="3")
    assert not app.exception and not app.error
    assert app.selectbox(key="ask-gaps/unlinked-country").value == "SI"
    asked = page("ask", question="gaps/unlinked", country="SI", minPopulation="1000", view="table")
    assert app.dataframe[-1].value["name"].tolist() == asked.dataframe[0].value["name"].tolist()[:3]
    assert {"question", "country", "view", "rows"} <= set(app.query_params)
    assert f"Release {RELEASE}" in told(app) and "http://127.0.0.1" in told(app)
    assert any("gaps/unlinked" in text and "query " in text for text in texts(app))


def test_a_question_that_is_not_there_is_told() -> None:
    app = page("workbench", question="no/such")
    assert "There is no saved question" in told(app) and not app.exception


def test_an_own_query_asks_for_its_parameters_and_leaves_its_text_out_of_the_address() -> None:
    text = CITIES.replace("}", "; ncp:inCountry ?_country_iri }")
    app = own(f"#+ defaults: {{country: SI}}\n{text}")
    assert not app.exception
    assert app.dataframe[-1].value["name"].tolist().count("Celje") == 1
    assert app.query_params["country"] == ["SI"] or app.query_params["country"] == "SI"
    assert not any("SELECT" in str(value) for value in app.query_params.values())
    (box,) = [box for box in app.selectbox if box.label == "Country"]
    box.set_value("PT").run()
    assert "Vinhais" in app.dataframe[-1].value["name"].tolist()


def test_an_answer_with_more_rows_is_called_truncated_and_a_whole_one_is_not() -> None:
    cut = own(CITIES, rows="2")
    assert "2 rows in" in told(cut) and "truncated" in told(cut)
    assert "truncated" not in told(own(CITIES))
    assert "truncated" not in told(own(f"{CITIES} LIMIT 2", rows="2"))


def test_names_are_shown_as_text_and_rows_can_be_left_to_those_that_hold_a_text() -> None:
    app = own(CITIES)
    names = app.dataframe[-1].value["name"].tolist()
    assert set(HOSTILE.values()) <= set(names)
    app.text_input[0].set_value("ONERROR").run()
    assert app.dataframe[-1].value["name"].tolist() == [HOSTILE["9000001"]]
    assert any(f"1 of {len(names)} rows hold" in text for text in texts(app))


@pytest.mark.parametrize("view", ["table", "map", "bar", "raw"])
def test_every_view_that_fits_is_drawn(view: str) -> None:
    app = own(CITIES, view=view)
    assert not app.exception and not app.error
    if view == "bar":
        assert (app.query_params["label"], app.query_params["value"]) in (
            (["name"], ["population"]),
            ("name", "population"),
        )
    if view == "raw":
        found = json.loads(app.code[0].value)
        assert found["results"]["bindings"][0]["city"]["type"] == "uri"


@pytest.mark.parametrize("column", ["wkt", "where"])
def test_rows_with_points_of_their_own_are_mapped(column: str) -> None:
    points = (
        f"""{CITIES.replace("?city ?name", f"?name ?{column}").rstrip("}")} BIND ("POINT(-8.5 40.1)" AS ?{column}) }}"""
    )
    app = own(points, view="map")
    assert not app.exception and any(re.search(r"\d+ places of \d+ rows", text) for text in texts(app))


def test_a_column_of_other_texts_offers_no_map() -> None:
    app = own(f'{CITIES.replace("?city ?name", "?name ?where").rstrip("}")} BIND ("at home" AS ?where) }}', view="map")
    assert not app.exception and not any("places of" in text for text in texts(app)) and app.dataframe


def test_ties_are_drawn_as_a_network() -> None:
    ties = f"{HEAD}SELECT ?source ?target WHERE {{ ?city skos:prefLabel ?source ; ncp:inRegion ?target }}"
    app = own(ties, view="network")
    assert not app.exception
    assert any(re.search(r"\d+ nodes and \d+ ties", text) for text in texts(app))


def test_a_graph_is_shown_as_turtle_and_a_truth_as_a_table() -> None:
    made = f"{HEAD}CONSTRUCT {{ ?city skos:prefLabel ?name }} WHERE {{ ?city a ncp:City ; skos:prefLabel ?name }}"
    app = own(made, view="raw")
    assert not app.exception
    assert 'skos:prefLabel "Celje"' in app.code[0].value
    assert own("ASK { ?s ?p ?o }").dataframe[-1].value["answer"].tolist() == [True]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT ?s WHERE {\n ?s ?p }", "line 2, column 2"),
        ("SELECT ?s WHERE { ?s nowhere:p ?o }", 'The prefix "nowhere:" is not declared, line 1, column 22'),
        ("SELECT (COUNT(*) AS ?n) ?s WHERE {\n ?s ?p ?o }", "does not take this query"),
        ("SELECT * WHERE { ?s ?p ?_when_moment }", "no known type"),
        ("SELECT * WHERE { ?s ?p ?_part_integer }", "Fill the field above"),
        ("SELECT * WHERE { ?s a <http://nothing.example/> }", "holds no rows"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(text: str, reason: str) -> None:
    app = own(text)
    assert reason in told(app) and not app.exception


SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def own_store(small_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages ask the store of the release that is current, as they do where no endpoint is named by hand."""
    monkeypatch.setenv("NCP_RELEASE", small_workspace.current().id)
    monkeypatch.setattr(running, "AT_ONCE", 1.0)


@pytest.mark.usefixtures("own_store")
def test_a_query_that_runs_is_ended_by_its_button_and_the_next_one_is_answered() -> None:
    app = own(SLOW)
    assert any(text.startswith("Running for") for text in texts(app))
    app.button(key="workbench-cancel").click().run()
    app.run()
    assert "The query was cancelled" in told(app) and not app.exception
    app.query_params["seconds"] = "1"
    app.session_state["workbench-query"] = Asked(SLOW, turn="1")
    app.run()
    app.run()
    assert "stopped at its time limit of 1 s" in told(app), "the field on the page lowers the limit"
    assert app.number_input(key="workbench-seconds").max == 30, "and does not raise it"
    app.session_state["workbench-query"] = Asked("ASK { ?s ?p ?o }", turn="2")
    app.run()
    assert app.dataframe[-1].value["answer"].tolist() == [True]
    assert "the store of this workspace" in told(app)


@pytest.mark.usefixtures("own_store")
def test_a_query_that_swallows_memory_is_told_and_the_page_answers_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 60.0)
    monkeypatch.setenv("NCP_MEMORY", "1000")
    swelling = " ".join(f"BIND (CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(10))
    app = own(f'SELECT (STRLEN(?x10) AS ?n) WHERE {{ BIND ("{"x" * 100}" AS ?x0) {swelling} }}')
    assert [one.value.replace("\\", "") for one in app.warning] == [
        "The query needed more than 1,000 MB of memory and was stopped; ask for less."
    ]
    app.session_state["workbench-query"] = Asked("ASK { ?s ?p ?o }", turn="2")
    app.run()
    assert app.dataframe[-1].value["answer"].tolist() == [True] and not app.warning


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    address = address_in(tmp_path)
    monkeypatch.setenv("NCP_DESK_URL", address)
    return open_desk(address)


def saving(text: str, origin: str = "", **codes: str) -> AppTest:
    """Draw the page as it stands once Save was pressed in the editor."""
    app = own(text, **codes)
    app.session_state["workbench-saving"] = Deed("save", text, "Query 1", origin, 7)
    return app.run()


def test_a_query_is_saved_and_its_link_opens_it_with_values_and_view(records: Desk) -> None:
    text = f"#+ defaults: {{country: SI}}\n{CITIES.replace('}', '; ncp:inCountry ?_country_iri }')}"
    app = saving(text, country="PT", view="raw")
    app.text_input(key="workbench-name").set_value("Towns")
    app.text_input(key="workbench-who").set_value("A")
    app.button(key="workbench-save").click().run()
    (kept,) = saved_queries(records, "A")
    assert (kept.name, kept.reach, kept.address) == ("Towns", "private", "country=PT&view=raw")
    assert app.query_params["kept"] in (str(kept.id), [str(kept.id)]) and not app.exception
    assert [one.text for one in asked_last(records, "A")] == []
    change_query(records, kept.id, Written("Towns", kept.text, "team", kept.address), "A", 1)
    link = page("workbench", kept=str(kept.id), country="PT", view="table")
    assert "Vinhais" in link.dataframe[-1].value["name"].tolist() and not link.exception


def test_a_private_query_and_one_that_is_gone_are_told_alike(records: Desk) -> None:
    kept = save_query(records, Written("mine", "ASK { ?s ?p 1 }"), "A")
    for number in (str(kept.id), "999", "1 OR 1", "9" * 40):
        app = page("workbench", kept=number)
        assert "saved query" in told(app) and "ask who sent the link" in told(app) and not app.exception


def test_whoever_saves_over_a_newer_version_is_told_and_nothing_is_lost(records: Desk) -> None:
    kept = save_query(records, Written("ours", "ASK { ?s ?p 1 }", "team"), "A")
    change_query(records, kept.id, Written("ours", "ASK { ?s ?p 2 }", "team"), "B", 1)
    app = saving("ASK { ?s ?p 3 }", f"kept:{kept.id}@1")
    app.text_input(key="workbench-who").set_value("A")
    app.button(key="workbench-save").click().run()
    assert "was changed meanwhile by B" in told(app)
    assert app.session_state["workbench-told"]["open"]["text"] == "ASK { ?s ?p 2 }"
    app.checkbox(key="workbench-new").check()
    app.text_input(key="workbench-name").set_value("ours too")
    app.button(key="workbench-save").click().run()
    assert [one.text for one in saved_queries(records, "A")] == ["ASK { ?s ?p 2 }", "ASK { ?s ?p 3 }"]


def test_a_proposal_is_refused_until_the_library_would_take_it(records: Desk) -> None:
    app = saving(CITIES)
    app.radio(key="workbench-reach").set_value("proposed").run()
    assert app.button(key="workbench-save").disabled and 'has no "summary"' in told(app)
    app.button(key="workbench-complete").click().run()
    text = app.session_state["workbench-told"]["put"]["text"]
    assert text.startswith("#+ summary:") and "population" in text
    fit = text.replace("A query of one's own", "Cities").replace(
        "It was written on the page Workbench.", "All of them."
    )
    fit = fit.replace("units: {}", "units: {population: inhabitants}")
    again = saving(fit)
    again.radio(key="workbench-reach").set_value("proposed").run()
    assert not again.button(key="workbench-save").disabled and "fits the library" in told(again)


def test_what_was_asked_is_remembered_and_what_the_library_asks_is_not(records: Desk) -> None:
    own("ASK { ?s ?p 5 }")
    page("workbench", question="gaps/overview")
    assert [(one.text, one.told) for one in asked_last(records, "")] == [("ASK { ?s ?p 5 }", "1 row")]
    app = page("workbench")
    app.button(key="workbench-forget").click().run()
    assert asked_last(records, "") == [] and not app.exception


def test_numbers_that_no_table_holds_are_shown_as_text() -> None:
    assert tables.arrow(("n",), [(2**70,), (1,)]).column("n").to_pylist() == [str(2**70), "1"]


def test_rows_are_left_by_any_kind_of_cell() -> None:
    held = tables.arrow(("name", "n", "is"), [("Celje", 12, True), (None, 3, None), ("x%[", 4, False)])
    assert answer_table.holding(held, "12").num_rows == 1
    assert answer_table.holding(held, "%[").num_rows == 1
    assert answer_table.holding(held, " ").num_rows == 3
    assert answer_table.holding(tables.arrow((), []), "x").num_rows == 0
    assert Table((), []).records() == []


def test_the_editor_knows_terms_with_their_labels_and_the_parameters_of_the_library() -> None:
    known = json.loads(editor._words())
    terms = {name: (shown, meaning) for name, shown, meaning, _ in known["terms"]}
    assert terms["ncp:population"][0] == label("https://w3id.org/ncp-graph/population")
    assert "scheme:state-absent" in terms and terms["ncp:City"][1]
    assert "skos:prefLabel" in terms and not any(name.startswith("id:") for name in terms)
    assert known["prefixes"]["ncp"] == "https://w3id.org/ncp-graph/"
    assert known["parameters"][0] == ["?_country_iri", "EU code of the country"]
