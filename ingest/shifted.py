"""Rows whose cells a stray delimiter moved into the wrong columns, told by the shape of what stands there."""

import re
from collections.abc import Callable, Iterator, Mapping

from graph.errors import BadInput
from graph.records import Record
from ingest.row import NotTakenError, Row

SHIFTED = "a stray delimiter shifted its cells"
MISFITS = 2
"""Cells of the wrong shape with which a row counts as shifted; one alone is a new category and stops the load."""
Shapes = Mapping[str, re.Pattern[str]]
Read = Callable[[Row], Iterator[Record]]


def shapes(patterns: Mapping[str, str]) -> Shapes:
    """Compile the shapes of cells by their columns, several columns being parted by blanks; an empty cell fits."""
    return {column: re.compile(f"(?:{shape})?") for columns, shape in patterns.items() for column in columns.split()}


def misfits(row: Row, known: Shapes) -> int:
    """Count the cells that do not look like their column."""
    cells = row.cells
    return sum(column in cells and not shape.fullmatch(cells[column].strip()) for column, shape in known.items())


def unshifted(read: Read, known: Shapes, *, always: bool = False) -> Read:
    """Set aside rows whose cells stand in the wrong columns.

    Rows that cannot be read are looked at, and with `always` the others too:
    what moved may have been nothing but free text.
    """

    def checked(row: Row) -> Iterator[Record]:
        if always and misfits(row, known) >= MISFITS:
            raise NotTakenError(SHIFTED)
        try:
            records = list(read(row))
        except BadInput as error:
            if misfits(row, known) >= MISFITS:
                raise NotTakenError(SHIFTED) from error
            raise
        yield from records

    return checked
