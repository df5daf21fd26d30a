"""Cities, places, regions and countries as quads."""

from collections.abc import Iterable, Mapping

from graph.quads import Quads, decimal, integer, iri, resource, segment, text, year
from graph.records import LAST_GEONAMES, City, Place
from ontology.terms import NCP, PREFIXES, RDF, SCHEME, SKOS, WGS

SIZE_BOUNDS = ((5_000, "size-very-small"), (50_000, "size-small"), (250_000, "size-medium"))


def size_class(population: int) -> str:
    """Name the size class: URBACT's bounds of 50,000 and 250,000, with ESPON TOWN's floor of 5,000."""
    return next((name for bound, name in SIZE_BOUNDS if population < bound), "size-large")


def place_iri(geonames: int) -> str:
    """Write the IRI of a GeoNames place."""
    return iri(f"{PREFIXES['gn']}{geonames}/")


def country_iri(iso3: str) -> str:
    """Write the IRI of a country in the authority table of the EU."""
    return iri(PREFIXES["country"] + iso3)


def region_iri(nuts: str) -> str:
    """Write the IRI of a NUTS region."""
    return iri(PREFIXES["nuts"] + segment(nuts))


def describe_cities(quads: Quads, cities: Iterable[City], iso3: dict[str, str]) -> None:
    """Write every city with its population, region, class and seat; `iso3` leads from EU codes to ISO codes."""
    kinds = {kind: iri(SCHEME[f"unit-{kind}"]) for kind in ("lau", "laus", "place", "locality")}
    bases = {basis: iri(SCHEME[f"basis-{basis}"]) for basis in ("municipal", "geonames")}
    for city in cities:
        node = resource("city", city.geonames)
        quads.add(node, RDF.type, iri(NCP.City))
        quads.add(node, SKOS.prefLabel, text(city.name))
        quads.add(node, SKOS.altLabel, *(text(name) for name in city.alternates))
        quads.add(node, NCP.inCountry, country_iri(iso3[city.country]))
        quads.add(node, NCP.unitKind, kinds[city.kind])
        if city.geonames <= LAST_GEONAMES:
            quads.add(node, NCP.seat, place_iri(city.geonames))
        if city.basis:
            quads.add(node, NCP.population, integer(city.population))
            quads.add(node, NCP.populationBasis, bases[city.basis])
            quads.add(node, NCP.sizeClass, iri(SCHEME[size_class(city.population)]))
        quads.add(node, WGS.lat, decimal(city.latitude))
        quads.add(node, WGS.long, decimal(city.longitude))
        _describe_optional(quads, node, city)


def _describe_optional(quads: Quads, node: str, city: City) -> None:
    if city.year:
        quads.add(node, NCP.populationYear, year(city.year))
    if city.nuts3:
        quads.add(node, NCP.inRegion, region_iri(city.nuts3))
    if city.degurba:
        quads.add(node, NCP.degreeOfUrbanisation, iri(SCHEME[f"degurba-{city.degurba}"]))
    for code in city.laus:
        lau = resource("lau", f"{city.country}-{code}")
        quads.add(node, NCP.coversLAU, lau)
        quads.add(lau, RDF.type, iri(NCP.LocalAdministrativeUnit))
        quads.add(lau, SKOS.notation, text(code))


def describe_places(quads: Quads, places: Iterable[Place], names: Mapping[int, str]) -> None:
    """Write the GeoNames places and the city that each lies in; a seat that only repeats its city's name is left out.

    `names` gives the name of a city by the GeoNames id of its seat.
    """
    kind = iri(NCP.Place)
    for place in places:
        if names.get(place.geonames) == place.name or place.geonames > LAST_GEONAMES:
            continue
        node = place_iri(place.geonames)
        quads.add(node, RDF.type, kind)
        quads.add(node, SKOS.prefLabel, text(place.name))
        quads.add(node, NCP.inCity, resource("city", place.city))


def describe_country(quads: Quads, code: str, iso3: str, name: str, group: str) -> None:
    """Write a country with its EU code and the group that it belongs to."""
    node = country_iri(iso3)
    quads.add(node, RDF.type, iri(NCP.Country))
    quads.add(node, SKOS.prefLabel, text(name, "en"))
    quads.add(node, SKOS.notation, text(code))
    quads.add(node, NCP.countryGroup, iri(SCHEME[f"group-{group}"]))


def describe_region(quads: Quads, nuts: str, name: str, iso3: str, typologies: Iterable[str]) -> None:
    """Write a NUTS3 region with its official typologies."""
    node = region_iri(nuts)
    quads.add(node, RDF.type, iri(NCP.Region))
    quads.add(node, SKOS.notation, text(nuts))
    quads.add(node, SKOS.prefLabel, text(name))
    quads.add(node, NCP.inCountry, country_iri(iso3))
    quads.add(node, NCP.hasTypology, *(iri(SCHEME[f"typology-{name}"]) for name in typologies))
