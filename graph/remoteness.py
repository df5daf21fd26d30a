"""Peripheral on the map: how far a city lies from the larger ones and how many people live around it, computed.

What Eurostat and the Treaty say of a region stands in its typologies and is
never mixed with these figures.

kilometres   great-circle distance from the city's seat to that of the nearest other city of 50,000 inhabitants or
             more, on a sphere of 6,371.0088 km (mean radius of the IUGG); roads and ferries do not count
potential    sum of P_j / d_ij over all cities j within 50 km of city i, itself included: P_j the inhabitants of j,
             d_ij the kilometres between the seats, at least 5, so that neither the city itself nor two seats at one
             point count without end. The formula is Stewart's (J. Q. Stewart, "Empirical mathematical rules concerning
             the distribution and equilibrium of population", Geographical Review 37, 1947), cut off at 50 km; the
             unit is inhabitants per kilometre

access       index of M13: 100 A_i / mean A, A_i = sum of P_j exp(-beta d_ij) over the same cities, beta such that
             people 10 km away count half; low is remote. In a straight line, so not the delineation of ESPON PROFECY,
             which takes travel times by road

Cities are those of the graph, so that towns across the border of a country that it does not serve do not count. A city
whose population nobody tells counts nothing for others and has no potential itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import radians
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph.peripheral import LARGE
from graph.quads import Quads, day, decimal, integer, resource
from graph.records import City
from ontology.terms import DCTERMS, NCP

EARTH = 6_371.0088
"""Mean radius of the earth in kilometres (IUGG)."""

REACH, NEAREST = 50.0, 5.0
"""Kilometres within which people count for the potential, and the least distance that is taken for a pair."""

HALF = 10.0
"""Kilometres after which people count half for the index of access; at REACH they count a thirty-second."""

BLOCK = 4_000
"""Cities whose surroundings are gathered at once, about 25 MB."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Remoteness:
    """The computed figures of a city; None where there is none to give, never an invented number."""

    city: int
    kilometres: float | None
    nearest: int | None
    potential: float | None
    access: float | None = None


def remoteness(cities: Sequence[City]) -> list[Remoteness]:
    """Compute for every city the distance to the nearest other one of 50,000, and its population potential."""
    if not cities:
        return []
    points, people = _on_sphere(cities), np.array([city.population for city in cities], dtype=np.float64)
    kilometres, nearest = _nearest(points, np.flatnonzero(people >= LARGE))
    potential, access = _potential(points, people)
    mean = float(access[people > 0].mean()) if people.any() else 1.0
    return [
        Remoteness(
            city.geonames,
            round(float(kilometres[place]), 1) if nearest[place] >= 0 else None,
            cities[nearest[place]].geonames if nearest[place] >= 0 else None,
            float(potential[place]) if city.population else None,
            round(100 * float(access[place]) / mean, 2) if city.population else None,
        )
        for place, city in enumerate(cities)
    ]


def _on_sphere(cities: Iterable[City]) -> Numbers:
    """Place the seats on a sphere of radius 1, where a chord grows with the distance."""
    north, east = np.array([(radians(city.latitude), radians(city.longitude)) for city in cities]).T
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _kilometres(chords: Numbers) -> Numbers:
    return 2 * EARTH * np.arcsin(np.minimum(chords / 2, 1))


def _nearest(points: Numbers, large: NDArray[np.int64]) -> tuple[Numbers, NDArray[np.int64]]:
    """Find the nearest large city that is another one, told by its number and not by its distance; -1 for none."""
    nobody = np.full(len(points), -1)
    if not len(large):
        return np.zeros(len(points)), nobody
    chords, found = cKDTree(points[large]).query(points, k=2)
    found = np.append(large, -1)[found]
    second = found[:, 0] == np.arange(len(points))
    nearest = np.where(second, found[:, 1], found[:, 0])
    return _kilometres(np.where(second, chords[:, 1], chords[:, 0])), nearest


def _potential(points: Numbers, people: Numbers) -> tuple[Numbers, Numbers]:
    everyone, potential, access = cKDTree(points), np.zeros(len(points)), np.zeros(len(points))
    order = np.argsort(points[:, 2])
    for begin in range(0, len(points), BLOCK):
        block = order[begin : begin + BLOCK]
        potential[block], access[block] = _around(points[block], everyone, people)
    return potential, access


def _around(block: Numbers, everyone: Any, people: Numbers) -> tuple[Numbers, Numbers]:  # noqa: ANN401 - no types
    chord = 2 * np.sin(REACH / EARTH / 2)
    pairs = cKDTree(block).sparse_distance_matrix(everyone, chord, output_type="ndarray")
    there, away = people[pairs["j"]], _kilometres(pairs["v"])
    potential = np.bincount(pairs["i"], there / np.maximum(away, NEAREST), len(block)).astype(np.float64)
    access = np.bincount(pairs["i"], there * np.exp2(-away / HALF), len(block)).astype(np.float64)
    return potential, access


def describe_remoteness(quads: Quads, computed: Iterable[Remoteness], today: str) -> None:
    """Write the figures of each city, and the day on which they were computed."""
    quads.add(resource("run", "remoteness"), DCTERMS.created, day(today))
    for one in computed:
        city = resource("city", one.city)
        if one.kilometres is not None and one.nearest is not None:
            quads.add(city, NCP.distanceToPlaceOf50000, decimal(one.kilometres))
            quads.add(city, NCP.nearestPlaceOf50000, resource("city", one.nearest))
        if one.potential is not None:
            quads.add(city, NCP.populationPotential, integer(round(one.potential)))
    quads.relieve()
