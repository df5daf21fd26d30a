"""Answer a question from the tables of a release, by the SQL that lies beside its SPARQL.

`NAME.sql` is the twin of `NAME.rq`: the same parameters (`$name`), the same columns, the same rows, read from the
tables that the build wrote (graph.verdict_tables). The store answers where there are none: over an endpoint of
somebody else, or of an older release.
"""

import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import duckdb

from graph.endpoint import Row, Table
from queries.binding import plain
from queries.catalogue import Question


def from_tables(question: Question, values: Mapping[str, str], folder: Path, limit: int) -> Table:
    """Answer a question that has a twin, with at most `limit` rows."""
    start = time.perf_counter()
    given = plain(question, values)
    with duckdb.connect(config={"threads": 1}) as database:
        for path in sorted(folder.glob("*.parquet")):
            database.read_parquet(str(path)).create_view(path.stem)
        asked = database.execute(question.twin, given)
        columns = tuple(column[0] for column in asked.description or ())
        rows = asked.fetchmany(limit + 1)
    numbers = {place for place, cell in enumerate(columns) if any(isinstance(row[place], Decimal) for row in rows)}
    kept = [_shortened(row, numbers) for row in rows[:limit]] if numbers else rows[:limit]
    return Table(columns, kept, len(rows) > limit, time.perf_counter() - start)


def _shortened(row: Row, numbers: set[int]) -> Row:
    """Write decimals without the zeros that the table keeps at their end."""
    return tuple(_short(cell) if place in numbers else cell for place, cell in enumerate(row))


def _short(cell: Decimal | None) -> Decimal | None:
    return None if cell is None else Decimal(f"{cell.normalize():f}")
