"""The page Ask: lists filled from the graph, values in the address, views, downloads and citation."""

import io
import json
from typing import Any

import pyoxigraph as ox
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import answer_views, data
from dashboard.outputs.answered import Manner
from dashboard.outputs.write import answered, fitting, write
from graph.endpoint import Embedded
from queries.ask import answer
from queries.catalogue import load
from queries.positions import spots
from tests.dashboard.opened import opened
from tests.dashboard.test_pages import page, texts

pytestmark = pytest.mark.usefixtures("small_endpoint")


def listed(app: AppTest, label: str) -> list[str]:
    return list(next(box for box in app.selectbox if box.label == label).options)


def test_each_list_is_the_answer_of_a_question_with_value_and_label(small_store: ox.Store) -> None:
    used = {parameter.choices for question in load().values() for parameter in question.parameters} - {""}
    assert {"choices/countries", "choices/programmes", "choices/layers", "choices/measures"} <= used
    for name in used:
        assert tuple(load()[name].columns) == ("value", "label")
        found = answer(Embedded(small_store), name, {}).rows
        assert found and len({value for value, _ in found}) == len(found)


def test_every_default_is_among_the_choices(small_store: ox.Store) -> None:
    for question in load().values():
        for parameter in question.parameters:
            if parameter.choices and parameter.default:
                values = {str(value) for value, _ in answer(Embedded(small_store), parameter.choices, {}).rows}
                assert parameter.default in values, (question.name, parameter.name)


def test_drop_downs_are_filled_from_the_graph_and_bear_help() -> None:
    app = page("ask", question="network/ranking")
    assert listed(app, "Country") == ["All", "Portugal", "Slovenia"]
    assert "interreg/any (2 tied cities)" in listed(app, "Layer")
    assert "tie strength" in listed(app, "Measure")
    assert next(box for box in app.selectbox if box.label == "Layer").help.startswith("Layer, as programme family")


def test_the_address_keeps_what_was_chosen_also_that_a_default_was_opened() -> None:
    app = page("ask", question="network/ranking")
    app.selectbox(key="ask-network/ranking-country").set_value("all").run()
    assert app.query_params["country"] == "all"
    again = page("ask", question="network/ranking", country="all", view="table")
    assert again.selectbox(key="ask-network/ranking-country").value == "all"
    assert again.query_params["view"] == "table"
    assert not again.warning


def test_a_value_that_no_list_holds_is_told_and_not_asked() -> None:
    app = page("ask", question="gaps/unlinked", country="XX")
    assert any('"XX" is none of the choices of Country' in told.value for told in app.warning)
    assert not app.exception
    odd = page("ask", question="cities/calls", day="2026-13-01", city="2742027> } #")
    assert not odd.exception
    assert any(told.value.startswith('Day: "2026-13-01" does not fit, ') for told in odd.warning)
    many = page("ask", question="gaps/unlinked", minPopulation="abc")
    assert any('Min population: "abc" does not fit, ' in told.value for told in many.warning)
    assert many.number_input(key="ask-gaps/unlinked-minPopulation").value == 5_000 and not many.info


@pytest.mark.parametrize("name", sorted(load()))
def test_every_view_that_fits_is_drawn(name: str) -> None:
    for kind in answer_views.fitting(load()[name]):
        if kind != "table":
            app = page("ask", question=name, view=kind)
            assert not app.exception, (name, kind)
            assert not app.error


def test_a_view_is_drawn_from_the_columns_that_the_question_names() -> None:
    app = page("ask", question="cities/periods")
    matrix = next(block.proto.body for block in app.get("html") if "ncp-matrix" in block.proto.body)
    assert matrix.count("<tr>") == 7 and ">Linked</td>" in matrix
    assert any(
        "2 places of 2 rows" in text or "places of" in text for text in texts(page("ask", question="gaps/unlinked"))
    )


def test_cities_of_an_answer_are_placed_with_their_verdict(small_store: ox.Store) -> None:
    found = spots(Embedded(small_store), [2732286, 3190311, 7])
    assert {city: spot.state for city, spot in found.items()} == {2732286: "absent", 3190311: "uncovered"}
    assert found[2732286].name == "Vinhais" and found[2732286].population == 7900


def test_a_download_is_offered_in_every_format_that_fits_and_the_answer_can_be_cited() -> None:
    app = page("ask", question="network/ego")
    assert "GraphML (network)" in listed(app, "Format") and "GeoJSON (map)" in listed(app, "Format")
    assert "GraphML (network)" not in listed(page("ask", question="gaps/overview"), "Format")
    assert any("release" in text and "query " in text for text in texts(app))


@pytest.mark.parametrize("style", sorted(fitting(load()["network/ego"])))
def test_the_page_writes_every_format_from_the_endpoint(style: str) -> None:
    out = io.BytesIO()
    with answered(data.endpoint(), "network/ego", {"city": "2742027"}, "r") as found:
        write(found, style, out, Manner())
    assert out.getvalue()
    if style == "json":
        rows: list[dict[str, Any]] = json.loads(out.getvalue())
        assert {row["name"] for row in rows if row["name"]} == {"Mirandela"}


def test_bars_bear_the_words_of_the_pages_and_no_keys() -> None:
    app = page("ask", question="gaps/size-classes", country="PT", view="bar")
    (chart,) = app.get("echarts_chart")
    drawn = str(chart.proto)
    assert "Small (5,000" in drawn and "very-small" not in drawn


def test_a_number_that_is_missing_is_an_empty_cell_and_a_long_text_has_its_room() -> None:
    app = opened("ask", {"question": "studies/compared"})
    assert not app.exception
    drawn = app.dataframe[0].proto
    assert drawn.HasField("placeholder")
    assert drawn.placeholder == ""
    columns = json.loads(drawn.columns)
    longest = max(len(str(study)) for study in app.dataframe[0].value["study"])
    assert columns["study"]["width"] >= 7 * longest
    assert "width" not in columns["country"] or columns["country"]["width"] is None
    assert not app.dataframe[0].value["effect"].eq("None").any()


def test_challenge_and_domain_of_the_catalogue_are_lists() -> None:
    app = opened("ask", {"question": "practices/catalogue", "challenge": "trust"})
    chosen = {box.label: box.value for box in app.selectbox}
    assert (chosen["Challenge"], chosen["Domain"]) == ("trust", "all")
    assert list(app.dataframe[0].value["title"]) == ["A charter of social responsibility with local firms"]
