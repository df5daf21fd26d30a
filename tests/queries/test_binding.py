"""Values become whole RDF terms: whatever a value holds, the query asks the same."""

from functools import lru_cache
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef, Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from graph.errors import BadParameter
from queries.binding import bind
from queries.catalogue import Parameter, Question, find, load
from queries.tokens import IRI, STRING, tokens
from queries.view import View

STRING_QUESTION = Question(
    name="tests/echo",
    topic="tests",
    summary="Echo",
    description="Echo.",
    tags=("tests",),
    answers=(),
    defaults={},
    parameters=(Parameter("text", "string", "", False, "", "A text"),),
    view=View("table"),
    columns={"said": "What was said"},
    units={},
    text="SELECT ?said WHERE { ?a ?b ?c FILTER (?c = ?_text_string) # ?_text_string\n BIND (?_text_string AS ?said) }",
)
HOSTILE = [
    '"',
    "'",
    '"""',
    "\\",
    '\\"',
    "}",
    "} UNION { ?s ?p ?o",
    '" . ?s ?p ?o . "',
    "# comment",
    "a\nb",
    "a\r\nb",
    "\\u0022",
    '\\u0022 } SERVICE <http://127.0.0.1/> { ?s ?p ?o } { "',
    "\\\\u0022",
    "\\\\\\U00000022",
    "\u202e\u200fabc",
    "?_text_string",
    "?__x_iri",
    "\x00",
    "\x0b\x85\u2028",
    "\U0001f600",
    "<http://example.org/>",
    "x" * 10_000,
    "",
]


@lru_cache(maxsize=256)
def shape(query: str) -> Any:  # noqa: ANN401
    """The parsed query with every literal and IRI taken out."""

    def bare(node: object) -> object:
        if isinstance(node, Literal):
            return "literal", str(node.datatype)
        if isinstance(node, URIRef):
            return "iri"
        if hasattr(node, "items"):
            return getattr(node, "name", ""), [(key, bare(part)) for key, part in node.items()]
        if isinstance(node, str):
            return type(node).__name__, str(node)
        return [bare(part) for part in node] if hasattr(node, "__iter__") else str(node)

    return bare(parseQuery(query))


def echoed(query: str) -> str:
    """What an engine makes of the term that was bound."""
    store = ox.Store()
    found = query.split("BIND (")[1].split(" AS ?said")[0]
    [solution] = store.query(f"SELECT ?said WHERE {{ BIND ({found} AS ?said) }}")
    return str(solution["said"].value)


def check_text(value: str) -> None:
    query = bind(STRING_QUESTION, {"text": value})
    assert shape(query) == shape(bind(STRING_QUESTION, {"text": "harmless"}))
    assert echoed(query) == value
    literals = [token.text for token in tokens(query) if token.kind == STRING]
    assert len(literals) == 2
    parsed = parseQuery(f"SELECT ?x WHERE {{ ?x ?y {literals[0]} }}")[1]
    assert str(parsed["where"].part[0].triples[0][2]["string"]) == value


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_one_term(value: str) -> None:
    check_text(value)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_one_term(value: str) -> None:
    check_text(value)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="\\uU0022\"'\n{}#<>?_ \u202e", max_size=30))
def test_any_mixture_of_quotes_and_escapes_is_one_term(value: str) -> None:
    check_text(value)


SAVED = find("gaps/newcomers")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["programme", "earlier", "country"]))
def test_any_value_of_an_iri_is_refused_or_one_iri(value: str, name: str) -> None:
    try:
        query = bind(SAVED, {"country": "PT", name: value})
    except BadParameter as error:
        assert str(error).isprintable() or value
        return
    if name == "country" and not value.strip():
        return
    harmless = bind(SAVED, {"country": "PT"})
    assert [token.kind for token in tokens(query)] == [token.kind for token in tokens(harmless)]
    assert shape(query) == shape(harmless)


@lru_cache(maxsize=256)
def algebra(query: str) -> Any:  # noqa: ANN401
    """What the query asks, as SPARQL algebra with the values taken out."""

    def bare(node: object) -> object:
        if isinstance(node, (Literal, URIRef)):
            return type(node).__name__
        if isinstance(node, CompValue):
            return node.name, [(key, bare(part)) for key, part in sorted(node.items())]
        if isinstance(node, (set, frozenset)):
            return len(node)
        if isinstance(node, (list, tuple)):
            return [bare(part) for part in node]
        return str(node) if isinstance(node, Variable) else type(node).__name__

    return bare(translateQuery(parseQuery(query)).algebra)


HARMLESS = {
    **{"country": "PT", "source": "keep", "city": "2742027", "programme": "urbact-3", "project": "keep/valorcomp"},
    **{"region": "PT11E", "domain": "employment", "practice": "1", "lesson": "1"},
    **{"string": "harmless", "integer": "7", "decimal": "0.5", "date": "2026-03-01"},
}
ODD = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="\\uU0022\"'\n\r{}()#<>?_$.;, \u202e\u2067\x00", max_size=30),
    st.sampled_from([*HOSTILE, '"' * 10_000, "\u202e}" * 5_000]),
    st.integers().map(str),
    st.dates().map(str),
)
OPEN = [(question, p) for question in load().values() for p in question.parameters]
TEXTS = [(question, p) for question, p in OPEN if p.type == "string"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.sampled_from(OPEN), st.sampled_from(TEXTS)), ODD)
def test_no_value_of_any_parameter_changes_the_algebra_of_a_saved_question(
    asked: tuple[Question, Parameter], value: str
) -> None:
    question, parameter = asked
    harmless = {p.name: HARMLESS[p.kind or p.type] for p in question.parameters}
    try:
        query = bind(question, harmless | {parameter.name: value})
    except BadParameter:
        return
    if value.strip():
        assert algebra(query) == algebra(bind(question, harmless))


def test_the_algebra_sees_an_injection() -> None:
    open_to_text = STRING_QUESTION.text.replace("?_text_string", '"%s"')
    broken = open_to_text % ('x") ?s ?p ?o FILTER ("x" = "x', "x", "x")
    assert algebra(broken) != algebra(bind(STRING_QUESTION, {"text": "x"}))


@pytest.mark.parametrize(
    ("kind", "value", "bound"),
    [
        ("country", "PT", "<http://publications.europa.eu/resource/authority/country/PRT>"),
        ("country", "el", "<http://publications.europa.eu/resource/authority/country/GRC>"),
        ("city", "2742027", "<https://w3id.org/ncp-graph/id/city/2742027>"),
        ("city", "928054818217177", "<https://w3id.org/ncp-graph/id/city/928054818217177>"),
        (
            "city",
            "https://w3id.org/ncp-graph/id/city/2742027",
            "<https://w3id.org/ncp-graph/id/city/2742027>",
        ),
        ("programme", "urbact-3", "<https://w3id.org/ncp-graph/id/programme/urbact-3>"),
        ("source", " keep ", "<https://w3id.org/ncp-graph/id/source/keep>"),
        ("practice", "urbact/a", "<https://w3id.org/ncp-graph/id/practice/urbact%2Fa>"),
        ("practice", "urbact%2Fa", "<https://w3id.org/ncp-graph/id/practice/urbact%2Fa>"),
        ("practice", "ü 1".replace(" ", ""), "<https://w3id.org/ncp-graph/id/practice/%C3%BC1>"),
        ("", "https://example.org/a?b=c", "<https://example.org/a?b=c>"),
    ],
)
def test_keys_lead_to_the_iri_of_the_thing(kind: str, value: str, bound: str) -> None:
    assert bound_as("iri", kind, value) == bound


@pytest.mark.parametrize(
    ("form", "value", "bound"),
    [
        ("integer", "5000", '"5000"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", " -07 ", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "0.5", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "2024-02-29", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("string", " a b ", '" a b "'),
    ],
)
def test_values_are_written_with_their_type(form: str, value: str, bound: str) -> None:
    assert bound_as(form, "", value) == bound


@pytest.mark.parametrize(
    ("form", "kind", "value", "says"),
    [
        ("iri", "country", "PX", 'EU code of a country, such as "P'),
        ("iri", "country", "Portugal", "EU code of a country"),
        ("iri", "city", "Bragança", "GeoNames id of a city, such as 2742027"),
        ("iri", "city", "0", "GeoNames id"),
        ("iri", "city", "1234567890123456", "GeoNames id"),
        ("iri", "city", "٢٧", "GeoNames id"),
        ("iri", "programme", "a b", "key of a programme"),
        ("iri", "programme", "../city/1", "key of a programme"),
        ("iri", "programme", "x>", "key of a programme"),
        ("iri", "", "javascript:alert(1)", "http"),
        ("iri", "", "http://a/> ?s ?p", "http"),
        ("integer", "", "5,000", "whole number"),
        ("integer", "", "5e3", "whole number"),
        ("integer", "", "٥", "whole number"),
        ("decimal", "", "NaN", "number"),
        ("date", "", "2025-02-29", "day that exists"),
        ("date", "", "01/03/2026", "YYYY-MM-DD"),
        ("string", "", "\ud800", "valid Unicode"),
        ("string", "", "x" * 20_001, "at most 20,000"),
        ("integer", "", "", "needs a value"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(form: str, kind: str, value: str, says: str) -> None:
    with pytest.raises(BadParameter, match=says) as raised:
        bound_as(form, kind, value)
    assert len(str(raised.value)) < 250


def bound_as(form: str, kind: str, value: str) -> str:
    parameter = Parameter("value", form, kind, False, "", "A value")
    made = Question("t/x", "t", "X", "X.", ("t",), (), {}, (parameter,), View("table"), {}, {}, f"?_value_{form}")
    return bind(made, {"value": value})


def test_a_misspelt_parameter_names_its_neighbour() -> None:
    with pytest.raises(BadParameter, match='no parameter "contry"; did you mean "country"'):
        bind(find("gaps/unlinked"), {"contry": "PT"})
    with pytest.raises(BadParameter, match="it takes none"):
        bind(find("sources/datasets"), {"x": "1"})


def test_an_open_optional_stays_a_variable_and_a_filled_one_becomes_a_term() -> None:
    question = find("gaps/size-classes")
    assert "?__country_iri" in bind(question, {})
    filled = bind(question, {"country": "SI"})
    assert "?__country_iri" not in filled
    assert [token.text for token in tokens(filled) if token.kind == IRI and "/SVN>" in token.text]


def test_strings_iris_and_comments_of_the_query_are_left_alone() -> None:
    assert bind(STRING_QUESTION, {"text": "x"}).count("?_text_string") == 1
