"""Times our measures of a network beside bare igraph, and networkx where it ends.

Usage: python -m benchmarks.network CITIES TIES [--networkx SECONDS]

The network is drawn: projects of 2 to 30 cities, in which some cities are far more active than others. Ours begins at
the pairs of city and project; igraph gets the finished ties and does all of the measures that it has itself.
"""

import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable

import igraph
import networkx as nx
import numpy as np

from graph.measures import BATCHES, EXACT, ROUNDS, SAMPLE, SEEDS, as_graph, core_layers, measure
from graph.projection import Incidence, Layer, Matrix, backbone, incidence, met, strengths, tied


def drawn(cities: int, ties: int) -> list[tuple[int, str]]:
    """Draw projects until about so many pairs of cities meet."""
    chance = np.random.default_rng(7)
    weight = 1 / (np.arange(cities) + cities / 10)
    weight /= weight.sum()
    pairs: list[tuple[int, str]] = [(city, f"alone {city // 2}") for city in range(cities)]
    seen: set[tuple[int, int]] = set()
    while len(seen) < ties:
        members = np.unique(chance.choice(cities, int(chance.integers(2, 31)), p=weight)).tolist()
        pairs += [(city, f"project {len(pairs)}") for city in members] if len(members) > 1 else []
        seen.update((a, b) for n, a in enumerate(members) for b in members[n + 1 :])
    return pairs


def bare(ties: Matrix, weights: list[float]) -> None:
    """Let igraph do the same measures on the finished ties."""
    graph = as_graph(ties)
    size = graph.vcount()
    graph.degree()
    graph.strength(weights=weights)
    graph.transitivity_local_undirected(mode="zero")
    graph.coreness()
    if size <= EXACT:
        graph.constraint()
        graph.betweenness()
        for _ in range(3):
            graph.copy().rewire(10 * graph.ecount())
    else:
        sample = random.Random(1).sample(range(size), SAMPLE)
        for n in range(BATCHES):
            graph.betweenness(sources=sample[n::BATCHES])
    for _ in range(SEEDS):
        graph.community_leiden("modularity", weights=weights, n_iterations=ROUNDS)
    graph.connected_components()
    graph.articulation_points()
    graph.bridges()
    graph.distances(source=0)


def slow(ties: Matrix) -> None:
    """Let networkx do the costly ones once: constraint, effective size and exact betweenness."""
    graph = nx.from_scipy_sparse_array(ties)
    nx.effective_size(graph)
    nx.constraint(graph)
    nx.betweenness_centrality(graph, normalized=False)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def networkx_within(ties: Matrix, limit: float) -> str:
    process = multiprocessing.get_context("spawn").Process(target=slow, args=(ties,))
    started = time.perf_counter()
    process.start()
    process.join(limit)
    if process.is_alive():
        process.kill()
        return f"not at its end after {limit:.0f} s"
    return f"{time.perf_counter() - started:.1f} s"


def main(arguments: list[str]) -> None:
    cities, ties = int(arguments[0]), int(arguments[1])
    pairs = drawn(cities, ties)
    one: Incidence = tied(incidence(pairs))
    meetings, weights = met(one), strengths(one)
    rows, columns = weights.nonzero()
    strength = weights.data[rows < columns].tolist()
    print(f"{len(one.cities):,} cities, {meetings.nnz // 2:,} ties, {one.projects:,} projects")
    print(f"projection: {seconds(lambda: (met(incidence(pairs)), strengths(one))):.1f} s")
    print(f"core layers: {seconds(lambda: core_layers(backbone(meetings))):.1f} s")
    ours = seconds(lambda: measure(Layer("", "any"), incidence(pairs)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    theirs = seconds(lambda: bare(meetings, strength))
    print(f"ours, from pairs to values: {ours:.1f} s, peak memory {peak:.2f} GB")
    print(f"bare igraph, the same measures: {theirs:.1f} s; ours takes {ours / theirs:.2f} times as long")
    if "--networkx" in arguments:
        print(f"networkx: {networkx_within(meetings, float(arguments[arguments.index('--networkx') + 1]))}")


if __name__ == "__main__":
    igraph.set_random_number_generator(random.Random(1))
    main(sys.argv[1:])
