"""Peers: cities that are like a town in size and kind of region, so that what they did may be asked about.

likeness = 0.5 * size + 0.35 * region + 0.15 * density, from 0 to 1
size      1 - |log2(p / q)| of the two populations, 0 from half or double on
region    official typologies of both NUTS 3 regions that they share, divided by all that one of them has
density   1 where the degree of urbanisation is the same, 0 where it differs; half where one is not known

A city without a known population or region gets no peers: nothing could be said for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from graph.peripheral import region_words

SIZE, REGION, DENSITY = 0.5, 0.35, 0.15
"""Weights of the parts; they add up to 1."""

MOST = 3


@dataclass(frozen=True, slots=True)
class Town:
    """What is compared of a city; `typologies` are official ones of its region, `degurba` is 0 when not known."""

    geonames: int
    name: str
    country: str
    population: int
    typologies: frozenset[str]
    degurba: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Peer:
    """A city that is like another, how much (0 to 1), and why in words."""

    town: Town
    likeness: float
    reason: str


def size_part(one: int, other: int) -> float:
    """Compare two populations: 1 for the same, 0 from half or double on or where one is not known."""
    return max(0.0, 1 - abs(log2(one / other))) if one > 0 and other > 0 else 0.0


def region_part(one: frozenset[str], other: frozenset[str]) -> float:
    """Say which part of the typologies of two regions they share."""
    return len(one & other) / len(one | other) if one | other else 0.0


def density_part(one: int, other: int) -> float:
    """Compare two degrees of urbanisation; one that is not known counts half."""
    return 0.5 if not one or not other else float(one == other)


def likeness(one: Town, other: Town) -> float:
    """Say how like two cities are, from 0 to 1, by the formula above."""
    size = SIZE * size_part(one.population, other.population)
    region = REGION * region_part(one.typologies, other.typologies)
    return size + region + DENSITY * density_part(one.degurba, other.degurba)


def reason(town: Town, peer: Town) -> str:
    """Say in words what two cities share."""
    shared = region_words(town.typologies & peer.typologies)
    told = [f"{peer.population:,} inhabitants against {town.population:,}"]
    told += [f"in a {shared} too"] if shared else []
    if not shared and town.typologies & peer.typologies:
        told.append(f"region of the same kind ({', '.join(sorted(town.typologies & peer.typologies))})")
    if town.degurba and town.degurba == peer.degurba:
        told.append("the same degree of urbanisation")
    return ", ".join(told)


def peers(town: Town, candidates: Iterable[Town], most: int = MOST) -> list[Peer]:
    """Choose the cities most like a town, each from another country; of equals the better linked first."""
    if not town.population or not town.typologies:
        return []
    ranked = sorted(
        (one for one in candidates if one.country != town.country),
        key=lambda one: (-round(likeness(town, one), 2), -one.links, one.name, one.geonames),
    )
    held: dict[str, Town] = {}
    for one in ranked:
        held.setdefault(one.country, one)
    return [Peer(one, likeness(town, one), reason(town, one)) for one in list(held.values())[:most]]
