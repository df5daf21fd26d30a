"""What the sources cover, after counting how many of their rows found a city.

A source that claims to be complete for a country keeps the claim only while
nearly all of its rows there could be given to a city: an unplaced row may
belong to any town of the country.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.loads import Coverage, Loaded

UNPLACED_LIMIT = 0.10
"""Largest share of unplaced rows (0 to 1) with which a source still counts as complete for a country."""

Counts = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True, slots=True)
class Covered:
    """A coverage statement for one country, with the rows that were and were not given to a city."""

    source: str
    country: str
    statement: Coverage
    placed: int
    unplaced: int

    @property
    def comment(self) -> str:
        """Why we say so, in a sentence, with the rows counted."""
        rows = self.placed + self.unplaced
        if not rows:
            return f"{self.statement.reason} It names no city of this country."
        return f"{self.statement.reason} {self.placed} of its {rows} rows for this country found their city."


def cover(
    loads: Iterable[Loaded],
    placed: Counts,
    unplaced: Counts,
    served: Iterable[str],
    chains: Mapping[str, tuple[str, ...]],
) -> list[Covered]:
    """State for each source, instrument and country what is covered; too many unplaced rows make it partial.

    `chains` leads a programme to itself and those above it, so that a row of a
    programme counts for a statement on the whole strand.
    """
    known = frozenset(served)
    rows_in, rows_out = _under_each(placed, chains), _under_each(unplaced, chains)
    stated = []
    for loaded in loads:
        for statement in loaded.coverage:
            for country in sorted(known.intersection(statement.countries)):
                key = (loaded.source, statement.programme, country)
                item = Covered(loaded.source, country, statement, rows_in[key], rows_out[key])
                stated.append(_weigh(item))
    return stated


def _under_each(counts: Counts, chains: Mapping[str, tuple[str, ...]]) -> Counter[tuple[str, str, str]]:
    summed: Counter[tuple[str, str, str]] = Counter()
    for (source, programme, country), number in counts.items():
        for above in chains.get(programme, (programme,)):
            summed[(source, above, country)] += number
    return summed


def _weigh(item: Covered) -> Covered:
    rows = item.placed + item.unplaced
    if item.statement.completeness != "complete" or not rows or item.unplaced / rows <= UNPLACED_LIMIT:
        return item
    reason = f"{item.statement.reason} Too many of its rows for this country found no city to call it complete."
    return replace(item, statement=replace(item.statement, completeness="partial", reason=reason))


def numbered(covered: Iterable[Covered]) -> Iterator[tuple[int, Covered]]:
    """Count statements of one source on the same instrument, country and first year, so that each has its own name."""
    seen: Counter[tuple[str, str, str, int]] = Counter()
    for item in covered:
        key = (item.source, item.statement.programme, item.country, item.statement.since)
        seen[key] += 1
        yield seen[key], item


def complete_families(covered: Iterable[Covered], families: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Say for each country which programme families some source covers completely, in at least one instrument."""
    found: dict[str, set[str]] = {}
    for item in covered:
        if item.statement.completeness == "complete":
            found.setdefault(item.country, set()).add(families[item.statement.programme])
    return {country: frozenset(keys) for country, keys in found.items()}
