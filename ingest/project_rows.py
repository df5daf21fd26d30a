"""Rows of one project each, taken many at once where all of a block are in order."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from graph.records import Project, Record, Subject, Theme
from ingest.blocks import Block, fitted
from ingest.reader import Line, Tell, line
from ingest.spill import At, Values

Told = tuple[Values, tuple[Values, ...]]
"""What a row tells: the values of a project and those of the themes that it is about."""
Read = Callable[[list[list[str]]], Sequence[Told | None]]
"""Reads the rows of a block; None for each that is to be read as any other."""
Quick = Callable[[Sequence[str], str], Read | None]
"""Gives by columns and name of the file how rows are read that are in order; it must tell what their reading tells."""


class ProjectRows:
    """Takes the rows of one file; what is not in order is read itself, in its place among the others."""

    def __init__(self, quick: Quick, place: At, take: Callable[[At, int, Values, Sequence[Values]], bool]) -> None:
        """Begin; `take` takes a row or says that it was told before; `rows` and `taken` count rows and records."""
        self.rows = 0
        self.taken: Counter[type] = Counter()
        self._quick, self._place, self._take = quick, place, take

    def begin(self, columns: Sequence[str]) -> Tell | None:
        """Begin a table with these columns; None where its rows cannot be told."""
        read = self._quick(columns, self._place[1])
        if read is None:
            return None

        def tell(block: Block) -> Iterator[Line]:
            rows, odd = fitted(block, len(columns))
            told: Sequence[Told | None] = [None] * len(rows) if odd else read(rows)
            for at, one in enumerate(told):
                if one is None or not self._take(self._place, block.numbers[at], *one):
                    yield line(block, at, columns)
                else:
                    self._count(len(one[1]))

        return tell

    def _count(self, themes: int) -> None:
        self.rows += 1
        for kind, number in ((Project, 1), (Subject, themes), (Theme, themes)):
            self.taken[kind] += number

    def keep(self, cells: Mapping[str, str], records: list[Record]) -> None:
        """Keep nothing in mind: no project comes twice."""
