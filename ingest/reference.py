"""What the build knows before any source is read, as quads: countries, regions, cities, places and distances."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graph.describe_places import describe_cities, describe_country, describe_places, describe_region
from graph.former import describe_former
from graph.land_border import Border, describe_borders, land_borders, shapes
from graph.quads import Quads
from graph.records import City, Named, Place
from graph.remoteness import Remoteness, describe_remoteness
from graph.resolution import Resolution
from graph.verdict_tables import Country
from ingest.former import former
from ingest.mergers import mergers
from ingest.places import Region, countries, regions
from ingest.urbact_bodies import describe_members

OUTLINES = Path(__file__).parents[1] / "dashboard" / "static" / "outlines.geojson"
"""Outlines of countries by Natural Earth, in the public domain."""
OUTERMOST = ("ES70", "FRY", "PT20", "PT30")
"""NUTS codes of the outermost regions of Article 349 of the Treaty on the Functioning of the European Union."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All that the build knows of places before any source is read.

    `small_cities` lie below the gazetteer: of these the graph holds those alone that a row may mean, so that tens of
    thousands of villages neither fill lists of absent towns nor the store.
    """

    places: tuple[Place, ...]
    cities: tuple[City, ...]
    iso3: dict[str, str]
    names: dict[int, str]
    small_places: tuple[Place, ...] = ()
    small_cities: tuple[City, ...] = ()

    def with_met(self, met: Collection[int]) -> "Gazetteer":
        """Take those small cities among the cities that rows may mean, and let go of the others."""
        taken = tuple(city for city in self.small_cities if city.geonames in met)
        return replace(self, cities=(*self.cities, *taken), small_places=(), small_cities=())


class Met:
    """The cities that rows may mean."""

    def __init__(self) -> None:
        """Begin with none."""
        self.cities: set[int] = set()

    def noting(self, resolve: Callable[[Named], Resolution]) -> Callable[[Named], Resolution]:
        """Return the same function, which notes every city that it names."""

        def noted(named: Named) -> Resolution:
            found = resolve(named)
            self.cities.update(found.candidates)
            if found.city is not None:
                self.cities.add(found.city)
            return found

        return noted


def places_quads(known: Gazetteer) -> Quads:
    """Write every city and place, and the units that they stand in the place of."""
    quads = Quads("places")
    describe_cities(quads, known.cities, known.iso3)
    describe_places(quads, known.places, known.names)
    describe_former(quads, former(known.cities, (region.nuts3 for region in regions()), mergers()))
    return quads


def remoteness_quads(computed: Iterable[Remoteness], known: Gazetteer) -> Quads:
    """Write how far every city lies from larger ones and from a land border, as computed on this day."""
    quads = Quads("peripherality")
    describe_remoteness(quads, computed, datetime.now(UTC).date().isoformat())
    describe_borders(quads, borders(known))
    return quads


def borders(known: Gazetteer) -> list[Border]:
    """Measure from every city to the nearest land border of the outlines that the maps draw too."""
    return land_borders(known.cities, shapes(json.loads(OUTLINES.read_text("utf-8"))))


def reference_quads() -> Quads:
    """Write countries, regions with their official typologies, and members of URBACT's networks that are no city."""
    quads = Quads("reference")
    iso3 = {country.code: country.iso3 for country in countries()}
    for country in countries():
        describe_country(quads, country.code, country.iso3, country.name, country.group)
    for region in regions():
        describe_region(quads, region.nuts3, region.label, iso3[region.country], _typologies(region))
    describe_members(quads)
    return quads


def named_countries() -> dict[str, Country]:
    """Name the countries that are served, by EU code."""
    return {country.code: Country(country.iso3, country.name, country.group) for country in countries()}


def region_labels() -> dict[str, str]:
    """Name the regions, by NUTS 3 code."""
    return {region.nuts3: region.label for region in regions()}


def _typologies(region: Region) -> Iterator[str]:
    """Name the official typologies that hold for a region, as keys of the scheme."""
    if region.urban_rural:
        yield region.urban_rural.replace(" ", "-")
    kinds = ("coastal", "metropolitan", "border", "island", "mountain", "capital")
    values = {kind: str(getattr(region, kind)).lower() for kind in kinds}
    yield from (kind for kind, value in values.items() if value and not value.startswith("non-"))
    if region.nuts3.startswith(OUTERMOST):
        yield "outermost"
