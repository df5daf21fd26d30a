"""The warmest chains of introductions from a town to a programme, initiative or project.

A chain leads from the town's urban authority from body to body, each reached through something that both share: the
town, a region, an association, a group of signatories, a project, or the contact point. The warmth of a chain is the
product of the warmth of its steps (graph.warmth), so that the warmest chain is the shortest path where each step costs
-ln(warmth). Bodies are organisations alone: no person is in the graph, and none is named.
"""

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, inf, log

import igraph

from graph.acquaintance import Hub, Node, World, age, body_of
from graph.equity import MARGIN
from graph.warmth import kinds, warmth

MOST = 3
"""So many chains are given at most."""

SHARED = ("region", "town")
"""What two chains may both pass: nobody introduces there."""


SOUGHT = Node("sought", "")


@dataclass(frozen=True, slots=True)
class Target:
    """What is sought: its projects and initiatives; `keys` are the programmes that lead to it."""

    name: str
    projects: frozenset[str]
    initiatives: frozenset[str]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Start:
    """The town that is to be introduced: its GeoNames id, region, the towns beside it, its open contact points."""

    city: int
    region: str
    neighbours: tuple[int, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From a body to the next one, or to what is sought, through what both share.

    `year` is the last in which it is known to have lived, 0 when not told or of no matter; `size` counts who shares it.
    """

    kind: str
    begin: Node
    through: Node
    end: Node
    warmth: float
    year: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps that lead to what is sought; its warmth is their product."""

    steps: tuple[Step, ...]

    @property
    def warmth(self) -> float:
        """Multiply the warmth of the steps."""
        product = 1.0
        for step in self.steps:
            product *= step.warmth
        return product

    @property
    def middles(self) -> frozenset[Node]:
        """Name who and what the chain leads through, but for the regions and towns that anybody shares."""
        ends = [step.end for step in self.steps[:-1]]
        ways = [_plain(step.through) for step in self.steps]
        return frozenset(node for node in (*ends, *ways) if node.kind not in SHARED)


def _plain(node: Node) -> Node:
    """Take a door and the project behind it for one."""
    return Node("project", node.key) if node.kind == "door" else node


@dataclass(frozen=True, slots=True)
class Door:
    """A body through which one comes to what is sought: in which city, by what, and how warm that is."""

    body: Node
    end: Node
    carries: float
    city: int


def doors_of(known: World, target: Target) -> tuple[Door, ...]:
    """List who takes part in what is sought, the same for every town."""
    doors = []
    parts = known.of_project
    # Sorted as the parts of the world are, so that of chains equally warm the same one is given each time.
    for part in sorted(part for project in target.projects for part in parts.get(project, ())):
        carries = warmth(kinds()["takes-part"], age=age(known.year, part.end or part.start))
        doors.append(Door(body_of(part), Node("door", part.project), carries, part.city))
    joined = [member for member in known.members if member.initiative in target.initiatives]
    carries = warmth(kinds()["member"])
    doors += [Door(Node("authority", str(m.city)), Node("joined", m.initiative), carries, m.city) for m in joined]
    return tuple(doors)


class Ways:
    """The ways from one town to what is sought, as a directed graph whose edges cost -ln(warmth)."""

    def __init__(self, known: World, start: Start, target: Target, doors: Sequence[Door] = ()) -> None:
        """Lay out what bodies share, the town's region and contact points, and the doors of what is sought.

        Whoever asks for many towns lists the doors once (doors_of).
        """
        self._known, self._start = known, start
        self._spared: dict[int, float] = {}
        self._edges = known.edges.copy()
        if start.region:
            beside = frozenset(Node("authority", str(city)) for city in start.neighbours)
            self._edges.share(Node("region", start.region), Hub("same-region", beside), known.year, (self.town,))
        for point in start.points:
            self._edges.add(self.town, Node("contact-point", point), warmth(kinds()["contact-point"]))
            self._edges.add(Node("contact-point", point), SOUGHT, 1.0)
        self._doors(doors or doors_of(known, target))

    @property
    def town(self) -> Node:
        """The urban authority of the town."""
        return Node("authority", str(self._start.city))

    def _doors(self, doors: Sequence[Door]) -> None:
        """Tie those who take part in what is sought to it; what the town takes part in itself is no introduction."""
        town, ends = self.town, dict[Node, None]()
        for door in doors:
            if door.body != town:
                # The search counts more on top of its cost where its city is spared.
                if door.city in self._known.rich:
                    self._spared[len(self._edges.costs)] = -log(1 - MARGIN)
                self._edges.add(door.body, door.end, door.carries)
                ends[door.end] = None
        for end in ends:
            self._edges.add(end, SOUGHT, 1.0)

    def edges(self) -> Iterator[tuple[Node, Node, float]]:
        """List the edges with how well each carries."""
        nodes = list(self._edges.number)
        for (begin, end), cost in zip(self._edges.ends, self._edges.costs, strict=True):
            yield nodes[begin], nodes[end], exp(-cost)

    def chains(self, most: int = MOST, *, spare: bool = True) -> tuple[Chain, ...]:
        """Give the warmest chain, then the warmest whose middles all differ from those before, and so on.

        With `spare` a chain through a door in a city that is central already counts half as warm (graph.equity).
        Each is a shortest path by Dijkstra in igraph; then nobody and nothing that it led through may be used again.
        """
        if self.town not in self._edges.number or SOUGHT not in self._edges.number:
            return ()
        found: list[Chain] = []
        closed: set[int] = set()
        while len(found) < most and (chain := self._next(closed, self._spared if spare else {})):
            found.append(chain)
            closed |= self._closed(chain)
        return tuple(found)

    @cached_property
    def _graph(self) -> igraph.Graph:
        graph = self._known.graph.copy()
        graph.add_vertices(len(self._edges.number) - graph.vcount())
        graph.add_edges(self._edges.ends[graph.ecount() :])
        return graph

    @cached_property
    def _nodes(self) -> list[Node]:
        return list(self._edges.number)

    def _next(self, closed: Collection[int], spared: Mapping[int, float]) -> Chain | None:
        """Give the next chain that is warm enough; where sparing a city leads to none, the warmest of all."""
        plain = list(self._edges.costs)
        for edge in closed:
            plain[edge] = inf
        sparing = list(plain) if spared else plain
        for edge, more in spared.items():
            sparing[edge] += more
        for costs in (sparing, plain) if spared else (plain,):
            way = _shortest(self._graph, self._edges.number[self.town], self._edges.number[SOUGHT], costs)
            chain = self._chain(self._nodes, plain, way)
            if way and chain.warmth >= kinds()["coldest"].weight:
                return chain
        return None

    def _closed(self, chain: Chain) -> set[int]:
        """Name the edges of who and what a chain leads through, which no later one may use."""
        closed: set[int] = set()
        for node in chain.middles:
            twins = (node, Node("door", node.key)) if node.kind == "project" else (node,)
            for twin in twins:
                if twin in self._edges.number:
                    closed.update(self._graph.incident(self._edges.number[twin], mode="all"))
        return closed

    def _chain(self, nodes: Sequence[Node], costs: Sequence[float], way: Sequence[int]) -> Chain:
        """Read the edges of a way two by two: from a body to what it shares, and on to the next body."""
        ends = [self._graph.es[edge].tuple for edge in way]
        steps = []
        for place in range(0, len(way) - 1, 2):
            (begin, through), (_, end) = ends[place], ends[place + 1]
            carries = exp(-costs[way[place]] - costs[way[place + 1]])
            steps.append(self._step(nodes[begin], nodes[through], nodes[end], carries))
        return Chain(tuple(steps))

    def _step(self, begin: Node, through: Node, end: Node, carries: float) -> Step:
        hub = self._known.hubs.get(_plain(through))
        named = {"door": "takes-part", "joined": "member", "contact-point": "contact-point", "region": "same-region"}
        kind = named.get(through.kind) or (hub.kind if hub else "")
        size = len(self._start.neighbours) if through.kind == "region" else len(hub.bodies) if hub else 0
        return Step(kind, begin, through, end, carries, hub.year if hub else 0, size)


def _shortest(graph: igraph.Graph, begin: int, end: int, costs: list[float]) -> list[int]:
    """Give the edges of the cheapest way; igraph warns where there is none, which is an answer here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        way: list[int] = graph.get_shortest_path(begin, end, costs, output="epath")
    return way
