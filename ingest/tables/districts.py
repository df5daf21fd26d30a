"""Places without a municipality of their own that are a part of a larger city."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.tables.inputs import Entry, distance_km, radius_km

LARGE = 20_000
REACH = 1.0
REACH_OF_SECTION = 3.0
# Here nearly every municipality was joined, so that a place without one lies in a neighbour that was.
COMPLETE = frozenset(("AT", "BE", "CY", "CZ", "DE", "DK", "ES", "FI", "FR", "IT", "NL", "SE"))
REACH_WHERE_COMPLETE = 1.5
# Here GeoNames codes every municipality, so that a place without a believable code lies in the one around it.
CODED = frozenset(("IE", "PT", "RO", "SI"))
SMALL = 3_000
# Outside the EU no area is known: a city of 100,000 or more is drawn as a circle of so many people a km².
BY_DENSITY = frozenset(("GE", "MD", "MK", "RS", "UA"))
LARGE_OUTSIDE = 100_000
DENSITY = 5_000
KYIV = "12"
URBAN_DISTRICT = ("skyi", "nyi", "skij", "nij")
SEATS = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5")


@dataclass(frozen=True, slots=True)
class Centre:
    """A unit as a circle: its key, its seat, its people and its radius in kilometres."""

    key: str
    seat: Entry
    population: int
    radius: float


def centre(key: str, seat: Entry, population: int, area: float) -> Centre:
    """Draw the circle; a unit of unknown area reaches 5 km."""
    return Centre(key, seat, population, radius_km(area) if area else 5.0)


def _same_admin(entry: Entry, seat: Entry) -> bool:
    if entry.iso != seat.iso or entry.admin1 != seat.admin1:
        return False
    return not entry.admin2 or not seat.admin2 or entry.admin2 == seat.admin2


def _limits(entry: Entry) -> tuple[int, float]:
    """Give the least number of people of the city and the farthest reach in radii."""
    if entry.feature == "PPLX":
        return entry.population, REACH_OF_SECTION
    if entry.country in COMPLETE:
        return max(SMALL, 2 * entry.population), REACH_WHERE_COMPLETE
    return max(LARGE, entry.population), REACH


def city_of(entry: Entry, centres: list[Centre]) -> str:
    """Find the key of the city that a place without LAU is a part of, or none.

    A section of a populated place (PPLX) always is a part of one; any other
    place only when it lies near a city that is larger, and is no
    administrative seat.
    """
    if entry.feature in SEATS:
        return ""
    least, reach = _limits(entry)
    near = [c for c in centres if c.population > least and _same_admin(entry, c.seat)]
    away, key = min(((distance_km(entry, c.seat) / c.radius, c.key) for c in near), default=(reach + 1, ""))
    return key if away <= reach else ""


def unit_around(entry: Entry, assigned: dict[Entry, str]) -> str:
    """Find the key of the nearest place, where every municipality is coded; else nothing."""
    if entry.country not in CODED:
        return ""
    near = [(distance_km(entry, other), key) for other, key in assigned.items() if other.country == entry.country]
    return min(near)[1] if near else ""


def _is_urban_district(entry: Entry) -> bool:
    return entry.country == "UA" and entry.name.endswith(URBAN_DISTRICT)


def _outside_reach(entry: Entry, city: Entry) -> float:
    """Give the kilometres from a city within which a place outside the EU counts as its section."""
    if (city.country, city.admin1) == ("UA", KYIV):
        return 100.0
    reach = radius_km(city.population / DENSITY)
    return 2.5 * reach if _is_urban_district(entry) else reach


def sections_outside(entries: Iterable[Entry]) -> dict[int, str]:
    """Attach sections of large cities outside the EU, from the largest city down."""
    cities: list[Entry] = []
    found: dict[int, str] = {}
    for entry in sorted(entries, key=lambda e: (-e.population, e.geonames)):
        if entry.country not in BY_DENSITY:
            continue
        near = [
            (distance_km(entry, city), city.geonames)
            for city in cities
            if city.country == entry.country
            and city.admin1 == entry.admin1
            and entry.population * (1 if _is_urban_district(entry) else 2) < city.population
            and distance_km(entry, city) <= _outside_reach(entry, city)
        ]
        if near:
            found[entry.geonames] = f"place:{min(near)[1]}"
        elif entry.population >= LARGE_OUTSIDE:
            cities.append(entry)
    return found | {city.geonames: f"place:{city.geonames}" for city in cities}
