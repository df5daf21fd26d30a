"""Which bodies are one urban authority, by their numbers and names; what is less than sure goes to people.

A city has one urban authority. Rows whose name says plainly that it is the municipality are read so by the adapters.
Here, a row whose name is unclear becomes the authority's where its PIC or VAT number is known, from another row, as
that of the authority of the very city. A number beside the authorities of several cities, or beside an authority and
a university or company, joins nothing. Both walks over the records give the same whatever the order of the sources.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from graph.numbers import Number, numbers
from graph.records import Named, Origin, Participation
from graph.resolution import Resolution

OTHERS = frozenset(("education", "research", "company", "association"))
"""Kinds of bodies that are never an urban authority."""
AUTHORITY = "urban-authority"
NO_KIND = frozenset(("", "unknown"))
ROWS = 3
"""So many rows are named as evidence of each finding; all are counted."""

SEVERAL_CITIES = "the number stands beside the authorities of several cities"
SEVERAL_KINDS = "the number stands beside an urban authority and beside a body of another kind"
OTHER_NAME = "the number is that of the urban authority, the name speaks of another body"
ELSEWHERE = "the number is that of the urban authority of another city"
CITY_OPEN = "the number is that of an urban authority, the city of the row is open"
ALIKE = "the name is like that of the urban authority"
MUNICIPAL = "the name holds a word of a municipality, but is not plainly its name"


@dataclass(frozen=True, slots=True)
class Telling:
    """How names are read: the kind of body that a name tells ("" none), and whether it may be municipal."""

    kind: Callable[[str], str] = lambda _: ""
    municipal: Callable[[str, str], bool] = lambda _, __: False
    plain: Callable[[str], str] = str.casefold


@dataclass(frozen=True, slots=True)
class Claim:
    """A row that says which city's urban authority bears a number."""

    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Joined:
    """A row of unclear name that is the urban authority's, by whose number: how the other row calls it."""

    city: int
    name: str
    number: Number
    other: Claim


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A body that may be the urban authority of a city, the reason, and what the other row, if any, calls it."""

    city: int
    name: str
    reason: str
    number: Number | None = None
    other: Claim | None = None


@dataclass(slots=True)
class Seen:
    """The rows that a finding rests on: the first few in the order of sources, files and rows, and how many."""

    first: list[Origin] = field(default_factory=list)
    rows: int = 0

    def add(self, origin: Origin) -> None:
        """Count a row."""
        self.rows += 1
        if len(self.first) < ROWS or place_of(origin) < place_of(self.first[-1]):
            self.first = sorted([*self.first, origin], key=place_of)[:ROWS]


def place_of(origin: Origin) -> tuple[str, str, str, int]:
    """Say where a row stands in the order of sources, files and rows."""
    return origin.source, origin.file, origin.sheet, origin.row


class Numbers:
    """The numbers that stand beside urban authorities, gathered before any graph is written.

    Of all other bodies only the hashes of their numbers are held, so that memory grows by
    authorities, not by rows.
    """

    def __init__(self, telling: Telling) -> None:
        """Start with nothing."""
        self._telling = telling
        self._claims: dict[Number, dict[Named, Claim]] = {}
        self._others: set[int] = set()

    def see(self, record: Participation, origin: Origin) -> None:
        """Take note of the numbers of one row."""
        if not record.identifiers:
            return
        found = numbers(record.identifiers, record.city.country)
        if record.reading == "authority":
            for number in found:
                claims = self._claims.setdefault(number, {})
                claims[record.city] = _earlier(claims.get(record.city), Claim(record.organisation, origin))
        elif kind_of(record, self._telling) in OTHERS:
            self._others.update(map(hash, found))

    def settle(self, resolve: Callable[[Named], Resolution]) -> "Owners":
        """Find which city's authority each number belongs to; one that points to several belongs to none."""
        owners = Owners()
        for number, claims in self._claims.items():
            cities: dict[int, Claim] = {}
            for named, claim in claims.items():
                found = resolve(named)
                if found.outcome == "accepted" and found.city is not None:
                    cities[found.city] = _earlier(cities.get(found.city), claim)
            owners.put(number, cities, hash(number) in self._others)
        return owners


@dataclass(slots=True)
class Owners:
    """Numbers by the one city whose authority they belong to, and those that join nothing, with the reason."""

    sure: dict[Number, tuple[int, Claim]] = field(default_factory=dict)
    void: dict[Number, tuple[dict[int, Claim], str]] = field(default_factory=dict)

    def put(self, number: Number, cities: dict[int, Claim], beside_others: bool) -> None:
        """Keep a number with the cities whose authorities bear it."""
        if len(cities) > 1:
            self.void[number] = (cities, SEVERAL_CITIES)
        elif cities and beside_others:
            self.void[number] = (cities, SEVERAL_KINDS)
        elif cities:
            self.sure[number] = next(iter(cities.items()))


def _earlier(one: Claim | None, other: Claim) -> Claim:
    """Keep the claim that stands first in the order of sources, files and rows."""
    if one is None:
        return other
    return min(one, other, key=lambda claim: (place_of(claim.origin), claim.name))


def kind_of(record: Participation, telling: Telling) -> str:
    """Say what sort of body a row names, by its source or else by its name; "" when neither tells."""
    return record.kind if record.kind not in NO_KIND else telling.kind(record.organisation)


class Bodies:
    """Reads each row a second time, while the graphs are written: joins by number, and what goes to people."""

    def __init__(self, owners: Owners | None = None, telling: Telling | None = None) -> None:
        """Prepare to read."""
        self._owners, self._telling = owners or Owners(), telling or Telling()
        self.joined: dict[Joined, Seen] = {}
        self.suggested: dict[Suggestion, Seen] = {}
        self.spellings: dict[int, dict[str, Seen]] = {}
        self.numbers: dict[tuple[int, Number], Seen] = {}
        self._maybe: dict[tuple[int, str], Seen] = {}

    def read(self, record: Participation, city: int | None, origin: Origin) -> tuple[Participation, Joined | None]:
        """Read a row once its city is known (None: open); give it back as the authority's where its number says so."""
        found = numbers(record.identifiers, record.city.country) if record.identifiers else ()
        if record.reading == "authority":
            self._authority(record, city, found, origin)
            return record, None
        joined = self._by_numbers(record, city, found, origin)
        if joined:
            return replace(record, reading="authority", kind=AUTHORITY), joined
        if city is not None and self._unclear(record):
            self._maybe.setdefault((city, record.organisation), Seen()).add(origin)
        return record, None

    def _authority(self, record: Participation, city: int | None, found: Iterable[Number], origin: Origin) -> None:
        for number in found:
            if number in self._owners.void:
                self._doubt(record.organisation, number, origin)
            elif city is not None:
                self.numbers.setdefault((city, number), Seen()).add(origin)
            elif number in self._owners.sure:
                self._suggest(record.organisation, CITY_OPEN, number, origin)
        if city is not None and record.organisation:
            self.spellings.setdefault(city, {}).setdefault(record.organisation, Seen()).add(origin)

    def _by_numbers(
        self, record: Participation, city: int | None, found: Iterable[Number], origin: Origin
    ) -> Joined | None:
        """Join a row by its numbers where nothing speaks against it; what does is a suggestion."""
        name, sure = record.organisation, self._owners.sure
        speaking = record.kind in OTHERS or bool(self._telling.kind(name))
        void = [number for number in found if number in self._owners.void]
        owned = [number for number in found if number in sure]
        if owned and not void and not speaking and all(sure[number][0] == city for number in owned):
            home, claim = sure[owned[0]]
            joined = Joined(home, name, owned[0], claim)
            self.joined.setdefault(joined, Seen()).add(origin)
            return joined
        for number in void:
            self._doubt(name, number, origin)
        for number in owned:
            reason = CITY_OPEN if city is None else OTHER_NAME if sure[number][0] == city else ELSEWHERE
            self._suggest(name, reason, number, origin)
        return None

    def _suggest(self, name: str, reason: str, number: Number, origin: Origin) -> None:
        city, claim = self._owners.sure[number]
        self.suggested.setdefault(Suggestion(city, name, reason, number, claim), Seen()).add(origin)

    def _doubt(self, name: str, number: Number, origin: Origin) -> None:
        """Note a number that joins nothing, once for each city that it may belong to."""
        cities, reason = self._owners.void[number]
        for city, claim in cities.items():
            if (claim.name, place_of(claim.origin)) != (name, place_of(origin)):
                self.suggested.setdefault(Suggestion(city, name, reason, number, claim), Seen()).add(origin)

    def _unclear(self, record: Participation) -> bool:
        """Say whether a body may be the municipality by its name, of a kind that nothing tells otherwise."""
        name, here = record.organisation, self._telling.plain(record.city.name)[:4]
        if not name or record.kind in OTHERS or self._telling.kind(name):
            return False
        plain = self._telling.plain(name)
        return bool(here and here in plain) or self._telling.municipal(name, record.city.country)

    def suggestions(self, countries: dict[int, str]) -> Iterator[tuple[Suggestion, Seen]]:
        """Give all that goes to people, in a lasting order; `countries` gives each city's country."""
        found = dict(self.suggested)
        for (city, name), seen in self._maybe.items():
            if suggestion := self._by_name(city, name, countries[city]):
                found[suggestion] = seen
        yield from sorted(found.items(), key=lambda item: order(item[0]))

    def _by_name(self, city: int, name: str, country: str) -> Suggestion | None:
        spelled = self.spellings.get(city, {})
        near = closest(self._telling.plain(name), {self._telling.plain(own): own for own in sorted(spelled)})
        if near:
            return Suggestion(city, name, ALIKE, None, Claim(near, spelled[near].first[0]))
        if not self._telling.municipal(name, country):
            return None
        own = min(spelled, key=lambda one: (-spelled[one].rows, one), default="")
        return Suggestion(city, name, MUNICIPAL, None, Claim(own, spelled[own].first[0]) if own else None)


def order(suggestion: Suggestion) -> tuple[str, int, str, Number]:
    """Say where a suggestion stands in the list."""
    return suggestion.reason, suggestion.city, suggestion.name, suggestion.number or ("", "")


LIKE = 0.85
"""Least likeness, from 0 to 1, of a name to that of the authority: a slip of the pen, not another word."""


def closest(name: str, others: dict[str, str]) -> str:
    """Give the name that is most like another one, if it is like enough; "" when none is."""
    best, found = LIKE, ""
    for plain, own in others.items():
        if (likeness := alike(name, plain)) >= best:
            best, found = likeness, own
    return found


def alike(one: str, other: str) -> float:
    """Say from 0 to 1 how like two names are, letter by letter."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    hopeful = matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE
    return matcher.ratio() if hopeful else 0.0
