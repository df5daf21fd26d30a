"""What tells of the service in RDF: the library of questions, and the SPARQL 1.1 Service Description."""

import io
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from dashboard.protocol.accept import best
from dashboard.protocol.examples import SCHEMA, SH, examples
from dashboard.protocol.own_formats import GRAPHS, of_rows
from ontology.terms import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_NAMED = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    **{"text/csv": "SPARQL_Results_CSV", "text/tab-separated-values": "SPARQL_Results_TSV"},
    **{"text/turtle": "Turtle", "application/n-triples": "N-Triples", "application/rdf+xml": "RDF_XML"},
    **{"application/ld+json": "JSON-LD"},
}
_PREFIXES = {name: PREFIXES[name] for name in ("id", "rdfs", "dcterms")} | {"sd": SD, "sh": SH, "schema": SCHEMA}


def library(request: Request) -> Response:
    """Answer with the saved questions as RDF."""
    return _rdf(request, examples(_base(request)))


def service(request: Request) -> Response:
    """Answer with the description of the endpoint, as the protocol wishes for an address without any parameter."""
    return _rdf(request, _service(_base(request)))


def _service(base: str) -> Iterator[ox.Triple]:
    itself = ox.NamedNode(f"{base}/query")
    told = {
        f"{PREFIXES['rdf']}type": [f"{SD}Service"],
        f"{SD}endpoint": [f"{base}/query"],
        f"{SD}supportedLanguage": [f"{SD}SPARQL11Query"],
        f"{SD}feature": [f"{SD}UnionDefaultGraph"],
        f"{SD}resultFormat": [FORMATS + _NAMED[media] for media in (*of_rows(), *GRAPHS) if media in _NAMED],
        f"{PREFIXES['rdfs']}seeAlso": [f"{base}/.well-known/sparql-examples", f"{base}/openapi.json"],
    }
    for predicate, objects in told.items():
        for one in objects:
            yield ox.Triple(itself, ox.NamedNode(predicate), ox.NamedNode(one))


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _rdf(request: Request, triples: Iterable[ox.Triple]) -> Response:
    offered: Mapping[str, str] = {media: media for media in GRAPHS}
    media = best(_without_pages(request.headers.get("accept", "")), offered)
    kind = ox.RdfFormat.from_media_type(media) or ox.RdfFormat.TURTLE
    out = io.BytesIO()
    prefixes = None if kind in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else _PREFIXES
    ox.serialize(triples, out, kind, prefixes=prefixes)
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(out.getvalue(), headers={"Content-Type": media + charset, "Vary": "Accept"})


def _without_pages(accept: str) -> str:
    """Give a browser, which asks for a page, the first format."""
    return "" if "text/html" in accept else accept
