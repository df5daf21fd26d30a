"""What became of a name: accepted, to review or none, with ranked candidates and what each hint said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hint:
    """What one hint of a row says of a candidate.

    `kind` is "nuts", "postcode", "coordinates" or "around" (another place that
    the field names); `said` is "inside", "near", "silent" or "far".
    """

    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A city that may be meant: the place that bears the name, whose name it is, score and hints.

    `place` is a GeoNames id; `borne` is "own", "short", "other" (another name
    of the city), "inner" or "inner-other" (the name of a place inside it).
    """

    city: int
    place: int
    borne: str
    score: float
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which city a name stands for.

    `outcome` is "accepted", "review" (the evidence does not decide) or "none";
    `city` is a GeoNames id or None; `method` a key of the scheme
    `method-*` such as "name", "alternate", "name-nuts", "name-coordinates";
    `score` lies between 0 and 1; `place` is the GeoNames id of the place in
    the city that bears the name. `candidates` are the cities that it may be, or,
    when it is accepted, those of that very name which the hints passed over.
    `ranked` holds all that bear the name, the accepted one first, then by score,
    each with what every hint of the row says of it.
    `decisions` are the numbers of the people's decisions that it follows.
    """

    outcome: str
    city: int | None
    method: str
    score: float
    candidates: tuple[int, ...] = ()
    place: int | None = None
    ranked: tuple[Candidate, ...] = ()
    decisions: tuple[int, ...] = ()


NONE = Resolution("none", None, "none", 0.0)
OUTSIDE = Resolution("none", None, "outside", 0.0)
"""The name is that of a locality whose municipality is not among the cities."""
