"""Lists of operations: a new list is a mapping file; real dialects, and what is wrong in a mapping file."""

import csv
import io
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.loads import Loaded
from graph.records import Participation, Project, SetAside
from ingest.load import load
from ingest.operation_lists import SHIPPED, operation_lists
from ingest.source import sources

SAMPLES = Path(__file__).parents[1] / "samples" / "operations"
MINE = """
title = "Exampleland: list of operations"
publisher = "Example authority"
page = "https://example.eu/list"
licence = "CC BY 4.0"
files = "*example*.csv"
country = "IE"
period = "cohesion-2021"
cci = "2021IE16RFPR001"
date = "MDY"
decimal = ","
precision = "implementation"
separator = "/"
ignore = ["money *"]
[columns]
title = "Name of\\nthe operation"
town = "Towns"
beneficiary = "Who"
start = "Begin"
latitude = "Lat"
longitude = "Lon"
[coverage]
completeness = "complete"
reason = "The authority publishes all of it."
since = 2022
"""
ROWS = (
    '"Name of\nthe operation";Towns;Who;Begin;Lat;Lon;Money spent\n'
    "New quay;Sligo;Sligo County Council;03/15/2023;54,2697;-8,4694;1\n"
)


def operations(folder: Path) -> Loaded:
    return load("operations", sources()["operations"], folder, bounds=False)


def mine(folder: Path, mapping: str = MINE, rows: str = ROWS) -> Loaded:
    (folder / "my_list.toml").write_text(mapping, encoding="utf-8")
    (folder / "example_list.csv").write_text(rows, encoding="utf-8")
    return operations(folder)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_mapping_file_reads_a_sample_and_says_where_its_columns_were_read(path: Path) -> None:
    mapping = operation_lists(None)[path.stem]
    assert mapping.text("read_in")
    prefix = mapping.text("key_prefix") or f"operations/{path.stem}"
    keys = [one.record.key for one in operations(SAMPLES).records if isinstance(one.record, Project)]
    assert sum(key.startswith(f"{prefix}/") for key in keys) >= 2


def test_real_dialects_are_read_as_written() -> None:
    records = operations(SAMPLES).records
    titles = {one.origin.file: one.record.title for one in records if isinstance(one.record, Project)}
    assert titles == {
        "2019-Seznam-operaci.xls": "Kurzy",
        "557j-pmg8.json": "Formation",
        "LO-EJ.xlsx": "Horno",
        "Lista_projektow_FE_2014_2020.xlsx": "Kampania",
        "qry_Erga_List2Site_202002-1.csv": "Νέα γραμμή",
        "sachsen_liste-der-vorhaben.csv": "Beratung",
    }


@pytest.mark.parametrize(
    ("name", "encoding", "header"),
    [
        ("qry_Erga_List2Site_202002-1.csv", "cp1253", "Ονομασία"),
        ("sachsen_liste-der-vorhaben.csv", "latin-1", "ö"),
    ],
)
def test_the_text_samples_are_in_the_encodings_of_their_publishers_with_newlines_in_quoted_headers(
    name: str, encoding: str, header: str
) -> None:
    content = (SAMPLES / name).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode()
    columns = next(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=";"))
    assert any("\n" in column for column in columns)
    assert any(header in column for column in columns)


def test_greek_months_and_long_numbers_make_dates_and_keys() -> None:
    projects = {p.title: p for one in operations(SAMPLES).records if isinstance(p := one.record, Project)}
    centre = projects["Ανοικτό κέντρο εμπορίου"]
    assert (centre.start, centre.end) == ("2018-05-01", "2020-12-30")
    assert projects["Silnice Příklad"].key == "operations/czechia_2014/cz-06-1-42-0-0-0-0-15-001-0000001"


def test_towns_come_from_a_pattern_and_a_person_does_not_come_at_all() -> None:
    loaded = operations(SAMPLES)
    parts = [one.record for one in loaded.records if isinstance(one.record, Participation)]
    assert [p.city.name for p in parts if p.city.country == "PL"] == ["Lębork", "Reda", "Rumia"]
    assert "Beispiel-Name" not in repr(loaded.records)
    assert {p.precision for p in parts if p.city.country == "CZ"} == {"office"}


def test_a_new_list_is_a_file_beside_it_and_no_code(tmp_path: Path) -> None:
    loaded = mine(tmp_path)
    (part,) = (one.record for one in loaded.records if isinstance(one.record, Participation))
    assert (part.city.name, part.city.latitude, part.city.longitude) == ("Sligo", 54.2697, -8.4694)
    (project,) = (one.record for one in loaded.records if isinstance(one.record, Project))
    assert (project.start, project.programme) == ("2023-03-15", "cohesion-2021-2021ie16rfpr001")
    (stated,) = loaded.coverage
    assert (stated.completeness, stated.countries, stated.since) == ("complete", ("IE",), 2022)
    assert [(one.name, one.reason) for one in loaded.skipped] == [("my_list.toml", "a mapping file")]


def test_a_list_of_regions_ties_no_town(tmp_path: Path) -> None:
    rows = ROWS.replace("Sligo County Council", "Example Ltd")
    loaded = mine(tmp_path, MINE.replace('precision = "implementation"', 'precision = "region"'), rows)
    assert [one.record.reason for one in loaded.records if isinstance(one.record, SetAside)] == [
        "the source names a region only"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("files =", "filess =", "the setting 'files' is missing"),
        ("ignore =", "ignored =", "the setting 'ignored' is not known"),
        ("town =", "towns =", "the field 'towns' of .columns. is not known"),
        ('country = "IE"', 'country = "Atlantis"', "'Atlantis' is no country"),
        ('period = "cohesion-2021"', 'period = "2021"', "'2021' is no period"),
        ('"implementation"', '"roughly"', "precision is none of its three values"),
        ('"complete"', '"nearly"', "completeness is none of its values"),
        ('separator = "/"', 'town_pattern = "("', "town_pattern is no pattern with one group"),
        ("[columns]", "[columns", "this is no TOML"),
        ('"Towns"', '"Places"', "row 2, column 'Towns': the column is not known; name it in my_list.toml"),
        ('ignore = ["money *"]', "", "column 'Money spent': the column is not known; name it in my_list.toml"),
        ('"MDY"', '"DMY"', "'03/15/2023' is no date; correct the cell, or date and .months. of my_list.toml"),
    ],
)
def test_a_fault_in_a_mapping_file_is_named_with_its_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in MINE
    with pytest.raises(BadInput, match=said):
        mine(tmp_path, MINE.replace(old, new))


def test_two_mapping_files_for_the_same_lists_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(MINE, encoding="utf-8")
    with pytest.raises(BadInput, match="another mapping file reads"):
        mine(tmp_path)
