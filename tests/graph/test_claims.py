"""Whom a review asks about when localities that nobody lists bear the name too."""

from graph.claims import Claim, in_question
from graph.nearness import FAR, NEAR
from graph.records import LAST_GEONAMES, Place


def claim(number: int, fit: int, *, listed: bool) -> Claim:
    city = number if listed else LAST_GEONAMES + number
    spot = Place(city if listed else 0, "Janov", (), "CZ", 50.0, 15.0, 0, "CZ053", city)
    return Claim(city, spot, 0, fit, "coordinates", official=listed)


def test_localities_that_lie_nearer_do_not_hide_a_listed_city_of_the_name() -> None:
    far, one, two = claim(1, FAR, listed=True), claim(2, NEAR, listed=False), claim(3, NEAR, listed=False)
    away = claim(4, FAR, listed=False)
    assert in_question([one, two], [far, one, two, away]) == [far, one, two]


def test_two_listed_cities_that_fit_best_are_asked_about_alone() -> None:
    one, two, far = claim(1, NEAR, listed=True), claim(2, NEAR, listed=True), claim(3, FAR, listed=True)
    assert in_question([one, two], [one, two, far]) == [one, two]
    assert in_question([one], [one, far]) == [one, far]
