"""Introductions: the table of warmth, chains counted by hand, and what must hold for any world."""

from itertools import pairwise
from math import prod

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.acquaintance import Member, Node, Part, Seat, World, world
from graph.introduction import Chain, Start, Target, Ways
from graph.warmth import kinds, warmth

YEAR = 2026
COLD = kinds()["coldest"].weight


def part(city: int, project: str, end: int = YEAR, body: str = "") -> Part:
    return Part(body or f"authority/{city}", city, project, "p", "place" if body else "authority", 0, end)


def sought(*projects: str, initiatives: tuple[str, ...] = ()) -> Target:
    return Target("what is sought", frozenset(projects), frozenset(initiatives), frozenset())


def chains(known: World, start: Start, target: Target) -> tuple[Chain, ...]:
    return Ways(known, start, target).chains()


def through(chain: Chain) -> list[str]:
    return [f"{step.through.kind} {step.through.key}" for step in chain.steps]


def test_each_weight_has_its_reason_and_lies_between_0_and_1() -> None:
    for kind in kinds().values():
        assert 0 < kind.weight <= 1
        assert kind.reason.endswith(".") and len(kind.reason.split()) > 7


def test_warmth_falls_with_the_crowd_and_with_the_years() -> None:
    shared = kinds()["shared-project"]
    assert (shared.weight, shared.crowd, shared.half_life) == (0.8, 10, 10)
    assert warmth(shared, 10, 0) == pytest.approx(0.8)
    assert warmth(shared, 40, 0) == pytest.approx(0.2)
    assert warmth(shared, 10, 10) == pytest.approx(0.4)
    assert warmth(shared, 10, None) == pytest.approx(0.4), "an age that nobody tells counts as one half-life"
    assert warmth(kinds()["same-region"], 500, 90) == 0.5, "neither matters for neighbours"


def test_a_neighbour_leads_to_the_network_in_which_it_takes_part() -> None:
    known = world([part(2, "net", 2016)], [], YEAR)
    (chain,) = chains(known, Start(1, "R", (2, 3), ()), sought("net"))
    assert through(chain) == ["region R", "door net"]
    assert chain.warmth == pytest.approx(0.5 * 0.9 * 0.5)


def test_an_organisation_in_the_town_is_asked_first_and_named() -> None:
    known = world([part(1, "net", body="organisation/uni")], [], YEAR)
    (chain,) = chains(known, Start(1, "", (), ()), sought("net"))
    assert [step.begin for step in chain.steps] == [Node("authority", "1"), Node("organisation", "organisation/uni")]
    assert chain.warmth == pytest.approx(0.6 * 0.7 * 0.9)


def test_a_group_and_an_association_are_ways_and_a_label_is_none() -> None:
    members = [Member(1, "covenant", "g", False), Member(2, "covenant", "g", False), Member(3, "covenant", "", False)]
    members += [Member(1, "polis", "", True), Member(4, "polis", "", True)]
    known = world([part(2, "a"), part(3, "b"), part(4, "c")], members, YEAR)
    found = chains(known, Start(1, "", (), ()), sought("a", "b", "c"))
    assert [through(chain) for chain in found] == [["group g", "door a"], ["association polis", "door c"]]


def test_an_agency_with_seats_in_two_towns_is_a_way() -> None:
    parts = [part(1, "own", body="o/here"), part(2, "net", body="o/there")]
    seats = [Seat("agency of the valley (PT)", "o/here"), Seat("agency of the valley (PT)", "o/there")]
    (chain,) = chains(world(parts, [], YEAR, {}, seats), Start(1, "", (), ()), sought("net"))
    assert through(chain) == ["town 1", "agency agency of the valley (PT)", "door net"]
    assert chain.warmth == pytest.approx(0.6 * 0.7 * 0.8 * 0.7 * 0.9)


def test_the_contact_point_is_a_chain_of_its_own() -> None:
    known = world([part(2, "net")], [], YEAR)
    found = chains(known, Start(1, "R", (2,), ("point",)), sought("net"))
    assert [through(chain) for chain in found] == [["region R", "door net"], ["contact-point point"]]
    assert found[1].warmth == 0.25


def test_three_chains_share_no_middle_though_the_second_best_of_all_would() -> None:
    parts = [part(1, "old"), part(2, "old"), part(2, "net"), part(2, "other"), part(3, "third"), part(4, "fourth")]
    found = chains(world(parts, [], YEAR), Start(1, "R", (2, 3, 4), ()), sought("net", "other", "third", "fourth"))
    assert [through(chain)[0] for chain in found] == ["project old", "region R", "region R"]
    ends = [chain.steps[0].end.key for chain in found]
    assert ends == ["2", "3", "4"]


def test_what_the_town_takes_part_in_itself_is_no_introduction() -> None:
    assert chains(world([part(1, "net")], [], YEAR), Start(1, "", (), ()), sought("net")) == ()


@pytest.mark.parametrize("start", [Start(1, "", (), ()), Start(1, "R", (), ()), Start(1, "R", (9,), ())])
def test_no_way_is_no_chain(start: Start) -> None:
    assert chains(world([part(2, "net")], [], YEAR), start, sought("net")) == ()
    assert chains(world([], [], YEAR), start, sought()) == ()


def test_a_chain_that_is_too_cold_is_not_given() -> None:
    crowd = [part(city, "large", 2006) for city in range(1, 60)]
    assert chains(world([*crowd, part(70, "net")], [], YEAR), Start(1, "", (), ()), sought("net")) == ()


WORLDS = st.lists(
    st.tuples(st.integers(1, 7), st.sampled_from("abcdef"), st.integers(2000, YEAR), st.booleans()), max_size=18
)


@settings(max_examples=60, deadline=None)
@given(WORLDS, st.lists(st.integers(2, 7), unique=True, max_size=4))
def test_the_first_chain_is_the_warmest_of_all_and_the_others_differ(
    rows: list[tuple[int, str, int, bool]], beside: list[int]
) -> None:
    last = {project: end for _, project, end, _ in rows}
    parts = [part(city, project, last[project], f"o/{city}" if other else "") for city, project, _, other in rows]
    ways = Ways(world(set(parts), [], YEAR), Start(1, "R", tuple(beside), ()), sought("a", "b"))
    found = ways.chains()
    assert [chain.warmth for chain in found] == sorted((chain.warmth for chain in found), reverse=True)
    for one, other in ((a, b) for a in found for b in found if a is not b):
        assert not one.middles & other.middles
    for chain in found:
        assert chain.warmth == pytest.approx(prod(step.warmth for step in chain.steps)) and chain.warmth >= COLD
        assert all(a.end == b.begin for a, b in pairwise(chain.steps))
    best = _warmest(ways)
    assert (found[0].warmth if found else 0) == pytest.approx(best if best >= COLD else 0)


def _warmest(ways: Ways) -> float:
    """The warmest of all simple paths, tried one by one."""
    graph: nx.MultiDiGraph[Node] = nx.MultiDiGraph()
    for begin, end, carries in ways.edges():
        graph.add_edge(begin, end, carries=carries)
    goal = Node("sought", "")
    if ways.town not in graph or goal not in graph:
        return 0
    best = 0.0
    for path in nx.all_simple_edge_paths(graph, ways.town, goal):
        best = max(best, prod(graph.edges[edge]["carries"] for edge in path))
    return best
