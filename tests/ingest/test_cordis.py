"""CORDIS: three programmes, published and re-saved forms, shifted rows, missions, coverage."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.loads import Loaded
from graph.records import Participation, Project, Record, SetAside, Subject, Theme
from ingest import framework
from ingest.load import load
from ingest.programme_tree import nodes
from ingest.source import sources
from ingest.tally import Tally
from tests.samples.workbooks import write_workbook

SAMPLE = Path(__file__).parents[1] / "samples" / "cordis"
SHARED = Path(__file__).parents[3] / "shared" / "exports" / "cordis"
SHIFTED = "a stray delimiter shifted its cells"
Table = list[list[str]]


def read(folder: Path) -> Loaded:
    return load("cordis", sources()["cordis"], folder, bounds=False)


def records(folder: Path) -> list[Record]:
    return [one.record for one in read(folder).records]


def table(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def saved(rows: Table, delimiter: str = ";", end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


DIALECTS: dict[str, Callable[[Table], bytes]] = {
    "comma": lambda rows: saved(rows, ",").encode(),
    "tab": lambda rows: saved(rows, "\t").encode(),
    "every cell quoted": lambda rows: saved(rows, quoting=csv.QUOTE_ALL).encode(),
    "byte order mark": lambda rows: saved(rows).encode("utf-8-sig"),
    "CRLF": lambda rows: saved(rows, end="\r\n").encode(),
    "comma, mark and CRLF": lambda rows: saved(rows, ",", "\r\n").encode("utf-8-sig"),
    "UTF-16": lambda rows: saved(rows).encode("utf-16"),
    "other order": lambda rows: saved([row[::-1] for row in rows]).encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "slice_of",
    [SAMPLE / "horizon", pytest.param(SHARED / "horizon_head100_2025", marks=pytest.mark.shared)],
    ids=["sample", "real"],
)
def test_a_saved_dialect_gives_what_the_published_form_gives(slice_of: Path, dialect: str, tmp_path: Path) -> None:
    for path in slice_of.glob("*.csv"):
        rows = [row for row in table(path) if len(row) == len(table(path)[0])]
        (tmp_path / path.name).write_bytes(DIALECTS[dialect](rows))
        if dialect == "comma":
            (tmp_path / path.name).rename(tmp_path / f"Kopie von {path.name}")
    assert Counter(without_shifted(tmp_path)) == Counter(without_shifted(slice_of))


def without_shifted(folder: Path) -> list[Record]:
    return [record for record in records(folder) if record != SetAside(SHIFTED)]


def test_a_workbook_gives_what_the_csv_gives(tmp_path: Path) -> None:
    for path in (SAMPLE / "horizon").glob("*.csv"):
        rows = [row for row in table(path) if len(row) == len(table(path)[0])]
        write_workbook(tmp_path / f"{path.stem}.xlsx", {"DATA": rows})
    assert Counter(records(tmp_path)) == Counter(without_shifted(SAMPLE / "horizon"))


@pytest.mark.parametrize("folder", ["horizon", "json"])
def test_the_published_zip_gives_what_its_files_give(folder: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cordis-projects.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((SAMPLE / folder).iterdir()):
            archive.writestr(path.name, path.read_bytes())
        archive.writestr("information.zip", b"PK\x05\x06" + bytes(18))
    loaded = read(tmp_path)
    assert [one.record for one in loaded.records] == records(SAMPLE / folder)
    assert {file.name: file.reason for file in loaded.skipped}["cordis-projects.zip/information.zip"] == "not a table"


H2020 = (("HORIZON.", "H2020-EU."), ("HORIZON", "H2020"))
AS_PUBLISHED: dict[str, tuple[str, str, int, tuple[tuple[str, str], ...]]] = {
    "cordis-HORIZONprojects-csv.zip": ("horizon-europe", "horizon_hopon_2025", 1_000, ()),
    "cordis-h2020projects-csv.zip": ("h2020", "horizon_head100_2025", 90, H2020),
    "cordis-fp7projects-csv.zip": ("fp7", "horizon_head100_2025", 90, (("HORIZON.", "FP7-"), ("HORIZON", "FP7"))),
}
"""The published archives: programme, real slice, least projects, and the codes that stand there for its own."""


@pytest.mark.shared
@pytest.mark.parametrize("name", AS_PUBLISHED)
def test_a_real_slice_is_read_from_the_published_archive_of_each_programme(name: str, tmp_path: Path) -> None:
    assert name in {one.name for one in sources()["cordis"].downloads}
    family, slice_of, least, codes = AS_PUBLISHED[name]
    plain, packed = tmp_path / "plain", tmp_path / "packed"
    plain.mkdir()
    packed.mkdir()
    with zipfile.ZipFile(packed / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((SHARED / slice_of).glob("*.csv"), reverse=True):
            text = path.read_text("utf-8")
            for old, new in codes:
                text = text.replace(f'"{old}', f'"{new}')
            (plain / path.name).write_text(text, "utf-8")
            archive.writestr(path.name, text)
        archive.writestr("webLink.csv", '"projectID";"physUrl"\n')
    loaded = read(packed)
    assert Counter(one.record for one in loaded.records) == Counter(records(plain))
    projects = [one.record for one in loaded.records if isinstance(one.record, Project)]
    assert len(projects) >= least and loaded.made["Participation"] >= least // 2
    assert all(one.programme.startswith(family) for one in projects)
    assert [file.name for file in loaded.skipped] == [f"{name}/webLink.csv"]


def test_the_json_form_gives_what_the_csv_form_gives(tmp_path: Path) -> None:
    for path in (SAMPLE / "horizon").glob("*.csv"):
        header, *rows = table(path)
        found = [dict(zip(header, row, strict=True)) for row in rows if len(row) == len(header)]
        told = [{column: typed(column, text) for column, text in row.items()} for row in found]
        (tmp_path / f"{path.stem}.json").write_text(json.dumps(told), encoding="utf-8")
    assert Counter(records(tmp_path)) == Counter(without_shifted(SAMPLE / "horizon"))


def typed(column: str, text: str) -> object:
    """Write a value as the JSON form does: numbers, true and false, null for nothing."""
    if column in ("SME", "endOfParticipation", "uniqueProgrammePart") and text:
        return text.casefold() == "true"
    return int(text) if column in ("id", "projectID", "order", "rcn") and text else text or None


def nested(folder: Path) -> list[dict[str, object]]:
    """Write the tables of a folder as whole records, one a project, as CORDIS does since 2026."""
    told = {
        path.stem: [dict(zip(table(path)[0], row, strict=False)) for row in table(path)[1:]]
        for path in folder.glob("*.csv")
    }
    return [record(project, told) for project in told["project"]]


def record(project: dict[str, str], told: dict[str, list[dict[str, str]]]) -> dict[str, object]:
    def mine(name: str) -> list[dict[str, str]]:
        return [row for row in told[name] if row["projectID"] == project["id"]]

    bases = [{"code": project["legalBasis"], "attributes": {"type": "relatedLegalBasis", "uniqueProgrammePart": True}}]
    bases += [
        {"code": row["legalBasis"], "title": row["title"], "attributes": {"type": "relatedLegalBasis"}}
        for row in mine("legalBasis")
    ]
    topics = [
        {"code": row["topic"], "title": row["title"], "attributes": {"type": "relatedTopic"}} for row in mine("topics")
    ]
    programmes = [{"contenttype": "programme", "frameworkProgramme": "HORIZON"} | node for node in (*bases, *topics)]
    fields = [
        {"code": row["euroSciVocCode"], "displayCode": row["euroSciVocPath"], "title": row["euroSciVocTitle"]}
        | {"attributes": {"classification": "euroSciVoc", "type": "isInFieldOfScience"}}
        for row in mine("euroSciVoc")
    ]
    bodies = [organisation(row) for row in mine("organization") if row["role"] != "4"]
    kept = {column: project[column] for column in ("id", "acronym", "title", "startDate", "endDate", "objective")}
    return kept | {
        "identifiers": {"grantDoi": project["grantDoi"]},
        "relations": {"associations": [*bodies, *programmes, {"contenttype": "person"}], "categories": fields},
    }


def organisation(row: dict[str, str]) -> dict[str, object]:
    activity = {"code": row["activityType"], "attributes": {"classification": "organizationActivityType"}}
    return {
        "contenttype": "organization",
        "attributes": {"type": row["role"], "terminated": row["endOfParticipation"] == "True", "order": 1},
        "id": int(row["organisationID"]),
        "vatNumber": row["vatNumber"] or None,
        "legalName": row["name"],
        "address": {"city": row["city"], "country": row["country"] or None, "postalCode": row["postCode"]}
        | {"geolocation": row["geolocation"] or None},
        "relations": {"categories": [activity], "regions": [{"nutsCode": row["nutsCode"]}, {"nutsCode": None}]},
    }


@pytest.mark.parametrize("slice_of", [SAMPLE / "horizon"])
def test_whole_records_give_what_the_tables_give(slice_of: Path, tmp_path: Path) -> None:
    name = "cordis-HORIZONprojects-json.zip"
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(nested(slice_of), start=1):
            archive.writestr(f"project-rcn-{number}_en.json", json.dumps(one))
        archive.writestr("project-rcn-9_en.json", "<html>")
    loaded = read(tmp_path)
    assert [file.name for file in loaded.files] == [f"{name}/project-rcn-*.json"]
    assert SetAside("this is no record of a project") in (one.record for one in loaded.records)
    taken = (Project, Participation)
    plain = [one for one in records(slice_of) if isinstance(one, taken)]
    assert Counter(one.record for one in loaded.records if isinstance(one.record, taken)) == Counter(plain)
    themes = {one.record.theme for one in loaded.records if isinstance(one.record, Subject)}
    assert {
        "euroscivoc/29-89",
        "cordis-legal-bases/horizon-2-5-4",
        "cordis-topics/horizon-miss-2023-cit-01-02",
    } <= themes


@pytest.mark.parametrize(
    "broken", ["", "[]", "{}", '{"relations": []}', "[" * 100_000, '{"id": 1, "relations": {"associations": 5}}']
)
def test_a_record_that_is_none_is_set_aside_alone(broken: str, tmp_path: Path) -> None:
    (whole, *_) = nested(SAMPLE / "horizon")
    with zipfile.ZipFile(tmp_path / "cordis-HORIZONprojects-json.zip", "w") as archive:
        archive.writestr("project-rcn-1_en.json", broken)
        archive.writestr("project-rcn-2_en.json", json.dumps(whole))
    found = read(tmp_path).records
    assert [one.origin.row for one in found if isinstance(one.record, Project)] == [2]
    assert any(isinstance(one.record, SetAside) and one.origin.row == 1 for one in found)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("project.csv", ("acronym", "status", "legalBasis", "frameworkProgramme", "totalCost", "endDate", "grantDoi")),
        ("organization.csv", ("vatNumber", "nutsCode", "geolocation", "activityType", "organisationID", "postCode")),
        ("euroSciVoc.csv", ("euroSciVocDescription",)),
    ],
)
def test_columns_that_a_snapshot_lacks_are_done_without(name: str, without: tuple[str, ...], tmp_path: Path) -> None:
    for path in (SAMPLE / "horizon").glob("*.csv"):
        rows = [row for row in table(path) if len(row) == len(table(path)[0])]
        drop = {rows[0].index(column) for column in without} if path.name == name else set()
        kept = [[cell for n, cell in enumerate(row) if n not in drop] for row in rows]
        (tmp_path / path.name).write_text(saved(kept), encoding="utf-8")
    counts = Counter(type(record) for record in records(tmp_path))
    assert counts == Counter(type(record) for record in without_shifted(SAMPLE / "horizon"))


@pytest.mark.parametrize(
    ("slice_of", "name", "at"),
    [
        ("horizon", "organization.csv", "name"),
        ("horizon", "organization.csv", "city"),
        ("horizon", "organization.csv", "organizationURL"),
        ("horizon", "project.csv", "title"),
        ("horizon", "project.csv", "objective"),
        ("horizon", "project.csv", "topics"),
    ],
)
@pytest.mark.parametrize("spill", [False, True], ids=["one cell too many", "last cell lost"])
def test_a_shifted_row_is_set_aside_with_its_place(
    slice_of: str, name: str, at: str, spill: bool, tmp_path: Path
) -> None:
    for path in (SAMPLE / slice_of).glob("*.csv"):
        header, *rows = [row for row in table(path) if len(row) == len(table(path)[0])]
        if path.name == name:
            where = next(n for n, row in enumerate(rows) if "101139060" in row)
            rows[where].insert(header.index(at), "a stray")
            rows[where] = rows[where][: len(header)] if spill else rows[where]
        (tmp_path / path.name).write_text(saved([header, *rows]), encoding="utf-8")
    found = [one for one in read(tmp_path).records if one.origin.file == name]
    (moved,) = (one.record for one in found if one.origin.row == where_row(tmp_path / name))
    assert isinstance(moved, SetAside)
    assert moved.reason == SHIFTED or "cells where the header has" in moved.reason


def where_row(path: Path) -> int:
    return next(n for n, row in enumerate(table(path), start=1) if "a stray" in row)


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('""Climate, Energy and Mobility""', "Climate, Energy and Mobility"),
        ('""A package ""Fit for 55"" for ships""', 'A package "Fit for 55" for ships'),
        ('"""A"" and ""B"""', '"A" and "B"'),
        ('"An "open" town"', 'An "open" town'),
    ],
)
def test_quotes_that_are_not_doubled_tear_no_row(written: str, title: str, tmp_path: Path) -> None:
    (tmp_path / "project.csv").write_bytes((SAMPLE / "horizon" / "project.csv").read_bytes())
    head = '"projectID";"legalBasis";"title";"uniqueProgrammePart"\n'
    rows = f'"101139060";"HORIZON.2.5";{written};"true"\n"101139060";"HORIZON.2";"";""\n'
    (tmp_path / "legalBasis.csv").write_text(head + rows, encoding="utf-8")
    found = [one.record for one in read(tmp_path).records if one.origin.file == "legalBasis.csv"]
    assert [record.title for record in found if isinstance(record, Theme)] == [title, ""]
    assert not any(isinstance(record, SetAside) for record in found)


def test_a_row_that_cannot_be_parted_is_set_aside_alone(tmp_path: Path) -> None:
    text = (SAMPLE / "horizon" / "topics.csv").read_text(encoding="utf-8")
    torn = text.replace('"ERC STARTING GRANTS"', '"ERC "STARTING";"GRANTS"')
    (tmp_path / "topics.csv").write_text(torn, encoding="utf-8")
    (tmp_path / "project.csv").write_bytes((SAMPLE / "horizon" / "project.csv").read_bytes())
    aside = [one for one in read(tmp_path).records if isinstance(one.record, SetAside)]
    assert [(one.origin.row, one.record.reason) for one in aside] == [(4, "its quotes do not close where a cell ends")]


def test_a_decimal_comma_without_quotes_shifts_its_row_alone(tmp_path: Path) -> None:
    text = saved(table(SAMPLE / "horizon" / "project.csv"), ",").replace('"7017437,5"', "7017437,5")
    (tmp_path / "project.csv").write_text(text, encoding="utf-8")
    found = read(tmp_path).records
    assert [one.origin.row for one in found if isinstance(one.record, SetAside)] == [4]
    assert sum(isinstance(one.record, Project) for one in found) == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "named"),
    [
        ("project.csv", '"HORIZON"', '"FP10"', "frameworkProgramme"),
        ("organization.csv", '"participant"', '"guest"', "role"),
        ("organization.csv", '"PUB"', '"NGO"', "activityType"),
        ("organization.csv", '"IT"', '"QQ"', "country"),
    ],
)
def test_a_new_category_stops_the_load(name: str, old: str, new: str, named: str, tmp_path: Path) -> None:
    text = (SAMPLE / "horizon" / name).read_text(encoding="utf-8").replace(old, new)
    if named == "frameworkProgramme":
        text = text.replace("HORIZON.2.5", "FP10.2").replace("HORIZON-", "FP10-").replace("H2020-", "FP10-")
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=named):
        read(tmp_path)


@pytest.mark.parametrize(
    ("programme", "bases", "part"),
    [
        ("horizon-europe", "HORIZON.2.5", "horizon-europe-2-5"),
        ("horizon-europe", "HORIZON.2.5.4", "horizon-europe-2-5"),
        ("horizon-europe", "HORIZON.2.5;HORIZON.2.4", "horizon-europe-2"),
        ("horizon-europe", "HORIZON.1.1;HORIZON.4.2", "horizon-europe"),
        ("horizon-europe", "EURATOM2027", "horizon-europe-euratom"),
        ("h2020", "H2020-EU.3.3.1.2.", "h2020-3-3"),
        ("h2020", "H2020-EU.3.3.;H2020-EU.2.1.", "h2020"),
        ("h2020", "H2020-Euratom-1.1.", "h2020-euratom"),
        ("fp7", "FP7-IDEAS-ERC", "fp7-ideas-erc"),
        ("fp7", "FP7-NOVEL", "fp7"),
        ("fp7", "", "fp7"),
    ],
)
def test_the_legal_basis_tells_the_part_of_the_programme(programme: str, bases: str, part: str) -> None:
    assert framework.part(programme, bases) == part
    assert part in nodes()


def test_the_programme_is_told_by_the_name_of_the_zip_where_nothing_else_does(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "cordis-fp7projects-csv.zip", "w") as archive:
        archive.writestr("project.csv", "id;title;startDate;endDate\n1;A;2010-01-01;2011-01-01\n")
    assert [(r.key, r.programme) for r in records(tmp_path) if isinstance(r, Project)] == [("cordis/1", "fp7")]


@pytest.mark.parametrize(
    ("topics", "mission"),
    [
        ("HORIZON-MISS-2021-CIT-02-01", "cities-mission"),
        ("HORIZON-MISS-2023-CIT-SGA-01", "cities-mission"),
        ("HORIZON-MISS-2023-CLIMA-CITIES-01-01", "cities-mission"),
        ("HORIZON-MISS-2024-CIT-IBA", "cities-mission"),
        ("ERC-2023-STG;HORIZON-MISS-2021-CIT-01-01", "cities-mission"),
        ("H2020-LC-GD-1-2-2020", "cities-mission"),
        ("HORIZON-MSCA-2022-CITIZENS-01-01", ""),
        ("HORIZON-MISS-2023-CLIMA-01-01", ""),
        ("HORIZON-MISS-2021-NEB-01-01", ""),
        ("", ""),
    ],
)
def test_topics_of_the_mission_for_cities_are_recognised(topics: str, mission: str) -> None:
    assert framework.mission(topics) == mission


@pytest.mark.shared
def test_the_real_list_of_topics_holds_those_of_the_mission_and_no_others() -> None:
    codes = Counter(row[1] for row in table(SHARED / "topics_raw.csv")[1:] if len(row) == 3)
    of_mission = {code for code in codes if framework.mission(code)}
    assert len(of_mission) == 15
    assert {code for code in codes if "-CIT" in code} - of_mission == {
        "HORIZON-MSCA-2022-CITIZENS-01-01",
        "HORIZON-MSCA-2023-CITIZENS-01-01",
    }


def test_coordinates_and_nuts_codes_that_say_nothing_are_none() -> None:
    cities = {r.organisation: r.city for r in records(SAMPLE) if isinstance(r, Participation)}
    assert (cities["AARHUS KOMMUNE"].latitude, cities["AARHUS KOMMUNE"].longitude) == (56.1529, 10.2035)
    assert cities["AARHUS KOMMUNE"].nuts == "DK042"
    assert cities["EIT CLIMATE-KIC"].nuts == ""


@pytest.mark.parametrize("text", ["", "0,0", "52,13", "(0.0, 0.0)", "91.5,10.2", "north,south", "1.5,2.5,3.5"])
def test_a_placeholder_is_no_place(text: str, tmp_path: Path) -> None:
    header, *rows = table(SAMPLE / "horizon" / "organization.csv")
    rows[0][header.index("geolocation")] = text
    (tmp_path / "organization.csv").write_text(saved([header, rows[0]]), encoding="utf-8")
    (tmp_path / "project.csv").write_bytes((SAMPLE / "horizon" / "project.csv").read_bytes())
    (part,) = (record for record in records(tmp_path) if isinstance(record, Participation))
    assert part.city.latitude is None and part.city.longitude is None


def test_identifiers_and_kinds_are_kept() -> None:
    parts = {r.organisation: r for r in records(SAMPLE) if isinstance(r, Participation)}
    assert parts["AARHUS KOMMUNE"].identifiers == (("pic", "992597994"), ("vat", "DK55133018"))
    assert parts["GEMEENTE AMSTERDAM"].identifiers == (("pic", "999966235"),)
    assert {name: part.kind for name, part in parts.items()}["EIT CLIMATE-KIC"] == "company"
    assert parts["UNIVERSITETET I STAVANGER"].kind == "education"
    assert parts["COMUNE DI TORINO"].kind == "urban-authority"


def test_who_left_early_is_told_apart() -> None:
    parts = [record for record in records(SAMPLE) if isinstance(record, Participation)]
    assert {part.organisation for part in parts if part.left_early} == {"AARHUS KOMMUNE"}


def test_fields_of_science_hang_under_each_other() -> None:
    found = records(SAMPLE)
    themes = {r.key: (r.label, r.broader) for r in found if isinstance(r, Theme) and r.scheme == "euroscivoc"}
    assert themes["euroscivoc/29-97-543"] == ("government systems", "euroscivoc/29-97")
    assert themes["euroscivoc/29"] == ("social sciences", "")
    assert all(not broader or broader in themes for _, broader in themes.values())
    named = {r.key for r in found if isinstance(r, Theme)}
    assert all(r.theme in named for r in found if isinstance(r, Subject))


def weighed(programme: str, projects: int, parts: int, file: str = "") -> list[tuple[str, str, int]]:
    tally = Tally(started=2027)
    tally.projects[f"{programme}-2"] = projects
    tally.countries[f"{programme}-2", "PT"] = parts
    tally.files.add(file)
    return [(one.programme, one.completeness, one.until) for one in framework.extents(tally)]


def test_a_programme_is_complete_only_with_all_its_projects_and_participations() -> None:
    assert weighed("fp7", 25_785, 135_000) == [("fp7", "complete", 2013)]
    assert weighed("fp7", 25_600, 135_000) == [("fp7", "partial", 2013)]
    assert weighed("h2020", 35_326, 1_000) == [("h2020", "partial", 2020)]
    assert weighed("horizon-europe", 20_000, 120_000, "horizon/project.csv") == [("horizon-europe", "partial", 0)]
    bulk = "cordis-HORIZONprojects-csv.zip/project.csv"
    assert weighed("horizon-europe", 20_000, 120_000, bulk) == [("horizon-europe", "complete", 2025)]
    assert weighed("horizon-europe", 0, 0) == []
