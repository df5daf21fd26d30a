"""Times our measures of a network beside bare igraph, and networkx where it ends.

Usage: python -m benchmarks.network CITIES TIES [--networkx SECONDS]

The network is drawn: projects of 2 to 30 cities, in which some cities are far more active than others. Ours begins at
the pairs of city and project and ends at the table on disk; igraph gets the finished ties and does all of the measures
that it has itself. Seconds are those of the processor, so that other work on the machine counts little; those of the
wall stand beside them. networkx does each of the costly measures in a process of its own, stopped after SECONDS of the
processor.
"""

import multiprocessing
import os
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import igraph
import networkx as nx
import numpy as np

from graph.describe_network import write_table
from graph.measures import (
    BATCHES,
    EXACT,
    ROUNDS,
    SAMPLE,
    SEEDS,
    articulation,
    as_graph,
    betweenness,
    bridges,
    constraint,
    effective_size,
    measure,
)
from graph.projection import Incidence, Layer, Matrix, incidence, met, strengths, tied


def drawn(cities: int, ties: int) -> list[tuple[int, str]]:
    """Draw projects until about so many pairs of cities meet."""
    chance = np.random.default_rng(7)
    weight = 1 / (np.arange(cities) + cities / 10)
    weight /= weight.sum()
    pairs: list[tuple[int, str]] = [(city, f"alone {city // 2}") for city in range(cities)]
    while met(incidence(pairs)).nnz < 2 * ties:
        for _ in range(max(5, ties // 2_000)):
            members = np.unique(chance.choice(cities, int(chance.integers(2, 31)), p=weight)).tolist()
            pairs += [(city, f"project {len(pairs)}") for city in members]
    return pairs


def bare(ties: Matrix, weights: list[float]) -> None:
    """Let igraph do the same measures on the finished ties."""
    graph = as_graph(ties)
    size = graph.vcount()
    graph.degree()
    graph.strength(weights=weights)
    graph.transitivity_local_undirected(mode="zero")
    graph.coreness()
    graph.constraint()
    if size <= EXACT:
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


SLOW: dict[str, Callable[["nx.Graph[int]"], object]] = {
    "effective size": nx.effective_size,
    "constraint": nx.constraint,
    "betweenness": lambda graph: nx.betweenness_centrality(graph, normalized=False),
    "local clustering": nx.clustering,
    "articulation points and bridges": lambda graph: (list(nx.articulation_points(graph)), list(nx.bridges(graph))),
    "communities, one seed of Louvain": lambda graph: nx.community.louvain_communities(graph, seed=1),
}
"""What networkx does; it has no Leiden of its own."""
QUICK: dict[str, Callable[[igraph.Graph], object]] = {
    "effective size": effective_size,
    "constraint": constraint,
    "betweenness": betweenness,
    "local clustering": lambda graph: graph.transitivity_local_undirected(mode="zero"),
    "articulation points and bridges": lambda graph: (articulation(graph), bridges(graph)),
    "communities, one seed of Louvain": lambda graph: graph.community_leiden("modularity", n_iterations=ROUNDS),
}
"""What we do for the same."""


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds of the processor and of the wall."""
    began, started = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - began, time.perf_counter() - started


def _said(taken: tuple[float, float]) -> str:
    return f"{taken[0]:.1f} s of processor, {taken[1]:.1f} s by the wall"


def _limited(name: str, ties: Matrix, limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
    graph = nx.from_scipy_sparse_array(ties)
    began = time.process_time()
    SLOW[name](graph)
    Path(f"{os.getppid()}.seconds").write_text(str(time.process_time() - began))


def beside_networkx(ties: Matrix, limit: int) -> None:
    """Print each measure beside networkx, which is stopped after so many seconds of the processor."""
    graph = as_graph(ties)
    print("| measure | ours | networkx | times as long |\n|---|---|---|---|")
    for name, work in QUICK.items():
        ours = seconds(partial(work, graph))[0]
        answer = Path(f"{os.getpid()}.seconds")
        process = multiprocessing.get_context("spawn").Process(target=_limited, args=(name, ties, limit))
        process.start()
        process.join()
        theirs = float(answer.read_text()) if answer.exists() else float(limit)
        more = "" if answer.exists() else "over "
        answer.unlink(missing_ok=True)
        print(f"| {name} | {ours:.2f} s | {more}{theirs:.1f} s | {more}{theirs / ours:,.0f} |", flush=True)


def ours(pairs: list[tuple[int, str]], folder: Path) -> None:
    """Do the whole run, from pairs to the table."""
    run = measure(Layer("", "any"), incidence(pairs))
    write_table(folder, [run])


def main(arguments: list[str]) -> None:
    cities, ties = int(arguments[0]), int(arguments[1])
    pairs = drawn(cities, ties)
    one: Incidence = tied(incidence(pairs))
    meetings, weights = met(one), strengths(one)
    rows, columns = weights.nonzero()
    strength = weights.data[rows < columns].tolist()
    print(f"{len(one.cities):,} cities, {meetings.nnz // 2:,} ties, {one.projects:,} projects", flush=True)
    if "--networkx" in arguments:
        beside_networkx(meetings, int(arguments[arguments.index("--networkx") + 1]))
        return
    print(f"projection: {_said(seconds(lambda: (met(incidence(pairs)), strengths(one))))}")
    with TemporaryDirectory() as folder:
        mine = seconds(lambda: ours(pairs, Path(folder)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"ours, from pairs to table: {_said(mine)}, peak memory {peak:.2f} GB", flush=True)
    theirs = seconds(lambda: bare(meetings, strength))
    print(f"bare igraph, the same measures: {_said(theirs)}")
    print(f"ours takes {mine[0] / theirs[0]:.2f} times as long by processor, {mine[1] / theirs[1]:.2f} by the wall")


if __name__ == "__main__":
    igraph.set_random_number_generator(random.Random(1))
    main(sys.argv[1:])
