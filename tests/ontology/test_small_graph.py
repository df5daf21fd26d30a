"""The small graph holds the answers that its head counts by hand."""

from collections import Counter

from rdflib import RDF, SKOS, Graph, Namespace, URIRef

from ontology.terms import BASE

NCP = Namespace(BASE)
SCHEME = Namespace(f"{BASE}scheme/")


def _name(graph: Graph, city: URIRef) -> str:
    return str(graph.value(city, SKOS.prefLabel))


def test_there_are_six_cities_in_each_of_two_countries(small: Graph) -> None:
    cities = list(small.subjects(RDF.type, NCP.City))
    assert len(cities) == 12
    assert set(Counter(small.value(city, NCP.inCountry) for city in cities).values()) == {6}


def test_the_states_are_as_counted(small: Graph) -> None:
    states = Counter(str(state).rsplit("-", 1)[1] for state in small.objects(None, NCP.state))
    assert states == {"linked": 8, "absent": 3, "uncovered": 1}


def test_the_links_are_as_counted(small: Graph) -> None:
    assert len(list(small.triples((None, NCP.takesPartIn, None)))) == 16
    assert len(list(small.triples((None, NCP.authorityTakesPartIn, None)))) == 13
    assert sum(int(str(n)) for n in small.objects(None, NCP.authorityLinks)) == 13
    assert sum(int(str(n)) for n in small.objects(None, NCP.placeLinks)) == 3


def test_each_short_link_follows_from_a_participation_or_a_membership(small: Graph) -> None:
    by_authority, by_place = set(), set()
    for project, part in small.subject_objects(NCP.hasParticipation):
        by_authority |= {(city, project) for city in small.objects(part, NCP.actingFor)}
        by_place |= {(city, project) for city in small.objects(part, NCP.locatedIn)}
    for membership in small.subjects(RDF.type, NCP.InitiativeMembership):
        initiative = small.value(membership, URIRef("http://www.w3.org/ns/org#organization"))
        by_authority |= {(city, initiative) for city in small.objects(membership, NCP.actingFor)}
    assert set(small.subject_objects(NCP.authorityTakesPartIn)) == by_authority
    assert set(small.subject_objects(NCP.takesPartIn)) == by_authority | by_place


def test_a_city_is_linked_to_the_families_of_what_it_takes_part_in(small: Graph) -> None:
    for city in small.subjects(RDF.type, NCP.City):
        targets = set(small.objects(city, NCP.takesPartIn))
        under = {small.value(target, NCP.fundedUnder) or target for target in targets}
        assert set(small.objects(city, NCP.linkedTo)) == {small.value(node, NCP.inFamily) for node in under}


def test_the_rows_add_up(small: Graph) -> None:
    read, taken, aside = (
        sum(int(str(n)) for n in small.objects(None, NCP[name])) for name in ("rowsRead", "rowsTaken", "rowsSetAside")
    )
    assert (read, taken, aside) == (26, 23, 3)
    assert len(set(small.subjects(NCP.setAsideBecause))) == aside
    assert len(set(small.subjects(RDF.type, NCP.SourceRecord))) == read


def test_the_undecided_row_keeps_a_city_from_being_called_absent(small: Graph) -> None:
    candidates = {_name(small, city) for city in small.objects(None, NCP.candidate)}
    uncovered = {
        _name(small, small.value(v, NCP.forCity)) for v in small.subjects(NCP.state, SCHEME["state-uncovered"])
    }
    assert uncovered == {"Šoštanj"}
    assert uncovered < candidates
