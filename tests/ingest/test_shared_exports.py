"""The full real exports, as they lie beside the project."""

import csv
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from graph.loads import Loaded
from graph.records import Group, Membership, Participation, Practice, Project, SetAside, Subject
from ingest.load import SHIPPED, load, unclaimed
from ingest.shipped.make_worked_example import covenant, practices, urbact
from ingest.source import sources

pytestmark = pytest.mark.shared
SHARED = Path(__file__).parents[3] / "shared" / "exports"
ROWS = {"keep": 10_650, "urbact": 1_810, "covenant": 11_973, "cordis": 67_086, "kohesio": 27_222}
GIVES = {
    "keep": {"Programme": 64, "Project": 1_852, "Participation": 8_581, "Call": 138, "SetAside": 40},
    "urbact": {
        "Project": 177,
        "Participation": 1_539,
        "Practice": 97,
        "Membership": 93,
        "Theme": 267,
        "Subject": 1_362,
        "CertificationScheme": 1,
        "Certificate": 97,
        "SetAside": 2,
    },
    "covenant": {"Membership": 11_465, "Group": 314, "SetAside": 232},
    "kohesio": {"SetAside": 27_222},
    "cordis": {"Project": 1_121, "Participation": 11_313, "Theme": 1_598, "Subject": 4_536, "SetAside": 51_238},
}
REASONS = {
    "keep": {"country not served": 37, "no country": 1, "repeats an earlier row": 1, "no town": 1},
    "urbact": {"country not served": 1, "the source names no town": 1},
    "covenant": {
        "country not served": 223,
        "a group of signatories whose members the export does not name": 9,
    },
    "kohesio": {"the source names a region only": 27_222},
    "cordis": {
        "its project is not in the export": 50_716,
        "country not served": 462,
        "no town": 38,
        "repeats an earlier row": 20,
        "no country": 2,
    },
}


@pytest.fixture(scope="module")
def loads() -> dict[str, Loaded]:
    return {key: load(key, sources()[key], SHARED / key) for key in ROWS}


@pytest.mark.parametrize("key", ROWS)
def test_the_real_export_gives_the_records_counted_before(loads: dict[str, Loaded], key: str) -> None:
    loaded = loads[key]
    assert loaded.rows_read == ROWS[key]
    assert Counter(type(one.record).__name__ for one in loaded.records) == GIVES[key]
    assert Counter(one.record.reason for one in loaded.records if isinstance(one.record, SetAside)) == REASONS[key]
    assert not loaded.warnings


def test_every_row_of_keep_is_taken_or_set_aside_and_none_twice(loads: dict[str, Loaded]) -> None:
    partners = [one for one in loads["keep"].records if one.origin.sheet == "Partners"]
    assert len({one.origin.row for one in partners}) == len(partners) == 8_621
    assert [file.name for file in loads["keep"].skipped] == ["keep_closed_1420_Partnership.csv"]


def test_networks_of_urbact_iii_are_the_same_in_both_sources(loads: dict[str, Loaded]) -> None:
    def networks(key: str) -> set[str]:
        found = (one.record for one in loads[key].records)
        return {r.key for r in found if isinstance(r, Project) and r.programme == "urbact-3"}

    assert len(networks("keep")) == 29
    assert networks("keep") <= networks("urbact")


def test_keys_of_projects_are_unique_and_no_acronym_is_lost(loads: dict[str, Loaded]) -> None:
    projects = [one.record for one in loads["keep"].records if isinstance(one.record, Project)]
    assert len({p.key for p in projects}) == len({(p.programme, p.acronym) for p in projects}) == 1_852


def test_readings_of_the_real_exports(loads: dict[str, Loaded]) -> None:
    def authorities(key: str) -> int:
        parts = (one.record for one in loads[key].records)
        return sum(isinstance(r, Participation) and r.reading == "authority" for r in parts)

    assert 1_400 < authorities("keep") < 1_550
    assert 80 < authorities("cordis") < 110


def test_coverage_says_what_is_whole_and_what_is_a_slice(loads: dict[str, Loaded]) -> None:
    stated = {(key, s.programme): (s.completeness, s.until) for key in loads for s in loads[key].coverage}
    assert stated["covenant", "covenant-of-mayors"] == ("complete", 2023)
    assert stated["urbact", "urbact-3"] == ("complete", 2019)
    assert stated["urbact", "urbact-4"][0] == "partial"
    assert stated["keep", "interreg-5a"][0] == stated["cordis", "horizon-europe"][0] == "partial"


def test_what_a_source_is_known_to_lack_is_stated_with_reason_and_page(loads: dict[str, Loaded]) -> None:
    stated = {(key, one.programme): one for key in loads for one in loads[key].coverage}
    facts = {
        ("keep", "urbact-4"): ("partial", "keep.eu held 1 % in August 2026"),
        ("keep", "espon-2030"): ("none", "keep.eu held nothing in August 2026"),
        ("kohesio", "cohesion-2014"): ("partial", "at most 200 a region"),
        ("cordis", "horizon-europe"): ("partial", "A slice of 1,121 projects"),
    }
    for key, (completeness, reason) in facts.items():
        assert stated[key].completeness == completeness
        assert reason in stated[key].reason
        assert stated[key].source.startswith("https://")
    parts = [one for (key, _), one in stated.items() if key in ("keep", "kohesio", "cordis")]
    assert all(one.completeness != "complete" for one in parts)


def test_no_person_is_in_any_record(loads: dict[str, Loaded]) -> None:
    for loaded in loads.values():
        text = repr(loaded.records).casefold()
        assert "name removed" not in text
        assert "contact-form" not in text


def test_coordinates_that_are_placeholders_are_none(loads: dict[str, Loaded]) -> None:
    cities = [one.record.city for one in loads["covenant"].records if isinstance(one.record, Membership)]
    assert not [c for c in cities if c.latitude is not None and c.latitude % 1 == 0 and (c.longitude or 0) % 1 == 0]
    assert sum(c.latitude is None for c in cities) > 100


def test_what_no_source_reads_is_listed() -> None:
    assert {one.name.partition("/")[0] for one in unclaimed(SHARED, sources())} == {"formats"}


def test_twelve_thousand_rows_are_read_in_well_under_two_seconds() -> None:
    limit = 2.0 if sys.gettrace() is None else 8.0
    started = time.process_time()
    load("covenant", sources()["covenant"], SHARED / "covenant")
    assert time.process_time() - started < limit


def test_the_same_real_export_gives_equal_records_twice(loads: dict[str, Loaded]) -> None:
    assert load("urbact", sources()["urbact"], SHARED / "urbact").records == loads["urbact"].records


MAKERS = {"urbact": urbact, "urbact_practices": practices, "covenant": covenant}


@pytest.mark.parametrize("key", MAKERS)
def test_the_worked_example_is_what_the_script_makes_of_the_real_export(loads: dict[str, Loaded], key: str) -> None:
    make = partial(MAKERS[key], loads[key.partition("_")[0]])
    with (SHIPPED / f"{key}_worked_example.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert [tuple(row) for row in rows] == sorted(make())


def test_every_network_of_the_table_has_its_lead_among_the_memberships(loads: dict[str, Loaded]) -> None:
    found = [one.record for one in loads["urbact"].records]
    led = {r.project for r in found if isinstance(r, Participation) and r.role == "lead"}
    themes = {r.key for r in found if isinstance(r, Subject) and r.of == "project"}
    networks = {r.key for r in found if isinstance(r, Project) and r.programme != "urbact-4"}
    assert len(networks) == 172
    assert networks == themes
    assert networks <= led


def test_members_that_are_no_cities_only_tell_their_towns(loads: dict[str, Loaded]) -> None:
    parts = [one.record for one in loads["urbact"].records if isinstance(one.record, Participation)]
    bodies = {p.organisation: p.reading for p in parts if p.project.startswith("urbact-1/") and p.organisation}
    assert bodies == {"Ministry": "place", "University": "place"}


def test_every_label_of_a_practice_names_its_practice(loads: dict[str, Loaded]) -> None:
    found = [one.record for one in loads["urbact"].records]
    practices = {r.key: r for r in found if isinstance(r, Practice)}
    labels = [r for r in found if isinstance(r, Membership)]
    assert len(practices) == 97
    assert {r.practice for r in labels} < practices.keys()
    assert len(practices) - len(labels) == 4, "four metropoles"
    assert sum(not r.start for r in practices.values()) == 4


def test_the_groups_of_the_covenant_are_opened_into_their_members(loads: dict[str, Loaded]) -> None:
    found = [one.record for one in loads["covenant"].records]
    groups = [r.key for r in found if isinstance(r, Group)]
    through = Counter(r.group for r in found if isinstance(r, Membership) and r.group)
    assert len(groups) == len(set(groups))
    assert through.keys() <= set(groups)
    assert (len(through), through.total()) == (313, 2_201)


def facts(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "facts" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_known_innovative_action_ships_with_its_source(shared: Path) -> None:
    known = facts(shared, "uia_eui_projects.csv")
    with (SHIPPED / "urban_innovation.csv").open(encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    assert Counter(row["source"] for row in shipped) == Counter(row["source"] for row in known)
    assert Counter(row["country"] for row in shipped) == Counter(row["country_code"] for row in known)
    assert len(shipped) == 58


def test_every_known_member_of_urbact_iv_ships_with_its_page(shared: Path) -> None:
    known = facts(shared, "urbact4_network_members.csv")
    with (SHIPPED / "urbact_4.csv").open(encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    assert Counter((row["network"], row["page"]) for row in shipped) == Counter(
        (row["network"], row["source"]) for row in known
    )
    assert len(shipped) == 31
