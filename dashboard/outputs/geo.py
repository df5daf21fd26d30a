"""GeoJSON (RFC 7946): each row a feature, placed by its latitude and longitude, its WKT, or the city that it names."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import IO, Any

from dashboard.outputs.answered import Answered, Format, Manner
from graph.endpoint import value_of
from graph.errors import BadInput

AT_ONCE = 2_000
"""Rows whose cities are looked up together."""
LOOKED_AT = 200
"""Rows by which a column of points is known."""
_POINT = re.compile(r"^\s*(?:<[^>]*>\s*)?POINT\s*Z?\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)[^)]*\)\s*$", re.IGNORECASE)
_CITY = re.compile(r"(?:.*/city/)?([1-9]\d{0,9})$")
Record = dict[str, Any]


def placed(columns: Sequence[str]) -> bool:
    """Say whether rows with these columns can be put on a map."""
    named = set(columns)
    return bool({"lat", "long"} <= named or named & {"wkt", "geonames", "city"})


def wkt_column(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Name the column that holds nothing but points in WKT, whatever it is called; "" where none does."""
    for place, name in enumerate(columns):
        told = [str(row[place]) for row in rows[:LOOKED_AT] if row[place] is not None]
        if told and all(map(_POINT.match, told)):
            return name
    return ""


def city_of(record: Mapping[str, object]) -> int | None:
    """Give the GeoNames id of the city that a row names."""
    for name in ("geonames", "city"):
        found = _CITY.match(str(record.get(name) or ""))
        if found:
            return int(found[1])
    return None


def point_of(record: Mapping[str, object]) -> tuple[float, float] | None:
    """Give the latitude and longitude that a row itself tells."""
    wkt = _POINT.match(str(record.get("wkt") or ""))
    if wkt:
        return float(wkt[2]), float(wkt[1])
    try:
        return float(str(record["lat"])), float(str(record["long"]))
    except (KeyError, ValueError):
        return None


def with_points(answer: Answered, records: Iterable[Record]) -> Iterator[tuple[Record, tuple[float, float] | None]]:
    """Pair each row with its place; cities without one in the row are looked up, many at once."""
    known: dict[int, tuple[float, float]] = {}
    rows = iter(records)
    while some := list(islice(rows, AT_ONCE)):
        cities = [None if point_of(record) else city_of(record) for record in some]
        asked = sorted({city for city in cities if city is not None and city not in known})
        known.update(answer.places(asked) if asked else {})
        for record, city in zip(some, cities, strict=True):
            yield record, point_of(record) or (known.get(city) if city is not None else None)


def write_geojson(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write one feature a row; the geometry of a row without a place is null."""
    if not placed(answer.columns):
        raise BadInput(f"the answer to {answer.question.name} names no place", "choose another format")
    head = json.dumps({"citation": answer.citation}, ensure_ascii=False)[1:-1]
    out.write(f'{{"type": "FeatureCollection", {head}, "features": ['.encode())
    records = (dict(zip(answer.columns, map(value_of, row), strict=True)) for row in answer.rows)
    for number, (record, point) in enumerate(with_points(answer, records)):
        out.write((",\n" if number else "\n").encode() + _feature(record, point).encode())
    out.write(b'\n], "truncated": true}\n' if answer.more() else b"\n]}\n")


def _feature(record: Record, point: tuple[float, float] | None) -> str:
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    feature = {"type": "Feature", "geometry": geometry, "properties": record}
    return json.dumps(feature, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


FORMATS = (Format("geojson", "GeoJSON (map)", ".geojson", "application/geo+json", write_geojson),)
