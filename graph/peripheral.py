"""Where a city lies on the map, in words: the official kinds of its region, and how far it is from a larger one."""

from collections.abc import Iterable

LARGE = 50_000
"""Inhabitants of a city that counts as a larger one."""

KINDS = {
    "outermost": "outermost",
    "predominantly-rural": "rural",
    "border": "border",
    "island": "island",
    "mountain": "mountain",
}
"""Official typologies that make a region peripheral, and their words in a reason."""


def setting(typologies: Iterable[str], kilometres: float | None, population: int) -> str:
    """Say where a city lies: "border and mountain region, 83 km from the nearest place of 50,000"; "" if unknown."""
    return ", ".join(part for part in (region_words(typologies), _far(kilometres, population)) if part)


def region_words(typologies: Iterable[str] | None) -> str:
    """Say what kind of region it is: "rural, border and mountain region", "" where it is none of these."""
    held = set(typologies or ())
    kinds = [word for key, word in KINDS.items() if key in held]
    joined = " and ".join(part for part in (", ".join(kinds[:-1]), *kinds[-1:]) if part)
    return f"{joined} region" if joined else ""


def _far(kilometres: float | None, population: int) -> str:
    if kilometres is None:
        return ""
    distance = f"{kilometres:,.0f} km" if kilometres >= 1 else "less than 1 km"
    return f"{distance} from the nearest {'other ' if population >= LARGE else ''}place of {LARGE:,}"
