"""What each source covers by country, programme and period, for the page Sources and for `ncp sources --coverage`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from dashboard.words import COMPLETENESS
from graph.endpoint import Endpoint
from graph.verdicts import ranked
from queries.ask import ask

PERIODS = {"2000": (2000, 2006), "2007": (2007, 2013), "2014": (2014, 2020), "2021": (2021, 2027)}
"""Programming periods by their first year."""

BEST = ("complete", "partial", "unknown")
"""States of a cell of the heat map, the most telling first; all else is "not covered"."""

NOT_COVERED = "uncovered"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source covers of one programme in one country: how completely, which years (0: open), and why.

    `start` and `end` are the years of the programme itself (0: not known or open).
    """

    source: str
    title: str
    country: str
    family: str
    family_name: str
    programme: str
    programme_name: str
    completeness: str
    since: int
    until: int
    start: int
    end: int
    reason: str
    page: str
    issued: str

    def of_period(self, period: str) -> bool:
        """Say whether it speaks of a programming period: by the programme's own years where known, else by its own."""
        first, last = PERIODS[period]
        begin, end = (self.start, self.end) if self.start and self.end else (self.since, self.until)
        return begin <= last and (not end or end >= first)


COLUMNS = tuple(field.name for field in fields(Statement))


def statements(rows: Iterable[Mapping[str, Any]]) -> list[Statement]:
    """Read the answer to sources/coverage, by family as they are asked for, then by programme and source."""
    found = [_statement(row) for row in rows]
    rank = {key: place for place, key in enumerate(ranked({one.family for one in found}))}
    return sorted(found, key=lambda one: (one.country, rank[one.family], one.programme, one.source, one.since))


def _statement(row: Mapping[str, Any]) -> Statement:
    def text(name: str) -> str:
        return str(row[name] or "")

    def year(name: str) -> int:
        return int(str(row[name] or 0))

    return Statement(
        source=text("source"),
        title=text("sourceTitle"),
        country=text("country"),
        family=text("family"),
        family_name=text("familyName"),
        programme=text("instrument"),
        programme_name=text("instrumentName"),
        completeness=text("completeness"),
        since=year("from"),
        until=year("until"),
        start=year("start"),
        end=year("end"),
        reason=text("reason"),
        page=text("page"),
        issued=text("issued"),
    )


def choose(
    found: Iterable[Statement], *, country: str = "", family: str = "", period: str = "", source: str = ""
) -> list[Statement]:
    """Keep the statements that fit; an empty choice keeps all."""
    return [
        one
        for one in found
        if country in ("", one.country)
        and family in ("", one.family)
        and source in ("", one.source)
        and (not period or one.of_period(period))
    ]


def read(endpoint: Endpoint, **choice: str) -> list[Statement]:
    """Ask the graph for the statements that fit; see `choose`."""
    return choose(statements(ask(endpoint, "sources/coverage").records()), **choice)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the heat map: a source, its state in each country by code, and the statements behind each."""

    source: str
    title: str
    cells: Mapping[str, tuple[Statement, ...]]

    def state(self, country: str) -> str:
        """Give the most telling state of the source in a country: complete if it is so for any programme chosen."""
        stated = {one.completeness for one in self.cells.get(country, ())}
        return next((state for state in BEST if state in stated), NOT_COVERED)

    def told(self, country: str) -> str:
        """Say in words what the source covers in a country."""
        cells = self.cells.get(country, ())
        if not cells:
            return "no statement"
        return "; ".join(
            f"{one.programme_name}{years_of(one)} {COMPLETENESS[one.completeness].lower()}" for one in cells
        )

    def summary(self, countries: Sequence[str]) -> str:
        """Count its states in words: "complete in 26 countries, partial in 16"."""
        states = [self.state(country) for country in countries]
        counts = [(state, states.count(state)) for state in (*BEST, NOT_COVERED)]
        return ", ".join(f"{COMPLETENESS[state].lower()} in {number}" for state, number in counts if number)


def years_of(one: Statement) -> str:
    """Write the years of a statement with a space before: " 2014–2019", or ""."""
    if one.since and one.until:
        return f" {one.since}" if one.since == one.until else f" {one.since}–{one.until}"
    return f" since {one.since}" if one.since else f" until {one.until}" if one.until else ""


def lines(found: Iterable[Statement]) -> list[Line]:
    """Make a line for each source, those that are complete in most countries first."""
    cells: dict[str, dict[str, list[Statement]]] = {}
    titles: dict[str, str] = {}
    for one in found:
        titles[one.source] = one.title
        cells.setdefault(one.source, {}).setdefault(one.country, []).append(one)
    made = [Line(key, titles[key], {c: tuple(held) for c, held in of.items()}) for key, of in cells.items()]
    return sorted(made, key=_standing)


def _standing(line: Line) -> tuple[object, ...]:
    states = [line.state(country) for country in line.cells]
    return (*(-states.count(state) for state in BEST), line.title.casefold())


NOTHING = "Nothing: no source at hand covers it."

NAMED = 8
"""So many programmes of a family are named; the others are counted."""


def by_family(found: Sequence[Statement], families: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Say for each family, by label, what some source covers completely and what is covered in part only."""
    rows = []
    for key in ranked(families):
        own = [one for one in found if one.family == key]
        whole = _named([one for one in own if one.completeness == "complete"])
        part = _named([one for one in bettered(own) if one.completeness == "partial"])
        rows.append((families[key], whole, part) if whole or part else (families[key], "Nothing", NOTHING))
    return rows


def bettered(found: Sequence[Statement]) -> list[Statement]:
    """Leave out what is covered in part by one source and completely by another."""
    whole = {one.programme for one in found if one.completeness == "complete"}
    return [one for one in found if one.completeness == "complete" or one.programme not in whole]


def _named(found: Sequence[Statement]) -> str:
    """Name programmes with the years that the statements on them span together."""
    spans: dict[str, list[Statement]] = {}
    for one in found:
        spans.setdefault(one.programme_name, []).append(one)
    names = [f"{name}{_span(held)}" for name, held in spans.items()]
    return ", ".join(names if len(names) <= NAMED + 1 else [*names[:NAMED], f"{len(names) - NAMED} more"])


def _span(held: Sequence[Statement]) -> str:
    since = 0 if any(not one.since for one in held) else min(one.since for one in held)
    until = 0 if any(not one.until for one in held) else max(one.until for one in held)
    return years_of(replace(held[0], since=since, until=until))


def rows_of(found: Sequence[Statement], full: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows of statements: all of them, or those that fit a terminal."""
    if full:
        return COLUMNS, [tuple(cell or "" for cell in astuple(one)) for one in found]
    columns = ("programme", "source", "coverage", "years", "why", "page")
    return columns, [
        (one.programme_name, one.title, COMPLETENESS[one.completeness], years_of(one).strip(), one.reason, one.page)
        for one in found
    ]
