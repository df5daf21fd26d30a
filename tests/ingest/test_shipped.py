"""The tables that come with the product: facts with source, date and licence beside them."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from graph.records import Call, ContactPoint, Membership, Participation, Project, SetAside
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
    assert all(len(cell) <= 220 for row in rows(path.name) for key, cell in row.items() if key != "themes")


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
    fourth, accord = calls["eui-ia-call-4"], calls["green-city-accord-signature"]
    assert (fourth.min_population, fourth.grouping, fourth.closes) == (25_000, True, "2026-06-15")
    assert not fourth.degurba, "no page at hand states one"
    assert (accord.min_population, accord.grouping, accord.closes, len(accord.countries)) == (20_000, False, "", 27)
    assert not calls["eui-ia-call-2"].opens
    assert calls["eui-city-to-city"].degurba == (1, 2)
    assert calls["eui-city-to-city"].article11
    assert (calls["eui-city-to-city"].other_state, calls["eui-city-to-city"].max_peers) == (True, 2)
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


ROUNDS = {"2023-10-12": 10, "2024-03-21": 23, "2024-10-08": 20, "2025-05": 39, "2025-10-15": 11, "2026-02-16": 3}
"""Rows by the day on which their label was announced; a pair of cities has two rows."""


def test_a_label_of_the_mission_bears_its_day_its_round_and_its_page() -> None:
    told = rows("mission_cities.csv")
    labelled = [row for row in told if row["status"] == "labelled"]
    assert Counter(row["since"] for row in labelled) == ROUNDS
    assert {(row["since"], row["round"]) for row in labelled} == {(day, str(n)) for n, day in enumerate(ROUNDS, 1)}
    assert all(row["source"].startswith("https://") for row in told)
    found = [one.record for one in load("cities_mission", sources()["cities_mission"], None).records]
    memberships = Counter(r.since for r in found if isinstance(r, Membership) and r.status == "labelled")
    assert memberships == ROUNDS | {"2024-10-08": 19}, "Eilat, of the third round, lies outside the countries served"


NETWORKS = (
    *("eurocities", "energy_cities", "climate_alliance", "iclei", "polis", "eurotowns", "cittaslow"),
    *("intelligent_cities_challenge", "green_city_accord", "living_in_eu", "smart_cities_marketplace"),
    *("new_european_bauhaus", "iurc", "taiex_regio", "urban_agenda", "cities_mission"),
)
"""Networks without an export, of which some facts are known."""


@pytest.mark.parametrize("key", NETWORKS)
def test_what_is_known_of_a_network_ships_with_its_page_and_is_never_called_complete(key: str) -> None:
    loaded = load(key, sources()[key], None)
    assert any(not isinstance(one.record, SetAside) for one in loaded.records)
    assert all(file.shipped for file in loaded.files)
    for file in loaded.files:
        assert all(row["source"].startswith(("https://", "http://")) for row in rows(file.name))
    assert {statement.completeness for statement in loaded.coverage} == {"partial"}


def test_a_network_of_which_nothing_is_known_says_so() -> None:
    (stated,) = load("wifi4eu", sources()["wifi4eu"], None).coverage
    assert stated.completeness == "unknown"
    assert stated.reason.startswith("None of its vouchers is known here.")


def test_partnerships_of_the_urban_agenda_come_with_members_and_actions() -> None:
    found = [one.record for one in load("urban_agenda", sources()["urban_agenda"], None).records]
    members = Counter(r.initiative for r in found if isinstance(r, Membership))
    actions = Counter(r.programme for r in found if isinstance(r, Project) and r.kind == "partnership-action")
    assert (len(members), sum(actions.values())) == (8, 11)
    assert actions.keys() <= members.keys()
