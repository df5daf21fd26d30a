"""A project that keep.eu and Kohesio both tell is one project, under keep.eu's key."""

from pathlib import Path

import pyoxigraph as ox

from graph.describe_sources import SourceWriter
from graph.findings import Findings
from graph.identity import Resolver
from graph.loads import Loaded
from graph.records import City, Participation, Place, Project
from graph.tellers import Tellers
from ingest.load import load
from ingest.programme_tree import nodes
from ingest.source import sources

SAMPLES = Path(__file__).parents[1] / "samples"
TOWNS = {1: ("Ruse", "BG", "BG323"), 2: ("Giurgiu", "RO", "RO314")}
IRI = "https://w3id.org/ncp-graph/id/project/"
KEEP = "interreg-6a-romania-bulgaria/trails"
COUNT = """PREFIX ncp: <https://w3id.org/ncp-graph/>
SELECT ?project (COUNT(DISTINCT ?part) AS ?parts) (COUNT(DISTINCT ?row) AS ?rows) WHERE {
  ?project a ncp:Project ; ncp:hasParticipation ?part ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?row .
  ?part ncp:actingFor|ncp:locatedIn ?city } GROUP BY ?project"""


def told() -> list[Loaded]:
    return [load(key, sources()[key], SAMPLES / key, bounds=False) for key in ("keep", "kohesio")]


def resolver() -> Resolver:
    where = (43.9, 25.96)
    places = [Place(n, name, (), country, *where, 60_000, nuts, n) for n, (name, country, nuts) in TOWNS.items()]
    lau = ("lau", "", 60_000, 0, "geonames", 0)
    return Resolver(places, [City(p.geonames, p.name, (), p.country, p.nuts3, (), *lau, *where) for p in places])


def written(loads: list[Loaded], folder: Path) -> tuple[ox.Store, Findings]:
    families = dict.fromkeys({p for one in loads for p in one.projects.values()} | set(nodes()), "interreg")
    tellers, findings, store = Tellers(loads, families), Findings(), ox.Store()
    names = {n: name for n, (name, *_) in TOWNS.items()}
    for one in loads:
        writer = SourceWriter(one, resolver().resolve, names, {"BG": "BGR", "RO": "ROU"}, tellers, findings)
        store.bulk_load(path=str(writer.write().write(folder).path), format=ox.RdfFormat.N_QUADS)
    return store, findings


def rows(store: ox.Store) -> dict[str, tuple[int, int]]:
    found = store.query(COUNT, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return {row[0].value.removeprefix(IRI): (int(row[1].value), int(row[2].value)) for row in found}


def test_both_repositories_tell_the_project_and_its_towns() -> None:
    keep, kohesio = told()
    assert KEEP in {r.record.key for r in keep.records if isinstance(r.record, Project)}
    parts = [r.record for r in kohesio.records if isinstance(r.record, Participation)]
    assert [p.city.name for p in parts if p.project == "kohesio/Q9200001"] == ["Giurgiu"]


def test_a_project_told_by_both_is_one_with_the_towns_of_both(tmp_path: Path) -> None:
    store, findings = written(told(), tmp_path)
    assert rows(store)[KEEP] == (4, 2)
    assert "kohesio/Q9200001" not in rows(store)
    giurgiu = {link.target for link in findings.links if link.city == 2}
    assert giurgiu == {f"<{IRI}{KEEP}>"}


def test_without_the_export_of_keep_the_operation_stands_for_itself(tmp_path: Path) -> None:
    store, _ = written(told()[1:], tmp_path)
    assert rows(store)["kohesio/Q9200001"] == (1, 1)
