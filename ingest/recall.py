"""Rows that say what an earlier row said, of another project: they are told again instead of being read again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from graph.records import Participation, Record
from ingest.reader import Tell
from ingest.spill import Part, part_of

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

    def __init__(self, again: Again | None, take: Callable[[int, str, str, Part], bool]) -> None:
        """Begin with none; without `again` none is kept. `take` takes a row that is told again by its
        number, project, role and what else it says, or says that it cannot.

        `taken` counts the rows that it took.
        """
        self.taken = 0
        self._again, self._take = again, take
        self._known: dict[object, Part] = {}
        self._last: object = None

    def begin(self, columns: Sequence[str]) -> Tell | None:
        """Begin a table with these columns; give what takes the rows that are told again, None where none can be."""
        again = self._again
        if again is None or not {again.project, again.role} <= set(columns):
            return None
        apart_from = {again.project, again.role, *again.idle}
        compared = [at for at, column in enumerate(columns) if column not in apart_from]
        spot: Callable[[Sequence[str]], object] = itemgetter(*compared or (0,))
        return self._tell(spot, columns.index(again.project), columns.index(again.role), again)

    def _tell(self, spot: Callable[[Sequence[str]], object], project: int, role: int, again: Again) -> Tell:
        known, key, roles, take = self._known, again.key, again.roles, self._take

        def tell(number: int, cells: Sequence[str]) -> bool:
            self._last = last = spot(cells)
            if (said := known.get(last)) is None:
                return False
            of, acting = key(cells[project]), roles.get(cells[role])
            if not (of and acting and take(number, of, acting, said)):
                return False
            self.taken += 1
            return True

        return tell

    def keep(self, cells: Mapping[str, str], records: list[Record]) -> None:
        """Keep what the row said that was last read, if it is one participation of the very project and role in it."""
        again, last = self._again, self._last
        if again is None or last is None or len(records) != 1 or not isinstance(part := records[0], Participation):
            return
        if part.project != again.key(cells[again.project]) or part.role != again.roles.get(cells[again.role]):
            return
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[last] = part_of(part)
