"""The graph against the shapes of ontology/shapes.ttl.

Each constraint becomes a SPARQL query that lists what breaks it. Before those
run, one sweep over each property finds the constraints that no value at all can
break, so that a release of millions of triples is checked in seconds. A
constraint kind that is not known here stops the check instead of passing unseen.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, RdfFormat, Store
from rdflib import BNode, Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from ontology.terms import PREFIXES, files, label

EXAMPLES = 5
"""How many of the things that break a constraint are named."""

_CASTS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "boolean", "date", "gYear"))
_LANG_STRING = PREFIXES["rdf"] + "langString"
_NODE_KINDS: dict[Node, str] = {SH.IRI: "isIRI(?value)", SH.Literal: "isLiteral(?value)"}
_NO_CONSTRAINT = frozenset({SH.path, SH.message})
_VALUE_TESTS = frozenset({"datatype", "nodeKind", "in", "pattern", "minInclusive", "maxInclusive"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that must hold.

    `query` lists every `?this` that breaks it; `way` is the property path that it
    is about and `test` what a wrong value on that path fails, whatever its class.
    """

    shape: str
    path: str
    kind: str
    message: str
    way: str
    test: str
    query: str


@dataclass(frozen=True, slots=True)
class Result:
    """A constraint that is broken, by how many things, with some of them named."""

    shape: str
    path: str
    kind: str
    message: str
    count: int
    examples: tuple[str, ...]

    def __str__(self) -> str:
        """Say in one line what is wrong, how often and where."""
        return f"{self.message}: {self.count}, such as {', '.join(self.examples)}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found: `conforms` is true when none of the `checks` constraints is broken."""

    conforms: bool
    results: tuple[Result, ...]
    checks: int

    def __str__(self) -> str:
        """List what is broken, one line each."""
        if self.conforms:
            return f"All {self.checks} constraints hold."
        return "\n".join(str(result) for result in self.results)


def validate(graph: Store | Graph, examples: int = EXAMPLES) -> Report:
    """Check the union of all named graphs against the shapes and count what breaks each constraint."""
    store = graph if isinstance(graph, Store) else _store(graph)
    checked = constraints()
    holding = _holding(store, checked)
    doubtful = [item for item in checked if (item.way, item.test) not in holding]
    found = [result for item in doubtful if (result := _check(store, item, examples))]
    return Report(not found, tuple(found), len(checked))


@cache
def constraints() -> tuple[Constraint, ...]:
    """Compile shapes.ttl, in the order of shape and path."""
    shapes, classes = _read()
    compiled = [
        item for node in shapes.subjects(RDF.type, SH.NodeShape) for item in _compile(shapes, classes, node)
    ]
    return tuple(sorted(compiled, key=lambda item: (item.shape, item.path, item.kind, item.message)))


def _read() -> tuple[Graph, Graph]:
    shapes, classes = Graph(), Graph()
    for path in files():
        (shapes if path.name == "shapes.ttl" else classes).parse(path, format="turtle")
    return shapes, classes


def _store(graph: Graph) -> Store:
    store = Store()
    quads = graph.serialize(format="nquads" if graph.context_aware else "nt", encoding="utf-8")
    store.load(quads, format=RdfFormat.N_QUADS)
    return store


def _holding(store: Store, items: Iterable[Constraint]) -> set[tuple[str, str]]:
    """Find the tests that no value of their path fails, whatever the class of its subject."""
    ways: dict[str, dict[str, str]] = {}
    for item in items:
        if item.test:
            ways.setdefault(item.way, {})[item.test] = item.kind
    return {(way, test) for way, tests in ways.items() for test in _passed(store, way, tests)}


def _passed(store: Store, way: str, tests: dict[str, str]) -> Iterator[str]:
    """Sweep one path and yield the tests that all its values pass."""
    counted = [test for test, kind in tests.items() if kind in _VALUE_TESTS]
    sums = " ".join(f"(SUM(IF({test}, 1, 0)) AS ?t{number})" for number, test in enumerate(counted))
    counts = "(COUNT(*) AS ?rows) (COUNT(DISTINCT ?this) AS ?things)"
    rows, things, *failures = _numbers(store, f"SELECT {counts} {sums} WHERE {{ ?this {way} ?value }}")
    yield from (test for test, failed in zip(counted, failures, strict=True) if not failed)
    for test, kind in tests.items():
        if kind == "maxCount":
            broken = rows != things and _any(store, f"SELECT ?this {test}")
        else:
            broken = kind == "class" and _any(store, f"SELECT ?this WHERE {{ ?this {way} ?value {test} }}")
        if kind not in _VALUE_TESTS and not broken:
            yield test


def _numbers(store: Store, query: str) -> list[int]:
    answers = store.query(query, use_default_graph_as_union=True)
    assert isinstance(answers, QuerySolutions)
    values = list(next(iter(answers)))
    return [int(value.value) if isinstance(value, Literal) else 0 for value in values]


def _any(store: Store, select: str) -> bool:
    answer = store.query(f"ASK {{ {{ {select} }} }}", use_default_graph_as_union=True)
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def _check(store: Store, item: Constraint, examples: int) -> Result | None:
    answers = store.query(item.query, use_default_graph_as_union=True)
    assert isinstance(answers, QuerySolutions)
    count, named = 0, []
    for answer in answers:
        count += 1
        if count <= examples:
            named.append(str(getattr(answer["this"], "value", answer["this"])))
    if not count:
        return None
    return Result(item.shape, item.path, item.kind, item.message, count, tuple(named))


def _compile(shapes: Graph, classes: Graph, node: Node) -> Iterator[Constraint]:
    target = shapes.value(node, SH.targetClass)
    if target is None or set(shapes.predicates(node)) - {RDF.type, SH.targetClass, SH.property, SH.sparql}:
        raise NotImplementedError(f"{node}: a shape has a target class, properties and queries only")
    name = _name(target)
    for prop in shapes.objects(node, SH.property):
        yield from _compile_property(shapes, classes, name, _is_a(target, classes), prop)
    for rule in shapes.objects(node, SH.sparql):
        # Here both mean the same, and MINUS collects its side once instead of looking up every row.
        query = (
            str(shapes.value(rule, SH.select)).replace("FILTER NOT EXISTS", "MINUS").replace("$this", "?this")
        )
        yield Constraint(name, "", "sparql", str(shapes.value(rule, SH.message)), "", "", query)


def _compile_property(
    shapes: Graph, classes: Graph, name: str, of_class: str, prop: Node
) -> Iterator[Constraint]:
    if (start := shapes.value(prop, SH.path)) is None:
        raise NotImplementedError(f"{name}: a property shape has no path")
    way, words = _path(shapes, start)
    for predicate, value in shapes.predicate_objects(prop):
        if predicate not in _NO_CONSTRAINT:
            wrong, test, pattern = _constraint(shapes, classes, predicate, value, way)
            query = f"SELECT DISTINCT ?this WHERE {{ {of_class} {pattern} }}"
            yield Constraint(name, words, _name(predicate), f"{name}, {words}: {wrong}", way, test, query)


def _constraint(
    shapes: Graph, classes: Graph, predicate: Node, value: Node, way: str
) -> tuple[str, str, str]:
    """Say what is wrong when a constraint is broken, and write its test and the pattern that finds it."""
    each = f"?this {way} ?value"
    if predicate == SH.minCount and str(value) == "1":
        return "missing", "", f"MINUS {{ {each} }}"
    if predicate == SH.maxCount and str(value) == "1":
        test = f"WHERE {{ {each} }} GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > 1)"
        return "more than one", test, f"{{ SELECT ?this {test} }}"
    if predicate == SH.disjoint:
        other = f"{{ SELECT ?this ?value WHERE {{ ?this <{value}> ?value }} }}"
        return f"also under {_words(value)}", "", f"{{ SELECT ?this ?value WHERE {{ {each} }} }} {other}"
    if predicate == SH["class"]:
        test = " ".join(f"MINUS {{ ?value a <{item}> }}" for item in _subclasses(value, classes))
        return f"is no {_name(value)}", test, f"{each} {test}"
    wrong, test = _value_test(shapes, predicate, value)
    return wrong, test, f"{each} FILTER({test})"


def _value_test(shapes: Graph, predicate: Node, value: Node) -> tuple[str, str]:
    if predicate == SH.datatype:
        return f"is no {_name(value)}", f"!COALESCE({_has_datatype(str(value))}, false)"
    if predicate == SH.nodeKind and value in _NODE_KINDS:
        return f"is no {_name(value)}", f"!{_NODE_KINDS[value]}"
    if predicate == SH["in"]:
        allowed = ", ".join(item.n3() for item in Collection(shapes, value))
        return "is none of the values allowed", f"isBlank(?value) || ?value NOT IN ({allowed})"
    if predicate == SH.pattern:
        return f"does not fit {value}", f"isBlank(?value) || !REGEX(STR(?value), {value.n3()})"
    if predicate in (SH.minInclusive, SH.maxInclusive):
        sign, words = (">=", "below") if predicate == SH.minInclusive else ("<=", "above")
        return f"{words} {value}", f"!COALESCE(?value {sign} {value}, false)"
    raise NotImplementedError(f"{_name(predicate)} {value}: this constraint is not known here")


def _has_datatype(datatype: str) -> str:
    if datatype == _LANG_STRING:
        return 'LANG(?value) != ""'
    same = f"DATATYPE(?value) = <{datatype}>"
    cast = f"<{datatype}>(STR(?value))"
    # A cast of "soon"^^xsd:date fails, which is how an ill-formed value shows.
    return f"{same} && {cast} = {cast}" if datatype in _CASTS else same


def _subclasses(name: Node, classes: Graph) -> list[str]:
    return sorted(str(found) for found in classes.transitive_subjects(RDFS.subClassOf, name))


def _is_a(name: Node, classes: Graph) -> str:
    kinds = [f"?this a <{item}>" for item in _subclasses(name, classes)]
    if len(kinds) == 1:
        return f"{kinds[0]} ."
    return f"{{ SELECT DISTINCT ?this WHERE {{ {{ {' } UNION { '.join(kinds)} }} }} }}"


def _path(shapes: Graph, start: Node) -> tuple[str, str]:
    """Write a property path and its words: a property, its inverse, or one of several."""
    if not isinstance(start, BNode):
        return f"<{start}>", _words(start)
    if (inverse := shapes.value(start, SH.inversePath)) is not None:
        return f"^<{inverse}>", f"inverse of {_words(inverse)}"
    if (head := shapes.value(start, SH.alternativePath)) is None:
        raise NotImplementedError("a property path is a property, an inverse or an alternative")
    several = list(Collection(shapes, head))
    return f"({'|'.join(f'<{item}>' for item in several)})", " or ".join(_words(item) for item in several)


def _words(term: Node) -> str:
    return label(str(term)) if str(term).startswith(PREFIXES["ncp"]) else _name(term)


def _name(term: Node) -> str:
    """Shorten an IRI to its last part."""
    return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
