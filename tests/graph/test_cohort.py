"""Cohorts: the best sum by hand, no mentor beyond its places, the same answer for every order of the input."""

import random
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.cohort import Asking, Cohort, assign, assign_knowing
from graph.errors import BadParameter
from graph.peer_field import Deed, Field, Side
from graph.peer_fit import Known, Need, barred, doors, fit
from tests.graph.test_peer_fit import side

COUNTRIES = ("PT", "SI", "RO", "FR")


def deed(key: str) -> Deed:
    return Deed(f"practice/{key}", "practice", key.title())


def pairs(found: Cohort) -> dict[str, str]:
    return {one.asking.side.town.name: one.fit.mentor.town.name for one in found.placed}


def total(found: Cohort) -> float:
    return sum(one.fit.value for one in found.placed)


def test_the_sum_counts_and_not_who_comes_first() -> None:
    mentors = {1: side(1, "Housing", "SI", deed("housing")), 2: side(2, "Buses", "RO", deed("buses"))}
    both, one = Need("n", {"practice/housing": 1.0, "practice/buses": 0.9}), Need("n", {"practice/housing": 0.9})
    towns = [Asking(side(11, "Free", "PT"), both), Asking(side(12, "Bound", "PT"), one)]
    found = assign(towns, mentors, {1: 1, 2: 1}, Field(mentors, 2026))
    assert pairs(found) == {"Free": "Buses", "Bound": "Housing"}
    free = next(one for one in found.placed if one.asking.side.town.name == "Free")
    assert (free.better, free.choice) == (1, "number 2 for the town; those before it have no place left")
    assert free.reasons[0] == "it began the practice “Buses”" and free.warning


def test_who_stays_without_a_mentor_is_told_why() -> None:
    mentors = {1: side(1, "Only", "SI", deed("x"))}
    towns = [
        Asking(side(11, "A", "PT", people=21_000), Need()),
        Asking(side(12, "B", "PT"), Need()),
        Asking(side(13, "C", "SI"), Need()),
    ]
    found = assign(towns, mentors, {1: 1}, Field(mentors, 2026))
    assert pairs(found) == {"B": "Only"}
    assert [(one.side.town.name, why) for one, why in found.alone] == [
        ("A", "only Only would do, but their places went to towns that fit better or had no other mentor"),
        ("C", "no mentor here may advise it (1 of the same country)"),
    ]
    with pytest.raises(BadParameter, match="B is among the towns twice"):
        assign([*towns, towns[1]], mentors, {1: 1}, Field(mentors, 2026))
    none = assign(towns[:1], mentors, {1: 0}, Field(mentors, 2026))
    assert none.alone[0][1] == "no mentor with a place is on the list"


def test_no_pair_of_which_one_said_no() -> None:
    mentors = {1: side(1, "First", "SI", deed("x")), 2: side(2, "Second", "RO", deed("x"), people=60_000)}
    towns = [Asking(side(11, "A", "PT"), Need())]
    refused = Known(refused={(11, 1): "First said no"})
    assert pairs(assign(towns, mentors, {1: 1, 2: 1}, Field(mentors, 2026))) == {"A": "First"}
    assert pairs(assign_knowing(towns, mentors, {1: 1, 2: 1}, Field(mentors, 2026), refused)) == {"A": "Second"}


def drawn(chance: random.Random, towns: int, mentors: int) -> tuple[list[Asking], dict[int, Side], dict[int, int]]:
    """Make towns and mentors of few sizes and countries, so that many pairs fit equally well."""
    offers = {
        n: side(n, f"M{n}", chance.choice(COUNTRIES), deed("x"), people=chance.choice((20_000, 40_000)))
        for n in range(1, mentors + 1)
    }
    asking = [
        Asking(side(100 + n, f"T{n}", chance.choice(COUNTRIES), people=chance.choice((20_000, 30_000))), Need())
        for n in range(towns)
    ]
    return asking, offers, {n: chance.randint(0, 2) for n in offers}


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_answer_is_the_same_for_every_order_and_keeps_every_rule(chance: random.Random) -> None:
    towns, mentors, places = drawn(chance, 8, 6)
    known = Field(mentors, 2026)
    found = assign(towns, mentors, places, known)
    mixed, turned = towns[:], list(mentors.items())
    chance.shuffle(mixed)
    chance.shuffle(turned)
    assert assign(mixed, dict(turned), dict(reversed(places.items())), Field(dict(turned), 2026)) == found
    assert all(number <= places[city] for city, number in found.taken.items())
    assert all(one.asking.side.town.country != one.fit.mentor.town.country for one in found.placed)
    assert len(found.placed) + len(found.alone) == len(towns)


@pytest.mark.parametrize("seed", range(6))
def test_no_other_assignment_has_more_towns_or_a_larger_sum(seed: int) -> None:
    towns, mentors, places = drawn(random.Random(seed), 4, 3)
    known = Field(mentors, 2026)
    found = assign(towns, mentors, places, known)
    slots = [city for city, number in places.items() for _ in range(number)] + [0] * len(towns)
    best = (0, 0.0)
    for choice in set(permutations(slots, len(towns))):
        stands = [(one, doors(one.side, known), mentors.get(city)) for one, city in zip(towns, choice, strict=True)]
        kept = [(one, door, m) for one, door, m in stands if m and not barred(one.side, m, door, Known())]
        best = max(best, (len(kept), round(sum(fit(one.side, m, one.need, door).value for one, door, m in kept), 5)))
    assert (len(found.placed), round(total(found), 5)) == best
