"""Which source describes a project that several tell: its family's own, else the first; and which two are one."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.loads import Loaded


class Told(NamedTuple):
    """The source that describes a project, the project's programme there, and whether others tell it too."""

    source: str
    programme: str
    shared: bool


NOWHERE = Told("", "", False)


class Tellers:
    """Leads from the key of a project to the source that describes it."""

    def __init__(self, loads: Sequence[Loaded], families: Mapping[str, str]) -> None:
        """Take what was read, in its order; `families` leads programme keys to family keys."""
        self._tables = [(one.source, one.projects) for one in loads if one.projects]
        self._families = families
        self._joined = joined(loads)
        self._leads = frozenset(self._joined.values())

    def main(self, key: str) -> str:
        """Give the key under which a project stands in the graph: that of the register whose number it bears."""
        return self._joined.get(key, key)

    def of(self, key: str) -> Told:
        """Say who describes a project; nobody describes one that no source tells."""
        spot = hash(key)
        told = [(source, under[spot]) for source, under in self._tables if spot in under]
        if len(told) == 1:
            return Told(*told[0], key in self._leads)
        own = [each for each in told if self._families[each[1]] == each[0]]
        chosen = own[-1:] or told[:1]
        return Told(*chosen[0], True) if chosen else NOWHERE


def joined(loads: Sequence[Loaded]) -> dict[str, str]:
    """Lead from the key of a project to that of the same one in the register that numbers it.

    A number such as "keep/51234" is of the source that its first part names; without that source nothing is joined.
    """
    leads: dict[str, str] = {}
    for one in loads:
        for key, number in one.same.items():
            if number.startswith(f"{one.source}/"):
                leads.setdefault(number, key)
    told = ((key, number) for one in loads for key, number in one.same.items() if key != leads.get(number))
    return {key: leads[number] for key, number in told if number in leads}
