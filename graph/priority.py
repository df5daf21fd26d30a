"""The order of a list of flagged cities: a score of stated parts, each from 0 to 1, that the reader weights."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp

from graph.peripheral import KINDS

CLASSES = ((5_000, 1.0), (50_000, 2 / 3), (250_000, 1 / 3))
"""Size classes by their upper bound (inhabitants below it), and the part that each gives; larger cities give 0."""

ENOUGH = 3
"""So many kinds of periphery give the whole part."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the score: its label, what it means, and its usual weight (0 to 10)."""

    label: str
    meaning: str
    weight: int


PARTS = {
    "size": Part(
        "Small",
        "Size class: below 5,000 gives 1, below 50,000 two thirds, below 250,000 one third, larger cities 0.",
        2,
    ),
    "periphery": Part(
        "Peripheral",
        "Kinds of its region among rural, border, mountain and island (Eurostat): three or more give 1.",
        3,
    ),
    "absent": Part("Absent", "Share of the completely covered programme families that do not name the city.", 3),
    "firm": Part("Firm", "Share of the runs, each with one source left out, in which the flag stays.", 2),
    "gap": Part("Gap", "Share that is missing of the projects in URBACT that cities of its size and country have.", 2),
}


def size_part(population: int) -> float | None:
    """Give more to smaller cities, by size class; None where nobody tells the population (0)."""
    if not population:
        return None
    return next((part for bound, part in CLASSES if population < bound), 0.0)


def periphery_part(typologies: Collection[str] | None) -> float | None:
    """Give more to regions that are peripheral in more ways; None where the region's kinds are not known."""
    return None if typologies is None else min(len(KINDS.keys() & set(typologies)) / ENOUGH, 1.0)


def gap_part(gap: float | None) -> float | None:
    """Say which share of the expected projects is missing, from M8; 0 where the city has as many or more."""
    return None if gap is None else max(0.0, 1 - exp(gap))


def share(part: int, whole: int) -> float | None:
    """Divide, or give None where there is nothing to divide by."""
    return part / whole if whole else None


def score(parts: Mapping[str, float | None], weights: Mapping[str, int]) -> float | None:
    """Weigh the parts, from 0 to 100; a part that is not known counts neither way."""
    known = {key: value for key, value in parts.items() if value is not None and weights.get(key, 0) > 0}
    total = sum(weights[key] for key in known)
    return round(100 * sum(weights[key] * value for key, value in known.items()) / total, 1) if total else None


def weights(chosen: Mapping[str, int] | None = None) -> dict[str, int]:
    """Give each part its weight: the chosen one, else the usual one."""
    given = chosen or {}
    return {key: given.get(key, part.weight) for key, part in PARTS.items()}
