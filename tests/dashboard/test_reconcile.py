"""`ncp reconcile` on lists as people keep them: odd headers, any encoding, rows with faults."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

import dashboard.reconcile
from dashboard.cli import main
from dashboard.review import desk_of
from graph.records import City, Place
from graph.workspace import Workspace
from tests.samples.workbooks import write_workbook

GREEK = (
    "Α/Α;Δήμος;Χώρα;Τ.Κ.;Παρατηρήσεις\r\n"
    "1;ΚΑΡΔΙΤΣΑ;Ελλάδα;43132;=1+1\r\n"
    '2;ΤΡΙΚΑΛΑ;GR;;"γραμμή\r\nδεύτερη"\r\n'
    "3;Άγνωστο Χωριό;EL;;-\r\n"
)
SLOVENE = (
    "Zap. št.;Občina;Država;Opomba\n"
    "1;Mestna občina Celje;Slovenija;@sum\n"
    "2;Šoštanj;SI;\n"
    "3;Ljutomer;XX;\n"
    "4;Ljutomer;;\n"
    "5;;SI;\n"
    "6;Ljutomer;US;\n"
    "7;Odranci;SI;a;b\n"
)


@pytest.fixture
def workspace(
    slice_release: Workspace,
    slice_of_europe: tuple[tuple[Place, ...], tuple[City, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workspace]:
    monkeypatch.delenv("NCP_DESK", raising=False)
    monkeypatch.setattr(dashboard.reconcile, "gazetteer", lambda: slice_of_europe)
    yield slice_release
    for file in slice_release.desk.glob("*"):
        file.unlink()


def ncp(workspace: Workspace, *words: object, answers: str | None = None) -> Result:
    line = ["--workspace", str(workspace.root), "reconcile", *map(str, words)]
    return CliRunner().invoke(main, line, input=answers)


def rows(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    header, *body = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(map(str, header), map(str, row), strict=True)) for row in body]


def test_a_greek_list_in_its_own_code_page_comes_back_whole(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "δήμοι.csv"
    file.write_bytes(GREEK.encode("cp1253"))
    result = ncp(workspace, file)
    assert result.exit_code == 0, result.output
    assert "read as cp1253" in result.output
    assert "Rows: 2 accepted, 1 none" in result.output
    found = rows(tmp_path / "δήμοι-reconciled.xlsx")
    assert [row["Δήμος"] for row in found] == ["ΚΑΡΔΙΤΣΑ", "ΤΡΙΚΑΛΑ", "Άγνωστο Χωριό"]
    assert [row["Παρατηρήσεις"] for row in found] == ["=1+1", "γραμμή\r\nδεύτερη", "-"]
    karditsa, trikala, unknown = found
    assert (karditsa["geonames"], karditsa["nuts3"]) == ("260989.0", "EL611")
    assert karditsa["iri"] == "https://w3id.org/ncp-graph/id/city/260989"
    assert float(karditsa["confidence"]) > 0.7
    assert trikala["city"] == "Tríkala"
    assert (unknown["outcome"], unknown["match because"]) == ("none", "No city of this name is known in EL.")


def test_every_row_stays_with_what_is_wrong_in_it(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "obcine.csv"
    file.write_bytes(SLOVENE.encode("cp1250"))
    target = tmp_path / "out.csv"
    result = ncp(workspace, file, "-o", target)
    assert result.exit_code == 0, result.output
    assert "read as cp1250" in result.output
    found = rows(target)
    assert [row["Zap. št."] for row in found] == list("1234567")
    assert [row["outcome"] for row in found] == ["accepted", "accepted", *["not read"] * 5]
    assert found[0]["Opomba"] == "'@sum"
    assert (found[0]["city"], found[0]["lau"]) == ("Celje", "11")
    assert [row["match because"] for row in found[2:]] == [
        "'XX' is no country.",
        "The row names no country.",
        "The row names no city.",
        "The graph holds no cities of US.",
        "The row cannot be read: 5 cells where the header has 4.",
    ]


def test_the_verdict_is_that_of_the_published_release_with_its_sentence(workspace: Workspace, tmp_path: Path) -> None:
    file = write_workbook(
        tmp_path / "list.xlsx",
        {"x": [("Town", "Region"), ("Celje", "SI034"), ("Odranci", "SI031"), ("Bragança", "PT11E")]},
    )
    assert ncp(workspace, file, "--country", "SI").exit_code == 0
    celje, odranci, braganca = rows(tmp_path / "list-reconciled.xlsx")
    assert celje["verdict"] == "Linked"
    assert "its authority takes part in" in celje["verdict because"]
    assert odranci["verdict"] in ("Linked", "Searched and absent", "Not covered")
    assert odranci["verdict because"].startswith("Odranci, ")
    assert braganca["outcome"] == "none"


def test_homonyms_come_back_with_their_candidates_and_a_decision_holds_here_too(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Oraș,country\nSfântu Gheorghe,RO\n", "utf-8")
    ncp(workspace, file, "-o", tmp_path / "a.csv")
    (open_row,) = rows(tmp_path / "a.csv")
    assert open_row["outcome"] == "review"
    assert "667303 Sfântu Gheorghe" in open_row["candidates"]
    assert open_row["verdict"] == ""
    desk_of(workspace).decide("RO/sfantu-gheorghe", "accept", 667303, who="desk RO", why="county seat")
    ncp(workspace, file, "-o", tmp_path / "b.csv")
    (decided,) = rows(tmp_path / "b.csv")
    assert (decided["outcome"], decided["geonames"], decided["method"]) == ("accepted", "667303", "decision")
    assert "desk RO" in decided["match because"]
    assert "county seat" in decided["match because"]


def test_columns_are_said_by_options_by_a_mapping_or_asked_once(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Wo,Wer,city\nCelje,SI,own\n", "utf-8")
    target = tmp_path / "out.csv"
    assert ncp(workspace, file, "--column", "Wo", "--country-column", "Wer", "-o", target).exit_code == 0
    (row,) = rows(target)
    assert (row["city"], row["city (found)"]) == ("own", "Celje")
    mapping = tmp_path / "kept.toml"
    mapping.write_text('ignored = ["city"]\n[columns]\ncity = "Wo"\n[constants]\ncountry = "SI"\n', "utf-8")
    assert ncp(workspace, file, "--mapping", mapping, "-o", target).exit_code == 0
    assert rows(target)[0]["city (found)"] == "Celje"
    asked = ncp(workspace, file, "--ask", "-o", target, answers="1\n=SI\n" + "-\n" * 5)
    assert asked.exit_code == 0, asked.output
    assert (tmp_path / "odd.csv.mapping.toml").is_file()
    assert ncp(workspace, file, "-o", target).exit_code == 0, "what was answered once is known from then on"
    assert rows(target)[0]["city (found)"] == "Celje"


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        (b"", (), "the file is empty"),
        (b"<!DOCTYPE html><html>", (), "web page"),
        (b"Laune,Land\ngut,SI\n", (), "no column says which city"),
        (b"City\nCelje\n", (), "no column says the country"),
        (b"City\nCelje\n", ("--country", "Atlantis"), "'Atlantis' is no country"),
        (b"City,Land\nCelje,SI\n", ("--column", "Town"), "column 'Town': the column is missing"),
        (b"City,City\nCelje,SI\n", (), "two columns have this name"),
        (b'City,Country\n"Celje,SI\n', (), "never closed"),
    ],
)
def test_a_list_that_cannot_be_read_is_told_in_one_sentence(
    workspace: Workspace, tmp_path: Path, content: bytes, words: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    result = ncp(workspace, file, *words)
    assert result.exit_code == 1, result.output
    assert told in result.output
    assert result.output.count("\n") == 1
    assert not (tmp_path / "list-reconciled.xlsx").exists()


def test_a_list_is_not_written_over_itself_or_as_something_else(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("City,Country\nCelje,SI\n", "utf-8")
    assert ncp(workspace, file, "-o", file).exit_code == 2
    assert ncp(workspace, file, "-o", tmp_path / "x.pdf").exit_code == 2
    for name in ("no/x.csv", "no/x.xlsx"):
        result = ncp(workspace, file, "-o", tmp_path / name)
        assert result.exit_code == 1
        assert "there is no folder" in result.output.splitlines()[-1]
    assert file.read_text("utf-8") == "City,Country\nCelje,SI\n"


def test_of_several_sheets_one_must_be_named(workspace: Workspace, tmp_path: Path) -> None:
    table = [("City", "Country", "Breite", "Länge"), ("Celje", "SI", "46,23", "15,26")]
    file = write_workbook(tmp_path / "list.xlsx", {"a": table, "b": table})
    assert "name one with --sheet: a, b" in ncp(workspace, file).output
    assert ncp(workspace, file, "--sheet", "a").exit_code == 0
    (row,) = rows(tmp_path / "list-reconciled.xlsx")
    assert row["city"] == "Celje"


CANDIDATES = [
    ("Lista de občin 2026", None, None, None, None, None, None),
    (None,) * 7,
    ("Kraj", None, None, None, "Urad", None, "Naložba"),
    ("Občina", "Regija", "Poštna številka", None, "Naziv", "Opomba", None),
    ("Celje", "Savinjska", 3000, None, "Mestna občina Celje", "a", "1.250.000,50"),
    ("Šoštanj", "Savinjska", "3325", None, "Občina Šoštanj", None, 75000.5),
    (None,) * 7,
    ("Nikjer pri Morju", "Pomurska", None, None, None, None, None),
]


def test_a_list_with_a_title_two_header_rows_an_empty_column_and_a_second_sheet_is_read_as_it_lies(
    workspace: Workspace, tmp_path: Path
) -> None:
    file = write_workbook(tmp_path / "list.xlsx", {"Opombe": [("Opomba",), ("Začasno",)], "Občine": CANDIDATES})
    found = ncp(workspace, file, "--country", "SI")
    assert found.exit_code == 0, found.output
    celje, sostanj, nowhere = rows(tmp_path / "list-reconciled.xlsx")
    own = ["Občina", "Regija", "Poštna številka", "Naziv", "Opomba", "column G"]
    assert list(celje)[: len(own)] == own
    assert (celje["city"], celje["outcome"], celje["column G"]) == ("Celje", "accepted", "1.250.000,50")
    assert (sostanj["city"], sostanj["column G"]) == ("Šoštanj", "75000.5")
    assert nowhere["outcome"] != "accepted" and nowhere["match because"]


def test_the_same_list_as_text_is_parted_by_its_own_sign(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    text = "\r\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in CANDIDATES[1:])
    file.write_text("Lista de občin, 2026\r\n" + text, encoding="utf-8")
    assert ncp(workspace, file, "--country", "SI", "-o", tmp_path / "out.csv").exit_code == 0
    assert [row["city"] for row in rows(tmp_path / "out.csv")][:2] == ["Celje", "Šoštanj"]


def test_a_header_below_titles_is_found_by_the_column_that_somebody_names(workspace: Workspace, tmp_path: Path) -> None:
    table = [("Odgovori", "2026"), ("Kdo", "Koliko"), ("Celje", "1"), ("Šoštanj", "2")]
    file = write_workbook(tmp_path / "list.xlsx", {"a": table})
    assert ncp(workspace, file, "--column", "Kdo", "--country", "SI").exit_code == 0
    assert [row["city"] for row in rows(tmp_path / "list-reconciled.xlsx")] == ["Celje", "Šoštanj"]
