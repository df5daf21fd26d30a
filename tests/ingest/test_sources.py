"""Every adapter on its sample, and what holds for all of them."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from graph.errors import BadInput
from graph.loads import Loaded, Located
from graph.records import (
    Group,
    Membership,
    Named,
    Participation,
    Practice,
    Programme,
    Project,
    SetAside,
    Subject,
    Theme,
)
from ingest.descriptors import described
from ingest.load import SHIPPED, load
from ingest.source import Source, sources
from ingest.spill import Spill
from ontology.terms import terms

SAMPLES = Path(__file__).parents[1] / "samples"
DOCS = Path(__file__).parents[2] / "docs" / "sources"
KEYS = sorted(sources())
GIVES = {
    "certificates": {"CertificationScheme": 3, "Certificate": 4},
    "cities_mission": {"Membership": 4, "CertificationScheme": 1, "Certificate": 3},
    "cittaslow": {"Membership": 4},
    "climate_alliance": {"Membership": 3},
    "contact_points": {"ContactPoint": 4},
    "cordis": {"Project": 6, "Participation": 8, "Theme": 17, "Subject": 16},
    "covenant": {"Membership": 10, "Group": 3},
    "energy_cities": {"Membership": 3},
    "erasmus": {"Programme": 5, "Project": 3, "Participation": 108},
    "eui_city_to_city": {"Project": 1, "Participation": 2},
    "eui_peer_reviews": {"Project": 1, "Participation": 2},
    "eurocities": {"Membership": 2},
    "eurotowns": {"Membership": 2},
    "green_city_accord": {"Membership": 2},
    "iclei": {"Membership": 2},
    "inforegio": {"Project": 3, "Participation": 2},
    "intelligent_cities_challenge": {"Membership": 2},
    "iurc": {"Project": 2, "Participation": 2},
    "life": {"Programme": 4, "Project": 4, "Participation": 3},
    "living_in_eu": {"Membership": 1},
    "new_european_bauhaus": {"Membership": 1, "Practice": 1},
    "polis": {"Membership": 2},
    "portico": {"Practice": 2, "Theme": 2, "Subject": 3},
    "programmes": {"Programme": 158, "Call": 11},
    "smart_cities_marketplace": {"Membership": 3},
    "studies": {"Study": 2, "Estimate": 4},
    "taiex_regio": {"Project": 1, "Participation": 2},
    "keep": {"Programme": 6, "Project": 7, "Participation": 11, "Call": 3},
    "kohesio": {"Programme": 4, "Project": 8, "Participation": 6, "Theme": 6, "Subject": 6},
    "operations": {"Programme": 9, "Project": 14, "Participation": 10, "Theme": 9, "Subject": 11},
    "urbact": {
        "Project": 8,
        "Participation": 35,
        "Practice": 6,
        "Membership": 5,
        "Theme": 22,
        "Subject": 29,
        "CertificationScheme": 1,
        "Certificate": 6,
    },
    "urban_agenda": {"Project": 2, "Participation": 2, "Membership": 2},
    "urban_innovation": {"Project": 3, "Participation": 2, "Practice": 2, "Theme": 2, "Subject": 4},
    "wifi4eu": {"Membership": 3},
}
ROLES = {term.name.removeprefix("role-") for term in terms() if term.name.startswith("role-")}
STATUSES = {term.name.removeprefix("status-") for term in terms() if term.name.startswith("status-")}
SETS_ASIDE = {
    "certificates": {"repeats an earlier row": 1},
    "cities_mission": {"country not served": 1},
    "cordis": {
        "a stray delimiter shifted its cells": 1,
        "country not served": 2,
        "its project is not in the export": 2,
        "no country": 1,
    },
    "covenant": {
        "country not served": 1,
        "a group of signatories whose members the export does not name": 1,
    },
    "erasmus": {
        "a person or an informal group": 1,
        "country not served": 1,
        "no country": 1,
        "the address names no town": 1,
    },
    "eurocities": {"country not served": 1},
    "iclei": {"country not served": 1},
    "inforegio": {"the source names no town": 1},
    "intelligent_cities_challenge": {"country not served": 1},
    "iurc": {"country not served": 1},
    "life": {
        "no country": 1,
        "the source names its partners without country and town": 1,
    },
    "living_in_eu": {"country not served": 1},
    "keep": {"country not served": 1, "a programme of no period of Interreg": 1},
    "kohesio": {"the source names a region only": 6},
    "operations": {"the source names a region only": 5},
    "urbact": {"country not served": 1, "the source names no town": 1},
    "urban_innovation": {"the source names no town": 1},
    "wifi4eu": {"country not served": 1},
}


def sample(key: str) -> Loaded:
    return load(key, sources()[key], SAMPLES / key, bounds=False)


def records(loaded: Loaded) -> list[object]:
    return [one.record for one in loaded.records]


@pytest.mark.parametrize("key", KEYS)
def test_an_adapter_gives_from_its_sample_what_was_counted_by_hand(key: str) -> None:
    found = Counter(type(record).__name__ for record in records(sample(key)))
    found.pop("SetAside", None)
    assert found == GIVES[key]


@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_set_aside_unexpectedly(key: str) -> None:
    assert Counter(r.reason for r in records(sample(key)) if isinstance(r, SetAside)) == SETS_ASIDE.get(key, {})


@pytest.mark.parametrize("key", KEYS)
def test_the_same_export_gives_the_same_records_twice(key: str) -> None:
    one, two = sample(key), sample(key)
    assert one.records == two.records
    assert (one.files, one.coverage, one.skipped) == (two.files, two.coverage, two.skipped)


@pytest.mark.parametrize("key", KEYS)
def test_no_name_of_a_person_and_no_contact_is_taken(key: str) -> None:
    text = repr(sample(key)).casefold()
    for personal in ("name removed", "first-name", "last-name", "+31000", "@", "contact-form"):
        assert personal not in text


@pytest.mark.parametrize("key", KEYS)
def test_a_source_is_documented_with_where_its_export_goes(key: str) -> None:
    page = (DOCS / f"{key}.md").read_text(encoding="utf-8")
    source = sources()[key]
    assert f"exports/{key}/" in page
    assert source.licence.split(",", maxsplit=1)[0] in page
    for section in ("What it holds", "Where it comes from", "Columns taken", "Coverage", "Quirks", "Licence"):
        assert f"## {section}" in page


@pytest.mark.parametrize("key", KEYS)
def test_every_record_is_traceable_to_a_row(key: str) -> None:
    for one in sample(key).records:
        assert isinstance(one, Located)
        assert one.origin.source == key
        assert one.origin.row >= 2


@pytest.mark.parametrize("key", KEYS)
def test_every_participation_has_its_project_and_a_known_role(key: str) -> None:
    found = records(sample(key))
    projects = {r.key for r in found if isinstance(r, Project)}
    for record in found:
        if isinstance(record, Participation):
            assert record.project in projects
            assert record.role in ROLES
            assert record.reading in {"authority", "place"}
        if isinstance(record, Membership):
            assert record.status in STATUSES


def test_keys_of_programmes_resolve_in_the_shipped_tree() -> None:
    nodes = {r.key: r.parent for key in KEYS for r in records(sample(key)) if isinstance(r, Programme)}
    nodes |= {r.key: r.programme for r in records(sample("programmes")) if type(r).__name__ == "Call"}
    for key in KEYS:
        loaded = sample(key)
        named = {r.programme for r in records(loaded) if isinstance(r, Project)}
        named |= {r.initiative for r in records(loaded) if isinstance(r, Membership)}
        named |= {statement.programme for statement in loaded.coverage}
        assert named <= nodes.keys()
    for parent in nodes.values():
        assert not parent or parent in nodes


def test_a_network_has_one_key_in_both_tables_of_urbact_and_in_keep() -> None:
    networks = {r.key for r in records(sample("urbact")) if isinstance(r, Project)}
    assert {"urbact-3/citycentredoctor", "urbact-2/4dcities", "urbact-1/chorus"} <= networks
    assert "urbact-3/boostinno" in {r.key for r in records(sample("keep")) if isinstance(r, Project)}


def test_a_network_has_its_kind_and_its_keywords() -> None:
    found = records(sample("urbact"))
    kinds = {r.key: r.kind for r in found if isinstance(r, Project)}
    assert kinds["urbact-3/citycentredoctor"] == "action-planning-network"
    assert kinds["urbact-1/chorus"] == "network"
    themes = {(r.key, r.theme) for r in found if isinstance(r, Subject) and r.of == "project"}
    assert {theme for key, theme in themes if key == "urbact-3/citycentredoctor"} == {
        *("urbact/governance", "urbact/participation", "urbact/urban-renewal")
    }


def test_a_good_practice_has_its_city_keywords_and_years() -> None:
    found = records(sample("urbact"))
    practices = {r.key: r for r in found if isinstance(r, Practice)}
    play = practices["urbact/udine-the-playful-paradigm"]
    assert (play.title, play.city, play.start, play.end) == ("The playful paradigm", Named("Udine", "IT"), "", "")
    ends = {r.city.name: (r.start, r.end, r.city.country) for r in practices.values()}
    assert ends["Hamburg"] == ("2016", "2016", "DE")
    assert ends["Heraklion"] == ("2009", "", "EL")
    labels = {r.key: r.label for r in found if isinstance(r, Theme)}
    told = [labels[r.theme] for r in found if isinstance(r, Subject) and r.key.endswith("bringing-citizens-closer")]
    assert told == ["Governance", "Ageing", "Participation", "Smart city", "Walkable city"]


def test_every_record_comes_back_as_it_was_laid_aside(tmp_path: Path) -> None:
    told = [one for key in KEYS for one in sample(key).records]
    spill = Spill(tmp_path / "records")
    spill.extend(told)
    assert list(spill) == told
    assert {type(one.record) for one in told} >= {Practice, Participation, Membership, Project}


def test_a_good_practice_has_its_texts_and_a_budget_without_currency() -> None:
    practices = {r.key: r for r in records(sample("urbact")) if isinstance(r, Practice)}
    play = practices["urbact/udine-the-playful-paradigm"]
    assert (play.languages, play.facts.written, play.facts.cost, play.facts.currency) == (("en",), "en", 200000.0, "")
    assert all((play.facts.abstract, play.facts.solution, play.facts.results, play.facts.transferability))
    unknown = (play.facts.problem, play.facts.maturity, play.facts.evidence, play.facts.staff, play.facts.failed)
    assert unknown == ("", "", "", None, "")


def test_an_innovative_action_is_a_practice_of_its_project() -> None:
    found = [r for r in records(sample("urban_innovation")) if isinstance(r, Practice)]
    told = [(r.key, r.title, r.project, r.page) for r in found]
    assert told[0] == (
        *("urban-innovation/uia-call-1-tast-in-five", "TAST'in FIVE", "uia-call-1/tast-in-five"),
        "https://uia-initiative.eu",
    )
    assert [r.city.name for r in found] == ["Lille", "Lyon"]


def test_a_label_is_the_citys_own_and_no_metropole_gets_one() -> None:
    found = records(sample("urbact"))
    labels = [r for r in found if isinstance(r, Membership)]
    assert {(r.initiative, r.status, r.since) for r in labels} == {("urbact-good-practice", "labelled", "2017-06-02")}
    assert Counter(r.city.name for r in labels) == {"Udine": 1, "Ljubljana": 2, "Hamburg": 1, "Heraklion": 1}
    assert "Paris" in {r.city.name for r in found if isinstance(r, Practice)}


KINDS_OF = {
    "urban_innovation": {"innovative-action"},
    "eui_city_to_city": {"city-to-city"},
    "eui_peer_reviews": {"peer-review"},
    "iurc": {"twinning"},
    "urban_agenda": {"partnership-action"},
    "portico": set(),
}


@pytest.mark.parametrize("key", KINDS_OF)
def test_kinds_of_undertakings_are_told_apart(key: str) -> None:
    found = records(sample(key))
    assert {r.kind for r in found if isinstance(r, Project)} == KINDS_OF[key]
    assert any(isinstance(r, Practice) for r in found) == (key in ("portico", "urban_innovation"))


def written(path: Path) -> str:
    """Give a sample as a page shows it: a workbook's first sheet as CSV, its days as they are written."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig").rstrip()
    book = CalamineWorkbook.from_path(str(path))
    cells = [[shown(cell) for cell in row] for row in book.get_sheet_by_name(book.sheet_names[0]).to_python()]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(cells)
    return text.getvalue().rstrip()


def shown(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


@pytest.mark.parametrize("key", ["urban_innovation", *described()])
def test_the_worked_example_of_the_page_is_the_sample_that_is_read(key: str) -> None:
    page = (DOCS / f"{key}.md").read_text(encoding="utf-8")
    assert "\n## Worked example\n" in page
    for path in (SAMPLES / key).iterdir():
        assert f"```{path.suffix[1:].replace('xlsx', 'csv').replace('tsv', 'csv')}\n{written(path)}\n```" in page


def test_results_of_networks_are_practices_that_name_their_network(tmp_path: Path) -> None:
    page = (DOCS / "urbact.md").read_text(encoding="utf-8")
    example = page.split("## Worked example")[1].split("```csv\n")[1].split("```")[0]
    (tmp_path / "urbact_results.csv").write_text(example, encoding="utf-8")
    loaded = load("urbact", sources()["urbact"], tmp_path, bounds=False)
    own = [one.record for one in loaded.records if one.origin.file == "urbact_results.csv"]
    results = [record for record in own if isinstance(record, Practice)]
    assert [(r.city.name, r.programme, r.project) for r in results] == [
        ("Maribor", "urbact-3", "urbact-3/2ndchance"),
        ("Águeda", "urbact", ""),
    ]
    assert results[0].facts.results == "Two of five actions were paid for by 2020."
    assert "urbact-3/2ndchance" in {one.record.key for one in loaded.records if isinstance(one.record, Project)}
    assert not any(isinstance(record, Membership | SetAside) for record in own)
    assert loaded.coverage == load("urbact", sources()["urbact"], None, bounds=False).coverage


def test_an_end_that_names_no_year_stops_the_load(tmp_path: Path) -> None:
    text = (SAMPLES / "urbact" / "urbact_good_practices.csv").read_text(encoding="utf-8")
    (tmp_path / "urbact_good_practices.csv").write_text(text.replace("July 2016", "soon"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"row 5, column 'End': 'soon' names no year"):
        load("urbact", sources()["urbact"], tmp_path, bounds=False)


def test_a_project_told_twice_is_one_and_its_quirks_are_read() -> None:
    found = records(sample("keep"))
    bioraff = [r for r in found if isinstance(r, Project) and r.acronym == "Bioraff"]
    assert [(p.title, p.start, p.end) for p in bioraff] == [("Mer av trä", "2016-01-01", "2018-12-31")]
    cities = [r.city for r in found if isinstance(r, Participation)]
    assert Named("Dresden", "DE", "DED21", "01109") in cities
    assert Named("LUGO", "IT", "ITH57", "48022") in cities


def test_readings_are_told_apart() -> None:
    parts = [r for key in ("keep", "cordis") for r in records(sample(key)) if isinstance(r, Participation)]
    authorities = {part.organisation for part in parts if part.reading == "authority"}
    assert authorities == {
        *("Comune di Lugo", "Municipality of Gdańsk", "Δήμος Αθηναίων", "Municipality of Ruse", "City of Tartu"),
        *("COMUNE DI MILANO", "DIMOS ATHINAION", "GEMEENTE EINDHOVEN", "AARHUS KOMMUNE"),
        *("COMUNE DI TORINO", "GEMEENTE AMSTERDAM"),
    }


def test_placeholders_of_the_covenant_are_no_coordinates() -> None:
    cities = {r.city.name: r.city for r in records(sample("covenant")) if isinstance(r, Membership)}
    assert cities["Capo d'Orlando"].latitude is None
    assert cities["Leeds"].longitude is None
    assert cities["Águeda"].latitude == 40.5744
    assert (cities["Ζαγορά"].country, cities["Prizren"].country, cities["Leeds"].country) == (
        "EL",
        "XK",
        "UK",
    )


def test_a_group_is_opened_into_its_members() -> None:
    found = records(sample("covenant"))
    groups = {r.key: r for r in found if isinstance(r, Group)}
    assert {r.label for r in groups.values()} == {"Alkmaar, Bergen, Castricum", "LAG Hradecky venkov", "MAS Opavsko"}
    members = {(r.group, r.city.name): r for r in found if isinstance(r, Membership) and r.group}
    assert members.keys() == {
        *(("covenant-6", "Alkmaar"), ("covenant-6", "Bergen"), ("covenant-6", "Castricum")),
        *(("covenant-8", "Nechanice"), ("covenant-30902", "Opava")),
    }
    castricum = members["covenant-6", "Castricum"]
    assert (castricum.status, castricum.since, castricum.city.latitude) == ("signed", "2010-01-26", None)
    assert members["covenant-6", "Alkmaar"].status == "on-hold"


def test_towns_that_a_group_is_called_after_are_no_members_and_left_in_doubt() -> None:
    found = records(sample("covenant"))
    doubts = {r.label: [named.name for named in r.names] for r in found if isinstance(r, Group)}
    assert doubts == {
        "Alkmaar, Bergen, Castricum": [],
        "LAG Hradecky venkov": ["LAG Hradecky venkov"],
        "MAS Opavsko": [],
    }
    (aside,) = [r for r in found if isinstance(r, SetAside) and r.reason.startswith("a group")]
    assert ([named.name for named in aside.names], aside.programme) == (["ROSOLINA"], "covenant-of-mayors")


def test_the_partnership_csv_is_read_only_without_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "keep_Partnership.csv").write_bytes((SAMPLES / "keep" / "keep_Partnership.csv").read_bytes())
    loaded = load("keep", sources()["keep"], tmp_path, bounds=False)
    assert [one.origin.row for one in loaded.records] == [2, 3]
    assert [one.name for one in sample("keep").skipped] == ["keep_Partnership.csv"]


def test_an_export_replaces_the_worked_example() -> None:
    shipped = load("urbact", sources()["urbact"], None)
    assert [file.name for file in shipped.files] == [
        "urbact_practices_worked_example.csv",
        "urbact_worked_example.csv",
        "urbact_4.csv",
    ]
    assert all(file.shipped for file in shipped.files)
    read = {file.name for file in sample("urbact").files}
    assert read == {"urbact_networks.csv", "urbact_memberships.csv", "urbact_good_practices.csv", "urbact_4.csv"}


def test_a_slice_is_never_called_complete() -> None:
    for key in ("cordis", "keep", "covenant"):
        stated = {statement.completeness for statement in sample(key).coverage}
        assert "partial" in stated <= {"partial", "none"}


@pytest.mark.parametrize(
    ("header", "new", "named"), [("NameCity", "City", "NameCity"), ("City.Statut", "", "City.Statut")]
)
def test_a_column_renamed_or_removed_stops_the_load(tmp_path: Path, header: str, new: str, named: str) -> None:
    with (SAMPLES / "urbact" / "urbact_memberships.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file, delimiter=";")
    at = columns.index(header)
    keep = [n for n in range(len(columns)) if new or n != at]
    columns[at] = new
    with (tmp_path / "urbact_memberships.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([[row[n] for n in keep] for row in (columns, *rows)])
    with pytest.raises(BadInput, match=rf"row 2, column '{re.escape(named)}': the column is missing"):
        load("urbact", sources()["urbact"], tmp_path, bounds=False)


def test_a_header_that_fits_hardly_any_row_stops_the_load(tmp_path: Path) -> None:
    whole = (SAMPLES / "urbact" / "urbact_memberships.csv").read_text(encoding="utf-8")
    (tmp_path / "urbact_memberships.csv").write_text(whole.replace("City.Statut;", "", 1), encoding="utf-8")
    with pytest.raises(BadInput, match="6 of 6 rows do not fit the header, the first is row 2"):
        load("urbact", sources()["urbact"], tmp_path, bounds=False)


def test_a_new_column_with_values_stops_the_load(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    rows = (SAMPLES / "cities_mission" / "members.csv").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(f"{row},{'mood' if n == 0 else 'good'}" for n, row in enumerate(rows)), encoding="utf-8")
    with pytest.raises(BadInput, match=r"members\.csv, row 2, column 'mood': the column is not known"):
        load("cities_mission", sources()["cities_mission"], tmp_path, bounds=False)


def test_too_few_records_stop_and_too_many_warn(tmp_path: Path) -> None:
    source: Source = sources()["cities_mission"]
    path = tmp_path / "members.csv"
    head, *rows = (SHIPPED / "mission_cities.csv").read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *rows[:40]]), encoding="utf-8")
    with pytest.raises(BadInput, match="gives 39 records of Membership where at least 100 are expected"):
        load("cities_mission", source, tmp_path)
    many = [row.replace(",", f" {n},", 2) for n in range(5) for row in rows]
    path.write_text("\n".join([head, *many]), encoding="utf-8")
    (warning,) = load("cities_mission", source, tmp_path).warnings
    assert "at most 300 were expected" in warning
