"""Numbers of real exports: one municipality under PIC and VAT in two repositories is one urban authority."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.describe_organisations import write_organisations
from graph.findings import Findings
from graph.identity import Resolver
from graph.loads import Loaded
from graph.organisations import SEVERAL_KINDS, Bodies
from graph.records import City, Participation, Place
from graph.release import loading
from graph.workspace import Workspace
from ingest.bodies import learn
from ingest.build import Built, _write_sources
from ingest.load import load
from ingest.reference import Gazetteer
from ingest.source import sources
from ingest.steps import Steps
from tests.samples.make_keep import DANUBE, PARTNERS, PROJECTS, line
from tests.samples.workbooks import write_workbook

RUSE = 727523
PLACES = (Place(RUSE, "Ruse", ("Русе",), "BG", 43.85, 25.97, 150_000, "BG323", RUSE),)
CITIES = (City(RUSE, "Ruse", (), "BG", "BG323", (), "lau", "", 150_000, 2019, "municipal", 1, 43.85, 25.97),)
PROJECT = "id;acronym;status;title;startDate;endDate;frameworkProgramme;legalBasis;topics\n"
ORGANISATION = "projectID;organisationID;vatNumber;name;activityType;postCode;city;country;role\n"


def cordis(folder: Path, *rows: str) -> Loaded:
    """Write and read a small CORDIS export."""
    folder.mkdir(parents=True)
    (folder / "project.csv").write_text(
        f"{PROJECT}1;EX;SIGNED;Example;2023-01-01;2025-01-01;HORIZON;HORIZON.2.5;\n", "utf-8"
    )
    (folder / "organization.csv").write_text(ORGANISATION + "".join(f"1;{row}\n" for row in rows), "utf-8")
    return load("cordis", sources()["cordis"], folder, bounds=False)


def keep(folder: Path, *partners: dict[str, str]) -> Loaded:
    """Write and read a small export of keep.eu in its form since 2021."""
    folder.mkdir(parents=True)
    project = line(PROJECTS, period="2021-2027", programme=DANUBE, project_acronym="Trails",
                   project_name_in_english="Trails", project_start="2024/05/01")  # fmt: skip
    rows = [
        line(
            PARTNERS, programme=DANUBE, project_acronym="Trails", lead_partner="No", town="Ruse", country_code="BG", **p
        )
        for p in partners
    ]
    sheets = {"Projects": [PROJECTS, project], "Partners": [PARTNERS, *rows]}
    write_workbook(folder / "keep.xlsx", sheets)
    return load("keep", sources()["keep"], folder, bounds=False)


def read(*loads: Loaded) -> tuple[Bodies, dict[str, str]]:
    """Read all participations as a build does; give the readings by name."""
    resolver = Resolver(PLACES, CITIES)
    bodies = learn(loads, resolver.resolve)
    readings = {}
    for located in (one for loaded in loads for one in loaded.records):
        if isinstance(record := located.record, Participation):
            found, _ = bodies.read(record, resolver.resolve(record.city).city, located.origin)
            readings[record.organisation] = found.reading
    return bodies, readings


@pytest.mark.parametrize(
    "mark",
    [{"participant": "998765432"}, {"partner": "BG 000.530.632"}, {"partner": "BG000530632"}],
    ids=["pic", "vat-with-points", "vat"],
)
def test_a_pic_or_vat_number_joins_a_municipality_over_two_repositories(tmp_path: Path, mark: dict[str, str]) -> None:
    body = {"organisation_in_english": "ORA-RSE", "type": "Local public authority", **mark}
    partners = keep(tmp_path / "keep", body)
    alone, before = read(partners)
    assert before == {"ORA-RSE": "place"}
    assert not alone.joined
    projects = cordis(tmp_path / "cordis", "998765432;BG000530632;OBSHTINA RUSE;PUB;7000;Ruse;BG;coordinator")
    for loads in ((partners, projects), (projects, partners)):
        bodies, readings = read(*loads)
        assert readings == {"ORA-RSE": "authority", "OBSHTINA RUSE": "authority"}
        assert {(one.city, one.other.origin.source) for one in bodies.joined} == {(RUSE, "cordis")}


def test_a_university_under_the_municipalitys_number_joins_nothing(tmp_path: Path) -> None:
    projects = cordis(
        tmp_path / "cordis",
        "998765432;;OBSHTINA RUSE;PUB;7000;Ruse;BG;coordinator",
        "998765432;;RUSENSKI UNIVERSITET ANGEL KANCHEV;HES;7000;Ruse;BG;participant",
    )
    partners = keep(
        tmp_path / "keep",
        {"organisation_in_english": "ORA-RSE", "type": "Local public authority", "participant": "998765432"},
    )
    bodies, readings = read(projects, partners)
    assert {name for name, reading in readings.items() if reading == "authority"} == {"OBSHTINA RUSE"}
    assert {suggestion.reason for suggestion in bodies.suggested} == {SEVERAL_KINDS}
    assert not bodies.numbers


def written(folder: Path, loads: list[Loaded]) -> dict[str, str]:
    """Write the graphs of the sources and of the organisations as a build does; give their hashes."""
    folder.mkdir()
    known = Gazetteer(PLACES, CITIES, {"BG": "BGR"}, {RUSE: "Ruse"})
    resolve = Resolver(PLACES, CITIES).resolve
    findings = Findings(bodies=learn(loads, resolve))
    families = {one.key: "family" for loaded in loads for one in loaded.tree}
    for loaded in loads:
        families |= dict.fromkeys(loaded.projects.values(), "family")
    with loading(folder) as taken:
        _write_sources(folder, loads, known, resolve, families, findings, taken, Steps(lambda _: None))
        taken.append(write_organisations(folder, findings.bodies, CITIES))
        taken.finish()
    return {graph.name: graph.sha256 for graph in taken.graphs}


def test_the_graphs_do_not_hang_on_the_order_in_which_sources_are_read(tmp_path: Path) -> None:
    projects = cordis(
        tmp_path / "cordis",
        "998765432;BG000530632;OBSHTINA RUSE;PUB;7000;Ruse;BG;coordinator",
        "998765433;;RUSENSKI UNIVERSITET ANGEL KANCHEV;HES;7000;Ruse;BG;participant",
    )
    body = {"organisation_in_english": "ORA-RSE", "type": "Local public authority"}
    partners = keep(tmp_path / "keep", body | {"participant": "998765432"})
    one, other = written(tmp_path / "one", [projects, partners]), written(tmp_path / "other", [partners, projects])
    assert one == other
    assert set(one) == {"cordis", "keep", "organisations"}
    kind = "organisationKind> <https://w3id.org/ncp-graph/scheme/body-education>"
    text = str(ox.Store.read_only(str(tmp_path / "one" / "store")).dump(format=ox.RdfFormat.N_QUADS), "utf-8")
    assert kind in text
    assert f"actingFor> <https://w3id.org/ncp-graph/id/city/{RUSE}>" in text
    assert "recognisedBy> <https://w3id.org/ncp-graph/id/organisation-match/" in text


@pytest.mark.shared
def test_the_full_exports_give_numbers_of_authorities_and_a_short_list_for_people(
    full_build: tuple[Workspace, Built],
) -> None:
    release = full_build[1].release
    with (release.folder / "organisations_to_review.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 20 < len(rows) < 200
    assert all(row["reason"] and row["city"] and row["name"] and row["row"] for row in rows)
    assert {"GMINA NOWY TARG", "Metropolitan City of Turin"} <= {row["name"] for row in rows}
    assert release.manifest["graphs"]["organisations"]["quads"] > 200
