"""Makes a country of many towns, and exports of the size that it would have, in the forms that the product reads.

The towns are added to those of Bulgaria, whose regions they fill evenly: a town needs a region that Eurostat knows.
Everything is drawn with a fixed seed, so that it is the same each time.
"""

import random
from pathlib import Path

import ingest.build
from benchmarks.exports import cordis
from graph.records import City, Place
from graph.workspace import Workspace
from ingest.places import gazetteer

COUNTRY = "BG"
FIRST = 90_000_000
"""GeoNames ids of the towns; the real ones are smaller."""
SHARE = 6
"""Participations of a project."""


def towns(number: int) -> tuple[list[Place], list[City]]:
    """Draw towns of 5,000 to 500,000 inhabitants, small ones being most, beside real towns of the country."""
    chance = random.Random(3)
    like = [place for place in gazetteer()[0] if place.country == COUNTRY and place.nuts3]
    drawn = [_town(chance, n, chance.choice(like)) for n in range(number)]
    return [place for place, _ in drawn], [city for _, city in drawn]


def _town(chance: random.Random, n: int, like: Place) -> tuple[Place, City]:
    name, people = f"{_syllables(chance)}grad {n:04}", int(5_000 * min(100, chance.paretovariate(1.1)))
    where = round(like.latitude + chance.gauss(0, 0.05), 4), round(like.longitude + chance.gauss(0, 0.05), 4)
    city = City(
        *(FIRST + n, name, (), COUNTRY, like.nuts3, (f"{COUNTRY}{FIRST + n}",), "lau", name, people, 2021),
        *("municipal", 1 + n % 3, *where),
    )
    return Place(FIRST + n, name, (), COUNTRY, *where, people, like.nuts3, FIRST + n), city


def _syllables(chance: random.Random) -> str:
    return "".join(chance.choice(("ba", "ve", "go", "du", "ka", "li", "mo", "ra")) for _ in range(3)).capitalize()


def build(folder: Path, exports: Path | None, number: int, participations: int) -> Workspace:
    """Build a release from the real exports, if any, and from those of the generated country."""
    workspace = Workspace(folder)
    workspace.prepare()
    places, cities = towns(number)
    if exports:
        _link(exports, workspace.exports)
    cordis(workspace.exports / "cordis" / "generated", places, participations // SHARE, participations)
    known = gazetteer()
    every = (*known[0], *places), (*known[1], *cities)
    before, ingest.build.gazetteer = ingest.build.gazetteer, lambda: every  # type: ignore[attr-defined]
    try:
        _build(workspace)
    finally:
        ingest.build.gazetteer = before  # type: ignore[attr-defined]
    return workspace


def _link(exports: Path, target: Path) -> None:
    """Lay links to the real exports, file by file, so that others can lie beside them."""
    for path in sorted(exports.rglob("*")):
        if path.is_file():
            link = target / path.relative_to(exports)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path.resolve())


def _build(workspace: Workspace) -> None:
    from dashboard.settings import Settings
    from dashboard.terminal import run_build

    run_build(Settings(workspace, {}), None, ())
