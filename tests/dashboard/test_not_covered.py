"""What is not covered is called so, never zero, in the files and texts that the commands write."""

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from dashboard.cli import main
from graph.workspace import Workspace

SOSTANJ = "3190311"
"""An undecided row of a complete source may mean this town, so it is not covered."""
COUNTS = ("authority_links", "place_links")


def run(workspace: Workspace, *words: str) -> str:
    done = CliRunner().invoke(main, words, env={"NCP_WORKSPACE": str(workspace.root)}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_list_of_towns_as_csv(small_workspace: Workspace) -> None:
    listed = csv.DictReader(io.StringIO(run(small_workspace, "unlinked", "--country", "SI", "--format", "csv")))
    rows = {row["geonames"]: row for row in listed}
    assert {rows[SOSTANJ][name] for name in COUNTS} == {"not covered"}
    absent = [row for row in rows.values() if row["state"] == "absent"]
    assert absent
    assert {row[name] for row in absent for name in COUNTS} == {"0"}


def test_the_list_of_towns_as_a_workbook(small_workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "towns.xlsx"
    run(small_workspace, "unlinked", "--country", "SI", "--format", "xlsx", "-o", str(file))
    head, *rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    row = next(row for row in rows if str(int(float(str(row[head.index("geonames")])))) == SOSTANJ)
    assert {row[head.index(name)] for name in COUNTS} == {"not covered"}


@pytest.mark.parametrize("question", ["gaps/participation-spread", "gaps/unlinked", "gaps/periods"])
def test_a_question_as_csv(question: str, small_workspace: Workspace) -> None:
    told = run(small_workspace, "ask", question, "--country", "SI", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(told)) if row["state"] == "uncovered"]
    counts = ("projects", "authorityProjects", "memberships", "authorityLinks", "placeLinks", "links")
    cells = [row[name] for row in rows for name in counts if name in row]
    assert cells
    assert set(cells) == {""}


@pytest.mark.parametrize("style", ["txt", "html"])
def test_the_brief_of_a_city(style: str, small_workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / f"brief.{style}"
    run(small_workspace, "city", SOSTANJ, "--format", "text" if style == "txt" else style, "-o", str(file))
    told = " ".join(file.read_text("utf-8").split())
    assert "not covered" in told.lower()
    assert "no link found, but no source covers Slovenia completely, so this is no gap yet" in told
    assert not re.search(r"\b0 (project|link|initiative)s?\b", told)
