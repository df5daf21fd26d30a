"""What became different from one release to the next, in rows and in words."""

import csv
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.changes import FILE, record
from graph.describe_sources import SourceWriter
from graph.findings import Findings
from graph.identity import Resolver
from graph.quads import Quads
from graph.records import City, Place
from graph.tell_changes import sentences
from graph.tellers import Tellers
from ingest.load import load
from ingest.source import sources
from ontology.terms import SKOS

TOWNS = {1: "Pozzuoli", 2: "Lugo", 3: "Milano"}
HEADER = "call,project,topic,city,country,organisation,source\n"
OLD = ["uia-call-1,MAC,,Pozzuoli,IT,,x", "uia-call-1,OPEN,,Lugo,IT,,x"]


def release(folder: Path, name: str, rows: list[str]) -> Path:
    """Write a release of one source: its graph in a store, and the manifest."""
    (folder / name).mkdir(parents=True)
    exports = folder / f"exports-{name}"
    exports.mkdir()
    (exports / "projects.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    loaded = load("urban_innovation", sources()["urban_innovation"], exports, bounds=False)
    places = [Place(n, town, (), "IT", 44.0, 9.0 + n, 9_000, "", n) for n, town in TOWNS.items()]
    cities = [City(n, t, (), "IT", "", (), "lau", "", 9_000, 0, "geonames", 0, 44.0, 9.0 + n) for n, t in TOWNS.items()]
    tellers = Tellers([loaded], {call: call for call in loaded.projects.values()})
    writer = SourceWriter(loaded, Resolver(places, cities).resolve, TOWNS, {"IT": "ITA"}, tellers, Findings())
    named = Quads("places")
    for n, town in TOWNS.items():
        named.add(f"<https://w3id.org/ncp-graph/id/city/{n}>", SKOS.prefLabel, f'"{town}"')
    written = [writer.write().write(folder / name), named.write(folder / name)]
    store = ox.Store(str(folder / name / "store"))
    for graph in written:
        store.bulk_load(path=str(graph.path), format=ox.RdfFormat.N_QUADS)
    store.flush()
    about = {
        "graphs": {graph.name: {"quads": graph.quads, "sha256": graph.sha256} for graph in written},
        "sources": [{"key": "urban_innovation", "title": loaded.title}],
        "states": {"linked": len(rows)},
    }
    (folder / name / "manifest.json").write_text(json.dumps(about))
    return folder / name


def told(tmp_path: Path, rows: list[str]) -> tuple[list[str], list[dict[str, str]]]:
    """Compare a release of other rows with the first one: sentences and rows."""
    old, new = release(tmp_path, "old", OLD), release(tmp_path, "new", rows)
    about = json.loads((new / "manifest.json").read_text())
    about["changes"] = record(old, new, about)
    with (new / FILE).open(encoding="utf-8-sig", newline="") as file:
        return list(sentences(about)), list(csv.DictReader(file))


def test_the_same_rows_change_nothing(tmp_path: Path) -> None:
    assert told(tmp_path, OLD) == (["Nothing changed since release old."], [])


def test_a_project_and_a_town_that_come_are_told(tmp_path: Path) -> None:
    (against, line, states), rows = told(tmp_path, [*OLD, "uia-call-2,NEW,,Milano,IT,,x"])
    assert against == "Against release old:"
    assert line.endswith(": + 1 project, + 1 practice, + 1 participation, + 1 town.")
    assert states == "Towns by state: + 1 linked."
    assert [(r["what"], r["how"], r["label"]) for r in rows] == [
        ("project", "added", "NEW"),
        ("practice", "added", "NEW"),
        ("participation", "added", "Urban authority of Milano, Milano"),
        ("town", "added", "Milano"),
    ]


def test_what_is_gone_is_told_and_a_row_that_moved_is_no_change(tmp_path: Path) -> None:
    (_, line, _), rows = told(tmp_path, OLD[1:])
    assert line.endswith(": − 1 project, − 1 practice, − 1 participation, − 1 town.")
    assert {(r["what"], r["how"]) for r in rows} == {
        (w, "gone") for w in ("project", "practice", "participation", "town")
    }


def test_the_field_that_changed_is_named(tmp_path: Path) -> None:
    (_, line), rows = told(tmp_path, [OLD[0].replace("MAC", "Mac"), OLD[1]])
    assert line.endswith(": 1 project changed (acronym 1, title 1), 1 practice changed (title 1).")
    assert [(row["what"], row["how"], row["fields"], row["label"]) for row in rows] == [
        ("project", "changed", "title|acronym", "Mac"),
        ("practice", "changed", "title", "Mac"),
    ]


def test_a_first_release_says_that_there_is_nothing_to_compare() -> None:
    assert list(sentences({"sources": []})) == ["There is no earlier release to compare this one with."]


@pytest.mark.parametrize("key", ["first", "left"])
def test_a_source_read_for_the_first_time_or_no_more_is_told_without_its_rows(tmp_path: Path, key: str) -> None:
    old, new = release(tmp_path, "old", OLD), release(tmp_path, "new", OLD)
    about, before = (json.loads((one / "manifest.json").read_text()) for one in (new, old))
    fewer = old if key == "first" else new
    changed = before if key == "first" else about
    changed["sources"], changed["graphs"] = [], {"places": changed["graphs"]["places"]}
    (fewer / "manifest.json").write_text(json.dumps(changed))
    changes = record(old, new, about)
    assert (changes[key], changes["sources"]) == (["urban_innovation"], {})
