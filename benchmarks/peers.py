"""The back-test of peers: cities that met first in URBACT III or later, ranked by what was known before.

python -m benchmarks.peers WORKSPACE [--figures graph/peer_backtest.csv] prints the tables of docs/validation.md for the
release of a workspace, and writes the figures that the page of a city shows.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from dashboard.peers import material, texts_of
from graph.backtest import Interval, auc, precision_at
from graph.endpoint import Embedded
from graph.nearness import kilometres
from graph.peer_field import Field, Side
from graph.peer_fit import Need, rank
from graph.practice_index import PracticeIndex
from graph.workspace import Workspace
from queries.ask import ask

EVERY = 1_000_000
RUNS = 1_000
DEPTHS = (3, 10, 50)
OURS, WITH_NEED = "our order, no need said", "our order, the keywords of the network as the need"
LIKE, PEOPLE, NEAR = "population, the most alike first", "population, the largest first", "distance, the nearest first"
EXPERIENCE, CHANCE = "experience alone", "chance alone"
RIVALS = (LIKE, PEOPLE, NEAR, CHANCE)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Then:
    """What was known at a moment: the cities with the projects begun by then, and the networks that came after."""

    known: Field
    later: Mapping[str, frozenset[int]]
    words: Mapping[str, str]
    texts: PracticeIndex


@dataclass(frozen=True)
class Seeker:
    """A city that met somebody new: scores of the candidates in each order, whom it met, and its first network then."""

    orders: Mapping[str, Numbers]
    met: list[bool]
    network: str


def then(endpoint: Embedded, until: int, programmes: tuple[str, ...]) -> Then:
    """Cut a release at the end of a year; practices and clubs are left out, for the days of both are told for few."""
    whole = material(endpoint, None, until).field
    rows = ask(endpoint, "cities/experience").records()
    later: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["programme"] in programmes:
            later[str(row["deed"])].add(int(row["geonames"]))
    sides = {city: _until(side, until) for city, side in whole.sides.items()}
    before = [row for row in rows if row["kind"] == "project" and 0 < int(str(row["startYear"] or 0)[:4]) <= until]
    words = {str(row["deed"]): str(row["keywords"] or "").replace("|", " ") for row in rows}
    found = {key: frozenset(cities) for key, cities in later.items()}
    return Then(Field(sides, until), found, words, PracticeIndex(None, texts_of(before)))


def _until(side: Side, until: int) -> Side:
    deeds = tuple(deed for deed in side.deeds if deed.kind == "project" and 0 < deed.first <= until)
    return replace(side, deeds=deeds, clubs=frozenset())


def seekers(now: Then, places: Mapping[int, tuple[float, float]]) -> list[Seeker]:
    """Rank for each city that met somebody abroad for the first time whom it could have met."""
    met: dict[int, set[int]] = defaultdict(set)
    joined: dict[int, list[str]] = defaultdict(list)
    for project, cities in sorted(now.later.items()):
        for city in cities:
            met[city] |= cities - {city}
            joined[city].append(project)
    found = (_seeker(now, places, city, met[city], joined[city]) for city in sorted(met))
    return [one for one in found if any(one.met)]


def _seeker(
    now: Then, places: Mapping[int, tuple[float, float]], city: int, met: set[int], networks: list[str]
) -> Seeker:
    side = now.known.sides[city]
    fits = rank(side, now.known).fits
    cities = [one.mentor.town.geonames for one in fits]
    keywords = " ".join(now.words[one] for one in networks)
    with_need = {one.mentor.town.geonames: one.value for one in rank(side, now.known, _need(now, keywords)).fits}
    people = np.log2(np.array([max(1, one.mentor.town.population) for one in fits], dtype=float))
    own = np.log2(max(1, side.town.population))
    orders = {
        OURS: np.array([round(one.value, 6) for one in fits]),
        WITH_NEED: np.array([round(with_need[one], 6) for one in cities]),
        EXPERIENCE: np.array([one.parts["experience"] for one in fits]),
        LIKE: -np.abs(people - own),
        PEOPLE: people,
        NEAR: np.array([-kilometres(places[city], places[one]) for one in cities]),
        CHANCE: np.zeros(len(fits)),
    }
    return Seeker(orders, [one in met for one in cities], networks[0])


def _need(now: Then, keywords: str) -> Need:
    """Say how well what was done by then answers keywords; none were kept for some networks."""
    if not keywords.strip():
        return Need()
    hits = now.texts.search(keywords, EVERY)
    top = max((score for _, score in hits), default=0.0)
    return Need(keywords, {key: score / top for key, score in hits if score > 0})


def _recall(scores: Numbers, met: list[bool], depth: int) -> float:
    """Give the share of those met that stand among the first; equal scores count with the share of their group."""
    depth = min(depth, len(met))
    return (precision_at(scores, met, depth) or 0.0) * depth / sum(met)


MEASURES: Mapping[str, Callable[[Numbers, list[bool]], float]] = {
    "precision at 3": lambda scores, met: precision_at(scores, met, min(3, len(met))) or 0.0,
    "recall at 10": lambda scores, met: _recall(scores, met, 10),
    "recall at 50": lambda scores, met: _recall(scores, met, 50),
    "AUC": lambda scores, met: value if (value := auc(scores, met)) is not None else 0.5,
}


def figures(found: list[Seeker], runs: int) -> Iterator[tuple[str, str, Interval]]:
    """Give each order's measures with their intervals."""
    drawn = _drawn([one.network for one in found], runs)
    for name in found[0].orders:
        for key, how in MEASURES.items():
            yield name, key, _mean(np.array([how(one.orders[name], one.met) for one in found]), drawn)


def table(found: list[Seeker], runs: int) -> Iterator[str]:
    """Print each order with its intervals, and how much its AUC exceeds those of the rivals, on the same samples."""
    names = list(found[0].orders)
    measured = {
        name: {key: np.array([how(one.orders[name], one.met) for one in found]) for key, how in MEASURES.items()}
        for name in names
    }
    drawn = _drawn([one.network for one in found], runs)
    yield f"| order | {' | '.join(f'{key} (95 %)' for key in MEASURES)} |\n|{'---|' * (len(MEASURES) + 1)}"
    for name in names:
        yield f"| {name} | {' | '.join(_told(_mean(measured[name][key], drawn)) for key in MEASURES)} |"
    yield ""
    for name in (OURS, WITH_NEED):
        yield from _ahead(name, {key: measured[key] for key in (name, *RIVALS)}, drawn)


def _drawn(networks: list[str], runs: int) -> Numbers:
    """Draw whole networks, for the members of one are no independent cases; say how often each city is in a sample."""
    names, of = np.unique(np.array(networks), return_inverse=True)
    drawn = np.random.default_rng(1).integers(0, len(names), (runs, len(names)))
    times = np.apply_along_axis(np.bincount, 1, drawn, minlength=len(names))
    return np.asarray(times[:, of], dtype=float)


def _ahead(name: str, measured: Mapping[str, Mapping[str, Numbers]], drawn: Numbers) -> Iterator[str]:
    """Say against which rival the whole interval of the difference lies above or below 0."""
    for key in ("precision at 3", "AUC"):
        words = []
        for rival in RIVALS:
            ahead = _mean(measured[name][key] - measured[rival][key], drawn)
            verdict = "better than" if ahead.low > 0 else "worse than" if ahead.high < 0 else "not shown to differ from"
            words.append(f"{verdict} {rival} ({_told(ahead, '+')})")
        yield f"- **{name[0].upper()}{name[1:]}**, by {key}: {'; '.join(words)}."


def _mean(values: Numbers, drawn: Numbers) -> Interval:
    low, high = np.percentile(drawn @ values / drawn.sum(axis=1), (2.5, 97.5))
    return Interval(float(values.mean()), float(low), float(high))


def _told(one: Interval, sign: str = "") -> str:
    return f"{one.value:{sign}.3f} ({one.low:{sign}.3f} to {one.high:{sign}.3f})"


MOMENTS = (
    ("Met first in URBACT III or IV, by what had begun by 2014", 2014, ("urbact-3", "urbact-4")),
    ("Met first in URBACT II, by what had begun by 2006", 2006, ("urbact-2",)),
)


def moments(endpoint: Embedded) -> Iterator[tuple[str, list[Seeker]]]:
    """Rank at each moment."""
    rows: list[dict[str, Any]] = ask(endpoint, "cities/with-experience").records()
    places = {int(row["geonames"]): (float(row["latitude"]), float(row["longitude"])) for row in rows}
    for title, until, programmes in MOMENTS:
        yield title, seekers(then(endpoint, until, programmes), places)


def report(endpoint: Embedded, runs: int = RUNS) -> Iterator[str]:
    """Print a table for each moment."""
    yield from told(moments(endpoint), runs)


def told(found_at: Iterable[tuple[str, list[Seeker]]], runs: int) -> Iterator[str]:
    """Print a table for each moment at which cities were ranked."""
    for title, found in found_at:
        yield f"\n### {title}\n"
        if not found:
            yield "No pair of this kind is in the release."
            continue
        mean, new = np.mean([len(one.met) for one in found]), sum(sum(one.met) for one in found)
        yield (
            f"{len(found):,} cities met somebody abroad for the first time who had taken part in something by then: "
            f"{new:,} meetings, each of the two counted as the one that seeks; of {mean:,.0f} candidates on average."
        )
        yield ""
        yield from table(found, runs)


def main() -> None:
    """Read the arguments and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--figures", type=Path)
    given = parser.parse_args()
    store = ox.Store.read_only(str(Workspace(given.workspace).current().store))
    found = list(moments(Embedded(store, EVERY)))
    print("\n".join(told(found, given.runs)))
    if given.figures:
        _write(given.figures, found, given.runs)


def _write(path: Path, found: Iterable[tuple[str, list[Seeker]]], runs: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("moment", "order", "measure", "value", "low", "high"))
        for title, several in found:
            for order, measure, one in figures(several, runs):
                out.writerow((title, order, measure, *(f"{value:.3f}" for value in (one.value, one.low, one.high))))


if __name__ == "__main__":
    main()
