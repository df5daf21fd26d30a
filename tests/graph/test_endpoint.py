"""Endpoints: what comes back, and what happens when a server is slow, broken, or no SPARQL server at all."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.endpoint import Embedded, Endpoint, Remote
from graph.errors import EndpointError, QueryRefused
from graph.login import Login
from graph.server import serve
from tests.listener import listening as counted

# The parser's objects may be let go only in the thread that made them; what breaks that is an error here.
pytestmark = pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")

DATA = """
@prefix x: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:a x:integer 7 ; x:decimal 1.50 ; x:double 2.5e0 ; x:boolean true ; x:date "2026-03-01"^^xsd:date ;
    x:year "2019"^^xsd:gYear ; x:text "Bragança \\"x\\"\\t|" ;
    x:named "Lisboa"@pt ; x:iri x:b ; x:broken "x"^^xsd:integer .
"""
EACH = "PREFIX x: <http://example.org/> SELECT ?v WHERE { x:a x:%s ?v }"
JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n"
ROWS = json.dumps(
    {"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "x"}}] * 3}}
).encode()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endpoint") / "store"
    made = ox.Store(str(folder))
    made.load(DATA.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://example.org/one"))
    two = ox.NamedNode("http://example.org/two")
    made.extend(
        ox.Quad(ox.NamedNode(f"http://example.org/{i}"), ox.NamedNode("http://example.org/p"), ox.Literal(i), two)
        for i in range(2000)
    )
    made.flush()
    del made
    return folder


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    with serve(store, seconds=2) as server:
        yield server.url


@pytest.fixture(scope="module", params=["embedded", "remote"])
def endpoint(request: pytest.FixtureRequest, store: Path, address: str) -> Endpoint:
    return Embedded(ox.Store.read_only(str(store))) if request.param == "embedded" else Remote(address, 5)


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[float]]]:
    """A server on loopback that answers each connection with a function; gives its address and the times of calls."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        calls: list[float] = []

        def run() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                calls.append(time.monotonic())
                threading.Thread(target=_answer, args=(connection, answer), daemon=True).start()

        threading.Thread(target=run, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", calls
        listener.shutdown(socket.SHUT_RDWR)


def _answer(connection: socket.socket, answer: Callable[[socket.socket], None]) -> None:
    with connection:
        try:
            connection.recv(65_536)
            answer(connection)
        except OSError:
            return


def _sends(*pieces: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(b"".join(pieces))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("integer", 7),
        ("decimal", Decimal("1.50")),
        ("double", 2.5),
        ("boolean", True),
        ("date", "2026-03-01"),
        ("year", "2019"),
        ("text", 'Bragança "x"\t|'),
        ("named", "Lisboa"),
        ("iri", "http://example.org/b"),
        ("broken", "x"),
    ],
)
def test_types_come_back(endpoint: Endpoint, term: str, value: object) -> None:
    rows = endpoint.select(EACH % term).rows
    assert rows == [(value,)]
    assert type(rows[0][0]) is type(value)


def test_what_is_unbound_is_none_and_columns_keep_their_order(endpoint: Endpoint) -> None:
    table = endpoint.select("SELECT ?b ?a WHERE { VALUES ?a { 1 } }")
    assert table.columns == ("b", "a")
    assert table.rows == [(None, 1)]
    assert table.records() == [{"b": None, "a": 1}]
    assert not table.truncated


def test_all_named_graphs_are_taken_together(endpoint: Endpoint) -> None:
    assert endpoint.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows == [(2010,)]


def test_ask_gives_one_answer_and_construct_gives_triples(endpoint: Endpoint) -> None:
    assert endpoint.select("ASK { ?s ?p 7 }").rows == [(True,)]
    triples = endpoint.select("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (?o = 1999) }")
    assert triples.columns == ("subject", "predicate", "object")
    assert triples.rows == [("http://example.org/1999", "http://example.org/p", 1999)]


def test_a_long_query_is_sent_too(endpoint: Endpoint) -> None:
    values = " ".join(str(number) for number in range(2000))
    assert len(endpoint.select(f"SELECT ?v WHERE {{ VALUES ?v {{ {values} }} ?s ?p ?v }}").rows) == 2001


@pytest.mark.parametrize("length", [0, 3_000])
@pytest.mark.parametrize("word", ["add", "ask", "describe", "delete", "construct", "load"])
def test_no_word_of_a_comment_makes_another_request_of_a_query(endpoint: Endpoint, word: str, length: int) -> None:
    comments = f"# what is\n# {word} these\nPREFIX {word}: <http://example.org/{word}#> # {word}\n#{' ' * length}\n"
    found = endpoint.select(f"{comments}SELECT ?o WHERE {{ ?s ?p ?o FILTER (?o = 1999) }}")
    assert (found.columns, found.rows) == (("o",), [(1999,)])


def test_a_query_that_does_not_parse_is_refused_in_one_sentence(endpoint: Endpoint) -> None:
    with pytest.raises(QueryRefused, match=r"^The .*\.$"):
        endpoint.select("SELECT ?a WHERE { ?a ")


def test_more_rows_than_the_limit_are_marked_truncated(store: Path, address: str) -> None:
    query = "SELECT ?s WHERE { ?s <http://example.org/p> ?o }"
    for endpoint in (Embedded(ox.Store.read_only(str(store)), limit=10), Remote(address, limit=10)):
        table = endpoint.select(query)
        assert (len(table.rows), table.truncated) == (10, True)
        exact = endpoint.select(query + " LIMIT 10")
        assert (len(exact.rows), exact.truncated) == (10, False)


def test_an_answer_longer_than_the_limit_in_bytes_is_marked_truncated(address: str) -> None:
    table = Remote(address, size=100_000).select("SELECT * WHERE { ?s ?p ?o }")
    assert table.truncated
    assert 0 < len(table.rows) < 2010


def test_rdflib_sees_the_same_store(store: Path) -> None:
    dataset = Embedded(ox.Store.read_only(str(store))).dataset
    assert [int(row[0]) for row in dataset.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")] == [2010]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }",
        "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (STR(?c) = CONCAT(STR(?f), STR(?i))) }",
    ],
)
def test_a_query_that_the_server_cancels_is_an_error_and_the_next_one_works(address: str, query: str) -> None:
    remote = Remote(address, 20)
    start = time.monotonic()
    with pytest.raises(EndpointError, match="stopped the query at its own time limit; ask for less"):
        remote.select(query)
    assert time.monotonic() - start < 12
    assert remote.select("SELECT ?v WHERE { VALUES ?v { 1 } }").rows == [(1,)]


def test_a_slow_query_ends_at_the_deadline_of_the_asker(address: str) -> None:
    start = time.monotonic()
    with pytest.raises(EndpointError, match=r"gave no whole answer within 0\.5 s"):
        Remote(address, 0.5).select(
            "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }"
        )
    assert time.monotonic() - start < 1.5


def _dribble(first: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(first)
        for _ in range(200):
            connection.sendall(b" ")
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize("first", [JSON_HEAD + b"\r\n" + ROWS[:-2], JSON_HEAD + b"X-Note: "], ids=["body", "header"])
def test_a_server_that_dribbles_is_cut(first: bytes) -> None:
    before = threading.active_count()
    with listening(_dribble(first)) as (url, _):
        start = time.monotonic()
        with pytest.raises(EndpointError, match="gave no whole answer within 1 s"):
            Remote(url, 1).select("SELECT * WHERE { ?s ?p ?o }")
        assert time.monotonic() - start < 2
        time.sleep(0.5)
        requests = [thread for thread in threading.enumerate() if thread.name == "request with a deadline"]
        assert not requests, "the request goes on behind the caller's back"
    assert threading.active_count() <= before + 2


def test_a_silent_server_is_cut() -> None:
    with listening(lambda connection: time.sleep(5)) as (url, _):
        start = time.monotonic()
        with pytest.raises(EndpointError, match="gave no whole answer within 1 s"):
            Remote(url, 1).select("SELECT * WHERE { ?s ?p ?o }")
        assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Hello</html>",
            "text/html",
        ),
        (JSON_HEAD + b"\r\n<html>Hello</html>", "broken or half answer"),
        (JSON_HEAD + b"\r\n" + ROWS[:-20], "broken or half answer"),
        (JSON_HEAD + b"Content-Length: 9999\r\n\r\n" + ROWS, "broke off"),
        (JSON_HEAD + b"\r\n", "broken or half answer"),
        (
            JSON_HEAD + b"\r\n" + ROWS[:-2] + b"The SPARQL operation has been cancelled",
            "at its own time limit",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\n\r\nn\n1\n", "text/csv"),
        (b"HTTP/1.1 503 Unavailable\r\nConnection: close\r\n\r\nbe\nback soon", r"HTTP 503 \(be back soon\)"),
        (b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n", "HTTP 404"),
    ],
)
def test_what_is_no_whole_answer_is_one_sentence_with_the_address(answer: bytes, says: str) -> None:
    with listening(_sends(answer)) as (url, _), pytest.raises(EndpointError, match=says) as raised:
        Remote(url, 5).select("SELECT * WHERE { ?s ?p ?o }")
    assert str(raised.value).startswith(f"The endpoint {url} ")
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_an_answer_in_json_ld_whose_context_lies_elsewhere_is_refused_and_nothing_is_fetched() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/ld+json\r\nConnection: close\r\n\r\n"
    with counted() as (context, calls):
        body = json.dumps({"@context": context, "@id": "http://example.org/a", "name": "x"}).encode()
        with listening(_sends(head, body)) as (url, _), pytest.raises(EndpointError, match="broken or half answer"):
            Remote(url, 5).select("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert calls == []


@pytest.mark.parametrize("header", [b"X-SPARQL-MaxRows: 3\r\n", b"X-SQL-State: S1TAT\r\n"])
def test_an_answer_that_virtuoso_cut_is_marked_truncated(header: bytes) -> None:
    with listening(_sends(JSON_HEAD, header, b"\r\n", ROWS)) as (url, _):
        table = Remote(url, 5).select("SELECT * WHERE { ?s ?p ?o }")
    assert (len(table.rows), table.truncated) == (3, True)


def _packed(body: bytes) -> bytes:
    return JSON_HEAD + b"Content-Encoding: gzip\r\n\r\n" + body


def test_a_packed_answer_is_unpacked_and_its_limit_counts_what_it_swells_to() -> None:
    rows = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": _literal("x" * 200)}] * 50_000}})
    small = gzip.compress(rows.encode())
    assert len(small) < 100_000 < 10_000_000 < len(rows)
    with listening(_sends(_packed(small))) as (url, _):
        assert len(Remote(url, 20).select("SELECT * WHERE { ?s ?p ?o }").rows) == 50_000
        cut = Remote(url, 20, size=1_000_000).select("SELECT * WHERE { ?s ?p ?o }")
        assert (cut.truncated, 1_000 < len(cut.rows) < 5_000) == (True, True)


def _literal(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}


@pytest.mark.parametrize("body", [gzip.compress(ROWS)[:-20], b"no gzip at all", b""], ids=["cut", "broken", "empty"])
def test_a_packed_answer_that_is_cut_or_broken_is_never_taken_for_whole(body: bytes) -> None:
    with listening(_sends(_packed(body))) as (url, _), pytest.raises(EndpointError, match=r"broke off|broken or half"):
        Remote(url, 5).select("SELECT * WHERE { ?s ?p ?o }")


def test_a_packed_refusal_is_read() -> None:
    said = b"HTTP/1.1 503 Unavailable\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"later")
    with listening(_sends(said)) as (url, _), pytest.raises(EndpointError, match=r"HTTP 503 \(later\)"):
        Remote(url, 5).select("SELECT * WHERE { ?s ?p ?o }")


def test_a_password_goes_to_the_server_that_asks_for_it_and_to_no_other() -> None:
    heard: list[bytes] = []
    asks = b'HTTP/1.1 401 No\r\nConnection: close\r\nContent-Length: 0\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'

    def elsewhere(connection: socket.socket) -> None:
        heard.append(b"elsewhere")
        connection.sendall(asks)

    with listening(elsewhere) as (other, _):
        port = other.rsplit(":", 1)[1].split("/")[0]
        sends_on = f"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://localhost:{port}/x\r\n\r\n".encode()
        answers = iter([_sends(asks), _sends(sends_on)])
        with (
            listening(lambda connection: next(answers)(connection)) as (url, calls),
            pytest.raises(EndpointError, match="HTTP 401") as told,
        ):
            Remote(url, 5, login=Login("desk", "grape-and-stone")).select("ASK {}")
        assert (len(calls), heard) == (2, [b"elsewhere"]), "asked there once, and not answered with the password"
    assert "grape" not in str(told.value)


@pytest.mark.parametrize("url", ["http://desk:grape@example.org/sparql", "https://desk@example.org/sparql"])
def test_an_address_that_holds_a_password_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(EndpointError, match=r"example\.org holds a user or password; put them into") as told:
        Remote(url)
    assert "grape" not in str(told.value)


def test_a_refused_connection_is_named_with_the_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(EndpointError, match=f"127.0.0.1:{port}/sparql .*refused.*check the address"):
        Remote(f"http://127.0.0.1:{port}/sparql", 5).select("ASK {}")


def test_a_connection_that_breaks_is_tried_once_more() -> None:
    with listening(lambda connection: None) as (url, calls):
        with pytest.raises(EndpointError, match="broke off"):
            Remote(url, 5).select("ASK {}")
        assert len(calls) == 2

    answers = iter([lambda connection: None, _sends(JSON_HEAD, b"\r\n", ROWS)])
    with listening(lambda connection: next(answers)(connection)) as (url, _):
        assert len(Remote(url, 5).select("SELECT * WHERE { ?s ?p ?o }").rows) == 3


@pytest.mark.parametrize("url", ["", "localhost:7878", "file:///etc/passwd", "ftp://example.org/x", "http://"])
def test_an_address_that_is_no_endpoint_is_refused(url: str) -> None:
    with pytest.raises(EndpointError, match="is no address of a SPARQL endpoint"):
        Remote(url)
