"""Many towns and many mentors at once: who advises whom, so that most towns have a mentor and all fit well.

The sum of the fits (graph/peer_fit.py) is the largest that there is among those that give the most towns a mentor:
scipy's linear_sum_assignment over one column for each place of a mentor, and one for each town that stays without.
Towns and mentors are put in the order of their GeoNames ids first, so that the answer does not hang on the input.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.errors import BadParameter
from graph.peer_field import Doors, Field, Side, doors
from graph.peer_fit import Fit, Known, Need, barred, fit, order
from graph.peer_words import reasons, warning

SCALE = 1_000_000
"""Fits are whole millionths in the solver, so that no rounding of a machine decides."""
ALONE, NEVER = 10 * SCALE, 100 * SCALE
"""What it costs to leave a town without a mentor, and to pair two that must not be: always more than any fit gains."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A town of a cohort and what it needs."""

    side: Side
    need: Need


@dataclass(frozen=True, slots=True)
class Placed:
    """A town with its mentor, why, the one thing against it, and how many mentors would fit the town better."""

    asking: Asking
    fit: Fit
    reasons: tuple[str, ...]
    warning: str
    better: int

    @property
    def choice(self) -> str:
        """Say whether it is the best for the town."""
        if not self.better:
            return "the best for the town of all mentors here"
        return f"number {self.better + 1} for the town; those before it have no place left"


@dataclass(frozen=True, slots=True)
class Cohort:
    """The pairs, the towns that stay without a mentor and why, and the places and towns of each mentor."""

    placed: tuple[Placed, ...]
    alone: tuple[tuple[Asking, str], ...]
    places: Mapping[int, int]
    taken: Mapping[int, int]


def assign(towns: Iterable[Asking], mentors: Mapping[int, Side], places: Mapping[int, int], known: Field) -> Cohort:
    """Give each town a mentor; `places` says how many towns each mentor may have, and no mentor has more."""
    return assign_knowing(towns, mentors, places, known, Known())


def assign_knowing(
    towns: Iterable[Asking], mentors: Mapping[int, Side], places: Mapping[int, int], known: Field, records: Known
) -> Cohort:
    """Do the same with the team's records: no pair of which one said no."""
    rows = sorted(towns, key=lambda one: one.side.town.geonames)
    if twice := [one for one, other in pairwise(rows) if one.side.town.geonames == other.side.town.geonames]:
        raise BadParameter(f"{twice[0].side.town.name} is among the towns twice; leave one row of it.")
    offers = [mentors[city] for city in sorted(mentors) if places.get(city, 0) > 0]
    held = [_offers(one, offers, known, Known(refused=records.refused)) for one in rows]
    slots = [n for n, one in enumerate(offers) for _ in range(min(places[one.town.geonames], len(rows)))]
    chosen = _solve(held, slots)
    placed = tuple(_placed(rows[n], held[n][0], offers[m], known, records) for n, m in chosen.items())
    alone = tuple((one, _alone(*held[n])) for n, one in enumerate(rows) if n not in chosen)
    return Cohort(placed, alone, dict(places), Counter(one.fit.mentor.town.geonames for one in placed))


Offers = tuple[dict[int, Fit], Counter[str]]


def _offers(one: Asking, offers: Sequence[Side], known: Field, records: Known) -> Offers:
    """Say how well each mentor fits a town, by its place in the list, and why some are none."""
    stands: Doors = doors(one.side, known)
    fits: dict[int, Fit] = {}
    left: Counter[str] = Counter()
    for place, mentor in enumerate(offers):
        if mentor.town.geonames == one.side.town.geonames:
            continue
        if why := barred(one.side, mentor, stands, records):
            left[why] += 1
        else:
            fits[place] = fit(one.side, mentor, one.need, stands)
    return fits, left


def _solve(held: Sequence[Offers], slots: Sequence[int]) -> dict[int, int]:
    """Give the place of a mentor for each town that has one."""
    from scipy.optimize import linear_sum_assignment

    if not held:
        return {}
    costs = np.full((len(held), len(slots) + len(held)), NEVER, dtype=np.int64)
    for row, (fits, _) in enumerate(held):
        costs[row, len(slots) + row] = ALONE
        for column, place in enumerate(slots):
            if place in fits:
                costs[row, column] = -round(fits[place].value * SCALE)
    rows, columns = linear_sum_assignment(costs)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {row: slots[column] for row, column in pairs if column < len(slots)}


def _placed(asking: Asking, fits: Mapping[int, Fit], mentor: Side, known: Field, records: Known) -> Placed:
    ranked = sorted(fits.values(), key=order)
    one = next(each for each in ranked if each.mentor is mentor)
    told = reasons(asking.side, one, asking.need, known)
    against = warning(asking.side, one, asking.need, records, known.year)
    better = sum(round(each.value * SCALE) > round(one.value * SCALE) for each in ranked)
    return Placed(asking, one, told, against, better)


def _alone(fits: Mapping[int, Fit], left: Counter[str]) -> str:
    """Say why a town stays without a mentor."""
    if not fits:
        told = ", ".join(f"{number} {why}" for why, number in sorted(left.items()))
        return f"no mentor here may advise it ({told})" if told else "no mentor with a place is on the list"
    best = min(fits.values(), key=order)
    others = f", the best {best.mentor.town.name}" if len(fits) > 1 else ""
    number = f"{len(fits)} mentors would do{others}" if len(fits) > 1 else f"only {best.mentor.town.name} would do"
    return f"{number}, but their places went to towns that fit better or had no other mentor"
