"""Which NUTS3 region a point lies in, from outlines that are read and never shipped."""

import json
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

Ring = list[list[float]]

NEAR_DEGREES = 0.08


@dataclass(frozen=True, slots=True)
class Region:
    """A NUTS3 region: code, country (EU code), name, its polygons and their box."""

    code: str
    country: str
    label: str
    polygons: tuple[tuple[Ring, ...], ...]
    box: tuple[float, float, float, float]


def _polygons(geometry: dict[str, object]) -> tuple[tuple[Ring, ...], ...]:
    parts = geometry["coordinates"]
    assert isinstance(parts, list)
    many = parts if geometry["type"] == "MultiPolygon" else [parts]
    return tuple(tuple(polygon) for polygon in many)


def read(path: Path) -> list[Region]:
    """Read the regions of a GeoJSON file of NUTS3 outlines."""
    regions = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        said = feature["properties"]
        polygons = _polygons(feature["geometry"])
        points = [point for polygon in polygons for point in polygon[0]]
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        box = (min(xs), min(ys), max(xs), max(ys))
        regions.append(Region(said["NUTS_ID"], said["CNTR_CODE"], said["NAME_LATN"], polygons, box))
    return sorted(regions, key=lambda region: region.code)


def _in_ring(x: float, y: float, ring: Ring) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _inside(x: float, y: float, region: Region) -> bool:
    west, south, east, north = region.box
    if not (west <= x <= east and south <= y <= north):
        return False
    return any(
        _in_ring(x, y, polygon[0]) and not any(_in_ring(x, y, hole) for hole in polygon[1:])
        for polygon in region.polygons
    )


def _from_edge(x: float, y: float, squeeze: float, start: list[float], end: list[float]) -> float:
    """Measure in degrees of latitude how far a point is from a straight edge."""
    ax, ay = (start[0] - x) * squeeze, start[1] - y
    dx, dy = (end[0] - start[0]) * squeeze, end[1] - start[1]
    length = dx * dx + dy * dy
    along = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    return hypot(ax + along * dx, ay + along * dy)


def _away(x: float, y: float, region: Region) -> float:
    squeeze = cos(radians(y))
    edges = (edge for polygon in region.polygons for edge in pairwise(polygon[0]))
    return min(_from_edge(x, y, squeeze, start, end) for start, end in edges)


def nuts3_of(latitude: float, longitude: float, regions: list[Region]) -> str:
    """Find the region around a point, or the nearest within about 9 km, since coasts are drawn coarsely."""
    for region in regions:
        if _inside(longitude, latitude, region):
            return region.code
    nearest = [(_away(longitude, latitude, region), region.code) for region in regions]
    return min(nearest)[1] if nearest and min(nearest)[0] <= NEAR_DEGREES else ""
