"""Who is certified for what, and what studies found: counted by hand on the small graph."""

from decimal import Decimal

from tests.queries.conftest import Rows

CELJE, GUIMARAES = 3202781, 2738752
CHARTER = "A charter of social responsibility with local firms"


def test_who_is_certified_for_what_until_when(rows: Rows) -> None:
    told = ("geonames", "title", "scheme", "kind", "body", "since", "until", "state", "evidence")
    label = (GUIMARAES, CHARTER, "Good practice", "practice", "Another body", "2017", None, "end not stated", None)
    host = (CELJE, None, "Host cities", "host", "Body of the tests", "2025-01-01", "2027-12-31", "in force")
    assert rows("certificates/held", *told) == [label, (*host, "Register of hosts")]
    assert rows("certificates/held", "geonames", city=CELJE) == rows("certificates/held", "geonames", kind="host")
    assert rows("certificates/held", "geonames", country="PT") == [(GUIMARAES,)]
    assert rows("certificates/held", "geonames", scheme="good-practice") == [(GUIMARAES,)]
    assert rows("certificates/held", "geonames", city=CELJE, kind="practice") == []


def test_the_state_of_a_certificate_follows_from_the_day(rows: Rows) -> None:
    days = ("2024-12-31", "2025-01-01", "2027-12-31", "2028-01-01")
    told = [rows("certificates/held", "state", city=CELJE, day=day) for day in days]
    assert told == [[("to come",)], [("in force",)], [("in force",)], [("ran out",)]]


def test_certificates_run_out_within_so_many_months_of_a_day(rows: Rows) -> None:
    """Celje's ends on 31 December 2027; the label of the practice has no end."""

    def ending(day: str, months: int, country: str = "") -> list[tuple[object, ...]]:
        return rows("certificates/running-out", "until", "geonames", day=day, months=months, country=country)

    assert ending("2027-06-30", 6) == []
    assert ending("2027-06-30", 7) == ending("2027-12-31", 0) == ending("2026-12-31", 12) == [("2027-12-31", CELJE)]
    assert ending("2028-01-01", 60) == ending("2027-06-30", 7, "PT") == []


def test_practices_with_a_label(rows: Rows) -> None:
    told = ("title", "geonames", "scheme", "body", "since", "until")
    assert rows("practices/labelled", *told) == [(CHARTER, GUIMARAES, "Good practice", "Another body", "2017", None)]
    assert rows("practices/labelled", country="SI") == rows("practices/labelled", scheme="hosts") == []


def test_studies_of_one_indicator_are_compared_over_member_states(rows: Rows) -> None:
    told = ("country", "told", "place", "placeKind", "effect", "low", "high", "level", "start", "end", "method")
    none = (None,) * 9
    assert rows("studies/compared", *told, indicator="travel-time", unit="minutes-a-day") == [
        ("AT", "no study at hand", *none),
        ("DE", "no study at hand", *none),
        ("PT", "study", "Guimarães", "city", Decimal("-12.5"), None, None, None, "2019", "2022", "before-after"),
        ("SI", "study", "Slovenia", "country", *map(Decimal, (-40, -55, -25, 95)), "2021", None, "survey"),
    ]


def test_figures_in_another_unit_never_stand_in_one_comparison(rows: Rows) -> None:
    relative = rows("studies/compared", "country", "effect", "evidence", indicator="travel-time", unit="percent")
    assert relative == [("AT", None, None), ("DE", None, None), ("PT", -20, "monitored"), ("SI", None, None)]
    other = rows("studies/compared", "told", indicator="emissions", unit="percent")
    assert other == [("no study at hand",)] * 4


def test_every_figure_is_listed_with_its_indicator_and_unit(rows: Rows) -> None:
    told = ("indicator", "unit", "country", "effect")
    assert rows("studies/figures", *told) == [
        ("travel time", "minutes a day", "PT", Decimal("-12.5")),
        ("travel time", "minutes a day", "SI", Decimal(-40)),
        ("travel time", "percent of the value before", "PT", Decimal(-20)),
    ]
    assert rows("studies/figures", "country", country="SI") == [("SI",)]
    assert len(rows("studies/figures", topic="remote-work")) == 3
    assert rows("studies/figures", topic="remote-services") == []


def test_the_lists_offer_what_can_be_asked(rows: Rows) -> None:
    assert rows("choices/certification-schemes") == [("good-practice", "Good practice"), ("hosts", "Host cities")]
    assert ("travel-time", "travel time") in rows("choices/indicators")
    assert ("minutes-a-day", "minutes a day") in rows("choices/effect-units")
    assert ("remote-services", "remote services") in rows("choices/topics")
    assert ("host", "host label") in rows("choices/certificate-kinds")
    assert len(rows("choices/challenges")) == 8
