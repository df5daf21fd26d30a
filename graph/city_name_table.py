"""Every name by which a city is found, as a table beside the store.

A search looks for a part of a name. The store reads all labels of the graph for it, those of projects and bodies too;
the table holds the names of cities alone, with those in small letters beside them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from graph.records import City, Place
from graph.verdict_tables import FOLDER

NAME = "city_names"


def write_city_names(folder: Path, cities: Iterable[City], places: Iterable[Place]) -> None:
    """Write the table into the folder of a release that has its other tables."""
    rows = sorted(set(_named(cities, places)))
    table = pa.table(
        {
            "geonames": pa.array([city for city, _ in rows], pa.int64()),
            "name": pa.array([name for _, name in rows], pa.string()),
            "small": pa.array([name.lower() for _, name in rows], pa.string()),
        }
    )
    parquet.write_table(table, folder / FOLDER / f"{NAME}.parquet", compression="zstd")


def _named(cities: Iterable[City], places: Iterable[Place]) -> Iterator[tuple[int, str]]:
    for city in cities:
        yield from ((city.geonames, name) for name in (city.name, *city.alternates))
    yield from ((place.city, place.name) for place in places)
