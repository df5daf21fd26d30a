"""An answer as a stream of RDF terms, row by row, so that its length does not matter."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import IO, Protocol, TypeAlias, runtime_checkable

import pyoxigraph as ox

from graph.deadline import Body, Full, Line
from graph.endpoint import Answer, Embedded, Endpoint, Remote, columns_of, is_marked_incomplete
from graph.errors import EndpointError, QueryRefused
from graph.kept_answers import Kept
from graph.remote_release import Latest

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
BYTES = 4_000_000_000
"""How long an answer of an endpoint may be that is kept in a file on the way."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """Columns and their rows, which can be read once; an endpoint may say that it cut them."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Term, ...]]
    truncated: bool = False


@runtime_checkable
class Streaming(Protocol):
    """An endpoint that gives a stream by itself."""

    def solutions(self, query: str) -> Solutions:
        """Answer a query that reads."""


@contextmanager
def stream(endpoint: Endpoint, query: str) -> Iterator[Solutions]:
    """Answer a query that reads; rows come while they are read, from the graph itself and not from kept answers."""
    while isinstance(endpoint, Kept | Latest):
        endpoint = endpoint.endpoint if isinstance(endpoint, Kept) else endpoint.now()
    if isinstance(endpoint, Embedded):
        yield _solutions(_asked(endpoint, query))
    elif isinstance(endpoint, Streaming):
        yield endpoint.solutions(query)
    elif isinstance(endpoint, Remote):
        with tempfile.TemporaryFile() as file:
            media, cut = endpoint.fetch(query, lambda response, line: _kept(response, line, file))
            file.seek(0)
            yield _solutions(endpoint.parse(media, file), cut)
    else:
        raise EndpointError("This kind of endpoint gives no stream; ask it for a table.")


def _asked(endpoint: Embedded, query: str) -> Answer:
    try:
        return endpoint.store.query(query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryRefused(f"The query does not parse: {' '.join(str(error).split())}.") from error


def _kept(response: HTTPResponse, line: Line, file: IO[bytes]) -> tuple[str, bool]:
    """Copy the answer into a file, whole; give its media type, and whether the endpoint says that it cut it."""
    try:
        shutil.copyfileobj(Body(response, line, BYTES), file)
    except Full as error:
        raise EndpointError(f"The answer is longer than {BYTES:,} bytes; ask for less at once.") from error
    return response.headers.get_content_type(), is_marked_incomplete(response.headers)


def _solutions(answer: Answer, cut: bool = False) -> Solutions:
    return Solutions(columns_of(answer), _told(terms(answer)), cut)


def terms(answer: Answer) -> Iterator[tuple[Term, ...]]:
    """Give the rows of an answer as they come."""
    if isinstance(answer, ox.QuerySolutions):
        return (tuple(solution) for solution in answer)
    if isinstance(answer, ox.QueryBoolean):
        return iter([(ox.Literal(bool(answer)),)])
    return ((one.subject, one.predicate, one.object) for one in answer)


def _told(rows: Iterable[tuple[Term, ...]]) -> Iterator[tuple[Term, ...]]:
    """Give the rows; an answer that breaks off is told in one sentence."""
    try:
        yield from rows
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise EndpointError(f"The answer broke off: {error}; ask again, and for less at once.") from error
