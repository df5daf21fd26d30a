"""What a source tells twice is taken once, row by row, so that no record needs to be kept."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Protocol, cast

from graph.certificate_records import Certificate, CertificationScheme, Estimate, Study
from graph.loads import Located
from graph.records import (
    Call,
    ContactPoint,
    Membership,
    Origin,
    Participation,
    Practice,
    Programme,
    Project,
    Record,
    SetAside,
    Subject,
    Theme,
)
from ingest.spill import NUMBERS, At, Part, Run, Values, part_spot
from ingest.tally import Tally

REPEATS = "repeats an earlier row"
NO_PROJECT = "its project is not in the export"
OTHER_CONTENT = "an earlier row tells this project otherwise"


SILENT = frozenset((Project, Theme, Subject))
"""Records that alone do not make a row worth a word when its project was told before."""
TOLD_AGAIN = (Project, Programme, CertificationScheme, Study)
"""Records that many rows tell, and so does a practice that is told beside its project."""
TREE = (Programme, Call)
PROJECT, SUBJECT, THEME = NUMBERS[Project], NUMBERS[Subject], NUMBERS[Theme]
SPOT, COUNTRY, NUMBERED = (itemgetter(Part._fields.index(name)) for name in ("spot", "country", "numbered"))
ABOUT = frozenset((Participation, Subject, Theme))
"""Records that wait until the project of their row is known."""


class Keep(Protocol):
    """Where records go, and from where they come again: a list in memory or a file."""

    def extend(self, records: Iterable[Located], /) -> None:
        """Add records."""

    def put(self, run: Run, /) -> None:
        """Add participations that say what others said, each of its own project and role."""

    def lay(self, place: At, row: int, records: Iterable[tuple[int, Values]], /) -> None:
        """Add the records of a row by the numbers of their kinds and by their values."""

    def __iter__(self) -> Iterator[Located]:
        """Give the records in their order."""


class Tidy:
    """Drops what is told twice; a participation without its project is set aside.

    Of what was seen only hashes of 64 bits are kept: a million take 70 MB, and two
    different records of an export would meet in one with odds of one in a million.
    """

    def __init__(self, kept: Keep, waiting: Keep) -> None:
        """Send what is in order to `kept`; rows that name a project not met yet wait in `waiting`."""
        self.tally = Tally()
        self.tree: list[Programme | Call] = []
        self._kept, self._waiting = kept, waiting
        self._seen: set[int] = set()

    def row(self, origin: Origin, records: list[Record]) -> None:
        """Take the records of one row."""
        kinds = set(map(type, records))
        speaks = not kinds <= SILENT
        if not kinds.isdisjoint(ABOUT) and self._must_wait(records):
            self._waiting.extend(Located(record, origin) for record in records if type(record) in ABOUT)
            records = [record for record in records if type(record) not in ABOUT]
        self._take(origin, records, speaks)

    def again(self, run: Run) -> None:
        """Take rows of nothing but a participation each, at once where all projects are known and none repeats."""
        under = list(map(self.tally.programmes.get, map(hash, run.projects)))
        spots = set(map(hash, zip(run.projects, run.roles, map(SPOT, run.parts), strict=True)))
        if None in under or len(spots) < len(under) or not self._seen.isdisjoint(spots):
            for one in run.records():
                self.row(one.origin, [one.record])
            return
        self._seen |= spots
        countries = zip(cast(list[str], under), map(COUNTRY, run.parts), strict=True)
        self.tally.add_parts(len(under), countries, sum(map(NUMBERED, run.parts)))
        self._kept.put(run)

    def project(self, place: At, row: int, project: Values, themes: Iterable[Values]) -> bool:
        """Take a row of nothing but a project and the themes that it is about, as values; False where it was met."""
        key, _, programme, _, start, *_ = project
        if hash(key) in self.tally.programmes:
            return False
        self._seen.add(hash(project))
        self.tally.add_project(key, programme, start)
        self.tally.files.add(place[1])
        counts = self.tally.kinds
        counts["Project"] += 1
        kept = [(PROJECT, project)]
        for theme in themes:
            counts["Subject"] += 1
            kept.append((SUBJECT, ("project", key, theme[0])))
            if (spot := hash(theme)) not in self._seen:
                self._seen.add(spot)
                counts["Theme"] += 1
                kept.append((THEME, theme))
        self._kept.lay(place, row, kept)
        return True

    def finish(self) -> None:
        """Decide on the rows that waited, now that all projects are known."""
        for origin, located in groupby(self._waiting, attrgetter("origin")):
            self._take(origin, [one.record for one in located], speaks=True)
        self._seen.clear()

    def _must_wait(self, records: list[Record]) -> bool:
        """Say whether a part of the row belongs to a project that was not met yet."""
        lost = [one for one in records if self._is_lost(one)]
        own = {one.key for one in records if type(one) is Project} if lost else ()
        return any(_about(one) not in own for one in lost)

    def _is_lost(self, record: Record) -> bool:
        """Say whether a record tells of a project that no row tells."""
        about = _about(record)
        return bool(about) and hash(about) not in self.tally.programmes

    def _take(self, origin: Origin, records: list[Record], speaks: bool) -> None:
        kept: list[Located] = []
        again = (*TOLD_AGAIN, Practice) if any(type(one) is Project for one in records) else TOLD_AGAIN
        for record in records:
            if type(record) is Theme and not self._is_new_theme(record, records):
                continue
            reason = self._reason(record)
            if reason and speaks and isinstance(record, again):
                continue
            located = Located(SetAside(reason) if reason else record, origin)
            self.tally.add(located)
            kept.append(located)
            if not reason and isinstance(record, TREE):
                self.tree.append(record)
        self._kept.extend(kept)

    def _is_new_theme(self, theme: Theme, row: list[Record]) -> bool:
        """Say whether a theme is to be kept: not met before, and not in a row about a project that no row tells."""
        idle = any(type(one) is Subject and self._is_lost(one) for one in row)
        return not idle and self._is_new(theme)

    def _reason(self, record: Record) -> str:
        """Say why a record is not kept; "" when it is."""
        match record:
            case Project() if hash(record.key) in self.tally.programmes:
                return REPEATS if hash(record) in self._seen else OTHER_CONTENT
            case Project():
                self._seen.add(hash(record))
            case Participation() | Subject() if self._is_lost(record):
                return NO_PROJECT
            case Participation() | Programme() | Call() | CertificationScheme() | Study() if not self._is_new(record):
                return REPEATS
            case Membership() | ContactPoint() | Practice() | Certificate() | Estimate() if not self._is_new(record):
                return REPEATS
        return ""

    def _is_new(self, record: Record) -> bool:
        before = len(self._seen)
        if type(record) is Participation:
            self._seen.add(hash((record.project, record.role, part_spot(record))))
        else:
            self._seen.add(hash(record))
        return len(self._seen) > before


def _about(record: Record) -> str:
    """Give the key of the project that a record tells of; "" when it tells of none."""
    if type(record) is Participation:
        return record.project
    return record.key if type(record) is Subject and record.of == "project" else ""
