"""How far a city lies from the nearest land border, by outlines of countries: computed, never to be called official.

The outlines are Natural Earth's, 1:50 million, rounded to hundredths of a degree. A border is a line that two countries
share. The distance runs straight, on a sphere, from the seat to the nearest border on the same land: from an island no
way leads to a border across the sea.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from graph.quads import Quads, decimal, resource, text
from graph.records import City
from graph.remoteness import EARTH
from ontology.terms import NCP

NO_BORDER = "no land border on its island"
NOT_TOLD = "not computed: the outline does not tell on which land it lies"
NEAR = 5.0
"""Kilometres by which a seat may lie off the outline, which is drawn coarsely, and still be on that land."""
STEP = 0.5
"""Kilometres between the points of a border that are measured to; the distance errs by less than half of it."""
ONE_LAND = {"N. Cyprus": "Cyprus"}
"""Drawn apart, but no border between two states for the Union."""

Floats = NDArray[np.float64]
Line = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """One piece of a country, as rings of longitude and latitude; the first is its outline, others are holes."""

    country: str
    rings: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Border:
    """Kilometres from a city to the nearest land border, or the word why there are none."""

    city: int
    kilometres: float | None
    word: str = ""


def shapes(outlines: Mapping[str, Any]) -> list[Shape]:
    """Read the pieces of countries from a GeoJSON of multipolygons."""
    found = []
    for feature in outlines["features"]:
        name = str(feature["properties"]["name"])
        for polygon in feature["geometry"]["coordinates"]:
            found.append(Shape(ONE_LAND.get(name, name), tuple(np.array(ring, dtype=np.float64) for ring in polygon)))
    return found


def land_borders(cities: Sequence[City], pieces: Sequence[Shape]) -> list[Border]:
    """Measure from every city to the nearest border on its land."""
    lines, land = _lines(pieces)
    spots = np.array([(city.longitude, city.latitude) for city in cities]).reshape(-1, 2)
    inside = _inside(spots, pieces)
    mine = _own(cities, inside, pieces)
    kilometres = _to_borders(spots, np.where(inside >= 0, land[inside], -1), lines)
    return [_told(city, inside[n], mine, pieces, float(kilometres[n])) for n, city in enumerate(cities)]


def _told(city: City, piece: int, mine: Mapping[str, str], pieces: Sequence[Shape], kilometres: float) -> Border:
    if piece < 0:
        return Border(city.geonames, None, NOT_TOLD)
    if not np.isfinite(kilometres):
        return Border(city.geonames, None, NO_BORDER)
    # An exclave that is not drawn lies deep inside the country around it.
    if pieces[piece].country != mine.get(city.country) and kilometres > NEAR:
        return Border(city.geonames, None, NOT_TOLD)
    return Border(city.geonames, round(kilometres, 1))


def _own(cities: Sequence[City], inside: NDArray[np.int64], pieces: Sequence[Shape]) -> dict[str, str]:
    """Lead each country's code to the outline in which most of its cities lie."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for city, piece in zip(cities, inside.tolist(), strict=True):
        if piece >= 0:
            seen[city.country][pieces[piece].country] += 1
    return {code: counts.most_common(1)[0][0] for code, counts in seen.items()}


def _lines(pieces: Sequence[Shape]) -> tuple[dict[int, list[Line]], NDArray[np.int64]]:
    """Find the lines that two countries share, by land, and the land that each piece is part of."""
    owners: dict[Line, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        for ring in piece.rings:
            for pair in _around(ring):
                owners[(min(pair), max(pair))].append(number)
    met = [(line, held) for line, held in owners.items() if len({pieces[n].country for n in held}) > 1]
    joined = [(held[0], other) for held in owners.values() for other in held[1:]]
    here, there = np.array(joined, dtype=np.int64).reshape(-1, 2).T
    size = len(pieces)
    _, land = connected_components(coo_array((np.ones(len(here)), (here, there)), shape=(size, size)), directed=False)
    lines: dict[int, list[Line]] = defaultdict(list)
    for line, held in met:
        lines[int(land[held[0]])].append(line)
    return lines, np.asarray(land, dtype=np.int64)


def _around(ring: Floats) -> list[Line]:
    points = [(float(x), float(y)) for x, y in ring]
    return list(pairwise(points))


def _inside(spots: Floats, pieces: Sequence[Shape]) -> NDArray[np.int64]:
    """Give the piece around each spot, else the one whose outline is nearest within NEAR; -1 for none."""
    found = np.full(len(spots), -1)
    for number, piece in enumerate(pieces):
        (west, south), (east, north) = piece.rings[0].min(axis=0), piece.rings[0].max(axis=0)
        x, y = spots.T
        near = np.flatnonzero((found < 0) & (x >= west) & (x <= east) & (y >= south) & (y <= north))
        odd = sum(_crossings(spots[near], ring) for ring in piece.rings) % 2 == 1
        found[near[odd]] = number
    lost = np.flatnonzero(found < 0)
    coast = [_dense(_around(piece.rings[0])) for piece in pieces]
    owner = np.repeat(np.arange(len(pieces)), [len(part) for part in coast])
    chords, nearest = cKDTree(np.vstack(coast)).query(_on_sphere(spots[lost]))
    close = 2 * EARTH * np.arcsin(np.minimum(chords / 2, 1)) <= NEAR
    found[lost[close]] = owner[nearest[close]]
    return found


def _crossings(spots: Floats, ring: Floats) -> NDArray[np.int64]:
    """Count how often a ray to the east crosses a ring."""
    crossed = np.zeros(len(spots), dtype=np.int64)
    x, y = spots.T
    for (x1, y1), (x2, y2) in pairwise(ring):
        if y1 != y2:
            crossed += ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return crossed


def _to_borders(spots: Floats, land: NDArray[np.int64], lines: Mapping[int, list[Line]]) -> Floats:
    kilometres = np.full(len(spots), np.inf)
    for number, own in lines.items():
        here = np.flatnonzero(land == number)
        if len(here):
            chords, _ = cKDTree(_dense(own)).query(_on_sphere(spots[here]))
            kilometres[here] = 2 * EARTH * np.arcsin(np.minimum(chords / 2, 1))
    return kilometres


def _dense(lines: Iterable[Line]) -> Floats:
    """Lay points along lines, at most STEP apart, on a sphere of radius 1."""
    ends = np.array(list(lines), dtype=np.float64)
    begin, way = ends[:, 0], ends[:, 1] - ends[:, 0]
    middle = np.radians(ends[:, :, 1].mean(axis=1))
    length = np.radians(np.hypot(way[:, 0] * np.cos(middle), way[:, 1])) * EARTH
    steps = np.ceil(length / STEP).astype(np.int64)
    line = np.repeat(np.arange(len(ends)), steps + 1)
    first = np.cumsum(steps + 1) - steps - 1
    share = (np.arange(len(line)) - first[line]) / np.maximum(steps, 1)[line]
    return _on_sphere(begin[line] + share[:, None] * way[line])


def _on_sphere(spots: Floats) -> Floats:
    east, north = np.radians(spots).T
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def describe_borders(quads: Quads, borders: Iterable[Border]) -> None:
    """Write the distance of each city, or why there is none."""
    for one in borders:
        city = resource("city", one.city)
        if one.kilometres is None:
            quads.add(city, NCP.landBorderWord, text(one.word))
        else:
            quads.add(city, NCP.distanceToLandBorder, decimal(one.kilometres))
    quads.relieve()
