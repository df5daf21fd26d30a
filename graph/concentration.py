"""How unevenly projects are spread over cities, size classes, countries and periods.

A figure that cannot be told (no city, no project, no earlier period) is None, never 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import combinations
from math import ceil

Pair = tuple[int, int]


def gini(counts: Iterable[float]) -> float | None:
    """Give the Gini coefficient, 0 for equal counts; leave zeros in to count all cities, out to count linked ones."""
    ordered = sorted(counts)
    total, number = sum(ordered), len(ordered)
    if not number or not total:
        return None
    weighted = sum(rank * count for rank, count in enumerate(ordered, 1))
    return 2 * weighted / (number * total) - (number + 1) / number


def top_share(counts: Iterable[float], share: float) -> float | None:
    """Give the share of all projects that the top `share` (0 to 1) of cities has, at least one city."""
    ordered = sorted(counts, reverse=True)
    total = sum(ordered)
    if not ordered or not total:
        return None
    # 0.1 x 30 is a trifle more than 3 in binary numbers.
    return sum(ordered[: max(1, ceil(round(share * len(ordered), 9)))]) / total


def lorenz(counts: Iterable[float]) -> list[tuple[float, float]]:
    """Give the points of the Lorenz curve, one after each change of the count: share of cities, share of projects."""
    tally = Counter(counts)
    number, total = sum(tally.values()), sum(count * cities for count, cities in tally.items())
    if not number or not total:
        return []
    points, cities, projects = [(0.0, 0.0)], 0, 0.0
    for count in sorted(tally):
        cities, projects = cities + tally[count], projects + count * tally[count]
        points.append((cities / number, projects / total))
    return points


def representation(parts: Mapping[str, float], size: Mapping[str, float]) -> dict[str, float | None]:
    """Divide each group's share of the projects by its share of the cities (or inhabitants); below 1 is too few."""
    whole, total = sum(size.values()), sum(parts.get(group, 0) for group in size)
    if not whole or not total:
        return dict.fromkeys(size)
    return {group: parts.get(group, 0) / total / (own / whole) if own else None for group, own in size.items()}


def newcomer_rate(before: Set[int], now: Set[int]) -> float | None:
    """Give the share of the cities of a period that were not there in the one before."""
    return len(now - before) / len(now) if now and before else None


def ties(projects: Iterable[Iterable[int]]) -> Counter[Pair]:
    """Count for each pair of cities the projects in which they met."""
    return Counter(pair for cities in projects for pair in combinations(sorted(set(cities)), 2))


def persistence(met: Mapping[Pair, int]) -> float | None:
    """Give the share of pairs that met in two projects or more."""
    return sum(number > 1 for number in met.values()) / len(met) if met else None


def carried_on(before: Set[Pair], now: Set[Pair]) -> float | None:
    """Give the share of the pairs of a period that meet again in the next."""
    return len(before & now) / len(before) if before and now else None


def by_period(rows: Sequence[tuple[int, str, str]]) -> dict[str, dict[str, set[int]]]:
    """Gather the cities of each project of each period, from rows of city, period and project."""
    found: dict[str, dict[str, set[int]]] = {}
    for city, period, project in rows:
        found.setdefault(period, {}).setdefault(project, set()).add(city)
    return dict(sorted(found.items()))
