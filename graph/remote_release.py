"""A release in a remote store: put there graph by graph under a name of its own, and served from one small write on.

All graphs of a release become one graph there, named after the release, and whoever asks names that graph
(`default-graph-uri`). So a half release is never asked, a statement that two sources make counts once on every
engine, and no engine has to move millions of triples at the switch. A second small graph says that the release
was begun and, at the end, since when it is whole; the latest whole one is served.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np
import pyoxigraph as ox

from graph.endpoint import Remote, Table
from graph.errors import EndpointError
from graph.graph_store import GraphStore
from graph.kept_answers import folder_of, read
from graph.quads import GRAPH
from graph.rights import Actor, Right
from graph.workspace import Release
from ontology.terms import PREFIXES

Tell = Callable[[str, int, int], None]
"""Hears the graph that is sent, the triples sent so far, and all that there are."""
PIECE = 50_000
"""Triples sent at once, about 7 MB; between two pieces the work can be stopped. A release has no blank nodes."""
BASE = f"{GRAPH}release/"
BEGUN, WHOLE = f"{PREFIXES['dcterms']}created", f"{PREFIXES['dcterms']}available"
LISTED = f"""SELECT ?release ?whole WHERE {{
  GRAPH ?about {{ ?release <{BEGUN}> ?begun . OPTIONAL {{ ?release <{WHOLE}> ?whole }} }}
  FILTER (STRSTARTS(STR(?about), "{BASE}"))
}}"""


@dataclass(frozen=True, slots=True)
class Target:
    """A remote store: where it is asked, where it takes graphs."""

    asked: Remote
    written: GraphStore


@dataclass(frozen=True, slots=True)
class Published:
    """What a store serves after publishing: the release, and the triples that were sent (0 when it was there)."""

    release: str
    sent: int


class Latest:
    """The release that a store serves, looked up for each query; a store without any is asked as it is.

    Where the same release lies at hand, its tables and kept answers speak of what the store holds: a release never
    changes, and bears its name wherever it is published.
    """

    def __init__(self, asked: Remote, at_hand: Callable[[str], Release | None] = lambda _: None) -> None:
        """Ask this store; `at_hand` gives the release of a name where it lies here."""
        self.asked, self.limit, self._at_hand = asked, asked.limit, at_hand

    @property
    def tables(self) -> Path | None:
        """Name the folder of the tables of the served release, where it lies at hand."""
        release = self._release(served(self.asked))
        return release.tables if release else None

    def now(self) -> Remote:
        """Give the endpoint that asks the served release alone."""
        graph = served(self.asked)
        return self.asked.of(graph) if graph else self.asked

    def select(self, query: str) -> Table:
        """Answer a query that reads."""
        graph = served(self.asked)
        release = self._release(graph)
        kept = read(folder_of(release), query) if release else None
        return kept or (self.asked.of(graph) if graph else self.asked).select(query)

    def _release(self, graph: str) -> Release | None:
        return self._at_hand(graph.removeprefix(BASE)) if graph else None


def served(asked: Remote) -> str:
    """Name the graph of the release that a store serves; "" where none was published to it."""
    whole = {graph: since for graph, since in _listed(asked).items() if since}
    return max(whole, key=lambda graph: whole[graph], default="")


def _listed(asked: Remote) -> dict[str, datetime | None]:
    """Lead the graph of each release in the store to the moment since when it is whole, or to None."""
    rows = asked.select(LISTED).rows
    return {graph: datetime.fromisoformat(whole) if whole else None for graph, whole in rows}


def publish(release: Release, target: Target, tell: Tell, actor: Actor) -> Published:
    """Send a release and let the store serve it; the one before stays served until all is there, and kept until then.

    What fails or is stopped leaves the served release as it was; what it left is removed by the next publishing.
    """
    actor.must(Right.PUBLISH)
    listed, graph, now = _listed(target.asked), BASE + release.id, served(target.asked)
    sent = 0
    if not listed.get(graph):
        for old in listed:
            if old != now:
                _remove(target, old)
        sent = _upload(release, graph, target, tell)
    if graph != now:
        _switch(graph, listed.get(now), target)
    return Published(release.id, sent)


def _remove(target: Target, graph: str) -> None:
    """Forget a release that is not served: first what is said of it, so that it is never taken for whole."""
    target.written.remove(_about(graph))
    target.written.remove(graph)


def _about(graph: str) -> str:
    return f"{graph}/about"


def _upload(release: Release, graph: str, target: Target, tell: Tell) -> int:
    """Send every graph of the release, and hold what arrived against what was sent."""
    store = ox.Store.read_only(str(release.store))
    sizes = {name: about["quads"] for name, about in release.manifest["graphs"].items()}
    target.written.put(_about(graph), _said(graph, BEGUN, datetime.now(UTC)))
    sent, hashes = 0, []
    for name in sizes:
        for piece, lines in _pieces(store, name):
            tell(name, sent, sum(sizes.values()))
            target.written.add(graph, piece)
            hashes.append(lines)
            sent += len(lines)
    _check(target.asked.of(graph), len(np.unique(np.concatenate(hashes))) if hashes else 0)
    return sent


def _pieces(store: ox.Store, name: str) -> Iterator[tuple[bytes, "np.ndarray[tuple[int], np.dtype[np.int64]]"]]:
    """Give the triples of a graph as N-Triples piece by piece, with a hash of each."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH + name))
    while some := [quad.triple for quad in islice(quads, PIECE)]:
        piece = ox.serialize(some, format=ox.RdfFormat.N_TRIPLES)
        assert piece is not None
        yield piece, np.fromiter(map(hash, piece.splitlines()), dtype=np.int64)


def _check(asked: Remote, expected: int) -> None:
    (found,) = asked.select("SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }").rows[0]
    if found != expected:
        raise EndpointError(
            f"The endpoint {asked.url} holds {found:,} triples of the release where {expected:,} were sent; "
            "it serves what it served before, so look into its log and publish again."
        )


def _switch(graph: str, before: datetime | None, target: Target) -> None:
    """Let this release be the latest whole one, even where the clock went back."""
    moment = datetime.now(UTC).replace(microsecond=0)
    if before:
        moment = max(moment, before + timedelta(seconds=1))
    target.written.put(_about(graph), _said(graph, BEGUN, moment) + _said(graph, WHOLE, moment))


def _said(graph: str, predicate: str, moment: datetime) -> bytes:
    when = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    return f'<{graph}> <{predicate}> "{when}"^^<{PREFIXES["xsd"]}dateTime> .\n'.encode()
