"""Localities as rows of their table, and what the lists of municipalities of France and Romania say of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.names import key
from graph.nearness import Point
from graph.records import City
from ingest.tables import lau_lists
from ingest.tables.lau_lists import Codes
from ingest.tables.positions import Positions


@dataclass(frozen=True, slots=True)
class Locality:
    """A name that the gazetteer lacks in a region, with its city or else its position and LAU code."""

    country: str
    name: str
    nuts3: str
    city: int = 0
    point: Point | None = None
    lau: str = ""

    def row(self) -> tuple[str, ...]:
        """Give the cells of the table; positions to a thousandth of a degree, since they are estimates."""
        spot = [f"{degrees:.3f}" for degrees in self.point] if self.point and not self.city else ["", ""]
        if self.lau:
            return self.country, self.lau, self.name, self.nuts3, *spot
        return self.country, self.name, self.nuts3, str(self.city or ""), *spot


def communes(listed: Codes, found: Iterable[Locality], cities: Iterable[City]) -> Iterator[Locality]:
    """Yield the localities of France, with every commune that has no city placed by its own postcodes."""
    own = [city for city in cities if city.country == "FR" and city.kind == "lau"]
    at = {code: (city.latitude, city.longitude) for city in own for code in city.laus}
    stale = {(key(city.name), city.nuts3) for city in own if not listed.present.intersection(city.laus)}
    placed, names = Positions(), {}
    for each in listed.known:
        for postcode in each.postcodes:
            placed.add(each.district, postcode, int(each.code, 36), at[each.code])
    for each in listed.missing:
        nuts = next(iter(listed.regions(each.code)), "")
        if nuts and (key(each.name), nuts) not in stale:
            point = placed.of({(each.district, postcode) for postcode in each.postcodes})
            code = each.code if point else ""
            names[key(each.name), nuts, each.code] = Locality("FR", each.name, nuts, 0, point, code)
    told = {(name, nuts) for name, nuts, _ in names}
    yield from names.values()
    yield from (replace(each, lau="") for each in found if (key(each.name), each.nuts3) not in told)


def romanian(found: Iterable[Locality], cities: Iterable[City]) -> Iterator[Locality]:
    """Yield the localities of Romania with their municipality, where one village of the region bears the name."""
    by_code = {code: city.geonames for city in cities if city.country == "RO" for code in city.laus}
    within: dict[tuple[str, str], set[int]] = defaultdict(set)
    for name, code, nuts in lau_lists.romanian():
        within[key(name), nuts].add(by_code.get(code, 0))
    for each in found:
        owners = within.get((key(each.name), each.nuts3), set())
        yield replace(each, city=next(iter(owners))) if len(owners) == 1 else each
