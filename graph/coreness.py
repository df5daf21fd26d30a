"""Continuous coreness after Borgatti and Everett (1999), and whether there is a core at all."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import igraph
import numpy as np

from graph.projection import Matrix, Numbers

FEWEST = 3
"""Two tied cities leave c_1 and c_2 open: any two values with product 1 fit as well."""
TURNS = 1_000
"""So many times the values are bettered at most."""

STARTS = 10
"""The sum has several optima: so many starts are tried and the best is kept."""


@dataclass(frozen=True, slots=True)
class Core:
    """Coreness of each city, and rho, the correlation of a_ij with c_i c_j off the diagonal; nan without spread."""

    coreness: Numbers
    rho: float


def fit_core(ties: Matrix, seed: int, starts: int = STARTS) -> Core:
    """Find c >= 0 that minimises the sum over i != j of (a_ij - c_i c_j)^2, a_ij = 1 where i and j are tied (M5).

    Of optima that are equally good, the one that favours the earlier cities is kept, so that a run can be repeated.
    Fewer than three cities determine no coreness: nan.
    """
    if ties.shape[0] < FEWEST:
        return Core(np.full(ties.shape[0], np.nan), float("nan"))
    found = [_minimum(ties, start) for start in _starts(ties, seed, starts)]
    least = min(value for value, _ in found)
    best = [c for value, c in found if value <= least * (1 + 1e-7) + 1e-7]
    coreness = max(best, key=lambda c: np.round(c, 3).tolist())
    return Core(coreness, _rho(ties, coreness))


def fit_by_chance(graph: igraph.Graph, seed: int, times: int = 3) -> float:
    """Give the mean rho of networks in which every city keeps its number of ties and the ties are shuffled."""
    with seeded(seed):
        shuffled = [_shuffled(graph) for _ in range(times)]
    return float(np.mean([fit_core(ties, seed, starts=2).rho for ties in shuffled]))


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from this seed, so that a run can be repeated."""
    igraph.set_random_number_generator(random.Random(seed))
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _shuffled(graph: igraph.Graph) -> Matrix:
    copy = graph.copy()
    copy.rewire(10 * copy.ecount())
    size, pairs = copy.vcount(), np.array(copy.get_edgelist(), dtype=int).reshape(-1, 2)
    both = np.vstack((pairs, pairs[:, ::-1]))
    return Matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(size, size))


def _starts(ties: Matrix, seed: int, starts: int) -> Iterator[Numbers]:
    """Begin at the coreness that independent ties would have, then near it at random."""
    degree = np.asarray(ties.sum(axis=1), dtype=float)
    base = degree / np.sqrt(degree.sum())
    chance = np.random.default_rng(seed)
    yield base
    for _ in range(starts - 1):
        yield base * chance.uniform(0.25, 1.75, len(base))


def _minimum(ties: Matrix, c: Numbers) -> tuple[float, Numbers]:
    """Set each c_i half way to its own best value, sum_j a_ij c_j / sum_j c_j^2 over j != i, until nothing moves."""
    for _ in range(TURNS):
        others = np.maximum(float((c * c).sum()) - c * c, 1e-12)
        better = (c + (ties @ c) / others) / 2
        moved, c = float(np.abs(better - c).max()), better
        if moved < 1e-6:
            break
    square = float((c * c).sum())
    misfit = float(ties.sum()) - 2 * float((c * (ties @ c)).sum()) + square**2 - float((c**4).sum())
    return misfit, c


def _rho(ties: Matrix, c: Numbers) -> float:
    """Correlate a_ij and c_i c_j over the ordered pairs of different cities, without laying them all out."""
    pairs = len(c) * (len(c) - 1)
    a = float(ties.sum()) / pairs
    x = (c.sum() ** 2 - (c**2).sum()) / pairs
    xx = ((c**2).sum() ** 2 - (c**4).sum()) / pairs
    ax = float((c * (ties @ c)).sum()) / pairs
    spread = (a - a * a) * (xx - x * x)
    return float((ax - a * x) / np.sqrt(spread)) if spread > 1e-15 else float("nan")
