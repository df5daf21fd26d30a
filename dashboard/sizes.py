"""Size schemes to choose from: whose definition of a small town counts, and the class of a town in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from graph.endpoint import Endpoint
from graph.errors import BadInput
from queries.ask import ask

USE = "use"
"""Key of the scheme by which the graph itself counts."""

TOP = 99_999_999
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A class of a scheme, from `low` to `high` inhabitants, both included."""

    key: str
    label: str
    low: int
    high: int

    @property
    def shown(self) -> str:
        """The label with its bounds."""
        if not self.high:
            return self.label
        span = f"below {self.high + 1:,}" if self.low <= 1 else f"{self.low:,}–{self.high:,}"
        return f"{self.label} ({span})" if self.high < TOP else f"{self.label} ({self.low:,} and more)"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A size scheme; its classes leave no city out: what lies below or above the scheme's bounds is a class too."""

    key: str
    title: str
    meaning: str
    source: str
    classes: tuple[SizeClass, ...]

    def of(self, population: int) -> SizeClass:
        """Find the class of a city; a population of 0 means that nobody has told it."""
        return next(one for one in self.classes if one.low <= population <= one.high)

    def named(self, key: str) -> SizeClass:
        """Find a class by its key."""
        known = {one.key: one for one in self.classes}
        if key not in known:
            raise BadInput(f"the size scheme {self.key!r} has no class {key!r}", f"choose among {', '.join(known)}")
        return known[key]

    @property
    def first(self) -> SizeClass:
        """The lowest class that the scheme itself names."""
        return next(one for one in self.classes if one.key not in ("below", "above", UNKNOWN))


def schemes(endpoint: Endpoint) -> dict[str, Scheme]:
    """Read the size schemes from the graph, by key, that of the graph itself first."""
    rows = list(ask(endpoint, "gaps/size-schemes").records())
    keys = sorted({str(row["scheme"]) for row in rows}, key=lambda key: (key != USE, key))
    return {key: _scheme([row for row in rows if row["scheme"] == key]) for key in keys}


def _scheme(rows: Sequence[Mapping[str, object]]) -> Scheme:
    named = [
        SizeClass(
            str(row["class"]), str(row["label"]), _whole(row["minimum"], 0) or 1, _whole(row["below"], TOP + 1) - 1
        )
        for row in rows
    ]
    named.sort(key=lambda one: one.low)
    key, title, meaning, source = (str(rows[0][column]) for column in ("scheme", "title", "meaning", "source"))
    return Scheme(key, title, meaning, source, tuple(_whole_range(named)))


def _whole_range(named: Sequence[SizeClass]) -> Iterable[SizeClass]:
    """Add to the classes of a scheme those of the cities that it does not speak of."""
    floor, top = named[0].low, named[-1].high
    if floor > 1:
        yield SizeClass("below", "below the floor of the scheme", 1, floor - 1)
    yield from named
    if top < TOP:
        yield SizeClass("above", "above the bound of the scheme", top + 1, TOP)
    yield SizeClass(UNKNOWN, "population not known", 0, 0)


def _whole(value: object, otherwise: int) -> int:
    return int(str(value)) if value not in (None, "") else otherwise


def scheme_named(endpoint: Endpoint, key: str) -> Scheme:
    """Find a size scheme by its key."""
    known = schemes(endpoint)
    if key not in known:
        near = get_close_matches(key, known, 1)
        remedy = f"did you mean {near[0]!r}" if near else f"choose among {', '.join(known)}"
        raise BadInput(f"there is no size scheme {key!r}", remedy)
    return known[key]


def counted_as(basis: str, year: str) -> str:
    """Say whose inhabitants a figure counts, and in which year."""
    if not basis:
        return "not known"
    whose = "municipality" if basis == "municipal" else "place (GeoNames)"
    return f"{whose}, {year or 'year not known'}"
