"""Municipalities and localities below the gazetteer's 500 inhabitants that stand for themselves.

A municipality of a national list has its LAU code and, in France, its
inhabitants; of a locality that only the post knows, neither is told. They
have no GeoNames id, so their own is made of the LAU code or of the name.
"""

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from graph.names import key
from graph.records import LAST_GEONAMES, City, Place

TABLES = "ingest.tables"
ISO_NUMBERS = {"DE": 276, "ES": 724, "FR": 250}
"""ISO 3166 numeric codes of the countries whose small municipalities are listed."""
CODED, NAMED = LAST_GEONAMES + 1, 9 * 10**14
"""Ids from the first on are made of a country and its LAU code, from the second on of a name; GeoNames' are smaller."""
LEAST = 500
"""Inhabitants from which on a municipality is a city like any other, with or without a GeoNames place."""


def coded(country: str, lau: str) -> int:
    """Make the id of a municipality from its LAU code: 74290 in France is 250000074290; letters count as two digits."""
    digits = "".join(str(int(sign, 36)) for sign in lau)
    return ISO_NUMBERS[country] * CODED + int(digits)


def named(country: str, nuts3: str, name: str) -> int:
    """Make the id of a locality from its country, region and name, so that every build gives it the same."""
    text = f"{country}|{nuts3}|{key(name)}"
    return NAMED + int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10**14


def table(name: str) -> Iterator[list[str]]:
    """Read the rows of a packed table, without its header."""
    content = gzip.decompress((files(TABLES) / name).read_bytes()).decode("utf-8")
    rows = csv.reader(io.StringIO(content, newline=""))
    next(rows)
    return rows


@cache
def municipalities() -> tuple[City, ...]:
    """Give every municipality of the lists that has no place of 500 inhabitants."""
    people = {code: (int(number), int(year)) for code, number, year in table("french_communes.csv.gz")}
    nobody = (0, 0)
    found: dict[int, City] = {}
    for country, lau, name, nuts3, north, east in table("small_municipalities.csv.gz"):
        number = coded(country, lau)
        if twin := found.get(number):  # the same municipality in its second language
            found[number] = replace(twin, alternates=(*twin.alternates, name))
            continue
        counted = people.get(lau, nobody) if country == "FR" else nobody
        found[number] = _city(number, name, country, nuts3, (north, east), lau, counted)
    return tuple(found.values())


def large() -> tuple[City, ...]:
    """Give those of 500 inhabitants and more: towns that GeoNames does not count."""
    return tuple(city for city in municipalities() if city.population >= LEAST)


def locality(country: str, name: str, nuts3: str, spot: tuple[str, str]) -> City:
    """Give a locality as a city of its own."""
    return _city(named(country, nuts3, name), name, country, nuts3, spot, "", (0, 0))


def seat(city: City) -> Place:
    """Give the place that a small municipality is."""
    spot = (city.latitude, city.longitude)
    return Place(city.geonames, city.name, (), city.country, *spot, city.population, city.nuts3, city.geonames)


def _city(
    number: int, name: str, country: str, nuts3: str, spot: tuple[str, str], lau: str, people: tuple[int, int]
) -> City:
    return City(
        geonames=number,
        name=name,
        alternates=(),
        country=country,
        nuts3=nuts3,
        laus=(lau,) if lau else (),
        kind="lau" if lau else "locality",
        official_name="",
        population=people[0],
        year=people[1],
        basis="municipal" if people[0] else "",
        degurba=0,
        latitude=float(spot[0]),
        longitude=float(spot[1]),
    )
