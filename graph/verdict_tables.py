"""What the questions on verdicts read, as narrow tables beside the store, one folder of Parquet for a release.

A country's towns in each family and period are tens of thousands of rows: the store looks each of them up by itself,
a table is read at once. The tables say nothing that the store does not say: a test asks each question of both.

cities     one row for each city: what is known of it, and its verdict
links      one row for each city, project or initiative, and reading
tree       one row for each programme or call and each that stands above it, itself included
slices     the usual state of a country's cities in a family and period
states     the cities whose state differs from the usual one
countries  the countries that are served, with the number of families that some source covers completely
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from graph.describe_places import country_iri, size_class
from graph.findings import Link
from graph.quads import ID
from graph.records import Call, City, Programme
from graph.remoteness import Remoteness
from graph.scheme_tables import concepts
from graph.states import Observed, Slice
from graph.verdicts import Verdict
from ontology.terms import SKOS

FOLDER = "tables"
PLACES, TENTHS = pa.decimal128(9, 5), pa.decimal128(9, 1)


@dataclass(frozen=True, slots=True)
class Country:
    """A country as the tables name it."""

    iso3: str
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that a build knows when every city has its verdict; `regions` and `countries` are named by their codes."""

    cities: Sequence[City]
    verdicts: Sequence[Verdict]
    away: Sequence[Remoteness]
    links: Iterable[Link]
    chains: Mapping[str, tuple[str, ...]]
    slices: Sequence[Slice]
    observed: Sequence[Observed]
    complete: Mapping[str, frozenset[str]]
    tree: Sequence[Programme | Call]
    regions: Mapping[str, str]
    countries: Mapping[str, Country]
    iris: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Write the IRI of each country once."""
        iris = {code: country_iri(one.iso3).strip("<>") for code, one in self.countries.items()}
        object.__setattr__(self, "iris", iris)


def write_verdict_tables(folder: Path, known: Judgement) -> None:
    """Write all tables into the folder of a release."""
    (folder / FOLDER).mkdir()
    for make in (cities, links, tree, slices, states, countries):
        parquet.write_table(make(known), folder / FOLDER / f"{make.__name__}.parquet", compression="zstd")


def cities(known: Judgement) -> pa.Table:
    """Tell of each city what is known and what follows; sorted by country, so that one country is read at once."""
    verdicts, away = {one.city: one for one in known.verdicts}, {one.city: one for one in known.away}
    names = {city.geonames: city.name for city in known.cities}
    rows = sorted(known.cities, key=lambda city: (city.country, -city.population, city.geonames))
    return pa.table(
        {
            **_place(rows, known),
            **_remote([away[city.geonames] for city in rows], names),
            **_verdict([verdicts[city.geonames] for city in rows]),
        }
    )


def _place(rows: Sequence[City], known: Judgement) -> dict[str, pa.Array]:
    regions = [city.nuts3 if city.nuts3 in known.regions else None for city in rows]
    return {
        "geonames": _column(rows, pa.int64(), lambda city: city.geonames),
        "name": _column(rows, pa.string(), lambda city: city.name),
        "country": _column(rows, pa.string(), lambda city: known.iris[city.country]),
        "code": _column(rows, pa.string(), lambda city: city.country),
        "population": _column(rows, pa.int64(), lambda city: city.population if city.basis else None),
        "year": _column(rows, pa.string(), lambda city: f"{city.year:04d}" if city.year else None),
        "basis": _column(rows, pa.string(), lambda city: city.basis or None),
        "size": _column(rows, pa.string(), lambda city: _size(city) if city.basis else None),
        "nuts3": pa.array(regions, pa.string()),
        "region": pa.array([known.regions.get(code or "") for code in regions], pa.string()),
        "degurba": _column(rows, pa.int64(), lambda city: city.degurba or None),
        "unit": _column(rows, pa.string(), lambda city: city.kind),
        "lat": _column(rows, PLACES, lambda city: Decimal(f"{city.latitude:.5f}")),
        "long": _column(rows, PLACES, lambda city: Decimal(f"{city.longitude:.5f}")),
    }


def _size(city: City) -> str:
    return size_class(city.population).removeprefix("size-")


def _remote(rows: Sequence[Remoteness], names: Mapping[int, str]) -> dict[str, pa.Array]:
    near = [one if one.kilometres is not None and one.nearest is not None else None for one in rows]
    return {
        "kilometres": _column(near, TENTHS, lambda one: one and Decimal(f"{one.kilometres:.1f}")),
        "nearest": _column(near, pa.string(), lambda one: one and names[one.nearest]),
        "potential": _column(rows, pa.int64(), lambda one: None if one.potential is None else round(one.potential)),
    }


def _verdict(rows: Sequence[Verdict]) -> dict[str, pa.Array]:
    return {
        "state": _column(rows, pa.string(), lambda one: one.state),
        "authorityLinks": _column(rows, pa.int64(), lambda one: one.authority),
        "placeLinks": _column(rows, pa.int64(), lambda one: one.place),
        "linked": _column(rows, pa.string(), lambda one: "|".join(sorted(one.linked))),
        "absent": _column(rows, pa.string(), lambda one: "|".join(sorted(one.absent))),
        "uncovered": _column(rows, pa.string(), lambda one: "|".join(sorted(one.uncovered))),
    }


def links(known: Judgement) -> pa.Table:
    """Tell which city takes part in what, by reading; what several sources tell is one row."""
    told = {(link.city, link.target.strip("<>"), link.programme, link.reading) for link in known.links}
    rows = sorted(told)
    return pa.table(
        {
            "geonames": _column(rows, pa.int64(), lambda row: row[0]),
            "target": _column(rows, pa.string(), lambda row: row[1]),
            "programme": _column(rows, pa.string(), lambda row: row[2]),
            "authority": _column(rows, pa.bool_(), lambda row: row[3] == "authority"),
            "project": _column(rows, pa.bool_(), lambda row: row[1].startswith(f"{ID}project/")),
        }
    )


def tree(known: Judgement) -> pa.Table:
    """Lead each programme to itself and all above it, with name and family."""
    names = {one.key: one.label for one in reversed(known.tree)}
    rows = [(key, above, chain[-1]) for key, chain in sorted(known.chains.items()) for above in chain if above in names]
    return pa.table(
        {
            "under": _column(rows, pa.string(), lambda row: row[0]),
            "programme": _column(rows, pa.string(), lambda row: row[1]),
            "name": _column(rows, pa.string(), lambda row: names[row[1]]),
            "family": _column(rows, pa.string(), lambda row: row[2]),
        }
    )


def slices(known: Judgement) -> pa.Table:
    """Tell the usual state of a country's cities in each family and period, and why."""
    names, reasons, rows = {one.key: one.label for one in reversed(known.tree)}, _reasons(), known.slices
    return pa.table(
        {
            "country": _column(rows, pa.string(), lambda one: known.iris[one.country]),
            "family": _column(rows, pa.string(), lambda one: one.family),
            "familyName": _column(rows, pa.string(), lambda one: names[one.family]),
            "period": _column(rows, pa.int64(), lambda one: one.period),
            "state": _column(rows, pa.string(), lambda one: one.state),
            "coveredUntil": _column(rows, pa.int64(), lambda one: one.until or None),
            "reason": _column(rows, pa.string(), lambda one: reasons[one.reason]),
        }
    )


def states(known: Judgement) -> pa.Table:
    """Tell the cities that are linked in a family and period, or in doubt."""
    reasons = _reasons()
    usual = {(one.country, one.family, one.period): one.state for one in known.slices}
    country = {city.geonames: city.country for city in known.cities}
    rows = [one for one in known.observed if one.state != usual[country[one.city], one.family, one.period]]
    return pa.table(
        {
            "geonames": _column(rows, pa.int64(), lambda one: one.city),
            "family": _column(rows, pa.string(), lambda one: one.family),
            "period": _column(rows, pa.int64(), lambda one: one.period),
            "state": _column(rows, pa.string(), lambda one: one.state),
            "links": _column(rows, pa.int64(), lambda one: one.links or None),
            "reason": _column(rows, pa.string(), lambda one: None if one.links else reasons[one.reason]),
        }
    )


def countries(known: Judgement) -> pa.Table:
    """Name the countries, and count the families that some source covers completely for each."""
    rows = list(known.countries.items())
    return pa.table(
        {
            "country": _column(rows, pa.string(), lambda row: known.iris[row[0]]),
            "code": _column(rows, pa.string(), lambda row: row[0]),
            "name": _column(rows, pa.string(), lambda row: row[1].name),
            "group": _column(rows, pa.string(), lambda row: row[1].group),
            "families": _column(rows, pa.int64(), lambda row: len(known.complete.get(row[0], ()))),
        }
    )


def _reasons() -> dict[str, str]:
    told = concepts("reason").items()
    return {
        iri.rpartition("/reason-")[2]: values[SKOS.prefLabel][0] for iri, values in told if SKOS.prefLabel in values
    }


def _column(rows: Iterable[Any], kind: pa.DataType, of: Callable[[Any], object]) -> pa.Array:
    return pa.array([of(row) for row in rows], kind)
