"""Codes of older NUTS versions and the present codes of the same ground."""

import csv
from functools import cache
from importlib.resources import files

from ingest.british import older_codes


@cache
def versions() -> dict[str, tuple[str, ...]]:
    """Return the NUTS 3 codes of 2024 for each code of 2013, 2016 or 2021 that has gone or shrunk.

    Codes of the United Kingdom, which 2024 no longer has, lead to those that stand for its counties.
    """
    content = (files("ingest.tables") / "nuts_versions.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(content.splitlines()):
        found[row["old"]] = (*found.get(row["old"], ()), row["new"])
    for old, new in older_codes():
        if new not in found.get(old, ()):
            found[old] = (*found.get(old, ()), new)
    return found
