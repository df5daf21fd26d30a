"""The formats of a query of one's own: those of SPARQL 1.1 for rows, and those of RDF for triples."""

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import IO

import pyoxigraph as ox

from dashboard.outputs.answered import Answered, Format, Manner
from dashboard.outputs.geo import placed
from dashboard.outputs.networks import ends
from dashboard.outputs.write import formats
from graph.stream import Term
from ontology.terms import PREFIXES
from queries.catalogue import Question
from queries.view import View


def query_as_question(columns: tuple[str, ...]) -> Question:
    """Dress a query of one's own as a question, so that every format can write its answer."""
    told, nothing = "A query of one's own", dict[str, str]()
    meanings = {name: name for name in columns}
    return Question("query", "", told, told, (), (), nothing, (), View("table"), meanings, nothing, "")


def write_csv(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write CSV as SPARQL 1.1 tells it: values alone, exact, without a byte order mark."""
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(answer.columns)
    writer.writerows([_value(term) for term in row] for row in answer.rows)
    text.flush()
    text.detach()


def _value(term: Term) -> str:
    return "" if term is None else term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def write_tsv(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write TSV as SPARQL 1.1 tells it: each term as Turtle writes it."""
    out.write(("\t".join(f"?{name}" for name in answer.columns) + "\n").encode())
    for row in answer.rows:
        out.write(("\t".join("" if term is None else str(term) for term in row) + "\n").encode())


def write_triples(kind: ox.RdfFormat, answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write rows of subject, predicate and object as triples."""
    ox.serialize(_triples(answer), out, kind, prefixes=PREFIXES if kind in _ABBREVIATED else None)


def _triples(answer: Answered) -> Iterator[ox.Triple]:
    return (ox.Triple(*row) for row in answer.rows)  # type: ignore[arg-type]


def _rdf(name: str, kind: ox.RdfFormat) -> Format:
    return Format(name, kind.name, f".{kind.file_extension}", kind.media_type, partial(write_triples, kind))


_ABBREVIATED = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3, ox.RdfFormat.RDF_XML)
_RESULTS = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdf-xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "n3": ox.RdfFormat.N3,
}
GRAPHS: Mapping[str, Format] = {kind.media_type: _rdf(name, kind) for name, kind in _TRIPLES.items()}
"""How triples can be written, by media type."""
CSV = Format("csv", "CSV", ".csv", "text/csv", write_csv)
TSV = Format("tsv", "TSV", ".tsv", "text/tab-separated-values", write_tsv)


def of_rows(columns: tuple[str, ...] | None = None) -> dict[str, Format]:
    """Give the formats of rows by media type; None stands for columns that are not known yet."""
    known = formats()
    found = dict.fromkeys(_RESULTS["json"], known["sparql-json"]) | dict.fromkeys(_RESULTS["xml"], known["sparql-xml"])
    found |= {CSV.media: CSV, TSV.media: TSV}
    found |= {known[name].media: known[name] for name in ("xlsx", "parquet")}
    if columns is None or placed(columns):
        found[known["geojson"].media] = known["geojson"]
    if columns is None or ends(query_as_question(columns), columns):
        found |= {known[name].media: known[name] for name in ("graphml", "gexf")}
    return found


def of_truth() -> dict[str, Format]:
    """Give the formats of the answer to ASK by media type."""
    medias = {**dict.fromkeys(_RESULTS["json"], write_truth_json), **dict.fromkeys(_RESULTS["xml"], write_truth_xml)}
    made = {media: Format("truth", "yes or no", "", media, write) for media, write in medias.items()}
    return made | {media: Format("truth", "yes or no", "", media, write_truth_text) for media in (CSV.media, TSV.media)}


def _truth(answer: Answered) -> str:
    [[term]] = answer.rows
    return _value(term)


def write_truth_json(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the answer to ASK as JSON."""
    out.write(f'{{"head": {{}}, "boolean": {_truth(answer)}}}\n'.encode())


def write_truth_xml(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the answer to ASK as XML."""
    space = "http://www.w3.org/2005/sparql-results#"
    told = f'<sparql xmlns="{space}"><head/><boolean>{_truth(answer)}</boolean></sparql>'
    out.write(f'<?xml version="1.0" encoding="utf-8"?>\n{told}\n'.encode())


def write_truth_text(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the answer to ASK as one word."""
    out.write(f"{_truth(answer)}\n".encode())
