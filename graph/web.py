"""Who is tied to whom, as it is and as it would be: the graph on which introductions are planned and tried out.

Two cities are tied where they take part in the same project, each tie counted once whatever the number of projects.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graph.concentration import gini

Ties = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Web:
    """Ties by city; the towns that count, of one country; and the core, fixed before anything is changed.

    The core must not move with what is tried out, or a town would move the bar by itself.
    """

    ties: Ties
    towns: tuple[int, ...]
    core: frozenset[int]


def tie(projects: Iterable[Collection[int]]) -> dict[int, frozenset[int]]:
    """Tie the cities of each project to each other; who meets nobody is not in the result."""
    met: dict[int, set[int]] = {}
    for cities in projects:
        if len(cities) > 1:
            for city in cities:
                met.setdefault(city, set()).update(cities)
    return {city: frozenset(others - {city}) for city, others in met.items()}


def link(web: Web, town: int, others: Iterable[int]) -> Web:
    """Add ties between a town and others."""
    ties = dict(web.ties)
    for other in set(others) - {town}:
        ties[town] = ties.get(town, frozenset()) | {other}
        ties[other] = ties.get(other, frozenset()) | {town}
    return replace(web, ties=ties)


def steps(ties: Ties, core: Iterable[int]) -> dict[int, int]:
    """Count the ties on the shortest way from each city to the core; who has no way is not in the result."""
    found = {city: 0 for city in core if city in ties}
    queue = deque(found)
    while queue:
        city = queue.popleft()
        for other in ties[city]:
            if other not in found:
                found[other] = found[city] + 1
                queue.append(other)
    return found


def parts(ties: Ties) -> list[int]:
    """Give the sizes of the parts that no tie joins, the largest first."""
    left, sizes = set(ties), []
    while left:
        queue, seen = [next(iter(left))], set[int]()
        while queue:
            city = queue.pop()
            if city not in seen:
                seen.add(city)
                queue += ties[city] - seen
        left -= seen
        sizes.append(len(seen))
    return sorted(sizes, reverse=True)


def far(web: Web) -> int:
    """Say how many steps a town without a way counts: one more than the longest way that there is."""
    return max(steps(web.ties, web.core).values(), default=0) + 1


def figures(web: Web, lost: int) -> dict[str, float | None]:
    """Measure a web: its towns first, then the whole; a town without a way to the core counts `lost` steps."""
    ways = steps(web.ties, web.core)
    partners = [len(web.ties.get(town, ())) for town in web.towns]
    sizes = parts(web.ties)
    return {
        "towns without a tie": float(partners.count(0)),
        "mean steps to the core": sum(ways.get(t, lost) for t in web.towns) / len(web.towns) if web.towns else None,
        "towns without a way to the core": float(sum(town not in ways for town in web.towns)),
        "Gini of partners": gini(partners),
        "tied cities": float(len(web.ties)),
        "ties": sum(map(len, web.ties.values())) / 2,
        "separate parts": float(len(sizes)),
        "share of the largest part": sizes[0] / sum(sizes) if sizes else None,
    }
