"""Distances to land borders: squares checked by hand, real towns on the shipped outlines, and what cannot be told."""

from dataclasses import replace

import pytest

from graph.land_border import NO_BORDER, NOT_TOLD, Border, land_borders, shapes
from graph.records import City, Place
from ingest.reference import Gazetteer, borders

KILOMETRES_A_DEGREE = 111.195


def square(west: float, south: float, east: float = 0.0) -> list[list[list[float]]]:
    east = east or west + 2
    return [[[west, south], [east, south], [east, south + 2], [west, south + 2], [west, south]]]


OUTLINES = {
    "features": [
        {"properties": {"name": "Westland"}, "geometry": {"coordinates": [square(0, 0), square(20, 0)]}},
        {"properties": {"name": "Eastland"}, "geometry": {"coordinates": [square(2, 0, 8)]}},
    ]
}
"""Two countries with a border along 2° east, and an island of the western one."""


@pytest.fixture(scope="module")
def town() -> City:
    return City(1, "T", (), "PT", "", (), "lau", "", 9, 2019, "municipal", 2, 1.0, 1.0)


def at(town: City, number: int, longitude: float, country: str = "PT") -> City:
    return replace(town, geonames=number, longitude=longitude, country=country)


def test_the_distance_runs_straight_to_the_shared_line(town: City) -> None:
    found = land_borders([at(town, 1, 1.0), at(town, 2, 1.9), at(town, 3, 2.5, "ES")], shapes(OUTLINES))
    assert [one.kilometres for one in found] == [
        pytest.approx(KILOMETRES_A_DEGREE, abs=0.3),
        pytest.approx(KILOMETRES_A_DEGREE / 10, abs=0.3),
        pytest.approx(KILOMETRES_A_DEGREE / 2, abs=0.3),
    ]


def test_an_island_has_no_land_border_and_a_town_off_the_outline_no_land(town: City) -> None:
    found = land_borders([at(town, 1, 1.0), at(town, 2, 21.0), at(town, 3, 15.0), at(town, 4, -0.02)], shapes(OUTLINES))
    assert [(one.kilometres is None, one.word) for one in found] == [
        (False, ""),
        (True, NO_BORDER),
        (True, NOT_TOLD),
        (False, ""),
    ], "two kilometres off the coast is still that land"


def test_an_exclave_that_is_not_drawn_is_not_told(town: City) -> None:
    found = land_borders([at(town, 1, 1.0), at(town, 2, 1.5), at(town, 3, 6.0)], shapes(OUTLINES))
    assert (found[2].kilometres, found[2].word) == (None, NOT_TOLD)


@pytest.fixture(scope="module")
def real(whole_of_europe: tuple[tuple[Place, ...], tuple[City, ...]]) -> dict[tuple[str, str], Border]:
    places, cities = whole_of_europe
    told = borders(Gazetteer(places, cities, {}, {}))
    return {(city.country, city.name): one for city, one in zip(cities, told, strict=True)}


@pytest.mark.parametrize(
    ("country", "name", "kilometres"),
    [
        ("PT", "Elvas", (3, 12)),
        ("FR", "Strasbourg", (2, 7)),
        ("IT", "Gorizia", (0, 3)),
        ("EE", "Narva", (0, 4)),
        ("PT", "Lisbon", (130, 200)),
    ],
)
def test_real_towns_lie_as_far_from_the_border_as_the_map_shows(
    real: dict[tuple[str, str], Border], country: str, name: str, kilometres: tuple[int, int]
) -> None:
    found = real[country, name].kilometres
    assert found is not None and kilometres[0] <= found <= kilometres[1]


@pytest.mark.parametrize(
    ("country", "name", "word"),
    [
        ("PT", "Funchal", NO_BORDER),
        ("MT", "Valletta", NO_BORDER),
        ("CY", "Nicosia", NO_BORDER),
        ("IT", "Palermo", NO_BORDER),
        ("ES", "Melilla", NOT_TOLD),
    ],
)
def test_islands_and_what_is_not_drawn_have_a_word_and_no_figure(
    real: dict[tuple[str, str], Border], country: str, name: str, word: str
) -> None:
    assert (real[country, name].kilometres, real[country, name].word) == (None, word)


def test_every_city_has_a_distance_or_a_word(real: dict[tuple[str, str], Border]) -> None:
    assert all((one.kilometres is None) == bool(one.word) for one in real.values())


def test_no_city_is_an_answer(slice_of_europe: tuple[tuple[Place, ...], tuple[City, ...]]) -> None:
    assert land_borders([], shapes(OUTLINES)) == []
    assert len(land_borders(slice_of_europe[1], shapes(OUTLINES))) == len(slice_of_europe[1])
