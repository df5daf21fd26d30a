"""The web and the next links: counted by hand, against networkx and brute force, and what holds for any web."""

from collections.abc import Sequence
from itertools import combinations
from math import e

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.concentration import gini
from graph.next_links import AIMS, GUARANTEED, Aim, Door, Isolation, Pair, PathLength, aim_of, by_chance, greedy, taken
from graph.web import Web, far, figures, link, parts, steps, tie

# Cities 1 to 9. A project ties 1, 2 and 3, another 3 and 4; 5 and 6 are tied apart; 7, 8 and 9 have no tie.
PROJECTS = [{1, 2, 3}, {3, 4}, {5, 6}, {7}]
TOWNS = (2, 4, 6, 7, 8, 9)
REGIONS = {2: "A", 4: "A", 6: "B", 7: "B", 8: "C", 9: "C"}
WEB = Web(tie(PROJECTS), TOWNS, frozenset({1}))


def peer(city: int) -> Door:
    return Door("peer", str(city), frozenset({city}))


def test_figures_are_those_counted_by_hand() -> None:
    found = figures(WEB, far(WEB))
    assert steps(WEB.ties, WEB.core) == {1: 0, 2: 1, 3: 1, 4: 2}
    assert far(WEB) == 3
    assert found["towns without a tie"] == 3
    assert found["towns without a way to the core"] == 4
    assert found["mean steps to the core"] == pytest.approx((1 + 2 + 3 + 3 + 3 + 3) / 6)
    assert found["Gini of partners"] == pytest.approx(gini([2, 1, 1, 0, 0, 0]))
    assert (found["tied cities"], found["ties"], found["separate parts"]) == (6, 5, 2)
    assert found["share of the largest part"] == pytest.approx(4 / 6)


def test_a_link_that_is_added_changes_what_it_should() -> None:
    after = figures(link(WEB, 6, {3}), far(WEB))
    assert after["towns without a way to the core"] == 3
    assert after["mean steps to the core"] == pytest.approx((1 + 2 + 2 + 3 + 3 + 3) / 6)
    assert (after["ties"], after["separate parts"], after["share of the largest part"]) == (6, 1, 1)
    assert WEB.ties[6] == {5}, "what is tried out leaves the web as it was"


def test_a_web_of_nothing_gives_no_number_that_is_not_known() -> None:
    found = figures(Web({}, (), frozenset()), 1)
    assert found["mean steps to the core"] is None
    assert found["Gini of partners"] is None
    assert found["share of the largest part"] is None


def test_isolation_prefers_a_region_in_which_nobody_is_tied() -> None:
    aim = Isolation(WEB, REGIONS, 0.5)
    assert aim.value() == pytest.approx(1 - (1 + 1 + 1 + 0.5) / 6)
    assert aim.gain(Pair(7, peer(6))) == pytest.approx(0.5 / 6)
    assert aim.gain(Pair(8, peer(1))) == pytest.approx(1.5 / 6), "9 gains a tied neighbour"
    chosen = greedy(aim, [Pair(town, peer(1)) for town in (7, 8, 9)], 3, lazy=True)
    assert [one.pair.town for one in chosen] == [8, 7, 9]
    assert chosen[-1].left == pytest.approx(0)


def test_path_length_counts_the_way_through_the_new_tie() -> None:
    aim = PathLength(WEB)
    assert aim.value() == pytest.approx(15 / 6)
    assert aim.gain(Pair(7, peer(1))) == pytest.approx(2 / 6)
    assert aim.gain(Pair(5, peer(1))) == pytest.approx(1 / 6), "6 is tied to 5 and comes nearer too"
    assert aim.gain(Pair(7, peer(8))) == 0


def test_path_length_is_not_submodular() -> None:
    alone, after = PathLength(WEB), PathLength(WEB)
    second = Pair(8, peer(7))
    after.take(Pair(7, peer(1)))
    assert alone.gain(second) == 0
    assert after.gain(second) > 0, "a pair may add more after another than alone, so no guarantee is claimed"
    assert GUARANTEED == ("isolation",)


def test_a_tie_between_towns_that_have_none_lowers_the_gini() -> None:
    aim = aim_of("gini", WEB, REGIONS, 0.5)
    assert aim.value() == pytest.approx(gini([2, 1, 1, 0, 0, 0]))
    assert aim.gain(Pair(8, peer(9))) == pytest.approx(gini([2, 1, 1, 0, 0, 0]) - gini([2, 1, 1, 1, 1, 0]))
    assert aim.gain(Pair(2, peer(4))) < 0
    assert greedy(aim, [Pair(2, peer(4))], 1, lazy=False) == [], "what raises it is not chosen"


def test_chance_is_the_same_each_time_and_lies_in_its_interval() -> None:
    pairs = [Pair(town, peer(1)) for town in (7, 8, 9)]
    found = by_chance(lambda: Isolation(WEB, REGIONS, 0.5), pairs, 1, 40)
    assert found == by_chance(lambda: Isolation(WEB, REGIONS, 0.5), pairs, 1, 40)
    assert found[1] <= found[0] <= found[2]


WEBS = st.lists(st.sets(st.integers(1, 12), min_size=1, max_size=4), max_size=7)
PAIRS = st.lists(st.tuples(st.integers(1, 12), st.sets(st.integers(1, 12), min_size=1, max_size=3)), max_size=6)
PLACES = st.lists(st.sampled_from("ABC"), min_size=12, max_size=12)


def made(projects: list[set[int]], places: list[str]) -> tuple[Web, dict[int, str]]:
    ties = tie(projects)
    core = frozenset(sorted(ties)[:2])
    return Web(ties, tuple(range(1, 11)), core), dict(enumerate(places, 1))


def pairs_of(rows: list[tuple[int, set[int]]]) -> list[Pair]:
    return [Pair(town, Door("peer", "", frozenset(cities))) for town, cities in rows]


@settings(max_examples=80, deadline=None)
@given(WEBS, PLACES, PAIRS, PAIRS, st.integers(1, 12), st.integers(1, 12))
def test_isolation_is_monotone_and_submodular(
    projects: list[set[int]],
    places: list[str],
    few: list[tuple[int, set[int]]],
    more: list[tuple[int, set[int]]],
    town: int,
    door: int,
) -> None:
    web, regions = made(projects, places)
    new = Pair(town, peer(door))
    small, large = Isolation(web, regions, 0.5), Isolation(web, regions, 0.5)
    taken(small, pairs_of(few))
    taken(large, [*pairs_of(few), *pairs_of(more)])
    assert large.value() <= small.value() + 1e-12
    assert small.gain(new) >= large.gain(new) - 1e-12 >= -1e-12


@settings(max_examples=40, deadline=None)
@given(WEBS, PLACES, PAIRS, st.integers(1, 3))
def test_greedy_meets_its_bound_against_every_choice(
    projects: list[set[int]], places: list[str], rows: list[tuple[int, set[int]]], budget: int
) -> None:
    web, regions = made(projects, places)
    pairs = pairs_of(rows)
    before = Isolation(web, regions, 0.5).value()
    best = max((before - _left(web, regions, some) for some in combinations(pairs, min(budget, len(pairs)))), default=0)
    chosen = greedy(Isolation(web, regions, 0.5), pairs, budget, lazy=True)
    assert sum(one.gain for one in chosen) >= (1 - 1 / e) * best - 1e-12
    plain = greedy(Isolation(web, regions, 0.5), pairs, budget, lazy=False)
    assert [one.gain for one in plain] == pytest.approx([one.gain for one in chosen])


def _left(web: Web, regions: dict[int, str], pairs: Sequence[Pair]) -> float:
    return taken(Isolation(web, regions, 0.5), pairs)


@pytest.mark.parametrize("name", AIMS)
@settings(max_examples=40, deadline=None)
@given(WEBS, PLACES, PAIRS)
def test_what_a_pair_is_said_to_gain_is_what_it_gains(
    name: str, projects: list[set[int]], places: list[str], rows: list[tuple[int, set[int]]]
) -> None:
    web, regions = made(projects, places)
    aim, pairs, lost = aim_of(name, web, regions, 0.5), pairs_of(rows), far(web)
    for pair in pairs:
        before, gain = aim.value(), aim.gain(pair)
        aim.take(pair)
        assert aim.value() == pytest.approx(before - gain)
        web = link(web, pair.town, pair.door.cities)
    assert aim.value() == pytest.approx(_afresh(name, web, regions, lost))


def _afresh(name: str, web: Web, regions: dict[int, str], lost: int) -> float:
    if name == "path-length":
        ways = steps(web.ties, web.core)
        return sum(min(lost, ways.get(town, lost)) for town in web.towns) / len(web.towns)
    fresh: Aim = aim_of(name, web, regions, 0.5)
    return fresh.value()


@settings(max_examples=40, deadline=None)
@given(WEBS)
def test_networkx_counts_the_same_steps_and_parts(projects: list[set[int]]) -> None:
    ties = tie(projects)
    graph: nx.Graph[int] = nx.Graph((a, b) for a, others in ties.items() for b in others)
    core = sorted(ties)[:2]
    reference = nx.multi_source_dijkstra_path_length(graph, core) if core else {}
    assert steps(ties, core) == reference
    assert parts(ties) == sorted((len(part) for part in nx.connected_components(graph)), reverse=True)
