"""The ground that a name is read on: the places and cities known, their claims, and what becomes of one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.claims import (
    MUNICIPAL,
    Claim,
    best_first,
    least_fit,
    method,
    order,
    passed_over,
    ranked,
    said,
    score,
)
from graph.name_index import OTHER, OWN, NameIndex
from graph.names import Reading
from graph.nearness import FAR, INSIDE, SILENT, Point, Regions, fit_coordinates
from graph.records import City, Named, Place
from graph.resolution import NONE, OUTSIDE, Hint, Resolution
from graph.spellings import Spellings, spellings


class Ground:
    """The places and cities of the gazetteer, each country's names entered at the first question."""

    def __init__(
        self,
        known: Iterable[Place],
        cities: Iterable[City],
        versions: Mapping[str, tuple[str, ...]],
        localities: Iterable[Place],
        labels: Mapping[str, str],
    ) -> None:
        """Take the gazetteer as the resolver takes it."""
        places = tuple(known)
        self.places = (*places, *localities)
        self.cities = {city.geonames: city for city in cities}
        self.regions = Regions(places, versions)
        self.labels = labels
        self._full = {place.country for place in self.places[len(places) :]}
        self._numbers: dict[str, list[int]] = {}
        for number, place in enumerate(self.places):
            self._numbers.setdefault(place.country, []).append(number)
        self._of_regions: dict[str, set[int]] = {}
        self._indexes: dict[str, NameIndex] = {}
        self._spellings: dict[tuple[str, ...], Spellings] = {}

    def is_full(self, country: str) -> bool:
        """Say whether the localities of a country are known, so that a name borne once is borne once."""
        return country in self._full

    def cities_of(self, nuts3: str) -> set[int]:
        """Return the cities of a NUTS 3 region."""
        if not self._of_regions:
            for place in self.places:
                if place.city:
                    self._of_regions.setdefault(place.nuts3, set()).add(place.city)
        return self._of_regions.get(nuts3, set())

    def index(self, country: str) -> NameIndex:
        """Return the names of a country, entering them at the first question."""
        if country not in self._indexes:
            numbered = ((number, self.places[number]) for number in self._numbers.get(country, ()))
            self._indexes[country] = NameIndex(numbered, self.cities)
        return self._indexes[country]

    def claims(self, reading: Reading, named: Named) -> list[Claim]:
        """Return the cities that bear the first key known in the country, each by its best place."""
        index = self.index(named.country)
        return self.by_city(next(filter(None, map(index.find, reading.keys)), []), named)

    def by_city(self, entries: Iterable[tuple[int, int]], named: Named) -> list[Claim]:
        """Return one claim for each city, that of its best place."""
        best: dict[int, Claim] = {}
        for number, kind in entries:
            place = self.places[number]
            fit, hint = self.fit(place, named)
            city = self.cities.get(place.city)
            official = city is not None and city.kind in MUNICIPAL
            people, namesake = (city.population, city.name == place.name) if city else (0, False)
            new = Claim(place.city, place, kind, fit, hint, official, people, namesake)
            spot = place.city or -number
            held = best.get(spot, new)
            first = min(held, new, key=order)
            best[spot] = replace(first, kind=min(held.kind, kind))
        return sorted(best.values(), key=lambda each: each.city)

    def fit(self, place: Place, named: Named) -> tuple[int, str]:
        """Return how the hints speak of a place and which hint speaks; coordinates weigh more than codes."""
        by_point = fit_coordinates(place, named)
        if by_point in (INSIDE, FAR):
            return by_point, "coordinates"
        by_code = self.regions.fit(place, named.nuts) if named.nuts else SILENT
        if by_code != SILENT:
            return by_code, "nuts"
        return by_point, "coordinates" if by_point != SILENT else ""

    def near_names(self, named: Named) -> Spellings:
        """Return the names of the places in the NUTS 2 regions around the row's code, of the country without one."""
        regions = sorted({code[:4] for code in self.regions.covered(named.nuts[:5])})
        spot = (named.country, *regions)
        if spot not in self._spellings:
            numbered = ((number, self.places[number]) for number in self._numbers.get(named.country, ()))
            inside = ((n, place) for n, place in numbered if not named.nuts or place.nuts3[:4] in regions)
            self._spellings[spot] = spellings(inside, self.cities)
        return self._spellings[spot]

    def accepted(self, chosen: Claim, found: list[Claim], step: int, named: Named) -> Resolution:
        """Return the choice, with those that bear the name too behind it; a locality without a city is no choice."""
        if not chosen.city:
            return OUTSIDE
        others = [each for each in best_first(found) if each.city not in (chosen.city, 0)]
        all_ranked = ranked([chosen, *others], step, self.hints([chosen, *others], named))
        passed = passed_over(chosen, found)
        place = chosen.place.geonames or chosen.city
        return Resolution("accepted", chosen.city, method(chosen, step), score(chosen, step), passed, place, all_ranked)

    def for_review(self, found: list[Claim], step: int, named: Named, by: str = "") -> Resolution:
        """Return all candidates, those of a loose reading only if a hint fits; they share the score."""
        kept = best_first(each for each in found if each.city and (by or each.fit >= least_fit(step)))
        if not kept:
            return NONE
        shared = round(score(kept[0], step) / len(kept), 3)
        cities = tuple(sorted(each.city for each in kept))
        all_ranked = ranked(kept, step, self.hints(kept, named))
        return Resolution("review", None, by or method(kept[0], step), shared, cities, None, all_ranked)

    def hints(self, claims: Iterable[Claim], named: Named) -> dict[int, tuple[Hint, ...]]:
        """Return for each city what every hint of the row says of the place that bears the name."""
        return {each.city: tuple(said(each.place, named, self.regions)) for each in claims}

    def around(self, names: Iterable[str], country: str) -> list[Point]:
        """Return where the cities lie that are named beside the town."""
        found = (entry for each in names for entry in self.index(country).find(each))
        places = (self.places[number] for number, kind in found if kind in (OWN, OTHER))
        return [(place.latitude, place.longitude) for place in places]
