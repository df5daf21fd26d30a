"""Units that are no more, as the tables tell them: municipalities that merged and regions of older NUTS versions."""

import csv
from collections.abc import Iterable, Iterator
from importlib.resources import files

from graph.former import Former
from graph.records import City
from ingest.mergers import Merger, by_old_code, follow

NUTS_2024 = "2024-01-01"
"""Day on which NUTS 2024 followed NUTS 2021, by Eurostat's history of NUTS: its codes stood there at the latest."""
HISTORY = "https://ec.europa.eu/eurostat/web/nuts/history"


def former(cities: Iterable[City], regions: Iterable[str], told: Iterable[Merger]) -> Iterator[Former]:
    """Yield every former unit whose present one the graph holds."""
    yield from merged_units(tuple(cities), tuple(told))
    yield from older_regions(frozenset(regions))


def merged_units(cities: tuple[City, ...], told: tuple[Merger, ...]) -> Iterator[Former]:
    """Yield each municipality that merged, with the city that stands there after all mergers, and since when."""
    ids = {city.geonames for city in cities}
    by_code = {(city.country, code): city.geonames for city in cities for code in city.laus}
    into = by_old_code(told)
    for one in told:
        code, since = follow(one.old, into[one.country]) if one.old else (one.new, one.in_force)
        city = one.city if one.city in ids else by_code.get((one.country, code))
        if city:
            yield Former("lau", one.country, one.old, one.old_name, since or one.in_force, one.source, (city,))


def older_regions(regions: frozenset[str]) -> Iterator[Former]:
    """Yield each NUTS 3 code of an older version with the codes of 2024 that cover its ground."""
    content = (files("ingest.tables") / "nuts_versions.csv").read_text(encoding="utf-8")
    rows: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(content.splitlines()):
        rows.setdefault(row["old"], []).append(row)
    for old, own in rows.items():
        new = tuple(dict.fromkeys(row["new"] for row in own if row["new"] in regions))
        if new:
            source = f"{own[0]['source']}, from NUTS {own[0]['version']}; {HISTORY}"
            yield Former("nuts", old[:2], old, "", NUTS_2024, source, regions=new)
