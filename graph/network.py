"""The network around one city: its projects and initiatives, and the cities that it meets there.

Positions are computed here once, so that a browser only draws.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import networkx as nx


@dataclass(frozen=True, slots=True)
class Node:
    """A city, project or initiative of the picture.

    `kind` is "centre", "project", "initiative" or "city"; `group` is the
    programme family of a project; `x` and `y` lie between -1 and 1.
    """

    key: str
    label: str
    kind: str
    group: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Meeting:
    """A project or initiative of the centre, and another city that takes part in it, if one is named."""

    through: Node
    city: Node | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes with their places, ties as pairs of node numbers, and how much is there but not drawn."""

    nodes: tuple[Node, ...]
    ties: tuple[tuple[int, int], ...]
    projects: int
    cities: int

    def drawn(self, *kinds: str) -> int:
        """Count the drawn nodes of these kinds."""
        return sum(node.kind in kinds for node in self.nodes)


def gather(centre: Node, meetings: Iterable[Meeting]) -> "nx.Graph[str]":
    """Tie the centre to its projects and each project to the cities in it."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node(centre.key, node=centre)
    for meeting in meetings:
        graph.add_node(meeting.through.key, node=meeting.through)
        graph.add_edge(centre.key, meeting.through.key)
        if meeting.city is not None and meeting.city.key != centre.key:
            graph.add_node(meeting.city.key, node=meeting.city)
            graph.add_edge(meeting.through.key, meeting.city.key)
    return graph


def ego(centre: Node, meetings: Sequence[Meeting], limit: int = 36) -> Picture:
    """Choose what is drawn, at most `limit` projects and as many cities, and give each its place."""
    graph = gather(centre, meetings)
    through = dict.fromkeys(m.through.key for m in meetings)
    others = [key for key in graph if key != centre.key and key not in through]
    balanced = _balanced(graph, list(through), limit)
    inner = sorted(balanced, key=lambda key: (_node(graph, key).group, _node(graph, key).label))
    near = set(inner)
    shared = Counter({key: sum(n in near for n in graph[key]) for key in others})
    outer = [key for key, met in sorted(shared.items(), key=lambda item: (-item[1], item[0])) if met][:limit]
    placed = _place(graph, centre.key, inner, outer)
    number = {node.key: i for i, node in enumerate(placed)}
    ties = tuple((number[a], number[b]) for a, b in graph.edges if a in number and b in number)
    return Picture(placed, ties, len(through), len(others))


def _balanced(graph: "nx.Graph[str]", keys: Sequence[str], limit: int) -> list[str]:
    """Choose at most `limit` keys, in turn from each programme family, so that none crowds out the others."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        groups.setdefault(_node(graph, key).group, []).append(key)
    turns = zip_longest(*groups.values())
    return [key for turn in turns for key in turn if key is not None][:limit]


def _node(graph: "nx.Graph[str]", key: str) -> Node:
    node: Node = graph.nodes[key]["node"]
    return node


def _place(graph: "nx.Graph[str]", centre: str, inner: list[str], outer: list[str]) -> tuple[Node, ...]:
    """Set projects on an inner ring and each city on the outer ring, near the projects that it shares."""
    angle = {key: 2 * math.pi * i / len(inner) for i, key in enumerate(inner)}
    ring = sorted(outer, key=lambda key: _mean_angle([angle[n] for n in graph[key] if n in angle]))
    shells = [shell for shell in ([centre], inner, ring) if shell]
    start = _mean_angle([angle[n] for n in graph[ring[0]] if n in angle]) if ring else 0.0
    spots = nx.shell_layout(graph.subgraph([centre, *inner, *ring]), nlist=shells, rotate=0)
    around = set(ring)
    turned = {
        key: _turn(float(spots[key][0]), float(spots[key][1]), start) if key in around else spots[key] for key in spots
    }
    return tuple(
        replace(_node(graph, key), x=round(float(turned[key][0]), 4), y=round(float(turned[key][1]), 4))
        for key in (centre, *inner, *ring)
    )


def _mean_angle(angles: Sequence[float]) -> float:
    """Return the mean direction in radians, from 0 to 2π."""
    return math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles))) % (2 * math.pi)


def _turn(x: float, y: float, by: float) -> tuple[float, float]:
    """Turn a spot around the middle by an angle in radians."""
    return x * math.cos(by) - y * math.sin(by), x * math.sin(by) + y * math.cos(by)
