"""Questions whose whole answer is a table of the release, written while it is built.

What pages ask of all projects or cities at once grows with the graph, and nothing of it changes before the next build.
The twin of such a question reads a table that bears its name: `network/agencies` the table `network_agencies`. A line
`--each family` in the twin says that the answer is written once for each value of that parameter, which stands in the
column `asked`; all other parameters are left open.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyoxigraph as ox
from pyarrow import parquet

from graph.endpoint import Embedded, Row, value_of
from graph.stream import stream
from graph.verdict_tables import FOLDER
from queries.binding import bind, plain
from queries.catalogue import Question, find, load

_EACH = re.compile(r"^--each (\w+)$", re.MULTILINE)
ASKED = "asked"


def table_of(question: Question) -> str:
    """Name the table that holds the answer to a question."""
    return question.name.replace("/", "_").replace("-", "_")


def answered_by_table() -> list[Question]:
    """List the questions whose twin reads the answer itself."""
    return [one for one in load().values() if re.search(rf"\bFROM {table_of(one)}\b", one.twin)]


def write_answers(folder: Path) -> None:
    """Write the tables into the folder of a release whose store is loaded."""
    store = Embedded(ox.Store.read_only(str(folder / "store")))
    (folder / FOLDER).mkdir(exist_ok=True)
    for question in answered_by_table():
        path = folder / FOLDER / f"{table_of(question)}.parquet"
        parquet.write_table(_whole(store, question), path, compression="zstd")


def _whole(store: Embedded, question: Question) -> pa.Table:
    """Ask for the answer with every parameter open, or once for each value of one."""
    each = _EACH.search(question.twin)
    columns = (*question.columns, *((ASKED,) if each else ()))
    found: list[Row] = []
    for name, value in _values(store, question, each[1]) if each else [("", "")]:
        given = {parameter.name: "" for parameter in question.parameters} | ({name: value} if each else {})
        told = (plain(question, given)[name],) if each else ()
        with stream(store, bind(question, given)) as solutions:
            found.extend((*map(value_of, row), *told) for row in solutions.rows)
    cells = list(zip(*found, strict=True)) or [()] * len(columns)
    return pa.table({name: _column(told) for name, told in zip(columns, cells, strict=True)})


def _values(store: Embedded, question: Question, name: str) -> Iterator[tuple[str, str]]:
    (listed,) = (find(one.choices) for one in question.parameters if one.name == name)
    with stream(store, bind(listed, {})) as solutions:
        place = solutions.columns.index("value")
        for row in solutions.rows:
            yield name, str(value_of(row[place]))


def _column(cells: tuple[object, ...]) -> pa.Array:
    return pa.array(cells, pa.string() if all(cell is None for cell in cells) else None)
