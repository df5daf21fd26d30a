"""LIFE: pages of the public database, countries in their own languages, the coordinator's town and no more."""

import json
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.loads import Loaded
from graph.records import Participation, Project, SetAside
from ingest.load import load
from ingest.source import sources
from ingest.sources.life import named

SAMPLE = Path(__file__).parents[1] / "samples" / "life" / "projects.json"


def life(folder: Path) -> Loaded:
    return load("life", sources()["life"], folder, bounds=False)


def changed(folder: Path, **cells: str) -> Loaded:
    """Read the first project of the sample with other cells."""
    first = json.loads(SAMPLE.read_text("utf-8"))["data"][0] | cells
    (folder / "page.json").write_text(json.dumps({"data": [first], "total": 1}), encoding="utf-8")
    return life(folder)


def test_the_coordinator_is_placed_by_its_address_and_a_person_keeps_no_name() -> None:
    parts = [one.record for one in life(SAMPLE.parent).records if isinstance(one.record, Participation)]
    assert [(p.city.name, p.city.postcode, p.reading, p.organisation) for p in parts] == [
        ("Lugo", "48022", "authority", "Comune di Lugo"),
        ("Oulu", "90100", "place", ""),
        ("Larissa", "", "authority", "Municipality of Larissa"),
    ]
    assert "last-name" not in repr(life(SAMPLE.parent).records)


def test_each_project_stands_in_the_period_of_its_call() -> None:
    projects = [one.record for one in life(SAMPLE.parent).records if isinstance(one.record, Project)]
    assert [p.programme.rsplit("-", 1)[0][:9] for p in projects] == ["life-2014", "life-2000", "life-1996", "life-2021"]
    assert (projects[0].start, projects[0].end) == ("2021-09-01", "2025-08-31")


def test_a_year_is_read_from_the_reference_when_its_cell_is_empty(tmp_path: Path) -> None:
    (project,) = (one.record for one in changed(tmp_path, year="").records if isinstance(one.record, Project))
    assert project.programme.startswith("life-2014-")


def test_an_export_is_never_called_complete() -> None:
    coverage = life(SAMPLE.parent).coverage
    assert {one.programme for one in coverage} == {"life-1996", "life-2000", "life-2014", "life-2021"}
    assert {one.completeness for one in coverage} == {"partial"}
    assert {one.completeness for one in load("life", sources()["life"], None).coverage} == {"unknown"}


def test_an_address_without_a_town_sets_the_coordinator_aside(tmp_path: Path) -> None:
    loaded = changed(tmp_path, beneficiaryName="Example Foundation", beneficiaryAddress="Via Esempio")
    reasons = [one.record.reason for one in loaded.records if isinstance(one.record, SetAside)]
    assert reasons[0] == "the address names no town"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"year": "1980"}, "column 'year': 1980 lies in no period of LIFE"),
        ({"country": "Atlantis"}, "column 'country': 'Atlantis' is no country"),
        ({"mood": "good"}, "column 'mood': the column is not known"),
        ({"startDate": "soon"}, "column 'startDate': 'soon' is no date"),
    ],
)
def test_what_is_new_stops_and_is_named(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        changed(tmp_path, **cells)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("België - Belgique", "BE"), ("Czech Cesko", "CZ"), ("Ellas", "EL"), ("Schweiz Suisse Svizzera", "CH")),
        *(("Slovakia Slovensko", "SK"), ("Slovenia Slovenija", "SI"), ("Turkey Türkiye", "TR"), ("Österreich", "AT")),
        *(
            ("Hungary Magyarország", "HU"),
            ("United Kingdom", "UK"),
            ("North Macedonia", "MK"),
            ("French Polynesia", "PF"),
        ),
    ],
)
def test_countries_are_known_as_the_database_writes_them(written: str, code: str) -> None:
    assert named(written) == code
