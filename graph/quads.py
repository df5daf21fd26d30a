"""RDF terms and quads as N-Quads text, the fastest way into the store.

Every value that comes from a source passes through `text` or `segment`, which
escape it; nothing is pasted.
"""

import hashlib
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from graph.statements import Statements
from ontology.terms import PREFIXES, SCHEME

ID = PREFIXES["id"]
GRAPH = PREFIXES["graph"]
HELD = 400_000
"""Statements of one graph that are held in memory, about 80 MB."""
_XSD = PREFIXES["xsd"]
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\u0000"})


def iri(value: str) -> str:
    """Write an IRI that is already valid."""
    return f"<{value}>"


def segment(value: object) -> str:
    """Make a value safe as one path segment of an IRI."""
    return quote(str(value), safe="")


def segments(*parts: str) -> str:
    """Make several values safe as a path of an IRI."""
    return "/".join(map(segment, parts))


@lru_cache(maxsize=100_000, typed=True)
def resource(kind: str, *parts: object) -> str:
    """Write the IRI of a thing of the graph, such as `<…/id/city/2742027>`; those that come again are kept."""
    return f"<{ID}{kind}/{segments(*map(str, parts))}>"


@cache
def concept(key: str) -> str:
    """Write the IRI of a concept of the schemes, such as "role-lead"."""
    return iri(SCHEME[key])


def programme(key: str) -> str:
    """Write the IRI of a programme, whose key is one segment."""
    return resource("programme", key)


@lru_cache(maxsize=4_096)
def project(key: str) -> str:
    """Write the IRI of a project, whose key may have two segments."""
    return f"<{ID}project/{quote(key, safe='/')}>"


def text(value: str, language: str = "") -> str:
    """Write a string literal, with its language if it has one."""
    escaped = value.translate(_ESCAPES)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def web(address: str) -> tuple[str, ...]:
    """Write a web address as an IRI; nothing when it is none."""
    if not address.startswith(("http://", "https://")):
        return ()
    return (iri(quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")),)


def integer(value: int) -> str:
    """Write an xsd:integer."""
    return f'"{value}"^^<{_XSD}integer>'


def decimal(value: float) -> str:
    """Write an xsd:decimal in its canonical form with at most five places, 1 m of latitude."""
    written = f"{value:.5f}".rstrip("0").rstrip(".")
    return f'"{"0" if written == "-0" else written}"^^<{_XSD}decimal>'


def year(value: int | str) -> str:
    """Write an xsd:gYear."""
    return f'"{int(value):04d}"^^<{_XSD}gYear>'


def day(value: str) -> str:
    """Write an xsd:date from YYYY-MM-DD."""
    return f'"{value}"^^<{_XSD}date>'


def moment(value: str) -> str:
    """Write an xsd:dateTime from YYYY-MM-DDThh:mm:ssZ."""
    return f'"{value}"^^<{_XSD}dateTime>'


def true() -> str:
    """Write xsd:boolean true."""
    return f'"true"^^<{_XSD}boolean>'


class Quads:
    """The quads of one named graph, collected by subject and written sorted."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        """Start the graph with this key, such as "places"; with a folder, only part of it is held in memory."""
        self.name = name
        self.graph = iri(GRAPH + name)
        stem, most = (folder or Path()) / f"{name}.run", HELD if folder else sys.maxsize
        self._said = Statements(stem, most, f" {self.graph} .\n")

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """Add one quad for each object; the predicate is a bare IRI, subject and objects are written terms."""
        for value in objects:
            self._said.put(subject, f"<{predicate}> {value}")

    def say(self, subject: str, *said: str) -> None:
        """Add quads of one subject whose predicates and objects are written already."""
        self._said.add(subject, said)

    def relieve(self) -> None:
        """Lay quads aside on disk when there are many; whoever adds without end calls this now and then."""
        self._said.relieve()

    def write(self, folder: Path) -> "Written":
        """Write the quads sorted and without doubles; the lines are let go."""
        path = folder / f"{self.name}.nq"
        digest = hashlib.sha256()
        number = 0
        with path.open("wb") as file:
            for block in self._said.blocks():
                number += block.count(b"\n")
                digest.update(block)
                file.write(block)
        return Written(self.name, path, number, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Written:
    """One named graph on disk: its key, file, number of quads and SHA-256."""

    name: str
    path: Path
    quads: int
    sha256: str
