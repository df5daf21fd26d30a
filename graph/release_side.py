"""One release as the digest reads it: states of the cities, their links with the rows behind, coverage, doubts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from graph.quads import ID
from ontology.terms import DCTERMS, NCP, ORG, PROV, RDF, RDFS, SCHEME, SKOS

CITY, PROGRAMME = f"{ID}city/", f"{ID}programme/"
STATES = {"linked": NCP.linkedTo, "absent": NCP.absentFrom, "uncovered": NCP.notCoveredFor}


class Row(NamedTuple):
    """A row that names a city: its IRI, the match of the name, and whether a decision of a person holds for it."""

    record: str
    match: str
    decided: bool


@dataclass(frozen=True)
class Side:
    """The store of one release."""

    folder: Path

    @cached_property
    def store(self) -> ox.Store:
        """The store, opened to read."""
        return ox.Store.read_only(str(self.folder / "store"))

    def objects(self, subject: str, predicate: str) -> list[str]:
        """Give all values of a thing."""
        found = self.store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None)
        return [str(getattr(quad.object, "value", "")) for quad in found]

    def subjects(self, predicate: str, value: str) -> list[str]:
        """Give all things with a value."""
        found = self.store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value), None)
        return [str(getattr(quad.subject, "value", "")) for quad in found]

    def one(self, subject: str, predicate: str) -> str:
        """Give one value of a thing, "" if it has none."""
        return next(iter(self.objects(subject, predicate)), "")

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Give subject and value of all statements with a predicate."""
        for quad in self.store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            yield str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))

    @cached_property
    def states(self) -> dict[str, dict[str, str]]:
        """The state of each city in each family, by the cities' IRIs and the families' keys."""
        cities = dict(self.pairs(NCP.forCity))
        held: dict[str, dict[str, str]] = {}
        for verdict, text in self.pairs(NCP.familyStates):
            kinds = zip(STATES, text.split(";"), strict=True)
            held[cities[verdict]] = {key: state for state, keys in kinds for key in keys.split("|") if key}
        if held:
            return held
        for state, predicate in STATES.items():  # a release that was built before the text was written
            for city, family in self.pairs(predicate):
                held.setdefault(city, {})[family.removeprefix(PROGRAMME)] = state
        return held

    @cached_property
    def complete(self) -> dict[tuple[str, str], dict[str, str]]:
        """The complete statements by country (IRI) and family (key): IRI and reason of each."""
        held: dict[tuple[str, str], dict[str, str]] = {}
        for statement in self.subjects(NCP.completeness, SCHEME["completeness-complete"]):
            family = self.family(self.one(statement, NCP.coversInstrument))
            spot = (self.one(statement, NCP.coversCountry), family)
            held.setdefault(spot, {})[statement] = self.one(statement, RDFS.comment)
        return held

    def statement(self, iri: str) -> str:
        """Say what a coverage statement says now: its completeness and reason, "" if there is none."""
        kind = self.one(iri, NCP.completeness).rpartition("completeness-")[2]
        return f"{kind}: {self.one(iri, RDFS.comment)}" if kind else ""

    def family(self, programme: str) -> str:
        """Give the key of the family of a programme or initiative."""
        return self.one(programme, NCP.inFamily).removeprefix(PROGRAMME)

    def links(self, city: str) -> dict[str, str]:
        """Give the projects and initiatives of a city with the key of their family."""
        found = self.objects(city, NCP.takesPartIn)
        return {one: self.family(self.one(one, NCP.fundedUnder) or one) for one in found}

    def exists(self, thing: str) -> bool:
        """Say whether the release holds a thing."""
        return bool(self.one(thing, RDF.type))

    def rows(self, city: str, target: str) -> list[Row]:
        """Give the rows by which a city takes part in a project or an initiative."""
        own = {*self.subjects(NCP.actingFor, city), *self.subjects(NCP.locatedIn, city)}
        return [row for node in sorted(own) if self._leads(node, target) for row in self._rows(node)]

    def _leads(self, node: str, target: str) -> bool:
        return target in self.objects(node, ORG.organization) + self.subjects(NCP.hasParticipation, node)

    def _rows(self, node: str) -> Iterator[Row]:
        match = self.one(node, NCP.resolvedBy)
        for record in self.objects(node, PROV.wasDerivedFrom):
            yield Row(record, match, self.decided(match))

    def decided(self, match: str) -> bool:
        """Say whether a match follows a decision of a person."""
        return bool(match and self.one(match, NCP.followsDecision))

    def doubts(self, city: str, family: str) -> dict[str, str]:
        """Give the matches that may mean a city in a family, each with a row that was set aside for it."""
        held = {}
        for match in self.subjects(NCP.candidate, city):
            for record in self.subjects(NCP.resolvedBy, match):
                dataset = self.one(record, NCP.ofDataset)
                if self.one(record, NCP.setAsideBecause) and family in self._families(dataset):
                    held[match] = record
        return held

    def _families(self, dataset: str) -> set[str]:
        return self._by_dataset.get(dataset, set())

    @cached_property
    def _by_dataset(self) -> dict[str, set[str]]:
        """The families of which each dataset says what it covers."""
        held: dict[str, set[str]] = {}
        for statement, instrument in self.pairs(NCP.coversInstrument):
            held.setdefault(self.one(statement, NCP.ofDataset), set()).add(self.family(instrument))
        return held

    def place_of(self, record: str) -> str:
        """Write where a row stands: "urbact: memberships.csv, row 12"."""
        source = self.one(record, NCP.ofDataset).rpartition("/")[2]
        sheet = self.one(record, NCP.sheetName)
        where = f"{self.one(record, NCP.fileName)}{f', sheet {sheet}' if sheet else ''}"
        return f"{source}: {where}, row {self.one(record, NCP.rowNumber)}"

    def name(self, city: str) -> str:
        """Give the name of a city."""
        return self.one(city, SKOS.prefLabel)

    def country(self, city: str) -> str:
        """Give the EU code of the country of a city."""
        return self.one(self.one(city, NCP.inCountry), SKOS.notation)

    def title(self, target: str) -> str:
        """Name a project or an initiative."""
        return self.one(target, DCTERMS.title) or self.one(target, SKOS.prefLabel) or target.rpartition("/")[2]
