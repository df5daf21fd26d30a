"""`ncp outreach` and `ncp desk` as their users meet them: steps, board, who joined, workbooks out and in, backup."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from dashboard.cli import main
from dashboard.commands import outreach as commands
from dashboard.flag_days import flag_days
from dashboard.outreach_workbook import COLUMNS
from dashboard.review import desk_of
from graph.city_lists import add_cities, save_filter
from graph.contact_persons import add_person
from graph.outreach import CHANNELS, STATES, board, contacts
from graph.saved_queries import Written, save_query
from graph.workspace import Workspace
from tests.dashboard.conftest import write_workspace
from tests.dashboard.hostile import HOSTILE

CELJE, GUIMARAES, BRAGANCA, LJUTOMER = "3202781", "2738752", "2742027", "3196307"
BY = ("--by", "desk SI")


@pytest.fixture(scope="module")
def graph_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return write_workspace(tmp_path_factory.mktemp("outreach"))


@pytest.fixture
def workspace(graph_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for variable in ("NCP_DESK", "NCP_DESK_URL"):
        monkeypatch.delenv(variable, raising=False)
    yield graph_workspace
    for file in graph_workspace.desk.glob("*"):
        file.unlink()


def ncp(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), *map(str, words)])


def rows(workspace: Workspace, *words: object) -> list[dict[str, object]]:
    result = ncp(workspace, "outreach", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def log(workspace: Workspace, city: str, *more: str) -> Result:
    return ncp(workspace, "outreach", "log", city, "--channel", "phone", *BY, *more)


def test_the_lists_of_the_command_are_those_of_the_schemes() -> None:
    assert (commands.STATES, commands.CHANNELS) == (STATES, CHANNELS)


def test_a_contact_is_kept_by_folded_name_and_its_step_is_listed_when_due(workspace: Workspace) -> None:
    soon, late = (str(date.today() + timedelta(days)) for days in (3, 30))
    gone = str(date.today() - timedelta(1))
    assert "Bragança (PT, " in log(workspace, "braganca", "--step", "send the call", "--due", soon).stdout
    log(workspace, CELJE, "--step", "visit", "--due", gone, "--note", "=1+1")
    log(workspace, "Guimarães", "--country", "pt", "--step", "write", "--due", late, "--officer", "M. K.")
    found = rows(workspace, "steps")
    assert [(row["city"], row["late"]) for row in found] == [("Celje", "overdue by 1 day"), ("Bragança", "in 3 days")]
    assert found[0]["note"] == "=1+1"
    assert [row["city"] for row in rows(workspace, "steps", "--days", 40, "--officer", "M. K.")] == ["Guimarães"]
    assert len(rows(workspace, "contacts", "--country", "PT")) == 2


def test_a_city_that_is_not_sure_is_refused_with_what_to_do(workspace: Workspace) -> None:
    for said, told in (("Nowhere", "no city is called"), ("999", "holds no city 999")):
        result = log(workspace, said)
        assert (result.exit_code, told in result.stderr) == (1, True)
    assert not contacts(desk_of(workspace))


def test_the_board_counts_by_state_officer_and_country(workspace: Workspace) -> None:
    for city in (CELJE, LJUTOMER, BRAGANCA):
        log(workspace, city)
    assert (
        ncp(workspace, "outreach", "move", CELJE, "applied", "--by", "A. B.").stdout
        == f"City {CELJE} is applied now.\n"
    )
    found = {row["city"]: row["state"] for row in rows(workspace, "board")}
    assert found == {"Celje": "applied", "Ljutomer": "contacted", "Bragança": "contacted"}
    (one,) = rows(workspace, "board", "--by", "officer")
    assert (one["officer"], one["cities"], one["contacted"], one["applied"], one["new"]) == ("desk SI", 3, 2, 1, 0)
    assert [(row["country"], row["cities"]) for row in rows(workspace, "board", "--by", "country")] == [
        ("PT", 1),
        ("SI", 2),
    ]


def test_who_joined_is_told_by_day_and_never_where_no_source_is_younger(workspace: Workspace) -> None:
    log(workspace, GUIMARAES, "--day", "2015-05-01")  # joined a project of 2019
    log(workspace, CELJE, "--day", "2019-03-01")  # a project began in the same year
    log(workspace, "9000001", "--day", "2012-03-01")  # no link; a source tells all until 2019
    log(workspace, BRAGANCA, "--day", "2026-03-01")  # after all that any source tells
    result = ncp(workspace, "outreach", "joined", "--format", "json")
    found = {row["city"]: (row["outcome"], row["project or initiative"]) for row in json.loads(result.stdout)}
    assert found == {
        "Guimarães": ("Appears since", "CITIES4CSR"),
        "Celje": ("Same year, day not known", "Genderedlandscape"),
        HOSTILE["9000001"]: ("Not found", ""),
        "Bragança": ("Not covered", ""),
    }
    assert "1 of your 4 contacted towns now appears in a project or an initiative" in result.stderr
    assert "1 not covered: no complete source of the country is younger than the contact" in result.stderr


def test_the_own_result_is_not_computed_over_too_little_and_says_why(workspace: Workspace) -> None:
    log(workspace, GUIMARAES, "--day", "2015-05-01")
    found = {row["figure"]: row for row in rows(workspace, "figures", "--country", "PT")}
    assert [row["value"] for row in found.values()] == [None] * 4
    flags = found["Flags followed by a contact within 90 days"]
    assert [flags["of"], flags["not over yet"]].count(0) == 1
    assert len(flag_days(workspace, {"PT"})) in (flags["of"], flags["not over yet"])
    joined = found["Contacted cities that joined within 24 months"]
    assert (joined["hits"], joined["of"], joined["not told"]) == (0, 1, 0)
    assert "at least 10 are needed" in str(joined["why it is not computed"])
    assert set(flag_days(workspace, {"PT"}).values()) == {date(2026, 3, 1)}


def fill(path: Path, *filled: dict[str, str]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("contacts")
        sheet.write_row(0, 0, list(COLUMNS))
        for number, row in enumerate(filled, 1):
            sheet.write_row(number, 0, [row.get(column, "") for column in COLUMNS])
    return path


FORMULA = "=cmd|' /C calc'!A1"
GOOD = {"city": "celje", "country": "SI", "day": "2026-03-02", "channel": "phone", "who": "desk SI"}


def sheets(path: Path) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def formulas(path: Path) -> bool:
    """Say whether a cell of a sheet is one that a spreadsheet runs."""
    with zipfile.ZipFile(path) as book:
        parts = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert parts
    return any(b"<f>" in part for part in parts)


def test_the_template_is_filled_in_read_written_changed_and_read_again(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "template.xlsx"
    assert ncp(workspace, "outreach", "template", "-o", target).exit_code == 0
    assert sheets(target) == {"contacts": [list(COLUMNS)]}
    fill(target, {**GOOD, "note": FORMULA})
    first = ncp(workspace, "outreach", "import", target, *BY)
    assert "1 contacts added, 0 changed, 0 as they were." in first.stdout, first.output
    assert "0 contacts added, 0 changed, 1 as they were." in ncp(workspace, "outreach", "import", target, *BY).stdout
    ncp(workspace, "outreach", "export", "-o", tmp_path / "out.xlsx")
    assert not formulas(tmp_path / "out.xlsx")
    (header, cells) = sheets(tmp_path / "out.xlsx")["contacts"]
    row = dict(zip(header, cells, strict=True))
    assert (row["city"], row["geonames"], row["note"]) == ("Celje", CELJE, FORMULA)
    fill(tmp_path / "out.xlsx", {**row, "answer": "yes, in May", "state": "interested"})
    assert "0 contacts added, 1 changed" in ncp(workspace, "outreach", "import", tmp_path / "out.xlsx", *BY).stdout
    (kept,) = contacts(desk_of(workspace))
    assert (kept.note, kept.answer, kept.version) == (FORMULA, "yes, in May", 2)
    assert board(desk_of(workspace))[int(CELJE)].state == "interested"
    late = ncp(workspace, "outreach", "import", tmp_path / "template.xlsx", "--by", "B")
    assert "1 contacts added" in late.stdout


def test_each_bad_row_is_told_with_column_and_remedy_and_nothing_is_half_imported(
    workspace: Workspace, tmp_path: Path
) -> None:
    bad = (
        ({**GOOD, "city": "Nowhere"}, "column 'city': no city of SI is called \"Nowhere\"; give its GeoNames id"),
        ({**GOOD, "city": ""}, "column 'city': the cell is empty; write the name of the city"),
        ({**GOOD, "geonames": "999"}, "column 'geonames': the graph holds no city 999"),
        ({**GOOD, "day": "2.3.26"}, "column 'day': The day of the contact is \"2.3.26\"; write it as 20"),
        ({**GOOD, "channel": "pigeon"}, "column 'channel': \"pigeon\" is no channel; write one of phone"),
        ({**GOOD, "who": ""}, "column 'who': The officer who made the contact is empty; fill it in."),
        ({**GOOD, "note": "ana@example.org"}, "column 'note': The note holds an e-mail address; write it under"),
        ({**GOOD, "state": "won"}, "column 'state': \"won\" is no state; write one of new"),
        ({**GOOD, "number": "x"}, "column 'number': \"x\" is no whole number"),
        ({**GOOD, "number": "77", "version": "1"}, "contact 77 is not there any more"),
    )
    path = fill(tmp_path / "bad.xlsx", GOOD, *(row for row, _ in bad))
    result = ncp(workspace, "outreach", "import", path, *BY)
    lines = result.stderr.splitlines()
    assert (result.exit_code, len(lines)) == (1, len(bad))
    for number, (_, told) in enumerate(bad, 3):
        (line,) = [line for line in lines if line.startswith(f"bad.xlsx, row {number}")]
        assert told in line
    assert contacts(desk_of(workspace)) == []
    assert board(desk_of(workspace)) == {}


def test_a_row_that_somebody_changed_since_it_was_exported_is_told_with_both_texts(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = fill(tmp_path / "new.xlsx", GOOD)
    ncp(workspace, "outreach", "import", path, *BY)
    (kept,) = contacts(desk_of(workspace))
    row = {**GOOD, "number": str(kept.id), "version": "1", "note": "first"}
    assert ncp(workspace, "outreach", "import", fill(tmp_path / "one.xlsx", row), *BY).exit_code == 0
    later = fill(tmp_path / "two.xlsx", {**GOOD, "day": "2026-03-09"}, {**row, "note": "second"})
    result = ncp(workspace, "outreach", "import", later, "--by", "B")
    assert "two.xlsx, row 3: The contact 1 was changed meanwhile by desk SI" in result.stderr
    assert "its note is now “first”, you wrote “second”" in result.stderr
    assert [one.note for one in contacts(desk_of(workspace))] == ["first"]


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html>", b"PK\x03\x04broken"])
def test_a_file_that_is_no_workbook_is_told_in_one_sentence(
    workspace: Workspace, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "contacts.xlsx"
    path.write_bytes(content)
    result = ncp(workspace, "outreach", "import", path, *BY)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "contacts.xlsx" in result.stderr


def test_hostile_names_and_contact_data_of_persons_stay_text_and_stay_inside(
    workspace: Workspace, tmp_path: Path
) -> None:
    for city in HOSTILE:
        assert log(workspace, city).exit_code == 0
    add_person(desk_of(workspace), 9000001, "Qwertzina Example", "", "qwertzina@example.org", "A")
    for words, there in (((), False), (("--persons",), True)):
        ncp(workspace, "outreach", "export", "-o", tmp_path / "out.xlsx", *words)
        texts = [cell for sheet in sheets(tmp_path / "out.xlsx").values() for line in sheet for cell in line]
        assert not formulas(tmp_path / "out.xlsx")
        assert set(HOSTILE.values()) <= set(texts)
        assert ("Qwertzina Example" in texts) == there
    plain = ncp(workspace, "outreach", "contacts", "--format", "csv").stdout
    assert "'=cmd" in plain


def test_records_are_saved_restored_and_their_changes_listed(workspace: Workspace, tmp_path: Path) -> None:
    log(workspace, CELJE, "--note", "spoke")
    desk_of(workspace).decide("SI/ravne", "accept", 3190311, who="desk SI", why="letter")
    add_person(desk_of(workspace), 9000001, "Qwertzina Example", "", "qwertzina@example.org", "A")
    saved = ncp(workspace, "desk", "export", tmp_path / "records.json")
    assert "1 contact" in saved.stdout and "left out" in saved.stdout
    refused = ncp(workspace, "desk", "import", tmp_path / "records.json")
    assert (refused.exit_code, "holds records already" in refused.stderr) == (1, True)
    back = Workspace(tmp_path / "restored")
    assert "1 contact" in ncp(back, "desk", "import", tmp_path / "records.json").stdout
    assert contacts(desk_of(back)) == contacts(desk_of(workspace))
    listed = json.loads(ncp(workspace, "desk", "log", "--format", "json").stdout)
    assert {row["what"] for row in listed} == {"contact", "board", "decision", "person"}
    assert "Qwertzina" not in json.dumps(listed)
    assert any("note “spoke”" in row["after"] for row in listed)


def test_lists_and_filters_are_printed_and_a_contact_is_deleted_for_good(workspace: Workspace) -> None:
    desk = desk_of(workspace)
    add_cities(desk, [int(CELJE), 9000003], "desk SI")
    save_filter(desk, "far", "unlinked", "country=PT&far=50", "desk SI")
    assert [row["city"] for row in rows(workspace, "lists")] == ["Celje", HOSTILE["9000003"]]
    assert rows(workspace, "filters")[0]["address"] == "country=PT&far=50"
    log(workspace, CELJE, "--note", "Qwertzina calls back")
    add_person(desk, int(CELJE), "Qwertzina Example", "", "", "A")
    assert "deleted for good" in ncp(workspace, "outreach", "forget", 1, *BY).stdout
    assert "deleted for good" in ncp(workspace, "outreach", "forget", 1, "--person", *BY).stdout
    assert b"wertzina" not in b"".join(path.read_bytes() for path in workspace.desk.iterdir())
    again = ncp(workspace, "outreach", "forget", 99, *BY)
    assert (again.exit_code, "no contact 99" in again.stderr) == (1, True)


def test_saved_queries_are_listed_and_one_is_printed_as_a_file(workspace: Workspace) -> None:
    desk = desk_of(workspace)
    kept = save_query(desk, Written("Towns", "#+ tags: [x]\nASK { ?s ?p '=cmd' }", "proposed"), "A")
    save_query(desk, Written("mine", "ASK { ?s ?p 1 }"), "A")
    listed = json.loads(ncp(workspace, "desk", "queries", "--format", "json").stdout)
    assert [(one["number"], one["name"], one["owner"], one["reach"]) for one in listed] == [
        (1, "Towns", "A", "proposed")
    ]
    assert "mine" in ncp(workspace, "desk", "queries", "--by", "A").stdout
    assert ncp(workspace, "desk", "queries", "--text", "1").stdout.rstrip("\n") == kept.text
    assert "There is no saved query 2, or it is private" in ncp(workspace, "desk", "queries", "--text", "2").output
