"""Cities as sides of a pair: what each did itself, whom it met, and how far it is from another in the network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.peers import Town
from graph.web import Ties, steps, tie

PRACTICE, PROJECT = "practice", "project"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a city did itself: a practice that it began, or a project in which its authority takes part.

    `kind` is "practice" or "project"; years are 0 where nobody tells them, and a practice without a last year lasts.
    """

    key: str
    kind: str
    title: str
    lead: bool = False
    first: int = 0
    last: int = 0
    concepts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """A city that seeks or gives advice; `region` is its NUTS 3 code, "" where it is not known."""

    town: Town
    region: str = ""
    languages: frozenset[str] = frozenset()
    deeds: tuple[Deed, ...] = ()
    clubs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Field:
    """All cities that did something themselves, by GeoNames id; `year` is the one to which ages are counted."""

    sides: Mapping[int, Side]
    year: int

    @cached_property
    def shared(self) -> Mapping[str, frozenset[int]]:
        """The cities behind each project and each club whose members meet."""
        found: dict[str, set[int]] = {}
        for city, side in self.sides.items():
            for deed in side.deeds:
                if deed.kind == PROJECT:
                    found.setdefault(deed.key, set()).add(city)
            for club in side.clubs:
                found.setdefault(club, set()).add(city)
        return {key: frozenset(cities) for key, cities in found.items()}

    @cached_property
    def ties(self) -> Ties:
        """Who met whom, in projects or clubs."""
        return tie(self.shared.values())

    def called(self, city: int) -> str:
        """Name a city of the field."""
        return self.sides[city].town.name if city in self.sides else f"City {city}"


@dataclass(frozen=True)
class Doors:
    """Where one city stands in the network: whom it met, who lies beside it, and the steps to everybody else.

    A town that is tied to nobody begins at the cities of its region that are: they are one step away.
    """

    city: int
    met: frozenset[int]
    beside: frozenset[int]
    steps: Mapping[int, int]
    field: Field

    def through(self, other: int) -> int:
        """Name the city that has met both, or that lies in the region and has met the other; 0 where none has."""
        knows = self.field.ties.get(other, frozenset())
        for near in (self.met, self.beside):
            if both := near & knows:
                # Of several the one with the fewest others to care for, then the lowest number: the same each time.
                return min(both, key=lambda one: (len(self.field.ties[one]), one))
        return 0


def doors(side: Side, known: Field) -> Doors:
    """Find where a city stands."""
    city, own = side.town.geonames, _own(side)
    met = frozenset(one for key in own for one in known.shared.get(key, ())) - {city}
    beside = _beside(side, known) - {city}
    first = met or beside
    reached = steps({**known.ties, city: first}, [city]) if first else {}
    return Doors(city, met, beside - met, reached, known)


def _own(side: Side) -> Iterable[str]:
    return (*(deed.key for deed in side.deeds if deed.kind == PROJECT), *side.clubs)


def _beside(side: Side, known: Field) -> frozenset[int]:
    """Find the cities of the same NUTS 3 region that met somebody, else those of the same NUTS 2 region."""
    for length in (5, 4):
        code = side.region[:length]
        if len(code) == length:
            found = {c for c, one in known.sides.items() if one.region.startswith(code) and known.ties.get(c)}
            if found - {side.town.geonames}:
                return frozenset(found)
    return frozenset()
