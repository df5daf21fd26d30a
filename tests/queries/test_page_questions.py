"""The questions that the pages ask, answered on the small graph as its head counts them by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Rows = Callable[..., list[tuple[Any, ...]]]

GUIMARAES, BRAGANCA, MIRANDELA, VINHAIS, SENDIM = 2738752, 2742027, 2737639, 2732286, 2734156
MURSKA_SOBOTA, LJUTOMER, LENDAVA, CELJE, SOSTANJ = 3194648, 3196307, 3196681, 3202781, 3190311


def test_overview_counts_every_city_once(rows: Rows) -> None:
    assert rows("gaps/overview", "country", "cities", "towns", "linked", "absent", "uncovered", "families") == [
        ("PT", 6, 5, 4, 1, 0, 2),
        ("SI", 6, 5, 3, 1, 1, 1),
    ]
    assert rows("gaps/overview", "towns", "linked", "absent", "uncovered", minPopulation=0) == [
        (6, 4, 2, 0),
        (6, 4, 1, 1),
    ]


def test_size_classes_count_every_city_once_and_name_the_empty_class(rows: Rows) -> None:
    assert rows("gaps/size-classes") == [
        ("very-small", 2, 1, 1, 0),
        ("small", 9, 6, 2, 1),
        ("medium", 1, 1, 0, 0),
        ("large", 0, 0, 0, 0),
    ]
    assert rows("gaps/size-classes", country="SI") == [
        ("very-small", 1, 1, 0, 0),
        ("small", 5, 3, 1, 1),
        ("medium", 0, 0, 0, 0),
        ("large", 0, 0, 0, 0),
    ]


def test_size_classes_count_no_absent_city_where_no_source_covers_the_country(rows: Rows) -> None:
    assert {row[0] for row in rows("gaps/size-classes", "absent", country="AL")} == {None}


def test_map_holds_every_town_with_its_state(rows: Rows) -> None:
    assert rows("gaps/map", "geonames", "state", country="SI") == [
        (CELJE, "linked"),
        (MURSKA_SOBOTA, "absent"),
        (LJUTOMER, "linked"),
        (LENDAVA, "linked"),
        (SOSTANJ, "uncovered"),
    ]
    assert len(rows("gaps/map", "lat", country="SI", minPopulation=0)) == 6


def test_city_profile_with_and_without_a_municipality(rows: Rows) -> None:
    columns = ("name", "country", "size", "typologies", "laus", "places", "state", "authorityLinks", "placeLinks")
    assert rows("cities/profile", *columns, city=GUIMARAES) == [
        ("Guimarães", "PT", "medium", "coastal|intermediate|mountain", "030838|030850", "Ponte", "linked", 3, 0)
    ]
    assert rows("cities/profile", "unit", "year", "degurba", "basis", "laus", city=SENDIM) == [
        ("place", None, None, "geonames", "")
    ]
    assert rows("cities/profile", city="1") == []


def test_what_is_official_and_what_is_computed_of_a_city_stand_apart(rows: Rows) -> None:
    found = rows("cities/peripherality", "kind", "what", "value", "unit", "of", "date", city=VINHAIS)
    assert found == [
        ("official", "Terras de Trás-os-Montes", "border", None, None, "NUTS 2024"),
        ("official", "Terras de Trás-os-Montes", "mountain", None, None, "NUTS 2024"),
        ("official", "Terras de Trás-os-Montes", "predominantly rural", None, None, "NUTS 2024"),
        (
            *("computed", "distance to the nearest place of 50,000", "115.8"),
            *("kilometres in a straight line", "Guimarães", "2026-03-01"),
        ),
        ("computed", "population potential", "3715", "inhabitants per kilometre", None, "2026-03-01"),
    ]
    told = rows("cities/peripherality", "kind", "method", "source", city=VINHAIS)
    assert all(method.endswith(".") and len(source) > 20 for _, method, source in told)
    assert {source.startswith("Eurostat") for kind, _, source in told if kind == "computed"} == {False}
    assert not [kind for (kind,) in rows("cities/peripherality", "kind", city=CELJE) if kind == "computed"]
    border = "distance to the nearest land border"
    told = dict(rows("cities/peripherality", "what", "value", city=BRAGANCA))
    assert (told[border], told["distance to the nearest place of 50,000"]) == ("14.2", "134")


def test_the_cities_of_all_countries_are_ranked_beside_those_of_one(rows: Rows) -> None:
    columns = ("name", "value", "tied", "noTie", "notCovered")
    here = rows("network/ranking", *columns, country="PT", layer="all/any")
    assert here == [("Bragança", 1, 2, 0, 4), ("Mirandela", 1, 2, 0, 4)]
    assert rows("network/ranking", *columns, country="", layer="all/any") == here
    assert rows("network/ranking", *columns, country="SI", layer="all/any") == []


def test_city_links_name_project_reading_role_and_row(rows: Rows) -> None:
    columns = ("kind", "acronym", "family", "reading", "role", "status", "startYear", "organisation", "file", "row")
    institute = "Instituto Politécnico de Bragança"
    assert rows("cities/links", *columns, city=BRAGANCA) == [
        (
            *("initiative", None, "covenant-of-mayors", "authority", "member", "signed", "2010"),
            *("Urban authority of Bragança", "signatories.xlsx", 1661),
        ),
        (
            *("project", "SMURF", "framework-programme", "place", "partner", None, "2024"),
            *(institute, "organization.csv", 1656),
        ),
        (
            *("project", "VALORCOMP", "interreg", "place", "lead", None, "2015"),
            *(institute, "keep_closed_1420.xlsx", 1069),
        ),
    ]
    assert rows("cities/links", city=VINHAIS) == []


def test_city_links_name_how_the_city_was_found_and_count_each_once(rows: Rows) -> None:
    assert rows("cities/links", "title", "sourceName", "method", "score", city=CELJE) == [
        ("Covenant of Mayors", "Mestna občina Celje", "alternate-coordinates", Decimal("0.95")),
        ("Women Enterprise and Employment in local Development", "Celje", "name", Decimal("1")),
        ("Genderedlandscape", "Celje", "name", Decimal("1")),
    ]
    assert len(rows("cities/links", city=LJUTOMER)) == 3


def test_city_verdicts_by_family_agree_with_the_links(rows: Rows) -> None:
    assert set(rows("cities/verdicts", "family", "state", "authorityLinks", "placeLinks", city=BRAGANCA)) == {
        ("urbact", "absent", 0, 0),
        ("urban-innovation", "uncovered", None, None),
        ("interreg", "linked", 0, 1),
        ("framework-programme", "linked", 0, 1),
        ("cities-mission", "uncovered", None, None),
        ("covenant-of-mayors", "linked", 1, 0),
    }


def test_coverage_of_a_city_is_that_of_its_country(rows: Rows) -> None:
    columns = ("country", "instrument", "completeness", "source", "until")
    expected = [
        ("PT", "covenant-of-mayors", "complete", "covenant", "2024"),
        ("PT", "horizon-europe", "partial", "cordis", "2025"),
        ("PT", "interreg-5", "partial", "keep", "2020"),
        ("PT", "urbact-2", "complete", "urbact", "2013"),
        ("PT", "urbact-3", "complete", "urbact", "2019"),
    ]
    assert rows("cities/coverage", *columns, city=VINHAIS) == expected
    assert rows("sources/coverage", *columns, country="PT") == expected
    assert len(rows("sources/coverage", *columns)) == 10


@pytest.mark.parametrize(
    ("text", "cities"),
    [
        ("GUIMARÃES", [GUIMARAES]),
        ("luttenberg", [LJUTOMER]),
        ("Samil", [BRAGANCA]),
        ("ce", [CELJE]),
        ("Sendim", [SENDIM]),
        ('" . ?s ?p ?o', []),
    ],
)
def test_search_finds_names_other_names_and_places(rows: Rows, text: str, cities: list[int]) -> None:
    assert rows("cities/search", "geonames", text=text) == [(city,) for city in cities]


def test_the_network_of_a_city_names_its_partners_and_its_lonely_links(rows: Rows) -> None:
    assert rows("network/ego", "kind", "acronym", "geonames", "country", city=BRAGANCA) == [
        ("project", "SMURF", None, None),
        ("project", "VALORCOMP", MIRANDELA, "PT"),
        ("initiative", None, None, None),
    ]


def test_programme_tree_shows_what_stands_where_and_counts_nothing_where_nobody_searched(rows: Rows) -> None:
    columns = ("programme", "kind", "parent", "family", "projects")
    found = {row[0]: row[1:] for row in rows("programmes/tree", *columns)}
    assert found["urbact"] == ("family", None, "urbact", 0)
    assert found["urbact-3"] == ("programme", "urbact", "urbact", 2)
    assert found["interreg-5a"] == ("strand", "interreg-5", "interreg", None)
    assert found["covenant-of-mayors"] == ("initiative", None, "covenant-of-mayors", 0)
    assert found["eui-ia-4"] == ("call", "eui", "urban-innovation", None)
    assert len(found) == 17


def test_sources_tell_their_age_and_what_became_of_their_rows(rows: Rows) -> None:
    found = rows("sources/datasets", "source", "issued", "rowsRead", "rowsTaken", "rowsSetAside")
    assert ("urbact", "2019-12-31", 5, 4, 1) in found
    assert [sum(row[place] for row in found) for place in (2, 3, 4)] == [26, 23, 3]
    assert rows("sources/set-aside", "source", "reason", "rows", "firstRow") == [
        ("covenant", "a group of signatories, not one city", 1, 9000),
        ("keep", "no city of this name is known", 1, 7000),
        ("urbact", "several cities could be meant", 1, 1400),
    ]
    assert len(rows("sources/set-aside", source="keep")) == 1


def test_undecided_names_come_with_their_candidates(rows: Rows) -> None:
    columns = ("sourceName", "country", "candidates", "names")
    assert rows("sources/matches-to-review", *columns) == [
        ("Ravne", "SI", f"{SOSTANJ}|{CELJE}", "Šoštanj|Celje"),
    ]
    assert rows("sources/matches-to-review", *columns, country="PT") == []


def test_decisions_come_with_who_when_why_and_the_names_that_follow_them(rows: Rows) -> None:
    columns = ("decision", "by", "kind", "geonames", "name", "why", "said")
    expected = (1, "desk SI", "not-this", 3196307, "Ljutomer", "The row speaks of the valley.", "Ravne")
    assert rows("sources/decisions", *columns) == [expected]


def test_bodies_that_may_be_urban_authorities_come_with_both_names_and_the_reason(rows: Rows) -> None:
    columns = ("geonames", "cityName", "sourceName", "authorityName", "number", "source", "row")
    names = ("Mirandela", "Resíduos do Nordeste, EIM", "Município de Mirandela")
    expected = (2737639, *names, "PT000000019", "keep", 5425)
    assert rows("sources/organisations-to-review", *columns) == [expected]
    assert rows("sources/organisations-to-review", *columns, country="PT") == [expected]
    assert rows("sources/organisations-to-review", *columns, country="SI") == []


def test_rows_that_may_mean_a_city_are_told_with_file_and_row(rows: Rows) -> None:
    expected = [("Ravne", "several cities could be meant", 2, "urbact_memberships.csv", 1400)]
    columns = ("sourceName", "because", "candidates", "file", "row")
    for city in ("3190311", "3202781"):
        found = rows("cities/undecided", *columns, city=city)
        assert [row for row in found if row[0] == "Ravne"] == expected
    assert rows("cities/undecided", *columns, city="2742027") == []


def test_projects_of_a_mission_name_their_topic_and_cities(rows: Rows) -> None:
    columns = ("acronym", "topics", "startYear", "geonames", "city", "country", "reading", "member")
    expected = [("SMURF", "HORIZON-MISS-2023-CIT-01-01", "2024", BRAGANCA, "Bragança", "PT", "place", False)]
    assert rows("programmes/mission-projects", *columns) == expected
    assert rows("programmes/mission-projects", *columns, country="PT") == expected
    assert rows("programmes/mission-projects", country="SI") == []
    assert rows("programmes/mission-projects", programme="covenant-of-mayors") == []


def test_links_that_no_source_could_tell_are_empty_and_never_zero(rows: Rows) -> None:
    columns = ("geonames", "state", "authorityLinks", "placeLinks")
    listed = {row[0]: row[1:] for row in rows("gaps/unlinked", *columns, country="SI", minPopulation=0)}
    assert listed[SOSTANJ] == ("uncovered", None, None)
    assert {links for state, *links in listed.values() if state == "absent" for links in [tuple(links)]} == {(0, 0)}
    assert rows("cities/profile", "state", "authorityLinks", "placeLinks", city=SOSTANJ) == [("uncovered", None, None)]
    columns = ("geonames", "projects", "authorityProjects", "memberships")
    spread = {row[0]: row[1:] for row in rows("gaps/participation-spread", *columns, country="SI", minPopulation=0)}
    assert spread[SOSTANJ] == (None, None, None)


def test_where_nothing_is_covered_and_nothing_found_no_count_of_linked_cities_is_given(rows: Rows) -> None:
    sizes = rows("gaps/size-classes", "linked", "absent", country="AT")
    assert set(sizes) == {(None, None)}
