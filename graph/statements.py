"""What is said of each subject, sorted and freed of doubles, on disk where a graph is larger than memory.

A subject is sorted once for all that is said of it, and stands once on disk: far less to compare and to move than whole
quads. The order is that of whole lines all the same, because ">" and " " end every subject.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import BinaryIO

PIECE = 1_000_000
"""Bytes of each run that are at hand while runs are merged."""
BLOCK = 2_000
"""Subjects that are written at once: blocks that the memory's own cache holds."""
BETWEEN = "\0"
"""Parts what a run says of a subject; in written terms it stands escaped."""
Run = tuple[BinaryIO, list[bytes]]


class Statements:
    """Statements that come in any order and go out as lines sorted by their bytes, each once.

    Up to `most` of them are kept in memory; then they are laid aside as one sorted run. `end` ends every line.
    """

    def __init__(self, stem: Path, most: int, end: str) -> None:
        """Lay runs aside beside `stem`, when they are needed."""
        self._stem, self._most, self._end = stem, most, end
        self._runs: list[Path] = []
        self._held = 0
        self.about: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, subject: str, said: Collection[str]) -> None:
        """Say something of a subject, each time a predicate and an object."""
        self.about[subject].extend(said)
        self._held += len(said)

    def put(self, subject: str, said: str) -> None:
        """Say one thing of a subject, a predicate and an object."""
        self.about[subject].append(said)
        self._held += 1

    def relieve(self) -> None:
        """Lay the statements aside when there are many; whoever adds without end calls this now and then."""
        if self._held >= self._most:
            self._lay()

    def _lay(self) -> None:
        path = self._stem.with_name(f"{self._stem.name}.{len(self._runs)}")
        with path.open("wb") as file:
            for block in self._sorted():
                lines = (f"{subject}{BETWEEN}{BETWEEN.join(said)}\n" for subject, said in block)
                file.write("".join(lines).encode())
        self._runs.append(path)

    def _sorted(self) -> Iterator[list[tuple[str, list[str]]]]:
        """Give the subjects with what is said of them in blocks, and let go of all."""
        about, self.about, self._held = self.about, defaultdict(list), 0
        subjects = iter(sorted(about))
        while some := list(islice(subjects, BLOCK)):
            yield [(subject, sorted(set(about.pop(subject)))) for subject in some]

    def blocks(self) -> Iterator[bytes]:
        """Give the sorted lines in blocks of many and let go of them."""
        if not self._runs:
            for block in self._sorted():
                yield "".join(self._lines(subject, said) for subject, said in block).encode()
            return
        self._lay()
        with ExitStack() as stack:
            files = [stack.enter_context(run.open("rb")) for run in self._runs]
            yield from _merged(files, self._end.encode())
        for run in self._runs:
            run.unlink()

    def _lines(self, subject: str, said: list[str]) -> str:
        return f"{subject} {f'{self._end}{subject} '.join(said)}{self._end}"


def _merged(files: Iterable[BinaryIO], end: bytes) -> Iterator[bytes]:
    """Merge sorted files; up to the smallest of the last subjects at hand nothing can be missing."""
    runs: list[Run] = [(file, file.readlines(PIECE)) for file in files]
    while runs := [(file, lines) for file, lines in runs if lines]:
        bound = min(lines[-1].partition(b"\0")[0] for _, lines in runs) + b"\1"
        taken: list[bytes] = []
        for n, (file, lines) in enumerate(runs):
            at = bisect_left(lines, bound)
            taken += lines[:at]
            if at:
                runs[n] = (file, lines[at:] or file.readlines(PIECE))
        yield b"".join(_united(taken, end))


def _united(lines: list[bytes], end: bytes) -> Iterator[bytes]:
    """Give the lines of each subject, those of several runs united."""
    about: dict[bytes, bytes] = {}
    for line in lines:
        subject, _, said = line[:-1].partition(b"\0")
        if subject in about:
            both = {*about[subject].split(b"\0"), *said.split(b"\0")}
            said = b"\0".join(sorted(both))
        about[subject] = said
    for subject in sorted(about):
        yield b"%b %b%b" % (subject, about[subject].replace(b"\0", b"%b%b " % (end, subject)), end)
