"""Records laid aside on disk while a source is read, and read again when its quads are written."""

import copyreg
import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args

from graph.loads import Located
from graph.records import Named, Origin, Record

BATCH = 2_000
"""Records that are written at once; texts that come again in a batch are written once."""


def _reducer(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    """Take a record apart by its fields, four times faster than what a frozen dataclass does by itself."""
    values = attrgetter(*(each.name for each in fields(kind)))
    return lambda record: (kind, values(record))


REDUCERS: dict[type[Any], Callable[[Any], Any]] = copyreg.dispatch_table | {
    kind: _reducer(kind) for kind in (Located, Named, Origin, *get_args(Record))
}


class Spill:
    """Records on disk in the order in which they came, which can be walked again and again.

    The file is written and read by one run of the program alone, in a folder of its own.
    """

    def __init__(self, path: Path) -> None:
        """Begin an empty file."""
        self._path = path
        self._batch: list[Located] = []
        path.write_bytes(b"")

    def extend(self, records: Iterable[Located]) -> None:
        """Add records."""
        self._batch.extend(records)
        if len(self._batch) >= BATCH:
            self._lay()

    def _lay(self) -> None:
        batch, self._batch = self._batch, []
        with self._path.open("ab") as file:
            pickler = pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
            pickler.dispatch_table = REDUCERS
            pickler.dump(batch)

    def __iter__(self) -> Iterator[Located]:
        """Give the records in their order."""
        self._lay()
        with self._path.open("rb") as file:
            while file.peek(1):
                yield from pickle.load(file)
