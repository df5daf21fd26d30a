"""Parquet: typed columns, with question, release, licences and citation in the metadata of the file.

A column has one type. The rows are kept in pieces until all are known, since a column may hold whole numbers at first
and others later.
"""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.outputs.answered import Answered, Format, Manner
from dashboard.outputs.workbook import about, cell

PIECE = 50_000
"""Rows that are held at once."""
_KINDS = ((bool, pa.bool_()), (int, pa.int64()), (datetime, pa.timestamp("us")), (date, pa.date32()))


def write_parquet(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the rows with one type for each column: the narrowest that holds all of its values."""
    with tempfile.TemporaryDirectory() as folder:
        pieces = list(_pieces(answer, Path(folder)))
        schema = _schema(answer, [kinds for _, kinds in pieces])
        with pq.ParquetWriter(out, schema) as writer:
            for path, _ in pieces:
                held = pa.ipc.open_file(path).read_all()
                arrays = [held.column(name).cast(schema.field(name).type) for name in answer.columns]
                writer.write_table(pa.table(arrays, schema=schema))


def _pieces(answer: Answered, folder: Path) -> Iterator[tuple[Path, list[Any]]]:
    number = 0
    while rows := list(islice(answer.rows, PIECE)):
        values = [[cell(row[place]) for row in rows] for place in range(len(answer.columns))]
        arrays = [_array(column) for column in values]
        path = folder / str(number)
        table = pa.table(arrays, names=list(answer.columns))
        with pa.ipc.new_file(path, table.schema) as writer:
            writer.write_table(table)
        yield path, [array.type for array in arrays]
        number += 1


def _array(values: Sequence[object]) -> Any:  # noqa: ANN401 - pyarrow has no types
    kinds = {type(value) for value in values if value is not None}
    for kind, fits in _KINDS:
        if kinds == {kind}:
            small = kind is not int or all(value is None or abs(value) < 2**63 for value in values)  # type: ignore[arg-type]
            return pa.array(values, fits) if small else _texts(values)
    if kinds and kinds <= {int, float, Decimal}:
        return pa.array([None if value is None else float(value) for value in values], pa.float64())  # type: ignore[arg-type]
    return _texts(values) if kinds else pa.nulls(len(values))


def _texts(values: Sequence[object]) -> Any:  # noqa: ANN401
    return pa.array([None if value is None else str(value) for value in values], pa.string())


def _schema(answer: Answered, pieces: Sequence[Sequence[Any]]) -> Any:  # noqa: ANN401
    told = {name: value for name, value in about(answer) if name != "Query"} | {"Query": answer.query}
    columns = zip(*pieces, strict=True) if pieces else ([] for _ in answer.columns)
    fields = [
        pa.field(name, _common(set(kinds)), metadata={"unit": answer.question.units.get(name, "")})
        for name, kinds in zip(answer.columns, columns, strict=True)
    ]
    return pa.schema(fields, metadata=told)


def _common(kinds: set[Any]) -> Any:  # noqa: ANN401
    """Choose the type that holds what all pieces hold; text holds anything."""
    held = kinds - {pa.null()}
    if len(held) == 1:
        return held.pop()
    return pa.float64() if held and held <= {pa.int64(), pa.float64()} else pa.string()


FORMATS = (Format("parquet", "Parquet", ".parquet", "application/vnd.apache.parquet", write_parquet, text=False),)
