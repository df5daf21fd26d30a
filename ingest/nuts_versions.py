"""Codes of older NUTS versions and the present codes of the same ground."""

import csv
from functools import cache
from importlib.resources import files


@cache
def versions() -> dict[str, tuple[str, ...]]:
    """Return the NUTS 3 codes of 2024 for each code of 2013, 2016 or 2021 that has gone or shrunk."""
    content = (files("ingest.tables") / "nuts_versions.csv").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(content.splitlines()):
        found[row["old"]] = (*found.get(row["old"], ()), row["new"])
    return found
