"""A query of one's own is ended at its limits and when it is cancelled, and users take turns."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.endpoint import Remote
from graph.errors import BadParameter, EndpointError, QueryRefused, QueryStopped
from graph.limits import Limits
from graph.reply import Reply
from graph.server import serve
from graph.stream import stream
from graph.turns import Ticket, Turns
from queries.run import Asker, Engine, run, submit, submit_bound

ROOT = Path(__file__).parents[2]
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f) }"
PATH = "SELECT (COUNT(*) AS ?n) WHERE { ?a (<http://x/p>|!<http://x/p>)* ?b . ?c (<http://x/p>|!<http://x/p>)* ?d }"
ALL = "SELECT ?s ?o WHERE { ?s <http://example.org/p> ?o }"
ONE = "SELECT ?v WHERE { VALUES ?v { 1 } }"
SWELLING = " ".join(f"BIND (CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(10))
GREEDY = f'SELECT (STRLEN(?x10) AS ?n) WHERE {{ BIND ("{"x" * 100}" AS ?x0) {SWELLING} }}'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "store"
    made = ox.Store(str(folder))
    graph, follows = ox.NamedNode("http://example.org/g"), ox.NamedNode("http://example.org/p")
    nodes = [ox.NamedNode(f"http://example.org/{number}") for number in range(3001)]
    made.extend(ox.Quad(one, follows, other, graph) for one, other in pairwise(nodes))
    made.flush()
    del made
    return folder


@pytest.fixture
def engine(store: Path) -> Iterator[Engine]:
    made = Engine(store, Limits(seconds=30, rows=1_000, memory=1_000_000_000), Turns(2))
    yield made
    made.turns.end()
    # Such a process steps back behind all others, also when it ends.
    assert gone(30), "no process is left behind"


def engines(program: int = os.getpid()) -> list[int]:
    """The processes of a program that evaluate a query, not those that serve a store."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == str(program) and b"query" in words and b"--location" in words:
            found.append(int(folder.name))
    return found


def gone(seconds: float = 1.0) -> bool:
    until = time.monotonic() + seconds
    while engines() and time.monotonic() < until:
        time.sleep(0.02)
    return not engines()


def begun(ticket: Ticket[Reply]) -> None:
    until = time.monotonic() + 10
    while not ticket.seconds and time.monotonic() < until:
        time.sleep(0.01)
    while not engines() and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.parametrize("query", [CROSS, PATH], ids=["cross product", "path over everything"])
def test_a_runaway_query_ends_within_its_limit_and_the_next_one_works(engine: Engine, query: str) -> None:
    start = time.monotonic()
    with pytest.raises(QueryStopped, match=r"stopped at its time limit of 1 s; ask for less\.$"):
        run(engine, query, seconds=1)
    assert time.monotonic() - start < 2
    assert run(engine, ONE).table().rows == [(1,)]


def test_of_a_huge_result_the_first_rows_come_and_it_is_marked_truncated(engine: Engine) -> None:
    for reply in (run(engine, ALL), run(engine, ALL, rows=5_000), run(engine, ALL + " LIMIT 2000")):
        assert (len(reply.rows), reply.truncated) == (1_000, True)
    own = run(engine, ALL + " LIMIT 7")
    assert (len(own.rows), own.truncated) == (7, False)
    few = run(engine, ALL, size=20_000)
    assert 0 < len(few.rows) < 500 and few.truncated
    one = '{"head":{},"boolean":true}'
    assert not run(engine, "ASK { ?s ?p ?o }", size=len(one)).truncated, "an answer that just fits is whole"
    with pytest.raises(QueryStopped, match="longer than 3 bytes"):
        run(engine, ALL, size=3)


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s <http://x/n> ?o } WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"])
def test_triples_are_limited_and_marked_too(engine: Engine, query: str) -> None:
    reply = run(engine, query, rows=10)
    assert (reply.kind, len(reply.rows), reply.truncated) == ("triples", 10, True)
    same = run(engine, "CONSTRUCT { <http://x/a> <http://x/b> 1 } WHERE { ?s ?p ?o }", rows=10)
    assert (len(same.rows), same.truncated) == (1, False), "the same triple from many rows is one"


def test_a_query_that_swallows_memory_is_told_in_one_sentence_and_the_next_one_works(engine: Engine) -> None:
    with pytest.raises(QueryStopped, match=r"^The query needed more than 1,000 MB of memory and was stopped; [^.]*\.$"):
        run(engine, GREEDY)
    assert run(engine, ONE).table().rows == [(1,)]


def test_limits_can_only_be_lowered(store: Path) -> None:
    engine = Engine(store, Limits(seconds=1))
    assert Limits().lowered(seconds=1e9, rows=10**9, size=10**12) == Limits()
    assert Limits().lowered(seconds=1, rows=2, size=3) == Limits(1, 2, 3)
    start = time.monotonic()
    with pytest.raises(QueryStopped, match="limit of 1 s"):
        run(engine, CROSS, seconds=600)
    assert time.monotonic() - start < 2
    for wrong in (0, -1, float("nan")):
        with pytest.raises(BadParameter, match="above 0"):
            submit(engine, ONE, seconds=wrong)


def test_a_cancelled_query_stops_in_the_engine(store: Path) -> None:
    engine = Engine(store, Limits(seconds=60), Turns(2))
    ticket = submit(engine, CROSS)
    begun(ticket)
    assert engines()
    ticket.cancel()
    assert gone(1.0), "the process that evaluates has ended within a second"
    with pytest.raises(QueryStopped, match=r"^The query was cancelled\.$"):
        ticket.result(1)


def test_a_query_for_which_nobody_waits_any_more_is_given_up(store: Path) -> None:
    engine = Engine(store, Limits(seconds=60), Turns(2))
    ticket = submit(engine, CROSS, patience=0.5)
    with pytest.raises(QueryStopped, match="nobody waited"):
        ticket.result(5)
    assert gone()


def test_one_user_with_ten_long_queries_does_not_hold_up_another(engine: Engine) -> None:
    long = [submit(engine, CROSS, "one") for _ in range(10)]
    answer = submit(engine, ONE, "other")
    assert answer.result(5).table().rows == [(1,)], "a place is kept free for whoever comes"
    assert not any(ticket.done for ticket in long)
    assert [ticket.before for ticket in long] == list(range(10)), "each is told how many are before it"
    waiting = submit(engine, CROSS, "other"), submit(engine, ONE, "third")
    assert waiting[1].before == 3, "the first in the rotation and two that run, not ten"
    long[1].cancel()
    with pytest.raises(QueryStopped, match="cancelled before it began"):
        long[1].result(1)
    assert waiting[1].before == 3
    assert long[2].before == 2 and long[3].before == 4


def test_nobody_may_queue_without_end(engine: Engine) -> None:
    engine.turns.waiting = 3
    tickets = [submit(engine, CROSS, "one") for _ in range(4)]
    with pytest.raises(QueryRefused, match="3 of your queries wait already"):
        submit(engine, ONE, "one")
    assert run(engine, ONE, "other").rows
    for ticket in tickets:
        ticket.cancel()


def test_the_same_is_offered_as_an_endpoint(engine: Engine) -> None:
    asker = Asker(engine, "one")
    table = asker.select(ALL)
    assert (len(table.rows), table.truncated, asker.limit) == (1_000, True, 1_000)
    with stream(asker, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3") as found:
        assert found.columns == ("subject", "predicate", "object") and len(list(found.rows)) == 3
    with pytest.raises(QueryRefused), stream(asker, "DROP ALL"):
        pass
    saved = submit_bound(engine, ALL).result(10)
    assert saved.truncated and len(saved.rows) == 1_000


def test_what_may_not_be_asked_takes_no_turn(engine: Engine) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        submit(engine, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryRefused, match="cannot be answered"):
        run(engine, "SELECT ?x WHERE { ?s ?p ?o } GROUP BY ?s")


def test_an_endpoint_named_by_hand_is_asked_within_the_same_limits(store: Path) -> None:
    with serve(store) as server:
        engine = Engine(Remote(server.url), Limits(seconds=20, rows=1_000), Turns(2))
        reply = run(engine, ALL)
        assert (len(reply.rows), reply.truncated) == (1_000, True)
        with pytest.raises(EndpointError, match="gave no whole answer within 1 s"):
            run(engine, CROSS, seconds=1)
        ticket = submit(engine, CROSS)
        time.sleep(0.3)
        start = time.monotonic()
        ticket.cancel()
        with pytest.raises(QueryStopped, match="cancelled"):
            ticket.result(2)
        assert time.monotonic() - start < 1


def test_a_query_ends_with_the_program_that_asked_it(store: Path) -> None:
    asks = (
        "import sys, time; from pathlib import Path; from graph.limits import Limits; from queries.run import *; "
        "t = submit(Engine(Path(sys.argv[1]), Limits(seconds=60)), sys.argv[2]); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", asks, str(store), CROSS], cwd=ROOT) as program:
        until = time.monotonic() + 30
        while not engines(program.pid) and time.monotonic() < until:
            time.sleep(0.05)
        [evaluates] = engines(program.pid)
        program.kill()
    until = time.monotonic() + 5
    while Path(f"/proc/{evaluates}/cmdline").exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not Path(f"/proc/{evaluates}").exists(), "not even one that is killed leaves a process behind"
