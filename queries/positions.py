"""Where cities lie, for answers that name cities without their coordinates."""

from collections.abc import Iterable

from graph.endpoint import Endpoint
from ontology.terms import NCP, PREFIXES, WGS

AT_ONCE = 500


def positions(endpoint: Endpoint, cities: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Give the latitude and longitude of cities by their GeoNames ids; numbers alone go into the query."""
    asked = [int(city) for city in cities]
    found: dict[int, tuple[float, float]] = {}
    for start in range(0, len(asked), AT_ONCE):
        for city, latitude, longitude in endpoint.select(_query(asked[start : start + AT_ONCE])).rows:
            found[int(str(city).rsplit("/", 1)[-1])] = float(latitude), float(longitude)
    return found


def _query(cities: list[int]) -> str:
    terms = " ".join(f"<{PREFIXES['id']}city/{city}>" for city in cities)
    return (
        f"SELECT ?city ?lat ?long WHERE {{ VALUES ?city {{ {terms} }} "
        f"?city a <{NCP.City}> ; <{WGS.lat}> ?lat ; <{WGS.long}> ?long }}"
    )
