"""Every format of an answer, read back by another program with equal content."""

import csv
import io
import json
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import igraph
import networkit
import networkx
import pyogrio
import pyoxigraph as ox
import pytest
from python_calamine import CalamineWorkbook
from rdflib import Dataset, Literal, URIRef
from rdflib.query import Result

from dashboard.outputs.answered import Answered, Manner, query_hash
from dashboard.outputs.bounded import Bounds
from dashboard.outputs.write import answered, by_suffix, fitting, formats, write
from graph.endpoint import Embedded, Remote
from graph.errors import BadInput
from graph.server import serve
from graph.stream import stream
from queries.catalogue import Question, read
from queries.positions import positions
from tests.dashboard.test_outreach_commands import formulas

PREFIX = "https://example.org/"
TEXTS = [
    '=HYPERLINK("http://evil")',
    "Šoštanj; \"quoted\", 'both'",
    "two\nlines\tand a tab",
    "<b>&amp;</b>",
    " 7 ",
    "007",
]
ODD = f"""#+ summary: Ties
#+ description: Ties of all kinds of values.
#+ tags: [test]
#+ view: network source target
#+ defaults: {{}}
#+ parameters: {{}}
#+ columns:
#+   source: From
#+   target: To
#+   number: Whole number
#+   share: Share
#+   truth: Truth
#+   day: Day
#+   time: Time
#+   year: Year
#+   label: Label
#+   nothing: Nothing
#+   geonames: City
#+ units: {{number: things, share: share from 0 to 1}}
PREFIX e: <{PREFIX}>
SELECT ?source ?target ?number ?share ?truth ?day ?time ?year ?label ?nothing ?geonames WHERE {{
  ?tie e:source ?source ; e:target ?target ; e:number ?number ; e:geonames ?geonames .
  OPTIONAL {{ ?tie e:share ?share }} OPTIONAL {{ ?tie e:truth ?truth }} OPTIONAL {{ ?tie e:day ?day }}
  OPTIONAL {{ ?tie e:time ?time }} OPTIONAL {{ ?tie e:year ?year }} OPTIONAL {{ ?tie e:label ?label }}
  OPTIONAL {{ ?tie e:nothing ?nothing }}
}} ORDER BY ?number
"""
HUGE = 2**60 + 1
ROWS = [
    (
        TEXTS[0],
        TEXTS[1],
        1,
        Decimal("0.25"),
        True,
        "2026-03-01",
        "2026-03-01T10:20:30",
        "2019",
        TEXTS[2],
        None,
        2738752,
    ),
    (TEXTS[1], f"{PREFIX}thing", 2, None, False, "1848-03-15", None, None, TEXTS[3], None, 2742027),
    (TEXTS[4], TEXTS[5], HUGE, None, None, None, None, None, None, None, 1),
]
TYPES = {"share": "decimal", "truth": "boolean", "day": "date", "time": "dateTime", "year": "gYear"}


def odd_store() -> ox.Store:
    store = ox.Store()
    [question] = [ODD.split("SELECT")[1].split("WHERE")[0]]
    names = re.findall(r"\w+", question)
    for number, row in enumerate(ROWS):
        for name, value in zip(names, row, strict=True):
            if value is not None:
                term = _term(name, value)
                store.add(ox.Quad(ox.NamedNode(f"{PREFIX}tie{number}"), ox.NamedNode(PREFIX + name), term))
    return store


def _term(name: str, value: object) -> ox.NamedNode | ox.Literal:
    if str(value).startswith(PREFIX):
        return ox.NamedNode(str(value))
    if name in TYPES:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{TYPES[name]}"))
    if name == "label":
        return ox.Literal(str(value), language="sl")
    return ox.Literal(value if isinstance(value, int) else str(value))


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    folder = tmp_path_factory.mktemp("odd") / "queries"
    (folder / "odd").mkdir(parents=True)
    (folder / "odd" / "ties.rq").write_text(ODD, "utf-8")
    [made] = read(folder)
    return made


@contextmanager
def asked(question: Question, endpoint: Embedded | Remote) -> Iterator[Answered]:
    places = {2738752: (41.44443, -8.29619), 2742027: (41.80716, -6.75898)}
    with stream(endpoint, question.text) as found:
        yield Answered(
            *(question, question.text, {"country": "PT"}, "r1", found.columns, found.rows, (("A list", "CC BY 4.0"),)),
            places=lambda cities: {city: places[city] for city in cities if city in places},
        )


@pytest.fixture
def written(question: Question, tmp_path: Path) -> Any:  # noqa: ANN401
    def make(style: str, manner: Manner | None = None) -> Path:
        path = tmp_path / f"answer{formats()[style].suffix}"
        with asked(question, Embedded(odd_store())) as answer, path.open("wb") as out:
            write(answer, style, out, manner)
        return path

    return make


def plain(row: tuple[Any, ...]) -> tuple[str | None, ...]:
    """The row as a delimited file holds it: what would run as a formula bears an apostrophe."""
    told = (None if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in row)
    return tuple(f"'{value}" if value and value[0] in "=+-@" else value for value in told)


@pytest.mark.parametrize(
    ("style", "manner", "sep"), [("csv", Manner(), ","), ("csv", Manner(semicolon=True), ";"), ("tsv", Manner(), "\t")]
)
def test_delimited_text_is_read_by_duckdb(written: Any, style: str, manner: Manner, sep: str) -> None:  # noqa: ANN401
    path = written(style, manner)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    found = duckdb.read_csv(str(path), sep=sep, quotechar='"', escapechar='"', all_varchar=True, header=True)
    assert found.columns[0] == "source"
    assert found.fetchall() == [plain(row) for row in ROWS]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_a_text_that_would_run_is_neutral_in_tables_and_exact_in_json_and_rdf(
    question: Question, tmp_path: Path, text: str
) -> None:
    store, tie = ox.Store(), ox.NamedNode(f"{PREFIX}tie")
    for name, value in (("source", text), ("target", "t"), ("number", 1), ("geonames", 1)):
        store.add(ox.Quad(tie, ox.NamedNode(PREFIX + name), ox.Literal(value)))
    files = {style: io.BytesIO() for style in ("csv", "tsv", "xlsx", "json", "sparql-json", "turtle")}
    for style, out in files.items():
        with asked(question, Embedded(store)) as answer:
            write(answer, style, out)
    for style, delimiter in (("csv", ","), ("tsv", "\t")):
        [_, row] = csv.reader(io.StringIO(files[style].getvalue().decode("utf-8-sig"), newline=""), delimiter=delimiter)
        assert row[0] == f"'{text}"
    path = tmp_path / "answer.xlsx"
    path.write_bytes(files["xlsx"].getvalue())
    assert not formulas(path), "a text, not a formula"
    assert CalamineWorkbook.from_path(path).get_sheet_by_name("Answer").to_python()[1][0] == text
    assert json.loads(files["json"].getvalue())[0]["source"] == text
    bound = json.loads(files["sparql-json"].getvalue())["results"]["bindings"][0]["source"]
    assert bound["value"] == text
    graph = Dataset().parse(data=files["turtle"].getvalue(), format="turtle")
    assert Literal(text) in set(graph.objects())


def test_the_mark_can_be_left_out(written: Any) -> None:  # noqa: ANN401
    assert written("csv", Manner(mark=False)).read_bytes().startswith(b"source,target")


def test_a_workbook_is_read_by_calamine_with_typed_cells_and_a_second_sheet(written: Any) -> None:  # noqa: ANN401
    book = CalamineWorkbook.from_path(written("xlsx"))
    assert book.sheet_names == ["Answer", "About"]
    heads, *rows = book.get_sheet_by_name("Answer").to_python()
    assert heads[0] == "source"
    first = [*ROWS[0][:3], 0.25, True, date(2026, 3, 1), datetime(2026, 3, 1, 10, 20, 30), 2019, TEXTS[2], "", 2738752]
    assert rows[0] == first
    assert rows[1][4:6] == [False, "1848-03-15"]
    assert rows[2][:4] == [TEXTS[4], TEXTS[5], str(HUGE), ""]
    about = dict(book.get_sheet_by_name("About").to_python())
    assert about["Release"] == "r1" and about["Licence of A list"] == "CC BY 4.0"
    assert about["Column share"] == "Share [share from 0 to 1]"
    lines = [text for name, text in book.get_sheet_by_name("About").to_python() if name == "Query"]
    assert "\n".join(map(str, lines)) == question_text()


def question_text() -> str:
    return "\n".join(line for line in ODD.splitlines() if not line.startswith("#+"))


def test_json_is_read_by_duckdb(written: Any) -> None:  # noqa: ANN401
    rows = duckdb.read_json(str(written("json"))).fetchall()
    assert [row[:3] for row in rows] == [row[:3] for row in ROWS]
    assert [row[4] for row in rows] == [True, False, None]
    assert [row[8] for row in rows] == [row[8] for row in ROWS]


@pytest.mark.parametrize("style", ["sparql-json", "sparql-xml"])
def test_results_are_read_by_rdflib_with_every_term_as_it_was(written: Any, style: str) -> None:  # noqa: ANN401
    with written(style).open("rb") as file:
        found = Result.parse(file, format=style.removeprefix("sparql-"))
    asked = [
        {str(name): value for name, value in binding.items()}
        for binding in Result.parse(reference(), format="json").bindings
    ]
    assert [str(name) for name in found.vars or ()][:2] == ["source", "target"]
    told = [{str(name): value for name, value in binding.items()} for binding in found.bindings]
    assert told == asked
    assert told[1]["target"] == URIRef(f"{PREFIX}thing")
    assert told[0]["label"] == Literal(TEXTS[2], lang="sl")


def reference() -> Any:  # noqa: ANN401
    solutions = odd_store().query(ODD)
    return io.BytesIO(solutions.serialize(format=ox.QueryResultsFormat.JSON))  # type: ignore[union-attr]


def test_geojson_is_read_by_gdal_with_places_looked_up(written: Any) -> None:  # noqa: ANN401
    about, _, geometries, fields = pyogrio.raw.read(written("geojson"))
    held = dict(zip(about["fields"], fields, strict=True))
    assert list(held["source"]) == [row[0] for row in ROWS]
    assert list(held["number"]) == [1, 2, HUGE]
    points = [struct.unpack("<dd", wkb[5:21]) if wkb else None for wkb in geometries]
    assert points == [(-8.29619, 41.44443), (-6.75898, 41.80716), None]


def test_graphml_is_read_by_igraph(written: Any) -> None:  # noqa: ANN401
    graph = igraph.Graph.Read_GraphML(str(written("graphml")))
    labels = graph.vs["label"]
    assert [(labels[e.source], labels[e.target]) for e in graph.es] == [(str(a), str(b)) for a, b, *_ in ROWS]
    assert graph.es["number"] == [1, 2, float(HUGE)] and graph.es["share"][0] == 0.25
    assert graph.es["label"][:2] == [ROWS[0][8], ROWS[1][8]]


def test_gexf_is_read_by_networkit(written: Any) -> None:  # noqa: ANN401
    path = written("gexf")
    graph, *_ = networkit.graphio.GEXFReader().read(str(path))
    assert (graph.numberOfNodes(), graph.numberOfEdges()) == (5, 3)
    again = networkx.read_gexf(path)
    named = dict(again.nodes(data="label"))
    found = {frozenset((named[a], named[b])): told for a, b, told in again.edges(data=True)}
    assert {pair: told["number"] for pair, told in found.items()} == {
        frozenset((str(a), str(b))): float(number) for a, b, number, *_ in ROWS
    }


def test_pajek_is_read_by_igraph(written: Any) -> None:  # noqa: ANN401
    graph = igraph.Graph.Read_Pajek(str(written("pajek")))
    assert (graph.vcount(), graph.ecount()) == (5, 3)
    assert graph.vs["name"][0] == "=HYPERLINK('http://evil')"


@pytest.mark.parametrize("style", ["turtle", "nquads", "jsonld"])
def test_rdf_is_read_by_rdflib(written: Any, style: str) -> None:  # noqa: ANN401
    path = written(style)
    kept = Dataset(default_union=True)
    kept.parse(path, format={"turtle": "turtle", "nquads": "nquads", "jsonld": "json-ld"}[style])
    base = f"https://w3id.org/ncp-graph/id/answer/r1/{query_hash(question_text() + chr(10))}"
    rows = [binding.asdict() for binding in Result.parse(reference(), format="json")]  # type: ignore[union-attr]
    for number, row in enumerate(rows, 1):
        told = {str(p).split("#")[1]: o for p, o in kept.predicate_objects(URIRef(f"{base}#row={number}"))}
        assert told == row
    assert "release r1" in str(kept.value(URIRef(base), URIRef("http://purl.org/dc/terms/description")))
    if style == "nquads":
        assert {str(graph.identifier) for graph in kept.graphs() if len(graph)} == {base}


def test_parquet_is_read_by_duckdb_with_types_and_metadata(written: Any) -> None:  # noqa: ANN401
    path = written("parquet")
    found = duckdb.read_parquet(str(path))
    kinds = dict(zip(found.columns, map(str, found.types), strict=True))
    assert (kinds["number"], kinds["share"], kinds["truth"], kinds["time"]) == (
        *("BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMP"),
    )
    rows = found.fetchall()
    assert [row[:3] for row in rows] == [row[:3] for row in ROWS]
    assert rows[0][6] == datetime(2026, 3, 1, 10, 20, 30) and rows[0][7] == 2019
    told = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    assert (b"Release", b"r1") in told
    assert any(key == b"Query" and b"SELECT" in value for key, value in told)


def test_a_parquet_column_that_changes_its_kind_keeps_every_value(
    question: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.outputs.parquet.PIECE", 1)
    with asked(question, Embedded(odd_store())) as answer, (tmp_path / "a.parquet").open("wb") as out:
        write(answer, "parquet", out)
    rows = duckdb.read_parquet(str(tmp_path / "a.parquet")).fetchall()
    assert [row[2] for row in rows] == [1, 2, HUGE]
    assert [row[5] for row in rows] == ["2026-03-01", "1848-03-15", None]


def test_each_format_is_tested_here_and_offered_where_it_fits(question: Question, small_store: ox.Store) -> None:
    assert set(formats()) == {
        *("csv", "tsv", "xlsx", "json", "sparql-json", "sparql-xml", "geojson"),
        *("graphml", "gexf", "pajek", "turtle", "nquads", "jsonld", "parquet"),
    }
    assert set(fitting(question)) == set(formats())
    assert by_suffix("Towns.XLSX") == "xlsx" and by_suffix("towns") == ""
    with answered(Embedded(small_store), "programmes/kinds", {}, "r1") as answer:
        for style in ("geojson", "graphml", "gexf", "pajek"):
            with pytest.raises(BadInput, match=r"programmes/kinds (names no place|tells of no ties)"):
                write(answer, style, io.BytesIO())


def test_an_endpoint_gives_the_same_as_the_store(small_store: ox.Store, tmp_path: Path) -> None:
    kept = ox.Store(str(tmp_path / "store"))
    kept.extend(small_store)
    kept.flush()
    del kept
    with serve(tmp_path / "store") as server:
        texts = []
        for endpoint in (Embedded(small_store), Remote(server.url)):
            path = tmp_path / "answer.srj"
            with answered(endpoint, "gaps/unlinked", {"states": "linked"}, "r1") as answer, path.open("wb") as out:
                write(answer, "sparql-json", out)
                assert not answer.more()
            texts.append(json.loads(path.read_text("utf-8")))
    assert texts[0] == texts[1] and len(texts[0]["results"]["bindings"]) == 4


def test_a_limit_says_that_there_is_more_and_the_citation_names_question_release_and_hash(
    small_store: ox.Store,
) -> None:
    with answered(Embedded(small_store), "gaps/unlinked", {"country": "SI"}, "2026-01-01", Bounds(1)) as answer:
        assert len(list(answer.rows)) == 1 and answer.more()
        assert "gaps/unlinked, country=SI" in answer.citation
        assert f"release 2026-01-01, query {answer.digest}." in answer.citation
        assert re.fullmatch(r"[0-9a-f]{16}", answer.digest)
        assert ("Contact points and their hosts", "facts, with their pages") in answer.licences


def test_positions_are_those_of_the_graph(small_store: ox.Store) -> None:
    find = partial(positions, Embedded(small_store))
    assert find([2738752, 1]) == {2738752: (41.44443, -8.29619)}
    assert find([]) == {}
