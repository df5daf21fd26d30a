"""How warm a step of an introduction is, from the table of `ontology/schemes/warmth.ttl`.

The weights are judgements, each with its reason beside it; whoever knows better changes the table, not this file.
"""

from dataclasses import dataclass
from functools import cache

from graph.scheme_tables import concepts
from ontology.terms import NCP, RDFS, SKOS


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of acquaintance: its weight from 0 to 1, and the reason for it.

    `crowd` is the number of members up to which it keeps its weight, `half_life` the years after which it carries
    half as well; 0 where neither matters.
    """

    key: str
    label: str
    meaning: str
    reason: str
    weight: float
    crowd: int
    half_life: int


@cache
def kinds() -> dict[str, Kind]:
    """Read the table, by key."""
    found = [_kind(each) for each in concepts("warmth").values() if SKOS.notation in each]
    return {kind.key: kind for kind in found}


def _kind(of: dict[str, list[str]]) -> Kind:
    words = (of[SKOS.notation][0], of[SKOS.prefLabel][0], of[SKOS.definition][0], of[RDFS.comment][0])
    numbers = (int(of.get(term, ["0"])[0]) for term in (NCP.crowdSize, NCP.halfLife))
    return Kind(*words, float(of[NCP.warmthWeight][0]), *numbers)


def warmth(kind: Kind, size: int = 0, age: int | None = 0) -> float:
    """Give weight x min(1, crowd / size) x (1/2)^(age / half-life), between 0 and 1.

    `size` counts the members among whom two must find each other, `age` the years since the last sign of life, 0 while
    it goes on. An age that nobody tells (None) counts as one half-life.
    """
    near = min(1.0, kind.crowd / size) if kind.crowd and size else 1.0
    lives = (1.0 if age is None else max(age, 0) / kind.half_life) if kind.half_life else 0.0
    return float(kind.weight * near * 0.5**lives)
