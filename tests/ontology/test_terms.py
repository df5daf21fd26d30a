"""Every term is written in the house style, and a misspelt one fails."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from ontology import terms as module
from ontology.terms import (
    BASE,
    NCP,
    PREFIXES,
    SCHEME,
    Term,
    definition,
    files,
    label,
    terms,
)

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "graph", "ingest", "queries", "dashboard")
OWN = [term for term in terms() if term.kind not in ("concept", "scheme")]
CONCEPTS = [term for term in terms() if term.kind == "concept"]
SCHEMES = [term for term in terms() if term.kind == "scheme"]


def _named(term: Term) -> str:
    return term.name


def test_the_ontology_holds_classes_properties_schemes_and_concepts() -> None:
    assert {term.kind for term in terms()} == {
        "class",
        "object property",
        "datatype property",
        "scheme",
        "concept",
    }


@pytest.mark.parametrize("term", OWN, ids=_named)
def test_each_term_has_one_label_one_definition_an_example_and_its_module(term: Term, ontology: Graph) -> None:
    node = URIRef(term.iri)
    for predicate in (RDFS.label, SKOS.definition):
        values = list(ontology.objects(node, predicate))
        assert [value.language for value in values] == ["en"]
    assert list(ontology.objects(node, SKOS.example))
    modules = list(ontology.objects(node, RDFS.isDefinedBy))
    assert len(modules) == 1
    assert (modules[0], RDF.type, OWL.Ontology) in ontology
    assert (ROOT / "ontology" / f"{str(modules[0]).rsplit('/', 1)[1]}.ttl").exists()


@pytest.mark.parametrize("term", [*OWN, *SCHEMES], ids=_named)
def test_each_definition_is_a_full_sentence(term: Term) -> None:
    assert term.definition[0].isupper()
    assert term.definition.endswith(".")
    assert len(term.definition.split()) >= 6


@pytest.mark.parametrize("term", CONCEPTS, ids=_named)
def test_each_concept_has_one_label_one_definition_and_one_scheme(term: Term, ontology: Graph) -> None:
    node = URIRef(term.iri)
    assert [value.language for value in ontology.objects(node, SKOS.prefLabel)] == ["en"]
    assert term.definition.endswith(".")
    schemes = list(ontology.objects(node, SKOS.inScheme))
    assert len(schemes) == 1
    assert (schemes[0], RDF.type, SKOS.ConceptScheme) in ontology
    assert term.iri.startswith(f"{schemes[0]}-")


@pytest.mark.parametrize("term", SCHEMES, ids=_named)
def test_each_scheme_names_its_source_and_lies_in_a_file_of_its_name(term: Term, ontology: Graph) -> None:
    assert ontology.value(URIRef(term.iri), URIRef(f"{PREFIXES['dcterms']}source"))
    assert (ROOT / "ontology" / "schemes" / f"{term.name}.ttl").exists()


@pytest.mark.parametrize("term", OWN, ids=_named)
def test_classes_are_written_in_upper_camel_and_properties_in_lower_camel(term: Term) -> None:
    first = "[A-Z]" if term.kind == "class" else "[a-z]"
    assert re.fullmatch(rf"{first}[A-Za-z0-9]*", term.name)


def test_labels_are_unique_and_there_are_no_inverses(ontology: Graph) -> None:
    labels = [term.label for term in OWN]
    assert sorted(labels) == sorted(set(labels))
    assert not list(ontology.triples((None, OWL.inverseOf, None)))


def test_a_term_is_declared_in_one_place_only() -> None:
    declared = [
        match
        for path in files()
        if path.name not in ("shapes.ttl", "alignment.ttl")
        for match in re.findall(r"^((?:ncp|scheme):\S+) a ", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(declared) == sorted(set(declared))
    assert len(declared) == len(terms())


def test_a_misspelt_term_fails_and_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match='did you mean "City"'):
        _ = NCP.Citi


def test_a_misspelt_concept_fails_and_names_the_nearest() -> None:
    with pytest.raises(KeyError, match='did you mean "state-linked"'):
        _ = SCHEME["state-linkd"]


def test_terms_are_full_addresses() -> None:
    assert NCP.City == f"{BASE}City"
    assert SCHEME["state-linked"] == f"{BASE}scheme/state-linked"
    assert "state-linked" in SCHEME
    assert "nothing" not in SCHEME
    assert module.SKOS.prefLabel == str(SKOS.prefLabel)
    assert label(NCP.City) == "City"
    assert definition(NCP.City).startswith("A city is")
    assert "City" in dir(NCP)


def test_the_first_term_is_there_within_a_quarter_of_a_second() -> None:
    code = (
        "import time; start = time.perf_counter(); from ontology.terms import NCP; NCP.City; "
        "print(time.perf_counter() - start)"
    )
    took = min(
        float(subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True).stdout)
        for _ in range(3)
    )
    assert took < 0.25


def _sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _uses(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            name = getattr(node.slice, "value", None)
            yield from [(node.value.id, name)] if isinstance(name, str) else []


def test_every_term_named_in_the_code_exists() -> None:
    known = {("NCP", term.name) for term in OWN} | {("SCHEME", term.name) for term in (*CONCEPTS, *SCHEMES)}
    used = {
        (name, term, str(path.relative_to(ROOT)))
        for path in _sources()
        for name, term in _uses(ast.parse(path.read_text("utf-8")))
        if name in ("NCP", "SCHEME") and not term.startswith("__")
    }
    assert used
    assert {use for use in used if use[:2] not in known} == set()


def test_every_term_named_in_a_question_exists() -> None:
    known = {f"ncp:{term.name}" for term in OWN} | {f"scheme:{term.name}" for term in (*CONCEPTS, *SCHEMES)}
    unknown = {
        (str(path.relative_to(ROOT)), used)
        for path in sorted((ROOT / "queries").rglob("*.rq"))
        for used in re.findall(r"\b(?:ncp|scheme):[A-Za-z][\w-]*", path.read_text("utf-8"))
        if used not in known
    }
    assert unknown == set()


def test_every_term_of_the_small_graph_exists(small: Graph) -> None:
    known = {URIRef(term.iri) for term in terms()}
    ours = {
        node
        for triple in small
        for node in triple
        if isinstance(node, URIRef) and node.startswith(BASE) and not node.startswith(f"{BASE}id/")
    }
    assert ours - known == set()


def test_importing_the_terms_reads_no_file_and_opens_no_connection() -> None:
    code = (
        "import sys; sys.addaudithook(lambda event, args: sys.exit(event) if event.startswith('socket.') "
        "or (event == 'open' and str(args[0]).endswith('.ttl')) else None); import ontology.terms"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env=dict(os.environ))
