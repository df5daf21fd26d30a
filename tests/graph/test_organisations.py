"""One municipality is one urban authority, under whatever name and number; what is less than sure joins nothing."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from graph.describe_organisations import write_organisations
from graph.identity import Resolver
from graph.numbers import numbers
from graph.organisations import (
    ALIKE,
    CITY_OPEN,
    ELSEWHERE,
    MUNICIPAL,
    OTHER_NAME,
    SEVERAL_CITIES,
    SEVERAL_KINDS,
    Bodies,
    Numbers,
)
from graph.records import City, Named, Origin, Participation, Place
from ingest.authority import judge
from ingest.bodies import TELLING, body_kind

PORTO, BRAGA, GAIA = 2735943, 2742032, 2732773
SEATS = (
    (PORTO, "Porto", 41.15, "PT11A"),
    (BRAGA, "Braga", 41.55, "PT112"),
    (GAIA, "Vila Nova de Gaia", 41.12, "PT11A"),
)
PLACES = tuple(Place(key, name, (), "PT", north, -8.6, 200_000, nuts, key) for key, name, north, nuts in SEATS)
CITIES = tuple(
    City(key, name, (), "PT", nuts, (), "lau", "", 200_000, 2019, "municipal", 1, north, -8.6)
    for key, name, north, nuts in SEATS
)
RESOLVER = Resolver(PLACES, CITIES)
PIC, VAT = ("pic", "999638341"), ("vat", "PT 501.306.099")
Row = tuple[Participation, Origin]


def row(number: int, name: str, town: str, *marks: tuple[str, str], kind: str = "", source: str = "cordis") -> Row:
    """A row as an adapter reads it."""
    reading, city = judge(name, Named(town, "PT"), kind in ("", "public"))
    kind = "urban-authority" if reading == "authority" else kind
    part = Participation("cordis/1", city, "partner", reading, name, identifiers=marks, kind=kind)
    return part, Origin(source, "organisations.csv", "", number)


def read(*rows: Row) -> tuple[Bodies, list[Participation]]:
    """Walk over the rows twice, as a build does."""
    found = Numbers(TELLING)
    for record, origin in rows:
        found.see(record, origin)
    bodies = Bodies(found.settle(RESOLVER.resolve), TELLING)
    places = [RESOLVER.resolve(record.city).city for record, _ in rows]
    parts = [bodies.read(record, city, origin)[0] for (record, origin), city in zip(rows, places, strict=True)]
    return bodies, parts


def reasons(bodies: Bodies) -> list[tuple[str, int, str]]:
    """List what goes to people."""
    found = bodies.suggestions({city.geonames: city.country for city in CITIES})
    return [(suggestion.reason, suggestion.city, suggestion.name) for suggestion, _ in found]


@pytest.mark.parametrize(
    ("register", "written", "country", "clean"),
    [
        ("vat", "PT 501.306.099", "PT", ("vat", "PT501306099")),
        ("vat", "501306099", "PT", ("vat", "PT501306099")),
        ("national-pt", "501 306 099", "PT", ("vat", "PT501306099")),
        ("vat", "GR090101655", "EL", ("vat", "EL090101655")),
        ("vat", "090101655", "EL", ("vat", "EL090101655")),
        ("vat", "BE 207.373.429", "BE", ("vat", "BE0207373429")),
        ("vat", "BE0207373429", "BE", ("vat", "BE0207373429")),
        ("vat", "U36801500", "AT", ("vat", "ATU36801500")),
        ("vat", "DE129517720", "AT", ("vat", "DE129517720")),
        ("national-de", "HRB 59 387", "DE", None),
        ("national-sk", "00 603 481", "SK", ("national-sk", "00603481")),
        ("pic", "999638341", "PT", ("pic", "999638341")),
        ("pic", "99963834", "PT", None),
        *((register, mark, "PT", None) for register in ("pic", "vat") for mark in ("", "N/A", "0", "MISSING", "-")),
        *(("vat", mark, "PT", None) for mark in ("NOTAPPLICABLE", "PT000000000", "999999999", "123456789", "n.a.")),
    ],
)
def test_a_number_has_one_form_and_a_stand_in_has_none(
    register: str, written: str, country: str, clean: tuple[str, str] | None
) -> None:
    assert numbers(((register, written),), country) == ((clean,) if clean else ())


TEN = (
    *("Município do Porto", "MUNICIPIO DO PORTO", "Câmara Municipal do Porto", "CM Porto", "Porto"),
    *("City of Porto", "Municipality of Porto", "Porto Municipality", "Porto City Council", "Porto City Hall"),
)


def test_ten_spellings_of_one_municipality_are_one_authority() -> None:
    bodies, parts = read(*(row(number, name, "Porto") for number, name in enumerate(TEN, 2)))
    assert {part.reading for part in parts} == {"authority"}
    assert list(bodies.spellings) == [PORTO]
    assert set(bodies.spellings[PORTO]) == set(TEN)
    assert reasons(bodies) == []


@pytest.mark.parametrize("mark", [PIC, VAT])
def test_an_unclear_name_is_the_authority_where_its_number_is_known_in_another_repository(
    mark: tuple[str, str],
) -> None:
    bodies, parts = read(
        row(7, "CMP-DMU", "Porto", mark, source="keep"),
        row(9, "Município do Porto", "Porto", ("pic", "999638341"), ("vat", "501306099")),
    )
    assert [part.reading for part in parts] == ["authority", "authority"]
    joined, seen = next(iter(bodies.joined.items()))
    assert (joined.city, joined.name, joined.other.name) == (PORTO, "CMP-DMU", "Município do Porto")
    assert joined.other.origin == Origin("cordis", "organisations.csv", "", 9)
    assert seen.first == [Origin("keep", "organisations.csv", "", 7)]
    assert reasons(bodies) == []


def test_without_a_number_an_unclear_name_stays_a_body_in_the_town() -> None:
    _, parts = read(row(2, "Município do Porto", "Porto", PIC), row(3, "CMP-DMU", "Porto"))
    assert [part.reading for part in parts] == ["authority", "place"]


def test_stand_ins_for_numbers_join_nothing() -> None:
    for mark in ("N/A", "0", "MISSING", "000000000"):
        bodies, parts = read(
            row(2, "Município do Porto", "Porto", ("vat", mark)), row(3, "CMP-DMU", "Porto", ("vat", mark))
        )
        assert [part.reading for part in parts] == ["authority", "place"]
        assert not bodies.numbers


def test_a_number_of_two_cities_joins_nothing_and_goes_to_people() -> None:
    bodies, parts = read(
        row(2, "Município do Porto", "Porto", PIC),
        row(3, "Município de Braga", "Braga", PIC),
        row(4, "CMP-DMU", "Porto", PIC),
    )
    assert [part.reading for part in parts] == ["authority", "authority", "place"]
    assert not bodies.numbers
    found = reasons(bodies)
    assert (SEVERAL_CITIES, BRAGA, "Município do Porto") in found
    assert (SEVERAL_CITIES, PORTO, "Município de Braga") in found
    assert (SEVERAL_CITIES, PORTO, "CMP-DMU") in found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Universidade do Porto", "education"),
        ("University of Porto", ""),
        ("Porto Digital Lda", "company"),
        ("UPTEC", "research"),
        ("Associação de Porto", ""),
    ],
)
def test_a_university_or_company_of_the_city_never_becomes_the_authority(name: str, kind: str) -> None:
    bodies, parts = read(row(2, "Município do Porto", "Porto", PIC), row(3, name, "Porto", PIC, kind=kind))
    assert [part.reading for part in parts] == ["authority", "place"]
    assert (SEVERAL_KINDS, PORTO, name) in reasons(bodies)
    assert not bodies.joined


def test_a_university_without_a_number_is_not_even_suggested() -> None:
    bodies, parts = read(
        row(2, "Município do Porto", "Porto", PIC), row(3, "Universidade do Porto", "Porto", kind="education")
    )
    assert parts[1].reading == "place"
    assert reasons(bodies) == []


def test_a_service_of_the_municipality_with_its_number_goes_to_people() -> None:
    bodies, parts = read(row(2, "Município do Porto", "Porto", PIC), row(3, "Porto Water", "Porto", PIC))
    assert parts[1].reading == "place"
    assert reasons(bodies) == [(OTHER_NAME, PORTO, "Porto Water")]


def test_a_number_of_another_citys_authority_goes_to_people() -> None:
    bodies, parts = read(row(2, "Município do Porto", "Porto", PIC), row(3, "CMP-DMU", "Vila Nova de Gaia", PIC))
    assert parts[1].reading == "place"
    assert reasons(bodies) == [(ELSEWHERE, PORTO, "CMP-DMU")]


def test_a_row_of_an_unknown_town_with_a_known_number_goes_to_people() -> None:
    bodies, parts = read(
        row(2, "Município do Porto", "Porto", PIC), row(3, "CMP-DMU", "Nowhere", PIC), row(4, "Câmara", "Nowhere", PIC)
    )
    assert [part.reading for part in parts[1:]] == ["place", "place"]
    assert {reason for reason, *_ in reasons(bodies)} == {CITY_OPEN}


def test_one_sure_number_beside_a_doubtful_one_joins_nothing() -> None:
    _, parts = read(
        row(2, "Município do Porto", "Porto", PIC, VAT),
        row(3, "Município de Braga", "Braga", VAT),
        row(4, "CMP-DMU", "Porto", PIC, VAT),
    )
    assert parts[2].reading == "place"


def test_a_like_name_or_a_municipal_word_goes_to_people() -> None:
    bodies, parts = read(
        row(2, "Município do Porto", "Porto"),
        row(3, "Municpio do Porto", "Porto", kind="unknown"),
        row(4, "Provedoria Municipal", "Braga"),
    )
    assert [part.reading for part in parts] == ["authority", "place", "place"]
    assert reasons(bodies) == [
        (MUNICIPAL, BRAGA, "Provedoria Municipal"),
        (ALIKE, PORTO, "Municpio do Porto"),
    ]


MIXED = (
    row(2, "Município do Porto", "Porto", PIC, VAT),
    row(3, "Câmara Municipal do Porto", "Porto", ("vat", "501306099"), source="keep"),
    row(4, "CMP-DMU", "Porto", PIC, source="keep"),
    row(5, "CMP-DMU", "Porto", VAT, source="urban_innovation"),
    row(6, "Município de Braga", "Braga", ("pic", "998638342")),
    row(7, "Universidade do Minho", "Braga", ("pic", "998638342"), kind="education"),
    row(8, "Municpio do Porto", "Porto", kind="unknown", source="keep"),
    row(9, "CMG", "Vila Nova de Gaia", PIC),
    row(10, "Gaia", "Vila Nova de Gaia", ("pic", "998638342")),
)


def test_the_order_of_the_sources_changes_nothing(tmp_path: Path) -> None:
    """Neither the graph, nor the table for people, nor the reading of any row."""
    results = set()
    for seed in range(8):
        rows = list(MIXED)
        random.Random(seed).shuffle(rows)
        bodies, parts = read(*rows)
        written = write_organisations(tmp_path, bodies, CITIES)
        table = (tmp_path / "organisations_to_review.csv").read_bytes()
        results.add((written.sha256, table, tuple(sorted((part.organisation, part.reading) for part in parts))))
    assert len(results) == 1
    assert written.quads > 60


def test_another_row_does_change_the_graph(tmp_path: Path) -> None:
    first = write_organisations(tmp_path, read(*MIXED)[0], CITIES).sha256
    more = (*MIXED, row(11, "CMP-DMU2", "Porto", PIC))
    assert write_organisations(tmp_path, read(*more)[0], CITIES).sha256 != first


def test_a_name_that_is_a_formula_is_harmless_in_the_table(tmp_path: Path) -> None:
    write_organisations(tmp_path, read(row(2, '=HYPERLINK("x") Câmara Municipal', "Braga"))[0], CITIES)
    table = (tmp_path / "organisations_to_review.csv").read_text("utf-8-sig")
    assert "\"'=HYPERLINK(" in table


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Universidade do Porto", "education"),
        ("Stadtwerke München GmbH", "company"),
        ("Handelskammer Hamburg", ""),
        ("Chamber of Commerce of Porto", "association"),
        ("Regional Development Agency Porto", "public"),
        ("Municipal District Prague 9", "public"),
        ("CMP-DMU", ""),
    ],
)
def test_the_kind_of_a_body_is_told_by_its_name(name: str, kind: str) -> None:
    assert body_kind(name) == kind


def test_the_evidence_is_the_first_rows_whatever_comes_first() -> None:
    part, origin = row(2, "Município do Porto", "Porto", PIC)
    rows = [(part, replace(origin, row=number)) for number in (9, 4, 7, 3, 8)]
    bodies, _ = read(*rows)
    seen = bodies.numbers[PORTO, PIC]
    assert ([one.row for one in seen.first], seen.rows) == ([3, 4, 7], 5)
