"""Names of localities that are too small for the gazetteer, each with its municipality where that is known."""

import csv
import gzip
import io
from collections.abc import Iterable
from importlib.resources import files

from graph.names import key
from graph.records import City, Place
from ingest.mergers import former_names, mergers

NO_CITY = 0
"""The city of a locality whose municipality is not known, or has no place of 500 inhabitants."""


def localities(places: Iterable[Place], cities: Iterable[City]) -> tuple[Place, ...]:
    """Give the localities as places without a GeoNames id, at their city or else in the middle of their region."""
    cities = tuple(cities)
    former = tuple(former_names(cities, mergers()))
    told = {(place.country, key(place.name), place.nuts3) for place in former}
    merging = {place.country for place in former}
    seats = {city.geonames: (city.latitude, city.longitude) for city in cities}
    middles = _middles(places)
    content = gzip.decompress((files("ingest.tables") / "localities.csv.gz").read_bytes()).decode("utf-8")
    rows = csv.reader(io.StringIO(content, newline=""))
    next(rows)
    found = []
    for country, name, nuts3, written in rows:
        city = int(written or NO_CITY)
        city = city if city in seats else NO_CITY
        spot = seats.get(city) or middles.get(nuts3)
        if spot and not (not city and country in merging and (country, key(name), nuts3) in told):
            found.append(Place(0, name, (), country, *spot, 0, nuts3, city))
    return (*found, *former)


def _middles(places: Iterable[Place]) -> dict[str, tuple[float, float]]:
    """Give the mean position of the places of each NUTS 3 region."""
    sums: dict[str, tuple[float, float, int]] = {}
    for place in places:
        north, east, number = sums.get(place.nuts3, (0.0, 0.0, 0))
        sums[place.nuts3] = (north + place.latitude, east + place.longitude, number + 1)
    return {nuts: (north / number, east / number) for nuts, (north, east, number) in sums.items()}
