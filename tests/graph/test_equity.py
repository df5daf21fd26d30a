"""The equity audit on toy networks counted by hand: who is central, who is fed, and what sparing changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.next_links import Ground, offers, plan
from dashboard.worklist import Town
from graph.acquaintance import Part, World, world
from graph.equity import FEWEST, MARGIN, NO_CHANCE, RARE, TOO_FEW, Door, Offer, central, measure, spared
from graph.introduction import Chain, Start, Target, Ways
from graph.warmth import kinds
from graph.web import Web, tie

RICH = frozenset({1})
POOL = tuple((city,) for city in range(1, 11))
"""Ten cities, of which one is central: chance gives it a tenth."""
YEAR = 2026


def given_to(*cities: int, pool: tuple[Door, ...] = POOL) -> list[Offer]:
    return [Offer(100 + n, "PT", "small", pool, ((city,),)) for n, city in enumerate(cities)]


def test_central_is_the_tenth_with_the_strongest_ties_and_those_that_equal_the_last() -> None:
    assert central({city: float(city) for city in range(1, 21)}) == {19, 20}
    assert central(dict.fromkeys(range(1, 21), 2.0)) == set(range(1, 21)), "nobody is stronger than another"
    assert central({1: 5.0}) == {1}
    assert central({}) == frozenset()


def test_a_list_that_feeds_the_rich_is_found_and_a_fair_one_is_not() -> None:
    feeding = measure(given_to(*[1] * 20, *[2] * 20), RICH)
    assert (feeding.share, feeding.suggestions, feeding.towns) == (0.5, 40, 40)
    assert (feeding.chance, feeding.pool, feeding.ratio) == pytest.approx((0.1, 0.1, 5.0))
    # Of 40 draws at a tenth each, 8 are as many as 97.5 % of the draws reach (binomial), give or take one.
    assert feeding.high == pytest.approx(8 / 40, abs=1 / 40)
    assert feeding.feeds and feeding.least == pytest.approx(0.5 / (feeding.high or 1))
    fair = measure(given_to(*[1] * 4, *[2] * 36), RICH)
    assert (fair.share, fair.chance) == pytest.approx((0.1, 0.1))
    assert not fair.feeds
    assert not measure(given_to(*[1] * 7, *[2] * 33), RICH).feeds, "7 of 40 is within chance"
    assert not measure(given_to(*[2] * 40), RICH).feeds


def test_a_door_with_several_cities_counts_by_the_part_that_is_central() -> None:
    pool: tuple[Door, ...] = ((1, 2), (3,), (4,), (5,))
    found = measure([Offer(n, "PT", "", pool, ((1, 2),)) for n in range(40)], RICH)
    assert (found.share, found.chance, found.pool) == pytest.approx((0.5, 0.125, 0.125))
    assert found.feeds


def test_what_cannot_be_told_is_not_computed() -> None:
    few = measure(given_to(*[1] * (FEWEST - 1)), RICH)
    assert (few.share, few.why, few.feeds, few.ratio) == (None, TOO_FEW, False, None)
    assert measure([], RICH).why == TOO_FEW
    nobody = measure(given_to(*[2] * 40), {99})
    assert (nobody.share, nobody.why) == (None, NO_CHANCE)
    rare = measure([Offer(n, "", "", tuple((c,) for c in range(1000)), ((5,),)) for n in range(40)], {7})
    assert (rare.share, rare.why) == (None, RARE)


def test_the_draws_are_the_same_each_time() -> None:
    offered = given_to(*[1] * 10, *[3] * 30)
    assert measure(offered, RICH) == measure(offered, RICH)


@given(st.lists(st.tuples(st.integers(1, 9), st.floats(0, 1)), max_size=20), st.sets(st.integers(1, 9)))
def test_sparing_adds_and_drops_nobody_and_keeps_the_order_of_the_others(
    ranked: list[tuple[int, float]], rich: set[int]
) -> None:
    ordered = sorted(ranked, key=lambda one: -round(one[1], 9))
    found = spared(ordered, lambda one: one[1], lambda one: one[0], rich)
    assert sorted(found) == sorted(ordered)
    for part in (True, False):
        assert [one for one in found if (one[0] in rich) is part] == [o for o in ordered if (o[0] in rich) is part]


def test_sparing_lowers_the_share_and_a_central_city_that_fits_far_better_stays() -> None:
    ranked = [(1, 1.0), (2, 0.9), (3, 0.3)]
    assert [city for city, _ in spared(ranked, lambda o: o[1], lambda o: o[0], {1})] == [2, 1, 3]
    far = [(1, 1.0), (2, 0.4)]
    assert [city for city, _ in spared(far, lambda o: o[1], lambda o: o[0], {1})] == [1, 2]


def known(rich: frozenset[int], *, modest: int = YEAR) -> World:
    """City 9 seeks; its neighbours 1 (central) and 2 take part in the network, 2 until the year `modest`."""
    parts = [
        Part(f"authority/{city}", city, project, "p", "authority", 0, end)
        for city, project, end in ((1, "a", YEAR), (2, "b", modest))
    ]
    return world(parts, [], YEAR, rich=rich)


def doors(of: World, *, spare: bool = True) -> list[int]:
    return [int(chain.steps[-1].begin.key) for chain in chains(of, spare=spare)]


def chains(of: World, *, spare: bool = True) -> tuple[Chain, ...]:
    sought = Target("what is sought", frozenset({"a", "b"}), frozenset(), frozenset())
    return Ways(of, Start(9, "R", (1, 2), ()), sought).chains(spare=spare)


def test_of_doors_equally_warm_the_one_that_is_not_central_leads() -> None:
    assert doors(known(frozenset({1}))) == [2, 1]
    assert doors(known(frozenset({2}))) == [1, 2]
    assert doors(known(frozenset({1})), spare=False) == [1, 2]


def test_a_central_door_that_is_more_than_twice_as_warm_leads_still() -> None:
    lives = kinds()["takes-part"].half_life
    assert MARGIN == 0.5
    assert doors(known(frozenset({1}), modest=YEAR - lives + 1)) == [2, 1], "not quite half as warm"
    assert doors(known(frozenset({1}), modest=YEAR - lives - 1)) == [1, 2]


def test_sparing_shows_the_true_warmth_and_never_a_door_that_is_too_cold() -> None:
    lives = kinds()["takes-part"].half_life
    cold = known(frozenset({1}), modest=YEAR - 10 * lives)
    assert doors(cold) == doors(cold, spare=False) == [1], "city 2 is a thousandth as warm"
    plain = {chain.steps[-1].begin: chain.warmth for chain in chains(known(frozenset()))}
    assert {chain.steps[-1].begin: chain.warmth for chain in chains(known(frozenset({1})))} == pytest.approx(plain)


def town(city: int) -> Town:
    """A town in one place with all others, each in a region of its own."""
    words = {"city": str(city), "name": f"T{city}", "country": "PT", "nuts3": f"PT{city}", "size": "small"}
    numbers = {"geonames": city, "population": 6_000, "authority_links": 0, "place_links": 0}
    where = {"latitude": 41.0, "longitude": -8.0, "kilometres": None, "potential": None}
    empty = dict.fromkeys(("year", "basis", "region", "degurba", "unit", "state", "absent", "uncovered", "reason"), "")
    empty |= dict.fromkeys(("size_scheme", "typologies", "nearest"), "")
    return Town(**{**empty, **words, **numbers, **where})  # type: ignore[arg-type]


def grounded(rich: frozenset[int]) -> Ground:
    """Towns 10 to 49 have no tie; 1 and 2 are tied and as near to each of them."""
    towns = {city: town(city) for city in (1, 2, *range(10, 50))}
    web = Web(tie([{1, 2}]), tuple(towns), frozenset({1}))
    return Ground("PT", "all/any", web, towns, {}, (), 0, rich)


def test_next_links_take_of_equal_doors_the_one_that_is_not_central_at_no_loss() -> None:
    here = grounded(RICH)
    plain, careful = plan(here, "isolation", 40, seeds=1, spare=False), plan(here, "isolation", 40, seeds=1)
    before, after = measure(offers(here, plain), RICH), measure(offers(here, careful), RICH)
    assert (before.share, before.chance, before.feeds) == (1, 0.5, True)
    assert (after.share, after.feeds) == (0, False)
    assert plain.after == pytest.approx(careful.after), "the aim is lowered as far"
    assert {one.pair.door.key for one in careful.chosen} == {"2"}
