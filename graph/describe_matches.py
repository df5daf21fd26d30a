"""The city that a name stands for, as quads: each name of a source is resolved, entered and written once."""

import hashlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from graph.describe_decisions import decision_iri
from graph.describe_places import country_iri
from graph.findings import Findings
from graph.loads import Located
from graph.name_list import Entry
from graph.quads import Quads, concept, decimal, iri, resource, text
from graph.records import Named
from graph.resolution import Resolution
from ontology.terms import NCP, RDF

MATCHES = 100_000
"""So many matches are remembered as written; one that is written twice is one in the graph all the same."""


class Met(NamedTuple):
    """A name that was met: the node of its match, what became of it, and its entry in the list of names if any."""

    node: str
    found: Resolution
    entry: Entry | None


class MatchWriter:
    """Writes the matches of one source."""

    def __init__(
        self,
        quads: Quads,
        resolve: Callable[[Named], Resolution],
        iso3: Mapping[str, str],
        findings: Findings,
    ) -> None:
        """Write to `quads`, which bear the key of the source."""
        self._quads, self._resolve, self._iso3, self._findings = quads, resolve, iso3, findings
        self._met: dict[Named, Met] = {}

    def of(self, named: Named, at: Located) -> tuple[str, Resolution]:
        """Give the written match of a name that a row says, and what became of it; the row is counted."""
        met = self._met.get(named)
        if met is None:
            if len(self._met) >= MATCHES:
                self._met.clear()
            met = self._met[named] = self._meet(named)
        self._findings.names.count(met.entry, named.country, at)
        return met.node, met.found

    def _meet(self, named: Named) -> Met:
        found = self._resolve(named)
        return Met(self._write(named, found), found, self._findings.names.enter(self._quads.name, named, found))

    def _write(self, named: Named, found: Resolution) -> str:
        hints = (named.name, named.country, named.nuts, named.postcode, named.latitude, named.longitude)
        digest = hashlib.sha256(repr(hints).encode()).hexdigest()[:16]
        node = resource("match", self._quads.name, digest)
        add = self._quads.add
        add(node, RDF.type, iri(NCP.EntityMatch))
        add(node, NCP.sourceName, text(named.name))
        if named.country in self._iso3:
            add(node, NCP.inCountry, country_iri(self._iso3[named.country]))
        add(node, NCP.matchOutcome, concept(f"outcome-{found.outcome}"))
        add(node, NCP.matchMethod, concept(f"method-{found.method}"))
        add(node, NCP.score, decimal(found.score))
        add(node, NCP.candidate, *(resource("city", c) for c in found.candidates))
        if found.city is not None:
            add(node, NCP.matchedTo, resource("city", found.city))
        add(node, NCP.followsDecision, *map(decision_iri, found.decisions))
        self._findings.followed.update(found.decisions)
        return node
