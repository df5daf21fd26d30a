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


KINDS: tuple[type[Any], ...] = get_args(Record)
VALUES = {kind: attrgetter(*(each.name for each in fields(kind))) for kind in (*KINDS, Named)}
"""Takes a record apart by its fields, four times faster than what a frozen dataclass does by itself."""
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
Flat = tuple[tuple[str, str, str], int, int, tuple[Any, ...]]
"""Source, file and sheet of a row, its number, the number of a record's kind and the record's values."""
REDUCERS: dict[type[Any], Callable[[Any], Any]] = copyreg.dispatch_table | {
    Named: lambda named: (Named, VALUES[Named](named))
}


class Spill:
    """Records on disk in the order in which they came, which can be walked again and again.

    The file is written and read by one run of the program alone, in a folder of its own.
    """

    def __init__(self, path: Path) -> None:
        """Begin an empty file."""
        self._path = path
        self._batch: list[Flat] = []
        path.write_bytes(b"")

    def extend(self, records: Iterable[Located]) -> None:
        """Add records."""
        for one in records:
            origin, record = one.origin, one.record
            kind = type(record)
            place = (origin.source, origin.file, origin.sheet)
            self._batch.append((place, origin.row, NUMBERS[kind], VALUES[kind](record)))
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
                batch: list[Flat] = pickle.load(file)
                yield from (Located(KINDS[kind](*values), Origin(*place, row)) for place, row, kind, values in batch)
