"""The page Workbench on the small graph: a link shows the same, a query is guarded, drawn in every view, and cut."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import answer_table, editor, tables
from dashboard.workbench import Asked
from graph.endpoint import Table
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
    assert app.dataframe[0].value["name"].tolist() == asked.dataframe[0].value["name"].tolist()[:3]
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
    assert app.dataframe[0].value["name"].tolist().count("Celje") == 1
    assert app.query_params["country"] == ["SI"] or app.query_params["country"] == "SI"
    assert not any("SELECT" in str(value) for value in app.query_params.values())
    (box,) = [box for box in app.selectbox if box.label == "Country"]
    box.set_value("PT").run()
    assert "Vinhais" in app.dataframe[0].value["name"].tolist()


def test_an_answer_with_more_rows_is_called_truncated_and_a_whole_one_is_not() -> None:
    cut = own(CITIES, rows="2")
    assert "2 rows in" in told(cut) and "truncated" in told(cut)
    assert "truncated" not in told(own(CITIES))
    assert "truncated" not in told(own(f"{CITIES} LIMIT 2", rows="2"))


def test_names_are_shown_as_text_and_rows_can_be_left_to_those_that_hold_a_text() -> None:
    app = own(CITIES)
    names = app.dataframe[0].value["name"].tolist()
    assert set(HOSTILE.values()) <= set(names)
    app.text_input[0].set_value("ONERROR").run()
    assert app.dataframe[0].value["name"].tolist() == [HOSTILE["9000001"]]
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


def test_ties_are_drawn_as_a_network() -> None:
    ties = f"{HEAD}SELECT ?source ?target WHERE {{ ?city skos:prefLabel ?source ; ncp:inRegion ?target }}"
    app = own(ties, view="network")
    assert not app.exception
    assert any(re.search(r"\d+ nodes and \d+ ties", text) for text in texts(app))


def test_a_graph_is_shown_as_turtle_and_a_truth_as_a_table() -> None:
    made = f"{HEAD}CONSTRUCT {{ ?city skos:prefLabel ?name }} WHERE {{ ?city a ncp:City ; skos:prefLabel ?name }}"
    app = own(made, view="raw")
    assert not app.exception and "skos:prefLabel" in app.code[0].value
    assert own("ASK { ?s ?p ?o }").dataframe[0].value["answer"].tolist() == [True]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT ?s WHERE {\n ?s ?p }", "line 2, column 2"),
        ("SELECT ?s WHERE { ?s nowhere:p ?o }", "does not take this query"),
        ("SELECT * WHERE { ?s ?p ?_when_moment }", "no known type"),
        ("SELECT * WHERE { ?s ?p ?_part_integer }", "Fill the field above"),
        ("SELECT * WHERE { ?s a <http://nothing.example/> }", "holds no rows"),
    ],
)
def test_what_cannot_be_answered_is_told_in_a_sentence(text: str, reason: str) -> None:
    app = own(text)
    assert reason in told(app) and not app.exception


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
