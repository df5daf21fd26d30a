"""What became different from one release to the next, source by source, in numbers, rows and words."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.quads import GRAPH, ID
from ontology.terms import DCTERMS, FOAF, NCP, ORG, RDF, SKOS

FILE = "changes.csv"
COLUMNS = ("source", "what", "how", "key", "label", "fields")
PROJECT, PRACTICE, PARTICIPATION, MEMBERSHIP, TOWN = "project", "practice", "participation", "membership", "town"
SPAN = {"start": (NCP.startDate, NCP.startYear), "end": (NCP.endDate, NCP.endYear)}
FIELDS: dict[str, Mapping[str, tuple[str, ...]]] = {
    PROJECT: {
        "title": (DCTERMS.title,),
        "acronym": (NCP.acronym,),
        "programme": (NCP.fundedUnder,),
        **SPAN,
        "page": (FOAF.page,),
        "kind": (NCP.projectKind,),
        "mission": (NCP.contributesTo,),
        "themes": (DCTERMS.subject,),
    },
    PRACTICE: {
        "title": (SKOS.prefLabel,),
        "programme": (DCTERMS.isPartOf,),
        "summary": (DCTERMS.description,),
        **SPAN,
        "page": (FOAF.page,),
        "town": (NCP.originCity,),
        "themes": (DCTERMS.subject,),
    },
}
"""Things that keep their name from one export to the next, and the fields that are compared."""
MARKS: dict[str, tuple[str, ...]] = {
    PARTICIPATION: (NCP.participant, NCP.actingFor, NCP.locatedIn, NCP.participationRole),
    MEMBERSHIP: (ORG.organization, NCP.actingFor, NCP.membershipStatus),
}
"""Things that are named after their row, which may move: they are known by what they say."""
CLASSES = {
    PROJECT: NCP.Project,
    PRACTICE: NCP.Practice,
    PARTICIPATION: NCP.Participation,
    MEMBERSHIP: NCP.InitiativeMembership,
}
PLACES = (NCP.actingFor, NCP.locatedIn, NCP.originCity)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was added, is gone or changed; `fields` names what changed."""

    source: str
    what: str
    how: str
    key: str
    label: str = ""
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Side:
    """The graph of one source in one release."""

    store: ox.Store
    graph: ox.NamedNode

    def pairs(self, predicate: str, value: str = "") -> Iterator[tuple[str, str]]:
        """Give subject and object of every statement with a predicate, and with one value if it is given."""
        wanted = ox.NamedNode(value) if value else None
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(predicate), wanted, self.graph):
            yield str(quad.subject), str(quad.object)

    def things(self, what: str) -> Iterator[str]:
        """Give every thing of a kind that has more to it than its type."""
        return (subject for subject, _ in self.pairs(RDF.type, CLASSES[what]))

    def sums(self, predicates: Iterable[str]) -> Counter[int]:
        """Add up what is said of each thing by its hash: equal statements give equal sums in any order."""
        found: Counter[int] = Counter()
        for predicate in predicates:
            for subject, value in self.pairs(predicate):
                found[hash(subject)] += hash((predicate, value))
        return found

    def first(self, subject: str, predicate: str) -> str:
        """Give one value of a thing, in whichever graph it is told; "" when there is none."""
        node = ox.NamedNode(subject.strip("<>"))
        quad = next(self.store.quads_for_pattern(node, ox.NamedNode(predicate), None, None), None)
        return "" if quad is None else str(getattr(quad.object, "value", ""))


@dataclass(slots=True)
class Difference:
    """What became different in one source; only hashes of its things are held while they are compared."""

    source: str
    old: Side
    new: Side
    changes: list[Change] = field(default_factory=list)

    def find(self) -> list[Change]:
        """Compare all kinds of things."""
        for what in FIELDS:
            self._keyed(what)
        for what in MARKS:
            self._marked(what)
        self._towns()
        return self.changes

    def _keyed(self, what: str) -> None:
        old, new = ({hash(one) for one in side.things(what)} for side in (self.old, self.new))
        told: dict[int, list[str]] = {}
        for name, predicates in FIELDS[what].items():
            before, after = self.old.sums(predicates), self.new.sums(predicates)
            for spot in (one for one in old & new if before[one] != after[one]):
                told.setdefault(spot, []).append(name)
        for thing in self.old.things(what):
            if hash(thing) not in new:
                self._tell(what, "gone", thing, self.old)
        for thing in self.new.things(what):
            spot = hash(thing)
            if spot not in old or spot in told:
                self._tell(what, "changed" if spot in told else "added", thing, self.new, tuple(told.get(spot, ())))

    def _tell(self, what: str, how: str, thing: str, side: Side, fields: tuple[str, ...] = ()) -> None:
        label = side.first(thing, DCTERMS.title if what == PROJECT else SKOS.prefLabel)
        self.changes.append(Change(self.source, what, how, key(thing), label, fields))

    def _marked(self, what: str) -> None:
        old, new = self._signs(self.old, what), self._signs(self.new, what)
        for how, side, mine, others in (("gone", self.old, old, new), ("added", self.new, new, old)):
            missing = Counter(mine.values())
            missing.subtract(Counter(others.values()))
            for thing in side.things(what):
                sign = mine[hash(thing)]
                if missing[sign] > 0:
                    missing[sign] -= 1
                    self.changes.append(Change(self.source, what, how, *_said(side, what, thing)))

    def _signs(self, side: Side, what: str) -> Counter[int]:
        found = side.sums(MARKS[what])
        if what == PARTICIPATION:
            for project, node in side.pairs(NCP.hasParticipation):
                found[hash(node)] += hash(project)
        return Counter({hash(one): found[hash(one)] for one in side.things(what)})

    def _towns(self) -> None:
        old, new = ({town for one in PLACES for _, town in side.pairs(one)} for side in (self.old, self.new))
        for how, side, towns in (("gone", self.old, old - new), ("added", self.new, new - old)):
            for town in sorted(towns):
                self.changes.append(Change(self.source, TOWN, how, key(town), side.first(town, SKOS.prefLabel)))


def key(thing: str) -> str:
    """Give the part of an IRI that names the thing: "cordis/101" of a project of CORDIS."""
    return thing.strip("<>").removeprefix(ID).partition("/")[2]


def _said(side: Side, what: str, thing: str) -> tuple[str, str]:
    """Name a participation by its project, a membership by its initiative, with who takes part and where."""
    town = side.first(thing, NCP.actingFor) or side.first(thing, NCP.locatedIn)
    where = side.first(town, SKOS.prefLabel) if town else ""
    if what == MEMBERSHIP:
        return key(side.first(thing, ORG.organization)), where
    node = ox.NamedNode(thing.strip("<>"))
    found = side.store.quads_for_pattern(None, ox.NamedNode(NCP.hasParticipation), node, side.graph)
    project = next((key(str(quad.subject)) for quad in found), "")
    who = side.first(side.first(thing, NCP.participant), SKOS.prefLabel)
    return project, f"{who}, {where}"


def compare(old: Path, new: Path, graphs: Mapping[str, Any], before: Mapping[str, Any]) -> Iterator[list[Change]]:
    """Give the changes of each source whose graph differs; `before` is the manifest of the old release.

    `old` and `new` are the folders of the releases, `graphs` the sums of the new graphs by key.
    """
    known = {source["key"] for source in before["sources"]}
    differ = [one for one in sorted(known & graphs.keys()) if before["graphs"].get(one) != graphs[one]]
    if not differ:
        return
    stores = [ox.Store.read_only(str(folder / "store")) for folder in (old, new)]
    for source in differ:
        graph = ox.NamedNode(GRAPH + source)
        yield Difference(source, Side(stores[0], graph), Side(stores[1], graph)).find()


def record(old: Path, new: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    """Compare a release that is about to be published with the one before; write the rows, give the sums."""
    before = _manifest(old)
    now, then = ({one["key"] for one in manifest["sources"]} for manifest in (about, before))
    sums: dict[str, Any] = {}
    with (new / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for changes in compare(old, new, about["graphs"], before):
            out.writerows((c.source, c.what, c.how, c.key, c.label, "|".join(c.fields)) for c in changes)
            if changes:
                sums[changes[0].source] = _sums(changes)
    return {
        "since": old.name,
        "sources": sums,
        "details": _details(about, before, sums),
        "first": sorted(now - then),
        "left": sorted(then - now),
        "states": _states(about.get("states", {}), before.get("states", {})),
    }


def _manifest(folder: Path) -> dict[str, Any]:
    from graph.workspace import Release

    return Release(folder).manifest


def _details(about: Mapping[str, Any], before: Mapping[str, Any], sums: Mapping[str, Any]) -> list[str]:
    """List the graphs that differ in other things than those that are counted."""
    both = about["graphs"].keys() & before["graphs"].keys()
    return sorted(one for one in both - sums.keys() if about["graphs"][one] != before["graphs"][one])


def _states(now: Mapping[str, int], then: Mapping[str, int]) -> dict[str, int]:
    differences = {state: now.get(state, 0) - then.get(state, 0) for state in sorted({*now, *then})}
    return {state: number for state, number in differences.items() if number}


def _sums(changes: Iterable[Change]) -> dict[str, Any]:
    changes = list(changes)
    counts = Counter(f"{change.what} {change.how}" for change in changes)
    fields = Counter(f"{change.what} {name}" for change in changes for name in change.fields)
    return {"counts": dict(sorted(counts.items())), "fields": dict(sorted(fields.items()))}
