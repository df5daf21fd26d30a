"""Every IRI of others that we use is a real term."""

import ast
import csv
import json
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, Literal, URIRef

from ontology import terms as module
from ontology.terms import BASE, files

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "external_iris.txt"
VOCABULARIES = ("SKOS", "DCTERMS", "PROV", "ORG", "FOAF", "DCAT", "QB", "ADMS", "WGS", "RDF", "RDFS", "XSD", "OWL")
WGS = {f"http://www.w3.org/2003/01/geo/wgs84_pos#{name}" for name in ("lat", "long")}
ADMS = {f"http://www.w3.org/ns/adms#{name}" for name in ("Identifier", "identifier")}


def _listed() -> set[str]:
    return set(LIST.read_text("utf-8").split())


def _in_ontology() -> set[str]:
    used: set[str] = set()
    for path in files():
        for triple in Graph().parse(path, format="turtle"):
            used |= {str(node) for node in triple if isinstance(node, URIRef)}
    return {iri for iri in used if not iri.startswith(BASE)}


def _in_graph(small: Graph) -> set[str]:
    used = {str(predicate) for predicate in small.predicates()}
    used |= {str(kind) for kind in small.objects(None, RDF.type)}
    used |= {str(value.datatype) for value in small.objects() if isinstance(value, Literal) and value.datatype}
    return {iri for iri in used if not iri.startswith(BASE)}


def _in_code() -> set[str]:
    return {
        getattr(getattr(module, node.value.id), node.attr)
        for package in ("graph", "ingest", "queries", "dashboard")
        for path in (ROOT / package).rglob("*.py")
        if "from ontology.terms import" in (text := path.read_text("utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in VOCABULARIES
        if _imports(text, node.value.id)
    }


def _imports(text: str, name: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "ontology.terms"
        and any(alias.name == name for alias in node.names)
        for node in ast.walk(ast.parse(text))
    )


def test_every_external_term_of_ontology_graph_and_code_is_listed(small: Graph) -> None:
    used = _in_ontology() | _in_graph(small) | _in_code()
    assert used - _listed() == set(), "check that these are real and add them to external_iris.txt"


def test_every_listed_term_is_real(shared: Path) -> None:
    known = set(json.loads((shared / "design" / "vocab_index.json").read_text("utf-8"))) | WGS | ADMS
    for name in ("eurio_terms", "dingo_terms", "eurovoc_terms_verified"):
        with (shared / "facts" / f"{name}.csv").open(encoding="utf-8") as file:
            known |= {row["iri"] for row in csv.DictReader(file)}
    with (shared / "facts" / "kohesio_properties.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            known |= {f"https://linkedopendata.eu/{part}/{row['id']}" for part in ("entity", "prop/direct")}
    missing = {URIRef(iri) for iri in _listed() - known}
    assert {iri for iri in missing if not any(iri in core for core in (OWL, RDF, RDFS, SH, XSD))} == set()


def test_the_list_holds_nothing_that_is_not_used(small: Graph) -> None:
    assert _listed() - _in_ontology() - _in_graph(small) - _in_code() == set()
