"""Somebody's own list of cities given back with city, certainty, verdict and reasons; for pages and command line."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.formats import delimited, workbook, writing
from dashboard.words import STATES
from dashboard.worklist import Town, worklist
from graph.decisions import Decision, deciding, in_force, usable
from graph.endpoint import Endpoint
from graph.errors import BadInput
from graph.identity import Resolver
from graph.quads import ID
from graph.records import City, Named
from graph.resolution import Candidate, Resolution
from ingest.countries import country_code
from ingest.localities import localities
from ingest.mapping import ColumnMapping
from ingest.nuts_versions import versions
from ingest.own_list import Entry, OwnTable, complete, entries, fitting
from ingest.places import gazetteer, labels
from ontology.terms import SCHEME, label

OURS = (
    "city",
    "geonames",
    "iri",
    "nuts3",
    "lau",
    "outcome",
    "confidence",
    "method",
    "candidates",
    "match because",
    "verdict",
    "verdict because",
)
EVERY_STATE = ("absent", "uncovered", "linked")
UNNAMED = "A village that no source names, so the published release has no verdict on it."
TRIED = 300
"""So many rows tell which encoding a text has."""
_BORNE = {
    "own": "it is its name",
    "short": "it is the short form of its name",
    "other": "it is another name of it",
    "inner": "it is the name of a place in it",
    "inner-other": "it is another name of a place in it",
}
_KINDS = {
    "nuts": "the NUTS code",
    "postcode": "the postcode",
    "coordinates": "the coordinates",
    "around": "the context",
}
_SAID = {"inside": "agrees", "near": "points nearby", "far": "speaks against it"}


@dataclass(frozen=True, slots=True)
class Known:
    """What a list is held against: the cities, who resolves names, and the decisions by number."""

    cities: Mapping[int, City]
    resolve: Callable[[Named], Resolution]
    decisions: Mapping[int, Decision]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The list with our columns behind its own: columns, rows, and how many rows have each outcome and verdict."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    outcomes: Counter[str]
    verdicts: Counter[str]


def known(log: Iterable[Decision] = ()) -> Known:
    """Read the gazetteer and put people's decisions on top of the resolver."""
    places, cities = gazetteer()
    small = localities(places, cities)
    cities = (*cities, *small.cities)
    by_id = {city.geonames: city for city in cities}
    held, _ = usable(in_force(log), by_id)
    resolve = deciding(Resolver(places, cities, versions(), small.places, labels()).resolve, held)
    return Known(by_id, resolve, {one.id: one for several in held.values() for one in several})


def said_by(kept: ColumnMapping, columns: Mapping[str, str], country: str) -> ColumnMapping:
    """Put the columns and the country of all rows that somebody named on top of a saved mapping."""
    if country:
        code = country_code(country)
        if not code:
            raise BadInput(f"{country!r} is no country", "give its EU code, such as PT or EL")
        rest = {name: column for name, column in kept.columns.items() if name != "country"}
        kept = replace(kept, columns=rest, constants={**kept.constants, "country": code})
    return replace(kept, columns={**kept.columns, **columns})


def counts_told(what: str, counts: Mapping[str, int]) -> str:
    """Write how many rows have each outcome or verdict."""
    told = ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items()))
    return f"{what.capitalize()}: {told or 'none'}"


def best(tables: Sequence[OwnTable], said: ColumnMapping | None, base: Known) -> OwnTable:
    """Choose among the ways to read a text that is not UTF-8: the one in which most columns and towns are known."""
    return tables[0] if len(tables) == 1 else max(tables, key=lambda table: _understood(table, said, base))


def _understood(table: OwnTable, said: ColumnMapping | None, base: Known) -> tuple[int, int]:
    try:
        mapping = fitting(table.header, said, table.name)
    except BadInput:
        return 0, 0
    names = [entry.named for entry in entries(table, mapping) if entry.named][:TRIED]
    return len(mapping.columns), sum(base.resolve(named).outcome == "accepted" for named in names)


def reconcile(table: OwnTable, mapping: ColumnMapping, base: Known, endpoint: Endpoint) -> Reconciled:
    """Find the city of each row and its verdict in the published release; every row and column of the list stays."""
    complete(mapping, table.header, table.name)
    read = list(entries(table, mapping))
    found = [base.resolve(entry.named) if entry.named else None for entry in read]
    cities = [base.cities[one.city] if one and one.city is not None else None for one in found]
    towns = _towns(endpoint, [city for city in cities if city])
    ours = tuple(name if name not in table.header else f"{name} (found)" for name in OURS)
    rows = []
    for entry, one, city in zip(read, found, cities, strict=True):
        own = tuple(entry.cells.get(column, "") for column in table.header)
        rows.append((*own, *_answer(entry, one, city, towns.get(city.geonames) if city else None, base)))
    outcomes = Counter(one.outcome if one else "not read" for one in found)
    states = Counter(STATES[towns[city.geonames].state] for city in cities if city and city.geonames in towns)
    return Reconciled((*table.header, *ours), tuple(rows), outcomes, states)


def _towns(endpoint: Endpoint, cities: Sequence[City]) -> dict[int, Town]:
    """Ask for the verdicts, country by country, of towns no smaller and no larger than those of the list."""
    sizes: dict[str, list[int]] = {}
    for city in cities:
        sizes.setdefault(city.country, []).append(city.population)
    listed = (worklist(endpoint, code, min(own), max(own), EVERY_STATE) for code, own in sorted(sizes.items()))
    return {town.geonames: town for towns in listed for town in towns}


def _answer(
    entry: Entry, found: Resolution | None, city: City | None, town: Town | None, base: Known
) -> tuple[Any, ...]:
    """Give the cells of our columns for one row."""
    if found is None:
        return (*[""] * 5, "not read", "", "", "", _sentence(entry.problem, entry.notes), "", "")
    place: tuple[Any, ...] = ("",) * 5
    if city:
        place = (city.name, city.geonames, f"{ID}city/{city.geonames}", city.nuts3, "|".join(city.laus))
    others = "" if city else "; ".join(f"{number} {base.cities[number].name}" for number in found.candidates)
    how = (found.outcome, found.score, label(SCHEME[f"method-{found.method}"]), others)
    because = _sentence(_because(entry, found, base), entry.notes)
    if town:
        return (*place, *how, because, STATES[town.state], town.reason)
    missing = "The published release does not hold this city." if city and city.basis else UNNAMED if city else ""
    return (*place, *how, because, "", missing)


def _because(entry: Entry, found: Resolution, base: Known) -> str:
    """Say why a name was given to its city, or to none."""
    decided = [base.decisions[number] for number in found.decisions]
    told = [f"{one} ({one.why})" for one in decided]
    if found.method != "decision":
        told.append(_evidence(entry, found, base))
    return "; ".join(told)


def _evidence(entry: Entry, found: Resolution, base: Known) -> str:
    if found.outcome == "none":
        return f"no city of this name is known in {entry.named.country if entry.named else ''}"
    if found.outcome == "review":
        told = "; ".join(f"{base.cities[each.city].name} ({each.city}): {_told(each)}" for each in found.ranked)
        return f"the evidence does not decide; {told}" if told else "the evidence does not decide"
    return _told(found.ranked[0]) if found.ranked else label(SCHEME[f"method-{found.method}"])


def _told(candidate: Candidate) -> str:
    """Say how a candidate bears the name and what each hint says of it."""
    hints = [f"{_KINDS[hint.kind]} {_SAID[hint.said]}" for hint in candidate.hints if hint.said in _SAID]
    return ", ".join((_BORNE[candidate.borne], *hints))


def _sentence(text: str, notes: Sequence[str]) -> str:
    whole = "; ".join((text, *(f"passed over: {note}" for note in notes)))
    return f"{whole[:1].upper()}{whole[1:]}."


def write(result: Reconciled, path: Path) -> None:
    """Write the list as .xlsx or .csv; no text of it is run as a formula."""
    with writing(path):
        if path.suffix.lower() == ".csv":
            path.write_text(delimited(tuple(map(_safe, result.columns)), result.rows), "utf-8", newline="")
        else:
            path.write_bytes(workbook(result.columns, result.rows))


def _safe(column: str) -> str:
    return f"'{column}" if column.startswith(("=", "+", "-", "@", "\t", "\r")) else column
