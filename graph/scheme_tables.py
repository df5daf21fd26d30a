"""Schemes of the ontology that hold a table: one concept a row, one property a column."""

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.terms import FOLDER

Concept = dict[str, list[str]]


def concepts(scheme: str) -> dict[str, Concept]:
    """Read a scheme: by the IRI of each concept, the values of each property."""
    held: dict[str, Concept] = {}
    for triple in parse(path=FOLDER / "schemes" / f"{scheme}.ttl", format=RdfFormat.TURTLE):
        subject, value = triple.subject, triple.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            held.setdefault(subject.value, {}).setdefault(triple.predicate.value, []).append(value.value)
    return held
