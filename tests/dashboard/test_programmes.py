"""The page Programmes and contact points: reach, who serves whom, the hand-over card."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.contact_points import Point, matrix
from dashboard.handover import Lesson, card
from dashboard.reach import Reach
from tests.dashboard.opened import opened

POINT = Point(
    name="Urban Contact Point Portugal",
    host="Host",
    programmes=("European Urban Initiative",),
    families=("urban-innovation",),
    countries=("PT",),
    homepage="",
    since="",
    until="",
    vacant=False,
    note="",
    page="https://example.org (seen 2026)",
    issued="2026-02-13",
    ends="2027",
    side="there",
)
LESSON = Lesson("k", "Water", "Celje", "SI", "Slovenia", "3202781", "URBACT Good Practice label", "urbact", "")


def page(**codes: str) -> AppTest:
    return opened("programmes", codes)


def bodies(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html") if "<table" in element.proto.body]


def words(body: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", body[body.index("<table") :]).split())


@pytest.mark.usefixtures("small_endpoint")
def test_the_page_tells_reach_with_denominators_and_never_a_zero_for_what_is_not_covered() -> None:
    table = words(bodies(page(country="SI"))[0])
    assert "small (5,000–49,999): 5 cities" in table
    assert re.search(r"URBACT 0% \(0 of 1\) 50% \(2 of 4\) 2019", table)
    assert re.search(r"Covenant of Mayors not covered \(1 known\) not covered \(3 known\)", table)


@pytest.mark.usefixtures("small_endpoint")
def test_the_page_shows_vacant_and_joint_points_as_what_they_are() -> None:
    table = words(bodies(page(country="PT"))[1])
    assert table.index("Portugal") < table.index(" AT ")
    assert re.search("Portugal none known [Vv]acant as of|Portugal [Vv]acant as of", table)
    assert "joint: AT, DE; URBACT III; until 31 December 2020" in table


@pytest.mark.usefixtures("small_endpoint")
def test_the_hand_over_card_names_both_sides_and_functions_only() -> None:
    app = page(country="SI", id="3202781")
    assert not app.exception
    assert "Town: Celje" in " ".join(element.value for element in app.text)
    said = app.code[0].value
    assert "would like to learn from" in said
    assert "Celje (Slovenia)" in said
    assert "@" not in said


@pytest.mark.usefixtures("small_endpoint")
def test_a_town_of_another_country_gives_no_card() -> None:
    app = page(country="PT", id="3202781")
    assert not app.code


def test_the_first_point_of_a_card_is_in_office_and_serves_the_family_of_the_lesson() -> None:
    vacant = replace(POINT, name="A", vacant=True, families=("urbact",))
    ended = replace(POINT, name="B", ends="2020", families=("urbact",))
    fits = replace(POINT, name="C", families=("urbact",))
    made = card("Bragança", "Portugal", LESSON, [POINT, vacant, ended, fits])
    assert made.there[0] == fits
    assert "To: C, Host" in made.words
    assert "secretariat" in card("Bragança", "Portugal", LESSON, [vacant, ended]).words


def test_a_vacancy_bears_the_day_of_its_source_and_a_missing_point_is_not_called_absent() -> None:
    vacant = replace(POINT, vacant=True, countries=("PT", "SI"))
    assert matrix([vacant], ("urbact", "urban-innovation")) == [
        ("PT", "none known", "vacant as of 13 February 2026 (joint: PT, SI)"),
        ("SI", "none known", "vacant as of 13 February 2026 (joint: PT, SI)"),
    ]
    assert vacant.web == "https://example.org"


def test_a_reach_without_a_denominator_is_no_share() -> None:
    assert Reach(3, 1, None).told == "not covered (3 known)"
    assert Reach(0, 0, None).told == "not covered"
    assert Reach(0, 0, 0).told == "no city"
    assert Reach(4, 4, 9771).told == "under 1% (4 of 9,771)"
    assert Reach(13, 13, 201).told == "6% (13 of 201)"
