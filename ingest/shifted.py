"""Rows whose cells a stray delimiter moved into the wrong columns, told by the shape of what stands there."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from graph.errors import BadInput
from graph.records import Record
from ingest.row import NotTakenError, Row

SHIFTED = "a stray delimiter shifted its cells"
MISFITS = 2
"""Cells of the wrong shape with which a row counts as shifted; one alone is a new category and stops the load."""
NUMBER = r"\d+(?:\.0)?"
"""The shape of a number of an entry, which a spreadsheet may have made a decimal number."""
KNOWN = 10_000
"""So many texts of a shape are kept in mind."""
Shapes = Mapping[str, str]
"""The shapes of cells by column."""
Read = Callable[[Row], Iterator[Record]]


def shapes(patterns: Mapping[str, str]) -> Shapes:
    """Give the shapes of cells by their columns, several columns being parted by blanks; an empty cell fits."""
    return {column: _maybe(shape) for columns, shape in patterns.items() for column in columns.split()}


def _maybe(shape: str) -> str:
    return f"(?:{shape})?"


class Misfits:
    """Counts the cells of a row that do not look like their column.

    No shape knows a break of line, so the cells of a row are looked at together, parted by it,
    and only where they do not fit one by one.
    """

    def __init__(self, known: Shapes) -> None:
        """Count by these shapes."""
        self._known = {column: re.compile(shape) for column, shape in known.items()}
        self._columns: list[str] = []
        self._whole = re.compile("")

    def __call__(self, row: Row) -> int:
        """Count those of a row."""
        cells = row.cells
        columns = [column for column in self._known if column in cells]
        if columns != self._columns:
            self._columns = columns
            self._whole = re.compile("\n".join(self._known[column].pattern for column in columns))
        texts = [cells[column].strip() for column in columns]
        if self._whole.fullmatch("\n".join(texts)):
            return 0
        return sum(not self._known[column].fullmatch(text) for column, text in zip(columns, texts, strict=True))


def all_fit(known: Shapes, columns: Sequence[str]) -> Callable[[list[list[str]]], bool]:
    """Give what says whether all cells of some rows look like their columns; the same text is looked at once."""
    checks = [(itemgetter(at), _Fitting(known[column])) for at, column in enumerate(columns) if column in known]
    return lambda rows: all(fitting.all_of(list(map(cell, rows))) for cell, fitting in checks)


class _Fitting:
    """Texts of one shape."""

    def __init__(self, shape: str) -> None:
        """Begin with none known."""
        self._shape, self._known = re.compile(shape), set[str]()
        self._of_digits = shape == _maybe(NUMBER)

    def all_of(self, texts: Sequence[str]) -> bool:
        """Say whether all these texts have the shape."""
        if self._of_digits and "".join(texts).isdecimal():
            return True
        new = set(texts) - self._known
        if not all(map(self._shape.fullmatch, map(str.strip, new))):
            return False
        if len(self._known) < KNOWN:
            self._known |= new
        return True


def unshifted(read: Read, known: Shapes, *, always: bool = False) -> Read:
    """Set aside rows whose cells stand in the wrong columns.

    Rows that cannot be read are looked at, and with `always` the others too:
    what moved may have been nothing but free text.
    """

    misfits = Misfits(known)

    def checked(row: Row) -> Iterator[Record]:
        if always and misfits(row) >= MISFITS:
            raise NotTakenError(SHIFTED)
        try:
            records = list(read(row))
        except BadInput as error:
            if misfits(row) >= MISFITS:
                raise NotTakenError(SHIFTED) from error
            raise
        yield from records

    return checked
