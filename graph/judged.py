"""The cities of a programme family as a model reads them: who is covered, how large, and with how many projects."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.describe_places import size_class
from graph.expected import Model, Observed, expect
from graph.findings import Link
from graph.quads import ID
from graph.records import City
from graph.verdicts import Verdict

LEAST_POPULATION = 5_000
"""Inhabitants from which a city is in the model of expected links unless somebody chooses otherwise."""

Row = Mapping[str, Any]
Part = tuple[int, str, str]
"""A city, the key of the programme, and the project in which its authority takes part."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The cities of a family by GeoNames id, which of them are covered, and the projects of each authority."""

    cities: Mapping[int, Row]
    covered: frozenset[int]
    projects: Counter[int]

    def observed(self, chosen: Callable[[Row], bool]) -> Iterator[Observed]:
        """Give the model the covered cities that are chosen."""
        for key in sorted(self.covered):
            city = self.cities[key]
            if chosen(city):
                yield Observed(key, str(city["country"]), city["population"], self.projects[key])


def model(data: Judged, minimum: int) -> Model:
    """Fit the model to cities from so many inhabitants up; those whose number is not known are counted as left out."""
    return expect(data.observed(lambda city: not city["population"] or int(city["population"]) >= minimum))


def rows_of(cities: Iterable[City]) -> dict[int, Row]:
    """Give country, inhabitants and size class of each city, as a question on a release does."""
    return {
        city.geonames: {
            "country": city.country,
            "population": city.population or None,
            "size": size_class(city.population).removeprefix("size-") if city.population else None,
        }
        for city in cities
    }


def judged_from(family: str, rows: Mapping[int, Row], verdicts: Iterable[Verdict], parts: Iterable[Part]) -> Judged:
    """Judge the cities of a family: a country is covered where some city of it is searched and absent."""
    known = {v.city: family in v.absent for v in verdicts if family in v.absent or family in v.linked}
    countries = {rows[city]["country"] for city, absent in known.items() if absent}
    covered = frozenset(city for city in known if rows[city]["country"] in countries)
    pairs = {(city, project) for city, _, project in parts}
    return Judged(rows, covered, Counter(city for city, _ in pairs))


def parts_of(
    links: Iterable[Link],
    rows: Mapping[int, Row],
    chains: Mapping[str, tuple[str, ...]],
    complete: frozenset[tuple[str, str]],
) -> dict[str, list[Part]]:
    """Sort the authorities' projects by family, only of what a source covers completely for the city's country.

    `complete` holds pairs of a programme and a country (EU code).
    """
    found: dict[str, set[Part]] = {}
    for link in links:
        if link.reading != "authority" or not link.target.startswith(f"<{ID}project/"):
            continue
        chain, country = chains[link.programme], str(rows[link.city]["country"])
        if any((node, country) in complete for node in chain):
            found.setdefault(chain[-1], set()).add((link.city, link.programme, link.target))
    return {family: sorted(parts) for family, parts in sorted(found.items())}
