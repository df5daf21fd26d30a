"""Ask a graph in SPARQL: a store in this process or any SPARQL 1.1 endpoint, behind one small interface."""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from email.message import Message
from functools import cached_property
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO, Any, Protocol, TypeVar
from urllib.error import HTTPError, URLError

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset
from SPARQLWrapper import GET, JSON, POST, TURTLE

from graph.deadline import Body, Full, Late, Line, Wrapper, beginning, within
from graph.errors import EndpointError, QueryRefused
from graph.login import Login, checked, handlers
from ontology.terms import PREFIXES

Row = tuple[Any, ...]
T = TypeVar("T")
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterable[ox.Quad]

ROWS = 100_000
BYTES = 512_000_000
CANCELLED = b"The SPARQL operation has been cancelled"
GET_LIMIT = 1_500
_FORM = re.compile(r"<[^<>]*>|#[^\n]*|(?<![\w:.-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:.-])", re.IGNORECASE)
_XSD = PREFIXES["xsd"]
_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
_TYPES: dict[str, Callable[[str], object]] = {
    **{_XSD + name: int for name in _INTEGERS},
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": lambda text: text in ("true", "1"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: rows in the order of the columns, whether rows are missing, and the seconds it took.

    IRIs, texts and dates are str, numbers int, Decimal or float, what is unbound None.
    """

    columns: tuple[str, ...]
    rows: list[Row]
    truncated: bool = False
    seconds: float = 0.0

    def records(self) -> list[dict[str, Any]]:
        """Give each row as a dict by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class Endpoint(Protocol):
    """Whatever answers a query with a table.

    `limit` is the most rows that it gives; `tables` is the folder of the release's tables where they lie at hand.
    """

    limit: int

    @property
    def tables(self) -> Path | None:
        """Name the folder of tables."""

    def select(self, query: str) -> Table:
        """Answer a query that reads."""


class Embedded:
    """A store in this process, all its named graphs taken together; it has no time limit."""

    def __init__(self, store: ox.Store, limit: int = ROWS, tables: Path | None = None) -> None:
        """Ask this store, for at most `limit` rows."""
        self.store, self.limit, self.tables = store, limit, tables

    def select(self, query: str) -> Table:
        """Answer a query that reads."""
        start = time.perf_counter()
        try:
            answer = self.store.query(query, use_default_graph_as_union=True)
            rows, truncated = _at_most(_rows(answer), self.limit)
        except SyntaxError as error:
            raise QueryRefused(f"The query does not parse: {' '.join(str(error).split())}.") from error
        except (ValueError, OSError, RuntimeError) as error:
            raise EndpointError(f"The store could not answer: {error}; look at the query.") from error
        return Table(columns_of(answer), rows, truncated, time.perf_counter() - start)

    @cached_property
    def dataset(self) -> Dataset:
        """The same store through rdflib's interface."""
        return Dataset(store=OxigraphStore(store=self.store), default_union=True)


class Remote:
    """A SPARQL 1.1 endpoint; the time limit counts for the whole answer.

    Answers are asked for in JSON: for 91,200 rows of four columns TSV took 10 MB and 0.20 s to read, JSON
    27 MB and 0.44 s, but a JSON answer that was cut never passes for a whole one.
    """

    def __init__(
        self,
        url: str,
        seconds: float = 30,
        limit: int = ROWS,
        size: int = BYTES,
        tables: Path | None = None,
        login: Login | None = None,
        graph: str = "",
    ) -> None:
        """Ask the endpoint at this address, for at most `limit` rows and `size` bytes.

        `graph` is the IRI of the only graph that is asked, "" leaves it to the endpoint.
        """
        self.url, self.seconds, self.limit, self.size, self.tables = checked(url), seconds, limit, size, tables
        self.graph, self._login = graph, login

    @property
    def told(self) -> str:
        """Say what is asked: the address, with the graph where one alone is asked."""
        return f"{self.url} {self.graph}".strip()

    def of(self, graph: str) -> "Remote":
        """Give the same endpoint, asked for one graph alone."""
        return Remote(self.url, self.seconds, self.limit, self.size, self.tables, self._login, graph)

    def limited(self, seconds: float, limit: int, size: int) -> "Remote":
        """Give the same endpoint with other limits."""
        return Remote(self.url, seconds, limit, size, self.tables, self._login, self.graph)

    def select(self, query: str) -> Table:
        """Answer a query that reads."""
        start = time.perf_counter()
        columns, rows, truncated = self.fetch(query, self._read)
        return Table(columns, rows, truncated, time.perf_counter() - start)

    def fetch(self, query: str, read: Callable[[HTTPResponse, Line], T], line: Line | None = None) -> T:
        """Send a query and read its answer by this function, all of it within the time limit; `line` can be cut."""
        try:
            return within(self.seconds, lambda line: self._try(query, line, read), line)
        except (Late, TimeoutError) as error:
            raise self._error(
                f"gave no whole answer within {self.seconds:g} s", "ask for less or raise the time limit"
            ) from error
        except HTTPError as error:
            raise self._refusal(error) from error
        except (URLError, HTTPException, OSError) as error:
            raise self._unreachable(error) from error

    def _try(self, query: str, line: Line, read: Callable[[HTTPResponse, Line], T]) -> T:
        """Send the query; a connection that fails is tried once more."""
        try:
            response = self._send(query, line)
        except HTTPError as error:
            error.msg = beginning(error)
            raise
        except (URLError, ConnectionError, HTTPException) as error:
            if line.is_cut or isinstance(getattr(error, "reason", None), TimeoutError):
                raise Late from error
            time.sleep(0.2)
            response = self._send(query, line)
        with response:
            return read(response, line)

    def _send(self, query: str, line: Line) -> HTTPResponse:
        wrapper = Wrapper(self.url, line, handlers(self.url, self._login))
        wrapper.setQuery(query)
        wrapper.queryType = form_of(query)  # SPARQLWrapper reads it from comments too, and would send an update
        if self.graph:
            wrapper.addParameter("default-graph-uri", self.graph)
        wrapper.setMethod(GET if len(query) <= GET_LIMIT else POST)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(TURTLE if wrapper.queryType in ("CONSTRUCT", "DESCRIBE") else JSON)
        wrapper.setTimeout(max(1, int(self.seconds + 1)))
        response: HTTPResponse = wrapper.query().response
        return response

    def _read(self, response: HTTPResponse, line: Line) -> tuple[tuple[str, ...], list[Row], bool]:
        def take(answer: Answer, body: Body) -> tuple[tuple[str, ...], list[Row], bool]:
            return columns_of(answer), *_at_most(_rows(answer), self.limit, body)

        columns, kept, truncated = self.received(response, line, take)
        return columns, kept, truncated or is_marked_incomplete(response.headers)

    def received(self, response: HTTPResponse, line: Line, take: Callable[[Answer, Body], T]) -> T:
        """Read what was sent by this function; what is no whole answer is told."""
        body = Body(response, line, self.size)
        try:
            return take(self.parse(response.headers.get_content_type(), body), body)
        except Full as error:
            raise self._error(f"sent more than {self.size:,} bytes at once", "ask for less") from error
        except (SyntaxError, ValueError) as error:
            raise self._broken(body, error) from error

    def parse(self, media: str, body: Body | IO[bytes]) -> Answer:
        """Read an answer of this kind, row by row."""
        results = ox.QueryResultsFormat.from_media_type("application/json" if "javascript" in media else media)
        if results is not None and media not in ("text/plain", "text/csv"):
            return ox.parse_query_results(body, results)  # type: ignore[arg-type]
        triples = ox.RdfFormat.from_media_type(media)
        if triples is not None:
            return ox.parse(body, triples)  # type: ignore[arg-type]
        raise self._error(
            f"answered with {media or 'something'}, which is no SPARQL result",
            "check that the address is that of a SPARQL endpoint and not of a page",
        )

    def _broken(self, body: Body, error: Exception) -> EndpointError:
        if CANCELLED in body.tail:
            return self._error("stopped the query at its own time limit", "ask for less")
        return self._error(f"sent a broken or half answer ({error})", "try again, and tell who runs it")

    def _refusal(self, error: HTTPError) -> EndpointError | QueryRefused:
        said = " ".join(str(error.msg).split())[:200]
        if error.code == 400:
            return QueryRefused(f"The endpoint {self.url} does not take this query: {said}.")
        return self._error(f"answered with HTTP {error.code} ({said})", "check the address and try again later")

    def _unreachable(self, error: Exception) -> EndpointError:
        reason = getattr(error, "reason", None) or error or type(error).__name__
        return self._error(f"broke off or cannot be reached ({reason})", "check the address and that it runs")

    def _error(self, problem: str, remedy: str) -> EndpointError:
        return EndpointError(f"The endpoint {self.url} {problem}; {remedy}.")


def form_of(query: str) -> str:
    """Say whether a query that reads is a SELECT, ASK, CONSTRUCT or DESCRIBE, by its first word that is no comment."""
    return next((found[1].upper() for found in _FORM.finditer(query) if found[1]), "SELECT")


def is_marked_incomplete(headers: Message) -> bool:
    """Tell whether Virtuoso notes in the headers that it cut the answer at its row or time limit."""
    return headers.get("X-SPARQL-MaxRows") is not None or headers.get("X-SQL-State") is not None


def columns_of(answer: Answer) -> tuple[str, ...]:
    """Name the columns of an answer."""
    if isinstance(answer, ox.QuerySolutions):
        return tuple(variable.value for variable in answer.variables)
    return ("answer",) if isinstance(answer, ox.QueryBoolean) else ("subject", "predicate", "object")


def _rows(answer: Answer) -> Iterable[Row]:
    if isinstance(answer, ox.QuerySolutions):
        return (tuple([value_of(term) for term in solution]) for solution in answer)
    if isinstance(answer, ox.QueryBoolean):
        return iter([(bool(answer),)])
    return ((value_of(t.subject), value_of(t.predicate), value_of(t.object)) for t in answer)


def _at_most(rows: Iterable[Row], limit: int, body: Body | None = None) -> tuple[list[Row], bool]:
    """Keep the first rows; say whether there were more, or the answer was too long to be read on."""
    kept: list[Row] = []
    try:
        for row in rows:
            if len(kept) == limit:
                return kept, True
            kept.append(row)
    except Full:
        if body is None or not kept:
            raise
        return kept, True
    return kept, False


def value_of(term: object) -> object:
    """Turn an RDF term into the Python value that a table holds."""
    if isinstance(term, ox.Literal):
        make = _TYPES.get(term.datatype.value)
        if make is None:
            return term.value
        try:
            return make(term.value)
        except (ValueError, ArithmeticError):
            return term.value
    if isinstance(term, ox.NamedNode):
        return term.value
    return None if term is None else str(term)
