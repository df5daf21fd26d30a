"""Values into the placeholders of a question: each goes in as one whole RDF term, never as text."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from urllib.parse import quote

from graph.countries import country_iri, nearest
from graph.errors import BadParameter
from ontology.terms import PREFIXES
from queries.catalogue import Parameter, Question, placeholder
from queries.tokens import VARIABLE, tokens

LONGEST = 20_000
_XSD = PREFIXES["xsd"]
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GEONAMES = re.compile(r"[1-9][0-9]{0,14}")  # 15 digits: municipalities below 500 inhabitants bear our own numbers
_KEY = re.compile(r"\w[\w./%-]*")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
_EXAMPLES = {
    **{"city": "2742027", "programme": "urbact-3", "project": "keep/valorcomp"},
    **{"source": "keep", "practice": "1", "lesson": "1"},
    **{"region": "PT11E", "domain": "employment"},
}
_BASES = {"region": PREFIXES["nuts"], "domain": f"{PREFIXES['scheme']}domain-"}
"""Where the IRIs begin of things that are not named under id/."""
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def bind(question: Question, values: Mapping[str, str]) -> str:
    """Give the whole query, with the defaults where no value is given; an empty value leaves an optional open."""
    terms = {p.name: _term_for(question, p, values) for p in question.parameters}
    _refuse_unknown(question, values)
    return "".join(
        _bound(token.text, terms) if token.kind == VARIABLE else token.text for token in tokens(question.text)
    )


def plain(question: Question, values: Mapping[str, str]) -> dict[str, str | int]:
    """Give the values as a database takes them: IRIs and texts as they are, numbers, "" where one is left open."""
    bind(question, values)
    return {p.name: _plain(p, str(values.get(p.name, p.default))) for p in question.parameters}


def example(parameter: Parameter) -> str:
    """Give a value that fits a parameter, "" where its type says it all."""
    return "PT" if parameter.kind == "country" else _EXAMPLES.get(parameter.kind, "")


def _plain(parameter: Parameter, value: str) -> str | int:
    if parameter.type == "string":
        return value
    value = value.strip()
    if parameter.type == "iri":
        return _iri(value, parameter.kind) if value else ""
    return int(value) if parameter.type == "integer" else value


def _bound(variable: str, terms: Mapping[str, str]) -> str:
    parts = placeholder(variable)
    return (terms[parts[0]] or variable) if parts else variable


def _term_for(question: Question, parameter: Parameter, values: Mapping[str, str]) -> str:
    """Write the term of one parameter; "" leaves it open."""
    value = str(values.get(parameter.name, parameter.default))
    value = value if parameter.type == "string" else value.strip()
    if value == "" and (parameter.type != "string" or parameter.optional):
        if parameter.optional:
            return ""
        raise BadParameter(f'The question "{question.name}" needs a value for "{parameter.name}": {parameter.meaning}.')
    try:
        return term(value, parameter)
    except ValueError as error:
        shown = value if len(value) <= 40 else value[:40] + "…"
        raise BadParameter(f'"{shown}" does not fit "{parameter.name}" of {question.name}; {error}.') from error


def _refuse_unknown(question: Question, values: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in question.parameters]
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f'did you mean "{near[0]}"' if near else f"it takes {', '.join(known) or 'none'}"
            raise BadParameter(f'The question "{question.name}" has no parameter "{name}"; {hint}.')


def term(value: str, parameter: Parameter) -> str:
    """Write a value as an RDF term of the parameter's type; ValueError says what would fit."""
    if len(value) > LONGEST:
        raise ValueError(f"give at most {LONGEST:,} characters")
    if parameter.type == "iri":
        return f"<{_iri(value, parameter.kind)}>"
    return _LITERALS[parameter.type](value)


def _iri(value: str, kind: str) -> str:
    if kind == "country":
        return _country(value)
    if kind:
        return _resource(value, kind)
    if not _WEB.fullmatch(value):
        raise ValueError("give an address that begins with http:// or https://")
    return value


def _country(value: str) -> str:
    code = value.removeprefix(PREFIXES["country"])
    found = country_iri(code)
    if not found:
        raise ValueError(f'give the EU code of a country, such as "{nearest(code)}"')
    return found


_ONE_SEGMENT = ("practice", "lesson")
"""Kinds whose keys are one segment of their IRI, whatever stands in them, as graph.quads.resource writes it."""


def _resource(value: str, kind: str) -> str:
    """Find the IRI of a thing of the graph from its key or from its IRI."""
    base = _BASES.get(kind, f"{PREFIXES['id']}{kind}/")
    key = value.removeprefix(base)
    example = _EXAMPLES[kind]
    if kind == "city" and not _GEONAMES.fullmatch(key):
        raise ValueError(f"give the GeoNames id of a city, such as {example}")
    if not _KEY.fullmatch(key) or ".." in key:
        raise ValueError(f'give the key of a {kind}, such as "{example}"')
    return base + quote(key, safe="%" if kind in _ONE_SEGMENT else "/%")


def _string(value: str) -> str:
    """Write a plain literal.

    A `u` after a backslash is escaped itself, since some parsers undo escapes
    of code points before they look for the end of the string.
    """
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("give a text that is valid Unicode") from error
    pieces: list[str] = []
    for before, character in zip(" " + value, value, strict=False):
        if before == "\\" and character in "uU":
            pieces.append(_escaped(character))
        else:
            pieces.append(_ESCAPES.get(character) or _visible(character))
    return f'"{"".join(pieces)}"'


def _visible(character: str) -> str:
    """Escape what cannot be seen, such as marks that turn the direction of writing."""
    return _escaped(character) if unicodedata.category(character)[0] == "C" else character


def _escaped(character: str) -> str:
    """Write a code point with eight digits: rdflib takes up to eight after a small u as well."""
    return f"\\U{ord(character):08X}"


def _integer(value: str) -> str:
    if not _INTEGER.fullmatch(value):
        raise ValueError("give a whole number, such as 5000")
    return f'"{int(value)}"^^<{_XSD}integer>'


def _decimal(value: str) -> str:
    if not _DECIMAL.fullmatch(value):
        raise ValueError("give a number, such as 0.5")
    return f'"{value}"^^<{_XSD}decimal>'


def _date(value: str) -> str:
    if not _DAY.fullmatch(value):
        raise ValueError("give a day as YYYY-MM-DD, such as 2026-03-01")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise ValueError("give a day that exists, as YYYY-MM-DD") from error
    return f'"{day.isoformat()}"^^<{_XSD}date>'


_LITERALS: dict[str, Callable[[str], str]] = {
    "string": _string,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
}
