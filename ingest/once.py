"""What many rows say in the same words is read once: an organisation and its town take part in many projects."""

from collections.abc import Callable
from typing import Generic, TypeVar

from ingest.row import Row

KNOWN = 50_000
"""So many answers are kept; then all are let go."""
Told = TypeVar("Told")


class Once(Generic[Told]):
    """Reads what some columns of a row tell together; rows that say the same there are read once.

    The reading sees these columns alone, so no answer can hang on another one. What stops
    or sets aside a row is not kept: each such row is read anew and named itself.
    """

    def __init__(self, read: Callable[[Row], Told], columns: str) -> None:
        """Read with `read`; `columns` names them, parted by blanks."""
        self._read, self._columns = read, tuple(columns.split())
        self._known: dict[tuple[object, ...], tuple[Told, set[str]]] = {}

    def __call__(self, row: Row) -> Told:
        """Give what a row tells in these columns; those that its reading took count as taken."""
        spot = (row.missing, *map(row.cells.get, self._columns))
        known = self._known.get(spot)
        if known is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            part = row.only(self._columns)
            known = self._known[spot] = self._read(part), part.seen
        told, taken = known
        row.seen.update(taken)
        return told
