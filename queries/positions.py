"""Where cities lie and what their verdict is, for answers that name cities and no more of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.endpoint import Endpoint
from ontology.terms import NCP, PREFIXES, SKOS, WGS

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Spot:
    """A city on a map: its place in degrees, its inhabitants (0 where not known) and its verdict over all families."""

    geonames: int
    name: str
    latitude: float
    longitude: float
    population: int
    state: str


def spots(endpoint: Endpoint, cities: Iterable[int]) -> dict[int, Spot]:
    """Look up cities by their GeoNames ids, those that have a place; numbers alone go into the query."""
    asked = sorted({int(city) for city in cities})
    found: dict[int, Spot] = {}
    for start in range(0, len(asked), AT_ONCE):
        for city, name, latitude, longitude, population, state in endpoint.select(
            _query(asked[start : start + AT_ONCE])
        ).rows:
            key = int(str(city).rsplit("/", 1)[-1])
            state = str(state or "").rsplit("/state-", 1)[-1] or "uncovered"
            found[key] = Spot(key, str(name), float(latitude), float(longitude), int(population or 0), state)
    return found


def positions(endpoint: Endpoint, cities: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Give the latitude and longitude of cities by their GeoNames ids."""
    return {city: (spot.latitude, spot.longitude) for city, spot in spots(endpoint, cities).items()}


def _query(cities: list[int]) -> str:
    terms = " ".join(f"<{PREFIXES['id']}city/{city}>" for city in cities)
    return (
        f"SELECT DISTINCT ?city ?name ?lat ?long ?population ?state WHERE {{ VALUES ?city {{ {terms} }} "
        f"?city a <{NCP.City}> ; <{SKOS.prefLabel}> ?name ; <{WGS.lat}> ?lat ; <{WGS.long}> ?long . "
        f"OPTIONAL {{ ?city <{NCP.population}> ?population }} "
        f"OPTIONAL {{ ?verdict <{NCP.forCity}> ?city ; <{NCP.state}> ?state }} }}"
    )
