"""Which source describes a project that several tell: its family's own, else the first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph.records import Loaded


class Told(NamedTuple):
    """The source that describes a project, the project's programme there, and whether others tell it too."""

    source: str
    programme: str
    shared: bool


NOWHERE = Told("", "", False)


class Tellers:
    """Leads from the key of a project to the source that describes it."""

    def __init__(self, loads: Iterable[Loaded], families: Mapping[str, str]) -> None:
        """Take what was read, in its order; `families` leads programme keys to family keys."""
        self._tables = [(one.source, one.projects) for one in loads if one.projects]
        self._families = families

    def of(self, key: str) -> Told:
        """Say who describes a project; nobody describes one that no source tells."""
        spot = hash(key)
        told = [(source, under[spot]) for source, under in self._tables if spot in under]
        if len(told) == 1:
            return Told(*told[0], False)
        own = [each for each in told if self._families[each[1]] == each[0]]
        chosen = own[-1:] or told[:1]
        return Told(*chosen[0], True) if chosen else NOWHERE
