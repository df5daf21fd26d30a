"""Rows of one participation each, taken many at once: what they say beside project and role is read once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import cast

from graph.records import Participation, Record
from ingest.blocks import Block, fitted
from ingest.reader import Line, Tell, line
from ingest.spill import At, Part, Run, part_of

KNOWN = 100_000
"""So many rows are kept in mind; then all are let go."""
Cells = Sequence[str]
Parts = list[Part | None]
Said = Callable[[Cells], Part | None]
"""Tells what a row says beside project and role; None for a row that is to be read as any other."""


@dataclass(frozen=True, slots=True)
class Again:
    """By what a row is told again that differs from an earlier one in its project and role alone.

    `project` and `role` are the columns of both; `key` and `roles` tell them from a cell, and where they tell nothing
    the row is read. `idle` lists the columns that no reading looks at; all others must say the same. `quick` tells by
    the columns how rows are read that are in order; it must tell what their reading tells.
    """

    project: str
    key: Callable[[str], str]
    role: str
    roles: Mapping[str, str]
    idle: frozenset[str]
    quick: Callable[[Cells], Said | None]


class _Keys(dict[str, str]):
    """The keys of projects by their cells; most stand in many rows."""

    def __init__(self, key: Callable[[str], str]) -> None:
        self._key = key

    def __missing__(self, cell: str) -> str:
        if len(self) >= KNOWN:
            self.clear()
        self[cell] = found = self._key(cell)
        return found


class Recall:
    """Keeps in mind what the rows of one file said, and takes those that differ in project and role alone.

    Whatever is not in order is read itself, in its place among the others.
    """

    def __init__(self, again: Again, place: At, take: Callable[[Run], None]) -> None:
        """Begin with no row in mind; `take` takes those that are told, `rows` and `taken` count them."""
        self.rows = 0
        self.taken: Counter[type] = Counter()
        self._again, self._place, self._take = again, place, take
        self._known: dict[str, Part] = {}
        self._keys = _Keys(again.key)
        self._last: str | None = None

    def begin(self, columns: Cells) -> Tell | None:
        """Begin a table with these columns; None where its rows cannot be told."""
        again = self._again
        apart_from = {again.project, again.role, *again.idle}
        compared = [at for at, column in enumerate(columns) if column not in apart_from]
        if not {again.project, again.role} <= set(columns) or len(compared) < 2:
            return None
        spot: Callable[[Cells], tuple[str, ...]] = itemgetter(*compared)
        project, role = itemgetter(columns.index(again.project)), itemgetter(columns.index(again.role))
        said = again.quick(columns) or _nothing

        def tell(block: Block) -> Iterator[Line]:
            rows, odd = fitted(block, len(columns))
            spots = list(map("\0".join, map(spot, rows)))  # no row that is given holds NUL characters
            projects = list(map(self._keys.__getitem__, map(project, rows)))
            roles = list(map(again.roles.get, map(role, rows)))
            parts = list(map(self._known.get, spots))
            odd |= {at for at, acting in enumerate(roles) if not acting} if None in roles else set()
            odd |= {at for at, key in enumerate(projects) if not key} if "" in projects else set()
            if None in parts:
                parts = self._learnt(said, rows, spots, parts, odd)
                odd |= {at for at, part in enumerate(parts) if part is None}
            start = 0
            for at in (*sorted(odd), len(rows)):
                if start < at:
                    self._put(block.numbers[start:at], projects[start:at], roles[start:at], parts[start:at])
                if at < len(rows):
                    self._last = spots[at]
                    yield line(block, at, columns)
                start = at + 1

        return tell

    def _learnt(self, said: Said, rows: list[list[str]], spots: list[str], parts: Parts, odd: set[int]) -> Parts:
        """Read what is not known yet; None is left where that takes a reading of the whole row."""
        known = self._known
        for at, part in enumerate(parts):
            if part is None and at not in odd:
                spot = spots[at]
                if (new := known.get(spot)) is None and (new := said(rows[at])) is not None:
                    self._know(spot, new)
                parts[at] = new
        return parts

    def _put(self, rows: Sequence[int], projects: list[str], roles: list[str | None], parts: Parts) -> None:
        """Take rows that follow each other, of which all is known."""
        self.rows += len(rows)
        self.taken[Participation] += len(rows)
        self._take(Run(self._place, rows, projects, cast(list[str], roles), cast(list[Part], parts)))

    def keep(self, cells: Mapping[str, str], records: list[Record]) -> None:
        """Keep what the row said that was last read, if it is one participation of the very project and role in it."""
        again, last = self._again, self._last
        if last is None or len(records) != 1 or not isinstance(part := records[0], Participation):
            return
        if part.project == again.key(cells[again.project]) and part.role == again.roles.get(cells[again.role]):
            self._know(last, part_of(part))

    def _know(self, spot: str, part: Part) -> None:
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known[spot] = part


def _nothing(_: Cells) -> Part | None:
    """Tell nothing: each row is read itself."""
    return None
