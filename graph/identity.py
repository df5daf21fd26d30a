"""Which city is meant: a name is given to a city only when the evidence decides, never to the largest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph.name_index import INNER, INNER_OTHER, OTHER, OWN, SHORT, NameIndex
from graph.names import CLEANED, PART, REGION, WHOLE, WORDS, Reading, readings, sequences
from graph.nearness import (
    FAR,
    INSIDE,
    NEAR,
    SILENT,
    Point,
    Regions,
    fit_coordinates,
    kilometres,
    nuts_of_postcode,
)
from graph.records import City, Named, Place, Resolution

AROUND_REACH = 60.0
"""Kilometres between a town and the namesake of the region or larger town that its field names beside it."""

KNOWN_QUERIES = 500_000
"""So many answers are kept, because sources repeat their towns."""

_STEP_WEIGHT = {WHOLE: 1.0, CLEANED: 0.95, PART: 0.9, WORDS: 0.8, REGION: 0.3}
_KIND_WEIGHT = {OWN: 1.0, SHORT: 0.95, OTHER: 0.95, INNER: 0.95, INNER_OTHER: 0.85}
_FIT_WEIGHT = {INSIDE: 1.0, NEAR: 0.9, SILENT: 0.85, FAR: 0.3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A city that may be meant: the place that bears the name, whose name it is, and how the hints fit.

    `official` says that the city is a known municipality, so that its own name is surely whole.
    """

    city: int
    place: Place
    kind: int
    fit: int
    hint: str
    official: bool


class Resolver:
    """Finds the city that a source names."""

    def __init__(
        self,
        places: Iterable[Place],
        cities: Iterable[City],
        versions: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Take the gazetteer; `versions` leads from codes of older NUTS versions to present ones."""
        self._places = tuple(places)
        self._cities = {city.geonames: city for city in cities}
        self._regions = Regions(self._places, versions or {})
        self._numbers: dict[str, list[int]] = {}
        for number, place in enumerate(self._places):
            self._numbers.setdefault(place.country, []).append(number)
        self._indexes: dict[str, NameIndex] = {}
        self._known: dict[Named, Resolution] = {}

    def resolve(self, named: Named) -> Resolution:
        """Return the city that a name stands for, or the candidates when the evidence does not decide."""
        known = self._known.get(named)
        if known is None:
            known = self._resolved(named)
            if len(self._known) < KNOWN_QUERIES:
                self._known[named] = known
        return known

    def _resolved(self, named: Named) -> Resolution:
        """Return the decision on the most faithful reading whose name is known in the country."""
        doubt: Resolution | None = None
        for reading in readings(named.name):
            found = self._candidates(reading, named)
            if not found:
                continue
            answer = self._decided(found, reading, named)
            if answer.outcome == "accepted" or reading.step in (WHOLE, CLEANED, PART):
                return answer
            doubt = doubt or (answer if answer.candidates else None)
        return doubt or self._inside(named)

    def _inside(self, named: Named) -> Resolution:
        """Return for a review the cities whose names, or whose places' names, stand inside a text that is no name."""
        index = self._index(named.country)
        for run in sequences(named.name):
            kinds = [(number, kind) for number, kind in index.find(run) if kind in (OWN, INNER)]
            if kinds:
                cities = sorted({self._places[number].city for number, _ in kinds})
                return Resolution("review", None, "name", round(_STEP_WEIGHT[REGION] / len(cities), 3), tuple(cities))
        return Resolution("none", None, "none", 0.0)

    def _index(self, country: str) -> NameIndex:
        """Return the names of a country, entering them at the first question."""
        if country not in self._indexes:
            numbered = ((number, self._places[number]) for number in self._numbers.get(country, ()))
            self._indexes[country] = NameIndex(numbered, self._cities)
        return self._indexes[country]

    def _candidates(self, reading: Reading, named: Named) -> list[Candidate]:
        """Return the cities that bear the first key known in the country, each by its best place."""
        index = self._index(named.country)
        found = next(filter(None, map(index.find, reading.keys)), [])
        best: dict[int, Candidate] = {}
        for number, kind in found:
            place = self._places[number]
            fit, hint = self._fit(place, named)
            city = self._cities.get(place.city)
            official = city is not None and city.kind != "place"
            new = Candidate(place.city, place, kind, fit, hint, official)
            held = best.get(place.city, new)
            first = min(held, new, key=_rank)
            best[place.city] = replace(first, kind=min(held.kind, kind))
        return sorted(best.values(), key=lambda each: each.city)

    def _fit(self, place: Place, named: Named) -> tuple[int, str]:
        """Return how the hints speak of a place and which hint speaks; coordinates weigh more than codes."""
        by_point = fit_coordinates(place, named)
        if by_point in (INSIDE, FAR):
            return by_point, "coordinates"
        by_code = self._regions.fit(place, named.nuts) if named.nuts else SILENT
        if by_code != SILENT:
            return by_code, "nuts"
        return by_point, "coordinates" if by_point != SILENT else ""

    def _decided(self, found: list[Candidate], reading: Reading, named: Named) -> Resolution:
        """Accept the one city that the evidence leaves, else ask for a review."""
        best = max(each.fit for each in found)
        pool = [each for each in found if each.fit == best]
        if len(pool) > 1 and named.postcode:
            pool = self._by_postcode(pool, named)
        points = self._around(reading, named.country)
        near = [each for each in pool if _lies_near(each.place, points)]
        borne_out = bool(near) or not points
        pool = near or pool
        chosen = pool[0] if len(pool) == 1 else _outstanding(pool)
        if chosen is None or not _founded(chosen, found) or not _close(chosen, reading, near, borne_out):
            return _review(pool if len(pool) > 1 else found, reading)
        score, others = _score(chosen, reading), _passed_over(chosen, found)
        return Resolution("accepted", chosen.city, _method(chosen), score, others, chosen.place.geonames)

    def _by_postcode(self, pool: list[Candidate], named: Named) -> list[Candidate]:
        """Keep the candidates that lie where the postcode lies; keep all if it says nothing."""
        nuts = nuts_of_postcode(named.country, named.postcode)
        fits = [(self._regions.fit(each.place, nuts), each) for each in pool]
        best = max(fit for fit, _ in fits)
        if best < NEAR:
            return pool
        return [replace(each, fit=best, hint="postcode") for fit, each in fits if fit == best]

    def _around(self, reading: Reading, country: str) -> list[Point]:
        """Return where the cities lie that the field names beside the town."""
        found = (entry for each in reading.around for entry in self._index(country).find(each))
        places = (self._places[number] for number, kind in found if kind in (OWN, OTHER))
        return [(place.latitude, place.longitude) for place in places]


def _rank(candidate: Candidate) -> tuple[int, int, int]:
    """Order the places of one city: the better fit first, then the better name, then the older id."""
    return -candidate.fit, candidate.kind, candidate.place.geonames


def _outstanding(pool: list[Candidate]) -> Candidate | None:
    """Return the one candidate whose own name it is, or failing that the one called so for short."""
    own = [each for each in pool if each.kind == OWN]
    short = [each for each in pool if each.kind == SHORT and each.fit == INSIDE]
    best = own or short
    return best[0] if len(best) == 1 else None


def _founded(chosen: Candidate, found: list[Candidate]) -> bool:
    """Say whether no hint speaks against the choice and no other city has a better claim to the name."""
    if chosen.fit == FAR:
        return False
    claims = (OWN,) if chosen.kind == OWN and chosen.official else (OWN, SHORT)
    rivals = [each for each in found if each.kind in claims and each.city != chosen.city]
    enough = {INSIDE: (OWN, SHORT, INNER), NEAR: (OWN,)}
    return not rivals or chosen.kind in enough.get(chosen.fit, ())


def _passed_over(chosen: Candidate, found: list[Candidate]) -> tuple[int, ...]:
    """Return the cities whose own name it is, when hints gave it to a city that is called otherwise."""
    if chosen.kind == OWN:
        return ()
    return tuple(each.city for each in found if each.kind == OWN and each.city != chosen.city)


def _close(chosen: Candidate, reading: Reading, near: list[Candidate], borne_out: bool) -> bool:
    """Say whether the reading is close enough to the text for what bears it out."""
    if reading.step in (WHOLE, CLEANED):
        return True
    if reading.step == PART:
        return borne_out or chosen.fit >= NEAR
    return reading.step == WORDS and (bool(near) or (chosen.fit == INSIDE and chosen.kind == OWN))


def _lies_near(place: Place, points: list[Point]) -> bool:
    """Say whether a place lies near one of the points."""
    return any(kilometres((place.latitude, place.longitude), point) <= AROUND_REACH for point in points)


def _method(candidate: Candidate) -> str:
    """Return the key of the method: whose name was met and which hint agreed."""
    met = "name" if candidate.kind in (OWN, INNER) else "alternate"
    return f"{met}-{candidate.hint}" if candidate.hint and candidate.fit >= NEAR else met


def _score(candidate: Candidate, reading: Reading) -> float:
    """Return how well founded a match is, between 0 and 1.

    1 is the city's own name as written with a hint that agrees; it falls by
    fixed parts for other names, for looser readings and for missing hints.
    """
    weight = _STEP_WEIGHT[reading.step] * _KIND_WEIGHT[candidate.kind] * _FIT_WEIGHT[candidate.fit]
    return round(weight, 3)


def _review(found: list[Candidate], reading: Reading) -> Resolution:
    """Return all candidates, those of a loose reading only if a hint fits; they share the score."""
    least = NEAR if reading.step == WORDS else SILENT if reading.step == REGION else FAR
    kept = [each for each in found if each.fit >= least]
    if not kept:
        return Resolution("none", None, "none", 0.0)
    best = max(kept, key=lambda each: (each.fit, -each.kind, -each.city))
    score = round(_score(best, reading) / len(kept), 3)
    return Resolution("review", None, _method(best), score, tuple(each.city for each in kept))
