"""Reach of each programme by size class, as the page draws the answer to programmes/reach: counts with denominators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.sizes import Scheme
from graph.verdicts import ranked


@dataclass(frozen=True, slots=True)
class Reach:
    """What a programme reaches in a class: `covered` is None where no source tells of it completely."""

    linked: int
    authority: int
    covered: int | None

    @property
    def told(self) -> str:
        """The share with its counts, or that it is not covered, with what is known all the same."""
        if self.covered is None:
            return f"not covered ({self.linked} known)" if self.linked else "not covered"
        if not self.covered:
            return "no city"
        share = self.linked / self.covered
        told = "under 1%" if 0 < share < 0.005 else f"{share:.0%}"
        return f"{told} ({self.linked:,} of {self.covered:,})"


@dataclass(frozen=True, slots=True)
class Programme:
    """A line of the table: a programme family or a programme of it, and its reach by class key."""

    key: str
    name: str
    family: str
    until: str
    reach: Mapping[str, Reach]

    @property
    def tells(self) -> bool:
        """Say whether there is anything to tell: it is covered, or some city is known to take part."""
        return any(one.linked or one.covered is not None for one in self.reach.values())


def programmes(rows: Iterable[Mapping[str, Any]]) -> list[Programme]:
    """Read the answer to programmes/reach: each family followed by its programmes, those that are asked for first."""
    held: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        held.setdefault(str(row["programme"]), []).append(row)
    found = [_programme(key, lines) for key, lines in held.items()]
    rank = {key: place for place, key in enumerate(ranked({one.family for one in found}))}
    return sorted(found, key=lambda one: (rank[one.family], one.key != one.family, one.name))


def _programme(key: str, rows: Sequence[Mapping[str, Any]]) -> Programme:
    reach = {str(row["size"]): _reach(row) for row in rows}
    return Programme(key, str(rows[0]["name"]), str(rows[0]["family"]), str(rows[0]["until"] or ""), reach)


def _reach(row: Mapping[str, Any]) -> Reach:
    covered = None if row["covered"] in (None, "") else int(row["covered"])
    return Reach(int(row["linked"] or 0), int(row["authority"] or 0), covered)


def classes(scheme: Scheme, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Name the classes of the scheme that hold a city of the country, with their bounds and numbers of cities."""
    counts = {str(row["size"]): int(row["cities"]) for row in rows}
    return {one.key: f"{one.shown}: {counts[one.key]:,} cities" for one in scheme.classes if counts.get(one.key)}
