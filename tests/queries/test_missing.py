"""What is missing, by class: counted by hand on the small graph, and found where something is taken away or added."""

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox
import pytest

from graph.endpoint import Embedded
from ontology.terms import PREFIXES
from queries.ask import answer
from queries.catalogue import load

Rows = Callable[..., list[tuple[Any, ...]]]
ID = PREFIXES["id"]

COUNTED = {
    "missing/cities-without-year": [("Sendim",)],
    "missing/cities-without-region": [],
    "missing/projects-without-place": [],
    "missing/projects-without-years": [],
    "missing/practices-without-evidence": [("A desk for women who start a business",)],
    "missing/practices-without-adopters": [],
    "missing/unmapped-keywords": [("Governance",)],
    "missing/lessons-without-adoption": [],
    "missing/contact-points-without-page": [
        ("National URBACT Point Austria and Germany",),
        ("National URBACT Point Portugal",),
    ],
    "missing/contact-points-without-host": [("National URBACT Point Portugal",)],
    "missing/programmes-without-period": [],
    "missing/calls-without-end": [("EUI City-to-City Exchange",)],
    "missing/calls-without-conditions": [],
    "missing/regions-without-typology": [],
    "missing/groups-without-members": [],
    "missing/families-without-coverage": [
        ("EU Mission: Climate-Neutral and Smart Cities",),
        ("EU framework programmes for research and innovation",),
        ("Interreg",),
        ("Urban innovation (UIA and EUI)",),
    ],
    "missing/decisions-without-reason": [],
    "missing/authorities-without-city": [],
    "missing/sources-without-coverage": [("Contact points and their hosts",), ("EU mission cities",)],
    "missing/matches-without-decision": [],
    "missing/countries-without-contact-point": [],
    "missing/certificates-without-end": [("Good practice",)],
    "missing/certificates-without-proof": [("Good practice",)],
    "missing/certificates-without-holder": [],
    "missing/studies-without-page": [("Ways to work before and after",)],
}
ADDED = {
    "cities-without-year": '<new> a ncp:City ; ncp:inCountry country:PRT ; ncp:population 7 ; skos:prefLabel "New" .',
    "cities-without-region": '<new> a ncp:City ; ncp:inCountry country:PRT ; ncp:population 7 ; skos:prefLabel "New" .',
    "projects-without-place": "<new> a ncp:Project .",
    "projects-without-years": "<new> a ncp:Project .",
    "practices-without-evidence": "<new> a ncp:Practice .",
    "practices-without-adopters": "<new> a ncp:Practice .",
    "unmapped-keywords": '<new> a ncp:Practice ; dcterms:subject <k> . <k> skos:prefLabel "New" .',
    "lessons-without-adoption": "<new> a ncp:Lesson .",
    "contact-points-without-page": "<new> a ncp:NationalContactPoint .",
    "contact-points-without-host": "<new> a ncp:NationalContactPoint .",
    "programmes-without-period": "<new> a ncp:Strand .",
    "calls-without-end": "<new> a ncp:Call .",
    "calls-without-conditions": "<new> a ncp:Call .",
    "regions-without-typology": "<new> a ncp:Region .",
    "groups-without-members": "<new> a ncp:SignatoryGroup .",
    "families-without-coverage": "<new> a ncp:ProgrammeFamily .",
    "decisions-without-reason": "<new> a ncp:MatchDecision .",
    "authorities-without-city": "<new> a ncp:UrbanAuthority .",
    "sources-without-coverage": '<new> a ncp:SourceDataset ; dcterms:title "New" .',
    "matches-without-decision": (
        '<new> a ncp:EntityMatch ; ncp:matchOutcome scheme:outcome-review ; ncp:sourceName "New" ;'
        " ncp:inCountry country:PRT ."
    ),
    "certificates-without-end": "<new> a ncp:Certificate .",
    "certificates-without-proof": "<new> a ncp:Certificate .",
    "certificates-without-holder": "<new> a ncp:Certificate ; ncp:certifies <misspelt> .",
    "studies-without-page": "<new> a ncp:EvidenceStudy .",
    "countries-without-contact-point": '<new> a ncp:Country ; skos:notation "ZZ" ; skos:prefLabel "New" .',
}
MISSING = sorted(name for name, question in load().items() if question.topic == "missing")


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_as_counted_by_hand(name: str, rows: Rows) -> None:
    assert sorted(rows(name, "name")) == sorted(COUNTED[name])


@pytest.mark.parametrize("name", MISSING)
def test_a_thing_that_lacks_it_is_found(name: str, small_store: ox.Store) -> None:
    more = ox.Store()
    more.extend(small_store)
    named = ("ncp", "scheme", "country", "skos", "dcterms")
    prefixes = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> . " for prefix in named)
    more.load(f"@base <{ID}city/> . {prefixes}{ADDED[name.split('/')[1]]}".encode(), format=ox.RdfFormat.TURTLE)
    assert len(answer(Embedded(more), name, {}).rows) == len(COUNTED[name]) + 1


def test_profiles_are_as_counted_by_hand(rows: Rows) -> None:
    assert rows("network/profile", "what", "value") == [
        *(("projects", 7), ("tied cities", 2), ("cities that meet nobody", 3), ("ties", 1), ("ties met again", 0)),
    ]
    assert rows("network/profile", layer="nowhere/any") == []
    assert rows("programmes/profile", "country", "projects", "cities", "authorityCities") == [
        ("SI", 3, 2, 2),
        ("PT", 1, 1, 1),
    ]
    assert rows("programmes/profile", "country", "cities", "authorityCities", programme="interreg") == [
        ("PT", 2, 0),
        ("SI", 1, 1),
    ]
    assert rows("network/city-pairs") == [("Mirandela", "Bragança", 2737639, 2742027, 1)]
    assert rows("network/city-pairs", country="SI") == []


def test_an_older_code_or_name_leads_to_what_stands_there(rows: Rows) -> None:
    assert rows("cities/former", "kind", "code", "name", "presentName") == [
        ("lau", None, "Atenor", "Sendim"),
        ("nuts", "PT118", "PT118", "Terras de Trás-os-Montes"),
    ]
    assert rows("cities/former", "present", former="pt118") == [("PT11E",)]
    assert rows("cities/former", "present", country="SI") == []
    assert rows("cities/former", "present", former="PT1") == []


def test_two_periods_are_compared_with_what_is_covered(rows: Rows) -> None:
    assert rows("gaps/two-periods", "name", "change") == [("Ljutomer", "left"), ("Celje", "stayed")]
    assert rows("gaps/two-periods", "name", "change", country="PT") == [("Guimarães", "joined")]
    uncovered = rows("gaps/two-periods", "name", "change", country="SI", before=2014, after=2021)
    assert uncovered == [("Celje", "not covered")], "the later period is not covered, so nobody left"
    assert rows("programmes/two-periods", "country", "earlier", "later", "difference") == [
        ("PT", 0, 1, 1),
        ("SI", 2, 1, -1),
    ]


def test_a_region_and_a_domain_are_listed(rows: Rows) -> None:
    assert rows("cities/of-region", "name", "state") == [
        *(("Bragança", "linked"), ("Mirandela", "linked"), ("Vinhais", "absent"), ("Sendim", "absent")),
    ]
    assert rows("cities/of-region", "name", region="SI034") == [("Celje",), ("Šoštanj",)]
    assert rows("practices/of-domain", "kind", "title") == [
        ("lesson", "Evening hours"),
        ("practice", "A desk for women who start a business"),
    ]


def test_sources_are_held_against_each_other(rows: Rows, small_store: ox.Store) -> None:
    assert rows("sources/agreement") == [
        *(("cordis", "covenant", 1), ("cordis", "keep", 1), ("covenant", "keep", 1)),
        *(("covenant", "mission-cities", 1), ("covenant", "urbact", 1), ("mission-cities", "urbact", 1)),
    ]
    assert rows("sources/same-name") == rows("sources/same-project") == []
    more = ox.Store()
    more.extend(small_store)
    told = (
        f"@base <{ID}> . @prefix ncp: <{PREFIXES['ncp']}> . @prefix prov: <{PREFIXES['prov']}> ."
        f' <match/life/1> ncp:sourceName "Bragança" ; ncp:inCountry <{PREFIXES["country"]}PRT> ;'
        " ncp:matchedTo <city/2739788> . <project/urbact-4> prov:wasDerivedFrom <record/keep/a.csv/-/1> ."
    )
    more.load(told.encode(), format=ox.RdfFormat.TURTLE)
    found = answer(Embedded(more), "sources/same-name", {}).rows
    assert {(row[0], *sorted(row[1:3])) for row in found} == {
        ("Bragança", "covenant", "life"),
        ("Bragança", "keep", "life"),
    }
    assert [row[1:] for row in answer(Embedded(more), "sources/same-project", {}).rows] == [
        ("Active Travel Network", 2, "keep|urbact")
    ]
