"""`ncp review` as its users meet it: list, decide, take back, in a workbook too."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from dashboard.cli import main
from dashboard.review import desk_of, names
from graph.workspace import Workspace

KEY = "RO/sfantu-gheorghe"
BY = ("--by", "desk RO", "--why", "the list says so")
ROWS = (
    "city,country,status\nSfântu Gheorghe,RO,member\nSFANTU GHEORGHE,RO,member\nCelje,SI,member\n=Nowhere,SI,member\n"
)


@pytest.fixture
def workspace(slice_release: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.delenv("NCP_DESK", raising=False)
    yield slice_release
    for file in slice_release.desk.glob("*"):
        file.unlink()


def ncp(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), "review", *map(str, words)])


def test_open_names_are_listed_with_their_candidates_and_rows(workspace: Workspace) -> None:
    result = ncp(workspace, "list", "--country", "ro", "--format", "json")
    assert result.exit_code == 0, result.output
    (row,) = [row for row in json.loads(result.stdout) if row["key"] == KEY]
    assert (row["key"], row["rows"], row["sources"]) == (KEY, 2, "polis")
    assert "667303 Sfântu Gheorghe" in row["city or candidates"]
    assert "667303 own" in row["evidence"]
    assert ncp(workspace, "list", "--country", "HR", "--format", "json").stdout == "[]\n"


def test_names_without_a_city_and_accepted_ones_are_found_on_request(workspace: Workspace) -> None:
    unknown = list(csv.DictReader(io.StringIO(ncp(workspace, "list", "--none", "--format", "csv").stdout[1:])))
    assert {row["key"]: row["outcome"] for row in unknown}["SI/nowhere"] == "none"
    assert {row["name"] for row in unknown} >= {"'=Nowhere"}
    found = json.loads(ncp(workspace, "list", "--all", "--name", "CELJE", "--format", "json").stdout)
    assert ("SI/celje", "accepted") in [(row["key"], row["outcome"]) for row in found]


def test_a_decision_is_made_shown_and_taken_back(workspace: Workspace) -> None:
    done = ncp(workspace, "accept", KEY, "667303", *BY)
    assert done.exit_code == 0, done.output
    assert "it is 667303 (Sfântu Gheorghe)" in done.output
    assert "It holds for 2 names in 3 rows." in done.output
    assert KEY not in ncp(workspace, "list", "--format", "json").stdout
    refused = ncp(workspace, "reject", KEY, *BY)
    assert refused.exit_code == 1
    assert "undo 1 first" in refused.output
    assert ncp(workspace, "undo", "1", *BY).exit_code == 0
    assert KEY in ncp(workspace, "list", "--format", "csv").stdout
    log = json.loads(ncp(workspace, "log", "--format", "json").stdout)
    assert [(one["kind"], one["takes back"], one["by"], one["why"]) for one in log] == [
        ("accept", None, "desk RO", "the list says so"),
        ("undo", 1, "desk RO", "the list says so"),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("accept", KEY, "Sfântu Gheorghe"), "Several cities of RO are called"),
        (("accept", KEY, "Atlantis"), 'No city of RO is called "Atlantis"'),
        (("accept", KEY, "1"), "The graph holds no city 1"),
        (("accept", "RO/sfantu-georghe", "667303"), f"did you mean {KEY}"),
        (("undo", "9"), "There is no decision 9"),
    ],
)
def test_what_cannot_be_decided_is_told_in_one_sentence(
    workspace: Workspace, words: tuple[str, ...], told: str
) -> None:
    result = ncp(workspace, *words, *BY)
    assert result.exit_code == 1
    assert told in result.output
    assert result.output.count("\n") == 1


def test_a_decision_needs_who_and_why(workspace: Workspace) -> None:
    assert ncp(workspace, "reject", KEY, "--by", "desk").exit_code == 2
    assert "e-mail" in ncp(workspace, "reject", KEY, "--by", "a@example.org", "--why", "x").output


def test_a_city_can_be_named_when_one_alone_bears_the_name(workspace: Workspace) -> None:
    done = ncp(workspace, "accept", "SI/nowhere", "celje", *BY)
    assert "it is 3202781 (Celje)" in done.output


def test_many_are_decided_in_a_workbook_and_twice_is_once(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "open.xlsx"
    assert ncp(workspace, "list", "--none", "-o", target).exit_code == 0
    header, *rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert header[-3:] == ["decision", "city", "why"]
    fill = {KEY: ["accept", "667303", "the list"], "SI/nowhere": ["not-this", "3202781", ""]}
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([header, *([*row[:-3], *fill.get(str(row[0]), ["", "", ""])] for row in rows)]):
            for place, value in enumerate(row):
                sheet.write_string(number, place, str(value))
    first = ncp(workspace, "read", target, "--by", "desk RO")
    assert first.exit_code == 1
    assert "1 of 2 decisions are recorded" in first.output
    assert "open.xlsx, row" in first.output
    assert "--why is empty" in first.output
    ncp(workspace, "read", target, "--by", "desk RO")
    assert [(one.key, one.city) for one in desk_of(workspace).log()] == [(KEY, 667303)]


def test_the_records_may_lie_in_a_database_of_the_settings(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_DESK", f"sqlite:///{tmp_path}/other.sqlite")
    assert ncp(workspace, "reject", KEY, *BY).exit_code == 0
    assert (tmp_path / "other.sqlite").is_file()
    assert not list(workspace.desk.glob("*"))
    monkeypatch.setenv("NCP_DESK", "postgresql+psycopg://desk:secret@127.0.0.1:1/none")
    away = ncp(workspace, "reject", KEY, *BY)
    assert away.exit_code == 1
    assert "do not answer" in away.output
    assert "secret" not in away.output


def test_names_of_a_release_are_one_entry_each(workspace: Workspace) -> None:
    known = names(workspace.current())
    assert len({each.key for each in known}) == len(known)
    assert {each.key: each.rows for each in known}[KEY] == 2
