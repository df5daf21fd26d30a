"""Concentration: counted by hand, and properties that hold for any counts."""

import itertools
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.concentration import (
    by_period,
    carried_on,
    gini,
    lorenz,
    newcomer_rate,
    persistence,
    representation,
    ties,
    top_share,
)
from graph.judged import Judged
from graph.spread import spread

COUNTS = st.lists(st.integers(0, 50), min_size=1, max_size=40).filter(any)
TOY = [2, 2, 2, 1, 1, 1, 0]
"""Three cities with two projects, three with one, one with none."""


def test_the_gini_with_and_without_zeros_by_hand() -> None:
    # ranks 1..7 on 0 1 1 1 2 2 2: sum of rank x count = 2+3+4+10+12+14 = 45; 90/(7*9) - 8/7 = 2/7
    assert gini(TOY) == pytest.approx(2 / 7)
    # ranks 1..6: 1+2+3+8+10+12 = 36; 72/(6*9) - 7/6 = 1/6
    assert gini([count for count in TOY if count]) == pytest.approx(1 / 6)
    assert gini([0, 0, 0, 5]) == pytest.approx(3 / 4)


def test_top_shares_by_hand() -> None:
    assert top_share(TOY, 0.1) == pytest.approx(2 / 9)
    assert top_share(TOY, 0.4) == pytest.approx(6 / 9)
    assert top_share([1] * 30, 0.1) == pytest.approx(3 / 30)


def test_the_lorenz_curve_by_hand() -> None:
    flat = [value for point in lorenz(TOY) for value in point]
    assert flat == pytest.approx([0, 0, 1 / 7, 0, 4 / 7, 3 / 9, 1, 1])


def test_representation_by_hand() -> None:
    found = representation({"small": 2, "large": 6}, {"small": 8, "large": 2, "none": 0})
    assert found == {"small": pytest.approx(0.3125), "large": pytest.approx(3.75), "none": None}
    assert representation({}, {"small": 8}) == {"small": None}


def test_inhabitants_that_nobody_tells_are_no_zero() -> None:
    cities = {
        1: {"size": "small", "country": "PT", "population": 9_000},
        2: {"size": None, "country": "PT", "population": None},
        3: {"size": "small", "country": "XK", "population": 0},
        4: {"size": "small", "country": "PT", "population": None},
    }
    found = spread(Judged(cities, frozenset(cities), Counter({1: 2})), [(1, "urbact-3", "a"), (1, "urbact-3", "b")])
    told = {(measure, group): (value, said) for measure, group, value, said in found}
    by = "representation of country by inhabitants"
    assert told[by, "PT"] == (1.0, "2 participations, 3 cities, 9,000 inhabitants, not known for 2 of the cities")
    assert told[by, "XK"] == (None, "0 participations, 1 cities, inhabitants not known")
    assert told["representation of size class by inhabitants", "unknown"][0] is None


def test_newcomers_and_ties_by_hand() -> None:
    rows = [(1, "I", "a"), (2, "I", "a"), (3, "I", "a"), (1, "II", "b"), (2, "II", "b"), (4, "II", "b")]
    periods = by_period([*rows, (1, "I", "a")])
    assert periods == {"I": {"a": {1, 2, 3}}, "II": {"b": {1, 2, 4}}}
    assert newcomer_rate({1, 2, 3}, {1, 2, 4}) == pytest.approx(1 / 3)
    met = ties([{1, 2, 3}, {1, 2, 4}])
    assert met == {(1, 2): 2, (1, 3): 1, (2, 3): 1, (1, 4): 1, (2, 4): 1}
    assert persistence(met) == pytest.approx(1 / 5)
    assert carried_on(set(ties([{1, 2, 3}])), set(ties([{1, 2, 4}]))) == pytest.approx(1 / 3)


def test_what_cannot_be_told_is_none_and_never_zero() -> None:
    assert gini([]) is None and gini([0, 0]) is None and top_share([0], 0.1) is None
    assert lorenz([]) == [] and lorenz([0]) == []
    assert newcomer_rate(set(), {1}) is None and newcomer_rate({1}, set()) is None
    assert persistence({}) is None and carried_on(set(), {(1, 2)}) is None
    assert ties([{1}, set()]) == {}


@given(COUNTS)
def test_the_gini_lies_between_equality_and_one_city_and_is_twice_the_area_above_the_curve(counts: list[int]) -> None:
    value, points = gini(counts), lorenz(counts)
    assert value is not None and -1e-9 <= value <= 1 - 1 / len(counts) + 1e-9
    area = sum((x - w) * (y + z) / 2 for (w, z), (x, y) in itertools.pairwise(points))
    assert value == pytest.approx(1 - 2 * area, abs=1e-9)
    assert all(y <= x + 1e-9 for x, y in points)


@given(COUNTS, st.integers(1, 9))
def test_scale_and_order_change_nothing_and_an_isolated_city_raises_the_gini(counts: list[int], factor: int) -> None:
    value, more = gini(counts), gini([*counts, 0])
    assert gini([factor * count for count in reversed(counts)]) == pytest.approx(value)
    assert gini(counts * 2) == pytest.approx(value)
    assert value is not None and more is not None and more >= value - 1e-9


@given(st.lists(st.sets(st.integers(0, 9), max_size=5), max_size=6))
def test_a_project_told_twice_makes_every_tie_a_lasting_one(projects: list[set[int]]) -> None:
    assert persistence(ties([*projects, *projects])) in (1, None)
