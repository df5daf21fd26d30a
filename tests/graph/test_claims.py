"""Whom a review asks about, and when a namesake elsewhere leaves a doubt."""

from dataclasses import replace

from graph.claims import Claim, in_question, is_founded
from graph.name_index import OWN, SHORT
from graph.nearness import FAR, INSIDE, NEAR, SILENT
from graph.records import LAST_GEONAMES, Place


def claim(number: int, fit: int, *, listed: bool) -> Claim:
    city = number if listed else LAST_GEONAMES + number
    spot = Place(city if listed else 0, "Janov", (), "CZ", 50.0, 15.0, 0, "CZ053", city)
    return Claim(city, spot, 0, fit, "coordinates", official=listed)


def test_a_far_larger_city_that_is_called_so_for_short_leaves_a_doubt() -> None:
    """Frankfurt (Oder) bears the name in its official one, Frankfurt am Main is called so for short."""
    oder = replace(claim(1, SILENT, listed=True), kind=OWN, people=57_000)
    main = replace(claim(2, SILENT, listed=True), kind=SHORT, people=753_000)
    assert not is_founded(oder, [oder, main])
    assert is_founded(oder, [oder, replace(main, people=300_000)])
    assert is_founded(replace(oder, fit=INSIDE), [replace(oder, fit=INSIDE), main])


def test_localities_that_lie_nearer_do_not_hide_a_listed_city_of_the_name() -> None:
    far, one, two = claim(1, FAR, listed=True), claim(2, NEAR, listed=False), claim(3, NEAR, listed=False)
    away = claim(4, FAR, listed=False)
    assert in_question([one, two], [far, one, two, away]) == [far, one, two]


def test_two_listed_cities_that_fit_best_are_asked_about_alone() -> None:
    one, two, far = claim(1, NEAR, listed=True), claim(2, NEAR, listed=True), claim(3, FAR, listed=True)
    assert in_question([one, two], [one, two, far]) == [one, two]
    assert in_question([one], [one, far]) == [one, far]


def test_a_region_that_only_lies_near_does_not_decide_against_a_far_larger_namesake() -> None:
    village = replace(claim(1, NEAR, listed=True), people=2_000)
    town, peer = (replace(claim(2, FAR, listed=True), people=people) for people in (70_000, 9_000))
    assert not is_founded(village, [village, town])
    assert is_founded(village, [village, peer])
    assert is_founded(replace(village, fit=INSIDE), [replace(village, fit=INSIDE), town])
    assert is_founded(replace(village, people=0), [replace(village, people=0), town])
