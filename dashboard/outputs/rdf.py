"""Turtle, N-Quads and JSON-LD: each row a thing that bears the values of its columns, as terms.

A row is `…/answer/HASH#row=N`, a column `…/answer/HASH#NAME`, as RDF from a table is written by the W3C (Generating
RDF from Tabular Data on the Web, minimal mode). The answer itself bears its question, citation and licences.
"""

from collections.abc import Iterator
from typing import IO
from urllib.parse import quote

import pyoxigraph as ox

from dashboard.outputs.answered import TRUNCATED, Answered, Format, Manner
from ontology.terms import DCTERMS, PREFIXES, RDFS

Triples = Iterator[ox.Triple]


def base_of(answer: Answered) -> str:
    """Give the IRI of an answer, which its query and release decide."""
    return f"{PREFIXES['id']}answer/{quote(answer.release, safe='')}/{answer.digest}"


def triples(answer: Answered) -> Triples:
    """Tell the answer, then its rows one by one; an answer that is a graph gives its own triples."""
    if answer.graph:
        yield from (ox.Triple(*row) for row in answer.rows)  # type: ignore[arg-type]
        return
    base = base_of(answer)
    columns = [ox.NamedNode(f"{base}#{quote(name)}") for name in answer.columns]
    yield from _head(answer, ox.NamedNode(base), columns)
    for number, row in enumerate(answer.rows, 1):
        subject = ox.NamedNode(f"{base}#row={number}")
        for column, term in zip(columns, row, strict=True):
            if term is not None:
                yield ox.Triple(subject, column, term)
    if answer.more():
        yield ox.Triple(ox.NamedNode(base), ox.NamedNode(RDFS.comment), ox.Literal(TRUNCATED, language="en"))


def _head(answer: Answered, itself: ox.NamedNode, columns: list[ox.NamedNode]) -> Triples:
    yield ox.Triple(itself, ox.NamedNode(DCTERMS.title), ox.Literal(answer.question.summary, language="en"))
    yield ox.Triple(itself, ox.NamedNode(DCTERMS.description), ox.Literal(answer.citation, language="en"))
    for title, licence in answer.licences:
        yield ox.Triple(itself, ox.NamedNode(DCTERMS.license), ox.Literal(f"{title}: {licence}"))
    for name, column in zip(answer.columns, columns, strict=True):
        meaning = answer.question.columns.get(name, name)
        yield ox.Triple(column, ox.NamedNode(RDFS.label), ox.Literal(meaning, language="en"))


def write_turtle(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write Turtle."""
    prefixes = {"answer": f"{base_of(answer)}#", **{name: PREFIXES[name] for name in ("dcterms", "rdfs", "xsd")}}
    ox.serialize(triples(answer), out, ox.RdfFormat.TURTLE, prefixes=prefixes)


def _quads(answer: Answered) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(base_of(answer))
    return (ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples(answer))


def write_nquads(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write N-Quads, in a graph that bears the IRI of the answer."""
    ox.serialize(_quads(answer), out, ox.RdfFormat.N_QUADS)


def write_jsonld(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write JSON-LD, expanded and with no context to fetch."""
    ox.serialize(triples(answer), out, ox.RdfFormat.JSON_LD)


FORMATS = (
    Format("turtle", "Turtle (RDF)", ".ttl", "text/turtle", write_turtle),
    Format("nquads", "N-Quads (RDF)", ".nq", "application/n-quads", write_nquads),
    Format("jsonld", "JSON-LD (RDF)", ".jsonld", "application/ld+json", write_jsonld),
)
