"""Which cities changed state from one release to another, in which programme family, why, and on which row."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from graph.release_side import CITY, Side
from ontology.terms import NCP, PROV

FILE = "digest.csv"
CAUSES = {
    "project": "a new project or membership",
    "correction": "a correction in the source",
    "decision": "a decision on a name",
    "coverage": "a change of coverage",
    "merger": "a merger",
    "reading": "a name that is read otherwise",
}
"""Why a city changed state, by key."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A city that changed state in a family ("" where the city itself came or went), one row for each cause."""

    country: str
    geonames: int
    name: str
    family: str
    before: str
    after: str
    cause: str
    reason: str
    evidence: str


COLUMNS = tuple(field.name for field in fields(Changed))


@dataclass(frozen=True, slots=True)
class Why:
    """A cause with its reason in words and the row or statement behind it."""

    cause: str
    reason: str
    evidence: str


def digest(old: Path, new: Path) -> list[Changed]:
    """Compare two releases by their folders; each city, family and cause stands once, ordered by country and name."""
    before, after = Side(old), Side(new)
    found = [*_moved(before, after), *_gone(before, after), *_come(before, after)]
    return sorted(found, key=lambda one: (one.country, one.name, one.geonames, one.family, one.cause))


def _moved(old: Side, new: Side) -> Iterator[Changed]:
    heirs: dict[str, list[str]] = {}
    for gone in old.states.keys() - new.states.keys():
        heirs.setdefault(_heir(old, new, gone), []).append(gone)
    for city in old.states.keys() & new.states.keys():
        then, now = old.states[city], new.states[city]
        for family in sorted(then.keys() | now.keys()):
            before, after = then.get(family, "uncovered"), now.get(family, "uncovered")
            if before != after:
                for why in _causes(old, new, city, family, {before, after}, heirs.get(city, ())):
                    yield Changed(*_who(new, city), family, before, after, why.cause, why.reason, why.evidence)


def _causes(old: Side, new: Side, city: str, family: str, states: set[str], merged: Sequence[str]) -> Iterable[Why]:
    """Give each cause once, with the first link, statement or name that it rests on."""
    if "linked" in states:
        causes = [*_gained(old, new, city, family, merged), *_lost(old, new, city, family)]
    else:
        causes = [*_covered(old, new, city, family), *_doubted(old, new, city, family)]
    causes = causes or [Why("reading", "the release reads the rows at hand otherwise", "")]
    return {one.cause: one for one in reversed(causes)}.values()


def _who(side: Side, city: str) -> tuple[str, int, str]:
    return side.country(city), int(city.removeprefix(CITY)), side.name(city)


def _gained(old: Side, new: Side, city: str, family: str, merged: Sequence[str]) -> Iterator[Why]:
    had = old.links(city)
    for target, under in sorted(new.links(city).items()):
        if under == family and target not in had:
            before = next((one for one in merged if target in old.links(one)), "")
            yield _why_gained(old, new, city, target, before)


def _why_gained(old: Side, new: Side, city: str, target: str, before: str) -> Why:
    rows, title = new.rows(city, target), new.title(target)
    where = new.place_of(rows[0].record) if rows else ""
    if before:
        return Why("merger", f"{old.name(before)}, which took part in {title}, is part of it now", where)
    for row in rows:
        if row.decided and not old.decided(row.match):
            named = new.one(row.match, NCP.sourceName)
            return Why("decision", f'a person decided that "{named}" means it, in {title}', new.place_of(row.record))
    if not old.exists(target):
        return Why("project", f"{title} is new and names it", where)
    for row in rows:
        if old.exists(row.match):
            named = new.one(row.match, NCP.sourceName)
            if old.decided(row.match):
                return Why(
                    "decision", f'the decision on "{named}" was taken back; it means this city in {title}', where
                )
            return Why("reading", f'"{named}" is read as this city in {title} now', where)
        if other := _replaced(old, new, row.record):
            named = new.one(row.match, NCP.sourceName)
            told = f'the source now writes "{named}" and no longer "{other}" in {title}'
            return Why("correction", told, new.place_of(row.record))
    return Why("project", f"a new row names it in {title}", where)


def _replaced(old: Side, new: Side, record: str) -> str:
    """Give the name that stood in a row before, if nothing in the new release bears it any more."""
    nodes = old.subjects(PROV.wasDerivedFrom, record)
    matches = {*(old.one(node, NCP.resolvedBy) for node in nodes), *old.objects(record, NCP.resolvedBy)}
    return next((old.one(m, NCP.sourceName) for m in sorted(filter(None, matches)) if not new.exists(m)), "")


def _lost(old: Side, new: Side, city: str, family: str) -> Iterator[Why]:
    has = new.links(city)
    for target, under in sorted(old.links(city).items()):
        if under == family and target not in has:
            yield _why_lost(old, new, city, target)


def _why_lost(old: Side, new: Side, city: str, target: str) -> Why:
    rows, title = old.rows(city, target), old.title(target)
    where = old.place_of(rows[0].record) if rows else ""
    if not new.exists(target):
        return Why("correction", f"the source no longer tells {title}", where)
    for row in rows:
        if not new.exists(row.match):
            continue
        named = old.one(row.match, NCP.sourceName)
        if new.decided(row.match) and not row.decided:
            return Why("decision", f'a person decided that "{named}" does not mean it, in {title}', where)
        if row.decided and not new.decided(row.match):
            return Why("decision", f'the decision that "{named}" means it was taken back, in {title}', where)
        return Why("reading", f'"{named}" is no longer read as this city in {title}', where)
    return Why("correction", f"the source no longer names it in {title}", where)


def _covered(old: Side, new: Side, city: str, family: str) -> Iterator[Why]:
    then = old.complete.get((old.one(city, NCP.inCountry), family), {})
    now = new.complete.get((new.one(city, NCP.inCountry), family), {})
    if bool(then) == bool(now):
        return
    statement = min(then.keys() ^ now.keys())
    title = new.title(_instrument(new, statement) or _instrument(old, statement))
    said, before = new.statement(statement) or "not stated any more", old.statement(statement) or "not stated"
    reason = f"{title} is covered completely for the country {'now' if now else 'no more'}"
    yield Why("coverage", reason, f"{statement.rpartition('/coverage/')[2]}: before {before} Now {said}")


def _instrument(side: Side, statement: str) -> str:
    return side.one(statement, NCP.coversInstrument)


def _doubted(old: Side, new: Side, city: str, family: str) -> Iterator[Why]:
    then, now = old.doubts(city, family), new.doubts(city, family)
    for match in sorted(then.keys() - now.keys()):
        yield _why_cleared(old, new, match, then[match])
    for match in sorted(now.keys() - then.keys()):
        yield _why_doubted(old, new, match, now[match])


def _why_cleared(old: Side, new: Side, match: str, record: str) -> Why:
    named, where = old.one(match, NCP.sourceName), old.place_of(record)
    if new.decided(match):
        return Why("decision", f'a person decided on "{named}", which might have meant it', where)
    if not new.exists(match):
        return Why("correction", f'the source no longer writes "{named}", which might have meant it', where)
    return Why("reading", f'"{named}" is no longer read as a name that may mean it', where)


def _why_doubted(old: Side, new: Side, match: str, record: str) -> Why:
    named, where = new.one(match, NCP.sourceName), new.place_of(record)
    if old.decided(match):
        return Why("decision", f'the decision on "{named}", which may mean it, was taken back', where)
    if not old.exists(match):
        return Why("correction", f'the source now writes "{named}", which may mean it', where)
    return Why("reading", f'"{named}" is read as a name that may mean it now', where)


def _gone(old: Side, new: Side) -> Iterator[Changed]:
    for city in old.states.keys() - new.states.keys():
        heir = _heir(old, new, city)
        told = f"its places are part of {new.name(heir)} now" if heir else "the gazetteer no longer holds it"
        where = f"gazetteer: {heir.rpartition('/')[2]}" if heir else "gazetteer"
        yield Changed(*_who(old, city), "", _whole(old, city), "gone", "merger", told, where)


def _come(old: Side, new: Side) -> Iterator[Changed]:
    for city in new.states.keys() - old.states.keys():
        before = _heir(new, old, city)
        told = f"its places were part of {old.name(before)}" if before else "the gazetteer did not hold it before"
        where = f"gazetteer: {before.rpartition('/')[2]}" if before else "gazetteer"
        yield Changed(*_who(new, city), "", "not there", _whole(new, city), "merger", told, where)


def _heir(side: Side, other: Side, city: str) -> str:
    """Give the city that holds the seat of a city in another release, "" if none does."""
    return next((found for seat in side.objects(city, NCP.seat) if (found := other.one(seat, NCP.inCity))), "")


def _whole(side: Side, city: str) -> str:
    """Give the state over all families."""
    verdict = next(iter(side.subjects(NCP.forCity, city)), "")
    return side.one(verdict, NCP.state).rpartition("state-")[2] if verdict else "uncovered"


def write_digest(path: Path, found: Sequence[Changed]) -> None:
    """Write the digest as a table."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(astuple(one) for one in found)


def read_digest(path: Path) -> list[Changed]:
    """Read the digest that a release holds against the one before it; a first release has none."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if row][1:]
    return [Changed(country, int(geonames), *told) for country, geonames, *told in rows]
