"""The tables that come with the product: facts with source, date and licence beside them."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from graph.records import Call, ContactPoint, Membership, Participation, SetAside
from ingest.load import SHIPPED, load
from ingest.source import sources

TABLES = sorted(SHIPPED.glob("*.csv"))


def rows(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_has_its_source_date_licence_and_columns_beside_it(path: Path) -> None:
    about = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert all(about[key] for key in ("title", "source", "date", "licence", "coverage"))
    assert list(about["columns"]) == list(rows(path.name)[0])


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_is_read_by_some_source(path: Path) -> None:
    assert any(f"shipped/{path.name}" in source.tables for source in sources().values())


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_holds_facts_and_no_persons_or_long_texts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "name removed" not in text
    assert not re.search(r"[\w.]+@[\w.]+\.\w+", text)
    assert all(len(cell) <= 220 for row in rows(path.name) for cell in row.values())


def test_the_worked_example_is_complete_for_four_countries() -> None:
    for key, programmes in (
        ("urbact", {"urbact-1", "urbact-2", "urbact-3"}),
        ("covenant", {"covenant-of-mayors"}),
    ):
        loaded = load(key, sources()[key], None)
        complete = {s.programme: set(s.countries) for s in loaded.coverage if s.completeness == "complete"}
        assert complete == {programme: {"PT", "SI", "IE", "RO"} for programme in programmes}
    members = [r.record for r in load("urbact", sources()["urbact"], None).records]
    assert sum(isinstance(r, Participation) and r.city.country == "PT" for r in members) == 89
    signed = [r.record for r in load("covenant", sources()["covenant"], None).records]
    assert {
        country: sum(isinstance(r, Membership) and r.city.country == country for r in signed)
        for country in ("PT", "SI", "IE", "RO")
    } == {"PT": 185, "SI": 71, "IE": 21, "RO": 190}


def test_contact_points_are_functions_with_hosts() -> None:
    found = [one.record for one in load("contact_points", sources()["contact_points"], None).records]
    points = {record.key: record for record in found if isinstance(record, ContactPoint)}
    assert points["nup-at-de"].countries == ("AT", "DE")
    assert points["ucp-fr-lu"].countries == ("FR", "LU")
    assert points["nup-el-cy"].countries == ("EL", "CY")
    assert points["ucp-it"].vacant
    assert not points["ucp-it"].host
    assert points["ucp-si"].host == points["nup-si"].host
    assert points["ucp-si"].kind != points["nup-si"].kind


def test_calls_state_only_what_a_source_states() -> None:
    found = [one.record for one in load("programmes", sources()["programmes"], None).records]
    calls = {record.key: record for record in found if isinstance(record, Call)}
    assert calls["eui-ia-call-4"].min_population == 25_000
    assert not calls["eui-ia-call-4"].opens
    assert calls["eui-city-to-city"].degurba == (1, 2)
    assert calls["eui-city-to-city"].article11
    assert (calls["eui-ia-call-1"].opens, calls["eui-ia-call-1"].closes) == ("2022-10-10", "2023-01-19")


def test_organisations_beside_the_municipality_are_read_as_such() -> None:
    found = [r.record for r in load("urban_innovation", sources()["urban_innovation"], None).records]
    bodies = {r.organisation for r in found if isinstance(r, Participation) and r.reading == "place"}
    assert "Greater Manchester Combined Authority" in bodies
    assert len(bodies) == 3
    assert [r.reason for r in found if isinstance(r, SetAside)] == ["the source names no town"]


def test_what_is_not_whole_is_called_partial() -> None:
    for key in ("cities_mission", "urban_innovation"):
        loaded = load(key, sources()[key], None)
        assert {statement.completeness for statement in loaded.coverage} == {"partial"}
        assert all(statement.reason.endswith(".") for statement in loaded.coverage)
