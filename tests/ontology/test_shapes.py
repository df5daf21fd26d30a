"""The shapes catch what is missing, and our check agrees with pyshacl, which reads the standard in full."""

import random
from collections.abc import Iterator

import pyshacl
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from graph.validation import _name, _path, constraints, validate
from ontology.terms import BASE

NCP = Namespace(BASE)
ID = Namespace(f"{BASE}id/")
SCHEME = Namespace(f"{BASE}scheme/")
ALL = 10**9
Finding = tuple[str, str]


def _store(graph: Graph) -> Store:
    store = Store()
    store.load(graph.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    return store


def _ours(graph: Graph) -> set[Finding]:
    """Each thing that breaks a constraint, with the kind of the constraint."""
    return {(thing, result.kind) for result in validate(graph, ALL).results for thing in result.examples}


def _theirs(graph: Graph, shapes: Graph, ontology: Graph) -> set[Finding]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=ontology, inference="none")
    found = set()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        component = str(report.value(result, SH.sourceConstraintComponent)).rsplit("#", 1)[1]
        kind = component.removesuffix("ConstraintComponent")
        kind = "sparql" if kind == "SPARQL" else kind[0].lower() + kind[1:]
        found.add((str(report.value(result, SH.focusNode)), kind))
    return found


@pytest.fixture(scope="module")
def stored(small: Graph) -> Store:
    """The small graph in a store; whoever takes quads away puts them back."""
    return _store(small)


def _copy(graph: Graph) -> Graph:
    copy = Graph()
    copy += graph
    return copy


def _paths(shapes: Graph, start: URIRef | BNode) -> tuple[tuple[URIRef, ...], bool]:
    """The properties of a path, and whether it runs backwards."""
    if isinstance(start, URIRef):
        return (start,), False
    if (inverse := shapes.value(start, SH.inversePath)) is not None:
        return (inverse,), True
    return tuple(Collection(shapes, shapes.value(start, SH.alternativePath))), False


def _required() -> Iterator[tuple[str, str, str]]:
    yield from ((item.shape, item.path, item.message) for item in constraints() if item.kind == "minCount")


def test_the_small_graph_conforms(small: Graph) -> None:
    report = validate(small)
    assert report.conforms, str(report)
    assert str(report) == f"All {report.checks} constraints hold."


def test_the_standard_agrees_that_the_small_graph_conforms(small: Graph, shapes: Graph, ontology: Graph) -> None:
    assert _theirs(small, shapes, ontology) == set()


def test_every_class_that_a_release_holds_has_a_shape(small: Graph, shapes: Graph, ontology: Graph) -> None:
    targets = set(shapes.objects(None, SH.targetClass))
    above = {kind: set(ontology.transitive_objects(kind, None)) for kind in small.objects(None, RDF.type)}
    assert {kind for kind in above if kind not in targets} <= {
        NCP.ProgrammeFamily,
        NCP.Initiative,
        NCP.UrbanContactPoint,
        NCP.NationalURBACTPoint,
    }


@pytest.mark.parametrize(("shape", "path", "message"), list(_required()), ids=lambda value: str(value))
def test_each_required_triple_is_missed_when_it_is_removed(
    shape: str, path: str, message: str, small: Graph, stored: Store, shapes: Graph
) -> None:
    whole, prop = _property_shape(shapes, shape, path)
    target = shapes.value(whole, SH.targetClass)
    properties, backwards = _paths(shapes, shapes.value(prop, SH.path))
    kinds = {URIRef(kind) for kind in _kinds(target)}
    things = {thing for kind in kinds for thing in small.subjects(RDF.type, kind)}
    thing = min(t for t in things if _values(small, t, properties, backwards))
    node = NamedNode(str(thing))
    ends = (None, node) if backwards else (node, None)
    taken = [
        quad for name in properties for quad in stored.quads_for_pattern(ends[0], NamedNode(str(name)), ends[1], None)
    ]
    for quad in taken:
        stored.remove(quad)
    try:
        results = [result for result in validate(stored, ALL).results if result.message == message]
    finally:
        stored.extend(taken)
    assert len(results) == 1
    assert results[0].examples == (str(thing),)


def _kinds(target: URIRef) -> set[str]:
    if target == URIRef("http://www.w3.org/ns/org#Organization"):
        return {str(target)}
    below = {"FundingInstrument": ("ProgrammeFamily", "Programme", "Strand", "Call", "Initiative")}
    return {str(target), *(str(NCP[name]) for name in below.get(str(target).removeprefix(BASE), ()))}


def _values(graph: Graph, thing: URIRef, properties: tuple[URIRef, ...], backwards: bool) -> bool:
    return any((None, name, thing) in graph if backwards else (thing, name, None) in graph for name in properties)


def _property_shape(shapes: Graph, shape: str, path: str) -> tuple[URIRef, BNode]:
    for node in shapes.subjects(RDF.type, SH.NodeShape):
        if _name(shapes.value(node, SH.targetClass)) == shape:
            for prop in shapes.objects(node, SH.property):
                if _path(shapes, shapes.value(prop, SH.path))[1] == path and (prop, SH.minCount, None) in shapes:
                    return node, prop
    raise LookupError(f"{shape} {path}")


def test_all_removals_at_once_are_seen_as_the_standard_sees_them(small: Graph, shapes: Graph, ontology: Graph) -> None:
    broken = _copy(small)
    for kind in set(small.objects(None, RDF.type)):
        for number, thing in enumerate(sorted(small.subjects(RDF.type, kind))):
            predicates = sorted(set(small.predicates(thing)))
            broken.remove((thing, predicates[number % len(predicates)], None))
    found = _ours(broken)
    assert len(found) > 50
    assert found == _theirs(broken, shapes, ontology)


@pytest.mark.parametrize("seed", range(6))
def test_random_removals_are_seen_as_the_standard_sees_them(
    seed: int, small: Graph, shapes: Graph, ontology: Graph
) -> None:
    broken = _copy(small)
    for triple in random.Random(seed).sample(sorted(small), 80):
        broken.remove(triple)
    assert _ours(broken) == _theirs(broken, shapes, ontology)


CELJE, MATCH, ROW = (
    ID["city/3202781"],
    ID["match/urbact/celje"],
    ID["record/urbact/urbact_memberships.csv/-/708"],
)
WRONG = [
    (CELJE, NCP.population, Literal(-1), "minInclusive"),
    (CELJE, NCP.population, Literal("many"), "datatype"),
    (CELJE, NCP.population, Literal("many", datatype=XSD.integer), "datatype"),
    (CELJE, NCP.population, Literal(5), "maxCount"),
    (CELJE, NCP.populationYear, Literal("1999", datatype=XSD.gYear), "maxCount"),
    (CELJE, NCP.inCountry, ID["city/3190311"], "class"),
    (CELJE, NCP.sizeClass, SCHEME["size-huge"], "in"),
    (
        CELJE,
        URIRef("http://www.w3.org/2003/01/geo/wgs84_pos#lat"),
        Literal("91.0", datatype=XSD.decimal),
        "maxInclusive",
    ),
    (CELJE, NCP.absentFrom, ID["programme/urbact"], "disjoint"),
    (MATCH, NCP.matchMethod, ID["city/3202781"], "pattern"),
    (MATCH, NCP.score, Literal("1.5", datatype=XSD.decimal), "maxInclusive"),
    (MATCH, NCP.matchedTo, ID["city/3190311"], "maxCount"),
    (ROW, NCP.rowNumber, Literal(0), "minInclusive"),
    (ROW, NCP.ofDataset, ID["source/none"], "class"),
    (ID["project/urbact-81"], NCP.startDate, Literal("soon", datatype=XSD.date), "datatype"),
    (
        ID["contact-point/ucp-si"],
        URIRef("http://xmlns.com/foaf/0.1/homepage"),
        Literal("ipop.si"),
        "nodeKind",
    ),
    (ID["lesson/1"], NCP.lessonStatement, Literal("No language."), "datatype"),
    (ID["match/urbact/ravne"], NCP.matchedTo, CELJE, "sparql"),
]


@pytest.mark.parametrize(("thing", "predicate", "value", "kind"), WRONG)
def test_a_wrong_value_is_seen(
    thing: URIRef, predicate: URIRef, value: URIRef | Literal, kind: str, small: Graph
) -> None:
    broken = _copy(small)
    broken.add((thing, predicate, value))
    assert (str(thing), kind) in _ours(broken)


def test_all_wrong_values_at_once_are_seen_as_the_standard_sees_them(
    small: Graph, shapes: Graph, ontology: Graph
) -> None:
    broken = _copy(small)
    for thing, predicate, value, _ in WRONG:
        broken.add((thing, predicate, value))
    assert _ours(broken) == _theirs(broken, shapes, ontology)


def test_a_city_without_a_state_for_one_family_is_seen(small: Graph) -> None:
    broken = _copy(small)
    broken.remove((CELJE, NCP.notCoveredFor, ID["programme/interreg"]))
    report = validate(broken)
    assert [result.message for result in report.results] == ["A city has exactly one state for each programme family."]
    assert report.results[0].examples == (str(CELJE),)


def test_a_fact_told_by_two_sources_counts_once(small: Graph) -> None:
    store = _store(small)
    again = small.serialize(format="nt", encoding="utf-8")
    store.load(again, format=RdfFormat.N_TRIPLES, to_graph=None)
    store.load(again, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(f"{BASE}graph/again"))
    assert validate(store).conforms


def test_examples_are_few_while_all_are_counted(small: Graph) -> None:
    broken = _copy(small)
    broken.remove((None, NCP.unitKind, None))
    result = validate(broken).results[0]
    assert result.count == 12
    assert len(result.examples) == 5
    assert str(result).startswith("City, has unit kind: missing: 12, such as ")
