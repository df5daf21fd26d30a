"""`ncp submissions` as its users meet it: Excel out and in, check, publish, search, towns that use it, meter."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from dashboard.cli import main
from dashboard.commands import adoptions, submissions
from dashboard.meter import chain
from dashboard.review import desk_of
from dashboard.submission_workbook import COLUMNS
from graph.adoptions import STATUSES
from graph.submission_checks import CRITERIA
from graph.submissions import submissions as kept
from graph.workspace import Workspace
from tests.dashboard.conftest import write_workspace

GOOD = {
    **{"title": "=HYPERLINK(0) Shops for beginners", "city": "celje", "country": "si", "language": "en"},
    **{"problem": "Shops stood empty.", "solution": "The city lends them for a year.", "cost": "40,000"},
    **{"results": "12 of 20 are open.", "transferability": "Begin with one shop.", "currency": "eur"},
    **{"challenges": "economic-inequality", "prerequisites": "empty shops; a caretaker"},
}
ALL = tuple(word for one in CRITERIA for word in ("--met", one))


@pytest.fixture(scope="module")
def graph_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return write_workspace(tmp_path_factory.mktemp("submissions"))


@pytest.fixture
def workspace(graph_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for variable in ("NCP_DESK", "NCP_DESK_URL"):
        monkeypatch.delenv(variable, raising=False)
    yield graph_workspace
    for file in graph_workspace.desk.glob("*"):
        file.unlink()


def ncp(workspace: Workspace, *words: object) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(workspace.root), *map(str, words)])


def done(workspace: Workspace, *words: object) -> Result:
    result = ncp(workspace, "submissions", *words)
    assert result.exit_code == 0, result.output
    return result


def rows(workspace: Workspace, *words: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(ncp(workspace, *words, "--format", "json").stdout)
    return found


def sheets(path: Path) -> dict[str, list[list[str]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {
        name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }


def fill(path: Path, *told: dict[str, str]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("practices")
        for place, column in enumerate(COLUMNS):
            sheet.write_string(0, place, column)
            for number, row in enumerate(told, 1):
                sheet.write_string(number, place, row.get(column, ""))
    return path


def published(workspace: Workspace, path: Path, **more: str) -> int:
    done(workspace, "import", fill(path, {**GOOD, **more}), "--by", "A", "--hand-in")
    number = int(str(rows(workspace, "submissions", "list", "--state", "submitted")[0]["number"]))
    done(workspace, "check", number, "--by", "B")
    done(workspace, "publish", number, *ALL, "--by", "B")
    return number


def test_the_lists_of_the_commands_are_those_of_the_schemes() -> None:
    assert (submissions.CRITERIA, adoptions.STATUSES) == (CRITERIA, STATUSES)


def test_a_workbook_goes_out_is_filled_in_read_changed_and_read_again(workspace: Workspace, tmp_path: Path) -> None:
    done(workspace, "template", "-o", tmp_path / "empty.xlsx")
    book = sheets(tmp_path / "empty.xlsx")
    assert list(book) == ["practices", "Explanation", "Lists"] and book["practices"][0] == list(COLUMNS)
    told = {row[0]: row[1:] for row in book["Explanation"]}
    assert "staff" in told and told["solution"][1] == "yes" and "digital-inequality" in str(told["challenges"][0])
    assert "1 practices added" in done(workspace, "import", fill(tmp_path / "in.xlsx", GOOD), "--by", "A").stdout
    done(workspace, "template", "--own", "-o", tmp_path / "own.xlsx")
    with zipfile.ZipFile(tmp_path / "own.xlsx") as inside:
        assert b"<f>" not in inside.read("xl/worksheets/sheet1.xml")
    row = dict(zip(*sheets(tmp_path / "own.xlsx")["practices"], strict=True))
    assert (row["title"], row["city"], row["cost"]) == (GOOD["title"], "Celje", "40000")
    changed = fill(tmp_path / "changed.xlsx", {**row, "results": "13 of 20 are open."})
    assert "1 changed" in done(workspace, "import", changed, "--by", "A").stdout
    same = fill(tmp_path / "same.xlsx", {**row, "version": "2", "results": "13 of 20 are open."})
    assert "0 practices added, 0 changed, 1 as they were" in done(workspace, "import", same, "--by", "A").stdout
    late = ncp(workspace, "submissions", "import", fill(tmp_path / "late.xlsx", {**row, "results": "14"}), "--by", "A")
    assert late.exit_code and "its results is now “13 of 20 are open.”, you wrote “14”" in late.stderr
    other = fill(tmp_path / "other.xlsx", {**row, "version": "2", "results": "15"})
    theirs = ncp(workspace, "submissions", "import", other, "--by", "B")
    assert theirs.exit_code and "its author alone may" in theirs.stderr


def test_each_bad_cell_is_told_with_row_column_and_remedy_and_nothing_is_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    bad = {
        "cost": ("many", "no number"),
        "city": ("Nowhere", "no city"),
        "maturity": ("old", "operation"),
        "page": ("javascript:alert(1)", "https://"),
        "problem": ("ask somebody@example.org", "e-mail"),
        "number": ("one", "leave the cell"),
        "start": ("soon", "2024-03-09"),
    }
    told = [
        GOOD,
        *({**GOOD, column: said} for column, (said, _) in bad.items()),
        {**GOOD, "cost": "x", "currency": "y"},
    ]
    path = fill(tmp_path / "bad.xlsx", *told)
    result = ncp(workspace, "submissions", "import", path, "--by", "A")
    lines = result.stderr.splitlines()
    assert result.exit_code == 1 and len(lines) == len(bad) + 2
    for number, (column, (_, remedy)) in enumerate(bad.items(), 3):
        (line,) = [line for line in lines if line.startswith(f"bad.xlsx, row {number}, column '{column}':")]
        assert remedy in line and line.endswith("."), line
    assert kept(desk_of(workspace)) == []
    half = fill(tmp_path / "half.xlsx", GOOD, {**GOOD, "solution": ""})
    refused = ncp(workspace, "submissions", "import", half, "--by", "A", "--hand-in")
    assert "half.xlsx, row 3: Submission 2 cannot be handed in without Solution" in refused.stderr
    assert kept(desk_of(workspace)) == []


def test_what_is_published_is_found_at_once_and_what_is_withdrawn_is_gone(workspace: Workspace, tmp_path: Path) -> None:
    assert rows(workspace, "practices", "caretaker") == []
    number = published(workspace, tmp_path / "in.xlsx")
    (found,) = rows(workspace, "practices", "empties caretakers")
    assert (found["title"], found["city"], found["cost"], found["programme"], found["practice"]) == (
        *(GOOD["title"], "Celje", "40,000 EUR"),
        *("submitted here", f"submitted/{number}"),
    )
    by = {"--challenge": "economic-inequality", "--country": "SI", "--language": "en", "--max-cost": "40000"}
    for option, value in by.items():
        assert GOOD["title"] in [row["title"] for row in rows(workspace, "practices", option, value)], option
    without = {"--challenge": "trust", "--country": "PT", "--language": "sl", "--max-cost": "39999"}
    for option, value in without.items():
        assert GOOD["title"] not in [row["title"] for row in rows(workspace, "practices", option, value)], option
    done(workspace, "withdraw", number, "--by", "A")
    assert rows(workspace, "practices", "caretaker") == []


def test_nobody_checks_his_own_and_the_author_reads_what_to_mend(workspace: Workspace, tmp_path: Path) -> None:
    done(workspace, "import", fill(tmp_path / "in.xlsx", GOOD), "--by", "A", "--hand-in")
    own = ncp(workspace, "submissions", "check", 1, "--by", "A")
    assert own.exit_code == 1 and "nobody checks his own" in own.stderr
    done(workspace, "check", 1, "--by", "B")
    own = ncp(workspace, "submissions", "publish", 1, *ALL, "--by", "a")
    assert own.exit_code == 1 and "nobody checks his own" in own.stderr
    done(workspace, "send-back", 1, "--lacks", "impact", "--say", "Say since when.", "--by", "B")
    (last, _) = rows(workspace, "submissions", "notices", "--for", "A")
    assert "is sent back. Not met: impact shown. Say since when." in str(last["told"])
    (check,) = rows(workspace, "submissions", "checks")
    assert (check["outcome"], check["lacks"], check["by"]) == ("sent back", "impact shown", "B")
    done(workspace, "hand-in", 1, "--by", "A")
    missing = ncp(workspace, "submissions", "hand-in", 9, "--by", "A")
    assert "There is no submission 9" in missing.stderr


def test_towns_that_use_a_practice_are_counted_and_its_versions_told(workspace: Workspace, tmp_path: Path) -> None:
    key = f"submitted/{published(workspace, tmp_path / 'in.xlsx')}"
    nobody = done(workspace, "meter", key)
    assert "No town has reported that it uses this practice." in nobody.stderr
    own = ncp(workspace, "submissions", "adopt", key, "Celje", "--status", "running", "--by", "A")
    assert "This city began the practice" in own.stderr
    wrong = ncp(workspace, "submissions", "adopt", "nothing/1", "Ljutomer", "--status", "running", "--by", "A")
    assert 'There is no practice "nothing/1"' in wrong.stderr
    done(
        workspace,
        "adopt",
        key,
        "Ljutomer",
        "--status",
        "running",
        "--rating",
        4,
        "--changed",
        "on Sundays",
        "--by",
        "A",
    )
    done(workspace, "adopt", key, "Fafe", "--status", "running", "--cost", "12,000", "--by", "A")
    done(workspace, "feedback", 2, "--status", "stopped", "--reason", "Staff left.", "--by", "A")
    told = done(workspace, "meter", key)
    people = {row["city"]: row["population"] for row in rows(workspace, "submissions", "meter", key)}
    assert f"Works in 1 town of {people['Ljutomer']:,}; 1 stopped: staff left. As the towns report it" in told.stderr
    newer = published(workspace, tmp_path / "new.xlsx", title="Shops on Sundays")
    assert "Versions" not in done(workspace, "meter", f"submitted/{newer}").stderr
    charter = done(workspace, "meter", "1")
    assert "Works in 1 town of" in charter.stderr, "of the two that the small graph tells, one began it"


def test_a_chain_of_versions_runs_from_the_first_to_the_newest() -> None:
    pairs = [("b", "a"), ("c", "b"), ("d", "b")]
    for key in "abcd":
        assert chain(key, pairs) == ["a", "b", "c", "d"]
    assert chain("x", pairs) == ["x"]
    assert chain("a", [("a", "b"), ("b", "a")]) in (["b", "a"], ["a", "b"])
