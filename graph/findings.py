"""What the sources say of the cities, gathered while their quads are written."""

from collections import Counter
from dataclasses import dataclass, field

from graph.name_list import NameList
from graph.organisations import Bodies
from graph.set_aside import SetAsideRows


@dataclass(frozen=True, slots=True)
class Link:
    """A city takes part in a project or an initiative; `target` is the written IRI, `role` a key of `role-*` or "".

    `joined` holds first and last year of a membership (0: not known, or not ended); None for a project.
    """

    city: int
    target: str
    programme: str
    reading: str
    source: str
    role: str = ""
    joined: tuple[int, int] | None = None


@dataclass(slots=True)
class Findings:
    """What the sources say of the cities, gathered while their quads are written.

    `told` leads from project and city to the participation of the urban authority that the project's own
    source tells: what another source says of the same city in the same project is evidence for that one.
    `bodies` tells which rows are an urban authority's by the numbers that they bear. `years` leads from the hash of the
    written IRI of a project to its first and last year, unless its programme is `dated` and tells them for all.
    `keywords` leads from the key of a keyword to its label, `bearers` to the keys of the practices that bear it.
    `practices` holds the keys of all practices, `adoptions` those of what towns tell of practices.
    """

    links: set[Link] = field(default_factory=set)
    undecided: set[tuple[int, str]] = field(default_factory=set)
    told: dict[tuple[str, int], str] = field(default_factory=dict)
    placed: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    unplaced: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    set_aside: SetAsideRows = field(default_factory=SetAsideRows)
    names: NameList = field(default_factory=NameList)
    followed: set[int] = field(default_factory=set)
    bodies: Bodies = field(default_factory=Bodies)
    dated: frozenset[str] = frozenset()
    years: dict[int, tuple[int, int]] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    keywords: dict[str, str] = field(default_factory=dict)
    bearers: dict[str, set[str]] = field(default_factory=dict)
    practices: set[str] = field(default_factory=set)
    adoptions: set[str] = field(default_factory=set)

    def note_years(self, project: str, programme: str, start: str, end: str) -> None:
        """Keep the years of a project whose programme tells none; dates are ISO texts or "". Equal spans are one."""
        if programme not in self.dated and (start or end):
            span = (int(start[:4] or 0), int(end[:4] or 0))
            self.years[hash(project)] = self.spans.setdefault(span, span)
