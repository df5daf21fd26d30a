"""`ncp template` and `ncp map` as their users meet them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from dashboard.cli import main
from graph.records import Membership, Named
from ingest.load import load
from ingest.mapping import load as read_mapping
from ingest.source import sources
from ingest.template import templates
from tests.samples.workbooks import write_workbook

ROWS = [
    ("Gemeinde", "Mitglied seit", "Stand", "Ansprechperson"),
    ("Aalen", 1995.0, "dabei", "Name removed"),
    ("Leutkirch", "", "ausgetreten", ""),
]


def ncp(*words: object, answers: str = "") -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=answers)


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_is_written(tmp_path: Path, name: str) -> None:
    target = tmp_path / "x.xlsx"
    result = ncp("template", name, "-o", target)
    assert result.exit_code == 0
    assert CalamineWorkbook.from_path(str(target)).sheet_names[0] == name


def test_an_unknown_template_is_refused_with_those_there_are() -> None:
    result = ncp("template", "cities")
    assert result.exit_code == 1
    assert "choose among certificates, exchanges, memberships, practices, studies" in result.output


def test_a_template_is_no_csv(tmp_path: Path) -> None:
    assert ncp("template", "memberships", "-o", tmp_path / "x.csv").exit_code == 2


def test_what_is_answered_once_is_read_from_then_on(tmp_path: Path) -> None:
    file = write_workbook(tmp_path / "liste.xlsx", {"Blatt 1": ROWS, "Notizen": [("x",)]})
    refused = ncp("map", file)
    assert refused.exit_code == 1
    assert "the workbook has the sheets Blatt 1, Notizen" in refused.output
    answers = ["1", "=DE", "-", "Stand", "", "-", "-", "-", "-", "wohl", "member", "left"]
    result = ncp("map", file, "--sheet", "Blatt 1", answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "2  Mitglied seit: 1995" in result.output
    assert "'wohl' is none of these" in result.output
    assert "Left out: Ansprechperson" in result.output
    kept = read_mapping(tmp_path / "liste.xlsx.mapping.toml")
    assert (kept.sheet, kept.template, kept.ignored) == ("Blatt 1", "memberships", ("Ansprechperson",))
    loaded = load("climate_alliance", sources()["climate_alliance"], tmp_path)
    assert [one.record for one in loaded.records] == [
        Membership("climate-alliance", Named("Aalen", "DE"), "member", "1995"),
        Membership("climate-alliance", Named("Leutkirch", "DE"), "left"),
    ]
    assert [(file.name, file.reason) for file in loaded.skipped] == [
        ("liste.xlsx.mapping.toml", "it says what the columns of the table beside it mean")
    ]


def test_without_a_city_nothing_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Laune\ngut\n", encoding="utf-8")
    result = ncp("map", file, "--folder", answers="-\n" * 9)
    assert result.exit_code == 2
    assert "nothing says city" in result.output
    assert not (tmp_path / "mapping.toml").exists()
