"""Rows of a text in blocks: many are parted at once, and one by one only where something is wrong with them."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, repeat
from operator import length_hint
from types import MappingProxyType
from typing import NamedTuple

from graph.errors import BadInput

LINES = 128
"""Lines that are parted at once: so few that their cells stay near the processor while they are looked at."""
SAVE_AGAIN = "save it again as CSV in UTF-8"
Numbered = tuple[int, list[str], str]
"""The number of a row, its cells, and why it cannot be read ("" when it can)."""
Part = Callable[[Iterable[str]], Iterator[list[str]]]


class Block(NamedTuple):
    """Rows that stand together: the number of each, its cells, and by number why some cannot be read.

    Blank rows count but are not given.
    """

    numbers: Sequence[int]
    rows: list[list[str]]
    troubles: Mapping[int, str] = MappingProxyType({})


def unrolled(blocks: Iterable[Block]) -> Iterator[Numbered]:
    """Yield number, cells and trouble of each row of some blocks."""
    for numbers, rows, troubles in blocks:
        if troubles:
            yield from ((number, cells, troubles.get(number, "")) for number, cells in zip(numbers, rows, strict=True))
        else:
            yield from zip(numbers, rows, repeat(""), strict=False)


def parted(lines: Iterator[str], delimiter: str, literal: bool, name: str) -> Iterator[Block]:
    """Part the lines of a text; `literal` says that quotes are letters, `name` is how errors call the file."""
    part: Part = partial(csv.reader, delimiter=delimiter, strict=True)
    if literal:
        part = partial(csv.reader, delimiter=delimiter, strict=True, quoting=csv.QUOTE_NONE)
    rows_of = _Rows(part, delimiter, name)
    while True:
        held, failed = _some(lines)
        if not held and not failed:
            return
        rows = None if failed else _whole(part(held), held)
        block = rows_of.block(held, _failing(failed) if failed else lines) if rows is None else rows_of.passed(rows)
        if block.rows:
            yield block
        if failed or rows_of.failed:
            raise rows_of.failed or failed  # type: ignore[misc]


def _some(lines: Iterator[str]) -> tuple[list[str], UnicodeError | None]:
    """Take some lines; where the text stops being what it should be, those before it and the error."""
    held: list[str] = []
    try:
        held.extend(islice(lines, LINES))
    except UnicodeError as error:
        return held, error
    return held, None


def _failing(error: UnicodeError) -> Iterator[str]:
    raise error
    yield


def _whole(reader: Iterator[list[str]], held: list[str]) -> list[list[str]] | None:
    """Part lines into rows; None where their quotes do not close among them, or NUL characters stand there."""
    try:
        rows = list(reader)
    except csv.Error:
        return None
    return None if "\0" in "".join(held) else rows


class _Rows:
    """Counts rows, and parts lines one by one where a row has to be named itself, or ends in later lines.

    `failed` is what ended the reading.
    """

    def __init__(self, part: Part, delimiter: str, name: str) -> None:
        """Begin before the first row."""
        self.failed: Exception | None = None
        self._part, self._delimiter, self._name = part, delimiter, name
        self._number, self._width = 1, 0

    def passed(self, rows: list[list[str]]) -> Block:
        """Give rows that were parted at once."""
        numbers: Sequence[int] = range(self._number, self._number + len(rows))
        self._number += len(rows)
        if [] in rows:
            numbers = [number for number, cells in zip(numbers, rows, strict=True) if cells]
            rows = list(filter(None, rows))
        self._width = len(rows[-1]) if rows else self._width
        return Block(numbers, rows)

    def block(self, held: list[str], rest: Iterator[str]) -> Block:
        """Give the rows that begin in the lines held; the last one may end in the others."""
        found: list[Numbered] = []
        try:
            found.extend(self._rows(iter(held), rest))
        except (BadInput, UnicodeError) as error:
            self.failed = error
        troubles = {number: trouble for number, _, trouble in found if trouble}
        return Block([number for number, *_ in found], [cells for _, cells, _ in found], troubles)

    def _rows(self, held: Iterator[str], rest: Iterator[str]) -> Iterator[Numbered]:
        row: list[str] = []
        reader = self._part(_noted(chain(held, rest), row))
        while length_hint(held):
            row.clear()
            number = self._number
            try:
                cells = next(reader)
            except csv.Error as error:
                trouble = _quotes(str(error), self._name, number)
                cells = _split(row, self._delimiter)
                if len(cells) != self._width:
                    self._number += 1
                    yield number, [], trouble
                    continue
            self._number += 1
            self._width = len(cells) or self._width
            if "\0" in "".join(row):
                raise BadInput("the row holds NUL characters", SAVE_AGAIN, file=self._name, row=number)
            if cells:
                yield number, cells, ""


def _noted(lines: Iterator[str], row: list[str]) -> Iterator[str]:
    """Pass lines on and note those of the row that is read."""
    for line in lines:
        row.append(line)
        yield line


def _split(lines: list[str], delimiter: str) -> list[str]:
    """Part a row of quoted cells where a quote, a delimiter and a quote stand together; other quotes are letters."""
    text = "".join(lines).rstrip("\r\n")
    if len(text) < 2 or not (text.startswith('"') and text.endswith('"')):
        return []
    return [cell.replace('""', '"') for cell in text[1:-1].split(f'"{delimiter}"')]


def _quotes(error: str, name: str, number: int) -> str:
    """Say what is wrong with the quotes of a row; one that never closes means that the file is cut off."""
    if "unexpected end" in error or "field limit" in error:
        raise BadInput(
            "a quote opened here is never closed, the file seems cut off",
            "download the export again",
            file=name,
            row=number,
        )
    return "its quotes do not close where a cell ends"


def fitted(block: Block, width: int) -> tuple[list[list[str]], set[int]]:
    """Give the rows of a block with this many cells each, and which of them do not have them or cannot be read.

    Empty cells beyond the header count for nothing; a row that does not fit is given as blank cells.
    """
    rows = [cells if len(cells) == width else _fit(cells, width) for cells in block.rows]
    odd = {at for at, cells in enumerate(rows) if not cells}
    odd |= {at for at, number in enumerate(block.numbers) if number in block.troubles} if block.troubles else set()
    return [[""] * width if at in odd else cells for at, cells in enumerate(rows)] if odd else rows, odd


def _fit(cells: list[str], width: int) -> list[str]:
    return [] if len(cells) < width or any(cells[width:]) else cells[:width]
