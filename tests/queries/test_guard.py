"""A stranger's query may read this graph, within a limit, and nothing else."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.engine import evaluate
from graph.errors import NcpError, QueryRefused
from graph.limits import Limits
from graph.stop import Stop
from queries.guard import guard
from queries.run import Engine, run
from tests.listener import listening

P = "PREFIX : <http://example.org/> "
OUT = "SERVICE <http://127.0.0.1:1/> { ?x ?y ?z }"


SERVICES = [
    f"SELECT * WHERE {{ {OUT} }}",
    f"SELECT * WHERE {{ ?s ?p ?o FILTER EXISTS {{ {OUT} }} }}",
    f"SELECT * WHERE {{ ?s ?p ?o FILTER NOT EXISTS {{ {OUT} }} }}",
    f"SELECT * WHERE {{ {{ SELECT ?x WHERE {{ {OUT} }} }} }}",
    f"SELECT * WHERE {{ ?s ?p ?o OPTIONAL {{ {OUT} }} }}",
    f"SELECT * WHERE {{ ?s ?p ?o MINUS {{ {OUT} }} }}",
    f"SELECT * WHERE {{ GRAPH ?g {{ {OUT} }} }}",
    f"SELECT (EXISTS {{ {OUT} }} AS ?e) WHERE {{ }}",
    f"ASK {{ {OUT} }}",
    f"CONSTRUCT {{ ?x ?y ?z }} WHERE {{ {OUT} }}",
    "SELECT * WHERE { service silent ?where { ?x ?y ?z } }",
    "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "SELECT * WHERE { S\\U00000045RVICE <http://127.0.0.1:1/> { ?x ?y ?z } }",
    "SELECT * WHERE { #\\u000A SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } \n}",
    'SELECT * WHERE { ?s ?p "\\u0022 . SERVICE <http://127.0.0.1:1/> { ?x ?y ?z } ?s ?p \\u0022" }',
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        guard(query)


NO_READS = [
    "SELECT * FROM <http://127.0.0.1:1/x.ttl> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:1/x.ttl> WHERE { ?s ?p ?o }",
    "DESCRIBE <http://example.org/a> FROM <http://127.0.0.1:1/x.ttl>",
    "INSERT DATA { <http://a/> <http://b/> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:1/x.ttl>",
    "DROP ALL",
    "CLEAR DEFAULT",
    "SELECT * WHERE { ?s ?p ?o } ; DROP ALL",
    "SELECT * WHERE { ?s ?p ?o } SELECT * WHERE { ?s ?p ?o }",
    "INSERT { ?s ?p 1 } WHERE { SELECT * { ?s ?p ?o } }",
    "",
    "Which cities are unlinked?",
    "SELECT * WHERE { ?s ?p ?o",
    'SELECT * WHERE { ?s ?p "\\\\u0022" }',
    "SELECT * WHERE { ?s ?p '\\uD800' }",
    "SELECT * WHERE { ?s ?p '\\UFFFFFFFF' }",
    "SELECT * WHERE " + "{" * 500 + "?s ?p ?o" + "}" * 500,
    "SELECT * WHERE { ?s ?p '" + "x" * 60_000 + "' }",
    "SELECT * WHERE { FILTER (" + "1 = 1 || " * 2_000 + "1 = 2) }",
]


@pytest.mark.parametrize("query", NO_READS)
def test_what_is_more_than_one_query_that_reads_is_refused_in_one_sentence(query: str) -> None:
    with pytest.raises(QueryRefused) as raised:
        guard(query)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 300


@pytest.mark.parametrize(
    ("query", "end"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "LIMIT 100"),
        ("SELECT * WHERE { ?s ?p ?o } # LIMIT 5", "LIMIT 100"),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT 5", "LIMIT 5"),
        ("SELECT * WHERE { ?s ?p ?o } limit\t500", "limit\t100"),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT 500 OFFSET 3", "LIMIT 100 OFFSET 3"),
        ("SELECT * WHERE { ?s ?p ?o } OFFSET 3", "LIMIT 100"),
        ("SELECT * WHERE { { SELECT * WHERE { ?s ?p ?o } LIMIT 7 } }", "LIMIT 100"),
        ("SELECT * WHERE { ?s ?p ?o } ORDER BY ?s VALUES ?s { 1 }", "LIMIT 100 VALUES ?s { 1 }"),
        (
            "SELECT (COUNT(*) AS ?limit) WHERE { ?s ?p 'LIMIT 3' } GROUP BY ?s HAVING (?limit > 3)",
            "LIMIT 100",
        ),
        (P + "SELECT * WHERE { ?s :limit ?values }", "LIMIT 100"),
        (P + "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "{ ?s ?p ?o }"),
        (P + "DESCRIBE ?s WHERE { ?s ?p ?o } LIMIT 1000", "LIMIT 1000"),
        ("ASK { ?s ?p ?o }", "}"),
    ],
)
def test_the_number_of_rows_is_limited(query: str, end: str) -> None:
    assert " ".join(guard(query, 100).split()).endswith(" ".join(end.split()))


@pytest.mark.parametrize(
    "query",
    [
        P + "SELECT ?service ?from WHERE { ?service :load ?from ; :with 'INSERT' ; <http://a/SERVICE> ?x }",
        P + "PREFIX service: <http://a/> SELECT * WHERE { ?s service:from ?o }",
        "SELECT * WHERE { ?s ?p '\\u00e9' FILTER NOT EXISTS { ?s ?q 1 } GRAPH ?g { ?s ?p ?o } }",
        "SELECT * WHERE { ?s <http://a>/<http://b>* ?o . BIND (((((1 + 2)))) AS ?x) }",
    ],
)
def test_words_in_names_texts_and_variables_are_no_offence(query: str) -> None:
    guard(query)


def test_no_query_of_ones_own_makes_the_engine_call_anybody(served: Path) -> None:
    engine = Engine(served)
    with listening() as (url, calls):
        for query in (*SERVICES, *NO_READS):
            with pytest.raises(QueryRefused):
                run(engine, query.replace("http://127.0.0.1:1/", url))
        assert calls == []
        allowed = f"SELECT ?x WHERE {{ VALUES ?x {{ <{url}> }} # SERVICE <{url}>\n OPTIONAL {{ ?x ?p '{url}' }} }}"
        assert run(engine, allowed).rows
        assert run(engine, f"DESCRIBE <{url}>").rows == []
        assert calls == []
        with suppress(NcpError):
            evaluate(served, f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}", False, Limits(seconds=10), Stop())
        assert calls, "the listener hears an engine that nobody guards"


def test_a_query_of_ones_own_is_answered_within_the_limit(served: Path) -> None:
    reply = run(Engine(served), "SELECT ?s WHERE { ?s a <https://w3id.org/ncp-graph/City> }", rows=5)
    assert (len(reply.rows), reply.truncated) == (5, True)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}()?'\"\\#<>;.abSELCTWHR*uU0041 \n", max_size=60))
def test_any_text_is_refused_or_given_back_limited(text: str) -> None:
    try:
        assert guard("SELECT * WHERE { ?s ?p ?o } " + text)
    except QueryRefused as error:
        assert str(error).endswith(".")
