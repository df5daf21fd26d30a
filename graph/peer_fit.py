"""Peers for a need: cities abroad that did what a town asks for, ranked by how well both suit each other.

fit = 0.40 experience + 0.20 size + 0.10 region + 0.05 density + 0.10 language + 0.15 door, from 0 to 1
experience  how well the best of what it did answers the need; without a need ln(1 + done) / ln(1 + 12), at most 1
size, region, density   as in graph/peers.py
language    1 where the two share an official language, else 0
door        1 for a city that has met somebody whom the town has met, 0.7 one step further, 0.4 beyond, 0 without way

The weights are judgements. Cities of the same country are left out, and those that the town has met already in a
project or a club: they are no new doors.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log

from graph.peer_field import PRACTICE, Deed, Doors, Field, Side, doors
from graph.peers import density_part, region_part, size_part

WEIGHTS: Mapping[str, float] = {
    **{"experience": 0.40, "size": 0.20, "region": 0.10},
    **{"density": 0.05, "language": 0.10, "door": 0.15},
}
"""Weights of the parts; they add up to 1."""

MUCH = 12
"""So many practices and projects are experience in full where no need is said."""
WAYS = {2: 1.0, 3: 0.7}
FURTHER = 0.4
MOST = 3


@dataclass(frozen=True, slots=True)
class Need:
    """What a town asks for, in words; `scores` says from 0 to 1 how well each deed (by key) answers it."""

    text: str = ""
    scores: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the team's records tell of mentors: how many towns each may have, how many it has, and who said no.

    `refused` holds pairs of town and mentor with a sentence, `asked` those that were asked and have not ended; a mentor
    that `capacity` does not name told nobody.
    """

    capacity: Mapping[int, int] = field(default_factory=dict)
    taken: Mapping[int, int] = field(default_factory=dict)
    refused: Mapping[tuple[int, int], str] = field(default_factory=dict)
    asked: frozenset[tuple[int, int]] = frozenset()

    def left(self, mentor: int) -> int | None:
        """Say how many more towns a mentor may have; None where nobody knows."""
        if mentor not in self.capacity:
            return None
        return max(0, self.capacity[mentor] - self.taken.get(mentor, 0))


@dataclass(frozen=True, slots=True)
class Fit:
    """A mentor for a town: the parts of its fit, what answers the need best, and who could introduce them (0: none)."""

    mentor: Side
    parts: Mapping[str, float]
    best: Deed | None
    steps: int
    through: int

    @property
    def value(self) -> float:
        """The fit, from 0 to 1."""
        return sum(WEIGHTS[name] * part for name, part in self.parts.items())


@dataclass(frozen=True, slots=True)
class Ranked:
    """Mentors in order, and how many were left out for which reason."""

    fits: tuple[Fit, ...]
    left_out: Mapping[str, int]


SAME_COUNTRY, MET, CLUB = "of the same country", "met already", "in the same club"
NO, ASKED, FULL = "said no", "asked already", "without room"


def fit(side: Side, mentor: Side, need: Need, stands: Doors) -> Fit:
    """Say how well a mentor suits a town."""
    one, other = side.town, mentor.town
    best = _best(mentor.deeds, need)
    away = stands.steps.get(other.geonames, 0)
    parts = {
        "experience": _experience(mentor.deeds, need, best),
        "size": size_part(one.population, other.population),
        "region": region_part(one.typologies, other.typologies),
        "density": density_part(one.degurba, other.degurba),
        "language": float(bool(side.languages & mentor.languages)),
        "door": WAYS.get(away, FURTHER) if away else 0.0,
    }
    return Fit(mentor, parts, best, away, stands.through(other.geonames) if away else 0)


def _best(deeds: Iterable[Deed], need: Need) -> Deed | None:
    """Choose what answers the need best; without a need the latest, practices and lead roles first."""
    told = [deed for deed in deeds if not need.text or need.scores.get(deed.key, 0) > 0]
    return max(
        told,
        key=lambda d: (need.scores.get(d.key, 0), d.kind == PRACTICE, d.lead, d.last or d.first, d.key),
        default=None,
    )


def _experience(deeds: tuple[Deed, ...], need: Need, best: Deed | None) -> float:
    if need.text:
        return need.scores.get(best.key, 0.0) if best else 0.0
    return min(1.0, log(1 + len(deeds)) / log(1 + MUCH))


def barred(side: Side, mentor: Side, stands: Doors, known: Known) -> str:
    """Say why a city is not suggested to a town, or "" where it may be."""
    city = mentor.town.geonames
    if mentor.town.country == side.town.country:
        return SAME_COUNTRY
    if (side.town.geonames, city) in known.refused:
        return NO
    if (side.town.geonames, city) in known.asked:
        return ASKED
    if side.clubs & mentor.clubs:
        return CLUB
    if city in stands.met:
        return MET
    return FULL if known.left(city) == 0 else ""


def rank(side: Side, field_of: Field, need: Need | None = None, known: Known | None = None) -> Ranked:
    """Put all cities that may be suggested to a town in order, the best fit first."""
    need, known = need or Need(), known or Known()
    stands = doors(side, field_of)
    found: list[Fit] = []
    left: Counter[str] = Counter()
    for city, mentor in field_of.sides.items():
        if city == side.town.geonames or not mentor.deeds:
            continue
        if why := barred(side, mentor, stands, known):
            left[why] += 1
        else:
            found.append(fit(side, mentor, need, stands))
    return Ranked(tuple(sorted(found, key=order)), left)


def order(one: Fit) -> tuple[float, int]:
    """Put the best fit first, of equals the lower GeoNames id, so that the order is the same each time."""
    return -round(one.value, 6), one.mentor.town.geonames


def able(fits: Iterable[Fit], need: Need | None = None) -> list[Fit]:
    """Leave those that may be named: with a need only those that did something that answers it."""
    return [one for one in fits if not (need and need.text) or one.parts["experience"] > 0]


def choose(fits: Iterable[Fit], most: int = MOST, need: Need | None = None) -> tuple[Fit, ...]:
    """Choose the first of each country; with a need only those that did something that answers it."""
    held: dict[str, Fit] = {}
    for one in able(fits, need):
        held.setdefault(one.mentor.town.country, one)
        if len(held) == most:
            break
    return tuple(held.values())
