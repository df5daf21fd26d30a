"""A layer of the network as a file for other programs: GraphML, GEXF or Pajek, written by networkx.

networkx writes files that cannot be read back when a value is missing, when one attribute holds numbers here and words
there, or when a text holds control characters. What is missing is left out, an attribute has one type, and characters
that XML forbids are replaced.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx

from graph.projection import Incidence, met, strengths

Values: TypeAlias = Mapping[int, Mapping[str, object]]
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 may hold."""
INSTEAD = "\ufffd"
ID = "geonames"


def as_networkx(one: Incidence, about: Values) -> "nx.Graph[int]":
    """Give every city of a layer with what is known of it, also those without a tie, and the ties with their weights.

    `tie` tells "tied" and "no tie" apart; `meetings` counts shared projects, `weight` is the size-corrected strength.
    """
    graph: nx.Graph[int] = nx.Graph()
    meetings, weights = met(one).tocoo(), strengths(one)
    degree = meetings.sum(axis=1)
    for place, city in enumerate(one.cities):
        tie = "tied" if degree[place] else "no tie"
        graph.add_node(city, **{"label": str(city), **about.get(city, {}), ID: city, "tie": tie})
    for row, column, times in zip(*meetings.coords, meetings.data, strict=True):
        if row < column:
            strength = round(float(weights[row, column]), 6)
            graph.add_edge(one.cities[row], one.cities[column], weight=strength, meetings=int(times))
    return graph


def plain(graph: "nx.Graph[int]") -> "nx.Graph[int]":
    """Copy a graph so that every format can hold it: nothing missing, one type for each attribute, no control codes."""
    clean: nx.Graph[int] = nx.Graph()
    nodes = [dict(told) for _, told in graph.nodes(data=True)]
    ties = [dict(told) for *_, told in graph.edges(data=True)]
    clean.add_nodes_from(zip(graph.nodes, _of_one_type(nodes), strict=True))
    for (one, other), told in zip(graph.edges, _of_one_type(ties), strict=True):
        clean.add_edge(one, other, **told)
    return clean


def _of_one_type(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    kept = [{name: value for name, value in record.items() if _there(value)} for record in records]
    kinds: dict[str, set[type]] = {}
    for record in kept:
        for name, value in record.items():
            kinds.setdefault(name, set()).add(type(value))
    types = {name: _common(held) for name, held in kinds.items()}
    return [{_text(name): types[name](value) for name, value in record.items()} for record in kept]


def _there(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def _common(kinds: set[type]) -> Callable[[Any], object]:
    """Choose the narrowest type that holds all values of an attribute; words hold any."""
    for fits in ({bool}, {int}, {int, float}):
        if kinds <= fits:
            return float if float in kinds else next(iter(kinds))
    return _text


def _text(value: object) -> str:
    return FORBIDDEN.sub(INSTEAD, str(value))


def write_graphml(graph: "nx.Graph[int]", path: Path) -> None:
    """Write GraphML."""
    nx.write_graphml_xml(plain(graph), path)


def write_gexf(graph: "nx.Graph[int]", path: Path) -> None:
    """Write GEXF 1.2."""
    nx.write_gexf(plain(graph), path)


def write_pajek(graph: "nx.Graph[int]", path: Path) -> None:
    """Write a Pajek network: labels and the strength of the ties, for the format tells no more of a city."""
    named: nx.Graph[str] = nx.Graph()
    label = {city: _pajek_label(told, city) for city, told in graph.nodes(data=True)}
    named.add_nodes_from(label.values())
    named.add_weighted_edges_from((label[a], label[b], told["weight"]) for a, b, told in graph.edges(data=True))
    nx.write_pajek(named, path)


def _pajek_label(told: Mapping[str, object], city: int) -> str:
    """Name a city in one line without quotes; its GeoNames id keeps namesakes apart."""
    return " ".join(f"{_text(told.get('label', ''))} ({city})".replace('"', "'").split())


WRITERS: dict[str, Callable[["nx.Graph[int]", Path], None]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "pajek": write_pajek,
}
