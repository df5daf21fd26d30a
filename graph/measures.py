"""Measures of each city's place in a layer of the network, for the cities that have a tie.

Brokerage, steps and betweenness count ties (1 where two cities met), communities weigh them by strength.
A value that does not exist is nan, never 0.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import igraph
import numpy as np
from numpy.typing import NDArray

from graph.coreness import fit_by_chance, fit_core, seeded
from graph.projection import (
    Incidence,
    Layer,
    Matrix,
    Numbers,
    backbone,
    met,
    project_counts,
    strengths,
    tie_persistence,
    tied,
)

SEED = 1
VERSION = "1"
"""Raised whenever a measure is computed in another way."""
EXACT = 10_000
"""Up to so many cities betweenness is exact; beyond, the fit by chance is left out: too slow."""
SAMPLE, BATCHES = 250, 10
"""Beyond EXACT, betweenness is drawn from so many cities, in so many batches that tell the error."""
SEEDS, ROUNDS = 10, 3
"""So many seeds are tried for the communities, each bettered in so many rounds."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A run on one layer: a value for each tied city and measure (nan = none), and what holds for the layer."""

    layer: Layer
    cities: tuple[int, ...]
    values: dict[str, Numbers]
    whole: dict[str, float]


def measure(layer: Layer, everyone: Incidence, seed: int = SEED) -> Measured:
    """Measure the tied cities of a layer; the cities without a tie are only counted."""
    one = tied(everyone)
    meetings, weights = met(one), strengths(one)
    whole = {
        "layerProjects": float(everyone.projects),
        "tiedCities": float(len(one.cities)),
        "untiedCities": float(len(everyone.cities) - len(one.cities)),
        "ties": meetings.nnz / 2,
        "tiePersistence": tie_persistence(meetings),
    }
    if not one.cities:
        return Measured(layer, (), {}, whole)
    graph = as_graph(meetings)
    core = fit_core(_binary(meetings), seed)
    groups, stability = communities(graph, weights)
    chance = fit_by_chance(graph, seed) if len(one.cities) <= EXACT else float("nan")
    whole |= {"coreFit": core.rho, "coreFitByChance": chance, "communityStability": stability}
    between, error = betweenness(graph, seed)
    values = {
        "projectCount": project_counts(one),
        "tieStrength": tie_strength(weights),
        "partners": np.array(graph.degree(), dtype=float),
        "coreLayer": core_layers(backbone(meetings)),
        "coreness": core.coreness,
        "effectiveSize": effective_size(graph),
        "constraint": constraint(graph),
        "partnerBrokerage": partner_brokerage(meetings, effective_size(graph)),
        "stepsToCore": steps_to(graph, top_decile(core.coreness)),
        "betweenness": between,
        "betweennessError": error,
        "community": groups,
        "component": components(graph),
        "cutCity": articulation(graph),
        "bridges": bridges(graph),
    }
    return Measured(layer, one.cities, values, whole)


def as_graph(ties: Matrix) -> igraph.Graph:
    """Give the ties to igraph, each pair once."""
    rows, columns = ties.nonzero()
    once = _once(ties)
    return igraph.Graph(ties.shape[0], np.column_stack((rows[once], columns[once])).tolist())


def _once(ties: Matrix) -> NDArray[np.bool_]:
    """Mark one of the two entries of each tie; in this order the graph has its ties."""
    rows, columns = ties.nonzero()
    return np.asarray(rows < columns)


def tie_strength(weights: Matrix) -> Numbers:
    """Sum the size-corrected ties of each city (M3): s_i = sum over p of i and j != i in p of 1/(n_p - 1)."""
    return np.asarray(weights.sum(axis=1), dtype=float)


def core_layers(ties: Matrix) -> Numbers:
    """Peel the ties met twice or more (M4): the onion layer of each city, higher = nearer to the core, 0 = no such tie.

    In each turn all cities go that have at most as many ties left as the core that is reached.
    """
    left = np.asarray(ties.sum(axis=1), dtype=float)
    layer, here, core, number = np.zeros(len(left)), left > 0, 1.0, 0
    while here.any():
        core, number = max(core, left[here].min()), number + 1
        peeled = here & (left <= core)
        layer[peeled] = number
        here &= ~peeled
        left = left - ties @ peeled.astype(float)
    return layer


def effective_size(graph: igraph.Graph) -> Numbers:
    """Give e_i = n_i - 2 t_i / n_i (M6), n_i partners and t_i ties among them; nan without a partner."""
    n = np.array(graph.degree(), dtype=float)
    closed = np.array(graph.transitivity_local_undirected(mode="zero"), dtype=float)
    return np.where(n > 0, n - closed * (n - 1), np.nan)


def partner_brokerage(meetings: Matrix, brokerage: Numbers) -> Numbers:
    """Average the effective sizes (M6) of the partners of each city; nan without a partner."""
    once = _binary(meetings)
    partners = np.asarray(once.sum(axis=1), dtype=float)
    total: Numbers = np.asarray(once @ np.nan_to_num(brokerage), dtype=float)
    return np.where(partners > 0, total / np.maximum(partners, 1), np.nan)


def constraint(graph: igraph.Graph) -> Numbers:
    """Give Burt's constraint (M6): the sum over j of (p_ij + sum over q of p_iq p_qj)^2, p_ij = 1/n_i for partners.

    Low = bridges groups; nan without a partner. igraph adds it up quicker than products of sparse matrices do.
    """
    return np.array(graph.constraint(), dtype=float)


def top_decile(coreness: Numbers) -> list[int]:
    """Choose the tenth of the cities with the highest coreness, and those that equal the last of them."""
    if np.isnan(coreness).all():
        return []
    rounded = np.round(coreness, 6)
    bar = np.sort(rounded)[::-1][ceil(len(rounded) / 10) - 1]
    return np.flatnonzero(rounded >= bar).tolist()


def steps_to(graph: igraph.Graph, core: Sequence[int]) -> Numbers:
    """Count the ties on the shortest way to a city of the core (M7); nan where there is no way."""
    reached = graph.copy()
    reached.add_vertices(1)
    reached.add_edges([(graph.vcount(), city) for city in core])
    steps = np.array(reached.distances(source=graph.vcount())[0][:-1], dtype=float) - 1
    return np.where(np.isfinite(steps), steps, np.nan)


def betweenness(
    graph: igraph.Graph, seed: int = SEED, exact: int = EXACT, sample: int = SAMPLE
) -> tuple[Numbers, Numbers]:
    """Count the shortest ways between other pairs that pass a city, those of one pair sharing 1; with standard error.

    Exact up to `exact` cities, with no error to tell; beyond, the ways from `sample` cities drawn by chance.
    """
    size = graph.vcount()
    if size <= exact:
        return np.array(graph.betweenness(), dtype=float), np.full(size, np.nan)
    drawn = random.Random(seed).sample(range(size), min(sample, size))
    batches = [drawn[n::BATCHES] for n in range(BATCHES)]
    parts = np.array([np.array(graph.betweenness(sources=b)) * (size / len(b)) for b in batches])
    return parts.mean(axis=0), parts.std(axis=0, ddof=1) / np.sqrt(BATCHES)


def communities(graph: igraph.Graph, weights: Matrix, seeds: int = SEEDS) -> tuple[Numbers, float]:
    """Group the cities by Leiden on modularity, and say how far other seeds agree (mean adjusted Rand index).

    Of so many seeds the grouping with the highest modularity is kept; groups are numbered from 1, the largest first.
    """
    # As a list: igraph takes an array of numpy without a word and leaves the weights out.
    strength = weights.data[_once(weights)].tolist()
    runs = []
    for seed in range(seeds):
        with seeded(seed):
            runs.append(graph.community_leiden("modularity", weights=strength, n_iterations=ROUNDS))
    best = max(runs, key=lambda run: round(graph.modularity(run.membership, weights=strength), 9))
    others = [run for run in runs if run is not best]
    agreed = [igraph.compare_communities(best, other, method="adjusted_rand") for other in others]
    return _by_size(best.membership), float(np.mean(agreed)) if agreed else float("nan")


def components(graph: igraph.Graph) -> Numbers:
    """Number the parts that no tie joins, the largest first."""
    return _by_size(graph.connected_components().membership)


def articulation(graph: igraph.Graph) -> Numbers:
    """Mark with 1 the cities without which their part of the network would fall apart."""
    marked = np.zeros(graph.vcount())
    marked[graph.articulation_points()] = 1
    return marked


def bridges(graph: igraph.Graph) -> Numbers:
    """Count the ties of each city without which its part of the network would fall apart."""
    ends = Counter(end for tie in graph.bridges() for end in graph.es[tie].tuple)
    return np.array([ends[city] for city in range(graph.vcount())], dtype=float)


def _binary(ties: Matrix) -> Matrix:
    return backbone(ties, times=1)


def _by_size(membership: Sequence[int]) -> Numbers:
    sizes = Counter(membership)
    first = {group: n for n, group in reversed(list(enumerate(membership)))}
    order = sorted(sizes, key=lambda group: (-sizes[group], first[group]))
    number = {group: n for n, group in enumerate(order, start=1)}
    return np.array([number[group] for group in membership], dtype=float)
