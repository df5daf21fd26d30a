"""Urban authorities with their numbers, joins by number and suggestions, as quads and as a table for people."""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from graph.numbers import Number
from graph.organisations import (
    ALIKE,
    CITY_OPEN,
    ELSEWHERE,
    MUNICIPAL,
    OTHER_NAME,
    Bodies,
    Claim,
    Joined,
    Seen,
    Suggestion,
)
from graph.quads import Quads, Written, decimal, iri, resource, text
from graph.records import City, Origin
from graph.spreadsheet import neutral
from ontology.terms import ADMS, DCTERMS, NCP, PROV, RDF, RDFS, SCHEME, SKOS

FILE = "organisations_to_review.csv"
HEADER = (
    *("reason", "city", "city_name", "country", "register", "number"),
    *("name", "rows", "source", "file", "sheet", "row"),
    *("other_name", "other_source", "other_file", "other_sheet", "other_row"),
)
SCORES = {ALIKE: 0.8, CITY_OPEN: 0.8, OTHER_NAME: 0.5, ELSEWHERE: 0.5, MUNICIPAL: 0.4}
"""How well founded a suggestion is, from 0 to 1; a number that stands beside several bodies says least."""
LEAST = 0.3
Suggested = tuple[Suggestion, Seen]
"""A suggestion with the rows that it rests on."""


def write_organisations(folder: Path, bodies: Bodies, cities: Iterable[City]) -> Written:
    """Write the graph of urban authorities and their numbers, and the table of what goes to people."""
    known = {city.geonames: city for city in cities}
    suggestions = tuple(bodies.suggestions({key: city.country for key, city in known.items()}))
    write_suggestions(folder, suggestions, known)
    return describe_organisations(bodies, suggestions).write(folder)


def describe_organisations(bodies: Bodies, suggestions: Iterable[Suggested]) -> Quads:
    """Write the numbers of urban authorities, what was joined by them, and what may belong to them."""
    quads = Quads("organisations")
    for city, number in bodies.numbers:
        authority = resource("authority", city)
        quads.add(authority, RDF.type, iri(NCP.UrbanAuthority))
        quads.add(authority, ADMS.identifier, _number(quads, number))
    for joined, seen in bodies.joined.items():
        _join(quads, joined, seen)
    for suggestion, seen in suggestions:
        _suggestion(quads, suggestion, seen)
    return quads


def match_of(joined: Joined) -> str:
    """Name the match by which a row became the authority's."""
    return _node("joined", joined.city, joined.name, joined.number)


def record_of(origin: Origin) -> str:
    """Name a row."""
    return resource("record", origin.source, origin.file, origin.sheet or "-", origin.row)


def _node(kind: str, city: int, name: str, number: Number | None) -> str:
    digest = hashlib.sha256(repr((kind, city, name, number)).encode()).hexdigest()[:16]
    return resource("organisation-match", digest)


def _number(quads: Quads, number: Number) -> str:
    register, digits = number
    node = resource("identifier", register, digits)
    quads.add(node, RDF.type, iri(ADMS.Identifier))
    quads.add(node, SKOS.notation, text(digits))
    quads.add(node, DCTERMS.type, iri(SCHEME[f"register-{register.partition('-')[0]}"]))
    return node


def _join(quads: Quads, joined: Joined, seen: Seen) -> None:
    node = match_of(joined)
    _match(quads, node, joined.name, "accepted", joined.number)
    quads.add(node, NCP.matchedTo, resource("city", joined.city))
    quads.add(node, NCP.score, decimal(1))
    quads.add(node, RDFS.comment, text("the number is that of the urban authority of the very city"))
    _evidence(quads, node, seen, joined.other)


def _suggestion(quads: Quads, suggestion: Suggestion, seen: Seen) -> None:
    node = _node(suggestion.reason, suggestion.city, suggestion.name, suggestion.number)
    _match(quads, node, suggestion.name, "review", suggestion.number)
    quads.add(node, NCP.candidate, resource("city", suggestion.city))
    quads.add(node, NCP.score, decimal(SCORES.get(suggestion.reason, LEAST)))
    quads.add(node, RDFS.comment, text(suggestion.reason))
    _evidence(quads, node, seen, suggestion.other)


def _evidence(quads: Quads, node: str, seen: Seen, other: Claim | None) -> None:
    """Name the rows of the body, and the row that says who the urban authority is."""
    quads.add(node, PROV.wasDerivedFrom, *map(record_of, seen.first))
    if other:
        quads.add(node, NCP.authorityRecord, record_of(other.origin))
        quads.add(node, NCP.authorityName, *([text(other.name)] if other.name else []))


def _match(quads: Quads, node: str, name: str, outcome: str, number: Number | None) -> None:
    quads.add(node, RDF.type, iri(NCP.OrganisationMatch))
    quads.add(node, NCP.sourceName, text(name))
    quads.add(node, NCP.matchOutcome, iri(SCHEME[f"outcome-{outcome}"]))
    quads.add(node, NCP.matchMethod, iri(SCHEME["method-number" if number else "method-organisation-name"]))
    if number:
        quads.add(node, ADMS.identifier, _number(quads, number))


def write_suggestions(folder: Path, suggestions: Iterable[Suggested], cities: Mapping[int, City]) -> None:
    """Write what goes to people as a table, beside the rows that were set aside."""
    with (folder / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for suggestion, seen in suggestions:
            out.writerow(map(neutral, _line(suggestion, seen, cities[suggestion.city])))


def _line(suggestion: Suggestion, seen: Seen, city: City) -> tuple[object, ...]:
    first, other = seen.first[0], suggestion.other
    from_ = (other.name, other.origin.source, other.origin.file, other.origin.sheet, other.origin.row) if other else ()
    return (
        *(suggestion.reason, city.geonames, city.name, city.country, *(suggestion.number or ("", ""))),
        *(suggestion.name, seen.rows, first.source, first.file, first.sheet, first.row),
        *(from_ or ("",) * 5),
    )
