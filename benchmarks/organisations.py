"""Prints how many spellings of municipalities become how many urban authorities, and by what they were joined.

Usage: python -m benchmarks.organisations EXPORTS [--sample 100]

With --sample it lists joins to be read by eye: each a spelling, and the most frequent spelling of the authority that it
was joined to.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

from graph.identity import Resolver
from graph.loads import Loaded
from graph.organisations import Bodies
from graph.records import Membership, Participation
from ingest.authority import plain_name
from ingest.bodies import learn
from ingest.load import load
from ingest.nuts_versions import versions
from ingest.places import gazetteer
from ingest.source import sources


def read(loads: list[Loaded], resolver: Resolver) -> tuple[Bodies, Counter[str], set[tuple[str, str, str]], float]:
    """Read all rows as a build does; give bodies, readings, all names with their town, and the seconds of our part."""
    for loaded in loads:  # so that what the resolver prepares or keeps does not count for our part
        for located in loaded.records:
            if isinstance(located.record, Participation):
                resolver.resolve(located.record.city)
    started = time.perf_counter()
    bodies = learn(loads, resolver.resolve)
    took = time.perf_counter() - started
    readings: Counter[str] = Counter()
    names: set[tuple[str, str, str]] = set()
    for loaded in loads:
        for located in loaded.records:
            if isinstance(record := located.record, Participation):
                found = resolver.resolve(record.city)
                city = found.city if found.outcome == "accepted" else None
                started = time.perf_counter()
                after, joined = bodies.read(record, city, located.origin)
                took += time.perf_counter() - started
                readings[f"{after.reading}{' by number' if joined else ''}"] += 1
                if record.organisation:
                    names.add((record.city.country, plain_name(record.city.name), plain_name(record.organisation)))
    return bodies, readings, names, took


def in_sources(loads: list[Loaded], resolver: Resolver) -> Counter[bool]:
    """Count the authorities that one source names (False) and those that several name (True), memberships included."""
    homes: dict[int, set[str]] = {}
    for loaded in loads:
        for located in loaded.records:
            record = located.record
            if isinstance(record, Membership) or (isinstance(record, Participation) and record.reading == "authority"):
                found = resolver.resolve(record.city)
                if found.outcome == "accepted" and found.city is not None:
                    homes.setdefault(found.city, set()).add(loaded.source)
    return Counter(len(told) > 1 for told in homes.values())


def main() -> None:
    """Read the exports named on the command line and print the figures."""
    exports = Path(sys.argv[1])
    loads = [load(key, source, exports / key) for key, source in sources().items()]
    places, cities = gazetteer()
    known = {city.geonames: city for city in cities}
    resolver = Resolver(places, cities, versions())
    bodies, readings, names, took = read(loads, resolver)
    told = in_sources(loads, resolver)
    started = time.perf_counter()
    suggestions = tuple(bodies.suggestions({key: city.country for key, city in known.items()}))
    took += time.perf_counter() - started
    spellings = {city: len({plain_name(name) for name in spelled}) for city, spelled in bodies.spellings.items()}
    registers = Counter(joined.number[0] for joined in bodies.joined)
    print(f"{sum(readings.values()):,} participations: {dict(readings)}; {len(names):,} bodies by name and town")
    print(f"{sum(spellings.values()):,} spellings are {len(spellings):,} authorities, {_several(spellings)} of several")
    print(f"{told.total():,} authorities with participations or memberships, {told[True]:,} of them in several sources")
    print(f"joined by (name, city, kind): {sum(count - 1 for count in spellings.values()):,} spellings")
    print(f"joined by number: {dict(registers)}; numbers of authorities: {len(bodies.numbers):,}")
    print(f"suggestions: {dict(Counter(one.reason for one, _ in suggestions))}")
    print(f"{took:.2f} s beyond reading and resolving")
    if "--sample" in sys.argv:
        _sample(bodies, {key: f"{city.country} {city.name}" for key, city in known.items()}, int(sys.argv[-1]))


def _several(spellings: dict[int, int]) -> int:
    return sum(count > 1 for count in spellings.values())


def _sample(bodies: Bodies, names: dict[int, str], count: int) -> None:
    pairs = []
    for city, spelled in sorted(bodies.spellings.items()):
        first, *others = sorted(spelled, key=lambda name: (-spelled[name].rows, name))
        seen = {plain_name(first)}
        for other in others:
            if plain_name(other) not in seen:
                seen.add(plain_name(other))
                pairs.append((names[city], first, other))
    for city, first, other in sorted(random.Random(13).sample(pairs, min(count, len(pairs)))):
        print(f"{city} | {first} | {other}")


if __name__ == "__main__":
    main()
