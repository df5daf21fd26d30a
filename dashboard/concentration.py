"""Concentration of a release in rows: what is measured, of which group, its value and what it was counted from."""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dashboard.expected import Judged
from graph import concentration
from graph.endpoint import Endpoint
from queries.ask import ask

COLUMNS = ("measure", "group", "value", "counted")
TOPS = (0.01, 0.1)
SIZES = ("very-small", "small", "medium", "large")
GROUPS = {"size": "size class", "country": "country"}
Figure = tuple[str, str, float | None, str]


def figures(endpoint: Endpoint, data: Judged, family: str, country: str = "") -> list[Figure]:
    """Measure how unevenly the authorities' projects are spread over the covered cities, of one country or of all."""
    keys = [key for key in sorted(data.covered) if not country or data.cities[key]["country"] == country]
    rows = ask(endpoint, "network/authority-projects", family=family).records()
    parts = [(int(row["geonames"]), str(row["programme"]), str(row["project"])) for row in rows]
    chosen = set(keys)
    own = [part for part in parts if part[0] in chosen]
    found = [*_spread(data, keys), *_groups(data, keys, bool(country)), *periods(own)]
    return [(measure, group, None if value is None else round(value, 4), said) for measure, group, value, said in found]


def _spread(data: Judged, keys: list[int]) -> Iterator[Figure]:
    counts = [data.projects[key] for key in keys]
    linked = [count for count in counts if count]
    told = f"{sum(counts):,} participations of {len(linked):,} cities"
    yield "Gini", "all covered cities", concentration.gini(counts), f"{told}, {len(counts):,} with zeros"
    yield "Gini", "linked cities", concentration.gini(linked), told
    for share in TOPS:
        yield f"share of the top {share:.0%}", "linked cities", concentration.top_share(linked, share), told
        yield f"share of the top {share:.0%}", "all covered cities", concentration.top_share(counts, share), told


def _groups(data: Judged, keys: list[int], one_country: bool) -> Iterator[Figure]:
    for column, label in GROUPS.items():
        if one_country and column == "country":
            continue
        cities, people, parts = Counter[str](), Counter[str](), Counter[str]()
        for key in keys:
            city = data.cities[key]
            group = str(city[column] or "unknown")
            cities[group] += 1
            people[group] += int(city["population"] or 0)
            parts[group] += data.projects[key]
        by = {"cities": concentration.representation(parts, cities), "inhabitants": None}
        by["inhabitants"] = concentration.representation(parts, people)
        for unit, ratios in by.items():
            for group in _ordered(ratios or {}):
                said = f"{parts[group]:,} participations, {cities[group]:,} cities, {people[group]:,} inhabitants"
                yield f"representation of {label} by {unit}", group, (ratios or {})[group], said


def _ordered(groups: dict[str, Any]) -> list[str]:
    return sorted(groups, key=lambda group: (SIZES.index(group) if group in SIZES else len(SIZES), group))


def periods(parts: list[tuple[int, str, str]]) -> Iterator[Figure]:
    """Say who is new and which ties last from period to period, from rows of city, period and project."""
    held = concentration.by_period(parts)
    cities = {name: set().union(*projects.values()) for name, projects in held.items()}
    met = {name: set(concentration.ties(projects.values())) for name, projects in held.items()}
    names = list(held)
    for before, now in itertools.pairwise(names):
        said = f"{len(cities[now]):,} cities in {now}, {len(cities[now] - cities[before]):,} of them not in {before}"
        yield "newcomer rate", f"{now} after {before}", concentration.newcomer_rate(cities[before], cities[now]), said
        said = f"{len(met[before]):,} pairs in {before}, {len(met[before] & met[now]):,} of them again in {now}"
        yield "ties carried on", f"{now} after {before}", concentration.carried_on(met[before], met[now]), said
    every = concentration.ties(one for projects in held.values() for one in projects.values())
    again = sum(number > 1 for number in every.values())
    said = f"{len(every):,} pairs, {again:,} met in two projects or more"
    yield "tie persistence", "all periods", concentration.persistence(every), said


def curve(data: Judged, country: str = "") -> list[tuple[float, float]]:
    """Give the points of the Lorenz curve over the covered cities."""
    counts = [data.projects[k] for k in data.covered if not country or data.cities[k]["country"] == country]
    return [(round(cities, 5), round(projects, 5)) for cities, projects in concentration.lorenz(counts)]
