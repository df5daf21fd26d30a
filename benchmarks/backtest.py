"""The back-test: what is known at the end of URBACT II orders the cities; which of them join URBACT III by 2019?"""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from dashboard.expected import judged
from graph.backtest import DEPTHS, Interval, Result, compare
from graph.endpoint import Embedded
from graph.expected import Model, Observed, expect
from graph.judged import Judged
from graph.priority import periphery_part, score, size_part, weights
from queries.ask import ask

FLOOR = 5_000
RIVAL = "population alone"
BEFORE = ("urbact-1", "urbact-2")
AFTER = "urbact-3"
REGIONS = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
SELECT ?city (GROUP_CONCAT(?kind; separator = "|") AS ?kinds) WHERE {
  ?place ncp:inRegion ?area . ?area ncp:hasTypology ?concept .
  BIND (STRAFTER(STR(?place), "/city/") AS ?city) BIND (STRAFTER(STR(?concept), "/typology-") AS ?kind)
} GROUP BY ?city
"""


def report(endpoint: Embedded, runs: int) -> Iterator[str]:
    """Print one table for all cities, and one for those that no network had reached by then."""
    data = judged(endpoint, "urbact")
    rows = ask(endpoint, "network/authority-projects").records()
    past = Counter(city for city, _ in {(int(r["geonames"]), r["project"]) for r in rows if r["programme"] in BEFORE})
    later = {int(row["geonames"]) for row in rows if row["programme"] == AFTER}
    kinds = {int(row["city"]): str(row["kinds"]).split("|") for row in endpoint.select(REGIONS).records()}
    chosen = [k for k in sorted(data.covered) if int(data.cities[k]["population"] or 0) >= FLOOR]
    found = _model(data, chosen, past)
    fit = found.fit
    if fit is None:
        yield found.word
        return
    yield (
        f"The model of expected links, fitted on URBACT I and II alone: {fit.cities:,} cities, exponent "
        f"{fit.exponent:.2f} ({fit.exponent_low:.2f} to {fit.exponent_high:.2f}), dispersion {fit.dispersion:.2f}, "
        f"pseudo-R² {fit.pseudo_r2:.3f}."
    )
    means = {one.city: one.mean for one in found.cities}
    groups = {
        "All cities": chosen,
        "Cities without any network until then": [city for city in chosen if not past[city]],
        "Cities without any network until then, in countries that had some": [k for k in means if not past[k]],
    }
    silent = Counter(str(data.cities[city]["country"]) for city in chosen if city not in means)
    told = _countries(silent, data, later)
    yield f"Countries without any network until then, for which the model expects nothing: {told}."
    for title, cities in groups.items():
        joined = [city in later for city in cities]
        results = compare(_orders(data, cities, past, means, fit.dispersion, kinds), joined, RIVAL, runs)
        yield from _table(title, results, joined)


def _countries(silent: Counter[str], data: Judged, later: set[int]) -> str:
    joined = Counter(str(data.cities[city]["country"]) for city in later if city in data.cities)
    told = (f"{code} ({number} cities, {joined[code]} joined)" for code, number in sorted(silent.items()))
    return ", ".join(told) or "none"


def _model(data: Judged, cities: list[int], past: Counter[int]) -> Model:
    return expect(Observed(k, str(data.cities[k]["country"]), data.cities[k]["population"], past[k]) for k in cities)


def _orders(
    data: Judged,
    cities: list[int],
    past: Counter[int],
    means: dict[int, float],
    dispersion: float,
    kinds: dict[int, list[str]],
) -> dict[str, list[float]]:
    """Score the cities in every way; a country without any network until then expects none."""
    mean = [means.get(city, 0.0) for city in cities]
    after = [m * (past[k] + 1 / dispersion) / (m + 1 / dispersion) for k, m in zip(cities, mean, strict=True)]
    people = [float(data.cities[city]["population"]) for city in cities]
    usual = weights()
    parts = [
        {"size": size_part(int(n)), "periphery": periphery_part(kinds.get(k))}
        for k, n in zip(cities, people, strict=True)
    ]
    return {
        RIVAL: people,
        "past activity alone": [float(past[city]) for city in cities],
        "expected links": mean,
        "expected links, given the past": after,
        "participation gap, widest first": [
            float(np.log((m + 0.5) / (past[k] + 0.5))) for k, m in zip(cities, mean, strict=True)
        ],
        "score of the list of flags (its parts size and periphery)": [score(part, usual) or 0.0 for part in parts],
    }


def _table(title: str, results: dict[str, Result], joined: list[bool]) -> Iterator[str]:
    share = sum(joined) / len(joined)
    yield f"\n### {title}\n\n{len(joined):,} cities of {FLOOR:,} inhabitants or more, of which {sum(joined):,} joined"
    yield "URBACT III by 2019.\n"
    yield (
        "| order | "
        + " | ".join(f"precision at {depth}" for depth in DEPTHS)
        + " | AUC (95 %) | AUC ahead of population (95 %) |"
    )
    yield "|---" * (len(DEPTHS) + 3) + "|"
    for name, result in results.items():
        cells = [f"{value:.3f}" if value is not None else "" for value in result.precision.values()]
        ahead = "" if name == RIVAL else _told(result.ahead, "+")
        yield f"| {name} | {' | '.join(cells)} | {_told(result.auc)} | {ahead} |"
    yield f"| chance | {' | '.join([f'{share:.3f}'] * len(DEPTHS))} | 0.500 | |"
    beaten = [name for name, result in results.items() if result.beats]
    yield "\nBetter than population alone by AUC, the whole interval above 0: " + (", ".join(beaten) or "none") + "."


def _told(interval: Interval | None, sign: str = "") -> str:
    if interval is None:
        return ""
    return f"{interval.value:{sign}.3f} ({interval.low:{sign}.3f} to {interval.high:{sign}.3f})"
