"""RDF terms and quads as N-Quads text, the fastest way into the store.

Every value that comes from a source passes through `text` or `segment`, which
escape it; nothing is pasted.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import quote

from ontology.terms import PREFIXES

ID = PREFIXES["id"]
GRAPH = PREFIXES["graph"]
_XSD = PREFIXES["xsd"]
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\u0000"})


def iri(value: str) -> str:
    """Write an IRI that is already valid."""
    return f"<{value}>"


def segment(value: object) -> str:
    """Make a value safe as one path segment of an IRI."""
    return quote(str(value), safe="")


def resource(kind: str, *parts: object) -> str:
    """Write the IRI of a thing of the graph, such as `<…/id/city/2742027>`."""
    return f"<{ID}{kind}/{'/'.join(segment(part) for part in parts)}>"


def programme(key: str) -> str:
    """Write the IRI of a programme, whose key is one segment."""
    return resource("programme", key)


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
    """The quads of one named graph, collected as lines and written sorted."""

    def __init__(self, name: str) -> None:
        """Start the graph with this key, such as "places"."""
        self.name = name
        self.graph = iri(GRAPH + name)
        self._lines: list[str] = []

    def add(self, subject: str, predicate: str, *objects: str) -> None:
        """Add one quad for each object; the predicate is a bare IRI, subject and objects are written terms."""
        for value in objects:
            self._lines.append(f"{subject} <{predicate}> {value} {self.graph} .\n")

    def extend(self, lines: Iterable[str]) -> None:
        """Add quads that are written already."""
        self._lines.extend(lines)

    def write(self, folder: Path) -> "Written":
        """Write the quads sorted and without doubles; the lines are let go."""
        lines, self._lines = self._lines, []
        lines.sort()
        path = folder / f"{self.name}.nq"
        digest = hashlib.sha256()
        number = 0
        with path.open("wb") as file:
            for block in _blocks(line for line, _ in groupby(lines)):
                number += len(block)
                written = "".join(block).encode()
                digest.update(written)
                file.write(written)
        return Written(self.name, path, number, digest.hexdigest())


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    iterator = iter(lines)
    while block := list(islice(iterator, 50_000)):
        yield block


@dataclass(frozen=True, slots=True)
class Written:
    """One named graph on disk: its key, file, number of quads and SHA-256."""

    name: str
    path: Path
    quads: int
    sha256: str
