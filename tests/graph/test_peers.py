"""Peers: the formula by hand, the country rule, and what cannot be told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.peers import Town, likeness, peers, reason, size_part

HOME = Town(1, "Home", "PT", 20_000, frozenset({"border", "mountain", "predominantly-rural"}), 2)
TWIN = replace(HOME, geonames=2, name="Twin", country="SI", links=1)


def test_the_formula_by_hand() -> None:
    assert likeness(HOME, TWIN) == pytest.approx(1)
    double = replace(TWIN, population=40_000, typologies=frozenset({"border"}), degurba=0)
    assert likeness(HOME, double) == pytest.approx(0.35 / 3 + 0.15 * 0.5)
    assert size_part(20_000, 28_284) == pytest.approx(0.5, abs=0.001)


def test_each_peer_is_of_another_country_and_the_most_like_first() -> None:
    same = replace(TWIN, geonames=3, country="PT")
    near = replace(TWIN, geonames=4, country="RO", population=21_000)
    less = replace(TWIN, geonames=5, country="SI", population=35_000)
    far = replace(TWIN, geonames=6, country="FR", population=39_000, typologies=frozenset({"coastal"}))
    found = peers(HOME, [far, less, near, same, TWIN])
    assert [peer.town.geonames for peer in found] == [2, 4, 6]


def test_of_equals_the_better_linked_comes_first() -> None:
    better = replace(TWIN, geonames=9, name="Zzz", links=5)
    assert peers(HOME, [TWIN, better])[0].town is better


def test_a_town_without_population_or_region_gets_none() -> None:
    assert peers(replace(HOME, population=0), [TWIN]) == []
    assert peers(replace(HOME, typologies=frozenset()), [TWIN]) == []


def test_the_reason_names_what_both_share_and_nothing_else() -> None:
    assert reason(HOME, TWIN) == (
        "20,000 inhabitants against 20,000, in a rural, border and mountain region too, the same degree of urbanisation"
    )
    assert (
        reason(HOME, replace(TWIN, typologies=frozenset({"coastal"}), degurba=3)) == "20,000 inhabitants against 20,000"
    )


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_size_compares_both_ways_alike_and_stays_between_nothing_and_one(one: int, other: int) -> None:
    assert 0 <= size_part(one, other) <= 1
    assert size_part(one, other) == pytest.approx(size_part(other, one))
