"""Which city is meant: a name is given to a city only when the evidence decides, never to the largest."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.claims import (
    DESPITE_NUTS,
    Claim,
    in_question,
    is_alone,
    is_close,
    is_founded,
    is_sure,
    is_unmistakable,
    lies_near,
    outstanding,
)
from graph.ground import Ground
from graph.name_index import INNER, OWN
from graph.names import CLEANED, PART, REGION, WHOLE, WORDS, Reading, beside, readings, sequences
from graph.nearness import FAR, NEAR, nuts_of_postcode
from graph.records import City, Named, Place
from graph.resolution import NONE, OUTSIDE, Resolution
from graph.unlike import bent, held, meant_near, unlike

KNOWN_QUERIES = 500_000
"""So many answers are kept, because sources repeat their towns."""


class Resolver:
    """Finds the city that a source names."""

    def __init__(
        self,
        places: Iterable[Place],
        cities: Iterable[City],
        versions: Mapping[str, tuple[str, ...]] | None = None,
        localities: Iterable[Place] = (),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        """Take the gazetteer; `versions` leads from codes of older NUTS versions to present ones.

        `localities` are smaller places without a GeoNames id; those whose city
        is 0 lead nowhere, and only tell that a name is neither a slip nor alone.
        `labels` are the names of the NUTS 3 regions by code: a region's name beside a town is not the town.
        """
        self._ground = Ground(places, cities, versions or {}, localities, labels or {})
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
            found = self._ground.claims(reading, named)
            if not found:
                continue
            answer = self._answer(found, reading, named)
            if answer.outcome == "accepted" or (reading.step in (WHOLE, CLEANED, PART) and answer.candidates):
                return answer
            if answer is OUTSIDE and reading.step != WORDS:
                return held(self._ground, named) or doubt or OUTSIDE
            doubt = doubt or (answer if answer.candidates else None)
        other = unlike(self._ground, named)
        if other is not None and other.outcome == "accepted":
            return other
        return held(self._ground, named) or other or doubt or self._inside(named)

    def _answer(self, found: list[Claim], reading: Reading, named: Named) -> Resolution:
        """Return the decision on a reading, or on the name that it is a bent or misspelt form of."""
        answer, text = self._decided(found, reading, named), reading.keys[0]
        if answer.outcome != "accepted" and reading.step < WORDS and not any(one.place.geonames for one in found):
            answer = bent(self._ground, text, named) or answer
        if answer.outcome == "review" and reading.step in (WHOLE, CLEANED) and named.nuts and not named.postcode:
            answer = meant_near(self._ground, found, text, named) or answer
            alone = is_alone(found, text) if self._ground.is_full(named.country) else None
            if answer.outcome == "review" and alone is not None:
                return self._despite_nuts(alone, found, reading.step, named)
        return answer

    def _despite_nuts(self, alone: Claim, found: list[Claim], step: int, named: Named) -> Resolution:
        accepted = self._ground.accepted(alone, found, step, named)
        return replace(accepted, method="name-despite-nuts", score=DESPITE_NUTS)

    def _inside(self, named: Named) -> Resolution:
        """Return for a review the cities whose names, or whose places' names, stand inside a text that is no name."""
        index = self._ground.index(named.country)
        for run in sequences(named.name):
            found = ((number, kind) for number, kind in index.find(run) if kind in (OWN, INNER))
            entries = [(number, kind) for number, kind in found if self._ground.places[number].city]
            if entries:
                return self._ground.for_review(self._ground.by_city(entries, named), REGION, named, "name")
        return NONE

    def _decided(self, found: list[Claim], reading: Reading, named: Named) -> Resolution:
        """Accept the one city that the evidence leaves, else ask for a review."""
        best = max(each.fit for each in found)
        pool = [each for each in found if each.fit == best]
        if len(pool) > 1 and named.postcode:
            pool = self._by_postcode(pool, named)
        if len(pool) > 1 and named.street and best != FAR:
            pool = self._by_street(pool, reading, named)
        points = self._ground.around(reading.around, named.country)
        near = [each for each in pool if lies_near(each.place, points)]
        borne_out = bool(near) or not points
        pool = near or pool
        chosen = pool[0] if len(pool) == 1 else outstanding(pool)
        close = chosen is not None and is_close(chosen, reading, near, borne_out, len(found) == 1)
        if chosen is None or not (close and is_founded(chosen, found) and is_sure(chosen, reading, named)):
            alone = None if points or named.postcode else is_unmistakable(found, reading)
            if alone is not None:
                return self._despite_nuts(alone, found, reading.step, named)
            return self._ground.for_review(in_question(pool, found), reading.step, named)
        return self._ground.accepted(chosen, found, reading.step, named)

    def _by_postcode(self, pool: list[Claim], named: Named) -> list[Claim]:
        """Keep the candidates that lie where the postcode lies; keep all if it says nothing."""
        nuts = nuts_of_postcode(named.country, named.postcode)
        fits = [(self._ground.regions.fit(each.place, nuts), each) for each in pool]
        best = max(fit for fit, _ in fits)
        if best < NEAR:
            return pool
        return [replace(each, fit=best, hint="postcode") for fit, each in fits if fit == best]

    def _by_street(self, pool: list[Claim], reading: Reading, named: Named) -> list[Claim]:
        """Keep the candidates near another town or region of the address; keep all if none tells them apart."""
        points = self._ground.around((each for each in beside(named.street) if each not in reading.keys), named.country)
        near = [replace(each, fit=max(each.fit, NEAR), hint="street") for each in pool if lies_near(each.place, points)]
        return near if 0 < len(near) < len(pool) else pool
