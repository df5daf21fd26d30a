"""Municipalities and localities below the gazetteer: known to the resolver, in the graph only when a row names them."""

from pathlib import Path

import pytest

from graph.describe_places import describe_cities
from graph.identity import Resolver
from graph.nearness import kilometres
from graph.quads import Quads
from graph.records import LAST_GEONAMES, City, Named, Place
from ingest.localities import Small, localities
from ingest.nuts_versions import versions
from ingest.places import regions
from ingest.reference import Gazetteer, Met
from ingest.tables.positions import Positions
from ingest.villages import coded, municipalities, named

Europe = tuple[tuple[Place, ...], tuple[City, ...]]


@pytest.fixture(scope="module")
def europe(whole_of_europe: Europe) -> Europe:
    return whole_of_europe


@pytest.fixture(scope="module")
def small(europe: Europe) -> Small:
    return localities(*europe)


@pytest.fixture(scope="module")
def resolver(europe: Europe, small: Small) -> Resolver:
    places, cities = europe
    return Resolver(places, (*cities, *small.cities), versions(), small.places)


def test_ids_are_made_of_lau_codes_or_names_and_never_meet() -> None:
    assert coded("FR", "74290") == 250_000_074_290
    assert coded("FR", "2A004") == 250_000_210_004
    assert named("CZ", "CZ052", "Božanov") == named("CZ", "CZ052", "BOZANOV") != named("CZ", "CZ053", "Božanov")


def test_every_id_is_of_one_city_alone(europe: Europe, small: Small) -> None:
    ids = [city.geonames for city in (*europe[1], *small.cities)]
    assert len(ids) == len(set(ids))
    codes = [(city.country, code) for city in (*europe[1], *small.cities) for code in city.laus if city.kind == "lau"]
    assert len(codes) == len(set(codes))


def test_each_stands_in_a_region_of_the_graph_or_in_none(europe: Europe, small: Small) -> None:
    known = {region.nuts3 for region in regions()}
    assert {city.nuts3 for city in (*europe[1], *small.cities)} <= {*known, ""}
    assert {"UK", "LV"} <= {city.country for city in small.cities}


def test_towns_that_geonames_does_not_count_are_in_the_gazetteer_with_their_inhabitants(europe: Europe) -> None:
    town = next(city for city in europe[1] if city.laus == ("01313",))
    assert (town.name, town.population, town.year, town.basis) == ("Prévessin-Moëns", 9153, 2023, "municipal")
    assert kilometres((town.latitude, town.longitude), (46.26, 6.08)) < 10
    assert all(city.population >= 500 for city in europe[1] if city.geonames > LAST_GEONAMES)


@pytest.mark.parametrize(
    ("asked", "name", "kind", "lau"),
    [
        (Named("Vallorcine", "FR", "FR718"), "Vallorcine", "lau", ("74290",)),
        (Named("Božanov", "CZ", "CZ052"), "Božanov", "locality", ()),
        (Named("Kercaszomor", "HU", "HU222"), "Kercaszomor", "locality", ()),
        (Named("Bosco Gurin", "CH", "CH070"), "Bosco/Gurin", "locality", ()),
    ],
)
def test_small_places_are_found_in_their_region(
    resolver: Resolver, small: Small, asked: Named, name: str, kind: str, lau: tuple[str, ...]
) -> None:
    found = resolver.resolve(asked)
    city = next(city for city in small.cities if city.geonames == found.city)
    assert (found.outcome, city.name, city.kind, city.laus) == ("accepted", name, kind, lau)


def test_a_village_is_never_taken_against_the_region_of_its_row(resolver: Resolver) -> None:
    assert resolver.resolve(Named("Vallorcine", "FR", "FR718")).outcome == "accepted"
    assert resolver.resolve(Named("Vallorcine", "FR", "FR523")).outcome == "review"


def test_british_localities_are_found_in_their_county_and_never_hide_a_town(resolver: Resolver, small: Small) -> None:
    found = resolver.resolve(Named("Bodorgan, Anglesey", "UK", "UKL11"))
    place = next(city for city in small.cities if city.geonames == found.city)
    assert (found.outcome, place.name, place.kind) == ("accepted", "Bodorgan", "locality")
    assert kilometres((place.latitude, place.longitude), (53.18, -4.42)) < 15
    derry = resolver.resolve(Named("Londonderry", "UK", "UKN04", "BT48 7JL"))
    assert (derry.outcome, derry.city) == ("accepted", 2643736)


def test_localities_lead_to_a_municipality_that_the_post_names_in_another_case_or_by_an_island(
    resolver: Resolver, europe: Europe
) -> None:
    names = {city.geonames: city.name for city in europe[1]}
    for town, country, nuts, city in (("Malnava", "LV", "LV005", "Ludza"), ("Saaremaa", "EE", "EE004", "Kuressaare")):
        assert names[resolver.resolve(Named(town, country, nuts)).city or 0] == city


def test_villages_of_romania_lead_to_their_commune(resolver: Resolver, europe: Europe) -> None:
    found = resolver.resolve(Named("Ocnița", "RO", "RO125"))
    assert found.city is None or found.city <= LAST_GEONAMES


def test_the_graph_holds_only_the_villages_that_a_row_may_mean(europe: Europe, small: Small) -> None:
    places, cities = europe
    known = Gazetteer(places, cities, {}, {}, small.places, small.cities)
    met = Met()
    resolve = met.noting(Resolver(places, (*cities, *small.cities), versions(), small.places).resolve)
    village = resolve(Named("Božanov", "CZ", "CZ052")).city
    shown = known.with_met(met.cities)
    assert {city.geonames for city in shown.cities} - {city.geonames for city in cities} == {village}
    assert not shown.small_cities


def test_unknown_inhabitants_are_no_figure_in_the_graph(small: Small, tmp_path: Path) -> None:
    quads = Quads("places")
    village = next(city for city in small.cities if city.kind == "locality")
    describe_cities(quads, [village], {village.country: "CZE"})
    quads.write(tmp_path)
    written = next(tmp_path.iterdir()).read_text(encoding="utf-8")
    assert village.name.split()[0] in written
    assert not any(term in written for term in ("/population>", "/populationBasis>", "/sizeClass>", "/seat>"))


def test_positions_come_from_towns_of_the_postcode_and_stay_open_where_those_lie_apart() -> None:
    known = Positions()
    known.add("A", "100", 1, (50.0, 10.0))
    known.add("A", "101", 2, (50.0, 10.1))
    known.add("A", "900", 3, (54.0, 10.0))
    assert known.of([("A", "100")]) == (50.0, 10.0)
    assert known.of([("A", "100")], but=1) is None
    assert known.of([("A", "102")]) is None
    assert known.of([("A", "100"), ("A", "900")]) is None
    assert known.of([("B", "100")]) is None


def test_every_small_municipality_has_a_name_a_region_and_a_position() -> None:
    told = municipalities()
    assert len(told) > 21_000
    assert all(city.name and city.nuts3 and city.latitude for city in told)
