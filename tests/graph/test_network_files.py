"""Layers as files: what other programs read in them is what the layer holds."""

from collections.abc import Callable
from pathlib import Path

import igraph
import networkit
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network_files import INSTEAD, WRITERS, as_networkx, plain
from graph.projection import incidence

TOY = [(1, "x"), (2, "x"), (3, "x"), (3, "y"), (4, "y"), (4, "z"), (5, "z"), (6, "z")]
ABOUT: dict[int, dict[str, object]] = {
    1: {"label": 'Saint "Mary"\x0b of the\nBridge', "country": "IE", "population": None, "coreness": float("nan")},
    2: {"label": "Αθήνα & <Co>", "country": "EL", "population": 600_000, "coreness": 0.5, "cutCity": True},
    3: {"label": "Ruše 🌉", "country": "SI", "population": "unknown", "coreness": 1, "cutCity": False},
    4: {"label": "=cmd()", "country": None, "population": 7_000, "coreness": float("inf")},
    5: {"label": "\ud800 broken \x00", "country": "RO", "population": 1.5},
}
"""Missing values, numbers here and words there, control characters, quotes, a lone surrogate."""


@pytest.fixture(scope="module")
def layer() -> "nx.Graph[int]":
    return as_networkx(incidence(TOY, [7]), ABOUT)


def test_the_graph_holds_every_city_and_tie_with_its_weight(layer: "nx.Graph[int]") -> None:
    assert set(layer) == set(range(1, 8))
    assert {frozenset(pair) for pair in layer.edges} == {
        frozenset(pair) for pair in ((1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (4, 6), (5, 6))
    }
    assert (layer[1][2], layer[3][4]) == ({"weight": 0.5, "meetings": 1}, {"weight": 1.0, "meetings": 1})
    assert [layer.nodes[city]["tie"] for city in (6, 7)] == ["tied", "no tie"]


def test_networkx_alone_writes_what_cannot_be_read_back(layer: "nx.Graph[int]", tmp_path: Path) -> None:
    with pytest.raises((nx.NetworkXError, TypeError, ValueError, UnicodeError)):
        nx.write_graphml_xml(layer, tmp_path / "raw.graphml")


def test_what_is_missing_is_left_out_and_an_attribute_has_one_type(layer: "nx.Graph[int]") -> None:
    clean = plain(layer)
    assert "population" not in clean.nodes[1] and "coreness" not in clean.nodes[1] and "coreness" not in clean.nodes[4]
    assert [clean.nodes[city]["population"] for city in (2, 3, 4, 5)] == ["600000", "unknown", "7000", "1.5"]
    assert [clean.nodes[city]["coreness"] for city in (2, 3)] == [0.5, 1.0]
    assert [clean.nodes[city]["cutCity"] for city in (2, 3)] == [True, False]
    assert clean.nodes[5]["label"] == f"{INSTEAD} broken {INSTEAD}"
    assert layer.nodes[1]["population"] is None, "the graph itself stays as it was"


def _written(layer: "nx.Graph[int]", style: str, folder: Path) -> str:
    path = folder / f"layer.{style}"
    WRITERS[style](layer, path)
    return str(path)


def test_igraph_reads_the_graphml(layer: "nx.Graph[int]", tmp_path: Path) -> None:
    read = igraph.Graph.Read_GraphML(_written(layer, "graphml", tmp_path))
    cities = [int(number) for number in read.vs["geonames"]]
    assert sorted(cities) == list(range(1, 8))
    assert _ties(read, cities) == {frozenset(pair): told["weight"] for *pair, told in layer.edges(data=True)}
    labels = dict(zip(cities, read.vs["label"], strict=True))
    assert (labels[2], labels[3], labels[4]) == ("Αθήνα & <Co>", "Ruše 🌉", "=cmd()")
    assert labels[1] == f'Saint "Mary"{INSTEAD} of the\nBridge'
    assert dict(zip(cities, read.vs["tie"], strict=True))[7] == "no tie"


def test_igraph_reads_the_pajek_file(layer: "nx.Graph[int]", tmp_path: Path) -> None:
    read = igraph.Graph.Read_Pajek(_written(layer, "pajek", tmp_path))
    cities = [int(label.rsplit("(", 1)[1].rstrip(")")) for label in read.vs["name"]]
    assert sorted(cities) == list(range(1, 8))
    assert _ties(read, cities) == {frozenset(pair): told["weight"] for *pair, told in layer.edges(data=True)}
    assert "Αθήνα & <Co> (2)" in read.vs["name"]
    assert f"Saint 'Mary'{INSTEAD} of the Bridge (1)" in read.vs["name"]


def _ties(read: igraph.Graph, cities: list[int]) -> dict[frozenset[int], float]:
    return {frozenset(cities[end] for end in tie.tuple): tie["weight"] for tie in read.es}


def test_networkit_reads_the_gexf(layer: "nx.Graph[int]", tmp_path: Path) -> None:
    path = _written(layer, "gexf", tmp_path)
    read, *_ = networkit.graphio.GEXFReader().read(path)
    assert (read.numberOfNodes(), read.numberOfEdges()) == (7, 7)
    assert sorted(weight for *_, weight in read.iterEdgesWeights()) == [0.5] * 6 + [1.0]
    again = nx.read_gexf(path, node_type=int)
    assert {frozenset(pair) for pair in again.edges} == {frozenset(pair) for pair in layer.edges}
    assert again.nodes[2]["label"] == "Αθήνα & <Co>"


TEXTS = st.one_of(st.none(), st.text(max_size=12), st.integers(-9, 9), st.floats(), st.booleans())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.fixed_dictionaries({"label": st.text(max_size=12), "odd": TEXTS}), min_size=7, max_size=7))
def test_any_values_can_be_read_back(told: list[dict[str, object]]) -> None:
    import tempfile

    graph = as_networkx(incidence(TOY, [7]), dict(enumerate(told, 1)))
    readers: dict[str, Callable[[str], igraph.Graph]] = {
        "graphml": igraph.Graph.Read_GraphML,
        "pajek": igraph.Graph.Read_Pajek,
    }
    with tempfile.TemporaryDirectory() as folder:
        for style, reader in readers.items():
            read = reader(_written(graph, style, Path(folder)))
            assert (read.vcount(), read.ecount()) == (7, 7), style
        assert len(nx.read_gexf(_written(graph, "gexf", Path(folder)))) == 7
