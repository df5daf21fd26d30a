"""Three real servers: a release is published to each, all saved questions are put to it, and answers are compared."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from dashboard.cli import main
from graph.endpoint import Embedded, Remote, Table
from graph.errors import EndpointError, NotAllowed
from graph.graph_store import GraphStore
from graph.kept_answers import folder_of, write
from graph.login import Login
from graph.quads import GRAPH
from graph.remote_release import Latest, Target, publish, served
from graph.rights import LOCAL, NOBODY
from graph.stream import stream
from graph.workspace import Release, Workspace
from queries.ask import answer
from queries.catalogue import load
from tests.engines.servers import ENGINES, STARTED

CUT = 15_000
"""So many rows Virtuoso gives at most here: more than any question finds in the small graph."""
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CROSSED = "SELECT ?a ?b WHERE { { SELECT ?a { ?a ?p ?o } LIMIT 200 } { SELECT ?b { ?b ?q ?r } LIMIT 200 } }"
NAMED = 'ASK { ?s ?p "Šoštanj" }'


@dataclass(frozen=True)
class Engine:
    """A server under its name."""

    name: str
    target: Target


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp(request.param)
    more = {"rows": CUT} if request.param == "virtuoso" else {}
    with STARTED[request.param](folder, **more) as target:
        yield Engine(request.param, target)


def _release(folder: Path, store: ox.Store, more: int = 0) -> Release:
    """Lay a small graph down as a release, with so many triples more; what has no name is of the ontology.

    The shapes, which alone have blank nodes, are in no release.
    """
    made = ox.Store(str(folder / "store"))
    graphs: dict[str, int] = {}
    for quad in (quad for quad in store if not isinstance(quad.subject, ox.BlankNode)):
        if isinstance(quad.object, ox.BlankNode):
            continue
        name = quad.graph_name.value.rsplit("/", 1)[-1] if isinstance(quad.graph_name, ox.NamedNode) else "ontology"
        graphs[name] = graphs.get(name, 0) + 1
        made.add(ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(GRAPH + name)))
    extra, said = ox.NamedNode(f"{GRAPH}extra"), ox.NamedNode("http://example.org/said")
    made.extend(ox.Quad(ox.NamedNode("http://example.org/x"), said, ox.Literal(n), extra) for n in range(more))
    made.flush()
    graphs["extra"] = more
    manifest = {"graphs": {name: {"quads": number} for name, number in graphs.items()}}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return Release(folder)


@pytest.fixture(scope="module")
def releases(small_store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """The small graph as a release, and another one with 3,000 triples more."""
    root = tmp_path_factory.mktemp("releases")
    for name in ("first", "second"):
        (root / name).mkdir()
    return _release(root / "first", small_store), _release(root / "second", small_store, 3_000)


def _quiet(_: str, __: int, ___: int) -> None:
    return None


@pytest.fixture(scope="module")
def asked(engine: Engine, releases: tuple[Release, Release]) -> Latest:
    """The first release as the engine serves it."""
    publish(releases[0], engine.target, _quiet, LOCAL)
    return Latest(engine.target.asked)


def _value(cell: object) -> object:
    """Make a cell comparable: divisions are rounded, and a list in one cell has no order in SPARQL."""
    if isinstance(cell, Decimal | float):
        return round(float(cell), 9)
    return "|".join(sorted(cell.split("|"))) if isinstance(cell, str) else cell


def _rows(table: Table) -> list[str]:
    return sorted(repr([_value(cell) for cell in row]) for row in table.rows)


def test_the_same_questions_give_equal_answers_on_every_engine(
    engine: Engine, asked: Latest, small_store: ox.Store
) -> None:
    here, there, differ, found = Embedded(small_store), asked.now(), [], 0
    for name in load():
        ours, theirs = answer(here, name, {}), answer(there, name, {})
        found += len(ours.rows)
        if (ours.columns, _rows(ours)) != (theirs.columns, _rows(theirs)) or theirs.truncated:
            differ.append(name)
    assert differ == []
    assert found > 400


def test_long_answers_come_whole_or_are_called_truncated(engine: Engine, asked: Latest) -> None:
    """Virtuoso cuts an answer at its limit of rows and says so in the headers alone."""
    table = asked.select(CROSSED)
    cut = engine.name == "virtuoso"
    assert (len(table.rows), table.truncated) == ((CUT, True) if cut else (40_000, False))
    with stream(asked, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 30") as told:
        assert len(list(told.rows)) == 30


def test_packed_answers_are_asked_for_and_read(engine: Engine, asked: Latest) -> None:
    packed = asked.asked.fetch(COUNT, lambda response, _: response.headers.get("Content-Encoding"))
    assert packed == ("gzip" if engine.name == "jena" else None)
    assert asked.select(NAMED).rows == [(True,)]


def test_a_release_is_switched_at_the_end_and_kept_for_the_way_back(
    engine: Engine, asked: Latest, releases: tuple[Release, Release]
) -> None:
    first, second = releases
    before = asked.select(COUNT).rows
    heard: list[int] = []

    def stop(graph: str, sent: int, _: int) -> None:
        heard.append(sent)
        if graph == "extra":
            assert asked.select(COUNT).rows == before, "what is half sent is not asked"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(second, engine.target, stop, LOCAL)
    assert heard[-1] > 4_000 and asked.select(COUNT).rows == before
    assert served(engine.target.asked).endswith("/first")
    done = publish(second, engine.target, _quiet, LOCAL)
    assert (asked.select(COUNT).rows[0][0], done.sent > 3_000) == (before[0][0] + 3_000, True)
    assert publish(first, engine.target, _quiet, LOCAL).sent == 0, "the release before is there still"
    assert asked.select(COUNT).rows == before
    assert publish(first, engine.target, _quiet, LOCAL).sent == 0
    assert asked.select(NAMED).rows == [(True,)]


def test_what_lies_here_of_the_served_release_answers_and_of_no_other(
    engine: Engine, asked: Latest, releases: tuple[Release, Release]
) -> None:
    first, second = releases
    publish(first, engine.target, _quiet, LOCAL)
    for release in releases:
        (release.folder / "tables").mkdir(exist_ok=True)
        write(folder_of(release), COUNT, Table(("n",), [(7,)]))
    here = Latest(engine.target.asked, lambda named: first if named == first.id else None)
    other = Latest(engine.target.asked, lambda named: second if named == second.id else None)
    assert (here.tables, here.select(COUNT).rows) == (first.folder / "tables", [(7,)])
    assert (other.tables, other.select(COUNT).rows) == (None, asked.select(COUNT).rows)
    assert asked.tables is None and asked.select(COUNT).rows != [(7,)]


def test_a_wrong_password_is_refused_in_a_sentence_that_does_not_show_it(
    engine: Engine, asked: Latest, releases: tuple[Release, Release]
) -> None:
    if engine.name == "oxigraph":
        with pytest.raises(NotAllowed, match="You may not publish a release to another store"):
            publish(releases[1], engine.target, _quiet, NOBODY)
        return
    wrong = GraphStore(engine.target.written.url, Login("dba", "grape-and-stone"))
    before = asked.select(COUNT).rows
    with pytest.raises(EndpointError, match="does not let us write") as told:
        publish(releases[1], Target(engine.target.asked, wrong), _quiet, LOCAL)
    assert "grape" not in str(told.value) and "grape" not in repr(Login("dba", "grape-and-stone"))
    assert asked.select(COUNT).rows == before


def test_a_store_that_goes_away_is_told_in_one_sentence(tmp_path: Path, releases: tuple[Release, Release]) -> None:
    with STARTED["oxigraph"](tmp_path) as target:
        url = target.asked.url
    with pytest.raises(EndpointError, match=rf"^The endpoint {url} broke off .* check the address and that it runs\.$"):
        publish(releases[0], Target(Remote(url, 2), target.written), _quiet, LOCAL)
    with pytest.raises(EndpointError, match=r"^The store .* check that it runs\.$"):
        target.written.put("http://example.org/g", b"")


def test_the_command_publishes_and_asks_what_was_published(
    tmp_path: Path, small_store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "workspace")
    workspace.prepare()
    made = workspace.releases_folder / "2026-03-01"
    made.mkdir()
    workspace.point_to(_release(made, small_store))
    (tmp_path / "jena").mkdir()
    with STARTED["jena"](tmp_path / "jena") as target:
        stores = f'[stores.office]\nquery = "{target.asked.url}"\ndata = "{target.written.url}"\nuser = "jena"\n'
        (workspace.root / "ncp.toml").write_text(stores, "utf-8")
        called = ["--workspace", str(workspace.root)]
        refused = CliRunner().invoke(main, [*called, "publish", "office"])
        assert (refused.exit_code, "does not let us write" in refused.output) == (1, True)
        monkeypatch.setenv("NCP_STORE_PASSWORD", "secret")
        told = CliRunner().invoke(main, [*called, "publish", "office"])
        assert told.exit_code == 0, told.output
        assert f"Release 2026-03-01 is served by {target.asked.url}; " in told.output
        assert "secret" not in told.output
        answered = CliRunner().invoke(main, [*called, "ask", "choices/periods", "--endpoint", "office"])
        assert "2007–2013" in answered.output and "graph/release/2026-03-01" in answered.output
        logged = CliRunner().invoke(main, [*called, "desk", "log", "--format", "csv"])
        assert "published" in logged.output
    unknown = CliRunner().invoke(main, [*called, "publish", "bureau"])
    assert 'no store is called "bureau" (there is: office)' in unknown.output
