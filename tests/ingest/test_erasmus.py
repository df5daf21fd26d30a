"""Erasmus+: rows of 622 columns, every numbered partner, towns inside addresses, and no persons."""

import csv
import json
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.loads import Loaded
from graph.records import Participation, Programme, Project, SetAside
from ingest.load import load
from ingest.source import sources
from tests.samples.make_erasmus import HEADER, rows

SAMPLES = Path(__file__).parents[1] / "samples" / "erasmus"


def erasmus(folder: Path) -> Loaded:
    return load("erasmus", sources()["erasmus"], folder, bounds=False)


def changed(folder: Path, **cells: str) -> Loaded:
    """Read the first project of the sample with other cells; words of a column are joined by underscores."""
    row = next(rows()) | {name.replace("_", " "): text for name, text in cells.items()}
    with (folder / "overview.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    return erasmus(folder)


def parts(loaded: Loaded) -> list[Participation]:
    return [one.record for one in loaded.records if isinstance(one.record, Participation)]


def test_the_coordinator_and_every_numbered_partner_takes_part() -> None:
    assert len(HEADER) == 622
    wide = [p for p in parts(erasmus(SAMPLES)) if p.project == "erasmus-plus/2019-3-cz01-ka205-000002"]
    assert [p.role for p in wide] == ["lead"] + ["partner"] * 100
    assert wide[-1].organisation == "Example foundation 100"


def test_the_municipality_is_told_from_others_and_the_postcode_goes_along() -> None:
    found = [(p.city.name, p.city.postcode, p.reading, p.kind) for p in parts(erasmus(SAMPLES))[:6]]
    assert found == [
        ("STUTTGART", "70173", "authority", "urban-authority"),
        ("Brussels", "1000", "place", "association"),
        ("Lugo", "48022", "authority", "urban-authority"),
        ("Leeds", "LS1 1AA", "place", "research"),
        ("Gdańsk", "80-803", "place", "education"),
        ("Águeda", "3750-301", "place", "unknown"),
    ]


def test_an_action_type_stands_under_its_key_action_and_the_period_of_its_call() -> None:
    records = [one.record for one in erasmus(SAMPLES).records]
    nodes = {r.key: r for r in records if isinstance(r, Programme)}
    project = next(r for r in records if isinstance(r, Project) and r.start == "2022")
    action = nodes[project.programme]
    assert (action.label, nodes[action.parent].label) == (
        "Cooperation partnerships",
        "Partnerships for cooperation and exchanges of practices",
    )
    assert nodes[action.parent].parent == "erasmus-plus-2021"


def test_an_address_without_a_town_goes_to_review_and_a_group_of_persons_does_not_go_in() -> None:
    aside = {r.reason: r for one in erasmus(SAMPLES).records if isinstance(r := one.record, SetAside)}
    assert [named.name for named in aside["the address names no town"].names] == ["Triq Eżempju"]
    assert not aside["a person or an informal group"].names
    assert "Toulouse" not in repr(erasmus(SAMPLES).records)
    assert "EXAMPLE WAREHOUSE" not in repr(erasmus(SAMPLES).records)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Call_year": "2031"}, "row 2, column 'Call year': 2031 lies in no period of Erasmus"),
        (
            {"Partner_3_organisation_type": "Guild"},
            "column 'Partner 3 organisation type': 'Guild' is not a known category",
        ),
        ({"Partner_3_mood": "good"}, "column 'Partner 3 mood': the column is not known"),
    ],
)
def test_what_is_new_stops_and_is_named(tmp_path: Path, cells: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        changed(tmp_path, **cells)


def test_overviews_are_a_part_and_without_one_nothing_is_known() -> None:
    stated = {one.programme: one for one in erasmus(SAMPLES).coverage}
    assert {one.completeness for one in stated.values()} == {"partial"}
    assert (stated["erasmus-plus-2014"].until, stated["erasmus-plus-2021"].until) == (2020, 2022)
    nothing = load("erasmus", sources()["erasmus"], None).coverage
    assert {(one.programme, one.completeness) for one in nothing} == {(key, "unknown") for key in stated}


def test_the_same_records_in_json_give_the_same(tmp_path: Path) -> None:
    (tmp_path / "overview.json").write_text(json.dumps(list(rows())), encoding="utf-8")
    from_json = erasmus(tmp_path)
    table = [one.record for one in erasmus(SAMPLES).records if one.origin.file.endswith(".csv")]
    assert [one.record for one in from_json.records] == table


@pytest.mark.shared
def test_the_real_record_gives_all_its_organisations(shared: Path, tmp_path: Path) -> None:
    record = json.loads((shared / "exports" / "formats" / "erasmus_plus_ka2_record.json").read_text("utf-8"))
    assert tuple(record) == HEADER
    (tmp_path / "overview.json").write_text(json.dumps([record]), encoding="utf-8")
    assert [p.city.name for p in parts(erasmus(tmp_path))] == ["Triesen", "Bendern", "Stuttgart", "Brussels", "KOELN"]
