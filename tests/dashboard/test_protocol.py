"""What `ncp serve` answers over HTTP, asked by other programs: httpx, SPARQLWrapper, rdflib, DuckDB, csvw."""

import base64
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import csvw
import duckdb
import httpx
import pyoxigraph as ox
import pytest
from openapi_spec_validator import validate
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.query import Result
from SPARQLWrapper import JSON, POST, SPARQLWrapper

from dashboard.outputs.write import fitting
from dashboard.protocol import door
from dashboard.protocol.serve import serving
from dashboard.settings import Settings
from graph.endpoint import Embedded, Remote
from graph.errors import BadInput, EndpointError, PeopleUnknown
from graph.workspace import Release, Workspace
from queries.ask import answer
from queries.catalogue import load, parse
from tests.conftest import ROOT

NAMES = "SELECT ?city ?name WHERE { ?city a ncp:City ; skos:prefLabel ?name } ORDER BY ?name"
HEAD = "PREFIX ncp: <https://w3id.org/ncp-graph/>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
PAIRS = "SELECT ?a ?b WHERE { ?a ?p ?x . ?b ?q ?y }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TRIPLES = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }"
TOKEN = "a-token-of-thirty-two-letters-or-more"


def publish(workspace: Workspace, name: str, store: ox.Store) -> None:
    release = Release(workspace.releases_folder / name)
    release.folder.mkdir(parents=True)
    held = ox.Store(str(release.store))
    held.extend(store)
    held.flush()
    (release.folder / "manifest.json").write_text("{}", "utf-8")
    workspace.point_to(release)


@pytest.fixture(scope="module")
def workspace(small_store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("protocol"))
    publish(made, "r1", small_store)
    return made


@contextmanager
def served(workspace: Workspace, **settings: object) -> Iterator[str]:
    """Serve in a thread; give the address without its path."""
    with serving(Settings(workspace, settings), "127.0.0.1", 0, print) as made:
        thread = threading.Thread(target=made.run, daemon=True)
        thread.start()
        base = made.url.removesuffix("/query")
        wait_for(base)
        yield base
        made.server.should_exit = True
        thread.join(10)


def wait_for(base: str) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            httpx.get(f"{base}/openapi.json", timeout=5)
            return
        except httpx.TransportError:
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.fixture(scope="module")
def base(workspace: Workspace) -> Iterator[str]:
    with served(workspace) as url:
        yield url


@pytest.fixture(scope="module")
def small(workspace: Workspace) -> Iterator[str]:
    """A service of tight limits that one web page may read."""
    with served(workspace, rows=3, seconds=2, cors="https://pages.example.eu") as url:
        yield url


def get(base: str, query: str, accept: str = "", **more: str) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return httpx.get(f"{base}/query", params={"query": HEAD + query, **more}, headers=headers, timeout=30)


def rows_of(store: ox.Store, query: str) -> list[dict[str, Any]]:
    kept = store.query(HEAD + query, use_default_graph_as_union=True).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr]
    return [told(one) for one in Result.parse(io.BytesIO(kept), format="json").bindings]


def told(binding: Any) -> dict[str, Any]:  # noqa: ANN401
    return {str(name): value for name, value in binding.items()}


@pytest.mark.parametrize(
    ("media", "reader"),
    [
        ("application/sparql-results+json", "json"),
        ("application/json", "json"),
        ("application/sparql-results+xml", "xml"),
        ("text/tab-separated-values", "tsv"),
        ("text/csv", "csv"),
    ],
)
def test_rows_are_given_as_they_are_asked_for_and_read_by_rdflib(
    base: str, small_store: ox.Store, media: str, reader: str
) -> None:
    found = get(base, NAMES, media)
    assert (found.status_code, found.headers["content-type"].split(";")[0]) == (200, media)
    assert int(found.headers["content-length"]) == len(found.content)
    if reader == "tsv":
        first, *lines = found.text.splitlines()
        assert first == "?city\t?name" and lines[0].split("\t")[0].startswith("<https://w3id.org/")
        read = [tuple(line.split("\t")) for line in lines]
        assert read == [(one["city"].n3(), one["name"].n3()) for one in rows_of(small_store, NAMES)]
        return
    read = [told(one) for one in Result.parse(io.BytesIO(found.content), format=reader).bindings]
    wanted = rows_of(small_store, NAMES)
    assert len(read) > 5
    if reader == "csv":
        wanted = [{"city": one["city"], "name": Literal(str(one["name"]))} for one in wanted]
    assert read == wanted


@pytest.mark.parametrize(
    ("media", "reader"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-quads", "nquads"),
        ("application/trig", "trig"),
    ],
)
def test_triples_are_given_as_they_are_asked_for_and_read_by_rdflib(
    base: str, small_store: ox.Store, media: str, reader: str
) -> None:
    found = get(base, TRIPLES, media)
    assert (found.status_code, found.headers["content-type"].split(";")[0]) == (200, media)
    kept = Dataset(default_union=True)
    kept.parse(io.BytesIO(found.content), format=reader)
    wanted = {(one["s"], one["o"]) for one in rows_of(small_store, "SELECT DISTINCT ?s ?o WHERE { ?s a ?o }")}
    assert {(s, o) for s, _, o in kept.triples((None, None, None))} == wanted


def test_ask_is_answered_in_each_form(base: str) -> None:
    said = {media: get(base, "ASK { ?s a ncp:City }", media) for media in ("", "application/xml", "text/csv")}
    assert said[""].json() == {"head": {}, "boolean": True}
    assert Result.parse(io.BytesIO(said["application/xml"].content), format="xml").askAnswer is True
    assert said["text/csv"].text == "true\n"
    assert get(base, "ASK { ?s a ncp:Nothing }").json()["boolean"] is False


def test_another_client_asks_by_get_and_by_form(base: str, small_store: ox.Store) -> None:
    client = SPARQLWrapper(f"{base}/query")
    client.setQuery(HEAD + NAMES)
    client.setReturnFormat(JSON)
    client.setTimeout(10)
    one = client.queryAndConvert()["results"]["bindings"]
    client.setMethod(POST)
    assert client.queryAndConvert()["results"]["bindings"] == one
    assert [row["name"]["value"] for row in one] == [str(row["name"]) for row in rows_of(small_store, NAMES)]


def test_the_query_may_be_the_body_itself(base: str) -> None:
    kind = {"Content-Type": "application/sparql-query; charset=utf-8"}
    found = httpx.post(f"{base}/query", content=(HEAD + NAMES).encode(), headers=kind)
    assert found.json() == get(base, NAMES).json()


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/xml"),
        ("application/json;q=0, text/csv", "text/csv"),
        ("application/vnd.apache.parquet", "application/vnd.apache.parquet"),
    ],
)
def test_the_format_that_is_liked_best_is_given(base: str, accept: str, media: str) -> None:
    found = get(base, NAMES, accept)
    assert (found.status_code, found.headers["content-type"].split(";")[0]) == (200, media)
    assert "Accept" in found.headers["vary"]


@pytest.mark.parametrize(("query", "accept"), [(NAMES, "text/turtle"), (TRIPLES, "text/csv"), (NAMES, "image/png")])
def test_what_cannot_be_given_is_told_in_a_sentence(base: str, query: str, accept: str) -> None:
    found = get(base, query, accept)
    assert found.status_code == 406
    assert found.text.startswith(f"Nothing is given as {accept}; accept one of ")


def test_geojson_of_rows_without_a_place_is_refused(base: str) -> None:
    found = get(base, "SELECT ?o WHERE { ?s ?p ?o }", "application/geo+json")
    assert (found.status_code, "names no place" in found.text) == (406, True)


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"queri": "ASK {}"}, "names no query"),
        ({"query": ["ASK {}", "ASK {}"]}, "several queries"),
        ({"query": "ASK {}", "default-graph-uri": "http://x.example/"}, "another data set"),
        ({"update": "CLEAR ALL"}, "reads only"),
        ({"query": "SELECT ?s WHERE { ?s ?p }"}, "does not parse"),
        ({"query": "SELECT ?s WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}, "SERVICE"),
        ({"query": "SELECT ?s FROM <http://127.0.0.1:1/> WHERE { ?s ?p ?o }"}, "FROM"),
        ({"query": "DROP ALL"}, "does not parse"),
    ],
)
def test_what_is_no_query_of_ours_is_refused_in_one_sentence(base: str, parameters: dict[str, Any], said: str) -> None:
    for found in (
        httpx.get(f"{base}/query", params=parameters),
        httpx.post(f"{base}/query", data=parameters),
    ):
        assert found.status_code == 400
        assert said in found.text and found.text.count("\n") == 1


def test_bodies_of_another_kind_and_other_methods_are_refused(base: str) -> None:
    odd = httpx.post(f"{base}/query", content=b"ASK {}", headers={"Content-Type": "text/plain"})
    assert (odd.status_code, "application/sparql-query" in odd.text) == (415, True)
    assert httpx.put(f"{base}/query", content=b"x").status_code == 405
    long = httpx.post(f"{base}/query", data={"query": "x" * 1_100_000})
    assert (long.status_code, "longer than" in long.text) == (413, True)
    assert get(base, "SELECT ?s WHERE { ?s ?p ?o } # " + "x" * 50_000).status_code in (400, 414, 431)


def test_an_answer_that_is_cut_says_so_in_headers_and_body(small: str) -> None:
    found = get(small, NAMES)
    assert len(found.json()["results"]["bindings"]) == 3
    assert found.headers["answer-truncated"].startswith("truncated") and found.headers["x-sparql-maxrows"] == "3"
    assert found.json()["head"]["link"][0].endswith("#truncated")
    assert int(found.headers["content-length"]) == len(found.content)
    xml = get(small, NAMES, "application/sparql-results+xml").content
    assert b"<?truncated " in xml and len(list(Result.parse(io.BytesIO(xml), format="xml"))) == 3
    assert len(get(small, NAMES, "text/csv").text.splitlines()) == 4
    graph = get(small, TRIPLES)
    assert "answer-truncated" in graph.headers and len(Graph().parse(data=graph.text, format="turtle")) == 3
    whole = get(small, f"{NAMES} LIMIT 3")
    assert "answer-truncated" not in whole.headers and "link" not in whole.json()["head"]


def test_our_own_client_hears_that_an_answer_was_cut(small: str) -> None:
    table = Remote(f"{small}/query").select(HEAD + NAMES)
    assert (len(table.rows), table.truncated) == (3, True)


def test_an_answer_ends_at_so_many_bytes(workspace: Workspace) -> None:
    with served(workspace, megabytes=1) as url:
        found = get(url, f"{PAIRS} LIMIT 50000", "text/csv")
        assert "answer-truncated" in found.headers and 0 < len(found.content) < 1_100_000


def test_a_query_ends_when_nobody_waits_for_it(base: str) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{base}/query", params={"query": HEAD + ENDLESS}, timeout=1.5)
    until = time.monotonic() + 5
    while runs():
        assert time.monotonic() < until, "the query runs on"
        time.sleep(0.05)
    assert get(base, "ASK {}").json()["boolean"] is True


def runs() -> bool:
    """Say whether an engine evaluates a query for this process."""
    return subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "oxigraph query"], check=False).returncode == 0


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_is_answered(small: str) -> None:
    start = time.monotonic()
    late = get(small, ENDLESS)
    assert late.status_code == 504
    assert late.text == "The query was stopped at its time limit of 2 s; ask for less.\n"
    assert time.monotonic() - start < 3.5
    assert get(small, "ASK {}").json()["boolean"] is True


SLOW = f"""#+ summary: Counts without end
#+ description: Each triple with each other and each third one.
#+ tags: [checks]
#+ view: table
#+ defaults: {{}}
#+ parameters: {{}}
#+ columns: {{n: Number}}
#+ units: {{n: triples}}
{ENDLESS}
"""


def test_a_saved_question_that_takes_too_long_is_ended_with_its_process(
    small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(load(), "checks/endless", parse("checks/endless", SLOW, "endless.rq"))
    start, late = time.monotonic(), httpx.get(f"{small}/questions/checks/endless.csv", timeout=30)
    assert (late.status_code, time.monotonic() - start < 3.5, runs()) == (504, True, False)
    assert late.text == "The query was stopped at its time limit of 2 s; ask for less.\n"
    assert httpx.get(f"{small}/questions/checks/one-verdict.json").json() == []
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{small}/questions/checks/endless.csv", timeout=0.5)
    until = time.monotonic() + 1.5
    while runs():
        assert time.monotonic() < until, "it runs on, though nobody waits for it"
        time.sleep(0.05)


def test_web_pages_read_answers_only_where_the_setting_names_them(base: str, small: str) -> None:
    page = {"Origin": "https://pages.example.eu"}
    for origin in (page, {"Origin": "https://evil.example"}):
        found = httpx.get(f"{base}/questions", headers=origin)
        assert "access-control-allow-origin" not in found.headers
    allowed = httpx.get(f"{small}/questions", headers=page)
    assert allowed.headers["access-control-allow-origin"] == "https://pages.example.eu"
    stranger = httpx.get(f"{small}/questions", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in stranger.headers
    asked = page | {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert httpx.options(f"{small}/query", headers=asked).status_code == 200


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"X-Forwarded-For": "10.0.0.1"}])
def test_who_does_not_ask_this_machine_is_refused(base: str, headers: dict[str, str]) -> None:
    found = httpx.get(f"{base}/questions", headers=headers)
    assert (found.status_code, "this machine alone" in found.text) == (403, True)


def test_beyond_this_machine_a_token_is_needed(workspace: Workspace) -> None:
    root = workspace.root
    with pytest.raises(PeopleUnknown, match=r"open to everybody at 0.0.0.0: name one in \[serve.tokens\]"):
        door.check("0.0.0.0", root)
    secrets = root / "secrets.toml"
    secrets.write_text('[serve.tokens]\nanalysts = "short"\n', "utf-8")
    with pytest.raises(PeopleUnknown, match="analysts is no secret"):
        door.check("0.0.0.0", root)
    secrets.write_text(f'[serve.tokens]\nanalysts = "{TOKEN}"\n', "utf-8")
    door.check("0.0.0.0", root)
    basic = base64.b64encode(f"anybody:{TOKEN}".encode()).decode()
    try:
        with served(workspace) as url:
            strange = {"Host": "graph.example.eu"}
            for given, status in (("", 401), ("Bearer wrong", 401), (f"Bearer {TOKEN}", 200), (f"Basic {basic}", 200)):
                found = httpx.get(f"{url}/questions", headers=strange | {"Authorization": given})
                assert found.status_code == status, given
            assert httpx.get(f"{url}/questions").status_code == 200
    finally:
        secrets.unlink()


def test_without_a_query_the_endpoint_describes_itself(base: str) -> None:
    graph = Graph().parse(data=httpx.get(f"{base}/query").text, format="turtle")
    space = "http://www.w3.org/ns/sparql-service-description#"
    assert graph.value(predicate=URIRef(f"{space}endpoint"), object=URIRef(f"{base}/query"))
    assert len(list(graph.objects(predicate=URIRef(f"{space}resultFormat")))) >= 8


def test_the_library_is_given_as_rdf_and_each_of_its_queries_runs(base: str, small_store: ox.Store) -> None:
    address = f"{base}/.well-known/sparql-examples"
    turtle = Graph().parse(data=httpx.get(address).text, format="turtle")
    other = httpx.get(address, headers={"Accept": "application/ld+json"})
    assert other.headers["content-type"] == "application/ld+json"
    assert len(Graph().parse(data=other.text, format="json-ld")) == len(turtle)
    found = turtle.query(
        """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/>
        SELECT ?one ?text ?comment ?target (COUNT(?keyword) AS ?keywords) WHERE {
          ?one a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; sh:select ?text ; rdfs:comment ?comment ;
               sh:prefixes/sh:declare/sh:prefix "ncp" ; schema:target ?target ; schema:keywords ?keyword .
        } GROUP BY ?one ?text ?comment ?target"""
    )
    told = {str(row.one).split("/id/question/")[1]: row for row in found}
    assert set(told) == set(load())
    for name, row in told.items():
        assert str(row.comment) == load()[name].summary and str(row.target) == f"{base}/query"
        assert Embedded(small_store).select(str(row.text)).columns == tuple(load()[name].columns)


def test_a_question_is_answered_at_its_address_in_every_format(base: str, small_store: ox.Store) -> None:
    for made in fitting(load()["gaps/unlinked"]).values():
        found = httpx.get(f"{base}/questions/gaps/unlinked{made.suffix}", params={"country": "SI"})
        assert (found.status_code, found.headers["content-type"].split(";")[0]) == (200, made.media)
        assert f'filename="gaps-unlinked{made.suffix}"' in found.headers["content-disposition"]
    records = httpx.get(f"{base}/questions/unlinked.json?country=SI").json()
    assert [one["name"] for one in records] == [
        one["name"] for one in answer(Embedded(small_store), "gaps/unlinked", {"country": "SI"}).records()
    ]
    liked = httpx.get(f"{base}/questions/gaps/unlinked", headers={"Accept": "application/geo+json"})
    assert len(liked.json()["features"]) >= 1


def test_a_spreadsheet_reads_the_csv_and_another_program_its_description(base: str, tmp_path: Path) -> None:
    address = f"{base}/questions/gaps/unlinked.csv?country=SI&delimiter=semicolon"
    found = httpx.get(address)
    links = found.headers["link"]
    assert 'rel="cite-as"' in links and 'rel="describedby"; type="application/csvm+json"' in links
    path = tmp_path / "unlinked.csv"
    path.write_bytes(found.content)
    rows = duckdb.read_csv(str(path), sep=";", header=True)
    assert "name" in rows.columns and rows.fetchall()
    beside = httpx.get(f"{base}/questions/gaps/unlinked.csv-metadata.json?country=SI&delimiter=semicolon").json()
    assert beside["url"] == "unlinked.csv?country=SI&delimiter=semicolon"
    assert "release r1, query " in beside["dc:bibliographicCitation"]
    beside["url"] = "unlinked.csv"
    description = tmp_path / "unlinked.csv-metadata.json"
    description.write_text(json.dumps(beside), "utf-8")
    read = csvw.CSVW(str(description))
    assert read.is_valid
    first = next(iter(read.tables[0].iterdicts()))
    assert (first["population"], first["country"]) == (rows.fetchall()[0][rows.columns.index("population")], "SI")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("gaps/unlinkd.csv", 404, "did you mean gaps/unlinked"),
        ("gaps/unlinked.docx", 404, "ask for one of .csv, "),
        ("programmes/kinds.geojson", 404, "is not given as"),
        ("gaps/unlinked.csv?country=XX", 400, '"XX" does not fit "country"'),
        ("gaps/unlinked.csv?minPopulation=many", 400, "give a whole number"),
        ("gaps/unlinked.csv?countri=PT", 400, 'did you mean "country"'),
        ("gaps/unlinked.csv?country=PT&country=SI", 400, '"country" is given twice'),
        ("gaps/unlinked.csv?delimiter=pipe", 400, "write comma or semicolon"),
        ("gaps/unlinked.csv?limit=0", 400, "write a whole number of rows"),
        ("gaps/unlinked.xlsx-metadata.json", 404, "tells by itself"),
    ],
)
def test_an_address_that_does_not_fit_is_told_in_one_sentence(base: str, address: str, status: int, said: str) -> None:
    found = httpx.get(f"{base}/questions/{address}")
    assert found.status_code == status
    assert said in found.text and found.text.count("\n") == 1


def test_a_question_can_be_limited_and_an_answer_that_is_known_is_not_sent_again(base: str) -> None:
    address = f"{base}/questions/gaps/unlinked.csv?states=linked"
    one = httpx.get(f"{address}&limit=1")
    assert len(one.text.splitlines()) == 2 and "answer-truncated" in one.headers
    whole = httpx.get(address)
    assert "answer-truncated" not in whole.headers and whole.headers["etag"] != one.headers["etag"]
    again = httpx.get(address, headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_openapi_is_valid_and_names_every_question(base: str) -> None:
    told = httpx.get(f"{base}/openapi.json").json()
    kinds = {tuple(sorted(parameter.type for parameter in one.parameters)): one.name for one in load().values()}
    some = {f"/questions/{name}.{{format}}" for name in kinds.values()} | {"/query"}
    validate(told | {"paths": {path: held for path, held in told["paths"].items() if path in some}})
    assert {path.removeprefix("/questions/").removesuffix(".{format}") for path in told["paths"]} == {*load(), "/query"}
    unlinked = told["paths"]["/questions/gaps/unlinked.{format}"]["get"]
    values = {one["name"]: one["schema"].get("default") for one in unlinked["parameters"] if one["in"] == "query"}
    assert (values["country"], values["minPopulation"], values["delimiter"]) == ("PT", 5000, "comma")
    address = f"{told['servers'][0]['url']}/questions/gaps/unlinked.csv"
    assert httpx.get(address, params={name: value for name, value in values.items() if value}).status_code == 200
    assert {one["name"] for one in httpx.get(f"{base}/questions").json()} == set(load())


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"cors": "pages.example.eu"}, "write origins"), ({"rows": 0}, "whole numbers from 1")],
)
def test_settings_that_do_not_fit_are_named(workspace: Workspace, settings: dict[str, object], said: str) -> None:
    with pytest.raises(BadInput, match=said), served(workspace, **settings):
        pass


def test_the_command_serves_follows_the_release_and_ends_with_its_engine(small_store: ox.Store, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    publish(workspace, "r1", small_store)
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "--workspace", str(tmp_path)]
    with subprocess.Popen([*command, "serve", "--port", "0"], cwd=ROOT, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr
        base = program.stderr.readline().split()[-1].removesuffix("/query")
        wait_for(base)
        first = get(base, NAMES)
        assert first.headers["answer-release"] == "r1"
        publish(workspace, "r2", small_store)
        until = time.monotonic() + 20
        while (found := get(base, NAMES)).headers.get("answer-release") != "r2":
            assert time.monotonic() < until
            time.sleep(0.2)
        assert found.json() == first.json() and found.headers["etag"] != first.headers["etag"]
        program.send_signal(signal.SIGTERM)
        program.wait(15)
    with pytest.raises(httpx.ConnectError):
        httpx.get(base)


def test_a_port_that_is_taken_is_named(workspace: Workspace, base: str) -> None:
    port = int(base.rsplit(":", 1)[1])
    with (
        pytest.raises(EndpointError, match=f"Port {port} of 127.0.0.1 cannot be taken"),
        serving(Settings(workspace, {}), "127.0.0.1", port, print),
    ):
        pass
