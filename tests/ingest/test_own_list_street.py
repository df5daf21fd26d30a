"""The address of a row of one's own list tells homonyms apart, and nothing else of the row would."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.identity import Resolver
from graph.records import City, Named, Place
from ingest.own_list import complete, entries, fitting, tables

NORTH = Place(1, "Bergen", (), "DE", 54.42, 13.43, 14_000, "DE80L", 1)
SOUTH = Place(2, "Bergen", (), "DE", 52.81, 9.96, 13_000, "DE931", 2)
BESIDE = (
    Place(3, "Sassnitz", (), "DE", 54.51, 13.64, 9_000, "DE80L", 3),
    Place(4, "Celle", (), "DE", 52.62, 10.08, 70_000, "DE931", 4),
)
LIST = "Stadt;Land;Adresse\nBergen;DE;Markt 1, Sassnitz\nBergen;DE;Feldweg 3, Celle\nBergen;DE;Feldweg 3\n"


@pytest.fixture
def resolver() -> Resolver:
    places = (NORTH, SOUTH, *BESIDE)
    return Resolver(places, map(alone, places))


def alone(p: Place) -> City:
    """Make a municipality of nothing but a place."""
    where = (p.latitude, p.longitude)
    return City(p.geonames, p.name, (), "DE", p.nuts3, (), "lau", "", p.population, 0, "geonames", 0, *where)


def named(folder: Path) -> list[Named]:
    path = folder / "mine.csv"
    path.write_text(LIST, "utf-8")
    (table,) = tables(path)
    mapping = fitting(table.header, None, table.name)
    complete(mapping, table.header, table.name)
    return [entry.named for entry in entries(table, mapping) if entry.named]


def test_another_town_of_the_address_tells_homonyms_apart(tmp_path: Path, resolver: Resolver) -> None:
    north, south, silent = named(tmp_path)
    assert [resolver.resolve(one).city for one in (north, south)] == [NORTH.geonames, SOUTH.geonames]
    assert {resolver.resolve(one).method for one in (north, south)} == {"name-street"}
    for one in (silent, replace(north, street=""), replace(south, street="")):
        found = resolver.resolve(one)
        assert (found.outcome, found.candidates) == ("review", (1, 2)), "without the address nobody can tell"
