"""Prints how well names are resolved on a file of towns with known coordinates, beside two baselines.

    python -m benchmarks.identity [GOLD.csv]

The file has the columns Town, cc, nuts3, geonameId, lat_GN, lng_GN and n_partners. A stable hash of country and town
parts it in two: the rules and thresholds of the resolver were chosen by the failures of the tuning half alone, and
the held-out half tells how good they are. `gold_corrections.csv` lists the towns whose id was found wrong by eye,
`gold_no_town.csv` the fields that name no town at all; what they make of the figures is printed beside the others.
The baselines give a name to the largest place of the country that bears it, and to the most similar name of the
country by rapidfuzz.
"""

import csv
import hashlib
import resource
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from benchmarks.misses import print_causes
from graph.identity import Resolver
from graph.names import key
from graph.nearness import INSIDE, Regions, kilometres
from graph.records import City, Named, Place
from ingest.localities import localities
from ingest.villages import seat

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "keep_towns_dev.csv"
CORRECTIONS = Path(__file__).with_name("gold_corrections.csv")
NO_TOWN = Path(__file__).with_name("gold_no_town.csv")
SIZES = ((5_000, "below 5,000"), (50_000, "5,000–49,999"), (250_000, "50,000–249,999"))


@dataclass(frozen=True, slots=True)
class Case:
    """A town field, where it is in truth, and in how many rows it stands."""

    named: Named
    latitude: float
    longitude: float
    rows: int
    geonames: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Shares of the cases: resolved, resolved within 15 km of the truth, resolved over 30 km from it."""

    resolved: float
    near: float
    wrong: float


def read_cases(path: Path) -> list[Case]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Case(
                Named(row["Town"], row["cc"], row["nuts3"]),
                float(row["lat_GN"]),
                float(row["lng_GN"]),
                int(row["n_partners"]),
                int(row["geonameId"]),
            )
            for row in csv.DictReader(file)
        ]


def gaps(cases: Sequence[Case], find: Callable[[Named], Place | None]) -> list[float | None]:
    """Return for each case the kilometres from the place found to the truth, None where none was found."""
    found = (find(case.named) for case in cases)
    return [apart(place, case) if place else None for case, place in zip(cases, found, strict=True)]


def apart(place: Place, case: Case) -> float:
    """Return the kilometres between a place and the truth of a case."""
    return kilometres((place.latitude, place.longitude), (case.latitude, case.longitude))


def report(distances: Sequence[float | None], weights: Sequence[int]) -> Report:
    """Return the shares, each case counted with its weight."""
    total = sum(weights) or 1
    pairs = [(gap, weight) for gap, weight in zip(distances, weights, strict=True) if gap is not None]
    return Report(
        sum(weight for _, weight in pairs) / total,
        sum(weight for gap, weight in pairs if gap <= 15) / total,
        sum(weight for gap, weight in pairs if gap > 30) / total,
    )


def contradicted(cases: Sequence[Case], find: Callable[[Named], Place | None], regions: Regions) -> list[float | None]:
    """Return the distances, but 0 where the place found lies in the NUTS 3 region that the case's own row states.

    The id of such a case was given by hand and the region by the source itself:
    where the two disagree, the place found has the source on its side.
    """
    found = [find(case.named) for case in cases]
    return [
        None if place is None else 0.0 if regions.fit(place, case.named.nuts) == INSIDE else apart(place, case)
        for place, case in zip(found, cases, strict=True)
    ]


def accepted_place(
    resolver: Resolver, places: Sequence[Place], small: Sequence[City] = ()
) -> Callable[[Named], Place | None]:
    """Return a function that gives the place by which a name was accepted; `small` are cities without a place."""
    by_id = {place.geonames: place for place in places} | {city.geonames: seat(city) for city in small}

    def find(named: Named) -> Place | None:
        found = resolver.resolve(named).place
        return None if found is None else by_id[found]

    return find


def memory() -> float:
    """Return the megabytes that this process holds now, 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6 if status.exists() else 0.0


def largest_namesake(places: Sequence[Place]) -> Callable[[Named], Place | None]:
    """Return the baseline: the largest place of the country with this name or alternate name."""
    index = _largest(places)
    return lambda named: index.get(named.country, {}).get(key(named.name))


def most_similar(places: Sequence[Place], least: float = 90.0) -> Callable[[Named], Place | None]:
    """Return what rapidfuzz gives alone: the most similar name of the country, the largest place that bears it."""
    index = _largest(places)
    names = {country: list(found) for country, found in index.items()}

    def find(named: Named) -> Place | None:
        known = index.get(named.country, {})
        text = key(named.name)
        if text in known:
            return known[text]
        best = process.extractOne(text, names.get(named.country, []), scorer=fuzz.ratio, score_cutoff=least)
        return known[best[0]] if best else None

    return find


def _largest(places: Sequence[Place]) -> dict[str, dict[str, Place]]:
    index: dict[str, dict[str, Place]] = {}
    for place in places:
        of_country = index.setdefault(place.country, {})
        for name in (place.name, *place.alternates):
            held = of_country.get(spot := key(name))
            if held is None or place.population > held.population:
                of_country[spot] = place
    return index


def is_held_out(case: Case) -> bool:
    """Say whether a case is in the half that no rule was chosen by; every row of a town is in the same half."""
    text = f"{case.named.country}|{case.named.name.strip().casefold()}"
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 1


def corrected(
    cases: Sequence[Case], places: Sequence[Place], small: Sequence[City] = (), table: Path = CORRECTIONS
) -> list[Case]:
    """Return the cases with the truth of those that the table corrects; `small` are cities without a place."""
    by_id = {place.geonames: place for place in places} | {city.geonames: seat(city) for city in small}
    with table.open(encoding="utf-8", newline="") as file:
        told = {(row["country"], row["town"], row["nuts3"]): by_id[int(row["place"])] for row in csv.DictReader(file)}
    found = ((case, told.get((case.named.country, case.named.name.strip(), case.named.nuts))) for case in cases)
    return [replace(case, latitude=at.latitude, longitude=at.longitude) if at else case for case, at in found]


def names_no_town(cases: Sequence[Case], table: Path = NO_TOWN) -> list[bool]:
    """Say of each case whether the table lists its field as one that names a county, a country or a building."""
    with table.open(encoding="utf-8", newline="") as file:
        listed = {(row["country"], row["town"], row["nuts3"]) for row in csv.DictReader(file)}
    return [(case.named.country, case.named.name.strip(), case.named.nuts) in listed for case in cases]


def print_towns(cases: Sequence[Case], find: Callable[[Named], Place | None]) -> None:
    """Print the shares of the fields that name a town, and how many of the others were given to one all the same."""
    none = names_no_town(cases)
    towns = [case for case, no_town in zip(cases, none, strict=True) if not no_town]
    others = [case for case, no_town in zip(cases, none, strict=True) if no_town]
    print_report("held out, fields that name a town", gaps(towns, find), [case.rows for case in towns])
    astray = sum(find(case.named) is not None for case in others)
    print(f"{len(others)} fields in {sum(case.rows for case in others)} rows name no town; {astray} were given to one")


def script(case: Case) -> str:
    """Name the script of a town field."""
    letters = [sign for sign in case.named.name if sign.isalpha() and not sign.isascii()]
    others = {unicodedata.name(sign, "").split()[0] for sign in letters}
    if others - {"LATIN"}:
        return "Greek" if "GREEK" in others else "Cyrillic" if "CYRILLIC" in others else "other"
    return "Latin with marks" if others else "plain Latin"


def size(case: Case, people: Mapping[int, int]) -> str:
    """Name the size class of the place that the gold gives, by its GeoNames population."""
    found = people.get(case.geonames)
    if found is None:
        return "no place of the gazetteer"
    return next((name for bound, name in SIZES if found < bound), "250,000 and more")


def print_report(title: str, distances: Sequence[float | None], rows: Sequence[int]) -> None:
    for unit, weights in (("towns", [1] * len(rows)), ("rows", rows)):
        shares = report(distances, weights)
        print(
            f"{title:<34}{unit:<7}accepted {shares.resolved:7.2%}   "
            f"within 15 km {shares.near:7.2%}   over 30 km {shares.wrong:6.2%}"
        )


def print_groups(title: str, groups: Sequence[str], distances: Sequence[float | None]) -> None:
    """Print precision and recall of each group: of the accepted, and of all, the share within 15 km."""
    print(f"{title:<28}{'towns':>7}{'precision':>11}{'recall':>9}")
    for group in sorted(set(groups)):
        own = [gap for name, gap in zip(groups, distances, strict=True) if name == group]
        taken = [gap for gap in own if gap is not None]
        near = sum(gap <= 15 for gap in taken)
        print(f"  {group:<26}{len(own):>7}{near / len(taken) if taken else 0:>11.1%}{near / len(own):>9.1%}")


def print_halves(title: str, cases: Sequence[Case], distances: Sequence[float | None]) -> None:
    for half in (False, True):
        own = [number for number, case in enumerate(cases) if is_held_out(case) == half]
        name = f"{title}, {'held out' if half else 'tuning'}"
        print_report(name, [distances[n] for n in own], [cases[n].rows for n in own])


def measure_speed(cases: Sequence[Case], resolver: Resolver) -> None:
    for country in {case.named.country for case in cases}:
        resolver.resolve(Named("x", country))
    start = time.process_time()
    for case in cases:
        resolver.resolve(case.named)
    for case in cases:
        resolver.resolve(replace(case.named, street="again"))
    seconds = time.process_time() - start
    print(f"{2 * len(cases) / seconds * 60:,.0f} names a minute on one core, no answer kept from before")


def main(
    path: Path,
    places: Sequence[Place],
    cities: Sequence[City],
    versions: Mapping[str, tuple[str, ...]],
    labels: Mapping[str, str],
) -> None:
    raw = read_cases(path)
    small = localities(places, cities)
    cases = corrected(raw, places, small.cities)
    listed = f"{len(places)} places, {len(small.places)} small ones, {len(small.cities)} of them cities"
    print(f"{len(raw)} towns in {sum(c.rows for c in raw)} rows; {listed}")
    before, start = memory(), time.process_time()
    resolver = Resolver(places, (*cities, *small.cities), versions, small.places, labels)
    measure_speed(raw, resolver)
    print(f"{time.process_time() - start:.1f} s in all with the index, {memory() - before:.0f} MB more")
    find = accepted_place(resolver, places, small.cities)
    distances = gaps(cases, find)
    print_halves("resolver, gold as it is", raw, gaps(raw, find))
    print_halves("resolver, gold corrected", cases, distances)
    known = {place.geonames for place in places}
    inside = [n for n, case in enumerate(cases) if case.geonames in known and is_held_out(case)]
    print_report("held out, id in the gazetteer", [distances[n] for n in inside], [cases[n].rows for n in inside])
    held = [case for case in cases if is_held_out(case)]
    print_towns(held, find)
    bare = [replace(case, named=replace(case.named, nuts="")) for case in held]
    print_report("held out, without NUTS", gaps(bare, find), [case.rows for case in held])
    for title, other in (("exact, largest namesake", largest_namesake), ("rapidfuzz alone", most_similar)):
        print_report(f"held out, {title}", gaps(held, other(places)), [case.rows for case in held])
    of_held = gaps(held, find)
    people = {place.geonames: place.population for place in places}
    print("why the others were not found within 15 km")
    misses = [(case, gap) for case, gap in zip(held, gaps(held, find), strict=True) if gap is None or gap > 15]
    told = [(case.named, case.latitude, case.longitude, gap, case.rows) for case, gap in misses]
    none, rows = names_no_town([case for case, _ in misses]), sum(case.rows for case in held)
    print_causes(told, none, (*places, *small.places), len(held), rows)
    print_groups("by country", [case.named.country for case in held], of_held)
    print_groups("by script", [script(case) for case in held], of_held)
    print_groups("by size of the gold's place", [size(case, people) for case in held], of_held)


if __name__ == "__main__":
    from ingest.nuts_versions import versions
    from ingest.places import gazetteer, labels

    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD, *gazetteer(), versions(), labels())
