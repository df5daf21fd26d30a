"""An old code or name of a place leads to the present one, with the day; nothing else changes by it."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from graph.findings import Link
from graph.former import describe_former
from graph.identity import Resolver
from graph.quads import Quads
from graph.records import City, Named, Place
from graph.verdicts import judge
from ingest.former import former
from ingest.localities import localities
from ingest.mergers import Merger, former_names, merged, mergers, present
from ingest.places import regions

Gazetteer = tuple[tuple[Place, ...], tuple[City, ...]]


def city(geonames: int, name: str, code: str, at: float) -> City:
    return City(
        geonames, name, (), "FR", "FRD11", (code,), "lau", "", 900, 2019, "municipal", 3, at, 0.1
    )  # fmt: skip


CITIES = (
    city(1, "Alveville", "14001", 49.0),
    city(2, "Bourgneuf", "14002", 49.01),
    city(3, "Cormelles", "14003", 49.3),
)
PLACES = tuple(Place(c.geonames, c.name, (), "FR", c.latitude, c.longitude, 900, c.nuts3, c.geonames) for c in CITIES)
MERGER = Merger("FR", "14001", "Alveville", "14002", "Bourgneuf-Alveville", "2025-01-01", "INSEE")
VERSIONS = {"FR251": ("FRD11",)}


def gap(told: Iterable[Merger], versions: dict[str, tuple[str, ...]]) -> set[int]:
    """Return the cities without a link, where a project names Alveville with a NUTS code of 2013."""
    told = tuple(told)
    places, cities = merged(PLACES, CITIES, told)
    resolver = Resolver(places, cities, versions, former_names(cities, told))
    found = resolver.resolve(Named("Alveville", "FR", "FR251"))
    assert found.outcome == "accepted" and found.city
    links = [Link(found.city, "<project/1>", "keep", "authority", "keep")]
    verdicts = judge(cities, links, {"keep": "keep"}, {"FR": frozenset({"keep"})}, ())
    return {verdict.city for verdict in verdicts if not verdict.linked}


def test_the_old_code_leads_to_the_new_and_the_gap_list_changes_by_that_alone() -> None:
    assert present("FR", "14001", [MERGER]) == ("14002", "2025-01-01")
    before, after = gap([], VERSIONS), gap([MERGER], VERSIONS)
    assert before == {2, 3}
    assert after == {3}


def test_an_older_nuts_code_leads_to_the_new_one_and_changes_no_gap() -> None:
    assert gap([], VERSIONS) == gap([], {}) == {2, 3}
    resolver = Resolver(PLACES, CITIES, VERSIONS)
    assert resolver.resolve(Named("Alveville", "FR", "FR251")).method == "name-nuts"
    assert Resolver(PLACES, CITIES, {}).resolve(Named("Alveville", "FR", "FR251")).method == "name"


def test_what_merged_keeps_its_places_and_its_name_under_the_new_city() -> None:
    places, cities = merged(PLACES, CITIES, [MERGER])
    assert [each.geonames for each in cities] == [2, 3]
    assert {each.geonames: each.city for each in places} == {1: 2, 2: 2, 3: 3}
    assert "Alveville" in cities[0].alternates


def test_a_chain_of_mergers_ends_at_the_last_and_a_circle_ends() -> None:
    chain = [MERGER, replace(MERGER, old="14002", old_name="Bourgneuf", new="14003", in_force="2026-01-01")]
    assert present("FR", "14001", chain) == ("14003", "2026-01-01")
    assert {each.city for each in merged(PLACES, CITIES, chain)[0]} == {3}
    circle = [MERGER, replace(MERGER, old="14002", new="14001")]
    assert present("FR", "14001", circle)[0] in ("14001", "14002")


def test_a_code_that_stands_has_no_day() -> None:
    assert present("FR", "75056", mergers()) == ("75056", "")


def test_the_shipped_mergers_lead_old_names_and_codes_to_cities_that_stand(whole_of_europe: Gazetteer) -> None:
    places, cities = whole_of_europe
    ids = {each.geonames for each in cities}
    assert {each.city for each in places} <= ids
    assert all(each.city in ids for each in mergers() if each.city)
    assert present("FR", "50602", mergers()) == ("50129", "2019-01-01")
    assert present("FI", "754", mergers()) == ("286", "2009-01-01")
    assert present("FI", "699", mergers()) == ("698", "2006-01-01")
    small = localities(places, cities)
    resolver = Resolver(places, (*cities, *small.cities), {}, small.places)
    for name, country, seat in (
        ("La Walck", "FR", 2987431),
        ("Anjalankoski", "FI", 650859),
        ("Leisi vald", "EE", 590939),
    ):
        assert resolver.resolve(Named(name, country)).city == seat


def test_every_merger_outside_france_gives_the_page_that_tells_its_day() -> None:
    text = (files("ingest.tables") / "mergers.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["basis"] for row in rows} == {"publisher", "encyclopedia"}
    assert all("://" in row["source"] and row["in_force"].count("-") == 2 for row in rows)
    days = {row["old_name"]: row["in_force"] for row in rows}
    assert (days["Avinurme vald"], days["Helme vald"]) == ("2017-10-25", "2017-10-22")
    assert (days["Sundsøre"], days["Nastola"]) == ("2007-01-01", "2016-01-01")


def test_a_former_name_goes_to_the_place_that_still_bears_it_rather_than_to_the_seat() -> None:
    cities = merged(PLACES, CITIES, [MERGER])[1]
    away = replace(MERGER, old_name="Alveville-le-Vieux")
    assert [one.name for one in former_names(cities, [MERGER, away])] == ["Alveville-le-Vieux"]
    bearing = [replace(PLACES[1], name="Alveville-le-Vieux")]
    assert list(former_names(cities, [MERGER, away], bearing)) == []


def test_every_older_code_leads_to_what_stands_there_with_a_day_and_its_source(whole_of_europe: Gazetteer) -> None:
    cities = whole_of_europe[1]
    found = list(former(cities, (region.nuts3 for region in regions()), mergers()))
    told = {(one.kind, one.country, one.code): one for one in found if one.code}
    seat, anjala = told["lau", "FR", "50602"], told["lau", "FI", "754"]
    (cherbourg,) = (city for city in cities if city.country == "FR" and "50129" in city.laus)
    assert (seat.cities, seat.since, seat.source) == (
        (cherbourg.geonames,),
        "2019-01-01",
        "INSEE, official geographic code",
    )
    assert (anjala.cities, anjala.since) == ((650859,), "2009-01-01")
    assert anjala.source.startswith("Kouvola, https://")
    lisbon = told["nuts", "PT", "PT170"]
    assert (lisbon.regions, lisbon.since) == (("PT1A0", "PT1B0"), "2024-01-01")
    assert all(one.since and one.source and (one.cities or one.regions) for one in found)
    assert sum(one.kind == "lau" for one in found) > 2_700
    assert sum(one.kind == "nuts" for one in found) > 200


def test_a_former_unit_stands_in_the_graph_with_the_last_of_a_chain(tmp_path: Path) -> None:
    chain = [MERGER, replace(MERGER, old="14002", old_name="Bourgneuf", new="14003", in_force="2026-01-01")]
    quads = Quads("places")
    describe_former(quads, former(merged(PLACES, CITIES, chain)[1], (), chain))
    written = quads.write(tmp_path).path.read_text("utf-8").splitlines()
    lines = sorted(line for line in written if "/former/lau-FR-14001>" in line.split()[0])
    assert [line.split()[2] for line in lines if "replacementDay" in line] == [
        '"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'
    ]
    assert any("leadsTo> <https://w3id.org/ncp-graph/id/city/3>" in line for line in lines)
