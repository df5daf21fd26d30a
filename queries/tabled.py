"""Answer a question from the tables of a release, by the SQL that lies beside its SPARQL.

`NAME.sql` is the twin of `NAME.rq`: the same parameters (`$name`), the same columns, the same rows, read from the
tables that the build wrote (graph.verdict_tables). The store answers where there are none: over an endpoint of
somebody else, or of an older release.

A table holds values, an answer terms: a line `--+ city: iri, year: gYear` of a twin says which texts are IRIs, dates,
years or texts in a language (`@en`); all others are plain. `any` says that the table cannot tell the kind of each text:
what needs terms is then asked of the store.
"""

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import duckdb
import pyoxigraph as ox

from graph.endpoint import Row, Table
from graph.stream import Solutions, Term
from ontology.terms import PREFIXES
from queries.binding import plain
from queries.catalogue import Question

AT_ONCE = 10_000
"""Rows that are held at once where an answer is read row by row."""
_TOLD = re.compile(r"^--\+ (.*)$", re.MULTILINE)
_READ, _OWN = re.compile(r"\b(?:FROM|JOIN) (\w+)"), re.compile(r"\b(\w+) AS \(")
_GIVEN = re.compile(r"\$(\w+)")
_XSD = PREFIXES["xsd"]
_INTEGER, _DECIMAL = ox.NamedNode(f"{_XSD}integer"), ox.NamedNode(f"{_XSD}decimal")


def from_tables(question: Question, values: Mapping[str, str], folder: Path, limit: int) -> Table:
    """Answer a question that has a twin, with at most `limit` rows."""
    start = time.perf_counter()
    with _asked(question, values, folder) as asked:
        columns, numbers = _columns(asked), _decimals(asked)
        rows = asked.fetchmany(limit + 1)
    kept = [_shortened(row, numbers) for row in rows[:limit]] if numbers else rows[:limit]
    return Table(columns, kept, len(rows) > limit, time.perf_counter() - start)


@contextmanager
def stream_tables(question: Question, values: Mapping[str, str], folder: Path) -> Iterator[Solutions]:
    """Answer a question that has a twin with RDF terms, row by row."""
    with _asked(question, values, folder) as asked:
        columns = _columns(asked)
        kinds = terms_of(question)
        yield Solutions(columns, _terms(asked, [kinds.get(name, "") for name in columns]))


def tables_for(question: Question, folder: Path | None) -> Path | None:
    """Give the folder where it holds every table that the twin of a question reads; an older release may lack some."""
    return folder if folder and question.twin and not _missing(question.twin, folder) else None


def _missing(twin: str, folder: Path) -> frozenset[str]:
    return frozenset(name for name in _tables(twin) if not (folder / f"{name}.parquet").is_file())


@lru_cache(maxsize=256)
def _tables(twin: str) -> frozenset[str]:
    """Name the tables that a twin reads."""
    return frozenset(set(_READ.findall(twin)) - set(_OWN.findall(twin)))


def has_terms(question: Question) -> bool:
    """Say whether the tables tell the terms of an answer, and not only its values."""
    return bool(question.twin) and "any" not in terms_of(question).values()


def terms_of(question: Question) -> dict[str, str]:
    """Read of what kind the texts of a twin are, by column."""
    told = ",".join(_TOLD.findall(question.twin))
    pairs = (pair.partition(":") for pair in told.split(",") if pair.strip())
    return {name.strip(): kind.strip() for name, _, kind in pairs}


@contextmanager
def _asked(question: Question, values: Mapping[str, str], folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with _database(folder, _tables(question.twin)).cursor() as database:
        yield database.execute(question.twin, given(question, values))


def given(question: Question, values: Mapping[str, str]) -> dict[str, str | int]:
    """Give the values that a twin names: `$text` as it is, `$small_text` in small letters.

    These are made as SPARQL makes them, "ΑΘΉΝΑΣ" with its last letter, which DuckDB does not.
    """
    told = plain(question, values)
    told |= {f"small_{name}": str(value).lower() for name, value in told.items()}
    return {name: told[name] for name in set(_GIVEN.findall(question.twin))}


@lru_cache(maxsize=64)
def _database(folder: Path, tables: frozenset[str]) -> duckdb.DuckDBPyConnection:
    """Name these tables of a release; what is in one never changes."""
    database = duckdb.connect(config={"threads": 1})
    for name in sorted(tables):
        database.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
    return database


def _columns(asked: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    return tuple(column[0] for column in asked.description or ())


def _decimals(asked: duckdb.DuckDBPyConnection) -> set[int]:
    return {place for place, column in enumerate(asked.description or ()) if str(column[1]).startswith("DECIMAL")}


def _shortened(row: Row, numbers: set[int]) -> Row:
    """Write decimals without the zeros that the table keeps at their end."""
    return tuple(_short(cell) if place in numbers else cell for place, cell in enumerate(row))


def _short(cell: Decimal | None) -> Decimal | None:
    return None if cell is None else Decimal(f"{cell.normalize():f}")


def _terms(asked: duckdb.DuckDBPyConnection, kinds: list[str]) -> Iterator[tuple[Term, ...]]:
    while rows := asked.fetchmany(AT_ONCE):
        for row in rows:
            yield tuple(_term(cell, kind) for cell, kind in zip(row, kinds, strict=True))


def _term(cell: object, kind: str) -> Term:
    """Write a cell as the store writes it."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return _text(cell, kind)
    if isinstance(cell, bool | float):
        return ox.Literal(cell)
    if isinstance(cell, Decimal):
        return ox.Literal(str(_short(cell)), datatype=_DECIMAL)
    return ox.Literal(str(cell), datatype=_INTEGER)


def _text(cell: str, kind: str) -> Term:
    if kind == "iri":
        return ox.NamedNode(cell)
    if kind.startswith("@"):
        return ox.Literal(cell, language=kind[1:])
    return ox.Literal(cell, datatype=ox.NamedNode(_XSD + kind)) if kind else ox.Literal(cell)
