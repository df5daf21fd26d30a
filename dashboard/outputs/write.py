"""Write the answer to a saved question in any format; the command line and the page Ask both call this."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import cache, partial
from typing import IO

from dashboard import outputs
from dashboard.outputs.answered import Answered, Format, Manner
from dashboard.outputs.bounded import Bounded, Bounds
from dashboard.outputs.geo import placed
from dashboard.outputs.networks import ends
from graph.endpoint import Endpoint
from graph.reply import TRIPLES, Reply
from graph.stream import Solutions, stream
from queries.ask import ask
from queries.binding import bind
from queries.catalogue import Question, find
from queries.positions import positions
from queries.tabled import has_terms, stream_tables, tables_for


@cache
def formats() -> dict[str, Format]:
    """Find every format by its name."""
    names = [found.name for found in pkgutil.iter_modules(outputs.__path__, f"{outputs.__name__}.")]
    modules = [importlib.import_module(name) for name in names]
    return {made.name: made for module in modules for made in getattr(module, "FORMATS", ())}


def fitting(question: Question) -> dict[str, Format]:
    """Give the formats in which the answer to a question can be written."""
    columns = tuple(question.columns)
    without = set() if placed(columns) else {"geojson"}
    without |= set() if ends(question, columns) else {"graphml", "gexf", "pajek"}
    return {name: made for name, made in formats().items() if name not in without}


def by_suffix(file: str) -> str:
    """Guess the format from the name of a file; "" where its suffix tells none."""
    return next((made.name for made in formats().values() if file.lower().endswith(made.suffix)), "")


@contextmanager
def answered(
    endpoint: Endpoint, name: str, values: Mapping[str, str], release: str, bounds: Bounds | None = None
) -> Iterator[Answered]:
    """Ask a saved question for an answer of any length, or within bounds; its rows are read once."""
    question = find(name)
    with answered_query(endpoint, question, values, bind(question, values), release, bounds) as answer:
        yield answer


@contextmanager
def answered_query(
    endpoint: Endpoint,
    question: Question,
    values: Mapping[str, str],
    query: str,
    release: str,
    bounds: Bounds | None = None,
) -> Iterator[Answered]:
    """Ask a query that belongs to a question, for an answer of any length; a query of one's own is guarded before."""
    unread = described(endpoint, question, values, query, release)
    with _solutions(endpoint, question, values, query) as solutions:
        bounded = Bounded(bounds or Bounds(), solutions.truncated)
        yield replace(unread, columns=solutions.columns, rows=bounded.read(solutions.rows), more=bounded.is_cut)


def _solutions(
    endpoint: Endpoint, question: Question, values: Mapping[str, str], query: str
) -> AbstractContextManager[Solutions]:
    """Answer from the tables of the release where they tell the same as the query."""
    folder = tables_for(question, endpoint.tables)
    if folder and has_terms(question) and query == bind(question, values):
        return stream_tables(question, values, folder)
    return stream(endpoint, query)


def described(endpoint: Endpoint, question: Question, values: Mapping[str, str], query: str, release: str) -> Answered:
    """Tell all of an answer but its rows, without asking for it."""
    told = {p.name: str(values.get(p.name, p.default)) for p in question.parameters}
    licences = tuple((str(r["title"]), str(r["licence"])) for r in ask(endpoint, "sources/datasets").records())
    return Answered(
        *(question, query, told, release, tuple(question.columns), iter(()), licences),
        places=partial(positions, endpoint),
    )


def replied(
    endpoint: Endpoint, question: Question, query: str, values: Mapping[str, str], release: str, reply: Reply
) -> Answered:
    """Give the reply to a query of one's own, which was read already, to be written in any format."""
    return replace(
        described(endpoint, question, values, query, release),
        columns=reply.columns,
        rows=iter(reply.rows),
        more=lambda: reply.truncated,
        graph=reply.kind == TRIPLES,
    )


def write(answer: Answered, style: str, out: IO[bytes], manner: Manner | None = None) -> None:
    """Write an answer in the format of this name."""
    formats()[style].write(answer, out, manner or Manner())
