"""The worklist of every country, kept beside a release: its towns with their reasons, and the flags of the usual rules.

They are the same as what is asked from the graph; a release that holds no such tables is asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from pyarrow import parquet

from dashboard.expectations import Expectations
from dashboard.flags import Flagged, Unweighed, raised, shown_parts
from dashboard.sizes import USE, Scheme
from dashboard.worklist import Town, worklist
from graph import typed_table
from graph.endpoint import Endpoint
from graph.priority import PARTS
from graph.rules import settings
from graph.workspace import Release

TOWNS, FLAGS = "worklist.parquet", "flags.parquet"
EVERY_STATE = ("absent", "uncovered", "linked")
TOP = 99_999_999

_TOWN = {one.name: getattr(one.type, "__name__", str(one.type).partition(" ")[0]) for one in fields(Town)}
_FLAG = {
    one.name: getattr(one.type, "__name__", "str")
    for one in fields(Flagged)
    if one.name != "score" and not one.name.startswith("part_")
} | {f"part_{key}": "float" for key in PARTS}


def keep(
    release: Release,
    endpoint: Endpoint,
    countries: Mapping[str, str],
    expected: Expectations,
) -> None:
    """Write the two tables of a release, a country after the other, unless they lie there."""
    if holds(release):
        return
    flags: list[Any] = []

    def towns() -> Iterator[Any]:
        for country, place in sorted(countries.items()):
            held = worklist(endpoint, country, 0, TOP, EVERY_STATE, USE, place)
            found = raised(endpoint, country, held, (), settings(), expected, place)
            flags.append(typed_table.table(_FLAG, [_flag_row(one) for one in found]))
            yield typed_table.table(_TOWN, [asdict(town) for town in held])

    typed_table.write(release.folder / TOWNS, _TOWN, towns())
    typed_table.write(release.folder / FLAGS, _FLAG, flags)


def holds(release: Release) -> bool:
    """Say whether a release keeps both tables."""
    return typed_table.holds(release.folder / TOWNS, _TOWN) and typed_table.holds(release.folder / FLAGS, _FLAG)


def _flag_row(one: Unweighed) -> dict[str, Any]:
    return {name: getattr(one.row, name) for name in _FLAG} | {f"part_{key}": one.parts[key] for key in PARTS}


def towns_of(release: Release, country: str, low: int, high: int, scheme: Scheme) -> tuple[Town, ...] | None:
    """Read the towns of a country with so many inhabitants; None where the release keeps none."""
    rows = typed_table.read(release.folder / TOWNS, _TOWN, country, low, high)
    if rows is None:
        return None
    found = tuple(Town(**row) for row in rows)
    if scheme.key == USE:
        return found
    return tuple(replace(one, size_scheme=scheme.key, size=scheme.of(one.population).label) for one in found)


_COMPARED = {
    **{name: name for name in ("geonames", "name", "country", "population", "typologies", "degurba")},
    "authority_links": "authorityLinks",
}


def peer_candidates(release: Release, country: str, population: int) -> list[dict[str, Any]] | None:
    """Read what cities/peer-candidates answers for a city; None where the release keeps no table of towns."""
    path = release.folder / TOWNS
    if not typed_table.holds(path, _TOWN):
        return None
    asked = [("country", "!=", country), ("authority_links", ">", 0), ("typologies", "!=", "")]
    sizes = [("population", ">=", max(1, (population + 1) // 2)), ("population", "<=", population * 2)]
    rows = parquet.read_table(path, columns=list(_COMPARED), filters=[*asked, *sizes]).to_pylist()
    named = ({new: row[name] for name, new in _COMPARED.items()} for row in rows)
    return sorted(named, key=lambda row: int(row["geonames"]))


def flags_of(release: Release, country: str, low: int, high: int) -> tuple[Unweighed, ...] | None:
    """Read the flags of the usual rules on towns with so many inhabitants; None where the release keeps none."""
    rows = typed_table.read(release.folder / FLAGS, _FLAG, country, low, high)
    return None if rows is None else tuple(_flag(row) for row in rows)


def _flag(row: dict[str, Any]) -> Unweighed:
    parts = {key: row[f"part_{key}"] for key in PARTS}
    return Unweighed(Flagged(**{**row, **shown_parts(parts), "score": ""}), parts)
