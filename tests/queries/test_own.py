"""A query of one's own becomes a question: its variables are its parameters, its front matter tells the rest."""

from dataclasses import replace

import pytest

from graph.errors import BadInput, NcpError, QueryRefused
from queries.catalogue import FOLDER, load
from queries.own import lines_before, own, place_of, with_columns
from queries.view import View

TEXT = """SELECT ?city ?name WHERE {
  ?city <http://x/country> ?_country_iri ; <http://x/name> ?name ; <http://x/size> ?size .
  FILTER (?size > ?_minPopulation_integer)
  FILTER (STR(?name) = ?__part_string)
}"""


@pytest.mark.parametrize("name", ["network/ego", "checks/one-verdict"])
def test_a_saved_question_is_read_the_same_as_from_the_library(name: str) -> None:
    assert own((FOLDER / f"{name}.rq").read_text("utf-8"), name) == replace(load()[name], twin="")


def test_a_text_without_front_matter_takes_what_its_variables_name() -> None:
    question = own(TEXT)
    assert [(p.name, p.type, p.kind, p.optional, p.choices) for p in question.parameters] == [
        ("country", "iri", "country", False, "choices/countries"),
        ("minPopulation", "integer", "", False, ""),
        ("part", "string", "", True, ""),
    ]
    assert question.parameters[1].meaning == "Min population"
    assert question.name == own(f"#+ tags: [x]\n{TEXT}").name != own(TEXT.replace("name", "label")).name
    assert question.view == View("table")


def test_front_matter_of_a_part_is_enough() -> None:
    question = own(f"#+ summary: Cities\n#+ defaults: {{country: PT}}\n#+ units: {{}}\n{TEXT}")
    assert question.summary == "Cities" and question.defaults == {"country": "PT"}
    assert with_columns(question, ("city", "name")).columns == {"city": "City", "name": "Name"}
    ties = own(f"#+ view: network\n#+ columns: {{source: A, target: B}}\n{TEXT}")
    assert with_columns(ties, ("source", "target")).view == View("network", ("source", "target"))
    assert with_columns(ties, ("city",)).view == View("table")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("#+ defaults: [1, 2]", "another form"),
        ("#+ tags: 5", "another form"),
        ("#+ columns: x", "another form"),
        ("#+ view: pie", '"pie" is no view'),
        ("#+ a: b: c", "no YAML"),
        ("#+ defaults: {nobody: 1}", '"nobody" has no placeholder'),
        ("#+ - list", "no list of names"),
    ],
)
def test_front_matter_that_does_not_fit_is_told_in_one_sentence(head: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        own(f"{head}\n{TEXT}")


def test_a_parameter_cannot_be_called_as_a_part_of_the_address() -> None:
    with pytest.raises(BadInput, match='no parameter can be called "label"'):
        own("SELECT * WHERE { ?s ?p ?_label_string }")


def test_a_query_that_reaches_out_is_refused() -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        own("#+ tags: [a]\nSELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SELECT ?s WHERE {\n ?s ?p }", (2, 2)),
        ("#+ tags: [a]\n#+ units: {}\nSELEC ?x {}", (3, 1)),
        ("prefix b: <http://b/>\nSELECT ?s WHERE { ?s b:p _:x, 'a:b',\n  'x'^^nowhere:type }", (3, 8)),
    ],
)
def test_the_place_of_an_error_counts_the_lines_of_the_front_matter(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(NcpError) as told:
        own(text)
    assert isinstance(told.value, QueryRefused) and place_of(told.value) == place


def test_the_place_that_the_store_tells_is_read_too() -> None:
    assert place_of(QueryRefused("The query does not parse: error at 3:17: Prefix not found.")) == (3, 17)
    assert place_of(QueryRefused("Too long.")) is None
    assert lines_before("#+ tags: [a]\n\n#+ units: {}\nSELECT") == 3
