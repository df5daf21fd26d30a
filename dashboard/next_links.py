"""Next links and what-if of a country from a release, for the command line and for a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import e
from pathlib import Path
from typing import Any

from pyarrow import compute, parquet

from dashboard.introduction import below
from dashboard.words import counted
from dashboard.worklist import Town, worklist
from graph.acquaintance import World
from graph.describe_network import TABLE
from graph.endpoint import Endpoint
from graph.equity import Offer
from graph.errors import BadInput
from graph.nearness import kilometres
from graph.next_links import AIMS, GUARANTEED, Aim, Chosen, Door, Pair, aim_of, by_chance, greedy, taken
from graph.warmth import kinds
from graph.web import Ties, Web, tie
from queries.ask import ask

COLUMNS = (
    *("number", "town", "geonames", "population", "region", "door", "kind", "door_key", "kilometres"),
    *("lowers_by", "left"),
)
NAMES = {"isolation": "mean isolation", "path-length": "mean steps to the core", "gini": "Gini of partners"}
"""What each aim lowers."""
NEAREST, WIDEST = 3, 2
"""So many of the nearest tied cities of the country, and of its best connected ones, are doors of a town."""
OPEN = 8
"""So many initiatives that still run are doors, those with the most cities first."""
OWN = 2
"""So many urban authorities must take part themselves in an initiative that is a door for a town."""
BIG = 100_000
SEEDS = 50
LATEST = 3
"""An initiative whose end nobody tells counts as running for so many years."""
Projects = dict[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What introductions are planned on: the layer, its web, the towns that count, and how many are left out.

    `rich` are the cities that are central already.
    """

    country: str
    layer: str
    web: Web
    towns: dict[int, Town]
    projects: Projects
    running: tuple[str, ...]
    left_out: int
    rich: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Layer:
    """What the towns of every country share in a layer: programmes, projects with their cities, ties, and the core."""

    name: str
    family: str
    tree: Mapping[str, Mapping[str, Any]]
    projects: Projects
    running: tuple[str, ...]
    ties: Ties
    core: frozenset[int]


def layer_of(
    endpoint: Endpoint, known: World, family: str = "", reading: str = "any", release: Path | None = None
) -> Layer:
    """Lay out a layer; `release` is the folder that may hold who is the core of it."""
    tree = {str(row["programme"]): row for row in ask(endpoint, "programmes/tree").records()}
    if family and family not in tree:
        raise BadInput(f"there is no programme {family!r}", "choose a key that `ncp ask programmes/tree` lists")
    projects, running = _projects(known, below(tree, family) if family else frozenset(tree), reading)
    ties = tie(projects.values())
    held = core(ties, family or "all", reading, release)
    return Layer(f"{family or 'all'}/{reading}", family, tree, projects, running, ties, held)


def ground(
    endpoint: Endpoint, known: World, country: str, family: str = "", reading: str = "any", release: Path | None = None
) -> Ground:
    """Lay out a country's towns in one layer; `release` is the folder that may hold who is the core of it."""
    return ground_in(layer_of(endpoint, known, family, reading, release), endpoint, known, country)


def ground_in(layer: Layer, endpoint: Endpoint, known: World, country: str) -> Ground:
    """Lay out a country's towns in a layer that is known."""
    every = worklist(endpoint, country, 5_000, None, ("absent", "uncovered", "linked"))
    towns = {
        town.geonames: town
        for town in every
        if town.geonames in layer.ties or not _open(town, layer.family, layer.tree)
    }
    if not towns:
        raise BadInput(f"no town of {country} is covered in this layer", "choose another country or programme family")
    web = Web(layer.ties, tuple(towns), layer.core)
    left_out = len(every) - len(towns)
    return Ground(country, layer.name, web, towns, layer.projects, layer.running, left_out, known.rich)


def _open(town: Town, family: str, tree: Mapping[str, Any]) -> bool:
    """Tell whether the sources cannot say that a town has no tie; of all families, if they cannot of any."""
    if not family:
        return town.state == "uncovered"
    return str(tree[family]["family"]) in town.uncovered.split("|")


def _projects(known: World, inside: frozenset[str], reading: str) -> tuple[Projects, tuple[str, ...]]:
    held: dict[str, set[int]] = {}
    own: dict[str, set[int]] = {}
    for part in known.parts:
        if part.programme in inside and (reading == "any" or part.reading == "authority"):
            held.setdefault(part.project, set()).add(part.city)
            lasts = part.end or (part.start and part.start + LATEST)
            if part.reading == "authority" and lasts >= known.year:
                own.setdefault(part.project, set()).add(part.city)
    projects = {project: frozenset(cities) for project, cities in held.items()}
    running = [project for project, cities in own.items() if len(cities) >= OWN]
    return projects, tuple(sorted(running, key=lambda project: (-len(projects[project]), project)))


def core(ties: Mapping[int, frozenset[int]], family: str, reading: str, release: Path | None) -> frozenset[int]:
    """Read which cities are the core of a layer in a release; else take the tenth with the most partners."""
    path = release / TABLE if release else None
    if path and path.is_file():
        table = parquet.read_table(path)
        wanted = {"family": family, "reading": reading, "period": "all", "role": "all", "stepsToCore": 0}
        for column in [column for column in wanted if column in table.column_names]:
            table = table.filter(compute.equal(table[column], wanted[column]))
        if table.num_rows:
            return frozenset(table["city"].to_pylist())
    ranked = sorted(ties, key=lambda city: (-len(ties[city]), city))
    return frozenset(ranked[: max(1, len(ranked) // 10)])


def pairs(here: Ground, most: int = 400, untied: bool = False, *, spare: bool = True) -> list[Pair]:
    """Pair the towns that have the fewest partners (or none), the largest first, with doors near and wide.

    With `spare` the doors of a town stand so that of equals the one with the fewest central cities is chosen.
    """
    order = [town for town in fewest(here) if not untied or town not in here.web.ties]
    return [Pair(town, door) for town in order[:most] for door in _ranked(here, town, spare)]


def _ranked(here: Ground, town: int, spare: bool) -> list[Door]:
    found = list(doors(here, town))
    return sorted(found, key=lambda door: rich_part(here, door)) if spare else found


def rich_part(here: Ground, door: Door) -> float:
    """Give the part of those behind a door that is central already."""
    return len(door.cities & here.rich) / max(1, len(door.cities))


def fewest(here: Ground) -> list[int]:
    """Put the towns with the fewest partners first, of these the largest."""
    ties = here.web.ties
    return sorted(here.towns, key=lambda town: (len(ties.get(town, ())), -here.towns[town].population, town))


def doors(here: Ground, town: int) -> Iterator[Door]:
    """List the doors of a town: the nearest tied cities, the best connected ones, and what still runs."""
    tied = [city for city in here.towns if city in here.web.ties and city != town]
    near = sorted(tied, key=lambda city: (distance(here, town, city), city))[:NEAREST]
    wide = sorted(tied, key=lambda city: (-len(here.web.ties[city]), city))[:WIDEST]
    for city in dict.fromkeys((*near, *wide)):
        yield Door("peer", str(city), frozenset({city}))
    for project in here.running[:OPEN]:
        if town not in here.projects[project]:
            yield Door("initiative", project, here.projects[project])


def distance(here: Ground, one: int, other: int) -> float:
    """Measure the kilometres in a straight line between two towns of the country."""
    a, b = here.towns[one], here.towns[other]
    return kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))


def nearest_big(here: Ground, budget: int) -> list[Pair]:
    """Do what comes to mind: lead the largest towns with the fewest partners to the nearest city of 100,000."""
    big = [town for town in here.towns if here.towns[town].population >= BIG and town in here.web.ties]
    chosen = [town for town in fewest(here) if town not in big][:budget] if big else []
    nearest = {town: min(big, key=lambda city: (distance(here, town, city), city)) for town in chosen}
    return [Pair(town, Door("peer", str(city), frozenset({city}))) for town, city in nearest.items()]


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs chosen for an aim, what stood before and after, and what others would leave (None where there is none)."""

    aim: str
    before: float
    chosen: tuple[Chosen, ...]
    chance: tuple[float, float, float] | None
    big: float | None

    @property
    def after(self) -> float:
        """What the chosen pairs leave."""
        return self.chosen[-1].left if self.chosen else self.before


def plan(here: Ground, aim: str, budget: int, seeds: int = SEEDS, most: int = 400, *, spare: bool = True) -> Plan:
    """Choose the pairs under a budget, and hold them against chance (by `seeds`) and the nearest big city, unless 0.

    With `spare` the door with the fewest central cities is taken where several lower the aim alike.
    """
    if aim not in AIMS:
        raise BadInput(f"there is no aim {aim!r}", f"choose among {', '.join(AIMS)}")
    regions = {town: here.towns[town].nuts3 for town in here.towns}

    def start() -> Aim:
        return aim_of(aim, here.web, regions, kinds()["same-region"].weight)

    listed = pairs(here, most, untied=aim == "isolation", spare=spare)
    chosen = greedy(start(), listed, budget, lazy=aim in GUARANTEED)
    chance = by_chance(start, listed, budget, seeds) if listed and seeds else None
    big = nearest_big(here, budget) if seeds else []
    return Plan(aim, start().value(), tuple(chosen), chance, taken(start(), big) if big else None)


def offers(here: Ground, made: Plan) -> list[Offer]:
    """Note for each pair what else might have been its door: any tied city of the country, any that still runs."""
    tied = [(city,) for city in sorted(here.towns) if city in here.web.ties]
    pool = (*tied, *(tuple(sorted(here.projects[project])) for project in here.running))
    pairs = [one.pair for one in made.chosen]
    return [
        Offer(pair.town, here.country, here.towns[pair.town].size, pool, (tuple(sorted(pair.door.cities)),))
        for pair in pairs
    ]


def central_told(here: Ground, made: Plan) -> str:
    """Say how many introductions of a plan lead to central cities."""
    if not here.rich:
        return "Which doors are central already is not computed: the release holds no measures of the network."
    number = sum(rich_part(here, one.pair.door) for one in made.chosen)
    chosen = counted(len(made.chosen), "introduction", "introductions")
    return f"Of {chosen} {number:.1f} lead to cities that are central already, an initiative by the part of its cities."


def rows_of(endpoint: Endpoint, here: Ground, made: Plan) -> list[tuple[object, ...]]:
    """Give a row for each chosen pair."""
    return [_row(endpoint, here, number, one) for number, one in enumerate(made.chosen, 1)]


def _row(endpoint: Endpoint, here: Ground, number: int, one: Chosen) -> tuple[object, ...]:
    town, door = here.towns[one.pair.town], one.pair.door
    way = round(distance(here, town.geonames, int(door.key)), 1) if door.kind == "peer" else None
    about = (number, town.name, town.geonames, town.population, f"{town.region} ({town.nuts3})")
    reached = (door_name(endpoint, here, door), door.kind, door.key, way)
    return (*about, *reached, round(one.gain, 5), round(one.left, 5))


def door_name(endpoint: Endpoint, here: Ground, door: Door) -> str:
    """Name a door."""
    if door.kind == "peer":
        return here.towns[int(door.key)].name
    found = ask(endpoint, "network/project", project=door.key).records()
    return str(found[0]["acronym"] or found[0]["title"]) if found else door.key


def sentences(here: Ground, made: Plan, place: str = "") -> list[str]:
    """Say what the pairs change, how far chance and the nearest big city come, what is guaranteed and left out.

    A page names the `place` and shows the layer beside; a terminal gives both as codes.
    """
    name, number = NAMES[made.aim], len(made.chosen)
    where = place or f"{here.country}, layer {here.layer}"
    told = [
        f"{counted(number, 'introduction', 'introductions')} among {len(here.towns):,} towns of {where}: "
        f"{name} from {made.before:.4f} to {made.after:.4f}."
    ]
    if made.chance:
        mean, low, high = made.chance
        told.append(f"Pairs drawn by chance reach {mean:.4f} ({low:.4f} to {high:.4f} in 95 % of {SEEDS} draws).")
    big = "no tied city of 100,000 is known" if made.big is None else f"{made.big:.4f}"
    told.append(f"The largest towns, each introduced to the nearest city of 100,000, reach: {big}.")
    told.append(guarantee(made.aim))
    if here.left_out:
        left = counted(here.left_out, "town", "towns")
        told.append(f"Not covered and left out: {left} of which the sources cannot tell.")
    return told


def guarantee(aim: str) -> str:
    """Say what the choice guarantees for an aim."""
    if aim in GUARANTEED:
        share = f"at least {1 - 1 / e:.0%} (1 - 1/e)"
        return f"Guaranteed: {share} of what the best pairs would gain, for a pair never adds more after another one."
    return "No guarantee: a pair may add more after another one than alone, so another choice may do better."
