"""Every distinct name that the rows say, with what became of it: the list that people review and correct."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graph.decisions import keys
from graph.loads import Located
from graph.records import Membership, Named, Origin, Participation, Record
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
NOBODY: frozenset[str] = frozenset()
_ORDER = ("accepted", "none", "review")


@dataclass(slots=True)
class Entry:
    """A name as rows say it, what became of it, and how many rows of which sources say so.

    `holds` are hashes of the projects and initiatives in which the name stands, `where` its first rows with what each
    names.
    """

    named: Named
    found: Resolution
    rows: int = 0
    sources: tuple[str, ...] = ()
    holds: set[int] = field(default_factory=set)
    where: list[tuple[Origin, str]] = field(default_factory=list)


class NameList:
    """Gathers the names while the sources are written; rows that say the same are one entry, which counts them."""

    def __init__(self) -> None:
        """Begin an empty list."""
        self._entries: dict[str, Entry] = {}
        self._countries: dict[int, frozenset[str]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def enter(self, source: str, named: Named, found: Resolution) -> Entry | None:
        """Give the entry of a name, None when it has no letters; of several outcomes the least sure is told."""
        said = keys(named)
        if not said:
            return None
        entry = self._entries.setdefault(said[0], Entry(named, found))
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
            self._share(spot, country)
        if entry is None:
            return
        entry.rows += 1
        if holds:
            entry.holds.add(spot)
        if len(entry.where) < ROWS_OF_A_NAME:
            entry.where.append((at.origin, holds))

    def _share(self, spot: int, country: str) -> None:
        """Note that a country shares a project; projects of the same countries hold one set together."""
        known = self._countries.get(spot, NOBODY)
        if country not in known:
            more = known | {country}
            self._countries[spot] = self._sets.setdefault(more, more)

    def write(self, folder: Path, names: Mapping[int, str]) -> None:
        """Write the list and the rows that bear each name, sorted by key."""
        with (folder / ROWS).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(ROW_COLUMNS)
            for key, entry in sorted(self._entries.items()):
                out.writerows((key, at.source, at.file, at.sheet, at.row, holds) for at, holds in entry.where)
        with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(COLUMNS)
            out.writerows(self._rows(names))

    def _rows(self, names: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
        for key, entry in sorted(self._entries.items()):
            named, found = entry.named, entry.found
            yield (
                key,
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
                len(entry.holds),
                len({country for one in entry.holds for country in self._countries.get(one, ())}),
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
