"""Rows of a table as people keep it: titles and groups of columns above the header, columns without a name."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from glob import escape
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from graph.errors import BadInput
from ingest import json_table, workbook
from ingest.archive import Stored, stored
from ingest.delimited import SIGNS, read_delimited
from ingest.reader import JOIN, Line, Raw, paired, read

LOOKED = 20
"""Rows in which the header is looked for."""
Known = Callable[[Sequence[str]], int]
"""Says how many cells of a row are names of columns that are known."""


def read_loosely(path: Path, name: str, sheet: str, known: Known, encoding: str = "") -> Iterator[Line]:
    """Yield each row below the header, which may stand below titles and groups of columns.

    A column without a name is left out where it is empty, and else called by its letter.
    """
    table = stored(path, name)
    if not path.stat().st_size or table.suffix in json_table.SUFFIXES or _lacks(table, sheet):
        yield from (line for _, line in read(path, name, escape(sheet), encoding=encoding))
        return
    head, rest = _begun(table, sheet, known, encoding)
    if not head:
        raise BadInput("the table has no rows", "download the export again", file=name, sheet=sheet)
    at = header_at([cells for _, cells, _ in head], known)
    columns = _columns(head, at, name, sheet)
    body: Raw = chain(head[at + 1 :], rest)
    if "" in columns:
        kept = list(body)
        columns = _called(columns, [cells for _, cells, _ in kept])
        body = iter(kept)
    first = next(lines := _without_blank(paired(body, columns)), None)
    if first is None:
        raise BadInput("the table has no rows", "download the export again", file=name, sheet=sheet)
    yield from chain((first,), lines)


def header_at(rows: Sequence[Sequence[str]], known: Known) -> int:
    """Tell which of the first rows is the header: the one that names most columns, else the first that is no title."""
    filled = [sum(map(bool, map(str.strip, cells))) for cells in rows]
    first = next((n for n, number in enumerate(filled) if number), 0)
    wide = max(filled, default=0)
    told = [known(cells) if filled[n] > 1 or wide == 1 else 0 for n, cells in enumerate(rows)]
    best = max(range(first, len(rows)), key=lambda n: (told[n], filled[n], -n))
    if told[best] > told[first] and told[best] > (filled[first] > 1):
        return best
    if filled[first] > 1 or wide < 3 or known(rows[first]):
        return first
    return next(n for n, number in enumerate(filled) if 2 * number > wide)


def _lacks(table: Stored, sheet: str) -> bool:
    return table.suffix in workbook.SUFFIXES and sheet not in workbook.sheet_names(table)


def _begun(table: Stored, sheet: str, known: Known, encoding: str) -> tuple[list[tuple[int, list[str], str]], Raw]:
    """Give the first rows and the others; a text is parted by the sign that shows a header, if one does."""
    if table.suffix in workbook.SUFFIXES:
        rows = workbook.read_workbook(table, sheet)
        return list(islice(rows, LOOKED)), rows
    best: tuple[int, list[tuple[int, list[str], str]], Raw] = (-1, [], iter(()))
    for sign in ("", *SIGNS):
        rows = read_delimited(table, "", encoding, sign)
        head = list(islice(rows, LOOKED))
        named = max((known(cells) for _, cells, _ in head if not sign or len(cells) > 1), default=0)
        best = max(best, (named, head, rows), key=itemgetter(0))
        if named > 1:
            break
    return best[1], best[2]


def _columns(head: Sequence[tuple[int, list[str], str]], at: int, name: str, sheet: str) -> list[str]:
    """Give the names of the columns; of those with one name each also bears the group above it."""
    number, cells, _ = head[at]
    columns = [" ".join(cell.split()) for cell in cells]
    above = [" ".join(cell.split()) for cell in head[at - 1][1]] if at else []
    groups, group = [], ""
    for n in range(len(columns)):
        group = above[n] if n < len(above) and above[n] else group
        groups.append(group)
    times = Counter(columns)
    columns = [
        JOIN.join(filter(None, (group, one))) if one and times[one] > 1 else one
        for group, one in zip(groups, columns, strict=True)
    ]
    twice = next((one for one in columns if one and columns.count(one) > 1), "")
    if twice:
        raise BadInput("two columns have this name", "rename one", file=name, sheet=sheet, row=number, column=twice)
    return columns


def _called(columns: list[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Call columns without a name by their letter where a row fills them."""
    filled = {n for cells in rows for n, cell in enumerate(cells) if cell.strip()}
    return [one or (f"column {workbook.letters(n)}" if n in filled else "") for n, one in enumerate(columns)]


def _without_blank(lines: Iterator[Line]) -> Iterator[Line]:
    """Leave out the columns that have no name and hold nothing."""
    for line in lines:
        if "" in line.cells:
            del line.cells[""]
        yield line
