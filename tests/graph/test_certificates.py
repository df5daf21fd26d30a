"""Certificates and studies as they stand in the graph, from the samples of four sources to the answers of questions."""

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.describe_certificates import last_day
from graph.describe_places import describe_cities, describe_country
from graph.describe_sources import SourceWriter
from graph.endpoint import Embedded
from graph.findings import Findings
from graph.identity import Resolver
from graph.quads import Quads
from graph.records import City, Place
from graph.tellers import Tellers
from graph.validation import validate
from ingest.load import load
from ingest.source import sources
from ontology.terms import files
from queries.ask import ask

SAMPLES = Path(__file__).parents[1] / "samples"
ISO3 = {"SI": "SVN", "AT": "AUT", "PT": "PRT", "NL": "NLD", "FR": "FRA"}
TOWNS = (
    *(("Celje", "SI", "SI034"), ("Ljubljana", "SI", "SI041"), ("Graz", "AT", "AT221")),
    *(("Bragança", "PT", "PT11E"), ("Guimarães", "PT", "PT119"), ("Eindhoven", "NL", "NL414")),
)
OURS = {"Certificate", "CertificationScheme", "EvidenceItem", "EvidenceStudy", "EffectEstimate"}


@pytest.fixture(scope="module")
def findings() -> Findings:
    return Findings()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, findings: Findings) -> ox.Store:
    """Four samples written with six towns, with the ontology beside them."""
    folder = tmp_path_factory.mktemp("certificates")
    at = [(name, code, nuts, (40.0 + n, 5.0)) for n, (name, code, nuts) in enumerate(TOWNS)]
    cities = [
        City(n, name, (), code, nuts, (), "lau", "", 9_000, 0, "geonames", 0, *spot)
        for n, (name, code, nuts, spot) in enumerate(at, start=1)
    ]
    places = [Place(c.geonames, c.name, (), c.country, *at[n][3], 9_000, c.nuts3, n + 1) for n, c in enumerate(cities)]
    around = Quads("places")
    describe_cities(around, cities, ISO3)
    for code, iso3 in ISO3.items():
        describe_country(around, code, iso3, code, "eu27")
    graphs = [around]
    names = {city.geonames: city.name for city in cities}
    for key in ("certificates", "studies", "urbact", "cities_mission"):
        loaded = load(key, sources()[key], SAMPLES / key, bounds=False)
        told = Tellers([loaded], {under: under for under in loaded.projects.values()})
        graphs.append(SourceWriter(loaded, Resolver(places, cities).resolve, names, ISO3, told, findings).write())
    held = ox.Store()
    for graph in graphs:
        held.load(path=str(graph.write(folder).path), format=ox.RdfFormat.N_QUADS)
    for path in files():
        held.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return held


def test_they_conform_to_their_shapes(store: ox.Store) -> None:
    assert [str(one) for one in validate(store).results if one.shape in OURS] == []


def test_who_is_certified_is_told_with_dates_proof_file_and_row(store: ox.Store) -> None:
    rows = ask(Embedded(store), "certificates/held", day="2026-11-26").records()
    told = {
        (row["name"], row["scheme"], row["since"], row["until"], row["state"], row["file"], row["row"]) for row in rows
    }
    assert told >= {
        ("Celje", "Example Host Cities", "2025-01-01", "2027-12-31", "in force", "register.csv", 2),
        ("Graz", "Example Host Cities", "2024", "2026-12-31", "in force", "register.csv", 3),
        ("Bragança", "Example Energy Audit", "2025", None, "end not stated", "register.csv", 4),
        ("Ljubljana", "Example Good Practice", "2023-05-02", "2026-05-31", "ran out", "register.csv", 6),
        ("Guimarães", "EU Mission Label", "2024-03-21", None, "end not stated", "members.csv", 2),
        ("Eindhoven", "EU Mission Label", "2025-10-15", None, "end not stated", "members.csv", 3),
    }
    (guimaraes,) = (row for row in rows if row["name"] == "Guimarães")
    assert (guimaraes["body"], guimaraes["standard"], guimaraes["page"]) == (
        *("European Commission", None),
        "https://netzerocities.eu/",
    )
    assert [row["standard"] for row in rows if row["scheme"] == "Example Energy Audit"] == ["EX 100:2020"]


def test_a_practice_shows_the_labels_of_two_sources(store: ox.Store) -> None:
    rows = ask(Embedded(store), "practices/labelled", country="SI").records()
    bees = [(row["scheme"], row["since"], row["until"]) for row in rows if row["practice"].endswith("bee-path")]
    assert bees == [
        ("Example Good Practice", "2023-05-02", "2026-05-31"),
        ("URBACT Good Practice label", "2017-06-02", None),
    ]
    assert ask(Embedded(store), "missing/certificates-without-holder").rows == []


def test_a_town_that_is_not_found_gets_no_certificate_and_no_doubt(store: ox.Store, findings: Findings) -> None:
    """Helmond is not among the towns: both its membership and its label are set aside."""
    rows = ask(Embedded(store), "certificates/held", scheme="eu-mission-label").records()
    assert sorted(row["name"] for row in rows) == ["Eindhoven", "Guimarães"]
    assert not {programme for _, programme in findings.undecided if not programme}
    assert {link.programme for link in findings.links} == {"cities-mission", "urbact-good-practice"} | {
        link.programme for link in findings.links if link.programme.startswith("urbact-")
    }


def test_studies_stand_member_state_by_member_state(store: ox.Store) -> None:
    asked = {"indicator": "travel-time", "unit": "minutes-a-day"}
    rows = ask(Embedded(store), "studies/compared", **asked).records()
    told = [
        (row["country"], row["place"], row["placeKind"], row["effect"], row["low"], row["evidence"]) for row in rows
    ]
    nothing = [(code, *(None,) * 5) for code in ("AT", "FR", "NL")]
    assert told == [
        *nothing,
        ("PT", "PT11", "region", Decimal("-31.5"), Decimal(-40), "compared"),
        ("SI", "Celje", "city", Decimal(-38), None, "compared"),
        ("SI", "SI", "country", Decimal(-40), Decimal(-55), "compared"),
    ]
    (desks,) = ask(Embedded(store), "studies/figures", topic="remote-services").records()
    assert (desks["indicator"], desks["unit"], desks["effect"]) == (
        *("people shut out", "percent of those counted"),
        Decimal("12.5"),
    )


def test_a_month_or_a_year_holds_to_its_last_day() -> None:
    assert [last_day(said) for said in ("2028-02", "2027", "2027-03-04")] == ["2028-02-29", "2027-12-31", "2027-03-04"]
