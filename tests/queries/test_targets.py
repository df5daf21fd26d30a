"""The endpoints of others: their questions on statements in their forms, and a server that is slow, broken or cuts."""

import json
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rdflib.plugins.sparql.parser import parseQuery

from dashboard.cli import main
from graph.endpoint import Embedded
from graph.errors import EndpointError, UnknownQuestion
from queries.binding import bind
from queries.catalogue import load
from queries.lint import undocumented
from queries.targets import FOLDER, ask, find, questions, targets
from tests.graph.test_endpoint import JSON_HEAD, ROWS, listening

ROOT = Path(__file__).parents[2]
ALL = [(key, name) for key in targets() for name in questions(key)]
EXPECTED: dict[tuple[str, str], list[tuple[object, ...]]] = {
    ("kohesio", "projects"): [
        ("http://example.org/large", None, Decimal(90_000), "2018-01-01T00:00:00Z", None),
        ("http://example.org/small", "Small", Decimal("1000.5"), None, None),
    ],
    ("publications", "act"): [("http://example.org/act", "Regulation", "2021-06-24")],
    ("publications", "countries"): [
        ("http://publications.europa.eu/resource/authority/country/PRT", "PRT", "Portugal"),
    ],
    ("wikidata", "populations"): [
        ("http://example.org/town", Decimal(34_580), "2021-01-01T00:00:00Z"),
        ("http://example.org/town", Decimal(35_341), "2011-01-01T00:00:00Z"),
    ],
    ("wikidata", "twin-towns"): [
        ("http://example.org/other", None, None, None),
        ("http://example.org/twin", "Twin", "ES", "3104342"),
    ],
}


@pytest.mark.parametrize(("key", "name"), ALL)
def test_each_question_is_documented_and_answers_on_statements_in_their_form(key: str, name: str) -> None:
    question = questions(key)[name]
    assert list(undocumented(question)) == []
    query = bind(question, {})
    parseQuery(query)
    assert "LIMIT" in query and "SERVICE" not in query
    store = ox.Store()
    store.load(path=str(Path(__file__).with_name("elsewhere.ttl")), format=ox.RdfFormat.TURTLE)
    table = Embedded(store).select(query)
    assert (table.columns, table.rows) == (tuple(question.columns), EXPECTED[key, name])


def test_every_target_says_who_runs_it_and_is_described() -> None:
    page = (ROOT / "docs" / "elsewhere.md").read_text("utf-8")
    assert set(targets()) == {"kohesio", "publications", "wikidata"}
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(targets())
    for target in targets().values():
        assert target.url.startswith("https://") and target.licence and 1 <= target.seconds <= 60
        assert f"| `{target.key}` |" in page and target.url in page
        assert all(f"`{name}`" in page for name in questions(target.key))


def test_they_are_no_part_of_our_library() -> None:
    assert not [name for name in load() if "elsewhere" in name]


def _slow(connection: socket.socket) -> None:
    connection.sendall(JSON_HEAD + b"\r\n" + ROWS[:-2])
    for _ in range(40):
        time.sleep(0.1)
        connection.sendall(b" ")


def _sending(*pieces: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(b"".join(pieces))


@pytest.mark.parametrize(
    ("answer", "says", "calls"),
    [
        (_slow, "gave no whole answer within 1 s", 1),
        (lambda connection: time.sleep(4), "gave no whole answer within 1 s", 1),
        (lambda connection: None, "broke off", 2),
        (_sending(JSON_HEAD, b"\r\n", ROWS[:-20]), "broken or half answer", 1),
        (_sending(JSON_HEAD, b"Content-Length: 9999\r\n\r\n", ROWS), "broke off", 1),
        (
            _sending(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>Hello</p>"),
            "text/html",
            1,
        ),
        (_sending(b"HTTP/1.1 429 Slow down\r\nConnection: close\r\n\r\nask less often"), r"429 \(ask less often\)", 1),
    ],
    ids=["slow", "silent", "breaks", "half", "short", "page", "busy"],
)
def test_a_bad_answer_is_one_sentence_with_the_name(
    answer: Callable[[socket.socket], None], says: str, calls: int
) -> None:
    with listening(answer) as (url, asked):
        start = time.monotonic()
        with pytest.raises(EndpointError, match=says) as told:
            ask(replace(targets()["wikidata"], url=url, seconds=1), "twin-towns", {})
        assert time.monotonic() - start < 2
        assert len(asked) == calls
    assert str(told.value).startswith(f"Wikidata gave no answer. The endpoint {url} ")


def test_an_answer_that_was_cut_says_so_and_where_it_is_from() -> None:
    with listening(_sending(JSON_HEAD, b"X-SPARQL-MaxRows: 3\r\n\r\n", ROWS)) as (url, _):
        told = {"url": url, "seconds": 2}
        cut = ask(find("publications", told), "countries", {})
        less = ask(find("publications", told | {"rows": 2}), "countries", {})
    assert (len(cut.table.rows), cut.table.truncated, len(less.table.rows), less.table.truncated) == (3, True, 2, True)
    assert cut.origin.startswith(f"From EU Publications Office ({url}, Commission Decision 2011/833/EU")
    assert cut.origin.endswith("it is no part of the graph. The answer is truncated: more rows exist.")
    assert cut.marked().columns == ("n", "origin", "asked")
    assert cut.marked().rows[0][:2] == ("x", "EU Publications Office")


def test_an_unknown_target_or_question_is_told_with_what_there_is() -> None:
    with pytest.raises(UnknownQuestion, match="choose from kohesio, publications, wikidata"):
        find("wikidate")
    with pytest.raises(UnknownQuestion, match="did you mean twin-towns"):
        ask(targets()["wikidata"], "twin-town", {})


def test_the_command_asks_the_address_of_the_settings_and_marks_each_row(tmp_path: Path) -> None:
    good = json.dumps(
        {"head": {"vars": ["twin"]}, "results": {"bindings": [{"twin": {"type": "literal", "value": "=1+1"}}]}}
    ).encode()
    heard: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        heard.append(b"asked")
        connection.sendall(JSON_HEAD + b"\r\n" + good)

    with listening(answer) as (url, _):
        (tmp_path / "ncp.toml").write_text(f'[targets.wikidata]\nurl = "{url}"\nseconds = 3\n', "utf-8")
        called = ["--workspace", str(tmp_path), "ask", "twin-towns", "--at", "wikidata"]
        shown = CliRunner().invoke(main, [*called, "--geonames", "3104342"])
        assert shown.exit_code == 0, shown.output
        assert f"From Wikidata ({url}, CC0 1.0), asked " in shown.output
        written = CliRunner().invoke(main, [*called, "-o", str(tmp_path / "towns.csv")])
        assert written.exit_code == 0, written.output
    lines = (tmp_path / "towns.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "twin,origin,asked" and lines[1].startswith("'=1+1,Wikidata,")
    assert len(heard) == 2
    assert {path.name for path in tmp_path.iterdir()} == {"ncp.toml", "towns.csv"}, "nothing of it is kept"
    refused = CliRunner().invoke(main, [*called, "--limit", "3"])
    assert (refused.exit_code, "--at goes with" in refused.output) == (2, True)
