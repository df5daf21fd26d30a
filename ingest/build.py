"""Build a release: read, resolve, write, judge, check, publish."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph.changes import record
from graph.decisions import InForce, deciding, in_force, usable
from graph.describe_decisions import describe_decisions
from graph.describe_programmes import chains
from graph.describe_sources import SourceWriter
from graph.describe_support import describe_support
from graph.desk import decisions_of
from graph.digest import FILE, digest, write_digest
from graph.errors import BadInput, NothingPublished
from graph.evidence_table import write_evidence
from graph.findings import Findings
from graph.garbage import rarely_collected
from graph.identity import Resolver
from graph.loads import FileSkipped, Loaded
from graph.name_list import NameList
from graph.practice_index import write_practice_index
from graph.quads import Quads
from graph.records import Call, Named, Programme
from graph.release import Loading, Tell, check_store, loading, manifest, ontology_quads, publish
from graph.resolution import Resolution
from graph.rights import LOCAL, Actor, Right
from graph.set_aside import SetAsideRows
from graph.states import Years
from graph.tellers import Tellers
from graph.workspace import Release, Workspace
from ingest import reference
from ingest.account import account
from ingest.bodies import learn
from ingest.judging import judged, tree_of, write_judged
from ingest.load import stream, unclaimed
from ingest.localities import localities
from ingest.nuts_versions import versions
from ingest.places import countries, gazetteer, labels
from ingest.reference import Gazetteer, Met
from ingest.said import Said, said_by, write_said
from ingest.source import sources
from ingest.steps import Count, Steps, uncounted

COMPARE, PUBLISH = "Comparing with the release that is served", "Publishing"


@dataclass(frozen=True, slots=True)
class Built:
    """A published release and what was done for it."""

    release: Release
    loads: tuple[Loaded, ...]
    seconds: dict[str, float]


def build(
    workspace: Workspace,
    tell: Tell,
    exports: Path | None = None,
    only: Sequence[str] = (),
    desk: str = "",
    actor: Actor = LOCAL,
    count: Count = uncounted,
    beside: Callable[[Path], None] = lambda _: None,
) -> Built:
    """Build one release from the exports and publish it; on any error the published one stays.

    `exports` is a folder with one folder for each source (default: the
    workspace's own); `only` limits the sources that are read; `desk` is the
    address of the team's records (default: the workspace's own); `actor`
    is on whose behalf it runs; `count` hears of rows and links; `beside`
    writes more tables into the folder of the release before it is published.
    """
    actor.must(Right.BUILD)
    steps = Steps(tell, count)
    exports = exports or workspace.exports
    with workspace.building() as folder:
        decided = in_force(decisions_of(workspace, desk))
        with loading(folder) as taken:
            said = said_by(workspace, desk)
            about, loads = _write_all(folder, exports, only, decided, said, taken, steps)
            steps("Loading the store")
            taken.finish()
        steps("Checking the release against its shapes")
        report = check_store(folder)
        write_evidence(folder)
        beside(folder)
        write_practice_index(folder)
        steps(COMPARE)
        about["validation"] = {"checks": report.checks, "conforms": report.conforms}
        told = manifest(taken.graphs, about | _skipped(exports, loads) | _took(steps))
        told["changes"] = _changes(workspace, folder, told)
        steps(PUBLISH)
        release = publish(workspace, folder, told)
    return Built(release, tuple(loads), steps.seconds())


def _skipped(exports: Path, loads: Sequence[Loaded]) -> dict[str, Any]:
    return {"skipped": [{"name": file.name, "reason": file.reason} for file in _not_read(exports, loads)]}


def _took(steps: Steps) -> dict[str, Any]:
    seconds = steps.seconds()
    return {"seconds": seconds, "steps": list(seconds)}


def _changes(workspace: Workspace, folder: Path, about: dict[str, Any]) -> dict[str, Any]:
    """Compare with the release that is served; {} when there is none that can be compared."""
    try:
        before = workspace.current()
    except NothingPublished:
        return {}
    whole = before.store.is_dir() and {"graphs", "sources"} <= before.manifest.keys()
    if not whole:
        return {}
    write_digest(folder / FILE, digest(before.folder, folder))
    return record(before.folder, folder, about)


@rarely_collected()
def _write_all(
    folder: Path,
    exports: Path,
    only: Sequence[str],
    decided: InForce,
    said: Said,
    graphs: Loading,
    steps: Steps,
) -> tuple[dict[str, Any], list[Loaded]]:
    """Read the sources and write all graphs, of which each is loaded while the next are written."""
    aside = folder / "records"
    aside.mkdir()
    loads = _load_all(exports, only, steps, aside)
    known = _gazetteer(steps)
    held, lost = usable(decided, known.names)
    about = _write_graphs(folder, loads, known, held, said, graphs, steps)
    about["decisions"] |= {"without_city": [str(one) for one in lost]}
    shutil.rmtree(aside)
    return about, [replace(one, records=(), projects={}) for one in loads]


def _load_all(exports: Path, only: Sequence[str], steps: Steps, aside: Path) -> list[Loaded]:
    known = sources()
    unknown = [key for key in only if key not in known]
    if unknown:
        raise BadInput(f"there is no source {unknown[0]!r}", f"choose among {', '.join(known)}")
    loads = []
    for key, source in known.items():
        if only and key not in only and not source.always:
            continue
        steps(f"Reading {source.title}")
        loads.append(stream(key, source, exports / key, aside))
        steps.count("rows read", sum(one.rows_read for one in loads))
    return loads


def _not_read(exports: Path, loads: Iterable[Loaded]) -> Iterator[FileSkipped]:
    """List every file of the exports that no table took, with the reason."""
    for loaded in loads:
        yield from (FileSkipped(f"{loaded.source}/{file.name}", file.reason) for file in loaded.skipped)
    yield from unclaimed(exports, sources())


def _gazetteer(steps: Steps) -> Gazetteer:
    steps("Reading the gazetteer of European places")
    places, cities = gazetteer()
    small = localities(places, cities)
    iso3 = {country.code: country.iso3 for country in countries()}
    names = {city.geonames: city.name for city in (*cities, *small.cities)}
    return Gazetteer(places, cities, iso3, names, small.places, small.cities)


def _write_graphs(
    folder: Path,
    loads: Sequence[Loaded],
    known: Gazetteer,
    held: InForce,
    said: Said,
    graphs: Loading,
    steps: Steps,
) -> dict[str, Any]:
    steps("Indexing names")
    resolver = Resolver(known.places, (*known.cities, *known.small_cities), versions(), known.small_places, labels())
    under = chains(_tree(loads))
    families = {key: chain[-1] for key, chain in under.items()}
    met = Met()
    resolve = met.noting(deciding(met.noting(resolver.resolve), held))
    dated = _dated(loads)
    findings = Findings(
        set_aside=SetAsideRows(folder),
        names=NameList(folder),
        bodies=learn(loads, resolve),
        dated=frozenset(dated),
    )
    _write_sources(folder, loads, known, resolve, families, findings, graphs, steps)
    del resolver, resolve
    known = known.with_met(met.cities | said.cities)
    steps("Writing cities and places")
    graphs.append(reference.places_quads(known).write(folder))
    graphs.append(reference.reference_quads().write(folder))
    graphs.append(ontology_quads().write(folder))
    graphs.append(_decisions(held, findings).write(folder))
    cities = {one.geonames for one in known.cities}
    taken_in = write_said(folder, said, findings, cities, graphs)
    if said.support.requests or said.support.experts:
        graphs.append(describe_support(said.support, cities).write(folder))
    found = judged(loads, known, findings, families, under, steps)
    write_judged(folder, found, Years(dated, findings.years), graphs, steps)
    findings.set_aside.write(folder, {one.source: one.title for one in loads})
    findings.names.write(folder, known.names)
    return account(loads, findings, found.verdicts, found.covered) | taken_in


def _tree(loads: Iterable[Loaded]) -> list[tuple[str, str]]:
    records = tree_of(loads)
    nodes = [(r.key, r.parent) for r in records if isinstance(r, Programme)]
    return nodes + [(r.key, r.programme) for r in records if isinstance(r, Call)]


def _write_sources(
    folder: Path,
    loads: Sequence[Loaded],
    known: Gazetteer,
    resolve: Callable[[Named], Resolution],
    families: Mapping[str, str],
    findings: Findings,
    graphs: Loading,
    steps: Steps,
) -> None:
    tellers = Tellers(loads, families)
    # Sources with a family of their own come first: what others tell of their projects is evidence for the same thing.
    for loaded in sorted(loads, key=lambda one: one.source not in families.values()):
        steps(f"Finding the cities of {loaded.title}")
        writer = SourceWriter(loaded, resolve, known.names, known.iso3, tellers, findings, folder)
        graphs.append(writer.write().write(folder))
        steps.count("links found", len(findings.links))


def _decisions(held: InForce, findings: Findings) -> Quads:
    return describe_decisions(one for several in held.values() for one in several if one.id in findings.followed)


def _dated(loads: Iterable[Loaded]) -> dict[str, tuple[int, int]]:
    """Give the years of the programmes and calls of which both the first and the last are known."""
    found: dict[str, tuple[int, int]] = {}
    for node in (node for loaded in loads for node in loaded.tree):
        begin, end = (node.start, node.end) if isinstance(node, Programme) else (node.opens, node.closes)
        if begin and end:
            found.setdefault(node.key, (int(str(begin)[:4]), int(str(end)[:4])))
    return found
