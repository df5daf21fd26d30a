"""The first rows of an answer, as many as are wanted, or as fit into so many bytes of what is written."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph.stream import Term


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most rows that are wanted, and the most bytes, by a function that tells how many are written."""

    rows: int = sys.maxsize
    size: int = sys.maxsize
    written: Callable[[], int] = lambda: 0


class Bounded:
    """Reads rows that end at the bounds; `cut` says afterwards whether there were more."""

    def __init__(self, bounds: Bounds, cut: bool = False) -> None:
        """Keep to these bounds; `cut` says that the rows are not all from the beginning."""
        self.bounds, self.cut = bounds, cut

    def read(self, rows: Iterator[tuple[Term, ...]]) -> Iterator[tuple[Term, ...]]:
        """Give the rows up to the bounds."""
        for number, row in enumerate(rows):
            if number >= self.bounds.rows or self.bounds.written() > self.bounds.size:
                self.cut = True
                return
            yield row

    def is_cut(self) -> bool:
        """Say, once the rows are read, whether there were more."""
        return self.cut
