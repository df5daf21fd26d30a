"""Practices that bridge communities of the network, by the measures of the layer of all authorities.

spread   1 - sum over communities g of (n_g / n)^2, of n cities of the practice with a community: 0 where all are of one
partners the same of the partners of the city that began it: n_g of the cities that it meets are of community g

A practice is judged by its own cities where at least two of them have a community; else by the partners of the city
that began it, where that city has any; else it is "not computed". Communities are those of the release; on a
project of many partners one city can meet most of the network, so that the number of partners stands beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OWN, PARTNERS, NOT_COMPUTED = "its cities", "partners of its city", "not computed"


@dataclass(frozen=True, slots=True)
class Stands:
    """A city of a practice: how it belongs to it, and where it stands; None for a city without a tie."""

    practice: str
    title: str
    relation: str
    geonames: int
    city: str
    community: int | None = None
    betweenness: float | None = None


@dataclass(frozen=True, slots=True)
class Bridge:
    """How far a practice bridges: by what it was judged, 0 to 1 or None, over how many communities, and why."""

    practice: str
    title: str
    basis: str
    spread: float | None
    communities: int
    cities: int
    known: int
    betweenness: float | None
    reason: str


def bridges(stands: Iterable[Stands], partners: Mapping[int, Mapping[int, int]]) -> list[Bridge]:
    """Judge every practice, those that bridge most first; `partners` counts those of a city by their community."""
    held: dict[str, list[Stands]] = {}
    for one in stands:
        held.setdefault(one.practice, []).append(one)
    found = [_judge(several, partners) for several in held.values()]
    order = {OWN: 0, PARTNERS: 1, NOT_COMPUTED: 2}
    return sorted(found, key=lambda one: (order[one.basis], -(one.spread or 0), one.title, one.practice))


def spread(numbers: Iterable[int]) -> float:
    """Give 1 - the sum of squared shares: 0 where all are of one community."""
    held = list(numbers)
    whole = sum(held)
    return 1 - sum((number / whole) ** 2 for number in held) if whole else 0.0


def _judge(several: list[Stands], partners: Mapping[int, Mapping[int, int]]) -> Bridge:
    cities = {one.geonames: one for one in several}
    placed = {one.geonames: one.community for one in cities.values() if one.community is not None}
    ways = [one.betweenness for one in cities.values() if one.betweenness is not None]
    first = several[0]
    start = next((one for one in several if one.relation == "began"), None)
    own = Counter(placed.values())
    met = partners.get(start.geonames, {}) if start else {}
    told: tuple[str, float | None, int, str]
    if len(placed) > 1:
        told = (OWN, spread(own.values()), len(own), _by_cities(len(placed), len(cities), len(own)))
    elif met and start:
        told = (PARTNERS, spread(met.values()), len(met), _by_partners(start.city, met))
    else:
        told = (NOT_COMPUTED, None, 0, _why_not(len(cities), start))
    basis, value, communities, reason = told
    return Bridge(
        *(first.practice, first.title, basis, value, communities, len(cities), len(placed)),
        max(ways, default=None),
        reason,
    )


def _by_cities(placed: int, cities: int, communities: int) -> str:
    said = "all of one community" if communities == 1 else f"of {communities} communities"
    return f"{placed} of its {cities} cities have a community: they are {said}"


def _by_partners(city: str, met: Mapping[int, int]) -> str:
    most = max(met.values()) / sum(met.values())
    where = "one community" if len(met) == 1 else f"{len(met)} communities"
    return f"{city} meets {sum(met.values())} cities of {where} in projects; {most:.0%} of them are of the largest"


def _why_not(cities: int, start: Stands | None) -> str:
    if start is None:
        return "its city is not known"
    return f"{start.city} has no tie in the network of authorities" + (
        f", nor have its {cities - 1} others" * (cities > 1)
    )
