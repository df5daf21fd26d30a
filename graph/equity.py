"""Do our suggestions feed the rich? The share of them that goes to some cities, beside what chance would give them.

share    suggestions that go to a city of the group, divided by all suggestions
chance   the same share where each town draws as many from those that it might have been given, each as likely
ratio    share / chance; the rich are fed when its lower end, share / (97.5th percentile of the draws), is above 1

The share is the exposure of a group (Singh and Joachims 2018, each place of a list counted alike), and that a
recommender adds to those that have most already is its popularity bias (Su, Sharma and Goel 2016 for whom to follow).
The correction ranks anew what fits (Abdollahpouri, Burke and Mobasher 2019): a central
city counts half.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Door = tuple[int, ...]
"""The cities that a suggestion leads to, by GeoNames id: one, or those of an initiative, which share it."""

CENTRAL = 0.1
"""So large a part of the tied cities is called central, those with the strongest ties first."""
MARGIN = 0.5
"""A central city loses this part of its score: a judgement, measured in docs/equity.md."""
FEWEST = 30
"""Fewer suggestions tell nothing."""
DRAWS, SEED = 1_000, 1
TOO_FEW = f"fewer than {FEWEST} suggestions"
RARE = "chance gives the group fewer than one suggestion, and so do we"
NO_CHANCE = "none of those that might have been suggested is in the group"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one town is given (`given`) of what it might have been given (`pool`); its country and size class."""

    town: int
    country: str
    size: str
    pool: tuple[Door, ...]
    given: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A group's share of the suggestions, its mean by chance with the range of 95 % of the draws, and of the pool.

    `why` says why it is not computed; the figures are None then.
    """

    towns: int
    suggestions: int
    share: float | None = None
    chance: float | None = None
    low: float | None = None
    high: float | None = None
    pool: float | None = None
    why: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times chance the group is given."""
        return self.share / self.chance if self.share is not None and self.chance else None

    @property
    def least(self) -> float | None:
        """The lower end of the ratio: the share beside the upper end of chance."""
        return self.share / self.high if self.share is not None and self.high else None

    @property
    def feeds(self) -> bool:
        """Say whether the group is given more than chance gives, beyond what the draws leave open."""
        return self.least is not None and self.least > 1


def central(strength: Mapping[int, float], part: float = CENTRAL) -> frozenset[int]:
    """Choose the tenth of the tied cities with the strongest ties (M3), and those that equal the last of them."""
    if not strength:
        return frozenset()
    bar = sorted(strength.values(), reverse=True)[ceil(round(part * len(strength), 9)) - 1]
    return frozenset(city for city, own in strength.items() if round(own, 9) >= round(bar, 9))


class Laid:
    """Offers laid out once, so that the shares of many groups are quickly told."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        """Number the doors; offers without a pool or without anything given are left out."""
        held = [one for one in offers if one.given and one.pool]
        self.towns, self.suggestions = len(held), sum(len(one.given) for one in held)
        number: dict[Door, int] = {}
        places: dict[tuple[Door, ...], Places] = {}
        for pool in (pool for one in held for pool in (one.pool, one.given)):
            if pool not in places:
                places[pool] = np.array([number.setdefault(door, len(number)) for door in pool])
        self._doors = tuple(number)
        self._of = [(places[one.pool], places[one.given]) for one in held]

    def measure(self, group: Collection[int], draws: int = DRAWS, seed: int = SEED) -> Share:
        """Give a group's share beside chance, drawn without putting back from what each town had."""
        counts = self.towns, self.suggestions
        if self.suggestions < FEWEST:
            return Share(*counts, why=TOO_FEW)
        members = frozenset(group)
        part = np.array([sum(city in members for city in door) / max(1, len(door)) for door in self._doors])
        number = self.suggestions
        ours = sum(float(part[given].sum()) for _, given in self._of) / number
        mean = sum(len(given) * float(part[pool].mean()) for pool, given in self._of) / number
        if max(mean, ours) * number < 1:
            return Share(*counts, why=RARE if mean else NO_CHANCE)
        rng = np.random.default_rng(seed)
        drawn = sum((_drawn(rng, part[pool], len(given), draws) for pool, given in self._of), np.zeros(draws))
        low, high = (float(value) for value in np.percentile(drawn / number, (2.5, 97.5)))
        every = np.unique(np.concatenate([pool for pool, _ in self._of]))
        return Share(*counts, ours, mean, low, high, float(part[every].mean()))


def measure(offers: Iterable[Offer], group: Collection[int]) -> Share:
    """Give a group's share of the suggestions beside chance."""
    return Laid(offers).measure(group)


def _drawn(rng: np.random.Generator, pool: Numbers, number: int, draws: int) -> Numbers:
    """Sum what so many doors give that are drawn from the pool, once for each draw."""
    number = min(number, len(pool))
    inside = int((pool == 1).sum())
    if inside + int((pool == 0).sum()) == len(pool):
        return rng.hypergeometric(inside, len(pool) - inside, number, draws).astype(float)
    if number == 1:
        return np.asarray(pool[rng.integers(len(pool), size=draws)], dtype=float)
    order = rng.random((draws, len(pool))).argsort(axis=1)[:, :number]
    return np.asarray(pool[order].sum(axis=1), dtype=float)


def spared(
    ranked: Sequence[T],
    score: Callable[[T], float],
    city: Callable[[T], int],
    rich: Collection[int],
    margin: float = MARGIN,
) -> list[T]:
    """Rank anew what fits: a central city counts as if it fitted less well by the margin; equals keep their order.

    Nobody is added or left out, so that nothing is suggested that did not fit before.
    """
    rich = frozenset(rich)
    return sorted(ranked, key=lambda one: -round(score(one) * (1 - margin * (city(one) in rich)), 9))
