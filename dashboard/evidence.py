"""What speaks for a candidate of a name, in words, and where it lies; for the page Review."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.review import Name
from graph.nearness import kilometres

BORNE = {
    "own": "The city itself is called so.",
    "short": "The name is the first part of the city's name.",
    "other": "The city has this as another name.",
    "inner": "A place inside the city is called so.",
    "inner-other": "A place inside the city has this as another name.",
}
HINTS = {
    "nuts": "NUTS code of the row",
    "postcode": "Postcode of the row",
    "coordinates": "Coordinates of the row",
    "around": "Another place that the row names",
}
SAID = {
    "inside": "points to the city",
    "near": "lies near the city",
    "silent": "says neither yes nor no",
    "far": "points elsewhere",
}
UNTOLD = "It was found only after the name was taken apart; no hint of the row was weighed."
WHY_OPEN = {
    "review": "The evidence does not decide between the cities below.",
    "none": "No city of this name is known in the country.",
    "accepted": "The machine took this name for the city marked below.",
    "decided": "People decided on this name.",
}
PATTERN = re.compile(r"(\d+) (\S+) ([0-9.e-]+)(?:: (.*))?")
SHOWN = 30
"""So many candidates are shown; a name that may mean more is better decided by its row."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a candidate bears the name, its score from 0 to 1, and what each hint says of it, in words."""

    borne: str
    score: float
    hints: tuple[str, ...]

    @property
    def told(self) -> str:
        """All of it in a line."""
        return " ".join((self.borne, *self.hints))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A city that may be meant: where it lies, how large it is, what it is linked in, what speaks for it."""

    id: int
    name: str
    country: str
    region: str
    population: int
    state: str
    links: int
    latitude: float
    longitude: float
    evidence: Evidence | None
    kilometres: float | None
    accepted: bool = False

    @property
    def told(self) -> str:
        """What speaks for the city, in words."""
        return self.evidence.told if self.evidence else UNTOLD

    @property
    def distance(self) -> str:
        """How far it lies from the coordinates of the row, "" where the row gives none."""
        return "" if self.kilometres is None else f"{self.kilometres:,.0f} km"


def evidence(name: Name) -> dict[int, Evidence]:
    """Put into words what speaks for each candidate of a name, by GeoNames id."""
    parts = (PATTERN.fullmatch(part) for part in name.evidence)
    return {int(part[1]): _evidence(part) for part in parts if part}


def _evidence(part: re.Match[str]) -> Evidence:
    hints = tuple(f"{_hint(one)}." for one in (part[4] or "").split(", ") if one)
    return Evidence(BORNE.get(part[2], f"It bears the name ({part[2]})."), float(part[3]), hints)


def _hint(written: str) -> str:
    kind, _, said = written.partition(" ")
    return f"{HINTS.get(kind, kind)} {SAID.get(said, said)}"


def candidates(name: Name, profile: Callable[[str], Mapping[str, Any] | None]) -> list[Candidate]:
    """List the cities that a name may mean, the accepted one first; `profile` looks a city up by its id."""
    known, pairs = evidence(name), [*((name.city,) if name.city else ()), *name.candidates]
    ids = list(dict.fromkeys(city for city, _ in pairs))[:SHOWN]
    found = ((city, profile(str(city))) for city in ids)
    return [_candidate(city, about, name, known) for city, about in found if about]


def _candidate(city: int, about: Mapping[str, Any], name: Name, known: Mapping[int, Evidence]) -> Candidate:
    here = (float(about["lat"]), float(about["long"]))
    return Candidate(
        id=city,
        name=str(about["name"]),
        country=str(about["country"]),
        region=f"{about['region']} ({about['nuts3']})" if about["nuts3"] else "not known",
        population=int(about["population"] or 0),
        state=str(about["state"]),
        links=int(about["authorityLinks"] or 0) + int(about["placeLinks"] or 0),
        latitude=here[0],
        longitude=here[1],
        evidence=known.get(city),
        kilometres=kilometres(here, name.point) if name.point else None,
        accepted=name.city is not None and name.city[0] == city,
    )


def because(name: Name, found: Sequence[Candidate], chosen: int | None) -> str:
    """Give the reason that is kept where none is written: what the decision could be seen from."""
    if chosen is None:
        return f"none of the {len(found)} candidates shown" if found else "no city known"
    own = next((one for one in found if one.id == chosen), None)
    if own is None or own.evidence is None:
        return "chosen by name"
    return f"from the candidates shown: {own.evidence.told}"[:480]
