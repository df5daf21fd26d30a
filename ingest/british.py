"""The NUTS regions of British places, which NUTS 2024 no longer has: a hint for telling namesakes apart, no more.

A county stands for all the NUTS 3 regions of 2013 to 2021 that lie in it, a
region of several counties for each of them.
"""

import csv
import gzip
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

TABLES = "ingest.tables"
COUNTRY = "UK"


@cache
def _counties() -> dict[str, tuple[str, ...]]:
    """Give the codes of each county; the first stands for it."""
    text = (files(TABLES) / "british_counties.csv").read_text(encoding="utf-8")
    return {row["county"]: tuple(row["regions"].split("|")) for row in csv.DictReader(text.splitlines())}


@cache
def regions_of_places() -> dict[int, str]:
    """Give by GeoNames id the code that stands for the county of a place."""
    packed = (files(TABLES) / "british_places.csv.gz").read_bytes()
    rows = csv.DictReader(gzip.decompress(packed).decode("utf-8").splitlines())
    return {int(row["geonames"]): _counties()[row["county"]][0] for row in rows}


def older_codes() -> Iterator[tuple[str, str]]:
    """Yield each code of a region and a code that stands for a county in it."""
    for first, *others in _counties().values():
        yield from ((code, first) for code in others)
    for first in {codes[0] for codes in _counties().values()}:
        yield first, first
