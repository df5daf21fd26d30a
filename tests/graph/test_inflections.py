"""Names of towns are found as their languages bend them, inside their country, and never by a guess between two."""

import pytest

from graph.identity import Resolver
from graph.inflections import unbent
from graph.records import City, Named, Place
from graph.resolution import Resolution

TOWNS = (
    *(("Pátra", "EL", "EL632", "Πάτρα"), ("Vilnius", "LT", "LT011", ""), ("Talsi", "LV", "LV00B", "")),
    *(("Rijeka", "HR", "HR031", ""), ("Kraków", "PL", "PL213", ""), ("Szeged", "HU", "HU333", "")),
    *(("Brno", "CZ", "CZ064", ""), ("Tampere", "FI", "FI19B", ""), ("Tallinn", "EE", "EE001", "")),
    *(("Ljubljana", "SI", "SI041", ""), ("Bratislava", "SK", "SK010", ""), ("Sofia", "BG", "BG411", "София")),
    *(("Turku", "FI", "FI1C1", ""),),
)


def town(number: int, name: str, country: str, nuts: str, other: str) -> Place:
    return Place(number, name, (other,) if other else (), country, 50.0 + number, 10.0, 90_000, nuts, number)


PLACES = tuple(town(number, *told) for number, told in enumerate(TOWNS, start=1))
CITIES = tuple(
    City(p.geonames, p.name, p.alternates, p.country, p.nuts3, (), "lau", "", 9, 0, "geonames", 0, p.latitude, 10.0)
    for p in PLACES
)
NAMES = {place.geonames: place.name for place in PLACES}


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(PLACES, CITIES)


FORMS = (
    *(("Δήμος Πατρέων", "Pátra"), ("Vilniaus miesto savivaldybė", "Vilnius"), ("Talsu novads", "Talsi")),
    *(("Grada Rijeke", "Rijeka"), ("Miasta Krakowa", "Kraków"), ("Szegedi", "Szeged"), ("města Brna", "Brno")),
    *(("Tampereen kaupunki", "Tampere"), ("Tallinna linn", "Tallinn"), ("Ljubljani", "Ljubljana")),
    *(("hlavného mesta Bratislavy", "Bratislava"), ("Столична община", "Sofia"), ("Turun kaupunki", "Turku")),
)


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_a_name_is_found_as_its_language_bends_it(resolver: Resolver, form: str, name: str) -> None:
    country = next(place.country for place in PLACES if place.name == name)
    found = resolver.resolve(Named(form, country))
    assert (found.outcome, NAMES.get(found.city or 0), found.method) == ("accepted", name, "name-inflected")


def test_the_rules_of_one_language_hold_in_its_country_alone() -> None:
    assert "brno" in unbent("brna", "CZ")
    assert not unbent("brna", "DE")


def accepted(found: Resolution) -> bool:
    return found.outcome == "accepted" and found.method == "name-inflected"


def test_a_form_of_two_names_or_of_a_town_outside_the_region_is_not_decided(resolver: Resolver) -> None:
    assert accepted(resolver.resolve(Named("Rijeke", "HR", "HR031")))
    assert not accepted(resolver.resolve(Named("Rijeke", "HR", "HR061"))), "the region of the row is another one"
    second = town(90, "Rijek", "HR", "HR031", "")
    assert {"rijek", "rijeka"} <= {*unbent("rijeke", "HR"), *unbent("rijeku", "HR")}
    two = Resolver((*PLACES, second, town(91, "Rijeku", "HR", "HR061", "")), CITIES)
    assert not accepted(two.resolve(Named("Rijeku", "HR", "HR061"))), "a name that is known as written is not bent"
    assert {"poprad", "poprado"} <= set(unbent("poprada", "SK"))
    pair = (town(92, "Poprad", "SK", "SK041", ""), town(93, "Poprado", "SK", "SK031", ""))
    assert not accepted(Resolver((*PLACES, *pair), CITIES).resolve(Named("Poprada", "SK"))), "two towns may be meant"
    assert accepted(Resolver((*PLACES, pair[0]), CITIES).resolve(Named("Poprada", "SK")))
