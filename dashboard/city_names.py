"""Cities by number and by name, for lists that people write: several of one name are listed, never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.endpoint import Endpoint
from graph.errors import BadInput, BadParameter
from graph.names import fold
from queries.ask import ask

SHOWN = 5
"""So many cities of one name are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class CityName:
    """A city with what tells it apart from others of its name."""

    id: int
    name: str
    country: str
    population: int

    @property
    def title(self) -> str:
        """The city in one line."""
        people = f", {self.population:,}" if self.population else ""
        return f"{self.name} ({self.country}{people})"


@dataclass(frozen=True, slots=True)
class CityNames:
    """Every city of a release, by number and by folded name."""

    by_id: Mapping[int, CityName]
    by_name: Mapping[str, tuple[CityName, ...]]

    def called(self, city: int) -> str:
        """Name a city; one that the graph does not hold any more is called by its number."""
        held = self.by_id.get(city)
        return held.name if held else f"City {city}"

    def country(self, city: int) -> str:
        """Give the country of a city by EU code, "" where it is not known."""
        held = self.by_id.get(city)
        return held.country if held else ""

    def find(self, said: str, country: str = "") -> CityName:
        """Find the city that a person means by its GeoNames id or its name; raises BadParameter with what would fit."""
        if said.strip().isdecimal():
            held = self.by_id.get(int(said.strip()))
            if held is None:
                raise BadParameter(f"the graph holds no city {said.strip()}; give the id of a municipality's seat")
            return held
        found = [one for one in self.by_name.get(fold(said.strip()), ()) if country in ("", one.country)]
        if len(found) == 1:
            return found[0]
        where = f" of {country}" if country else ""
        if not found:
            raise BadParameter(f'no city{where} is called "{said.strip()}"; give its GeoNames id or its name there')
        listed = ", ".join(f"{one.id} {one.title}" for one in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise BadParameter(f'several cities{where} are called "{said.strip()}": {listed}{more}; give the GeoNames id')


def city_names(endpoint: Endpoint) -> CityNames:
    """Read every city's name of a graph."""
    return names_from(ask(endpoint, "cities/names").records())


def names_from(rows: Iterable[Mapping[str, Any]]) -> CityNames:
    """Put the answer to cities/names in order, the largest city of a name first."""
    every = list(map(_city_name, rows))
    held: dict[str, tuple[CityName, ...]] = {}
    for one in sorted(every, key=lambda one: -one.population):
        held[fold(one.name)] = (*held.get(fold(one.name), ()), one)
    return CityNames({one.id: one for one in every}, held)


def find_city(endpoint: Endpoint, text: str, country: str) -> int:
    """Find one city by its name, by another name of it, or by its GeoNames id; several of one name are told with ids.

    Raises BadInput. Whoever looks up a whole list reads `city_names` once instead.
    """
    if text.isdecimal():
        found = ask(endpoint, "cities/profile", city=text).records()
    else:
        hits = ask(endpoint, "cities/search", text=text).records()
        same = [row for row in hits if fold(text) in (fold(str(row["name"])), fold(str(row["found"] or "")))]
        found = [row for row in same if not country or row["country"] == country]
    if len(found) == 1:
        return int(found[0]["geonames"])
    named = ", ".join(f"{one.id} {one.title}" for one in map(_city_name, found[:SHOWN]))
    where = f" in {country}" if country else ""
    if found:
        raise BadInput(f"several cities are called {text!r}{where}", f"give a GeoNames id: {named}")
    raise BadInput(f"no city is called {text!r}{where}", "look with `ncp ask cities/search --text` for its other names")


def _city_name(row: Mapping[str, Any]) -> CityName:
    return CityName(int(row["geonames"]), str(row["name"]), str(row["country"]), int(row["population"] or 0))
