"""What people review: the names of a release, which are open, and decisions on them; for pages and command line."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any

from graph.decisions import ACCEPT, REJECT, Decision, InForce, in_force
from graph.desk import Desk, address_in, open_desk
from graph.endpoint import Endpoint
from graph.errors import BadParameter, NcpError, NothingPublished
from graph.name_list import FILE, ROWS
from graph.names import fold, key
from graph.workspace import Release, Workspace
from queries.ask import ask

OPEN = ("review", "none")
HOLDS = ("rows", "projects", "countries")
"""What an open name holds up, each counted."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as rows say it: its key, what became of it, who may be meant, and which rows say it.

    `city` and `candidates` are pairs of GeoNames id and name, the best founded first; `evidence` says of each
    how it bears the name, its score and what each hint of the row says; `decisions` are numbers. `projects` counts
    the projects and initiatives that the name stands in, `countries` those that take part in these projects, and
    `point` is the latitude and longitude that the row gives.
    """

    key: str
    name: str
    country: str
    outcome: str
    method: str
    score: float
    city: tuple[int, str] | None
    candidates: tuple[tuple[int, str], ...]
    evidence: tuple[str, ...]
    rows: int
    sources: tuple[str, ...]
    hints: str
    decisions: tuple[int, ...]
    projects: int = 0
    countries: int = 0
    point: tuple[float, float] | None = None

    @property
    def may_be(self) -> str:
        """The cities that may be meant, or the one that is, in one line."""
        cities = ((self.city,) if self.city else ()) if self.outcome == "accepted" else self.candidates
        return "; ".join(f"{city} {name}" for city, name in cities)


def desk_of(workspace: Workspace, address: str = "") -> Desk:
    """Open the team's records: those at the address of the settings, or those of the workspace."""
    return open_desk(address or address_in(workspace.desk))


def names(release: Release) -> tuple[Name, ...]:
    """Read every distinct name of a release, sorted by key."""
    path = release.folder / FILE
    if not path.is_file():
        raise NothingPublished(f"Release {release.id} holds no list of names yet; run `ncp build`.")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_name(row) for row in csv.DictReader(file))


def _name(row: Mapping[str, str]) -> Name:
    city = _pairs(row["city"])
    hints = (row["nuts"], row["postcode"], row["coordinates"])
    return Name(
        key=row["key"],
        name=row["name"],
        country=row["country"],
        outcome=row["outcome"],
        method=row["method"],
        score=float(row["score"]),
        city=city[0] if city else None,
        candidates=_pairs(row["candidates"]),
        evidence=_parts(row["evidence"]),
        rows=int(row["rows"]),
        sources=_parts(row["sources"]),
        hints=", ".join(hint for hint in hints if hint),
        decisions=tuple(map(int, _parts(row["decisions"]))),
        projects=int(row.get("projects") or 0),
        countries=int(row.get("countries") or 0),
        point=_point(row["coordinates"]),
    )


def _point(written: str) -> tuple[float, float] | None:
    latitude, _, longitude = written.partition(",")
    return (float(latitude), float(longitude)) if longitude else None


@dataclass(frozen=True, slots=True)
class Bearing:
    """A row that bears a name: source, file, sheet or "", row, and the project or initiative that it names."""

    source: str
    file: str
    sheet: str
    row: int
    holds: str


def bearings(release: Release) -> dict[str, tuple[Bearing, ...]]:
    """Read the first rows that bear each name, by its key; none where the release was built before they were noted."""
    path, found = release.folder / ROWS, dict[str, tuple[Bearing, ...]]()
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines, None)
            for key, of in groupby(lines, lambda line: line[0]):
                found[key] = tuple(Bearing(line[1], line[2], line[3], int(line[4]), line[5]) for line in of)
    return found


def _parts(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()


def _pairs(joined: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(city), name) for city, _, name in (part.partition(" ") for part in _parts(joined)))


def listed(
    known: Iterable[Name],
    held: InForce,
    country: str = "",
    text: str = "",
    outcomes: Sequence[str] = ("review",),
    first: str = "rows",
    city: int = 0,
) -> list[Name]:
    """List names with these outcomes, what was decided since the build is not open any more.

    `text` is a part of the name; with an outcome "accepted" wrong matches can be found. Those that hold up most
    stand first: `first` says whether most rows, projects or countries. `city` leaves the names that stand for that
    city or may mean it.
    """
    sought = fold(text.strip())
    found = [
        each
        for each in known
        if each.outcome in outcomes
        and country in ("", each.country)
        and sought in fold(each.name)
        and city in (0, each.city[0] if each.city else 0, *(one for one, _ in each.candidates))
        and (each.outcome not in OPEN or not _closed(each, held))
    ]
    measures = (first, *(one for one in HOLDS if one != first))
    return sorted(found, key=lambda each: (*(-getattr(each, one) for one in measures), each.key))


def _closed(each: Name, held: InForce) -> bool:
    """Say whether somebody accepted a city for the name or rejected all, at any level of its key."""
    return any(one.kind in (ACCEPT, REJECT) for level in levels(each.key) for one in held.get(level, ()))


def levels(of: str) -> tuple[str, ...]:
    """Give a key and those with fewer hints."""
    parts = of.split("/")
    return tuple("/".join(parts[:size]) for size in range(len(parts), 1, -1))


def covered(known: Iterable[Name], wanted: str) -> list[Name]:
    """List the names that a decision under a key holds for; refuses a key that no row says."""
    everything = tuple(known)
    found = [each for each in everything if wanted in levels(each.key)]
    if not found:
        near = get_close_matches(wanted, (each.key for each in everything), 3, 0.5)
        remedy = f"did you mean {', '.join(near)}" if near else "`ncp review list --name TEXT --all` finds keys"
        raise BadParameter(f'No row says "{wanted}"; {remedy}.')
    return found


def city_of(endpoint: Endpoint, said: str, holds_for: Sequence[Name]) -> tuple[int, str]:
    """Find the city that a person names by GeoNames id or by name; several are listed, never guessed."""
    if said.isdecimal():
        found = ask(endpoint, "cities/profile", city=said).records()
        if not found:
            raise BadParameter(f"The graph holds no city {said}; give the GeoNames id of a municipality's seat.")
        return int(said), str(found[0]["name"])
    country, sought = holds_for[0].country, key(said)
    mine = {pair for each in holds_for for pair in each.candidates if key(pair[1]) == sought}
    rows = () if len(mine) == 1 else ask(endpoint, "cities/search", text=said.strip()).records()
    mine |= {(int(r["geonames"]), str(r["name"])) for r in rows if r["country"] == country and key(r["name"]) == sought}
    if len(mine) == 1:
        return mine.pop()
    if not mine:
        raise BadParameter(f'No city of {country} is called "{said}"; give its GeoNames id.')
    several = ", ".join(f"{city} {name}" for city, name in sorted(mine))
    raise BadParameter(f'Several cities of {country} are called "{said}": {several}; give the GeoNames id.')


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision to record: key, kind, city by id or name, reason, and the row of the list that it stands in."""

    key: str
    kind: str
    city: str
    why: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as it was recorded, the name of its city or "", and the names that it holds for."""

    decision: Decision
    called: str
    holds: tuple[Name, ...]


def decide(
    desk: Desk,
    endpoint: Endpoint,
    known: Sequence[Name],
    wish: Wish,
    who: str,
    seen: int | None = None,
) -> Made:
    """Record what somebody decided on a name that rows say; `seen` as in `Desk.decide`."""
    holds = covered(known, wish.key)
    city, called = (None, "") if wish.kind == REJECT else city_of(endpoint, wish.city, holds)
    made = desk.decide(wish.key, wish.kind, city, who=who, why=wish.why, seen=seen)
    return Made(made, called, tuple(holds))


def told(one: Decision) -> tuple[Any, ...]:
    """Give a decision as a row of the log."""
    return one.id, one.made, one.key, one.kind, one.city, one.undoes, one.who, one.why


LOG = ("decision", "when", "key", "kind", "city", "takes back", "by", "why")


def carry_out(desk: Desk, endpoint: Endpoint, known: Sequence[Name], wishes: Iterable[Wish], who: str) -> list[str]:
    """Record the decisions of a list, each by itself, and tell for each row that was refused why."""
    refused = []
    for wish in wishes:
        try:
            if not _made(desk, endpoint, known, wish):
                decide(desk, endpoint, known, wish, who)
        except NcpError as error:
            refused.append(f"row {wish.row}: {error}")
    return refused


def _made(desk: Desk, endpoint: Endpoint, known: Sequence[Name], wish: Wish) -> bool:
    """Say whether the same decision is in force already, as when a list is read twice."""
    held = [one for one in in_force(desk.log()).get(wish.key, ()) if one.kind == wish.kind]
    if not held or wish.kind == REJECT:
        return bool(held)
    city, _ = city_of(endpoint, wish.city, covered(known, wish.key))
    return any(one.city == city for one in held)
