"""Names below the gazetteer's 500 inhabitants: small municipalities, and localities with the city that holds them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from graph.names import key
from graph.records import City, Place
from ingest.british import COUNTRY
from ingest.mergers import former_names, mergers
from ingest.villages import LEAST, locality, municipalities, seat, table

NO_CITY = 0
"""The city of a locality that neither leads to a municipality nor has a position of its own."""


class Small(NamedTuple):
    """What lies below the gazetteer: names to be found, and the cities among them that stand for themselves."""

    places: tuple[Place, ...]
    cities: tuple[City, ...]


def localities(places: Iterable[Place], cities: Iterable[City]) -> Small:
    """Give the small names as places without a GeoNames id, at their city or else where they lie themselves."""
    places, cities = tuple(places), tuple(cities)
    have = {(city.country, code) for city in cities for code in city.laus}
    middles = _middles(places)
    small = tuple(
        one for one in municipalities() if _is_small(one) and one.nuts3 in middles and have.isdisjoint(_codes(one))
    )
    former = tuple(former_names((*cities, *small), mergers(), places))
    told = {(place.country, key(place.name), place.nuts3) for place in former}
    merging = {place.country for place in former}
    seats = {city.geonames: (city.latitude, city.longitude) for city in cities}
    found, alone = [], []
    for country, name, nuts3, written, north, east in table("localities.csv.gz"):
        city = int(written or NO_CITY)
        if nuts3 not in middles or (city not in seats and country in merging and (country, key(name), nuts3) in told):
            continue
        if city in seats:
            found.append(Place(0, name, (), country, *seats[city], 0, nuts3, city))
        elif north:
            own = locality(country, name, nuts3, (north, east))
            alone.append(replace(own, nuts3="") if country == COUNTRY else own)
            found.append(Place(0, name, (), country, own.latitude, own.longitude, 0, nuts3, own.geonames))
        else:
            found.append(Place(0, name, (), country, *middles[nuts3], 0, nuts3, NO_CITY))
    own_seats = tuple(seat(city) for city in small if city.nuts3 in middles)
    return Small((*found, *own_seats, *former), (*small, *alone))


def _middles(places: Iterable[Place]) -> dict[str, tuple[float, float]]:
    """Give the mean position of the places of each NUTS 3 region."""
    sums: dict[str, tuple[float, float, int]] = {}
    for place in places:
        north, east, number = sums.get(place.nuts3, (0.0, 0.0, 0))
        sums[place.nuts3] = (north + place.latitude, east + place.longitude, number + 1)
    return {nuts: (north / number, east / number) for nuts, (north, east, number) in sums.items()}


def _is_small(city: City) -> bool:
    return city.population < LEAST


def _codes(city: City) -> Iterator[tuple[str, str]]:
    return ((city.country, code) for code in city.laus)
