"""What the model of expected links says, kept beside a release once it was computed, for it takes seconds."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from dashboard.expectations import Cities, Expectations, expectations
from graph.endpoint import Endpoint
from graph.expected import Expected
from graph.whole_file import writing
from graph.workspace import Release

FILE = "expected.json"


def kept(release: Release, endpoint: Endpoint) -> Expectations:
    """Read the expectations of a release, or compute and keep them."""
    path = release.folder / FILE
    if path.is_file():
        return _read(path)
    found = expectations(endpoint)
    with suppress(OSError):  # a folder that cannot be written to costs the time once more
        _write(path, found)
    return found


def _read(path: Path) -> Expectations:
    held = json.loads(path.read_text("utf-8"))
    without = {key: _cities(rows) for key, rows in held["without"].items()}
    return Expectations(_cities(held["cities"]), without, frozenset(held["unfit"]), held["word"])


def _cities(rows: Iterable[list[Any]]) -> Cities:
    return {row[0]: Expected(*row) for row in rows}


def _write(path: Path, found: Expectations) -> None:
    """Write the file whole, or not at all."""
    held = {
        "cities": _rows(found.cities),
        "without": {key: _rows(cities) for key, cities in found.without.items()},
        "unfit": sorted(found.unfit),
        "word": found.word,
    }
    with writing(path) as hidden, hidden.open("w", encoding="utf-8") as file:
        json.dump(held, file, separators=(",", ":"), default=lambda number: number.item())


def _rows(cities: Cities) -> list[tuple[Any, ...]]:
    return [astuple(one) for one in cities.values()]
