"""The ontology with the small graph stays consistent when all OWL RL rules are drawn."""

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Namespace

from ontology.terms import BASE

ID = Namespace(f"{BASE}id/")
NCP = Namespace(BASE)
PROV = Namespace("http://www.w3.org/ns/prov#")

# What PROV, ORG and DCAT say of the terms that we lean on.
NEIGHBOURS = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
prov:Activity owl:disjointWith prov:Entity .
prov:Plan rdfs:subClassOf prov:Entity .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
prov:wasGeneratedBy rdfs:domain prov:Entity ; rdfs:range prov:Activity .
org:Organization rdfs:subClassOf foaf:Agent .
org:OrganizationalUnit rdfs:subClassOf org:Organization .
org:OrganizationalCollaboration rdfs:subClassOf org:Organization .
org:unitOf rdfs:domain org:OrganizationalUnit ; rdfs:range org:Organization .
org:member rdfs:domain org:Membership ; rdfs:range foaf:Agent .
org:organization rdfs:range org:Organization .
dcat:Dataset rdfs:subClassOf dcat:Resource .
"""


def _closed(*graphs: Graph) -> Graph:
    together = Graph().parse(data=NEIGHBOURS, format="turtle")
    for graph in graphs:
        together += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(together)
    return together


@pytest.fixture(scope="module")
def closure(ontology: Graph, small: Graph) -> Graph:
    return _closed(ontology, small)


def _errors(graph: Graph) -> list[str]:
    return [str(value) for value in graph.objects(None, owlrl.Namespaces.ERRNS.error)]


def test_nothing_contradicts(closure: Graph) -> None:
    assert not list(closure.subjects(RDF.type, OWL.Nothing))
    assert _errors(closure) == []


def test_a_contradiction_would_be_seen(ontology: Graph, small: Graph) -> None:
    wrong = Graph()
    wrong.add((NCP.Project, RDFS.subClassOf, PROV.Activity))
    assert _errors(_closed(ontology, small, wrong))


def test_a_thing_gains_no_class_of_ours_but_the_classes_above_its_own(
    closure: Graph, ontology: Graph, small: Graph
) -> None:
    for thing in set(small.subjects(RDF.type, None)):
        stated = set(small.objects(thing, RDF.type))
        above = {more for kind in stated for more in ontology.transitive_objects(kind, RDFS.subClassOf)}
        gained = {kind for kind in closure.objects(thing, RDF.type) if str(kind).startswith(BASE)}
        assert gained <= above, thing


def test_a_link_by_the_authority_is_a_link(closure: Graph) -> None:
    city, network = ID["city/3202781"], ID["project/urbact-81"]
    assert (city, NCP.authorityTakesPartIn, network) in closure
    assert (city, NCP.takesPartIn, network) in closure


def test_an_urban_point_is_a_contact_point(closure: Graph) -> None:
    assert (ID["contact-point/ucp-si"], RDF.type, NCP.NationalContactPoint) in closure
