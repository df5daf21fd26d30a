"""An answer that was read whole, or as far as the limits go."""

from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import pyoxigraph as ox

from graph.deadline import Full
from graph.endpoint import Answer, Row, Table, columns_of, value_of
from graph.stream import Solutions, Term, terms

Read: TypeAlias = tuple[str, tuple[str, ...], list[tuple[Term, ...]], bool]
SOLUTIONS, BOOLEAN, TRIPLES = "solutions", "boolean", "triples"


@dataclass(frozen=True, slots=True)
class Reply:
    """Rows of RDF terms in the order of the columns; `kind` is one of SOLUTIONS, BOOLEAN, TRIPLES.

    `truncated` says that there are more rows than the limits let through.
    """

    kind: str
    columns: tuple[str, ...]
    rows: list[tuple[Term, ...]]
    truncated: bool
    seconds: float

    def table(self) -> Table:
        """Give the rows with the values that Python has for the terms."""
        rows: list[Row] = [tuple(map(value_of, row)) for row in self.rows]
        return Table(self.columns, rows, self.truncated, self.seconds)

    def solutions(self) -> Solutions:
        """Give the rows as a stream, once."""
        return Solutions(self.columns, iter(self.rows), self.truncated)


def kind_of(answer: Answer) -> str:
    """Tell what an answer consists of."""
    if isinstance(answer, ox.QuerySolutions):
        return SOLUTIONS
    return BOOLEAN if isinstance(answer, ox.QueryBoolean) else TRIPLES


def read(answer: Answer, limit: int) -> Read:
    """Read the first rows; say whether there were more, or the answer was too long to be read on."""
    kept: list[tuple[Term, ...]] = []
    rows = terms(answer)
    try:
        kept.extend(islice(rows, limit))
        cut = next(rows, None) is not None
    except Full:
        cut = True
    return kind_of(answer), columns_of(answer), kept, cut
