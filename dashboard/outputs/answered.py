"""An answer on its way out: its rows once, and what is told beside them: question, release, licences, citation."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, TypeAlias

from graph.stream import Term
from queries.catalogue import Question

TRUNCATED = "truncated: more rows exist than are given"
"""What an answer says that holds part of the rows, wherever its format has room for it."""
HASH = 16
"""Letters of the hash of a query that are told; 64 bits keep any two questions apart."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The rows of a saved question with its query as asked, the release and the licences of its sources.

    `more` says, once the rows are read, whether the answer has more of them; `places` finds the latitude and longitude
    of cities by their GeoNames ids, for rows that have none. A `graph` is an answer whose rows are triples.
    """

    question: Question
    query: str
    values: Mapping[str, str]
    release: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Term, ...]]
    licences: tuple[tuple[str, str], ...] = ()
    more: Callable[[], bool] = lambda: False
    places: Callable[[Sequence[int]], Mapping[int, tuple[float, float]]] = lambda _: {}
    graph: bool = False

    @property
    def digest(self) -> str:
        """Give the hash of the query as asked."""
        return query_hash(self.query)

    @property
    def citation(self) -> str:
        """Cite the answer in one line."""
        return cite(self.question, self.query, self.values, self.release)


@dataclass(frozen=True, slots=True)
class Manner:
    """How delimited text is written."""

    semicolon: bool = False
    mark: bool = True


Writer: TypeAlias = Callable[[Answered, IO[bytes], Manner], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, what it is called, its suffix, its media type and its writer."""

    name: str
    title: str
    suffix: str
    media: str
    write: Writer
    text: bool = True


def query_hash(query: str) -> str:
    """Give the first letters of the SHA-256 of a query."""
    return hashlib.sha256(query.encode()).hexdigest()[:HASH]


def cite(question: Question, query: str, values: Mapping[str, str], release: str) -> str:
    """Write the line that cites an answer: its question and values, the release and the hash of the query."""
    told = ", ".join(f"{name}={value}" for name, value in values.items() if value)
    asked = f"{question.name}, {told}" if told else question.name
    return f"{question.summary} ({asked}). National contact point graph, release {release}, query {query_hash(query)}."
