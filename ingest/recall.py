"""Rows that say what an earlier row said, of another project: they are told again instead of being read again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from graph.records import Participation, Record
from ingest.spill import Values, apart

KNOWN = 100_000
"""So many rows are kept in mind; then all are let go."""


@dataclass(frozen=True, slots=True)
class Again:
    """By what a row is told again that differs from an earlier one in its project and role alone.

    `project` and `role` are the columns of both; `key` and `roles` tell them from a cell, and where they tell nothing
    the row is read. `idle` lists the columns that no reading looks at; all others must say the same.
    """

    project: str
    key: Callable[[str], str]
    role: str
    roles: Mapping[str, str]
    idle: frozenset[str]


class Recall:
    """Keeps in mind what the rows of one file said.

    A row is kept once it was read and checked as any other; whatever is not quite like one of them is read itself.
    """

    def __init__(self, again: Again | None) -> None:
        """Begin with none; without `again` none is kept."""
        self._again = again
        self._spot: Callable[[Mapping[str, str]], object] | None = None
        self._known: dict[object, Values] = {}

    def tell(self, cells: Mapping[str, str]) -> Values | None:
        """Give the values of the participation that a row tells; None when the row is to be read."""
        again, spot = self._again, self._spot
        if again is None or spot is None:
            return None
        said = self._known.get(spot(cells))
        project, role = again.key(cells[again.project]), again.roles.get(cells[again.role])
        return (project, said[1], role, *said[3:]) if said and project and role else None

    def keep(self, cells: Mapping[str, str], records: list[Record]) -> None:
        """Keep what a row said, if that is one participation of the very project and role that its cells name."""
        again = self._again
        if again is None or len(records) != 1 or not isinstance(part := records[0], Participation):
            return
        if part.project != again.key(cells.get(again.project, "")) or part.role != again.roles.get(cells[again.role]):
            return
        if self._spot is None:
            self._spot = itemgetter(*(one for one in cells if one not in {again.project, again.role, *again.idle}))
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[self._spot(cells)] = apart(part)
