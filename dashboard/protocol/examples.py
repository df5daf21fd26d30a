"""The library of saved questions as RDF, in the form that SPARQL examples have on the web (SHACL, schema.org)."""

from collections.abc import Iterator

import pyoxigraph as ox

from ontology.terms import PREFIXES
from queries.binding import bind
from queries.catalogue import Question, load
from queries.tokens import IRI, NAME, WORD, tokens

RDF, RDFS = PREFIXES["rdf"], PREFIXES["rdfs"]
SH, SCHEMA, XSD = "http://www.w3.org/ns/shacl#", "https://schema.org/", PREFIXES["xsd"]
_EXECUTABLES = {"select": "SPARQLSelectExecutable", "construct": "SPARQLConstructExecutable"}
Pairs = Iterator[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]]


def iri_of(question: Question) -> str:
    """Give the IRI of a question."""
    return f"{PREFIXES['id']}question/{question.name}"


def examples(base: str) -> Iterator[ox.Triple]:
    """Tell every question: what it asks, its query with the defaults, its keywords, and where it is answered."""
    for question in load().values():
        itself = ox.NamedNode(iri_of(question))
        for predicate, told in _question(question, base):
            yield ox.Triple(itself, ox.NamedNode(predicate), told)
    yield from _prefixes()


def _question(question: Question, base: str) -> Pairs:
    query = bind(question, {})
    form = next(token.text.lower() for token in tokens(query) if token.kind == WORD and token.text.lower() in _FORMS)
    yield f"{RDF}type", ox.NamedNode(f"{SH}SPARQLExecutable")
    yield f"{RDF}type", ox.NamedNode(f"{SH}{_EXECUTABLES.get(form, 'SPARQLAskExecutable')}")
    yield f"{RDFS}comment", ox.Literal(question.summary, language="en")
    yield f"{SH}prefixes", ox.NamedNode(_prefixes_iri())
    yield f"{SH}{form}", ox.Literal(query)
    yield f"{PREFIXES['dcterms']}description", ox.Literal(question.description, language="en")
    for tag in question.tags:
        yield f"{SCHEMA}keywords", ox.Literal(tag)
    yield f"{SCHEMA}target", ox.NamedNode(f"{base}/query")
    yield f"{RDFS}seeAlso", ox.NamedNode(f"{base}/questions/{question.name}.csv")


_FORMS = ("select", "ask", "construct")


def _prefixes_iri() -> str:
    return f"{PREFIXES['id']}question/prefixes"


def _prefixes() -> Iterator[ox.Triple]:
    """Declare the prefixes that the questions use."""
    itself, declare = ox.NamedNode(_prefixes_iri()), ox.NamedNode(f"{SH}declare")
    for prefix, namespace in sorted(used().items()):
        held = ox.BlankNode(f"prefix-{prefix}")
        yield ox.Triple(itself, declare, held)
        yield ox.Triple(held, ox.NamedNode(f"{SH}prefix"), ox.Literal(prefix))
        address = ox.Literal(namespace, datatype=ox.NamedNode(f"{XSD}anyURI"))
        yield ox.Triple(held, ox.NamedNode(f"{SH}namespace"), address)


def used() -> dict[str, str]:
    """Read the prefixes that the questions declare."""
    found: dict[str, str] = {}
    for question in load().values():
        said = [token for token in tokens(question.text) if token.kind in (WORD, NAME, IRI)]
        for word, name, address in zip(said, said[1:], said[2:], strict=False):
            if word.text.lower() == "prefix" and address.kind == IRI:
                found[name.text.rstrip(":")] = address.text[1:-1]
    return found
