"""How well an order of cities, made at one moment, tells which of them join afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = Sequence[float] | NDArray[np.float64]
DEPTHS = (50, 100, 200)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """An order's precision at each depth, its AUC, and how much that AUC exceeds the rival's, each with interval."""

    precision: dict[int, float | None]
    auc: Interval | None
    ahead: Interval | None

    @property
    def beats(self) -> bool:
        """Say whether the whole interval of the difference lies above 0."""
        return self.ahead is not None and self.ahead.low > 0


def precision_at(scores: Scores, joined: Sequence[bool], depth: int) -> float | None:
    """Give the share of the first `depth` cities that joined; cities of equal score count with their group's share."""
    if depth > len(joined) or not depth:
        return None
    value, hits = np.asarray(scores, dtype=float), np.asarray(joined, dtype=bool)
    limit = np.sort(value)[::-1][depth - 1]
    above, level = value > limit, value == limit
    left = depth - int(above.sum())
    return float(hits[above].sum() + left * hits[level].mean()) / depth


def auc(scores: Scores, joined: Sequence[bool]) -> float | None:
    """Give the chance that a city that joined stands above one that did not; equal scores count half."""
    from scipy.stats import rankdata

    hits = np.asarray(joined, dtype=bool)
    found, other = int(hits.sum()), int((~hits).sum())
    if not found or not other:
        return None
    ranks = rankdata(np.asarray(scores, dtype=float))
    return float((ranks[hits].sum() - found * (found + 1) / 2) / (found * other))


def compare(orders: Mapping[str, Scores], joined: Sequence[bool], rival: str, runs: int = 200) -> dict[str, Result]:
    """Measure every order on the same cities and the same bootstrap samples, each beside the rival."""
    chance = np.random.default_rng(1)
    hits = np.asarray(joined, dtype=bool)
    arrays = {name: np.asarray(scores, dtype=float) for name, scores in orders.items()}
    samples: dict[str, list[float]] = {name: [] for name in arrays}
    for _ in range(runs if hits.any() and not hits.all() else 0):
        drawn = chance.integers(0, len(hits), len(hits))
        values = {name: auc(scores[drawn], hits[drawn].tolist()) for name, scores in arrays.items()}
        for name, value in values.items():
            if value is not None:
                samples[name].append(value)
    return {name: _result(name, arrays, hits, samples, rival) for name in arrays}


def _result(
    name: str,
    arrays: Mapping[str, NDArray[np.float64]],
    hits: NDArray[np.bool_],
    samples: Mapping[str, list[float]],
    rival: str,
) -> Result:
    flat = hits.tolist()
    precision = {depth: precision_at(arrays[name], flat, depth) for depth in DEPTHS}
    own, other = auc(arrays[name], flat), auc(arrays[rival], flat)
    if own is None or other is None or not samples[name]:
        return Result(precision, None, None)
    ahead = np.array(samples[name]) - np.array(samples[rival])
    return Result(precision, _interval(own, np.array(samples[name])), _interval(own - other, ahead))


def _interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    low, high = np.percentile(drawn, (2.5, 97.5))
    return Interval(value, float(low), float(high))
