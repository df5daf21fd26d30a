"""The rows of the worklist: each town with its flags, score, contacts and reason, filtered and ordered."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.flags import Flagged
from dashboard.words import SHORT_STATES, UNITS
from dashboard.worklist import NOT_COVERED, UNLINKED, Town
from graph.verdicts import inhabitants

WEAK = "weak"
"""Linked towns that a rule flags: the link ended, is thin, or is not the authority's."""

CALLS = 5
"""So many towns are to be called first."""

ORDERS = {"score": "Score", "population": "Inhabitants"}


@dataclass(frozen=True, slots=True)
class Work:
    """A town of the worklist; `score` is that of its highest flag, `contact` the state on the board or ""."""

    town: Town
    flags: tuple[Flagged, ...] = ()
    contact: str = ""
    contacted: bool = False
    mine: bool = False

    @property
    def score(self) -> float | None:
        """The highest score of its flags, from 0 to 100; None where no rule flags it."""
        scores = [float(flag.score) for flag in self.flags if flag.score != ""]
        return max(scores) if scores else None

    @property
    def rules(self) -> str:
        """The rules that flag it."""
        return ", ".join(sorted({flag.rule for flag in self.flags}))

    @property
    def reason(self) -> str:
        """Why it stands on the list: the sentence of its highest flag; the verdict of a town that no rule flags."""
        return self.flags[0].reason if self.flags else self.town.reason

    @property
    def why(self) -> str:
        """The reason without what the row says already."""
        said = self.reason.removeprefix(f"{self.town.name}, {inhabitants(self.town.population)}")
        left = said.removeprefix(f"{self.town.name}, {self.town.population:,}").lstrip(",: ")
        return left[:1].upper() + left[1:]

    def listed_as(self, family: str = "") -> str:
        """Say in which state it stands here, and by which rules."""
        state = SHORT_STATES[self.town.state_in(family)]
        return f"{state}, {self.rules}" if self.flags else state


@dataclass(frozen=True, slots=True)
class Filter:
    """What the filters let through.

    `kinds` are official typologies, `far` the least distance in kilometres, `rules` keys of rules, `nuts` the
    beginning of a NUTS code, `family` a programme family, `contact` one of "", "no", "yes", "mine".
    """

    states: tuple[str, ...]
    units: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    far: int = 0
    rules: tuple[str, ...] = ()
    nuts: str = ""
    family: str = ""
    contact: str = ""
    order: str = "score"

    def fits(self, one: Work) -> bool:
        """Tell whether a town passes."""
        town = one.town
        return (
            self._in_state(one)
            and town.unit in self.units
            and town.lies(self.kinds, self.far)
            and town.nuts3.startswith(self.nuts)
            and (not self.rules or bool(one.flags))
            and self._met(one)
        )

    def _in_state(self, one: Work) -> bool:
        state = one.town.state_in(self.family)
        return state in self.states or (WEAK in self.states and state == "linked" and bool(one.flags))

    def _met(self, one: Work) -> bool:
        met = {"": True, "no": not one.contacted, "yes": one.contacted, "mine": one.mine}
        return met[self.contact]


@dataclass(frozen=True, slots=True)
class Met:
    """What the team's records say of cities by GeoNames id: state on the board, contacted ones, those on my list."""

    board: Mapping[int, str] = field(default_factory=dict)
    contacted: Collection[str] = frozenset()
    mine: Collection[int] = frozenset()


def work(towns: Iterable[Town], flags: Iterable[Flagged], met: Met, rules: Collection[str] = ()) -> list[Work]:
    """Put together what is known of each town; with `rules` only the flags of these count."""
    held: dict[int, list[Flagged]] = {}
    for flag in flags:
        if not rules or flag.rule in rules:
            held.setdefault(flag.geonames, []).append(flag)
    return [
        Work(
            town,
            tuple(held.get(town.geonames, ())),
            met.board.get(town.geonames, ""),
            town.city in met.contacted,
            town.geonames in met.mine,
        )
        for town in towns
    ]


def chosen(everyone: Iterable[Work], what: Filter) -> list[Work]:
    """Leave the towns that pass, those of the highest score or the most inhabitants first."""
    found = [one for one in everyone if what.fits(one)]
    if what.order == "population":
        return sorted(found, key=lambda one: -one.town.population)
    return sorted(found, key=lambda one: (-(one.score if one.score is not None else -1), -one.town.population))


def first_calls(everyone: Iterable[Work]) -> list[Work]:
    """Take the towns that head the worklist as it opens: unlinked, the highest score first."""
    return chosen(everyone, Filter(UNLINKED, tuple(UNITS)))[:CALLS]


def regions(towns: Iterable[Town]) -> dict[str, str]:
    """Name the NUTS 2 and NUTS 3 regions of towns, by code, in its order."""
    named = {town.nuts3: town.region for town in towns if town.nuts3}
    wide = {code[:4] for code in named}
    held = {code: f"{code}, all of it" for code in wide} | {code: f"{code} {name}" for code, name in named.items()}
    return dict(sorted(held.items()))


COLUMNS = (
    "geonames",
    "name",
    "country",
    "population",
    "counted",
    "state",
    "rules",
    "score",
    "reason",
    "nuts3",
    "region",
    "typologies",
    "kilometres",
    "size",
    "links",
    "contact",
)


def table(rows: Sequence[Work]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows of the worklist as a file holds them."""
    return COLUMNS, [_cells(one) for one in rows]


def _cells(one: Work) -> tuple[Any, ...]:
    town = one.town
    return (
        *(town.geonames, town.name, town.country, town.population or None, town.counted, town.state),
        *(one.rules, one.score, one.reason, town.nuts3, town.region, town.typologies.replace("|", ", ")),
        *(town.kilometres, town.size, NOT_COVERED if town.links is None else town.links, one.contact),
    )
