"""Where each city of a layer stands in its picture, and which ties are drawn: computed once, while a release is built.

Nothing is left to chance or to a simulation: the nearer to the middle, the nearer to the core, and each community has a
sector of its own, the largest first, clockwise from the top. So the same network always gives the same picture, and
what lies where says something.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute, parquet

from graph.measures import Measured
from graph.projection import Incidence, Layer, Matrix, Numbers, met, tied

PLACES, LINES = "network_places.parquet", "network_ties.parquet"
DRAWN = (300, 600, 1000)
"""So many cities are drawn at first, and on demand: those with the strongest ties."""
TIES_EACH = 4
"""So many ties are drawn for each city on average, those of the most meetings."""
GOLDEN = 0.6180339887498949
"""Steps of this share of a sector fill it evenly, whatever their number."""
INNER = 0.12
"""Radius of the innermost city, of 1."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawn cities of a layer with their places between -1 and 1, and ties as city, city and projects shared."""

    cities: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    ties: tuple[tuple[int, int, int], ...]


def place(coreness: Numbers, community: Numbers) -> list[tuple[float, float]]:
    """Give each city its place: the radius by its rank in coreness, the angle in the sector of its community."""
    size = len(coreness)
    known = np.nan_to_num(np.round(coreness, 6), nan=-1.0)
    rank = np.empty(size)
    rank[np.lexsort((np.arange(size), -known))] = np.arange(size)
    places: list[tuple[float, float]] = [(0.0, 0.0)] * size
    begin = 0.0
    for number in sorted(set(community.tolist())):
        own = np.flatnonzero(community == number)
        width = len(own) / size
        for turn, city in enumerate(own[np.argsort(rank[own])], start=1):
            angle = 2 * pi * (begin + width * ((turn * GOLDEN) % 1))
            radius = INNER + (1 - INNER) * float(np.sqrt(rank[city] / size))
            places[city] = (round(radius * sin(angle), 4), round(-radius * cos(angle), 4))
        begin += width
    return places


def draw(run: Measured, everyone: Incidence, most: int) -> Drawing:
    """Choose the cities with the strongest ties and the ties of the most meetings between them."""
    order = np.lexsort((np.array(run.cities), -np.round(run.values["tieStrength"], 9)))
    chosen = np.sort(order[:most])
    places = place(run.values["coreness"][chosen], run.values["community"][chosen])
    cities = tuple(run.cities[city] for city in chosen)
    return Drawing(cities, tuple(places), _lines(met(tied(everyone)), chosen, cities))


def _lines(meetings: Matrix, chosen: Any, cities: tuple[int, ...]) -> tuple[tuple[int, int, int], ...]:  # noqa: ANN401
    between = meetings[chosen, :][:, chosen].tocoo()
    once = between.row < between.col
    found = zip(between.data[once].astype(int).tolist(), between.row[once], between.col[once], strict=True)
    strongest = sorted(found, key=lambda one: (-one[0], one[1], one[2]))[: TIES_EACH * len(cities)]
    return tuple((cities[a], cities[b], times) for times, a, b in strongest)


def write_layouts(folder: Path, laid: Iterable[tuple[Measured, Incidence]]) -> None:
    """Write the places and ties of every layer, for each number of cities that can be drawn, as two tables."""
    places: list[dict[str, object]] = []
    lines: list[dict[str, object]] = []
    for run, everyone in laid:
        for most in DRAWN:
            told = {**_named(run.layer), "drawn": most}
            drawing = draw(run, everyone, most)
            places += [
                {**told, "city": city, "x": x, "y": y}
                for city, (x, y) in zip(drawing.cities, drawing.places, strict=True)
            ]
            lines += [{**told, "a": a, "b": b, "projects": times} for a, b, times in drawing.ties]
            if len(run.cities) <= most:
                break
    for name, rows in ((PLACES, places), (LINES, lines)):
        if rows:
            parquet.write_table(pa.Table.from_pylist(rows), folder / name, compression="zstd")


def _named(layer: Layer) -> dict[str, object]:
    return {
        "family": layer.family or "all",
        "reading": layer.reading,
        "period": layer.period or "all",
        "role": layer.role or "all",
    }


def read(path: Path, layer: Layer, **more: object) -> list[dict[str, Any]]:
    """Read the rows of one layer from a table of a release; none where there is no such table or layer."""
    if not path.is_file():
        return []
    table = parquet.read_table(path)
    for column, value in (_named(layer) | more).items():
        if column in table.column_names:
            table = table.filter(compute.equal(table[column], value))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def layers_of(path: Path) -> tuple[Layer, ...]:
    """List the layers that a table of a release holds."""
    if not path.is_file():
        return ()
    table = parquet.read_table(path)
    names = [name for name in ("family", "reading", "period", "role") if name in table.column_names]
    rows = table.select(names).group_by(names).aggregate([]).to_pylist()
    found = (
        Layer(*("" if row.get(name, "all") == "all" else row[name] for name in ("family", "reading", "period", "role")))
        for row in rows
    )
    return tuple(sorted(found))


def drawing(folder: Path, layer: Layer, most: int) -> Drawing:
    """Read how a layer is drawn with at most so many cities."""
    held = read(folder / PLACES, layer)
    sizes = sorted({row["drawn"] for row in held})
    fit = max((size for size in sizes if size <= most), default=0)
    own = [row for row in held if row["drawn"] == fit]
    lines = read(folder / LINES, layer, drawn=fit)
    return Drawing(
        tuple(row["city"] for row in own),
        tuple((row["x"], row["y"]) for row in own),
        tuple((row["a"], row["b"], row["projects"]) for row in lines),
    )
