"""Who shares what in a release: the bodies, and the projects, towns, associations, groups and names that tie them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import NamedTuple

import igraph

from graph.warmth import kinds, warmth


class Node(NamedTuple):
    """A body, such as an "authority" by the GeoNames id of its city, or what bodies share, such as a "project"."""

    kind: str
    key: str


class Part(NamedTuple):
    """A body takes part in a project; years are 0 when nobody tells them."""

    body: str
    city: int
    project: str
    programme: str
    reading: str
    start: int
    end: int


class Member(NamedTuple):
    """An urban authority is a member of an initiative, through a group or by itself ("").

    `meets` says that its members work together, as those of an association do and the holders of a label need not.
    """

    city: int
    initiative: str
    group: str
    meets: bool


class Seat(NamedTuple):
    """An organisation that bears the same name as another one of its country; `agency` is name and country."""

    agency: str
    body: str


@dataclass(frozen=True, slots=True)
class Hub:
    """What bodies share: the kind of acquaintance that it makes, and its last year (0 not told)."""

    kind: str
    bodies: frozenset[Node]
    year: int = 0


@dataclass(slots=True)
class Edges:
    """Directed edges from bodies to what they share and back, each at a cost of -ln(warmth)."""

    number: dict[Node, int] = field(default_factory=dict)
    ends: list[tuple[int, int]] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def copy(self) -> "Edges":
        """Give edges to add to, which leave these as they are."""
        return Edges(dict(self.number), list(self.ends), list(self.costs))

    def add(self, begin: Node, end: Node, carries: float) -> None:
        """Add an edge of this warmth."""
        one, other = (self.number.setdefault(node, len(self.number)) for node in (begin, end))
        self.ends.append((one, other))
        self.costs.append(-log(carries))

    def share(self, node: Node, hub: Hub, year: int, enter: Iterable[Node] = ()) -> None:
        """Add what bodies share, unless it is too cold for any chain; `enter` are those who may use it, else all."""
        carries = warmth(kinds()[hub.kind], len(hub.bodies), age(year, hub.year))
        if carries < kinds()["coldest"].weight:
            return
        # Sorted, so that of chains equally warm the same one is given each time.
        bodies = sorted(hub.bodies)
        for body in enter or bodies:
            self.add(body, node, carries)
        for body in bodies:
            self.add(node, body, kinds()[body.kind].weight)


def age(now: int, year: int) -> int | None:
    """Count the years since a year; None when the year is not told."""
    return max(0, now - year) if year else None


@dataclass(frozen=True)
class World:
    """Who shares what in a release, made once; `year` is the year that ages are counted to, `groups` names groups.

    `rich` are the cities that are central already (graph.equity).
    """

    hubs: dict[Node, Hub]
    parts: tuple[Part, ...]
    members: tuple[Member, ...]
    year: int
    groups: dict[str, str]
    rich: frozenset[int] = frozenset()

    @cached_property
    def of_project(self) -> dict[str, list[Part]]:
        """Who takes part in each project."""
        held: dict[str, list[Part]] = {}
        for part in self.parts:
            held.setdefault(part.project, []).append(part)
        return held

    @cached_property
    def edges(self) -> Edges:
        """The edges that all towns have in common, laid out once."""
        laid = Edges()
        for node, hub in self.hubs.items():
            laid.share(node, hub, self.year)
        return laid

    @cached_property
    def graph(self) -> igraph.Graph:
        """The same as a graph, to which a town's own edges are added."""
        return igraph.Graph(len(self.edges.number), self.edges.ends, directed=True)


def body_of(part: Part) -> Node:
    """Name the body that takes part: the urban authority of the city, or the organisation."""
    return Node("authority", str(part.city)) if part.reading == "authority" else Node("organisation", part.body)


def world(
    parts: Iterable[Part],
    members: Iterable[Member],
    year: int,
    groups: dict[str, str] | None = None,
    seats: Iterable[Seat] = (),
    rich: frozenset[int] = frozenset(),
) -> World:
    """Gather who shares what."""
    held, joined = tuple(sorted(parts)), tuple(sorted(members))
    bodies: dict[Node, set[Node]] = {}
    years: dict[Node, int] = {}
    for part in held:
        project = Node("project", part.project)
        bodies.setdefault(project, set()).add(body_of(part))
        bodies.setdefault(Node("town", str(part.city)), {Node("authority", str(part.city))}).add(body_of(part))
        years[project] = part.end or part.start
    for member in joined:
        if not (member.group or member.meets):
            continue
        of = Node("group", member.group) if member.group else Node("association", member.initiative)
        bodies.setdefault(of, set()).add(Node("authority", str(member.city)))
    for seat in seats:
        bodies.setdefault(Node("agency", seat.agency), set()).add(Node("organisation", seat.body))
    hubs = {node: Hub(_KINDS[node.kind], frozenset(own), years.get(node, 0)) for node, own in bodies.items()}
    return World(hubs, held, joined, year, groups or {}, rich)


_KINDS = {
    "project": "shared-project",
    "town": "same-town",
    "group": "same-group",
    "association": "same-association",
    "agency": "same-agency",
}
