"""Municipalities that merged: an old code or name leads to the present municipality, with the day."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from graph.names import key
from graph.records import City, Place

TABLES = "ingest.tables"
INSEE = "INSEE, official geographic code"


@dataclass(frozen=True, slots=True)
class Merger:
    """A municipality that went into another; `in_force` is an ISO day, codes are LAU codes or ""."""

    country: str
    old: str
    old_name: str
    new: str
    new_name: str
    in_force: str
    source: str
    city: int = 0


@cache
def mergers() -> tuple[Merger, ...]:
    """Give every merger that the tables tell, by country and old code."""
    french = gzip.decompress((files(TABLES) / "french_mergers.csv.gz").read_bytes()).decode("utf-8")
    others = (files(TABLES) / "mergers.csv").read_text(encoding="utf-8")
    found = [
        Merger("FR", row["old"], row["old_name"], row["new"], row["new_name"], row["in_force"], INSEE)
        for row in csv.DictReader(io.StringIO(french, newline=""))
    ]
    for row in csv.DictReader(io.StringIO(others, newline="")):
        codes = (row["country"], row["old"], row["old_name"], row["new"], row["new_name"])
        found.append(Merger(*codes, row["in_force"], row["source"], int(row["city"])))
    return tuple(sorted(found, key=lambda one: (one.country, one.old, one.old_name)))


def present(country: str, code: str, told: Iterable[Merger]) -> tuple[str, str]:
    """Return the present LAU code for an old one and the day since which it holds, or the code itself and ""."""
    return follow(code, by_old_code(told).get(country, {}))


def by_old_code(told: Iterable[Merger]) -> dict[str, dict[str, Merger]]:
    """Give the mergers of each country by the code that is no more."""
    found: dict[str, dict[str, Merger]] = {}
    for one in told:
        if one.old:
            found.setdefault(one.country, {})[one.old] = one
    return found


def follow(code: str, into: Mapping[str, Merger]) -> tuple[str, str]:
    """Return the present LAU code and its day as `present` does, by the mergers of one country."""
    day, seen = "", set()
    while code in into and code not in seen and into[code].new:
        seen.add(code)
        day, code = max(day, into[code].in_force), into[code].new
    return code, day


def merged(
    places: Iterable[Place], cities: Iterable[City], told: Iterable[Merger]
) -> tuple[tuple[Place, ...], tuple[City, ...]]:
    """Return the gazetteer with each city that merged made a part of the city that took it in."""
    cities = tuple(cities)
    into = _into(cities, tuple(told))
    added: dict[int, set[str]] = {}
    for city in cities:
        if city.geonames in into:
            added.setdefault(into[city.geonames], set()).add(city.name)
    kept = tuple(_grown(city, added.get(city.geonames, set())) for city in cities if city.geonames not in into)
    return tuple(replace(p, city=into[p.city]) if p.city in into else p for p in places), kept


def _grown(city: City, names: set[str]) -> City:
    """Add the names of the cities that were taken in."""
    return replace(city, alternates=tuple(sorted({*city.alternates, *names} - {city.name}))) if names else city


def _into(cities: tuple[City, ...], told: tuple[Merger, ...]) -> dict[int, int]:
    """Lead the id of each city that merged to the id of the present one, where both are known."""
    by_code = {(city.country, code): city.geonames for city in cities if city.kind == "lau" for code in city.laus}
    pairs = ((by_code.get((m.country, m.old)), m.city or by_code.get((m.country, m.new))) for m in told if m.old)
    direct = {old: new for old, new in pairs if old and new and old != new}
    return {old: _end(old, direct) for old in direct}


def _end(city: int, into: Mapping[int, int]) -> int:
    seen: set[int] = set()
    while city in into and city not in seen:
        seen.add(city)
        city = into[city]
    return city


def former_names(cities: Iterable[City], told: Iterable[Merger], places: Iterable[Place] = ()) -> Iterator[Place]:
    """Yield the old name of each merged municipality as a locality of the present city, where no place of it has it."""
    cities = tuple(cities)
    by_code = {(city.country, code): city for city in cities for code in city.laus}
    by_id = {city.geonames: city for city in cities}
    pairs = [(one, by_id.get(one.city) or by_code.get((one.country, one.new))) for one in told]
    names = _names_in({city.geonames: city for _, city in pairs if city}, places)
    for one, city in pairs:
        if city is None:
            continue
        for name in dict.fromkeys((one.old_name, _bare(one.old_name))):
            if key(name) not in names[city.geonames]:
                spot = (city.latitude, city.longitude)
                yield Place(0, name, (), city.country, *spot, 0, city.nuts3, city.geonames)


def _names_in(cities: Mapping[int, City], places: Iterable[Place]) -> dict[int, set[str]]:
    """Give the keys of all names of each city, and of the first name of each place that lies in it."""
    names = {city.geonames: {key(name) for name in (city.name, *city.alternates)} for city in cities.values()}
    for place in places:
        if place.city in names:
            names[place.city].add(key(place.name))
    return names


def _bare(name: str) -> str:
    """Return the name without the Estonian and Latvian words for a municipality."""
    return name.removesuffix(" vald").removesuffix(" novads")
