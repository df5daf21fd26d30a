"""A municipality in the making, and the seat after which it is named."""

import re
from dataclasses import dataclass

from ingest.tables.inputs import Entry, plain

RANK = {"PPLC": 0, "PPLA": 1, "PPLA2": 2, "PPLA3": 3, "PPLA4": 4, "PPLA5": 5}
COMMON_WORDS = frozenset(
    (
        *("savivaldybe", "savivaldybes", "miesto", "rajono", "vald", "linn", "kommun", "kommune", "novads"),
        *("municipiul", "oras", "orasul", "comuna", "grad", "opcina", "obcina", "mesto", "obec", "dimos"),
        *("municipio", "gemeinde", "stadt", "town", "city", "of", "the"),
    )
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A municipality in the making: its places, its seat and what is known of it."""

    key: str
    members: tuple[Entry, ...]
    seat: Entry
    name: str
    official_name: str
    kind: str
    laus: tuple[str, ...]
    population: int
    year: str
    degurba: int


def written(lau_name: str) -> frozenset[str]:
    """List the forms that a municipality's name may take, without words such as "kommun"."""
    parts = [lau_name, *re.split(r"\s*[/(),]\s*|\s+-\s+", lau_name)]
    forms = {plain(part) for part in parts}
    bare = {" ".join(w for w in form.split() if w not in COMMON_WORDS) for form in forms}
    return frozenset((forms | bare) - {""})


def _fit(entry: Entry, forms: frozenset[str]) -> int:
    if plain(entry.name) in forms:
        return 0
    return 1 if entry.names & forms else 2


def seat_of(members: list[Entry], lau_name: str) -> Entry:
    """Choose by the name first, then the administrative rank, then the number of people."""
    forms = written(lau_name)
    whole = [entry for entry in members if entry.feature != "PPLX"] or members

    def order(entry: Entry) -> tuple[int, int, int, int]:
        return _fit(entry, forms), RANK.get(entry.feature, 9), -entry.population, entry.geonames

    return min(whole, key=order)


def fits(entry: Entry, name: str) -> bool:
    """Tell whether a place bears this municipality's name."""
    return bool((entry.names | {plain(entry.name)}) & written(name))
