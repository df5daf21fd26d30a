"""The rows that bear each name: laid on disk as they come, listed name by name at the end."""

import csv
import mmap
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np


class NameRows:
    """Lines of a table, each of one name; only 8 bytes of each stay in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        """Lay the lines into a file without a name, in this folder if one is given."""
        self._file: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - it ends with these rows
        self._lines = csv.writer(self)
        self._names, self._sizes = array("I"), array("I")

    def add(self, name: int, cells: Sequence[object]) -> None:
        """Add a row that bears the name of this number."""
        self._names.append(name)
        self._lines.writerow(cells)

    def write(self, line: str) -> None:
        """Take a line from the writer of the table."""
        self._sizes.append(self._file.write(line.encode()))

    def by_name(self, names: Sequence[int]) -> Iterator[bytes]:
        """Give the lines in the order of these names, which are all; those of one name as they came."""
        if not self._names:
            return
        self._file.flush()
        place = np.empty(len(names), np.uint32)
        place[np.asarray(names)] = np.arange(len(names))
        order = np.argsort(place[np.frombuffer(self._names, np.uint32)], kind="stable")
        ends = np.cumsum(np.frombuffer(self._sizes, np.uint32), dtype=np.int64)
        starts = ends - np.frombuffer(self._sizes, np.uint32)
        with mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
            yield from (lines[starts[n] : ends[n]] for n in order)
