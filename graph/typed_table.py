"""Frozen records as a Parquet table of a release: a group of rows for each country, read without the others."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from graph.whole_file import writing

KINDS = {"str": pa.string(), "int": pa.int64(), "float": pa.float64()}


def table(kinds: Mapping[str, str], rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Make a table of rows whose columns are "str", "int" or "float"."""
    return pa.Table.from_pylist(rows, schema=_schema(kinds))


def _schema(kinds: Mapping[str, str]) -> Any:  # noqa: ANN401 - pyarrow has no types
    return pa.schema([(name, KINDS[kind]) for name, kind in kinds.items()])


def write(path: Path, kinds: Mapping[str, str], tables: Iterable[Any]) -> None:
    """Write tables one after the other, the file whole or not at all."""
    with writing(path) as hidden, parquet.ParquetWriter(hidden, _schema(kinds), compression="zstd") as writer:
        for one in tables:
            if one.num_rows:
                writer.write_table(one)


def read(path: Path, kinds: Mapping[str, str], country: str, low: int, high: int) -> list[dict[str, Any]] | None:
    """Read the rows of a country with so many inhabitants; None where there is no such table with these columns."""
    if not holds(path, kinds):
        return None
    chosen = [("country", "=", country), ("population", ">=", low), ("population", "<=", high)]
    rows: list[dict[str, Any]] = parquet.read_table(path, filters=chosen).to_pylist()
    return rows


def holds(path: Path, kinds: Mapping[str, str]) -> bool:
    """Say whether there is a table with these columns; another version may have written others."""
    return path.is_file() and parquet.read_schema(path).names == list(kinds)
