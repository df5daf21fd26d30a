"""The loader: files found, repeats dropped, the rest named with its reason."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.loads import FileSkipped
from graph.records import Named, Participation, Practice, Project, Record, SetAside
from ingest.load import load, stream, unclaimed
from ingest.row import Row
from ingest.source import Source, Table, sources
from tests.samples.workbooks import write_workbook

SAMPLES = Path(__file__).parents[1] / "samples"
HEADER = "call,project,topic,city,country,organisation,source\n"


def innovation(folder: Path, *rows: str) -> list[tuple[int, object]]:
    (folder / "projects.csv").write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    loaded = load("urban_innovation", sources()["urban_innovation"], folder, bounds=False)
    return [(one.origin.row, one.record) for one in loaded.records]


def test_a_participation_told_twice_is_taken_once(tmp_path: Path) -> None:
    found = innovation(tmp_path, "uia-call-1,MAC,,Pozzuoli,IT,,x", "uia-call-1,MAC,,Pozzuoli,IT,,x")
    assert [type(record) for _, record in found] == [Project, Participation, Practice, SetAside]
    assert found[-1] == (3, SetAside("repeats an earlier row"))


def test_a_project_told_otherwise_keeps_its_first_telling(tmp_path: Path) -> None:
    head = "id,acronym,title,startDate,endDate,frameworkProgramme\n"
    for folder, title in (("a", "First"), ("b", "Second")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "project.csv").write_text(head + f"1,X,{title},2020-01-01,2021-01-01,H2020\n")
    loaded = load("cordis", sources()["cordis"], tmp_path)
    assert [type(one.record) for one in loaded.records] == [Project, SetAside]
    assert loaded.records[0].origin.file == "a/project.csv"
    assert loaded.records[1].record == SetAside("an earlier row tells this project otherwise")


def test_a_ragged_row_is_set_aside_with_its_place(tmp_path: Path) -> None:
    found = innovation(tmp_path, "uia-call-1,MAC,,Pozzuoli,IT,,x", "uia-call-1,torn", "uia-call-1,B,,Lille,FR,,x")
    assert [(row, r.reason) for row, r in found if isinstance(r, SetAside)] == [(3, "2 cells where the header has 7")]


def test_rows_read_files_and_sums_are_kept(tmp_path: Path) -> None:
    innovation(tmp_path, "uia-call-1,MAC,,Pozzuoli,IT,,x")
    loaded = load("urban_innovation", sources()["urban_innovation"], tmp_path, bounds=False)
    (file,) = loaded.files
    assert (loaded.rows_read, file.name, file.rows, file.shipped, len(file.sha256)) == (
        1,
        "projects.csv",
        1,
        False,
        64,
    )
    assert file.size == (tmp_path / "projects.csv").stat().st_size


def test_progress_tells_each_file(tmp_path: Path) -> None:
    told: list[str] = []
    load("programmes", sources()["programmes"], tmp_path, told.append)
    assert told == ["Programme tree and calls: programmes.csv", "Programme tree and calls: calls.csv"]


def test_files_that_no_table_claims_are_named_with_the_reason(tmp_path: Path) -> None:
    for name in ("urbact/notes.txt", "urbact/.hidden", "unknown/x.tsv", "stray.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    loaded = load("urbact", sources()["urbact"], tmp_path / "urbact")
    assert loaded.skipped == (FileSkipped("notes.txt", "no table of this source has this name"),)
    assert [one.name for one in unclaimed(tmp_path, sources())] == ["stray.csv", "unknown/x.tsv"]


def test_a_folder_that_is_not_there_reads_what_is_shipped(tmp_path: Path) -> None:
    loaded = load("covenant", sources()["covenant"], tmp_path / "nothing")
    assert [file.shipped for file in loaded.files] == [True]
    assert load("keep", sources()["keep"], None).records == ()


def test_a_wrong_file_never_hides_behind_the_shipped_table(tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("<!DOCTYPE html><html>502</html>")
    with pytest.raises(BadInput, match="web page"):
        load("cities_mission", sources()["cities_mission"], tmp_path)


def test_an_unknown_programme_or_status_names_the_mapping(tmp_path: Path) -> None:
    columns = ("Programme", "Serial Number", "Start Date", "End Date", "Budget")
    rows = [columns, ("2014 - 2020 Some Other Fund", 1.0, "", "", "")]
    write_workbook(tmp_path / "keep.xlsx", {"Projects": rows, "Partners": rows, "Calls": rows})
    with pytest.raises(BadInput, match=r"keep\.xlsx, sheet Projects, row 2, column 'Programme'.*interreg\.STRANDS"):
        load("keep", sources()["keep"], tmp_path, bounds=False)


@pytest.mark.parametrize("key", ["keep", "urbact", "kohesio", "covenant", "portico", "cordis"])
def test_records_that_went_to_disk_come_back_equal_and_again(tmp_path: Path, key: str) -> None:
    """The shipped and sample tables hold every kind of record; below the least numbers only bounds are off."""
    source = replace(sources()[key], tables={k: replace(t, expect={}) for k, t in sources()[key].tables.items()})
    held = load(key, source, SAMPLES / key)
    streamed = stream(key, source, SAMPLES / key, tmp_path)
    assert tuple(streamed.records) == tuple(streamed.records) == held.records != ()
    assert (streamed.made, streamed.coverage, streamed.tree) == (held.made, held.coverage, held.tree)


def test_a_participation_read_before_its_project_waits_for_it(tmp_path: Path) -> None:
    def parts(row: Row) -> Iterator[Record]:
        yield Participation(row.take("project"), Named(row.take("city"), "PT"), "partner", "authority")

    def projects(row: Row) -> Iterator[Record]:
        yield Project(row.take("project"), row.take("project"), "fp7")

    (tmp_path / "parts.csv").write_text("project,city\na,Porto\nb,Braga\na,Porto\n")
    (tmp_path / "projects.csv").write_text("project\na\n")
    source = Source("x", "", "", "", {"parts.csv": Table(parts), "projects.csv": Table(projects)})
    found = [(one.origin.row, one.record) for one in load("x", source, tmp_path).records]
    assert [(row, type(record)) for row, record in found] == [
        (2, Project),
        (2, Participation),
        (3, SetAside),
        (4, SetAside),
    ]
    assert [record.reason for _, record in found if isinstance(record, SetAside)] == [
        "its project is not in the export",
        "repeats an earlier row",
    ]
