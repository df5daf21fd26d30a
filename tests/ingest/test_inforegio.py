"""Inforegio: examples of projects of every period, with the beneficiary's town and no person."""

import json
from pathlib import Path

import pytest

from graph.loads import Loaded
from graph.records import Named, Participation, Project
from ingest.load import load
from ingest.source import sources

SAMPLES = Path(__file__).parents[1] / "samples" / "inforegio"


def inforegio(folder: Path) -> Loaded:
    return load("inforegio", sources()["inforegio"], folder, bounds=False)


def test_each_project_stands_in_its_period_and_its_beneficiary_in_its_town() -> None:
    records = [one.record for one in inforegio(SAMPLES).records]
    periods = [r.programme for r in records if isinstance(r, Project)]
    assert periods == ["cohesion-2007", "cohesion-2014", "cohesion-2000"]
    parts = [(r.city, r.reading, r.organisation) for r in records if isinstance(r, Participation)]
    assert parts == [
        (Named("Guimarães", "PT", "PT11"), "authority", "Câmara Municipal de Guimarães"),
        (Named("Lugo", "IT", "ITH5"), "place", ""),
    ]
    assert {one.completeness for one in inforegio(SAMPLES).coverage} == {"partial"}


@pytest.mark.shared
def test_the_real_record_is_read(shared: Path, tmp_path: Path) -> None:
    record = json.loads((shared / "exports" / "formats" / "inforegio_record.json").read_text("utf-8"))
    (tmp_path / "projects.json").write_text(json.dumps([record]), encoding="utf-8")
    parts = [one.record for one in inforegio(tmp_path).records if isinstance(one.record, Participation)]
    assert [(p.city.name, p.city.nuts) for p in parts] == [("Budapest", "HU10")]
