"""The graph against the shapes of ontology/shapes.ttl.

The constraints become SPARQL. What a value must be is tested in one sweep over
its property, for all classes together, since looking up each thing by itself
takes ten times as long; only what fails is then sorted by class. A constraint
kind that is not known here stops the check instead of passing unseen.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store
from rdflib import BNode, Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from ontology.terms import PREFIXES, files, label

EXAMPLES = 5
"""How many of the things that break a constraint are named."""

MANY = 5_000
"""From this many failures on, each class is asked by itself: the test is not meant for most of them."""

Members = dict[str, set[str]]
Failing = dict[tuple[str, str], Members | None]

_CASTS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "boolean", "date", "gYear"))
_LANG_STRING = PREFIXES["rdf"] + "langString"
_NODE_KINDS: dict[Node, str] = {SH.IRI: "isIRI(?value)", SH.Literal: "isLiteral(?value)"}
_NO_CONSTRAINT = frozenset({SH.path, SH.message})
_VALUE_TESTS = frozenset({"datatype", "nodeKind", "in", "pattern", "minInclusive", "maxInclusive"})


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that must hold for each member of some classes.

    A constraint on values has `way`, the property path that it is about, and
    `test`, what a wrong value on that path fails; any other has `query`, which
    lists every `?this` that breaks it.
    """

    shape: str
    path: str
    kind: str
    message: str
    classes: tuple[str, ...]
    way: str = ""
    test: str = ""
    query: str = ""


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
    # The engine works outside Python's lock, so two cores do twice the work.
    with ThreadPoolExecutor(2) as pool:
        failing = _failing(store, checked, pool)
        results = pool.map(lambda item: _result(item, _broken(store, item, failing), examples), checked)
    found = tuple(result for result in results if result)
    return Report(not found, found, len(checked))


@cache
def constraints() -> tuple[Constraint, ...]:
    """Compile shapes.ttl, in the order of shape and path."""
    shapes, classes = _read()
    compiled = [item for node in shapes.subjects(RDF.type, SH.NodeShape) for item in _compile(shapes, classes, node)]
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


def _failing(store: Store, items: Iterable[Constraint], pool: ThreadPoolExecutor) -> Failing:
    """Find who fails each test, by class; most tests are passed by all and cost one sweep of their path."""
    ways: dict[str, dict[str, str]] = {}
    for item in items:
        if item.test:
            ways.setdefault(item.way, {})[item.test] = item.kind
    swept = pool.map(lambda way: _sweep(store, way, ways[way]), ways)
    return {key: members for found in swept for key, members in found.items()}


def _sweep(store: Store, way: str, tests: dict[str, str]) -> Failing:
    """Find who fails the tests of one path."""
    return {
        (way, test): _members(store, _failed(way, test, tests[test])) if failures < MANY else None
        for test, failures in _doubtful(store, way, tests)
    }


def _doubtful(store: Store, way: str, tests: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Sweep one path and yield the tests that some value fails or may fail, with the failures known so far."""
    counted = [test for test, kind in tests.items() if kind in _VALUE_TESTS]
    sums = " ".join(f"(SUM(IF({test}, 1, 0)) AS ?t{number})" for number, test in enumerate(counted))
    counts = "(COUNT(*) AS ?rows) (COUNT(DISTINCT ?this) AS ?things)"
    answer = next(iter(_select(store, f"SELECT {counts} {sums} WHERE {{ ?this {way} ?value }}")))
    rows, things, *failures = (int(term.value) if isinstance(term, Literal) else 0 for term in answer)
    yield from ((test, failed) for test, failed in zip(counted, failures, strict=True) if failed)
    yield from ((test, 0) for test, kind in tests.items() if kind == "maxCount" and rows != things)
    yield from ((test, 0) for test, kind in tests.items() if kind == "class" and rows)


def _failed(way: str, test: str, kind: str) -> str:
    """Write the query for everything that fails a test, whatever its class."""
    each = f"SELECT DISTINCT ?this WHERE {{ ?this {way} ?value"
    if kind == "maxCount":
        return f"SELECT ?this WHERE {{ ?this {way} ?value }} {test}"
    return f"{each} {test} }}" if kind == "class" else f"{each} FILTER({test}) }}"


def _members(store: Store, failed: str) -> Members:
    """Sort what a query lists by its classes."""
    members: Members = {}
    for answer in _select(store, f"SELECT ?this ?kind WHERE {{ {{ {failed} }} ?this a ?kind }}"):
        members.setdefault(_value(answer["kind"]), set()).add(_value(answer["this"]))
    return members


def _broken(store: Store, item: Constraint, failing: Failing) -> Iterable[str]:
    """List what breaks a constraint."""
    if item.query:
        return (_value(answer["this"]) for answer in _select(store, item.query))
    if (item.way, item.test) not in failing:
        return ()
    if (members := failing[item.way, item.test]) is None:
        each = f"{_is_a(item.classes)} ?this {item.way} ?value FILTER({item.test})"
        return (_value(a["this"]) for a in _select(store, f"SELECT DISTINCT ?this WHERE {{ {each} }}"))
    return sorted(set().union(*(members.get(kind, set()) for kind in item.classes)))


def _result(item: Constraint, broken: Iterable[str], examples: int) -> Result | None:
    if not (things := list(broken)):
        return None
    named = tuple(things[:examples])
    return Result(item.shape, item.path, item.kind, item.message, len(things), named)


def _select(store: Store, query: str) -> QuerySolutions:
    answers = store.query(query, use_default_graph_as_union=True)
    assert isinstance(answers, QuerySolutions)
    return answers


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _compile(shapes: Graph, classes: Graph, node: Node) -> Iterator[Constraint]:
    target = shapes.value(node, SH.targetClass)
    if target is None or set(shapes.predicates(node)) - {RDF.type, SH.targetClass, SH.property, SH.sparql}:
        raise NotImplementedError(f"{node}: a shape has a target class, properties and queries only")
    name = _name(target)
    kinds = tuple(_subclasses(target, classes))
    for prop in shapes.objects(node, SH.property):
        yield from _compile_property(shapes, classes, name, kinds, prop)
    for rule in shapes.objects(node, SH.sparql):
        # Here both mean the same, and MINUS collects its side once instead of looking up every row.
        select = str(shapes.value(rule, SH.select)).replace("FILTER NOT EXISTS", "MINUS")
        query = f"SELECT DISTINCT ?this WHERE {{ {_is_a(kinds)} {{ {select.replace('$this', '?this')} }} }}"
        yield Constraint(name, "", "sparql", str(shapes.value(rule, SH.message)), kinds, query=query)


def _compile_property(
    shapes: Graph, classes: Graph, name: str, kinds: tuple[str, ...], prop: Node
) -> Iterator[Constraint]:
    if (start := shapes.value(prop, SH.path)) is None:
        raise NotImplementedError(f"{name}: a property shape has no path")
    way, words = _path(shapes, start)
    of_class = _is_a(kinds)
    for predicate, value in shapes.predicate_objects(prop):
        if predicate not in _NO_CONSTRAINT:
            wrong, test, pattern = _constraint(shapes, classes, predicate, value, way)
            query = f"SELECT DISTINCT ?this WHERE {{ {of_class} {pattern} }}" if pattern else ""
            message = f"{name}, {words}: {wrong}"
            yield Constraint(name, words, _name(predicate), message, kinds, way, test, query)


def _constraint(shapes: Graph, classes: Graph, predicate: Node, value: Node, way: str) -> tuple[str, str, str]:
    """Say what is wrong when a constraint is broken, and write its test or the pattern that finds it."""
    each = f"?this {way} ?value"
    if predicate == SH.minCount and str(value) == "1":
        return "missing", "", f"MINUS {{ {each} }}"
    if predicate == SH.maxCount and str(value) == "1":
        return "more than one", "GROUP BY ?this HAVING(COUNT(DISTINCT ?value) > 1)", ""
    if predicate == SH.disjoint:
        other = f"{{ SELECT ?this ?value WHERE {{ ?this <{value}> ?value }} }}"
        return f"also under {_words(value)}", "", f"{{ SELECT ?this ?value WHERE {{ {each} }} }} {other}"
    if predicate == SH["class"]:
        kinds = _subclasses(value, classes)
        return f"is no {_name(value)}", " ".join(f"MINUS {{ ?value a <{kind}> }}" for kind in kinds), ""
    return *_value_test(shapes, predicate, value), ""


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


def _is_a(classes: tuple[str, ...]) -> str:
    kinds = [f"?this a <{item}>" for item in classes]
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
