"""The state of each city in each programme family and programming period, and why.

Most cities of a country are in the same state, so that state is told once for
the country (a slice), and a city has an observation only where its own differs:
where it is linked, or where a doubt keeps it from being called absent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.coverage import Covered
from graph.findings import Link
from graph.periods import FIRST, LENGTH
from graph.records import City

PERIODS = {first: (first, first + LENGTH - 1) for first in FIRST if first >= 2007}
"""Programming periods by their first year, with first and last year."""

OPEN = 9999
"""Stands for the last year of what has not ended."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slice:
    """What holds for each city of a country, in a family and period, of which nothing else is told.

    `until` is the last year that a source covers completely, 0 where none does; `reason` is a key of the scheme
    `reason-*`; `statements` number the coverage statements that bear it.
    """

    country: str
    family: str
    period: int
    until: int
    reason: str
    statements: tuple[int, ...]

    @property
    def state(self) -> str:
        """The state of a city without a link and without a doubt."""
        return "absent" if self.until else "uncovered"


@dataclass(frozen=True, slots=True)
class Observed:
    """A city that is linked (`links` projects and initiatives), or not covered for a reason of its own (0)."""

    city: int
    family: str
    period: int
    links: int
    reason: str = ""

    @property
    def state(self) -> str:
        """The state of the city."""
        return "linked" if self.links else "uncovered"


@dataclass(frozen=True, slots=True)
class Years:
    """The years of programmes, and of the projects whose programme tells none, by the hash of the written IRI."""

    programmes: Mapping[str, Span]
    projects: Mapping[int, Span] = field(default_factory=dict)

    def of(self, link: Link) -> Span:
        """Give first and last year of a link, (0, 0) if not known: a project counts in the years of its programme."""
        if link.joined is None:
            return self.programmes.get(link.programme) or self.projects.get(hash(link.target), (0, 0))
        begin, end = link.joined
        return (begin, end or OPEN) if begin else (0, 0)


def touched(begin: int, end: int) -> Iterator[int]:
    """List the periods that a span of years touches; none where no year is known."""
    begin, end = begin or end, end or begin
    if begin:
        yield from (first for first, (_, last) in PERIODS.items() if begin <= last and end >= first)


def slices(
    covered: Iterable[Covered], countries: Iterable[str], families: Mapping[str, str], years: Years
) -> Iterator[Slice]:
    """Tell for each country, family and period whether a source covers it completely, and to which year."""
    until: dict[tuple[str, str, int], int] = {}
    bearing: dict[tuple[str, str, int], list[int]] = {}
    partly: set[tuple[str, str, int]] = set()
    for place, item in enumerate(covered):
        family = families[item.statement.programme]
        for first, known in _known(item, years):
            spot = (item.country, family, first)
            if item.statement.completeness == "complete":
                until[spot] = max(until.get(spot, 0), known)
                bearing.setdefault(spot, []).append(place)
            elif item.statement.completeness != "none":
                partly.add(spot)
    for country in countries:
        for family in sorted(set(families.values())):
            for first in PERIODS:
                spot = (country, family, first)
                reason = "complete" if until.get(spot) else "partial" if spot in partly else "silent"
                yield Slice(*spot, until.get(spot, 0), reason, tuple(bearing.get(spot, ())))


def _known(item: Covered, years: Years) -> Iterator[Span]:
    """Give the periods that a statement speaks of, each with the last year of it that is covered."""
    said, (opened, closed) = item.statement, years.programmes.get(item.statement.programme, (0, 0))
    begin, end = opened or said.since or 1, closed or said.until or OPEN
    for first in touched(begin, end):
        yield first, min(said.until or closed or OPEN, PERIODS[first][1])


def doubted(
    cities: Iterable[City],
    complete: Mapping[str, frozenset[str]],
    undecided: Iterable[tuple[int, str]],
    families: Mapping[str, str],
) -> set[tuple[int, str]]:
    """Give the pairs of city and family in which an undecided row of a complete source may mean the city."""
    country = {city.geonames: city.country for city in cities}
    pairs = ((city, families.get(under, "")) for city, under in undecided if city in country)
    return {(city, family) for city, family in pairs if family in complete.get(country[city], ())}


def observe(
    links: Iterable[Link], doubts: Iterable[tuple[int, str]], families: Mapping[str, str], years: Years
) -> Iterator[Observed]:
    """Tell the cities that are linked in a period, and those that a doubt keeps from being called absent.

    A link of unknown years may be of any period of its family.
    """
    found: dict[tuple[int, str, int], set[str]] = {}
    held = dict.fromkeys(doubts, "undecided")
    for link in links:
        family, span = families[link.programme], years.of(link)
        for first in touched(*span):
            found.setdefault((link.city, family, first), set()).add(link.target)
        if not any(span):
            held.setdefault((link.city, family), "undated")
    for spot in sorted(found):
        yield Observed(*spot, len(found[spot]))
    for (city, family), reason in sorted(held.items()):
        yield from (Observed(city, family, first, 0, reason) for first in PERIODS if (city, family, first) not in found)
