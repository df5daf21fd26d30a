"""The templates: what they offer, what comes back filled in, and what a wrong cell says."""

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from graph.certificate_records import Certificate, Estimate
from graph.countries import SERVED
from graph.errors import BadInput
from graph.records import Membership, Named, Participation, Practice, Project, SetAside
from graph.replicability import Replicability
from ingest import descriptors
from ingest.load import load
from ingest.source import sources
from ingest.template import allowed, template, templates
from ingest.template_workbook import write
from tests.samples.workbooks import write_workbook

SAMPLES = Path(__file__).parents[1] / "samples"
DESCRIBED = sorted(descriptors.described())


def records(folder: Path, key: str = "eurocities") -> list[object]:
    return [one.record for one in load(key, sources()[key], folder, bounds=False).records]


def refused(tmp_path: Path, header: str, row: str, key: str = "eurocities") -> str:
    (tmp_path / "list.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(BadInput) as error:
        records(tmp_path, key)
    return str(error.value)


@pytest.mark.parametrize("name", sorted(templates()))
def test_the_workbook_has_headers_an_explanation_and_every_allowed_value(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.xlsx"
    write(template(name), path)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == [name, "Explanation", "Lists"]
    assert book.get_sheet_by_name(name).to_python() == [list(template(name).header)]
    explained = book.get_sheet_by_name("Explanation").to_python()
    assert [row[0] for row in explained[1 : len(template(name).columns) + 1]] == list(template(name).header)
    lists = book.get_sheet_by_name("Lists").to_python()
    shown = {lists[0][n]: {str(row[n]) for row in lists[1:]} - {""} for n in range(0, len(lists[0]), 2)}
    assert shown == {c.values: set(allowed(c.values)) for c in template(name).columns if c.values}
    again = tmp_path / "again.xlsx"
    write(template(name), again)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", sorted(templates()))
def test_the_example_of_a_template_is_itself_a_row_that_is_read(tmp_path: Path, name: str) -> None:
    key = {
        **{"memberships": "climate_alliance", "exchanges": "eui_peer_reviews", "practices": "new_european_bauhaus"},
        **{"certificates": "certificates", "studies": "studies"},
    }[name]
    columns = template(name).columns
    write_workbook(tmp_path / f"{name}.xlsx", {name: [[c.name for c in columns], [c.example for c in columns]]})
    found = records(tmp_path, key)
    assert any(isinstance(record, Membership | Participation | Practice | Certificate | Estimate) for record in found)


def test_allowed_values_are_those_of_the_schemes_and_the_tree() -> None:
    assert set(allowed("country")) == set(SERVED)
    assert allowed("country")["EL"] == "Greece"
    assert {"lighthouse", "fellow", "mentor", "coordinator", "left"} <= set(allowed("status"))
    assert {"applicant", "peer", "host", "lead"} <= set(allowed("role"))
    assert set(allowed("kind")) == {"city-to-city", "peer-review", "twinning", "study-visit", "partnership-action"}
    assert "urban-agenda-air-quality" in allowed("initiative")
    assert "eui-portico" in allowed("programme")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_template_that_went_through_libreoffice_is_read_alike(tmp_path: Path) -> None:
    filled = tmp_path / "filled.xlsx"
    with xlsxwriter.Workbook(str(filled)) as book:
        sheet = book.add_worksheet("memberships")
        sheet.write_row(0, 0, template("memberships").header)
        sheet.write_row(1, 0, ("Šibenik", "HR"))
        sheet.write_datetime(1, 4, date(2020, 2, 29), book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.write_row(1, 5, (2023, "", 22000))
        book.add_worksheet("Explanation").write(0, 0, "column")
    folder = tmp_path / "eurocities"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(filled)], check=True, capture_output=True, timeout=120)
    city = Named("Šibenik", "HR", "", "22000")
    assert records(folder) == [Membership("eurocities", city, "member", "2020-02-29", "2023")]


def test_days_typed_in_libreoffice_come_as_days() -> None:
    found = [(r.city.name, r.status, r.since, r.until) for r in records(SAMPLES / "cittaslow", "cittaslow")]  # type: ignore[attr-defined]
    assert found == [
        ("Hersbruck", "member", "2001-05-07", ""),
        ("Reszel", "member", "2006-01-01", ""),
        ("Orvieto", "member", "1999", "2020"),
        ("İzmir", "supporter", "2020-10", ""),
    ]


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        (
            "city,country,status",
            "Graz,AT,friend",
            "row 2, column 'status': 'friend' is not a known status; write one of",
        ),
        ("city,country", "Graz,Atlantis", "row 2, column 'country': 'Atlantis' is no country; write its EU code"),
        ("city,country", ",AT", "row 2, column 'city': the cell is empty; write the city, or delete the row"),
        ("city,country", "Graz,", "column 'country': the cell is empty"),
        ("city,country,since", "Graz,AT,last May", "column 'since': 'last May' is no date; write it as YYYY-MM-DD"),
        ("city,country,since", "Graz,AT,2019-13", "'2019-13' is no date"),
        ("city,country,since,until", "Graz,AT,2019-05-02,2018", "2018 lies before 2019-05-02; correct since or until"),
        ("city,country,nuts", "Graz,AT,Styria", "column 'nuts': 'Styria' is no NUTS code"),
        ("city,country,initiative", "Graz,AT,iclei", "'iclei' is not Eurocities or a part of it; write eurocities"),
        ("city,country,initiative", "Graz,AT,Circle", "'Circle' is not Eurocities or a part of it"),
        ("city,country", "mayor@graz.example,AT", "the cell holds an e-mail address; take it out"),
        ("city,country,mayor", "Graz,AT,N. N.", "column 'mayor': the column is not known"),
    ],
)
def test_a_wrong_cell_stops_with_file_row_column_and_remedy(tmp_path: Path, header: str, row: str, told: str) -> None:
    sentence = refused(tmp_path, header, row)
    assert sentence.startswith("list.csv")
    assert told in sentence
    assert sentence.endswith(".")
    assert sentence.count("\n") == 0


@pytest.mark.parametrize(
    ("key", "header", "row", "told"),
    [
        ("eui_city_to_city", "title,city,country,role", "Buses,Graz,AT,guest", "'guest' is not a known role"),
        ("eui_city_to_city", "title,city,country,role", "Buses,Graz,AT,", "column 'role': the cell is empty"),
        ("taiex_regio", "title,city,country,role", "Buses,Graz,AT,host", "column 'kind': the cell is empty"),
        ("taiex_regio", "kind,title,city,country,role", "network,Buses,Graz,AT,host", "'network' is not a known kind"),
        ("portico", "title,city,country,languages", "Buses,Graz,AT,english", "'english' is no code of a language"),
        ("portico", "title,city,country,project", "Buses,Graz,AT,Boost Inno", "is no key of a project"),
        ("portico", "title,city,country,page", "Buses,Graz,AT,javascript:alert(1)", "is no web address"),
        ("portico", "title,city,country,summary", "Buses,Graz,AT,ask a.b@graz.example", "holds an e-mail address"),
    ],
)
def test_exchanges_and_practices_refuse_in_words(tmp_path: Path, key: str, header: str, row: str, told: str) -> None:
    assert told in refused(tmp_path, header, row, key)


FACTS = (
    "title,city,country,languages,problem,challenge,domain,cost,currency,cost_band,staff_months,prerequisites,maturity"
)


def test_what_a_town_must_know_to_copy_a_practice_is_read_and_the_rest_stays_unknown(tmp_path: Path) -> None:
    rows = ['Desk,Graz,AT,de en,Leere Läden,trust;Isolation,economy,"40,000",eur,,18,Raum; zwei Leute,In operation']
    rows += ["Charter,Graz,AT,,,,,,,no extra money,,,"]
    (tmp_path / "list.csv").write_text("\n".join([FACTS, *rows]), encoding="utf-8")
    desk, charter = (r.facts for r in records(tmp_path, "portico") if isinstance(r, Practice))
    assert (desk.written, desk.problem, desk.challenges, desk.domains) == (
        *("de", "Leere Läden"),
        *(("trust", "isolation"), ("economy",)),
    )
    assert (desk.cost, desk.currency, desk.staff, desk.maturity) == (40000.0, "EUR", 18.0, "operation")
    assert desk.prerequisites == ("Raum", "zwei Leute")
    assert replace(charter, band="") == Replicability()
    assert charter.band == "none"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Desk,Graz,AT,,,joy,,,,,,,", "column 'challenge': 'joy' is not a known challenge; write one of burden"),
        ("Desk,Graz,AT,,,,,much,,,,,", "column 'cost': 'much' is no number"),
        ("Desk,Graz,AT,,,,,-3,,,,,", "column 'cost'"),
        ("Desk,Graz,AT,,,,,,EUR,,,,", "column 'currency': a currency stands without a cost"),
        ("Desk,Graz,AT,,,,,5,euro,,,,", "column 'currency': 'EURO' is no currency"),
        ("Desk,Graz,AT,,ask a.b@graz.example,,,,,,,,", "column 'problem': the cell holds an e-mail address"),
        ("Desk,Graz,AT,,,,,,,cheap,,,", "column 'cost_band': 'cheap' is not a known cost_band"),
    ],
)
def test_facts_of_practices_refuse_in_words(tmp_path: Path, row: str, told: str) -> None:
    assert told in refused(tmp_path, FACTS, row, "portico")


HOSTILE = (
    '=HYPERLINK("http://x")',
    "@SUM(A1)",
    "<img src=x onerror=alert(1)>",
    "'; DROP--",
    "\u202eelomihsoM",
    "{{7*7}}",
)


def test_hostile_names_stay_texts(tmp_path: Path) -> None:
    rows = [("city", "country"), *((name, "PT") for name in HOSTILE)]
    write_workbook(tmp_path / "list.xlsx", {"memberships": rows})
    assert [record.city.name for record in records(tmp_path)] == list(HOSTILE)  # type: ignore[attr-defined]


def test_a_formula_without_a_result_is_refused_with_its_cell(tmp_path: Path) -> None:
    raw = '<row r="3"><c r="A3"><f>CONCATENATE("G","raz")</f></c></row>'
    write_workbook(tmp_path / "list.xlsx", {"memberships": [("city", "country"), ("Graz", "AT")]}, raw=raw)
    with pytest.raises(BadInput, match="cell A3 of sheet1 is a formula without a stored result"):
        records(tmp_path)


def test_several_sheets_without_a_hint_are_not_guessed(tmp_path: Path) -> None:
    table = [("city", "country"), ("Graz", "AT")]
    write_workbook(tmp_path / "list.xlsx", {"2023": table, "2024 [new]": table})
    with pytest.raises(BadInput, match="the workbook has the sheets 2023, 2024"):
        records(tmp_path)
    (tmp_path / "mapping.toml").write_text('sheet = "2024 [new]"\n', encoding="utf-8")
    assert records(tmp_path) == [Membership("eurocities", Named("Graz", "AT"), "member")]


def test_a_ragged_row_is_set_aside_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("city,country\nGraz\nLinz,AT\nWels,AT\n", encoding="utf-8")
    assert [type(record).__name__ for record in records(tmp_path)] == ["SetAside", "Membership", "Membership"]


def test_an_exchange_of_several_rows_is_one_project(tmp_path: Path) -> None:
    found = records(SAMPLES / "eui_city_to_city", "eui_city_to_city")
    (project,) = [record for record in found if isinstance(record, Project)]
    parts = [record for record in found if isinstance(record, Participation)]
    assert (project.key, project.kind, project.programme) == (
        "eui_city_to_city/shared-buses-2024",
        "city-to-city",
        "eui-c2c",
    )
    assert [(part.project, part.city.name, part.role) for part in parts] == [
        (project.key, "Bragança", "applicant"),
        (project.key, "Graz", "peer"),
    ]


@pytest.mark.parametrize("key", DESCRIBED)
def test_a_described_network_is_never_called_complete(key: str) -> None:
    for folder in (None, SAMPLES / key):
        loaded = load(key, sources()[key], folder, bounds=False)
        told = [one.record for one in loaded.records]
        known = any(r.in_force if isinstance(r, Membership) else not isinstance(r, SetAside) for r in told)
        assert {one.completeness for one in loaded.coverage} == {"partial" if known else "unknown"}
        assert all(one.reason.endswith(".") for one in loaded.coverage)


@pytest.mark.parametrize("key", DESCRIBED)
def test_every_shipped_fact_names_the_page_that_states_it(key: str) -> None:
    loaded = load(key, sources()[key], None)
    for file in loaded.files:
        text = (descriptors.FOLDER.parent / "shipped" / file.name).read_text(encoding="utf-8")
        assert all("http" in line for line in text.splitlines()[1:])


def test_no_source_is_both_described_and_programmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descriptors, "described", lambda: {"keep": object()})
    sources.cache_clear()
    try:
        with pytest.raises(ValueError, match="both have keep"):
            sources()
    finally:
        sources.cache_clear()


@pytest.mark.shared
def test_the_published_header_of_wifi4eu_needs_no_mapping(shared: Path, tmp_path: Path) -> None:
    record = json.loads((shared / "exports" / "formats" / "wifi4eu_record.json").read_text("utf-8"))
    write_workbook(tmp_path / "registrations.xlsx", {"WiFi4EU": [list(record), list(record.values())]})
    (one,) = records(tmp_path, "wifi4eu")
    city = Named("Долни чифлик-Dolni chiflik", "BG", "", "9120")
    assert one == Membership("wifi4eu", city, "applied", "2018")
