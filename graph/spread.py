"""How unevenly a family's projects are spread, in figures: what is measured, of which group, its value, its count."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from graph import concentration
from graph.judged import Judged, Part

TOPS = (0.01, 0.1)
SIZES = ("very-small", "small", "medium", "large")
GROUPS = {"size": "size class", "country": "country"}
Spread = tuple[str, str, float | None, str]


def spread(data: Judged, parts: Iterable[Part], country: str = "") -> list[Spread]:
    """Measure how unevenly the authorities' projects are spread over the covered cities, of one country or of all."""
    keys = [key for key in sorted(data.covered) if not country or data.cities[key]["country"] == country]
    chosen = set(keys)
    own = [part for part in parts if part[0] in chosen]
    return [*_spread(data, keys), *_groups(data, keys, bool(country)), *periods(own)]


def _spread(data: Judged, keys: list[int]) -> Iterator[Spread]:
    counts = [data.projects[key] for key in keys]
    linked = [count for count in counts if count]
    told = f"{sum(counts):,} participations of {len(linked):,} cities"
    yield "Gini", "all covered cities", concentration.gini(counts), f"{told}, {len(counts):,} with zeros"
    yield "Gini", "linked cities", concentration.gini(linked), told
    for share in TOPS:
        yield f"share of the top {share:.0%}", "linked cities", concentration.top_share(linked, share), told
        yield f"share of the top {share:.0%}", "all covered cities", concentration.top_share(counts, share), told


def _groups(data: Judged, keys: list[int], one_country: bool) -> Iterator[Spread]:
    for column, label in GROUPS.items():
        if one_country and column == "country":
            continue
        cities, people, parts, untold = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for key in keys:
            city = data.cities[key]
            group = str(city[column] or "unknown")
            cities[group] += 1
            people[group] += int(city["population"] or 0)
            untold[group] += not city["population"]
            parts[group] += data.projects[key]
        by = {"cities": concentration.representation(parts, cities), "inhabitants": None}
        by["inhabitants"] = concentration.representation(parts, people)
        for unit, ratios in by.items():
            for group in _ordered(ratios or {}):
                many = _inhabitants(people[group], untold[group])
                said = f"{parts[group]:,} participations, {cities[group]:,} cities, {many}"
                yield f"representation of {label} by {unit}", group, (ratios or {})[group], said


def _inhabitants(known: int, untold: int) -> str:
    """Say how many live in the cities of a group; what nobody tells is no zero."""
    if not known:
        return "inhabitants not known"
    return f"{known:,} inhabitants" + (f", not known for {untold:,} of the cities" if untold else "")


def _ordered(groups: Mapping[str, object]) -> list[str]:
    return sorted(groups, key=lambda group: (SIZES.index(group) if group in SIZES else len(SIZES), group))


def periods(parts: list[Part]) -> Iterator[Spread]:
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
