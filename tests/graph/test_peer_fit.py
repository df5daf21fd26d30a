"""Peers for a need: the parts by hand, who is left out, that the order is the same each time, and the words."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.languages import languages
from graph.peer_field import Deed, Field, Side, doors
from graph.peer_fit import FULL, MET, NO, SAME_COUNTRY, WEIGHTS, Known, Need, choose, rank
from graph.peer_words import reasons, warning, years
from graph.peers import Town

KINDS = frozenset({"border", "mountain"})
SHARED = Deed("project/shared", "project", "Shared", first=2016, last=2019)
BRIDGE = Deed("project/bridge", "project", "Bridge", first=2017, last=2020)


def side(number: int, name: str, country: str, *deeds: Deed, people: int = 20_000, region: str = "") -> Side:
    town = Town(number, name, country, people, KINDS, 2)
    return Side(town, region, languages(country, region), deeds)


HOME = side(1, "Home", "PT", SHARED)
FRIEND = side(2, "Friend", "SI", SHARED, BRIDGE)
DOOR = side(3, "Door", "RO", BRIDGE, Deed("practice/desk", "practice", "Desk for the offline", first=2015))
FAR = side(4, "Far", "FR", Deed("practice/bus", "practice", "Bus", first=2012, last=2013), people=90_000)
ALSO = side(5, "Also", "PT", Deed("practice/own", "practice", "Own"))
FIELD = Field({one.town.geonames: one for one in (HOME, FRIEND, DOOR, FAR, ALSO)}, 2026)
NEED = Need("offline", {"practice/desk": 1.0, "practice/bus": 0.2})


def named(known: Known | None = None, need: Need | None = None) -> list[str]:
    return [one.mentor.town.name for one in rank(HOME, FIELD, need, known).fits]


def test_the_weights_add_up_and_the_fit_is_counted_by_hand() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    first, second = rank(HOME, FIELD, NEED).fits
    assert first.parts == {"experience": 1, "size": 1, "region": 1, "density": 1, "language": 0, "door": 1}
    assert (first.value, first.through, first.steps) == (pytest.approx(0.9), 2, 2)
    assert second.parts == {"experience": 0.2, "size": 0, "region": 1, "density": 1, "language": 0, "door": 0}


def test_who_was_met_who_is_of_the_country_and_who_has_no_room_is_left_out_and_counted() -> None:
    assert named() == ["Door", "Far"]
    assert rank(HOME, FIELD).left_out == {MET: 1, SAME_COUNTRY: 1}
    full = Known(capacity={3: 2}, taken={3: 2})
    assert named(full) == ["Far"]
    assert rank(HOME, FIELD, None, full).left_out[FULL] == 1
    assert named(Known(capacity={3: 2}, taken={3: 1})) == ["Door", "Far"]


def test_whoever_said_no_is_not_suggested_again() -> None:
    refused = Known(refused={(1, 3): "Door said no on 2026-01-02, because nobody has time"})
    assert named(refused) == ["Far"]
    assert rank(HOME, FIELD, None, refused).left_out[NO] == 1


def test_members_of_one_club_are_no_new_door_to_each_other() -> None:
    clubs = {n: replace(FIELD.sides[n], clubs=frozenset({"eurocities"})) for n in (1, 3)}
    met = rank(clubs[1], Field({**FIELD.sides, **clubs}, 2026))
    assert [one.mentor.town.name for one in met.fits] == ["Far"]


def test_a_town_that_met_nobody_is_led_in_by_its_region() -> None:
    lone = side(9, "Lone", "SI", region="SI034")
    beside = replace(FRIEND, region="SI031")
    known = Field({**FIELD.sides, 2: beside}, 2026)
    stands = doors(lone, known)
    assert (stands.met, stands.beside, stands.steps[3], stands.through(3)) == (frozenset(), {2}, 2, 2)
    assert doors(replace(lone, region=""), known).steps == {}


def test_three_reasons_the_weightiest_first_and_one_warning() -> None:
    first, second = rank(HOME, FIELD, NEED).fits
    assert reasons(HOME, first, NEED, FIELD) == (
        "it began the practice “Desk for the offline” (since 2015)",
        "20,000 inhabitants against 20,000",
        "a new door: Friend has met it and could introduce",
    )
    assert warning(HOME, first, NEED, Known(), 2026) == "the two share no official language"
    old = "the last year known of what it did is 2013: ask whether anybody there still knows of it"
    assert warning(HOME, second, NEED, Known(), 2026) == old
    assert warning(HOME, second, NEED, Known(), 2020) == "it is 4 times as large"


def test_a_need_names_nobody_who_did_nothing_for_it_and_one_of_each_country() -> None:
    only = Need("x", {"practice/bus": 1})
    assert [one.mentor.town.name for one in choose(rank(HOME, FIELD, only).fits, need=only)] == ["Far"]
    twice = Field({**FIELD.sides, 6: replace(DOOR, town=replace(DOOR.town, geonames=6, name="Second"))}, 2026)
    assert [one.mentor.town.name for one in choose(rank(HOME, twice, NEED).fits)] == ["Door", "Far"]


@given(st.randoms())
def test_the_order_does_not_hang_on_the_order_of_the_input(chance: random.Random) -> None:
    many = {n: side(n, f"T{n}", "SI" if n % 2 else "RO", *([SHARED] * (n % 5 == 0)), BRIDGE) for n in range(2, 30)}
    mixed = list(many.items())
    chance.shuffle(mixed)
    assert rank(HOME, Field(dict(mixed), 2026), NEED) == rank(HOME, Field(many, 2026), NEED)


def test_official_languages_are_those_of_the_region_where_a_law_says_so() -> None:
    assert languages("BE", "BE211") == {"nl"}
    assert languages("BE", "BE336") == {"de"}
    assert languages("BE") == {"nl", "fr", "de"}
    assert languages("EL") == {"el"}
    assert languages("RS") == {"sr"}
    assert languages("IT", "ITH10") == {"de", "it"}
    assert languages("IT", "ITH20") == {"it"}


YEARS = {
    "2015–2018": (2015, 2018, "project"),
    "since 2015": (2015, 0, "practice"),
    "from 2015": (2015, 0, "project"),
    "": (0, 0, "project"),
    "until 2018": (0, 2018, "project"),
    "2018": (2018, 2018, "project"),
}


@pytest.mark.parametrize("told", YEARS)
def test_years_are_written_as_far_as_they_are_known(told: str) -> None:
    first, last, kind = YEARS[told]
    assert years(Deed("k", kind, "t", first=first, last=last)) == told
