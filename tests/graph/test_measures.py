"""Measures of the network: the toy by hand, small cases against networkx, and what must hold for any network."""

from itertools import combinations
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from graph.coreness import fit_core
from graph.describe_network import COUNTS, MARKS, describe_network, write_network, write_table
from graph.findings import Link
from graph.measures import (
    EXACT,
    Measured,
    as_graph,
    betweenness,
    constraint,
    core_layers,
    effective_size,
    measure,
    steps_to,
    tie_strength,
    top_decile,
)
from graph.projection import (
    Layer,
    Numbers,
    backbone,
    incidence,
    met,
    project_counts,
    strengths,
    tie_persistence,
)
from graph.quads import Quads, project
from ontology.terms import PREFIXES

TOY = [(1, "x"), (2, "x"), (3, "x"), (3, "y"), (4, "y"), (4, "z"), (5, "z"), (6, "z")]
ALL = Layer("", "any")
NETWORKS = st.lists(st.tuples(st.integers(1, 14), st.integers(1, 8).map(str)), min_size=2, max_size=45)
SAME_FOR_ANY_ORDER = (
    "projectCount",
    "tieStrength",
    "partners",
    "coreLayer",
    "effectiveSize",
    "constraint",
    "partnerBrokerage",
    "betweenness",
    "cutCity",
    "bridges",
)


def of(measured: Measured, name: str) -> dict[int, float]:
    return dict(zip(measured.cities, measured.values[name].round(9).tolist(), strict=True))


def theirs(pairs: list[tuple[int, str]]) -> "nx.Graph[int]":
    """The ties as networkx has them, from nothing but the pairs."""
    graph: nx.Graph[int] = nx.Graph()
    for name in {name for _, name in pairs}:
        graph.add_edges_from(combinations(sorted({city for city, other in pairs if other == name}), 2))
    return graph


@pytest.fixture(scope="module")
def toy() -> Measured:
    return measure(ALL, incidence(TOY, [7]))


def test_the_toy_has_the_values_counted_by_hand(toy: Measured) -> None:
    a, c = 1, 3
    told = {name: (of(toy, name)[c], of(toy, name)[a]) for name in toy.values}
    assert told["projectCount"] == (2, 1)
    assert told["tieStrength"] == (2, 1)
    assert told["effectiveSize"] == pytest.approx((2.333, 1.0), abs=0.001)
    assert told["constraint"] == pytest.approx((0.611, 1.007), abs=0.001)
    assert told["partnerBrokerage"] == pytest.approx((1.444, 1.667), abs=0.001), "C meets A, B and D; A meets B and C"
    assert told["betweenness"] == (6, 0)
    assert told["cutCity"] == (1, 0)
    assert told["bridges"] == (1, 0)
    assert told["coreLayer"] == (0, 0), "no pair of the toy met twice"
    assert (toy.whole["ties"], toy.whole["tiePersistence"]) == (7, 0)
    assert (toy.whole["tiedCities"], toy.whole["untiedCities"]) == (6, 1)


def test_the_toy_has_each_value_of_c_a_and_g_as_counted_by_hand(toy: Measured) -> None:
    """C meets A, B in one project and D in another; A meets B and C; G has no project."""
    one, places = incidence(TOY, [7]), [2, 0, 6]
    graph, weights = as_graph(met(one)), strengths(one)
    counted = {
        "M1": (project_counts(one), [2, 1, 0]),
        "M3": (tie_strength(weights), [2.0, 1.0, 0.0]),
        "M4": (core_layers(backbone(met(one))), [0, 0, 0]),
        "M5": (fit_core(met(one), seed=1).coreness, [1.26, 0.73, 0.0]),
        "M6 effective size": (effective_size(graph), [2.333, 1.0, np.nan]),
        "M6 constraint": (constraint(graph), [0.611, 1.007, np.nan]),
    }
    for name, (found, told) in counted.items():
        assert found[places].tolist() == pytest.approx(told, abs=0.005, nan_ok=True), name
    assert top_decile(toy.values["coreness"]) == [2], "of two optima that mirror each other the one around C is kept"
    assert of(toy, "stepsToCore") == {1: 1, 2: 1, 3: 0, 4: 1, 5: 2, 6: 2}, "M7"
    assert tie_persistence(met(one)) == 0, "M12"


def test_a_city_without_a_tie_has_no_value(toy: Measured) -> None:
    assert 7 not in toy.cities


def test_the_toy_has_the_coreness_of_its_seven_cities() -> None:
    core = fit_core(met(incidence(TOY, [7])), seed=1)
    assert core.coreness[[2, 0, 6]] == pytest.approx([1.26, 0.73, 0], abs=0.01)
    assert core.rho == pytest.approx(0.55, abs=0.005)


def test_two_cities_determine_no_coreness() -> None:
    run = measure(ALL, incidence([(1, "x"), (2, "x")]))
    assert np.isnan(run.values["coreness"]).all()
    assert np.isnan(run.values["stepsToCore"]).all()
    assert np.isnan(run.whole["coreFit"])


def test_a_perfect_core_is_found() -> None:
    everyone = fit_core(met(incidence((city, "x") for city in range(8))), seed=1)
    assert everyone.coreness == pytest.approx(np.ones(8), abs=1e-4)


def test_one_large_project_makes_no_core_layer() -> None:
    run = measure(ALL, incidence([*((city, "large") for city in range(30)), (0, "again"), (1, "again")]))
    layer = of(run, "coreLayer")
    assert (layer[0], layer[1], layer[2]) == (1, 1, 0)


@settings(max_examples=30, deadline=None)
@given(NETWORKS)
def test_networkx_finds_the_same(pairs: list[tuple[int, str]]) -> None:
    run, graph = measure(ALL, incidence(pairs)), theirs(pairs)
    assert set(run.cities) == set(graph)
    if not run.cities:
        return
    _same(of(run, "constraint"), nx.constraint(graph))
    sizes = nx.effective_size(graph)
    _same(of(run, "effectiveSize"), sizes)
    _same(of(run, "partnerBrokerage"), {n: np.mean([sizes[other] for other in graph[n]]) for n in graph})
    _same(of(run, "betweenness"), nx.betweenness_centrality(graph, normalized=False))
    assert {city for city, cut in of(run, "cutCity").items() if cut} == set(nx.articulation_points(graph))
    assert sum(of(run, "bridges").values()) == 2 * len(list(nx.bridges(graph)))
    parts = {frozenset(part) for part in nx.connected_components(graph)}
    assert _groups(of(run, "component")) == parts
    assert all(any(group <= part for part in parts) for group in _groups(of(run, "community")))


def _same(ours: dict[int, float], reference: dict[int, float]) -> None:
    assert ours == pytest.approx({city: reference[city] for city in ours}, abs=1e-6)


def _groups(number: dict[int, float]) -> set[frozenset[int]]:
    return {frozenset(c for c in number if number[c] == n) for n in number.values()}


@settings(max_examples=30, deadline=None)
@given(NETWORKS)
def test_networkx_peels_the_same_layers(pairs: list[tuple[int, str]]) -> None:
    one = incidence(pairs)
    kept = backbone(met(one), times=1)
    ours = {city: n for city, n in zip(one.cities, core_layers(kept).tolist(), strict=True) if n}
    assert ours == nx.onion_layers(theirs(pairs))


@settings(max_examples=20, deadline=None)
@given(NETWORKS, st.randoms(use_true_random=False))
def test_other_numbers_for_the_cities_give_the_same_values(pairs: list[tuple[int, str]], chance: object) -> None:
    names = list(range(100, 120))
    chance.shuffle(names)  # type: ignore[attr-defined]
    run, other = measure(ALL, incidence(pairs)), measure(ALL, incidence([(names[c], p) for c, p in pairs]))
    for name in SAME_FOR_ANY_ORDER if run.cities else ():
        assert {names[c]: v for c, v in of(run, name).items()} == pytest.approx(of(other, name), abs=1e-6), name


@settings(max_examples=15, deadline=None)
@given(NETWORKS, NETWORKS)
def test_networks_that_do_not_meet_leave_each_other_alone(
    here: list[tuple[int, str]], there: list[tuple[int, str]]
) -> None:
    apart = [(city + 50, f"other {name}") for city, name in there]
    alone, both = measure(ALL, incidence(here)), measure(ALL, incidence([*here, *apart]))
    for name in SAME_FOR_ANY_ORDER if alone.cities else ():
        if name != "coreLayer":  # the turns of the peeling are counted over all parts together
            together = of(both, name)
            assert of(alone, name) == pytest.approx({city: together[city] for city in alone.cities}, abs=1e-6), name


@settings(max_examples=12, deadline=None)
@given(NETWORKS, st.sets(st.integers(20, 30)))
def test_rows_that_come_twice_and_cities_alone_change_no_measure(pairs: list[tuple[int, str]], alone: set[int]) -> None:
    run, more = measure(ALL, incidence(pairs)), measure(ALL, incidence([*reversed(pairs), *pairs], alone))
    assert run.cities == more.cities
    for name, column in run.values.items():
        np.testing.assert_allclose(column, more.values[name], atol=1e-9, err_msg=name)


@settings(max_examples=12, deadline=None)
@given(NETWORKS)
def test_networkx_finds_the_same_strengths_and_steps(pairs: list[tuple[int, str]]) -> None:
    run, graph = measure(ALL, incidence(pairs)), theirs(pairs)
    for name in {name for _, name in pairs}:
        held = sorted({city for city, other in pairs if other == name})
        for one, other in combinations(held, 2):
            tie = graph[one][other]
            tie["weight"] = tie.get("weight", 0) + 1 / (len(held) - 1)
    if not run.cities:
        return
    _same(of(run, "tieStrength"), dict(graph.degree(weight="weight")))
    _same(of(run, "partners"), dict(graph.degree()))
    core = {run.cities[n] for n in top_decile(run.values["coreness"])}
    steps = nx.multi_source_dijkstra_path_length(graph, core, weight=None) if core else {}
    told = {city: value for city, value in of(run, "stepsToCore").items() if not np.isnan(value)}
    assert told == pytest.approx(steps)


@pytest.mark.parametrize("pairs", [[], [(1, "x")]], ids=["no project", "one project of one city"])
def test_a_layer_in_which_nobody_meets_has_no_values(pairs: list[tuple[int, str]], tmp_path: Path) -> None:
    run = measure(ALL, incidence(pairs))
    assert (run.cities, run.values) == ((), {})
    assert not write_table(tmp_path, [run]).exists()


def test_a_run_can_be_repeated() -> None:
    pairs = [(int(c), str(p)) for c, p in np.random.default_rng(3).integers(0, 60, (200, 2))]
    first, second = (measure(ALL, incidence(pairs)) for _ in range(2))
    assert first.whole == second.whole
    for name, column in first.values.items():
        np.testing.assert_array_equal(column, second.values[name])


def test_sampled_betweenness_is_near_the_exact_one_and_tells_its_error() -> None:
    pairs = [(int(c), str(p)) for c, p in np.random.default_rng(5).integers(0, 300, (900, 2))]
    graph = as_graph(met(incidence(pairs)))
    whole, none = betweenness(graph)
    drawn, error = betweenness(graph, exact=100, sample=150)
    assert np.isnan(none).all()
    off = np.abs(drawn - whole)
    assert (off <= 3 * error + 1e-9).mean() > 0.9
    assert off.sum() / whole.sum() < 0.25


def test_steps_count_from_the_core_and_stop_where_no_way_leads() -> None:
    graph = as_graph(met(incidence([(1, "a"), (2, "a"), (2, "b"), (3, "b"), (8, "c"), (9, "c")])))
    steps = steps_to(graph, [0])
    assert steps[:3].tolist() == [0, 1, 2]
    assert np.isnan(steps[3:]).all()


def test_the_core_is_the_top_tenth_with_those_that_equal_its_last() -> None:
    assert top_decile(np.arange(20.0)) == [18, 19]
    assert top_decile(np.array([1.0, 3, 3, 0])) == [1, 2]


def test_cities_without_partners_have_no_brokerage() -> None:
    graph = as_graph(met(incidence([(1, "a")])))
    alone: list[Numbers] = [effective_size(graph), constraint(graph)]
    assert all(np.isnan(values).all() for values in alone)


def test_a_network_of_any_size_has_its_constraint() -> None:
    ring = igraph.Graph.Ring(EXACT + 1)
    assert constraint(ring).tolist() == [0.5] * (EXACT + 1)


def test_what_is_nan_is_neither_written_nor_zero(toy: Measured, tmp_path: Path) -> None:
    quads = Quads("network")
    describe_network(quads, toy)
    store = ox.Store()
    store.bulk_load(path=str(quads.write(tmp_path).path), format=ox.RdfFormat.N_QUADS)
    written = {name: _count(store, name) for name in toy.values}
    assert written == {name: 0 if name == "betweennessError" else 6 for name in toy.values}
    table = parquet.read_table(write_table(tmp_path, [toy]))
    assert table.num_rows == 6
    assert table["betweennessError"].null_count == 6
    for name in {*COUNTS, "coreness"}:
        assert table[name].to_pylist() == pytest.approx(toy.values[name].tolist())
    assert table["cutCity"].to_pylist() == [False, False, True, True, False, False]
    assert set(MARKS) <= set(table.column_names)


def _count(store: ox.Store, name: str) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, ox.NamedNode(PREFIXES["ncp"] + name), None, None))


def test_the_small_graph_holds_what_is_measured_of_it(small_store: ox.Store, tmp_path: Path) -> None:
    """The observations that were written by hand, against the run on the links of the same graph."""
    links, families = [], {}
    query = """PREFIX ncp: <https://w3id.org/ncp-graph/> SELECT ?city ?project ?family WHERE {
        ?city ncp:takesPartIn ?project . ?project ncp:fundedUnder ?under . ?under ncp:inFamily ?family }"""
    for city, target, family in small_store.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
        key = family.value.rsplit("/", 1)[1]
        families[key] = key
        name = target.value.split("/project/")[1]
        links.append(Link(int(city.value.rsplit("/", 1)[1]), project(name), key, "place", "s"))
    measured = ox.Store()
    measured.bulk_load(path=str(write_network(tmp_path, links, families).path), format=ox.RdfFormat.N_QUADS)
    graph = ox.NamedNode(PREFIXES["graph"] + "network")
    assert _told(measured, graph) == _told(small_store, graph)


def _told(store: ox.Store, graph: ox.NamedNode) -> set[tuple[str, str, str]]:
    return {
        (q.subject.value, q.predicate.value, str(float(q.object.value)) if _number(q.object) else str(q.object))
        for q in store.quads_for_pattern(None, None, None, graph)
    }


def _number(term: object) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value.rsplit("#")[-1] in ("integer", "decimal")
