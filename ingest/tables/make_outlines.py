"""Compute the reduced outlines of countries that the maps draw.

    python -m ingest.tables.make_outlines FILE

FILE is a GeoJSON of Natural Earth's countries 1:50 million (public domain).
Geometry, ISO code and name are kept; rings are clipped to Europe and its
neighbours and rounded to hundredths of a degree, about a kilometre.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

WEST, EAST, SOUTH, NORTH = -32.0, 46.0, 27.0, 72.0
DIGITS = 2
TO = Path(__file__).parents[2] / "dashboard" / "static" / "outlines.geojson"

Point = tuple[float, float]
Ring = list[Point]


def _cut(ring: Ring, inside: Callable[[Point], bool], at: Callable[[Point, Point], Point]) -> Ring:
    """Keep the part of a ring on one side of a line (Sutherland and Hodgman)."""
    kept: Ring = []
    for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
        if inside(here):
            kept.append(here)
        if inside(here) != inside(there):
            kept.append(at(here, there))
    return kept


def _meridian(x: float) -> Callable[[Point, Point], Point]:
    return lambda a, b: (x, a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0]))


def _parallel(y: float) -> Callable[[Point, Point], Point]:
    return lambda a, b: (a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]), y)


def _clipped(ring: Ring) -> Ring:
    ring = _cut(ring, lambda p: p[0] >= WEST, _meridian(WEST))
    ring = _cut(ring, lambda p: p[0] <= EAST, _meridian(EAST))
    ring = _cut(ring, lambda p: p[1] >= SOUTH, _parallel(SOUTH))
    return _cut(ring, lambda p: p[1] <= NORTH, _parallel(NORTH))


def _reduced(ring: list[list[float]]) -> list[list[float]]:
    """Clip, round and close a ring; a ring of fewer than three points is nothing."""
    points = [(float(x), float(y)) for x, y in ring[:-1]]
    rounded: list[list[float]] = []
    for x, y in _clipped(points):
        point = [round(x, DIGITS), round(y, DIGITS)]
        if not rounded or rounded[-1] != point:
            rounded.append(point)
    if rounded and rounded[0] == rounded[-1]:
        rounded.pop()
    return [*rounded, rounded[0]] if len(rounded) > 2 else []


def _polygons(geometry: dict[str, object]) -> list[list[list[list[float]]]]:
    parts = geometry["coordinates"]
    assert isinstance(parts, list)
    reduced = []
    for polygon in parts if geometry["type"] == "MultiPolygon" else [parts]:
        outer, *holes = [_reduced(ring) for ring in polygon]
        if outer:
            reduced.append([outer, *(hole for hole in holes if hole)])
    return reduced


def main() -> None:
    """Write the reduced outlines, ordered by name."""
    features = []
    for feature in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"]:
        if polygons := _polygons(feature["geometry"]):
            said = {"iso": feature.get("id") or "", "name": feature["properties"]["name"]}
            shape = {"type": "MultiPolygon", "coordinates": polygons}
            features.append({"type": "Feature", "properties": said, "geometry": shape})
    features.sort(key=lambda f: str(f["properties"]["name"]))  # type: ignore[index]
    whole = {"type": "FeatureCollection", "features": features}
    text = json.dumps(whole, separators=(",", ":"), ensure_ascii=False)
    TO.parent.mkdir(parents=True, exist_ok=True)
    TO.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
