"""The competency questions, answered on the small graph as its head counts them by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Rows = Callable[..., list[tuple[Any, ...]]]

GUIMARAES, BRAGANCA, MIRANDELA, VINHAIS, SENDIM, FAFE = 2738752, 2742027, 2737639, 2732286, 2734156, 2739788
MURSKA_SOBOTA, LJUTOMER, LENDAVA, ODRANCI, CELJE, SOSTANJ = 3194648, 3196307, 3196681, 3194213, 3202781, 3190311


def test_a1_an_unlinked_city_comes_with_all_that_explains_it(rows: Rows) -> None:
    assert rows("gaps/unlinked", country="PT") == [
        (
            *("https://w3id.org/ncp-graph/id/city/2732286", VINHAIS, "Vinhais", "PT", 7900, "2019", "municipal"),
            *("PT11E", "Terras de Trás-os-Montes", 3, "laus", Decimal("41.83509"), Decimal("-7.00501")),
            *(Decimal("115.8"), "Guimarães", 3715),
            *("absent", 0, 0, "", "covenant-of-mayors|urbact"),
            "cities-mission|framework-programme|interreg|urban-innovation",
        )
    ]


def test_a1_unlinked_cities_by_size_and_state(rows: Rows) -> None:
    columns = ("geonames", "year", "degurba", "state")
    assert rows("gaps/unlinked", *columns, country="PT", minPopulation=0) == [
        (VINHAIS, "2019", 3, "absent"),
        (SENDIM, None, None, "absent"),
    ]
    assert rows("gaps/unlinked", "geonames", country="PT", minPopulation=0, maxPopulation=1500) == [(SENDIM,)]
    assert rows("gaps/unlinked", "geonames", "state", country="SI") == [
        (MURSKA_SOBOTA, "absent"),
        (SOSTANJ, "uncovered"),
    ]
    assert rows("gaps/unlinked", "geonames", country="SI", states="uncovered") == [(SOSTANJ,)]


def test_a1_linked_cities_tell_by_which_families_and_readings(rows: Rows) -> None:
    columns = ("geonames", "authorityLinks", "placeLinks", "linkedFamilies")
    assert rows("gaps/unlinked", *columns, country="PT", states="linked") == [
        (GUIMARAES, 3, 0, "cities-mission|covenant-of-mayors|urbact"),
        (FAFE, 1, 0, "covenant-of-mayors"),
        (BRAGANCA, 1, 2, "covenant-of-mayors|framework-programme|interreg"),
        (MIRANDELA, 0, 1, "interreg"),
    ]


def test_a4_eligible_calls_by_population_urbanisation_and_article_11(rows: Rows) -> None:
    fourth, exchange = "eui-ia-4", "eui-city-to-city"
    expected = {
        GUIMARAES: {fourth, exchange},
        BRAGANCA: {fourth, exchange},
        FAFE: {fourth, exchange},
        CELJE: {fourth, exchange},
        MURSKA_SOBOTA: {exchange},
        MIRANDELA: set(),
        SENDIM: set(),
    }
    for city, calls in expected.items():
        found = rows("cities/eligible-calls", "call", city=city, day="2026-03-01")
        assert {call for (call,) in found} == calls, city


def test_a4_a_call_is_open_from_its_first_to_its_last_day(rows: Rows) -> None:
    fourth, exchange = "eui-ia-4", "eui-city-to-city"
    for day, calls in {
        "2023-12-31": [],
        "2026-02-24": [(exchange,)],
        "2026-02-25": [(exchange,), (fourth,)],
        "2026-06-30": [(exchange,), (fourth,)],
        "2026-07-01": [(exchange,)],
    }.items():
        assert rows("cities/eligible-calls", "call", city=CELJE, day=day) == calls, day


def test_a5_contact_points_joint_vacant_and_two_of_one_host(rows: Rows) -> None:
    columns = ("kind", "host", "instruments", "countries", "languages", "vacant", "until")
    host = "IPoP – Institute for Spatial Policies"
    assert rows("programmes/contact-points", *columns, country="SI") == [
        ("UrbanContactPoint", host, "European Urban Initiative", "SI", "ENG|SLV", None, None),
        ("NationalURBACTPoint", host, "URBACT", "SI", "SLV", None, None),
    ]
    assert rows("programmes/contact-points", *columns, country="PT") == [
        ("NationalURBACTPoint", None, "URBACT", "PT", None, True, None)
    ]
    joint = rows("programmes/contact-points", "countries", "until", country="AT")
    assert joint == rows("programmes/contact-points", "countries", "until", country="DE")
    assert joint == [("AT|DE", "2020-12-31")]


def test_a8_linked_neighbours_of_the_region_then_of_the_wider_one(rows: Rows) -> None:
    assert rows("cities/neighbours", "geonames", "level", "links", "authorityLinks", city=VINHAIS) == [
        (BRAGANCA, "NUTS 3", 3, 1),
        (MIRANDELA, "NUTS 3", 1, 0),
        (GUIMARAES, "NUTS 2", 3, 3),
        (FAFE, "NUTS 2", 1, 1),
    ]


def test_a9_reach_of_each_programme_by_size_counts_what_lies_below_it(rows: Rows) -> None:
    found = rows("gaps/reach-by-size", "programme", "size", "cities", "authorityCities", country="PT")
    assert set(found) == {
        ("urbact", "medium", 1, 1),
        ("urbact-3", "medium", 1, 1),
        ("interreg", "small", 2, 0),
        ("interreg-5", "small", 2, 0),
        ("interreg-5a", "small", 2, 0),
        ("interreg-5a-spain-portugal", "small", 2, 0),
        ("framework-programme", "small", 1, 0),
        ("horizon-europe", "small", 1, 0),
        ("cities-mission", "medium", 1, 1),
        ("covenant-of-mayors", "medium", 1, 1),
        ("covenant-of-mayors", "small", 2, 2),
    }
    assert len(found) == 11


def test_b1_practices_for_a_challenge_in_a_language_and_within_a_cost(rows: Rows) -> None:
    need: dict[str, object] = {"challenge": "economic-inequality", "language": "sl", "onlyKnown": 1}
    told = ("title", "cost", "currency", "band", "staff", "languages")
    desk = ("A desk for women who start a business", 40000, "EUR", "under-100000", 18, "en|sl")
    assert rows("practices/catalogue", *told, maxCost=50000, **need) == [desk]
    assert rows("practices/catalogue", *told, maxCost=39999, **need) == []
    assert rows("practices/catalogue", *told, maxCost=50000, **(need | {"language": "pt"})) == []
    assert rows("practices/catalogue", *told, **(need | {"challenge": "lock-in"})) == []
    cheap = rows("practices/catalogue", "title", "cost", "maturity", maxCost=10)
    assert cheap == [("A charter of social responsibility with local firms", None, None)], "its cost is not stated"
    assert len(rows("practices/catalogue", "title", domain="employment")) == 1
    assert len(rows("practices/catalogue", "title", country="PT", minPopulation=100000)) == 1


def test_b3_and_b6_what_must_be_in_place_and_what_may_go_wrong(rows: Rows) -> None:
    assert rows("practices/prerequisites", "prerequisite", "cost", "staff", "months") == [
        ("A room that is open in the evening.", 40000, 18, 4),
        ("Two people who advise.", 40000, 18, 4),
    ]
    assert rows("practices/prerequisites", practice="1") == []
    risk = ("People without a telephone cannot book", "digital-inequality", "arranged for the tests")
    lesson = "Opening in the evening doubled the number of visitors."
    assert rows("practices/risks") == [(*risk, lesson)]
    assert rows("practices/risks", practice="1") == []


def test_keywords_tell_who_decided_and_what_waits(rows: Rows) -> None:
    told = ("name", "relation", "concept", "status", "by")
    waits = ("Governance", "close", "domain-governance", "suggested", "likeness of names")
    assert rows("practices/keywords", *told, status="suggested") == [waits]
    assert len(rows("practices/keywords")) == 2
    assert rows("missing/unmapped-keywords", "name", "practices", "suggestion") == [
        ("Governance", 1, "domain-governance")
    ]


def test_b4_adopters_of_a_practice_in_a_country(rows: Rows) -> None:
    columns = ("geonames", "status")
    assert rows("practices/adopters", *columns, practice="1", country="PT") == [
        (FAFE, "running"),
        (GUIMARAES, "done"),
    ]
    assert rows("practices/adopters", *columns, practice="1", country="SI") == []
    assert rows("practices/adopters", *columns, practice="2", country="") == [(CELJE, "done"), (SOSTANJ, "planned")]


def test_c5_a_lesson_is_traced_to_the_row_of_the_source(rows: Rows) -> None:
    columns = ("geonames", "practiceName", "title", "programme", "source", "file", "row")
    assert rows("practices/lesson-trace", *columns, lesson="1") == [
        (
            *(CELJE, "A desk for women who start a business"),
            *("Women Enterprise and Employment in local Development", "urbact-2"),
            *("urbact", "urbact_memberships.csv", 708),
        )
    ]


def test_c7_newcomers_against_the_programme_before(rows: Rows) -> None:
    columns = ("geonames", "projects", "authorityProjects")
    assert rows("gaps/newcomers", *columns) == [(GUIMARAES, 1, 1)]
    assert rows("gaps/newcomers", *columns, country="SI") == []
    assert rows("gaps/newcomers", *columns, programme="urbact-2", earlier="urbact-3") == [(LJUTOMER, 1, 1)]
    assert rows("gaps/newcomers", *columns, programme="interreg", earlier="urbact") == [
        (BRAGANCA, 1, 0),
        (MIRANDELA, 1, 0),
    ]


def test_c8_spread_of_participation_with_its_zeros(rows: Rows) -> None:
    columns = ("geonames", "projects", "authorityProjects", "memberships")
    found = rows("gaps/participation-spread", *columns, country="", minPopulation=0)
    assert {row[0]: row[1:] for row in found} == {
        GUIMARAES: (1, 1, 2),
        BRAGANCA: (2, 0, 1),
        MIRANDELA: (1, 0, 0),
        VINHAIS: (0, 0, 0),
        SENDIM: (0, 0, 0),
        FAFE: (0, 0, 1),
        LJUTOMER: (2, 2, 1),
        LENDAVA: (0, 0, 1),
        ODRANCI: (0, 0, 1),
        MURSKA_SOBOTA: (0, 0, 0),
        CELJE: (2, 2, 1),
        SOSTANJ: (None, None, None),  # not covered
    }
    assert sum(row[1] + row[3] for row in found if row[1] is not None) == 16
    assert len(rows("gaps/participation-spread", "geonames", country="PT", minPopulation=5000)) == 5


def test_practices_come_with_city_keywords_years_and_page(rows: Rows) -> None:
    columns = ("title", "city", "themes", "startYear", "endYear", "programme", "page")
    assert rows("practices/list", *columns) == [
        (
            *("A charter of social responsibility with local firms", "Guimarães", "Governance|Housing", "2015", None),
            *("urbact-3", "https://urbact.eu/good-practices"),
        ),
        ("A desk for women who start a business", "Celje", None, None, None, None, None),
    ]
    assert rows("practices/list", "city", country="SI") == [("Celje",)]


def test_a_theme_leads_to_practices_and_projects(rows: Rows) -> None:
    found = rows("practices/by-theme", "kind", "title", "theme", "geonames", theme="GOVERN")
    charter = "A charter of social responsibility with local firms"
    assert found == [
        ("practice", charter, "Governance", GUIMARAES),
        ("project", "CITIES4CSR", "Governance", GUIMARAES),
    ]
    assert rows("practices/by-theme", "kind") == [("practice",)]
    assert rows("practices/by-theme", "kind", theme="govern", country="SI") == []


def test_kinds_of_undertakings_are_told_apart(rows: Rows) -> None:
    assert rows("programmes/kinds", "kind", "programme", "number", "cities") == [
        ("action-planning-network", "urbact-3", 1, 1),
        ("practice", "urbact-3", 1, 1),
    ]


def test_a_group_is_opened_into_its_members(rows: Rows) -> None:
    assert rows("programmes/groups", "name", "geonames", "status", "since") == [
        ("Savinjska together", CELJE, "signed", "2013")
    ]
    assert rows("programmes/groups", country="PT") == []


def test_cities_are_judged_for_one_family_alone(rows: Rows) -> None:
    found = rows("gaps/judged-cities", "name", "verdict", family="urbact")
    assert len(found) == 12
    assert {name for name, verdict in found if verdict == "linked"} == {"Guimarães", "Ljutomer", "Celje"}
    assert [name for name, verdict in found if verdict == "uncovered"] == ["Šoštanj"]


def test_projects_of_authorities_count_only_where_the_instrument_is_covered_completely(rows: Rows) -> None:
    cities = {(key, country) for key, country in rows("network/authority-projects", "geonames", "country")}
    assert (GUIMARAES, "PT") in cities and (LJUTOMER, "SI") in cities
    assert rows("network/authority-projects", family="interreg") == []


def test_b2_and_b5_what_cities_of_ones_size_adopted_and_changed(rows: Rows) -> None:
    """By hand: Fafe, Celje and Šoštanj are of one size class; the latter two took up the desk, and nobody rated it."""
    desk = "A desk for women who start a business"
    told = ("title", "geonames", "status", "rating")
    assert rows("practices/adopted-by-size", *told, city=FAFE) == [
        (desk, CELJE, "done", None),
        (desk, SOSTANJ, "planned", None),
    ]
    charter = ("A charter of social responsibility with local firms", FAFE, "running", 4)
    assert rows("practices/adopted-by-size", *told, city=CELJE) == [charter, (desk, SOSTANJ, "planned", None)]
    shorter = ("Small firms sign a shorter charter.", FAFE, None)
    assert rows("practices/refinements", "change", "geonames", "version", practice="1") == [shorter]
    assert rows("practices/refinements", practice="2") == []


def test_adoptions_leave_out_the_city_that_began_it_and_no_practice_is_a_newer_version(rows: Rows) -> None:
    columns = ("geonames", "size", "status", "rating", "changed", "reason", "cost")
    fafe = (FAFE, "small", "running", 4, "Small firms sign a shorter charter.", None, None)
    assert rows("practices/adoptions", *columns, practice="1") == [fafe]
    assert rows("practices/adoptions", *columns) == [fafe, (SOSTANJ, "small", "planned", None, None, None, None)]
    assert rows("practices/versions") == []


def test_b7_and_b8_who_fits_a_request_and_which_call(rows: Rows) -> None:
    told = ("name", "pillar", "score", "warning", "answer", "declined")
    assert rows("support/matches", *told) == [
        ("Celje", "peer", Decimal("0.7"), "Celje is six times as large.", "both", None),
        ("Adviser on digital inclusion", "expert", Decimal("0.4"), None, "declined", "No time this year."),
    ]
    assert rows("support/matches", request="2") == []
    assert rows("support/calls-for-request", "domain", "call") == [("digital", "eui-ia-4")]
    assert rows("support/calls-for-request", day="2026-07-01") == []
    asked = ("city", "country", "status", "challenges", "domains", "barriers")
    one = ("Vinhais", "PT", "matched", "digital-inequality", "digital", None)
    assert rows("support/requests", *asked) == rows("support/requests", *asked, country="PT") == [one]
    assert rows("support/requests", country="SI") == rows("support/first-steps", request="2") == []
    assert rows("support/first-steps", "order", "step", "band", "before") == [
        (1, "Open the library on one evening", "none", None)
    ]


def test_c1_and_c3_lessons_carried_from_one_domain_to_another(rows: Rows) -> None:
    told = ("from", "to", "by", "level", "evidence")
    claim = ("employment", "culture", "workstream lead", "monitored", "Count of visitors")
    assert rows("lessons/transfers", *told) == rows("lessons/transfers", *told, domain="culture") == [claim]
    assert rows("lessons/transfers", domain="digital") == rows("lessons/transfers", status="proposed") == []
    assert rows("lessons/between-domains") == [("employment", "culture", 1, 1)]


def test_c2_and_c4_lessons_that_lack_and_feedback_that_differs(rows: Rows) -> None:
    assert rows("lessons/without-evaluation", "challenge", "practices", "lessons") == [
        ("economic-inequality", 1, 1),
        ("trust", 1, 0),
    ]
    assert rows("practices/mixed-feedback", "title", "best", "worst", "ratings") == [
        ("A charter of social responsibility with local firms", 4, 2, 2)
    ]
