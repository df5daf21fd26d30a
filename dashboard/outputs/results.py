"""The results formats of SPARQL 1.1, JSON and XML, which keep the kind, language and datatype of each term."""

import json
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import pyoxigraph as ox

from dashboard.outputs.answered import TRUNCATED, Answered, Format, Manner
from graph.network_files import FORBIDDEN, INSTEAD
from graph.stream import Term

_STRINGS = {
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
}
_NONE: dict[str, str] = {}
_NAMESPACE = "http://www.w3.org/2005/sparql-results#"


def _binding(term: Term) -> dict[str, str]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        told = {"type": "literal", "value": term.value}
        if term.language:
            return told | {"xml:lang": term.language}
        return told if term.datatype.value in _STRINGS else told | {"datatype": term.datatype.value}
    return {"type": "bnode", "value": str(term).removeprefix("_:")}


def write_sparql_json(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the head and one binding after another."""
    out.write(json.dumps({"vars": answer.columns}).encode().join((b'{"head": ', b', "results": {"bindings": [')))
    for number, row in enumerate(answer.rows):
        held = {name: _binding(term) for name, term in zip(answer.columns, row, strict=True) if term is not None}
        out.write((",\n" if number else "\n").encode() + json.dumps(held, ensure_ascii=False).encode())
    out.write(b"\n]}}\n")


def write_sparql_xml(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the head and one result after another; characters that XML forbids are replaced."""
    xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    xml.startElement("sparql", AttributesImpl({"xmlns": _NAMESPACE}))
    xml.startElement("head", AttributesImpl(_NONE))
    for name in answer.columns:
        _element(xml, "variable", {"name": name})
    xml.endElement("head")
    xml.startElement("results", AttributesImpl(_NONE))
    for row in answer.rows:
        xml.startElement("result", AttributesImpl(_NONE))
        for name, term in zip(answer.columns, row, strict=True):
            if term is not None:
                _bind(xml, name, _binding(term))
        xml.endElement("result")
    xml.endElement("results")
    if answer.more():
        xml.processingInstruction(*TRUNCATED.split(": "))
    xml.endElement("sparql")
    xml.endDocument()


def _bind(xml: XMLGenerator, name: str, told: dict[str, str]) -> None:
    xml.startElement("binding", AttributesImpl({"name": name}))
    about = {key: value for key, value in told.items() if key in ("xml:lang", "datatype")}
    _element(xml, told["type"], about, FORBIDDEN.sub(INSTEAD, told["value"]))
    xml.endElement("binding")


def _element(xml: XMLGenerator, name: str, about: dict[str, str], text: str = "") -> None:
    xml.startElement(name, AttributesImpl(about))
    xml.characters(text)
    xml.endElement(name)


FORMATS = (
    Format("sparql-json", "SPARQL JSON", ".srj", "application/sparql-results+json", write_sparql_json),
    Format("sparql-xml", "SPARQL XML", ".srx", "application/sparql-results+xml", write_sparql_xml),
)
