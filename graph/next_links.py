"""Which introductions would change most: pairs of a town and a door, chosen one by one under a budget.

A door is a peer (a city) or an initiative (a project or network that still runs); whoever goes through it is tied to
its cities. Three aims, each the lower the better. Only for isolation does greedy choice bear a guarantee.
"""

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Protocol

from graph.web import Web, far, steps

AIMS = ("isolation", "path-length", "gini")
GUARANTEED = ("isolation",)
"""Aims for which greedy choice reaches at least 1 - 1/e of the best possible gain."""


@dataclass(frozen=True, slots=True)
class Door:
    """Whom one meets behind it; `kind` is "peer" or "initiative", `key` a GeoNames id or the IRI of a project."""

    kind: str
    key: str
    cities: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """An introduction: a town is led to a door."""

    town: int
    door: Door

    @property
    def tied(self) -> frozenset[int]:
        """Who has a tie by it: the town and those behind the door; nobody where the town is alone there."""
        others = self.door.cities - {self.town}
        return others | {self.town} if others else frozenset()


class Aim(Protocol):
    """What is to be lowered; `gain` tells by how much a pair would lower it, `take` takes the pair for good."""

    def value(self) -> float:
        """Give what is to be lowered, as it stands."""

    def gain(self, pair: Pair) -> float:
        """Say by how much the pair would lower it now."""

    def take(self, pair: Pair) -> None:
        """Take the pair."""


class Isolation:
    """The mean over the towns of 1 - d: d is 1 with a tie, `beside` if a town of its region has one, else 0.

    d of a town after some pairs is the largest of what each pair gives it, so the sum over the towns is monotone and
    submodular (a facility-location function): a pair adds no less to few pairs than to more. Hence the greedy choice of
    n pairs gains at least 1 - (1 - 1/n)^n > 1 - 1/e of what the best n pairs gain (Nemhauser, Wolsey and Fisher 1978):
    the best n pairs together close the gap that is left, so one of them closes 1/n of it at least, and the greedy pair
    no less; after n turns at most (1 - 1/n)^n of the gap is left.
    """

    def __init__(self, web: Web, regions: Mapping[int, str], beside: float) -> None:
        """Start from the web; `regions` leads towns to their NUTS 3 regions ("" not known)."""
        self._regions, self._beside = regions, beside
        self._of_region: dict[str, list[int]] = {}
        for town in web.towns:
            self._of_region.setdefault(regions.get(town, ""), []).append(town)
        self._reached = dict.fromkeys(web.towns, 0.0)
        for city in [town for town in web.towns if town in web.ties]:
            self._cover([city])

    def value(self) -> float:
        """Give the mean isolation, 0 to 1."""
        return 1 - sum(self._reached.values()) / len(self._reached) if self._reached else 0.0

    def _given(self, cities: Iterable[int]) -> dict[int, float]:
        """Say what a tie of each of these cities gives to the towns."""
        tied = [city for city in cities if city in self._reached]
        named = [region for city in tied if (region := self._regions.get(city, ""))]
        given = {town: self._beside for region in named for town in self._of_region[region]}
        return given | dict.fromkeys(tied, 1.0)

    def gain(self, pair: Pair) -> float:
        """Say by how much the pair would lower the mean."""
        given = self._given(pair.tied)
        return sum(max(0.0, d - self._reached[town]) for town, d in given.items()) / max(1, len(self._reached))

    def take(self, pair: Pair) -> None:
        """Take the pair."""
        self._cover(pair.tied)

    def _cover(self, cities: Iterable[int]) -> None:
        for town, d in self._given(cities).items():
            self._reached[town] = max(self._reached[town], d)


class PathLength:
    """The mean steps from the towns to the core; no way counts as one more than the longest way at the start.

    Not submodular: two ties may shorten nothing alone and much together. So the greedy choice has no guarantee.
    """

    def __init__(self, web: Web) -> None:
        """Start from the web, whose core stays as it is."""
        self._ties = {city: set(others) for city, others in web.ties.items()}
        self._steps, self._lost, self._towns = steps(web.ties, web.core), far(web), frozenset(web.towns)

    def value(self) -> float:
        """Give the mean steps."""
        ways = (min(self._lost, self._steps.get(town, self._lost)) for town in self._towns)
        return sum(ways) / len(self._towns) if self._towns else 0.0

    def _shorter(self, pair: Pair) -> dict[int, int]:
        """Give the new steps of those whose way the pair shortens, going on only where it does."""
        found: dict[int, int] = {}

        def now(city: int) -> int:
            return found.get(city, self._steps.get(city, self._lost))

        best = min((now(city) for city in pair.door.cities), default=self._lost) + 1
        queue = [(best, pair.town)] + [(now(pair.town) + 1, city) for city in pair.door.cities]
        heapq.heapify(queue)
        while queue:
            way, city = heapq.heappop(queue)
            if way < now(city):
                found[city] = way
                for other in self._ties.get(city, ()):
                    heapq.heappush(queue, (way + 1, other))
        return found

    def gain(self, pair: Pair) -> float:
        """Say by how much the pair would lower the mean."""
        shorter = self._shorter(pair)
        saved = (self._steps.get(c, self._lost) - way for c, way in shorter.items() if c in self._towns)
        return sum(saved) / max(1, len(self._towns))

    def take(self, pair: Pair) -> None:
        """Take the pair."""
        self._steps |= self._shorter(pair)
        for city in pair.door.cities - {pair.town}:
            self._ties.setdefault(pair.town, set()).add(city)
            self._ties.setdefault(city, set()).add(pair.town)


class Spread:
    """The Gini of the number of partners over the towns, with zeros.

    Not submodular, nor does every pair lower it: a tie between two towns that have many raises it. No guarantee.
    """

    def __init__(self, web: Web) -> None:
        """Note the partners of each town, and how many towns have so many."""
        self._partners = {town: set(web.ties.get(town, ())) for town in web.towns}
        self._tally = Counter(map(len, self._partners.values()))

    def value(self) -> float:
        """Give the Gini; 1 where nobody has a partner, as when one had all."""
        return _gini(self._tally)

    def _added(self, pair: Pair) -> dict[int, set[int]]:
        others = pair.door.cities - {pair.town}
        added = {pair.town: set(others)} if others else {}
        every = added | {other: {pair.town} for other in others}
        return {town: more for town, more in every.items() if town in self._partners}

    def gain(self, pair: Pair) -> float:
        """Say by how much the pair would lower the Gini; below 0 where it would raise it."""
        tally = self._tally.copy()
        for town, more in self._added(pair).items():
            own = self._partners[town]
            tally[len(own)] -= 1
            tally[len(own | more)] += 1
        return self.value() - _gini(tally)

    def take(self, pair: Pair) -> None:
        """Take the pair."""
        for town, more in self._added(pair).items():
            self._tally[len(self._partners[town])] -= 1
            self._partners[town] |= more
            self._tally[len(self._partners[town])] += 1


def _gini(tally: Mapping[int, int]) -> float:
    """Give the Gini from how many have so many, as graph.concentration gives it from all counts."""
    number, total = sum(tally.values()), sum(count * towns for count, towns in tally.items())
    if not total:
        return 1.0
    rank, weighted = 0, 0.0
    for count in sorted(tally):
        towns = tally[count]
        weighted += count * towns * (rank + (towns + 1) / 2)
        rank += towns
    return 2 * weighted / (number * total) - (number + 1) / number


def aim_of(name: str, web: Web, regions: Mapping[int, str], beside: float) -> Aim:
    """Start an aim by its name."""
    made: dict[str, Callable[[], Aim]] = {
        "isolation": lambda: Isolation(web, regions, beside),
        "path-length": lambda: PathLength(web),
        "gini": lambda: Spread(web),
    }
    return made[name]()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pair that was chosen, by how much it lowered the aim, and what was left after it."""

    pair: Pair
    gain: float
    left: float


def greedy(aim: Aim, pairs: Sequence[Pair], budget: int, *, lazy: bool) -> list[Chosen]:
    """Choose the pair that lowers the aim most, again and again, until the budget is spent or nothing lowers it.

    With `lazy` (only where the aim is submodular) a gain that was told earlier bounds the present one from above, so
    that most pairs need not be looked at again (Minoux 1978); the result is the same. Of equals the first is taken.
    """
    chosen: list[Chosen] = []
    waiting = [(-_gain(aim, pair), place) for place, pair in enumerate(pairs)]
    heapq.heapify(waiting)
    while waiting and len(chosen) < budget:
        if not lazy and chosen:
            waiting = [(-_gain(aim, pairs[place]), place) for _, place in waiting]
            heapq.heapify(waiting)
        told, place = heapq.heappop(waiting)
        now = _gain(aim, pairs[place])
        if waiting and (-now, place) > waiting[0] and now < -told:
            heapq.heappush(waiting, (-now, place))
            continue
        if now <= 1e-12:
            break
        aim.take(pairs[place])
        chosen.append(Chosen(pairs[place], now, aim.value()))
    return chosen


def _gain(aim: Aim, pair: Pair) -> float:
    """Give the gain so rounded that those which are equal but for the last bits count as equal."""
    return round(aim.gain(pair), 12)


def taken(aim: Aim, pairs: Iterable[Pair]) -> float:
    """Give what is left of the aim when all these pairs are taken."""
    for pair in pairs:
        aim.take(pair)
    return aim.value()


def by_chance(start: Callable[[], Aim], pairs: Sequence[Pair], budget: int, seeds: int) -> tuple[float, float, float]:
    """Give what is left after pairs drawn by chance: the mean over the seeds, and where 95 % of the runs lie."""
    left = sorted(taken(start(), random.Random(seed).sample(pairs, min(budget, len(pairs)))) for seed in range(seeds))
    outside = floor(0.025 * len(left))
    return sum(left) / len(left), left[outside], left[-1 - outside]
