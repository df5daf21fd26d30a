"""Prints how well names are resolved on a file of towns with known coordinates, beside the usual baseline.

Usage: python benchmarks/identity.py [GOLD.csv]
The file has the columns Town, cc, nuts3, lat_GN, lng_GN and n_partners.
The baseline gives a name to the largest place of the country that bears it.
"""

import csv
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.identity import Resolver
from graph.names import key
from graph.nearness import FAR, INSIDE, Regions, kilometres
from graph.records import City, Named, Place

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "keep_towns_dev.csv"


@dataclass(frozen=True, slots=True)
class Case:
    """A town field, where it is in truth, and in how many rows it stands."""

    named: Named
    latitude: float
    longitude: float
    rows: int


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


def is_sound(case: Case, regions: Regions) -> bool:
    """Say whether the truth of a case lies within 60 km of the NUTS 3 region that its own row gives."""
    spot = Place(0, "", (), "", case.latitude, case.longitude, 0, "", 0)
    return regions.fit(spot, case.named.nuts) != FAR


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


def accepted_place(resolver: Resolver, places: Sequence[Place]) -> Callable[[Named], Place | None]:
    """Return a function that gives the place by which a name was accepted."""
    by_id = {place.geonames: place for place in places}

    def find(named: Named) -> Place | None:
        found = resolver.resolve(named).place
        return None if found is None else by_id[found]

    return find


def largest_namesake(places: Sequence[Place]) -> Callable[[Named], Place | None]:
    """Return the baseline: the largest place of the country with this name or alternate name."""
    index: dict[tuple[str, str], Place] = {}
    for place in places:
        for name in (place.name, *place.alternates):
            held = index.get(spot := (place.country, key(name)))
            if held is None or place.population > held.population:
                index[spot] = place
    return lambda named: index.get((named.country, key(named.name)))


def memory() -> float:
    """Return the megabytes that this process holds now, 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6 if status.exists() else 0.0


def print_report(title: str, distances: Sequence[float | None], rows: Sequence[int]) -> None:
    for unit, weights in (("towns", [1] * len(rows)), ("rows", rows)):
        shares = report(distances, weights)
        print(
            f"{title:<28}{unit:<7}resolved {shares.resolved:7.2%}   "
            f"within 15 km {shares.near:7.2%}   over 30 km {shares.wrong:6.2%}"
        )


def main(path: Path, places: Sequence[Place], cities: Sequence[City], versions: Mapping[str, tuple[str, ...]]) -> None:
    cases = read_cases(path)
    rows = [case.rows for case in cases]
    before = memory()
    start = time.perf_counter()
    resolver = Resolver(places, cities, versions)
    for country in {place.country for place in places}:
        resolver.resolve(Named("x", country))
    built = time.perf_counter()
    distances = gaps(cases, accepted_place(resolver, places))
    done = time.perf_counter()
    grown = memory() - before
    print(f"{len(cases)} towns in {sum(rows)} rows; {len(places)} places, {len(cities)} cities")
    speed = len(cases) / (done - built)
    print(f"index {built - start:.1f} s, {grown:.0f} MB more; {speed:,.0f} names a second")
    print_report("resolver", distances, rows)
    regions = Regions(places, versions)
    by_both = contradicted(cases, accepted_place(resolver, places), regions)
    print_report("wrong by id and by NUTS 3", by_both, rows)
    sound = [number for number, case in enumerate(cases) if is_sound(case, regions)]
    print(f"{len(cases) - len(sound)} towns lie over 60 km from the NUTS 3 region of their row; without them:")
    print_report("resolver", [distances[n] for n in sound], [rows[n] for n in sound])
    bare = [replace(case, named=replace(case.named, nuts="")) for case in cases]
    print_report("resolver without NUTS", gaps(bare, accepted_place(resolver, places)), rows)
    print_report("exact name, largest namesake", gaps(cases, largest_namesake(places)), rows)


if __name__ == "__main__":
    from ingest.nuts_versions import versions
    from ingest.places import gazetteer

    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD, *gazetteer(), versions())
