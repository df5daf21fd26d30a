"""Every distinct name that the rows say, with what became of it: the list that people review and correct."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.decisions import keys
from graph.loads import Located
from graph.name_rows import NameRows
from graph.name_shares import Shares
from graph.records import Membership, Named, Participation, Record
from graph.resolution import Candidate, Resolution

FILE = "names.csv"
ROWS = "name_rows.csv"
ROW_COLUMNS = ("key", "source", "file", "sheet", "row", "holds")
ROWS_OF_A_NAME = 100
"""So many rows of a name are listed; all are counted."""

COLUMNS = (
    "key",
    "name",
    "country",
    "outcome",
    "method",
    "score",
    "city",
    "candidates",
    "evidence",
    "rows",
    "sources",
    "nuts",
    "postcode",
    "coordinates",
    "decisions",
    "projects",
    "countries",
)
_ORDER = ("accepted", "none", "review")


@dataclass(slots=True)
class Entry:
    """A name as rows say it, its number and key, what became of it, and how many rows of which sources say so."""

    number: int
    key: str
    named: Named
    found: Resolution
    rows: int = 0
    sources: tuple[str, ...] = ()


class NameList:
    """Gathers the names while the sources are written; rows that say the same are one entry, which counts them.

    What grows with the rows lies on disk, in `folder` if one is given, or in arrays of numbers.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Begin an empty list."""
        self._entries: dict[str, Entry] = {}
        self._rows, self._shares = NameRows(folder), Shares()

    def enter(self, source: str, named: Named, found: Resolution) -> Entry | None:
        """Give the entry of a name, None when it has no letters; of several outcomes the least sure is told."""
        said = keys(named)
        if not said:
            return None
        entry = self._entries.setdefault(said[0], Entry(len(self._entries), said[0], named, found))
        if _ORDER.index(found.outcome) > _ORDER.index(entry.found.outcome):
            entry.found = found
        if source not in entry.sources:
            entry.sources = (*entry.sources, source)
        return entry

    def count(self, entry: Entry | None, country: str, at: Located) -> None:
        """Count a row that says a name: it holds up its project or initiative, and a project those who share it."""
        holds, record = _holds(at.record), at.record
        spot = hash(holds)
        if holds and type(record) is Participation:
            self._shares.share(country, spot)
        if entry is None:
            return
        entry.rows += 1
        if holds:
            self._shares.hold(entry.number, spot)
        if entry.rows <= ROWS_OF_A_NAME:
            where = at.origin
            self._rows.add(entry.number, (entry.key, where.source, where.file, where.sheet, where.row, holds))

    def write(self, folder: Path, names: Mapping[int, str]) -> None:
        """Write the list and the rows that bear each name, sorted by key."""
        entries = [entry for _, entry in sorted(self._entries.items())]
        with (folder / ROWS).open("wb") as file:
            file.write(f"{','.join(ROW_COLUMNS)}\r\n".encode())
            file.writelines(self._rows.by_name([entry.number for entry in entries]))
        with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(COLUMNS)
            out.writerows(self._told(entries, names))

    def _told(self, entries: Iterable[Entry], names: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
        projects, countries = self._shares.counted(len(self._entries))
        for entry in entries:
            named, found = entry.named, entry.found
            yield (
                entry.key,
                named.name or named.street,
                named.country,
                found.outcome,
                found.method,
                found.score,
                _told((found.city,) if found.city is not None else (), names),
                _told(others(found), names),
                "|".join(map(evidence, found.ranked)),
                entry.rows,
                "|".join(sorted(entry.sources)),
                named.nuts,
                named.postcode,
                "" if named.latitude is None else f"{named.latitude},{named.longitude}",
                "|".join(map(str, found.decisions)),
                projects[entry.number],
                countries[entry.number],
            )


def _holds(record: Record) -> str:
    """Name what a row takes part in: the key of a project, or of an initiative."""
    if isinstance(record, Participation):
        return record.project
    return record.initiative if isinstance(record, Membership) else ""


def _told(cities: tuple[int, ...], names: Mapping[int, str]) -> str:
    return "|".join(f"{city} {names[city]}" for city in cities)


def others(found: Resolution) -> tuple[int, ...]:
    """List the cities that may be meant besides the accepted one, the best founded first."""
    ranked = (each.city for each in found.ranked)
    return tuple(city for city in dict.fromkeys((*ranked, *found.candidates)) if city != found.city)


def evidence(candidate: Candidate) -> str:
    """Say how a candidate bears the name, its score and what each hint says of it."""
    hints = ", ".join(f"{hint.kind} {hint.said}" for hint in candidate.hints)
    return f"{candidate.city} {candidate.borne} {candidate.score:g}{': ' if hints else ''}{hints}"
