"""Lines sorted and freed of doubles on disk, so that a graph larger than memory can be written."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

PIECE = 1_000_000
"""Bytes of each run that are at hand while runs are merged."""


class SortedLines:
    """Lines that come in any order and go out sorted by their bytes, each once.

    Up to `most` of them are kept in memory; then they are laid aside as one sorted run.
    """

    def __init__(self, stem: Path, most: int) -> None:
        """Lay runs aside beside `stem`, when they are needed."""
        self._stem, self._most = stem, most
        self._runs: list[Path] = []
        self.lines: list[str] = []

    def relieve(self) -> None:
        """Lay the lines aside when there are many; whoever appends to `lines` calls this now and then."""
        if len(self.lines) >= self._most:
            self._lay()

    def _lay(self) -> None:
        path = self._stem.with_name(f"{self._stem.name}.{len(self._runs)}")
        path.write_bytes("".join(self._sorted()).encode())
        self._runs.append(path)

    def _sorted(self) -> list[str]:
        lines, self.lines = self.lines, []
        return sorted(set(lines))

    def blocks(self) -> Iterator[bytes]:
        """Give the sorted lines in blocks of many and let go of them."""
        if not self._runs:
            lines = self._sorted()
            yield from ("".join(lines[n : n + 50_000]).encode() for n in range(0, len(lines), 50_000))
            return
        self._lay()
        with ExitStack() as stack:
            files = [stack.enter_context(run.open("rb")) for run in self._runs]
            yield from _merged(files)
        for run in self._runs:
            run.unlink()


def _merged(files: Iterable[BinaryIO]) -> Iterator[bytes]:
    """Merge sorted files; up to the smallest of the last lines at hand no line can be missing."""
    runs = [(file, file.readlines(PIECE)) for file in files]
    while runs := [(file, lines) for file, lines in runs if lines]:
        bound = min(lines[-1] for _, lines in runs)
        taken: list[bytes] = []
        for n, (file, lines) in enumerate(runs):
            at = bisect_right(lines, bound)
            taken += lines[:at]
            if at:
                runs[n] = (file, lines[at:] or file.readlines(PIECE))
        taken.sort()
        yield b"".join(dict.fromkeys(taken))
