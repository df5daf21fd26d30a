"""Where a locality lies, told by the known towns that share its postcode or stand beside it in the list.

GeoNames' postal codes reach us without coordinates. Towns of one postcode lie
close together, and postcodes that follow each other inside a district mostly
do, so a locality is put in the middle of the towns that are known there.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from graph.nearness import Point, kilometres

REACH = 3
"""So many postcodes before and after are looked at where no town of the postcode itself is known."""
ENOUGH = 2
"""With so many towns beside it a locality is placed, the nearest in the list first."""
WIDEST = 20.0
"""Kilometres from the middle beyond which towns tell no position, and the postcodes of a name belong to two places."""


class Positions:
    """The known towns of one country by postcode."""

    def __init__(self) -> None:
        """Begin without towns."""
        self._towns: dict[tuple[str, str], dict[int, Point]] = defaultdict(dict)
        self._sorted: dict[str, list[str]] = {}

    def add(self, area: str, postcode: str, town: int, point: Point) -> None:
        """Note that a town lies in a district at a postcode."""
        self._towns[area, postcode][town] = point
        self._sorted.clear()

    def of(self, spots: Iterable[tuple[str, str]], but: int = 0) -> Point | None:
        """Return the middle of the towns at some districts and postcodes, leaving one out; None where it is open."""
        return _together([point for spot in spots if (point := self._at(*spot, but))])

    def _at(self, area: str, postcode: str, but: int) -> Point | None:
        own = [point for town, point in self._towns.get((area, postcode), {}).items() if town != but]
        return middle(own) if own else self._beside(area, postcode, but)

    def _beside(self, area: str, postcode: str, but: int) -> Point | None:
        if not self._sorted:
            for each, code in sorted(self._towns):
                self._sorted.setdefault(each, []).append(code)
        codes = self._sorted.get(area, [])
        at = bisect_left(codes, postcode)
        before, after = codes[max(at - REACH, 0) : at][::-1], [c for c in codes[at : at + REACH + 1] if c != postcode]
        found: dict[int, Point] = {}
        for step in range(REACH):
            for code in (*before[step : step + 1], *after[step : step + 1]):
                found |= {town: point for town, point in self._towns[area, code].items() if town != but}
            if len(found) >= ENOUGH:
                break
        return _together(list(found.values()))


def middle(points: list[Point]) -> Point:
    """Return the point in the middle, which one stray among many does not move."""
    return median(north for north, _ in points), median(east for _, east in points)


def _together(points: list[Point]) -> Point | None:
    """Return the middle of points that lie together, else None."""
    here = middle(points) if points else None
    return here if here and all(kilometres(here, each) <= WIDEST for each in points) else None
