"""Where a city lies on the map: distances and potential checked by hand, and what cannot be computed left out."""

from dataclasses import replace
from math import acos, cos, degrees, exp, log, radians, sin
from pathlib import Path

import numpy as np
import pytest

from graph.peripheral import setting
from graph.quads import Quads
from graph.records import City, Place
from graph.remoteness import EARTH, describe_remoteness, remoteness

Slice = tuple[tuple[Place, ...], tuple[City, ...]]


@pytest.fixture(scope="module")
def celje(slice_of_europe: Slice) -> City:
    return next(city for city in slice_of_europe[1] if city.name == "Celje")


def _apart(one: City, other: City) -> float:
    """The spherical law of cosines, another way to the same distance."""
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(one.longitude - other.longitude)
    return EARTH * acos(min(1, sin(north) * sin(south) + cos(north) * cos(south) * cos(east)))


def _town(model: City, number: int, population: int, kilometres_north: float) -> City:
    north = model.latitude + degrees(kilometres_north / EARTH)
    return replace(model, geonames=number, population=population, latitude=north)


def test_the_nearest_place_of_50000_is_another_one_as_a_search_by_hand_finds_it(slice_of_europe: Slice) -> None:
    cities = slice_of_europe[1]
    large = [city for city in cities if city.population >= 50_000]
    assert len(large) > 3
    for city, found in list(zip(cities, remoteness(cities), strict=True))[::7]:
        by_hand = min((_apart(city, other), other.geonames) for other in large if other is not city)
        assert found.city == city.geonames
        assert found.kilometres == pytest.approx(by_hand[0], abs=0.06)
        assert found.nearest == by_hand[1]


def test_the_potential_is_the_sum_of_people_by_distance_within_50_km(slice_of_europe: Slice) -> None:
    cities = slice_of_europe[1]
    for city, found in list(zip(cities, remoteness(cities), strict=True))[::29]:
        gaps = [(other.population, 0.0 if other is city else _apart(city, other)) for other in cities]
        by_hand = sum(people / max(gap, 5) for people, gap in gaps if gap <= 50)
        assert found.potential == (pytest.approx(by_hand, rel=1e-6) if city.population else None)


def test_the_index_of_access_halves_people_with_every_10_km_and_has_the_mean_100(slice_of_europe: Slice) -> None:
    cities = slice_of_europe[1]
    found = remoteness(cities)
    assert np.mean([one.access for one in found if one.access is not None]) == pytest.approx(100, abs=0.01)
    sums = {}
    for city in cities[::29]:
        gaps = [(other.population, 0.0 if other is city else _apart(city, other)) for other in cities]
        sums[city.geonames] = sum(people * exp(-log(2) / 10 * gap) for people, gap in gaps if gap <= 50)
    told = {one.city: one.access for one in found if one.city in sums and one.access is not None}
    ratios = [told[city] / sums[city] for city in told]
    assert ratios == pytest.approx([ratios[0]] * len(ratios), rel=0.01, abs=1e-7)


def test_a_town_of_its_own_counts_by_the_least_distance(celje: City) -> None:
    alone = remoteness([_town(celje, 1, 10_000, 0)])[0]
    assert alone.potential == 2_000
    two = remoteness([_town(celje, 1, 10_000, 0), _town(celje, 2, 30_000, 10), _town(celje, 3, 70_000, 51)])
    assert two[0].potential == pytest.approx(2_000 + 3_000)


def test_two_and_three_cities_at_one_point_are_0_km_apart_and_none_is_its_own_neighbour(celje: City) -> None:
    for number in (2, 3):
        same = [_town(celje, place, 60_000, 0) for place in range(1, number + 1)]
        found = remoteness(same)
        assert [one.kilometres for one in found] == [0.0] * number
        assert all(one.nearest != one.city for one in found)
        assert found[0].potential == pytest.approx(number * 12_000)


def test_without_a_place_of_50000_there_is_no_distance_and_a_lone_one_has_none_itself(celje: City) -> None:
    small, large = _town(celje, 1, 49_999, 0), _town(celje, 2, 50_000, 20)
    assert [(one.kilometres, one.nearest) for one in remoteness([small])] == [(None, None)]
    found = remoteness([small, large])
    assert [(one.kilometres, one.nearest) for one in found] == [(20.0, 2), (None, None)]
    assert remoteness([]) == []


def test_a_population_that_nobody_tells_makes_no_figure(celje: City) -> None:
    unknown, town = remoteness([_town(celje, 1, 0, 0), _town(celje, 2, 60_000, 20)])
    assert (unknown.kilometres, unknown.potential) == (20.0, None)
    assert town.potential == 12_000


def test_what_is_not_known_is_not_written(celje: City, tmp_path: Path) -> None:
    quads = Quads("peripherality")
    describe_remoteness(quads, remoteness([_town(celje, 1, 0, 0)]), "2026-03-01")
    lines = quads.write(tmp_path).path.read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert "2026-03-01" in lines[0]


@pytest.mark.parametrize(
    ("kinds", "kilometres", "population", "told"),
    [
        (("border", "mountain"), 83.3, 33_604, "border and mountain region, 83 km from the nearest place of 50,000"),
        (
            ("predominantly-rural", "border", "mountain"),
            1_405.6,
            1,
            "rural, border and mountain region, 1,406 km from the nearest place of 50,000",
        ),
        (("intermediate", "coastal"), 0.4, 8_000, "less than 1 km from the nearest place of 50,000"),
        (("island",), None, 8_000, "island region"),
        (("",), 12.0, 60_000, "12 km from the nearest other place of 50,000"),
        ((), None, 0, ""),
    ],
)
def test_where_a_city_lies_is_told_in_words(
    kinds: tuple[str, ...], kilometres: float | None, population: int, told: str
) -> None:
    assert setting(kinds, kilometres, population) == told
