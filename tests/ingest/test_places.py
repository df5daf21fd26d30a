import re

import pytest

from graph.countries import GROUPS
from graph.records import City, Place
from ingest.places import LATIN_GREEK_CYRILLIC, countries, regions
from ingest.reference import _typologies

Gazetteer = tuple[tuple[Place, ...], tuple[City, ...]]


@pytest.fixture(scope="module")
def whole(whole_of_europe: Gazetteer) -> Gazetteer:
    return whole_of_europe


@pytest.fixture(scope="module")
def cities(whole: Gazetteer) -> dict[int, City]:
    return {city.geonames: city for city in whole[1]}


def test_every_place_of_the_tables_is_in_the_gazetteer(whole: Gazetteer, cities: dict[int, City]) -> None:
    places, _ = whole
    assert len(places) > 99_000
    assert all(place.city in cities and place.country == cities[place.city].country for place in places)


def test_places_and_cities_are_in_order_of_their_ids(whole: Gazetteer) -> None:
    places, cities = whole
    assert [p.geonames for p in places] == sorted({p.geonames for p in places})
    assert [c.geonames for c in cities] == sorted({c.geonames for c in cities})


def test_alternate_names_are_readable_distinct_and_sorted(cities: dict[int, City]) -> None:
    for city in cities.values():
        assert city.name not in city.alternates
        assert list(city.alternates) == sorted(set(city.alternates))
        assert all(LATIN_GREEK_CYRILLIC.fullmatch(name) for name in city.alternates)


def test_a_city_is_found_by_its_official_name_and_its_native_script(cities: dict[int, City]) -> None:
    assert {"Lisboa", "Лиссабон", "Λισαβώνα"} <= set(cities[2267057].alternates)
    assert not any(re.search("[一-鿿]", name) for name in cities[2267057].alternates)


def test_the_basis_says_who_counted(cities: dict[int, City]) -> None:
    lisbon, zurich = cities[2267057], cities[2657896]
    assert (lisbon.population, lisbon.year, lisbon.basis) == (509_515, 2019, "municipal")
    assert (zurich.year, zurich.basis, zurich.kind) == (0, "geonames", "place")
    assert all((c.year > 0) == (c.basis == "municipal") for c in cities.values())


def test_the_largest_cities_of_the_union_are_cities_and_no_districts(cities: dict[int, City]) -> None:
    union = sorted((c for c in cities.values() if c.country in GROUPS["eu27"]), key=lambda c: -c.population)
    first = [city.name for city in union[:12]]
    assert first == [
        "Berlin", "Madrid", "Rome", "Bucharest", "Paris", "Vienna",
        "Hamburg", "Warsaw", "Budapest", "Barcelona", "Munich", "Milan",
    ]  # fmt: skip
    assert all(city.kind != "place" or city.population < 250_000 for city in union)


def test_regions_carry_official_typologies() -> None:
    found = {region.nuts3: region for region in regions()}
    assert found["PT11E"].country == "PT"
    assert found["AT130"].capital == "Capital region"
    assert found["AL011"].urban_rural == ""


def test_the_outermost_regions_are_those_of_the_treaty() -> None:
    outermost = {region.nuts3 for region in regions() if "outermost" in _typologies(region)}
    canaries = {f"ES70{number}" for number in range(3, 10)}
    assert outermost == canaries | {"PT200", "PT300"} | {f"FRY{number}0" for number in range(1, 6)}
    found = {region.nuts3: set(_typologies(region)) for region in regions()}
    assert found["PT11E"] == {"predominantly-rural", "border", "mountain"}
    assert not found["AL011"]


def test_countries_have_codes_names_and_a_group() -> None:
    found = {country.code: country for country in countries()}
    assert len(found) == 27 + 4 + 1 + 10
    assert (found["EL"].iso3, found["EL"].name, found["EL"].group) == ("GRC", "Greece", "eu27")
    assert (found["XK"].iso3, found["XK"].name, found["XK"].group) == ("XKX", "Kosovo", "candidate")


def test_every_city_lies_in_a_country_that_is_served(cities: dict[int, City]) -> None:
    assert {city.country for city in cities.values()} == {country.code for country in countries()}
