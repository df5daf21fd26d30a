"""Certificates and studies: what a register, a table of studies and the labels of others give, and what stops."""

from pathlib import Path
from typing import Any

import pytest

from graph.certificate_records import Certificate, CertificationScheme, Estimate, Study
from graph.describe_certificates import last_day
from graph.errors import BadInput
from graph.records import Named
from ingest.load import load
from ingest.source import sources
from ingest.sources.studies import areas
from ontology.indicators import units
from tests.samples.workbooks import write_workbook

SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = "scheme,kind,body,city,country,practice,since,until"
STUDY = "study,topic,method,country,nuts,city,indicator,unit,effect,low,high,level,start,end"


def found(key: str, kind: type[Any], folder: Path | None = None) -> list[Any]:
    loaded = load(key, sources()[key], SAMPLES / key if folder is None else folder, bounds=False)
    return [one.record for one in loaded.records if isinstance(one.record, kind)]


def test_a_register_gives_cities_and_practices_with_their_dates_and_proof() -> None:
    celje, graz, audit, practice = found("certificates", Certificate)
    assert celje == Certificate(
        *("example-host-cities", Named("Celje", "SI"), "host", "Example Agency", "", "2025-01-01", "2027-12-31"),
        *("Register of hosts", "https://example.org/hosts"),
    )
    assert (graz.city.nuts, graz.since, graz.until, last_day(graz.until)) == ("AT221", "2024", "2026", "2026-12-31")
    assert (audit.kind, audit.until) == ("audit", "")
    assert (practice.practice, practice.city, last_day(practice.until)) == (
        *("urbact/ljubljana-bee-path", Named("", "")),
        "2026-05-31",
    )
    assert [one.standard for one in found("certificates", CertificationScheme)] == ["", "EX 100:2020", ""]


def test_the_labels_that_other_sources_tell_are_certificates() -> None:
    labels = found("urbact", Certificate)
    assert {(one.scheme, one.kind, one.body, one.since, one.until) for one in labels} == {
        ("urbact-good-practice", "practice", "URBACT", "2017-06-02", "")
    }
    assert len({one.practice for one in labels}) == 6
    missions = found("cities_mission", Certificate)
    assert [(one.city.name, one.since, one.page) for one in missions] == [
        ("Guimarães", "2024-03-21", "https://netzerocities.eu/"),
        ("Eindhoven", "2025-10-15", "https://netzerocities.eu/"),
        ("Helmond", "2025-10-15", "https://netzerocities.eu/"),
    ]


def test_a_membership_that_tells_of_no_label_is_no_certificate() -> None:
    for key in ("cittaslow", "green_city_accord", "eurocities", "new_european_bauhaus"):
        assert found(key, Certificate) == []


def test_studies_have_method_place_period_and_interval() -> None:
    assert [(one.title, one.topic, one.method, one.evidence) for one in found("studies", Study)] == [
        ("Remote work in municipalities", "remote-work", "comparison", "compared"),
        ("Desks by video", "remote-services", "survey", "claimed"),
    ]
    country, region, city, desks = found("studies", Estimate)
    assert (country.place, region.place, city.place.name) == (Named("", "SI"), Named("", "PT", "PT11"), "Celje")
    assert (region.effect, region.low, region.high, region.level) == (-31.5, -40.0, -23.0, 95.0)
    assert (region.indicator, region.unit, region.start, region.end) == (
        *("travel-time", "minutes-a-day"),
        *("2021", "2022"),
    )
    assert (city.low, city.high, city.level) == (None, None, None)
    assert (desks.unit, desks.effect, desks.end) == ("share", 12.5, "")


def test_a_workbook_of_studies_is_read_like_the_csv(tmp_path: Path) -> None:
    rows = [
        line.split(",") for line in (f"{STUDY}", "Desks,remote-services,survey,SI,SI034,,shut-out,share,12,,,,2023,")
    ]
    write_workbook(tmp_path / "studies.xlsx", {"studies": rows})
    assert found("studies", Estimate, tmp_path)[0].place == Named("", "SI", "SI034")


def test_every_indicator_says_in_what_it_is_counted() -> None:
    assert units()["travel-time"] == ("minutes-a-day", "percent")
    assert units()["working-from-home"] == ("percentage-points", "share")
    assert {"PT", "PT1", "PT11", "PT11E"} <= areas()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Hosts,friend,Body,Graz,AT,,,", "column 'kind': 'friend' is not a known kind; write one of"),
        ("Hosts,host,,Graz,AT,,,", "column 'body': the cell is empty; write the body"),
        (",host,Body,Graz,AT,,,", "column 'scheme': the cell is empty"),
        ("Hosts,,Body,Graz,AT,,,", "column 'kind': the cell is empty; write one of"),
        ("Hosts,host,Body,,,,,", "column 'city': the cell is empty"),
        ("Hosts,host,Body,Graz,Atlantis,,,", "column 'country': 'Atlantis' is no country"),
        ("Hosts,practice,Body,Graz,AT,,,", "column 'practice': the cell is empty; write the key of the practice"),
        ("Hosts,practice,Body,Graz,AT,a/b,,", "column 'practice': both a city and a practice are named"),
        ("Hosts,host,Body,,,a/b,,", "column 'kind': a practice cannot hold a host label"),
        ("Hosts,audit,Body,,,Bee path,,", "column 'practice': 'Bee path' is no key of a practice; write it as"),
        ("Hosts,host,Body,Graz,AT,,2025-05-01,2024", "column 'until': 2024 lies before 2025-05-01"),
        ("Hosts,host,Body,Graz,AT,,soon,", "column 'since': 'soon' is no date; write it as YYYY-MM-DD"),
        ("Hosts,host,a@b.example,Graz,AT,,,", "column 'body': the cell holds an e-mail address"),
    ],
)
def test_a_wrong_row_of_a_register_stops_with_its_remedy(tmp_path: Path, row: str, told: str) -> None:
    _refused(tmp_path, "certificates", REGISTER, (row,), f"register.csv, row 2, {told}")


GOOD = "Desks,remote-work,survey,SI,,,travel-time,minutes-a-day,-40,-55,-25,95,2021,2022"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("-55,-25", "-25,-55", "column 'low': the lower bound -25 lies above the upper bound -55; exchange or correct"),
        ("-40,", "-60,", "column 'effect': -60 lies outside its interval from -55 to -25; correct one of the three"),
        ("-55,", ",", "column 'low': one bound of the interval stands alone; write both, or neither"),
        ("-55,-25,95", ",,95", "column 'level': a level of 95 fits no interval here"),
        (",95,", ",0.95,", "column 'level': a level of 0.95 fits no interval here; write it in percent"),
        ("-40,", ",", "column 'effect': the cell is empty; write the figure"),
        ("-40,", "-40 min,", "column 'effect': '-40 min' is no number"),
        ("minutes-a-day", "%", "column 'unit': '%' does not say whether it is a relative change or a difference of"),
        (
            "minutes-a-day",
            "percentage-points",
            "travel-time is not counted in percentage-points; write minutes-a-day or",
        ),
        ("minutes-a-day", "hours", "column 'unit': 'hours' is not a known unit; write one of"),
        ("travel-time", "happiness", "column 'indicator': 'happiness' is not a known indicator; write one of"),
        (
            "travel-time,minutes-a-day,-40,-55,-25,95",
            "shut-out,share,120,,,",
            "120 cannot be a figure in share; correct it",
        ),
        ("survey", "guess", "column 'method': 'guess' is not a known method; write one of"),
        ("remote-work", "", "column 'topic': the cell is empty; write one of remote-services, remote-work"),
        ("2021,2022", "2022,2021", "column 'end': 2021 lies before 2022; correct start or end"),
        (",SI,", ",EU,", "column 'country': 'EU' is no country; write its EU code"),
        (",SI,,", ",SI,PT11,", "column 'nuts': 'PT11' is no NUTS region of SI; write a code that begins with SI"),
        (",SI,,", ",SI,SI9,", "column 'nuts': 'SI9' is no NUTS region of SI"),
    ],
)
def test_a_wrong_row_of_studies_stops_with_its_remedy(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in GOOD
    sentence = _refused(tmp_path, "studies", STUDY, (GOOD.replace(before, after, 1),), "register.csv, row 2, column")
    assert told in sentence


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            "survey",
            "trial",
            "column 'method': 'trial' is told of the study where row 2 tells 'survey'; write them alike",
        ),
        ("-40,", "-41,", "column 'effect': '-41' is told of the same figure where row 2 tells '-40'"),
    ],
)
def test_two_rows_of_one_study_that_contradict_each_other_stop(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    _refused(tmp_path, "studies", STUDY, (GOOD, GOOD.replace(before, after, 1)), f"register.csv, row 3, {told}")


def _refused(tmp_path: Path, key: str, header: str, rows: tuple[str, ...], told: str) -> str:
    (tmp_path / "register.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load(key, sources()[key], tmp_path, bounds=False)
    sentence = str(error.value)
    assert told in sentence
    assert sentence.endswith(".")
    assert sentence.count("\n") == 0
    return sentence
