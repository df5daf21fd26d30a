"""How near a lesson of another domain is to a hole of the matrix, and why.

near = (0.5 * barrier + 0.25 * challenge + 0.15 * size + 0.1 * region) / weights of the parts that can be computed
barrier    barriers that lesson and hole share, divided by all that one of them has
challenge  challenges that both share, divided by all that one of them has; half where the lesson names none
size       1 - |log2(p / q)| of the inhabitants of the lesson's city and of the town, 0 from half or double on
region     official typologies that both NUTS 3 regions share, divided by all that one of them has

Size and region are compared where a town is chosen and both are known. A lesson that shares no barrier is not near at
all. The weights are judgements; nobody has measured whether a near lesson holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.lessons import Lesson
from graph.peers import region_part, size_part
from graph.peripheral import region_words
from ontology.terms import SCHEME, label

BARRIER, CHALLENGE, SIZE, REGION = 0.5, 0.25, 0.15, 0.1
UNKNOWN = 0.5
"""What the challenge counts of a lesson that names none."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A city as it is compared: its name, inhabitants (0 where nobody tells them) and typologies of its region."""

    name: str
    population: int = 0
    typologies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hole:
    """What is looked for: lessons for a domain, of any other or of `origin` alone, on these barriers and challenges."""

    domain: str
    barriers: frozenset[str]
    challenges: frozenset[str] = frozenset()
    origin: str = ""
    town: Place | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A lesson that is near, how much (0 to 1), its parts that could be computed, and why in words."""

    lesson: Lesson
    score: float
    parts: Mapping[str, float]
    reason: str


def nearest(hole: Hole, lessons: Iterable[Lesson], places: Mapping[str, Place], most: int = MOST) -> list[Near]:
    """Choose the nearest lessons of other domains; `places` leads the key of a lesson to its city."""
    found = [near(hole, one, places.get(one.key)) for one in lessons if _other(hole, one)]
    held = [one for one in found if one.parts["barrier"]]
    return sorted(held, key=lambda one: (-round(one.score, 3), one.lesson.statement, one.lesson.key))[:most]


def near(hole: Hole, lesson: Lesson, place: Place | None) -> Near:
    """Say how near one lesson is, by the formula above."""
    parts = {"barrier": (BARRIER, _shared(frozenset(lesson.barriers), hole.barriers))}
    if hole.challenges:
        same = _shared(frozenset(lesson.challenges), hole.challenges) if lesson.challenges else UNKNOWN
        parts["challenge"] = (CHALLENGE, same)
    town = hole.town
    if town and place and town.population and place.population:
        parts["size"] = (SIZE, size_part(town.population, place.population))
    if town and place and town.typologies and place.typologies:
        parts["region"] = (REGION, region_part(town.typologies, place.typologies))
    score = sum(weight * part for weight, part in parts.values()) / sum(weight for weight, _ in parts.values())
    return Near(lesson, score, {name: part for name, (_, part) in parts.items()}, _reason(hole, lesson, place))


def _other(hole: Hole, lesson: Lesson) -> bool:
    return bool(lesson.domains) and hole.domain not in lesson.domains and hole.origin in ("", *lesson.domains)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _reason(hole: Hole, lesson: Lesson, place: Place | None) -> str:
    """Say in words what both share, and what could not be compared."""
    told = [f"shares the barrier {_named('barrier', set(lesson.barriers) & hole.barriers)}"]
    if shared := set(lesson.challenges) & hole.challenges:
        told.append(f"addresses the same challenge ({_named('challenge', shared)})")
    elif hole.challenges:
        told.append("names no challenge" if not lesson.challenges else "addresses another challenge")
    if hole.town:
        told += _like(hole.town, place)
    return ", ".join(told)


def _like(town: Place, place: Place | None) -> list[str]:
    if place is None:
        return ["its city is not known"]
    told = []
    if town.population and place.population:
        told.append(f"{place.name} has {place.population:,} inhabitants against {town.population:,} of {town.name}")
    both = town.typologies & place.typologies
    if both:
        told.append(
            f"in a {region_words(both)} too" if region_words(both) else f"kind of region: {', '.join(sorted(both))}"
        )
    return told or ["size and region cannot be compared"]


def _named(scheme: str, keys: Iterable[str]) -> str:
    return ", ".join(label(SCHEME[f"{scheme}-{key}"]) for key in sorted(keys))
