"""Records laid aside on disk while a source is read, and read again when its quads are written."""

import marshal
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import count
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, NamedTuple, get_args

from graph.certificate_records import Certificate, Estimate
from graph.loads import Located
from graph.records import Group, Membership, Named, Origin, Participation, Practice, Record, SetAside
from graph.replicability import Replicability

BATCH = 2_000
"""Records that are written at once; texts that come again in a batch are written once."""


PARTS = 50_000
"""So many parts that come again are kept unpacked; then all are let go."""
KINDS: tuple[type[Any], ...] = get_args(Record)
VALUES = {kind: attrgetter(*(each.name for each in fields(kind))) for kind in (*KINDS, Named, Replicability)}
"""Takes a record apart by its fields, four times faster than what a frozen dataclass does by itself."""
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
TOWN = {Participation: 1, Membership: 1, Practice: 3, Certificate: 1, Estimate: 1}
"""Which value of a record is a town."""
TOWNS = {Group: 3, SetAside: 1}
"""Which value of a record is a list of towns."""
SIZE = 8
"""Bytes that say how long a batch is."""
Values = tuple[Any, ...]
"""What a record holds, in the order of its fields, a town as a tuple of its own."""
At = tuple[str, str, str]
"""Source, file and sheet of a row."""
Flat = tuple[At, int, int, Values]
"""Where a row stands, its number, the number of a record's kind and the record's values."""
AGAIN = len(KINDS)
"""The number of a run of participations that say what others said: their rows, projects, roles and parts."""
OF_PART = attrgetter(*(each.name for each in fields(Participation) if each.name not in ("project", "city", "role")))
"""What a participation says beside project, town and role, in the order of its fields."""


class Part(NamedTuple):
    """What participations of one organisation say beside project and role: a hash of it, and it as bytes.

    `country` and `numbered` are what is counted of it; `number` is its own in this run of the program.
    """

    spot: int
    packed: bytes
    country: str
    numbered: bool
    number: int


NUMBER = itemgetter(Part._fields.index("number"))
_COUNTING = count()


class Run(NamedTuple):
    """Rows of one table that are nothing but participations: number, project, role and part of each."""

    place: At
    rows: Sequence[int]
    projects: list[str]
    roles: list[str]
    parts: list[Part]

    def said(self, laid: set[int]) -> Values:
        """Give rows and numbers of parts as bytes, projects, roles, and the parts themselves that were not laid yet."""
        numbers = list(map(NUMBER, self.parts))
        new = set(numbers) - laid
        laid |= new
        packed = {part.number: part.packed for part in self.parts if part.number in new} if new else {}
        return array("Q", self.rows).tobytes(), array("Q", numbers).tobytes(), self.projects, self.roles, packed

    def records(self) -> "Iterator[Located]":
        """Make the participations."""
        return Parts().run(self.place, self.said(set()))


def part_spot(record: Participation) -> int:
    """Give a hash of what a participation says beside project and role."""
    return hash((VALUES[Named](record.city), OF_PART(record)))


def part_of(record: Participation) -> Part:
    """Take what a participation says beside project and role, for others that say the same."""
    return part_saying(record.city, OF_PART(record), bool(record.identifiers))


def part_saying(city: Named, said: Values, numbered: bool) -> Part:
    """Make what participations say of a town and, in the order of their fields, beside project, town and role."""
    values = VALUES[Named](city), said
    return Part(hash(values), marshal.dumps(values), city.country, numbered, next(_COUNTING))


class Spill:
    """Records on disk in the order in which they came, which can be walked again and again.

    The file is written and read by one run of the program alone, in a folder of its own.
    """

    def __init__(self, path: Path) -> None:
        """Begin an empty file."""
        self._path = path
        self._batch: list[Flat] = []
        self._held = 0
        self._laid: set[int] = set()
        path.write_bytes(b"")

    def extend(self, records: Iterable[Located]) -> None:
        """Add records."""
        for one in records:
            origin, record = one.origin, one.record
            place = (origin.source, origin.file, origin.sheet)
            self._batch.append((place, origin.row, NUMBERS[type(record)], apart(record)))
        self._grown(0)

    def put(self, run: Run) -> None:
        """Add participations that say what others said, each of its own project and role."""
        self._batch.append((run.place, 0, AGAIN, run.said(self._laid)))
        self._grown(len(run.rows))

    def lay(self, place: At, row: int, records: Iterable[tuple[int, Values]]) -> None:
        """Add the records of a row by the numbers of their kinds and by their values."""
        self._batch += [(place, row, kind, values) for kind, values in records]
        self._grown(0)

    def _grown(self, inside: int) -> None:
        self._held += inside
        if len(self._batch) + self._held >= BATCH:
            self._lay()

    def _lay(self) -> None:
        batch, self._batch, self._held = self._batch, [], 0
        written = marshal.dumps(batch)
        with self._path.open("ab") as file:
            file.write(len(written).to_bytes(SIZE) + written)

    def __iter__(self) -> Iterator[Located]:
        """Give the records in their order."""
        self._lay()
        parts = Parts()
        with self._path.open("rb") as file:
            while size := int.from_bytes(file.read(SIZE)):
                yield from _located(marshal.loads(file.read(size)), Towns(), parts)


def _located(batch: Iterable[Flat], towns: "Towns", parts: "Parts") -> Iterator[Located]:
    """Give the records of a batch; those of one row share its place, which is found faster too."""
    origin = Origin("", "", "", 0)
    before: At | None = None
    for place, row, kind, values in batch:
        if kind == AGAIN:
            yield from parts.run(place, values)
            continue
        if row != origin.row or place != before:
            origin, before = Origin(*place, row), place
        yield Located(together(KINDS[kind], values, towns), origin)


class Held(list[Located]):
    """Records in memory in the order in which they came."""

    def put(self, run: Run) -> None:
        """Add participations that say what others said, each of its own project and role."""
        self.extend(run.records())

    def lay(self, place: At, row: int, records: Iterable[tuple[int, Values]]) -> None:
        """Add the records of a row by the numbers of their kinds and by their values."""
        origin, towns = Origin(*place, row), Towns()
        self.extend(Located(together(KINDS[kind], values, towns), origin) for kind, values in records)


class Towns(dict[Values, Named]):
    """Towns by their values: those that come again are one object, which is found faster."""

    def __missing__(self, values: Values) -> Named:
        self[values] = named = Named(*values)
        return named


class Parts(dict[int, tuple[Named, Values]]):
    """What participations say beside project and role, by its number: what comes again is unpacked once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._packed: dict[int, bytes] = {}

    def __missing__(self, number: int) -> tuple[Named, Values]:
        town, rest = marshal.loads(self._packed[number])
        if len(self) >= PARTS:
            self.clear()
        self[number] = found = Named(*town), rest
        return found

    def run(self, place: At, values: Values) -> Iterator[Located]:
        """Make participations of a run of rows."""
        rows, numbers, projects, roles, packed = values
        self._packed |= packed
        for row, number, project, role in zip(array("Q", rows), array("Q", numbers), projects, roles, strict=True):
            town, rest = self[number]
            yield Located(Participation(project, town, role, *rest), Origin(*place, row))


def apart(record: Record) -> Values:
    """Take a record apart into plain values."""
    kind = type(record)
    values: Values = VALUES[kind](record)
    take = VALUES[Named]
    if kind is Practice:
        values = (*values[:-1], VALUES[Replicability](values[-1]))
    if at := TOWN.get(kind):
        return (*values[:at], take(values[at]), *values[at + 1 :])
    if at := TOWNS.get(kind):
        return (*values[:at], tuple(map(take, values[at])), *values[at + 1 :])
    return values


def together(kind: type[Any], values: Values, towns: Towns) -> Record:
    """Make a record of its values."""
    if at := TOWN.get(kind):
        values = (*values[:at], towns[values[at]], *values[at + 1 :])
    elif at := TOWNS.get(kind):
        values = (*values[:at], tuple(towns[one] for one in values[at]), *values[at + 1 :])
    if kind is Practice:
        values = (*values[:-1], Replicability(*values[-1]))
    record: Record = kind(*values)
    return record
