"""The questions of the rules, answered on the small graph as its head counts them by hand."""

from collections.abc import Callable
from typing import Any

Rows = Callable[..., list[tuple[Any, ...]]]

MIRANDELA, VINHAIS, SENDIM, MURSKA_SOBOTA = 2737639, 2732286, 2734156, 3194648


def test_no_link_though_covered(rows: Rows) -> None:
    assert rows("rules/no-link", "geonames", "family", country="PT", minPopulation=0) == [
        (VINHAIS, "covenant-of-mayors"),
        (VINHAIS, "urbact"),
        (SENDIM, "covenant-of-mayors"),
        (SENDIM, "urbact"),
    ]
    assert rows("rules/no-link", "geonames", "family", country="SI") == [(MURSKA_SOBOTA, "urbact")]


def test_a_link_that_ended_comes_with_its_row(rows: Rows) -> None:
    columns = ("geonames", "endYear", "reading", "role", "source", "file", "sheet", "row")
    assert rows("rules/ended-link", *columns, country="PT") == [
        (MIRANDELA, "2019", "place", "associated", "keep", "keep_closed_1420.xlsx", "Partners", 5425)
    ]
    assert rows("rules/ended-link", country="PT", before=2019) == []
    assert rows("rules/ended-link", country="PT", maxLinks=0) == []


def test_a_membership_in_force_has_not_ended(rows: Rows) -> None:
    assert rows("rules/ended-link", country="SI", maxLinks=9, minPopulation=0) == []


def test_only_as_associate(rows: Rows) -> None:
    assert rows("rules/associate-only", "geonames", "role", country="PT") == [(MIRANDELA, "associated")]
    assert rows("rules/associate-only", country="PT", roles="observer") == []
    assert rows("rules/associate-only", country="SI", minPopulation=0) == []


def test_organisations_take_part_and_the_authority_does_not(rows: Rows) -> None:
    assert rows("rules/place-only", "geonames", "title", country="PT") == [
        (MIRANDELA, "Recovery of compost and other waste")
    ]
    assert rows("rules/place-only", country="PT", minPlaceLinks=2) == []


def test_regions_tell_their_kinds(rows: Rows) -> None:
    assert rows("gaps/regions", "nuts3", "typologies", country="SI") == [
        ("SI031", "border|predominantly-rural"),
        ("SI034", "border|mountain|predominantly-rural"),
    ]


def test_few_families_with_the_rows_that_name_the_city(rows: Rows) -> None:
    columns = ("geonames", "breadth", "family", "source", "row")
    assert rows("rules/far-below", *columns, country="PT") == [
        (2739788, 1, "covenant-of-mayors", "covenant", 1207),
        (MIRANDELA, 1, "interreg", "keep", 5425),
        (VINHAIS, 0, None, None, None),
    ]
    narrow = rows("rules/far-below", "geonames", country="PT", maxBreadth=0)
    assert narrow == [(VINHAIS,)]
