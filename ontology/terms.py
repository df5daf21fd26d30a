"""The terms of the .ttl files as Python names; a misspelt term fails and names its nearest neighbour.

`NCP.City` and `SCHEME["state-linked"]` are full IRIs as text. Nothing is read
before the first term is asked for, and nothing from the network ever.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

FOLDER = Path(__file__).parent
BASE = "https://w3id.org/ncp-graph/"

PREFIXES: dict[str, str] = {
    "ncp": BASE,
    "scheme": f"{BASE}scheme/",
    "id": f"{BASE}id/",
    "graph": f"{BASE}graph/",
    "country": "http://publications.europa.eu/resource/authority/country/",
    "language": "http://publications.europa.eu/resource/authority/language/",
    "nuts": "http://data.europa.eu/nuts/code/",
    "gn": "https://sws.geonames.org/",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}

_KINDS = {
    f"{PREFIXES['owl']}Class": "class",
    f"{PREFIXES['owl']}ObjectProperty": "object property",
    f"{PREFIXES['owl']}DatatypeProperty": "datatype property",
    f"{PREFIXES['skos']}ConceptScheme": "scheme",
    f"{PREFIXES['skos']}Concept": "concept",
}
_LABELS = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")
_DEFINITION = f"{PREFIXES['skos']}definition"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology or of a scheme.

    `kind` is "class", "object property", "datatype property", "scheme" or "concept".
    """

    iri: str
    name: str
    kind: str
    label: str
    definition: str


class Vocabulary:
    """A vocabulary of others: each attribute is the IRI of a term, as in `DCTERMS.title`."""

    def __init__(self, base: str) -> None:
        """Hold the address that all terms begin with."""
        self._base = base

    def __getattr__(self, name: str) -> str:
        """Give the IRI of a term."""
        if name.startswith("__"):
            raise AttributeError(name)
        self.__dict__[name] = found = self._base + name  # found without a call from now on
        return found


class OwnTerms:
    """The classes and properties of the ontology: `NCP.City`; a misspelt name fails."""

    def __getattr__(self, name: str) -> str:
        """Give the IRI of a class or property that the ontology declares."""
        if name.startswith("__"):
            raise AttributeError(name)
        if (found := _own().get(name)) is None:
            raise AttributeError(_unknown(name, "term of the ontology", _own()))
        self.__dict__[name] = found  # found without a call from now on
        return found

    def __dir__(self) -> list[str]:
        """List the names that can be used."""
        return sorted(_own())


class Schemes:
    """The concepts of the schemes: `SCHEME["state-linked"]`; a misspelt name fails."""

    def __getitem__(self, name: str) -> str:
        """Give the IRI of a concept or scheme that the scheme files declare."""
        if (found := _concepts().get(name)) is None:
            raise KeyError(_unknown(name, "concept of the schemes", _concepts()))
        return found

    def __contains__(self, name: object) -> bool:
        """Tell whether a concept or scheme has this name."""
        return name in _concepts()


NCP = OwnTerms()
SCHEME = Schemes()
SKOS = Vocabulary(PREFIXES["skos"])
DCTERMS = Vocabulary(PREFIXES["dcterms"])
PROV = Vocabulary(PREFIXES["prov"])
ORG = Vocabulary(PREFIXES["org"])
FOAF = Vocabulary(PREFIXES["foaf"])
ADMS = Vocabulary(PREFIXES["adms"])
DCAT = Vocabulary(PREFIXES["dcat"])
QB = Vocabulary(PREFIXES["qb"])
WGS = Vocabulary(PREFIXES["wgs"])
RDF = Vocabulary(PREFIXES["rdf"])
RDFS = Vocabulary(PREFIXES["rdfs"])
XSD = Vocabulary(PREFIXES["xsd"])
OWL = Vocabulary(PREFIXES["owl"])


def files() -> tuple[Path, ...]:
    """List the .ttl files of the ontology: modules, schemes, shapes and alignment."""
    return tuple(sorted(FOLDER.rglob("*.ttl")))


@cache
def terms() -> tuple[Term, ...]:
    """List every term with its kind, English label and definition, ordered by IRI."""
    kinds: dict[str, str] = {}
    labels: dict[str, str] = {}
    definitions: dict[str, str] = {}
    for subject, predicate, value in _statements():
        if predicate == PREFIXES["rdf"] + "type" and isinstance(value, NamedNode):
            if value.value in _KINDS:
                kinds[subject] = _KINDS[value.value]
        elif isinstance(value, Literal) and value.language == "en":
            if predicate in _LABELS:
                labels[subject] = value.value
            elif predicate == _DEFINITION:
                definitions[subject] = value.value
    return tuple(
        Term(iri, _local(iri), kinds[iri], labels.get(iri, ""), definitions.get(iri, "")) for iri in sorted(kinds)
    )


def label(iri: str) -> str:
    """Give the English label of a term."""
    return _by_iri()[iri].label


def definition(iri: str) -> str:
    """Give the English definition of a term."""
    return _by_iri()[iri].definition


def _statements() -> Iterator[tuple[str, str, object]]:
    for path in files():
        if path.name not in ("shapes.ttl", "alignment.ttl"):
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(BASE):
                    yield quad.subject.value, quad.predicate.value, quad.object


def _local(iri: str) -> str:
    return iri.removeprefix(PREFIXES["scheme"]).removeprefix(BASE)


@cache
def _by_iri() -> dict[str, Term]:
    return {term.iri: term for term in terms()}


@cache
def _own() -> dict[str, str]:
    return {term.name: term.iri for term in terms() if term.kind not in ("scheme", "concept")}


@cache
def _concepts() -> dict[str, str]:
    return {term.name: term.iri for term in terms() if term.kind in ("scheme", "concept")}


def _unknown(name: str, what: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.4)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f'"{name}" is no {what}{hint}'
