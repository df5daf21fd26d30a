"""Which city is meant: a name is given to a city only when the evidence decides, never to the largest."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain

from graph.claims import (
    ABROAD,
    BENT,
    CUT,
    DESPITE_NUTS,
    MUNICIPAL,
    SHORTEST_ALONE_MISSPELT,
    SLIP,
    Claim,
    best_first,
    in_question,
    is_close,
    is_founded,
    is_sure,
    is_unmistakable,
    least_fit,
    lies_near,
    method,
    order,
    outstanding,
    passed_over,
    ranked,
    said,
    score,
)
from graph.countries import NEIGHBOURS
from graph.inflections import unbent
from graph.name_index import INNER, OTHER, OWN, SHORT, NameIndex
from graph.names import CLEANED, LONGEST, PART, REGION, WHOLE, WORDS, Reading, beside, readings, sequences, words
from graph.nearness import (
    FAR,
    INSIDE,
    NEAR,
    SILENT,
    Point,
    Regions,
    fit_coordinates,
    nuts_of_postcode,
)
from graph.records import City, Named, Place
from graph.resolution import NONE, OUTSIDE, Hint, Resolution
from graph.spellings import Spellings, spellings
from graph.words import REGION_WORDS

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
    ) -> None:
        """Take the gazetteer; `versions` leads from codes of older NUTS versions to present ones.

        `localities` are smaller places without a GeoNames id; those whose city
        is 0 lead nowhere, and only tell that a name is neither a slip nor alone.
        """
        known = tuple(places)
        self._places = (*known, *localities)
        self._cities = {city.geonames: city for city in cities}
        self._regions = Regions(known, versions or {})
        self._numbers: dict[str, list[int]] = {}
        for number, place in enumerate(self._places):
            self._numbers.setdefault(place.country, []).append(number)
        self._indexes: dict[str, NameIndex] = {}
        self._spellings: dict[tuple[str, ...], Spellings] = {}
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
            found = self._claims(reading, named)
            if not found:
                continue
            answer = self._decided(found, reading, named)
            if answer.outcome != "accepted" and reading.step < WORDS and not any(one.place.geonames for one in found):
                answer = self._bent(reading.keys[0], named) or answer
            if answer.outcome == "accepted" or (reading.step in (WHOLE, CLEANED, PART) and answer.candidates):
                return answer
            if answer is OUTSIDE and reading.step != WORDS:
                return doubt or OUTSIDE
            doubt = doubt or (answer if answer.candidates else None)
        return self._unlike(named) or doubt or self._inside(named)

    def _unlike(self, named: Named) -> Resolution | None:
        """Return the decision on a name that its country does not know as it is written."""
        if REGION_WORDS.intersection(words(named.name[:LONGEST])):
            return None
        keys = [reading.keys[0] for reading in readings(named.name) if reading.step in (WHOLE, CLEANED, PART)]
        by_region = (self._bent, self._abroad, self._misspelt, self._cut_off)
        ways = by_region if named.nuts else (self._bent, self._misspelt_alone)
        answers = (way(each, named) for way in ways for each in keys)
        found = sorted(filter(None, answers), key=lambda each: each.outcome != "accepted")
        return found[0] if found else None

    def _bent(self, text: str, named: Named) -> Resolution | None:
        """Accept the one town of the country whose name the text is a bent form of, where the row's hint agrees."""
        found = chain.from_iterable(map(self._index(named.country).find, unbent(text, named.country)))
        claims = self._by_city((each for each in found if each[1] in (OWN, SHORT, OTHER)), named)
        least = NEAR if named.nuts or named.latitude is not None else SILENT
        borne_out = len(claims) == 1 and claims[0].listed and claims[0].fit >= least
        return self._accepted(claims[0], claims, BENT, named) if borne_out else None

    def _near_names(self, named: Named) -> Spellings:
        """Return the names of the places in the NUTS 2 regions around the row's code, of the country without one."""
        regions = sorted({code[:4] for code in self._regions.covered(named.nuts[:5])})
        spot = (named.country, *regions)
        if spot not in self._spellings:
            numbered = ((number, self._places[number]) for number in self._numbers.get(named.country, ()))
            inside = ((n, place) for n, place in numbered if not named.nuts or place.nuts3[:4] in regions)
            self._spellings[spot] = spellings(inside, self._cities)
        return self._spellings[spot]

    def _misspelt(self, text: str, named: Named) -> Resolution | None:
        """Accept the one name in reach of the row's region that is clearly the most like the text."""
        found = self._near_names(named).like(text)
        claims = {each.city: each for each in self._by_city(((one.number, one.kind) for one in found), named)}
        slips: dict[int, int] = {}
        for one in found:
            city = self._places[one.number].city
            slips[city] = min(slips.get(city, one.slips), one.slips)
        near = sorted((slips[city], city) for city, each in claims.items() if each.fit == INSIDE)
        if not near:
            return None
        first = claims[near[0][1]]
        sure = first.listed or (len(text) >= SHORTEST_ALONE_MISSPELT and near[0][0] == 1)
        if sure and (len(near) == 1 or near[1][0] > near[0][0]):
            return self._accepted(first, list(claims.values()), SLIP, named)
        return self._for_review([claims[city] for _, city in near], SLIP, named)

    def _misspelt_alone(self, text: str, named: Named) -> Resolution | None:
        """Accept the one municipality of the country that a row without a region misspells in a single place."""
        if named.latitude is not None or len(text) < SHORTEST_ALONE_MISSPELT:
            return None
        found = [one for one in self._near_names(named).like(text) if one.slips == 1 or one.kind == OWN]
        claims = self._by_city(((one.number, one.kind) for one in found), named)
        once = {self._places[one.number].city for one in found if one.slips == 1}
        if len(claims) == 1 and claims[0].official and claims[0].kind == OWN and once:
            return self._accepted(claims[0], claims, SLIP, named)
        return self._for_review(claims, SLIP, named) if claims else None

    def _cut_off(self, text: str, named: Named) -> Resolution | None:
        """Accept the one town in the row's region whose name was cut off, at an accent or after its first words."""
        names = self._near_names(named)
        found = self._by_city(names.cuts.get(text) or names.beginning(text), named)
        inside = [each for each in found if each.fit == INSIDE]
        if len(inside) == 1:
            return self._accepted(inside[0], found, CUT, named)
        return self._for_review(inside, CUT, named) if inside else None

    def _abroad(self, text: str, named: Named) -> Resolution | None:
        """Accept the one town of this very name just across the border of the row's region."""
        if not named.nuts:
            return None
        claims: list[Claim] = []
        for country in NEIGHBOURS.get(named.country, "").split():
            entries = [each for each in self._index(country).find(text) if each[1] in (OWN, OTHER)]
            claims += [each for each in self._by_city(entries, named) if each.fit >= NEAR and each.hint == "nuts"]
        if len(claims) == 1:
            return self._accepted(claims[0], claims, ABROAD, named)
        return self._for_review(claims, ABROAD, named) if claims else None

    def _inside(self, named: Named) -> Resolution:
        """Return for a review the cities whose names, or whose places' names, stand inside a text that is no name."""
        index = self._index(named.country)
        for run in sequences(named.name):
            found = ((number, kind) for number, kind in index.find(run) if kind in (OWN, INNER))
            entries = [(number, kind) for number, kind in found if self._places[number].city]
            if entries:
                return self._for_review(self._by_city(entries, named), REGION, named, "name")
        return NONE

    def _index(self, country: str) -> NameIndex:
        """Return the names of a country, entering them at the first question."""
        if country not in self._indexes:
            numbered = ((number, self._places[number]) for number in self._numbers.get(country, ()))
            self._indexes[country] = NameIndex(numbered, self._cities)
        return self._indexes[country]

    def _claims(self, reading: Reading, named: Named) -> list[Claim]:
        """Return the cities that bear the first key known in the country, each by its best place."""
        index = self._index(named.country)
        return self._by_city(next(filter(None, map(index.find, reading.keys)), []), named)

    def _by_city(self, entries: Iterable[tuple[int, int]], named: Named) -> list[Claim]:
        """Return one claim for each city, that of its best place."""
        best: dict[int, Claim] = {}
        for number, kind in entries:
            place = self._places[number]
            fit, hint = self._fit(place, named)
            city = self._cities.get(place.city)
            official = city is not None and city.kind in MUNICIPAL
            people, namesake = (city.population, city.name == place.name) if city else (0, False)
            new = Claim(place.city, place, kind, fit, hint, official, people, namesake)
            spot = place.city or -number
            held = best.get(spot, new)
            first = min(held, new, key=order)
            best[spot] = replace(first, kind=min(held.kind, kind))
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

    def _decided(self, found: list[Claim], reading: Reading, named: Named) -> Resolution:
        """Accept the one city that the evidence leaves, else ask for a review."""
        best = max(each.fit for each in found)
        pool = [each for each in found if each.fit == best]
        if len(pool) > 1 and named.postcode:
            pool = self._by_postcode(pool, named)
        if len(pool) > 1 and named.street and best != FAR:
            pool = self._by_street(pool, reading, named)
        points = self._around(reading.around, named.country)
        near = [each for each in pool if lies_near(each.place, points)]
        borne_out = bool(near) or not points
        pool = near or pool
        chosen = pool[0] if len(pool) == 1 else outstanding(pool)
        close = chosen is not None and is_close(chosen, reading, near, borne_out)
        if chosen is None or not (close and is_founded(chosen, found) and is_sure(chosen, reading, named)):
            alone = None if points or named.postcode else is_unmistakable(found, reading)
            if alone is not None:
                return replace(
                    self._accepted(alone, found, reading.step, named), method="name-despite-nuts", score=DESPITE_NUTS
                )
            return self._for_review(in_question(pool, found), reading.step, named)
        return self._accepted(chosen, found, reading.step, named)

    def _accepted(self, chosen: Claim, found: list[Claim], step: int, named: Named) -> Resolution:
        """Return the choice, with those that bear the name too behind it; a locality without a city is no choice."""
        if not chosen.city:
            return OUTSIDE
        others = [each for each in best_first(found) if each.city not in (chosen.city, 0)]
        all_ranked = ranked([chosen, *others], step, self._hints([chosen, *others], named))
        passed = passed_over(chosen, found)
        place = chosen.place.geonames or chosen.city
        return Resolution("accepted", chosen.city, method(chosen, step), score(chosen, step), passed, place, all_ranked)

    def _for_review(self, found: list[Claim], step: int, named: Named, by: str = "") -> Resolution:
        """Return all candidates, those of a loose reading only if a hint fits; they share the score."""
        kept = best_first(each for each in found if each.city and (by or each.fit >= least_fit(step)))
        if not kept:
            return NONE
        shared = round(score(kept[0], step) / len(kept), 3)
        cities = tuple(sorted(each.city for each in kept))
        all_ranked = ranked(kept, step, self._hints(kept, named))
        return Resolution("review", None, by or method(kept[0], step), shared, cities, None, all_ranked)

    def _hints(self, claims: Iterable[Claim], named: Named) -> dict[int, tuple[Hint, ...]]:
        """Return for each city what every hint of the row says of the place that bears the name."""
        return {each.city: tuple(said(each.place, named, self._regions)) for each in claims}

    def _by_postcode(self, pool: list[Claim], named: Named) -> list[Claim]:
        """Keep the candidates that lie where the postcode lies; keep all if it says nothing."""
        nuts = nuts_of_postcode(named.country, named.postcode)
        fits = [(self._regions.fit(each.place, nuts), each) for each in pool]
        best = max(fit for fit, _ in fits)
        if best < NEAR:
            return pool
        return [replace(each, fit=best, hint="postcode") for fit, each in fits if fit == best]

    def _by_street(self, pool: list[Claim], reading: Reading, named: Named) -> list[Claim]:
        """Keep the candidates near another town or region of the address; keep all if none tells them apart."""
        points = self._around((each for each in beside(named.street) if each not in reading.keys), named.country)
        near = [replace(each, fit=max(each.fit, NEAR), hint="street") for each in pool if lies_near(each.place, points)]
        return near if 0 < len(near) < len(pool) else pool

    def _around(self, names: Iterable[str], country: str) -> list[Point]:
        """Return where the cities lie that are named beside the town."""
        found = (entry for each in names for entry in self._index(country).find(each))
        places = (self._places[number] for number, kind in found if kind in (OWN, OTHER))
        return [(place.latitude, place.longitude) for place in places]
