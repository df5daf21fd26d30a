"""What the next links change, beside chance and the nearest big city: writes docs/next-links.md from a release.

python -m benchmarks.next_links --workspace WORKSPACE PT SI RO
"""

import argparse
import time
from pathlib import Path

from pyoxigraph import Store

from dashboard.introduction import known_world
from dashboard.next_links import NAMES, SEEDS, Ground, ground, guarantee, plan
from graph.acquaintance import World
from graph.endpoint import Embedded
from graph.next_links import AIMS
from graph.workspace import Workspace

PAGE = Path(__file__).parents[1] / "docs" / "next-links.md"
BUDGET = 10
HEAD = f"""# Next links: what ten introductions would change

Written by `python -m benchmarks.next_links --workspace WORKSPACE COUNTRY…`, which calls what `ncp next-links` calls.

A pair leads a town to a door: a tied city of its country (the three nearest, the two best connected) or an initiative
that still runs and in which two urban authorities take part. Each strategy spends {BUDGET} pairs on the same graph, all
projects by any organisation. *Chance* is the mean of {SEEDS} draws from the same pairs with the range in which 95 % of
them lie; *nearest big city* leads the largest towns with the fewest partners to the nearest tied city of 100,000.

- **mean isolation**: 1 - d, where d is 1 for a town with a tie, the weight of the same NUTS 3 region
  ([introductions](introductions.md)) for one beside a town with a tie, else 0. {guarantee("isolation")}
- **mean steps to the core**: no way counts as one step more than the longest. {guarantee("path-length")}
- **Gini of partners**: over the towns, those without a partner included. {guarantee("gini")}

These are figures on a graph: they say where an introduction would change most, not whether it will come about.

| country | towns (left out) | aim | before | ours | chance (95 %) | nearest big city | seconds |
|---|---|---|---|---|---|---|---|
"""


def lines(here: Ground) -> list[str]:
    told = []
    for aim in AIMS:
        start = time.perf_counter()
        made = plan(here, aim, BUDGET)
        seconds = time.perf_counter() - start
        mean, low, high = made.chance or (made.before,) * 3
        big = "none is tied" if made.big is None else f"{made.big:.4f}"
        told.append(
            f"| {here.country} | {len(here.towns):,} ({here.left_out:,}) | {NAMES[aim]} | {made.before:.4f} "
            f"| **{made.after:.4f}** | {mean:.4f} ({low:.4f}–{high:.4f}) | {big} | {seconds:.1f} |"
        )
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("countries", nargs="+")
    given = parser.parse_args()
    release = Workspace(given.workspace).current()
    endpoint = Embedded(Store.read_only(str(release.store)))
    known = known_world(endpoint, int(str(release.manifest["created"])[:4]))
    rows = [line for country in given.countries for line in lines(_ground(endpoint, known, country, release.folder))]
    PAGE.write_text(f"{HEAD}{chr(10).join(rows)}\n", "utf-8")


def _ground(endpoint: Embedded, known: World, country: str, folder: Path) -> Ground:
    return ground(endpoint, known, country, release=folder)


if __name__ == "__main__":
    main()
