"""Prints the time and memory that joining bodies takes on made-up participations, as many as all CORDIS has.

Usage: python -m benchmarks.many_bodies [ROWS]
"""

import random
import resource
import sys
import time
from collections.abc import Iterator

from graph.organisations import Bodies, Numbers
from graph.records import Named, Origin, Participation
from graph.resolution import Resolution
from ingest.bodies import TELLING

TOWNS, BODIES = 5_000, 60_000
WORDS = ("universita", "stadt", "gmina", "comune", "ltd", "gmbh", "institut", "alpha", "beta", "city", "municipality")
KINDS = ("education", "company", "research", "public", "unknown")


def rows(count: int) -> Iterator[tuple[Participation, Origin]]:
    """Make up rows of 60,000 bodies in 5,000 towns, each with a PIC and a VAT number; one in a hundred governs."""
    chosen = random.Random(1)
    for row in range(count):
        body = chosen.randrange(BODIES)
        made = random.Random(body)
        town = f"Town{made.randrange(TOWNS)}"
        governs = made.random() < 0.01
        words = (made.choice(WORDS), town if made.random() < 0.4 else made.choice(WORDS), str(body))
        marks = (("pic", str(900_000_000 + body)), ("vat", f"IT{10_000_000_000 + body}"))
        name = f"Comune di {town}" if governs else " ".join(words)
        kind, reading = ("urban-authority", "authority") if governs else (made.choice(KINDS), "place")
        part = Participation("c/1", Named(town, "IT"), "partner", reading, name, identifiers=marks, kind=kind)
        yield part, Origin("cordis", "organization.csv", "", row)


def resolve(named: Named) -> Resolution:
    """Find a made-up town by its number."""
    return Resolution("accepted", int(named.name.removeprefix("Town")), "name", 1.0)


def main() -> None:
    """Walk over the rows twice, as a build does."""
    made = list(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 400_000))
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = Numbers(TELLING)
    for record, origin in made:
        found.see(record, origin)
    bodies = Bodies(found.settle(resolve), TELLING)
    for record, origin in made:
        bodies.read(record, resolve(record.city).city, origin)
    suggestions = list(bodies.suggestions(dict.fromkeys(range(TOWNS), "IT")))
    took = time.process_time() - started
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{len(made):,} rows, {len(suggestions):,} suggestions: {took:.1f} s of one core, {memory:.0f} MB")


if __name__ == "__main__":
    main()
