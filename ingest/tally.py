"""What was read, counted while it passes, so that no record needs to be kept."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.loads import Located
from graph.records import Membership, Participation, Practice, Project


@dataclass(slots=True)
class Tally:
    """Counts of the records of one table or source.

    `kinds` counts records by class name, `projects` distinct projects by
    programme, `countries` participations and memberships by programme or
    initiative and country, `memberships` those of each initiative that are or were in force; `newest` is the latest day
    or year of a membership, `started` the latest year in which a project began (0: none);
    `files` names those that told projects, `numbered` counts participations of bodies with numbers;
    `same` leads from a project's key to the one that another repository gives it;
    `programmes` leads from the hash of a project's key to its programme: keys themselves take five times the memory.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    projects: Counter[str] = field(default_factory=Counter)
    memberships: Counter[str] = field(default_factory=Counter)
    countries: Counter[tuple[str, str]] = field(default_factory=Counter)
    newest: str = ""
    started: int = 0
    files: set[str] = field(default_factory=set)
    numbered: int = 0
    programmes: dict[int, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)

    def add(self, located: Located) -> None:
        """Count one record."""
        record = located.record
        self.kinds[type(record).__name__] += 1
        match record:
            case Project():
                self._project(record)
                self.files.add(located.origin.file)
            case Participation():
                under = self.programmes.get(hash(record.project), "")
                self.countries[under, record.city.country] += 1
                self.numbered += bool(record.identifiers)
            case Membership():
                self.memberships[record.initiative] += record.in_force
                self.countries[record.initiative, record.city.country] += 1
                self.newest = max(self.newest, record.since)
            case Practice():
                self.countries[record.programme, record.city.country] += 1

    def add_parts(self, number: int, countries: Iterable[tuple[str, str]], numbered: int) -> None:
        """Count so many participations by programme and country; so many of them are of bodies with numbers."""
        self.kinds["Participation"] += number
        self.countries.update(countries)
        self.numbered += numbered

    def add_project(self, key: str, programme: str, start: str) -> None:
        """Count a project that was not met."""
        self.programmes[hash(key)] = sys.intern(programme)
        self.projects[programme] += 1
        self.started = max(self.started, int(start[:4] or 0))

    def _project(self, record: Project) -> None:
        if hash(record.key) in self.programmes:
            return
        self.add_project(record.key, record.programme, record.start)
        if record.same:
            self.same[record.key] = record.same
