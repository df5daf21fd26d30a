"""The cities of a country that a rule flags, each with values, coverage, evidence, firmness, score and reason."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Any

from dashboard.coverage import Statement, years_of
from dashboard.coverage import read as read_coverage
from dashboard.expectations import FAMILY, Expectations, far_below, mean, values_of
from dashboard.words import NO_SOURCE
from dashboard.worklist import FLOOR, Town, blank, country_name
from graph.endpoint import Endpoint
from graph.errors import BadParameter
from graph.peripheral import region_words, setting
from graph.priority import gap_part, periphery_part, score, share, size_part
from graph.rules import Cover, Evidence, Flag, Rule, raise_flag, rules
from queries.ask import answer, ask

NAMED = 12
"""So many rows and statements a cell names; of more it says how many they are."""

NOT_COMPUTED = "not computed"

HELD = {"min-families", "interval"}
"""Thresholds that are held against the answer to a rule's question, not asked with it."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A row of the list; parts of the score are from 0 to 1, "" where not known, the score from 0 to 100."""

    geonames: int
    name: str
    country: str
    population: int
    counted: str
    nuts3: str
    region: str
    kinds: str
    rule: str
    rule_name: str
    score: float | str
    reason: str
    values: str
    coverage: str
    evidence: str
    stays: int
    runs: int
    hangs_on: str
    part_size: float | str
    part_periphery: float | str
    part_absent: float | str
    part_firm: float | str
    part_gap: float | str


COLUMNS = tuple(field.name for field in fields(Flagged))
SHORT = ("name", "population", "rule", "score", "stays", "runs", "reason")


@dataclass(frozen=True, slots=True)
class Ground:
    """What all flags of a country rest on: its name, complete statements, kinds of regions and labels of families."""

    country: str
    covers: tuple[Cover, ...]
    sources: frozenset[str]
    regions: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    expected: Expectations


def ground(endpoint: Endpoint, country: str, expected: Expectations, place: str = "") -> Ground:
    """Read what the sources cover for a country and of what kind its regions are; `place` is its name, if known."""
    stated = read_coverage(endpoint, country=country)
    kinds = ask(endpoint, "gaps/regions", country=country).records()
    return Ground(
        place or country_name(endpoint, country),
        tuple(_cover(one) for one in stated if one.completeness == "complete"),
        frozenset(one.source for one in stated),
        {str(row["nuts3"]): tuple(str(row["typologies"]).split("|")) for row in kinds},
        {one.family: one.family_name for one in stated},
        expected,
    )


def _cover(one: Statement) -> Cover:
    told = f"{one.programme_name}{years_of(one)} ({one.title})"
    return Cover(one.source, one.family, told, one.since, one.until)


def silent(endpoint: Endpoint, country: str) -> str:
    """Say that no city of a country can be flagged because no source covers it completely; "" where one does."""
    stated = read_coverage(endpoint, country=country)
    if any(one.completeness == "complete" for one in stated):
        return ""
    return NO_SOURCE.format(country=country_name(endpoint, country))


def chosen_rules(keys: Sequence[str]) -> list[Rule]:
    """Give the rules of these keys that are computed; none named means all."""
    known = {rule.key: rule for rule in rules()}
    for key in keys:
        if key not in known:
            raise BadParameter(f'There is no rule "{key}"; give one of {", ".join(known)}.')
        if not known[key].question:
            raise BadParameter(f'The rule {key} ("{known[key].label}") is not computed yet; choose another.')
    return [known[key] for key in keys] if keys else [rule for rule in known.values() if rule.question]


def flagged(
    endpoint: Endpoint,
    country: str,
    towns: Sequence[Town],
    keys: Sequence[str],
    values: Mapping[str, int],
    weights: Mapping[str, int],
    expected: Expectations,
) -> list[Flagged]:
    """List the towns that a rule flags, those with the highest score first; a town stands once for each rule."""
    return weighed(raised(endpoint, country, towns, keys, values, expected), weights)


@dataclass(frozen=True, slots=True)
class Unweighed:
    """A row of the list without its score, and the parts to weigh; weighing asks the graph nothing more."""

    row: Flagged
    parts: Mapping[str, float | None]


def raised(
    endpoint: Endpoint,
    country: str,
    towns: Sequence[Town],
    keys: Sequence[str],
    values: Mapping[str, int],
    expected: Expectations,
    place: str = "",
) -> tuple[Unweighed, ...]:
    """Ask the rules which of the towns they flag, all side by side; without complete coverage none can be flagged."""
    known, asked, found = {town.geonames: town for town in towns}, chosen_rules(keys), []
    base = ground(endpoint, country, expected, place)
    if not base.covers:
        return ()
    with ThreadPoolExecutor(max_workers=4, thread_name_prefix="rule") as pool:
        answers = pool.map(lambda rule: found_by(endpoint, rule, country, values), asked)
    for rule, of_rule in zip(asked, answers, strict=True):
        for city, evidence in of_rule.items():
            town = known.get(city)
            flag = town and _raised(town, rule, evidence, base, values)
            if town and flag:
                found.append(_row(town, flag, base, values))
    return tuple(found)


def weighed(found: Iterable[Unweighed], weights: Mapping[str, int]) -> list[Flagged]:
    """Give flags their score and order, those with the highest score first."""
    rows = (replace(one.row, score=written(score(one.parts, weights))) for one in found)
    return sorted(rows, key=lambda row: (-float(row.score or 0), -row.population, row.name, row.rule))


def _raised(
    town: Town, rule: Rule, evidence: Sequence[Evidence], base: Ground, values: Mapping[str, int]
) -> Flag | None:
    open_ = frozenset(town.uncovered.split("|"))
    if not _by_model(rule):
        return raise_flag(town.geonames, rule, evidence, base.covers, open_, values, base.sources)
    covers = [one for one in base.covers if one.family == FAMILY]

    def below(without: str) -> bool:
        return base.expected.below(town.geonames, values["interval"], without)

    return raise_flag(town.geonames, rule, evidence, covers, open_, values, base.sources, below)


def _by_model(rule: Rule) -> bool:
    return any(one.name == "interval" for one in rule.thresholds)


def found_by(endpoint: Endpoint, rule: Rule, country: str, values: Mapping[str, int]) -> dict[int, list[Evidence]]:
    """Ask the rule's question: the cities that it finds, of any size, each with the rows that name it."""
    asked: dict[str, object] = {"country": country, "minPopulation": FLOOR if _by_model(rule) else 0}
    asked |= {_camel(one.name): values[one.name] for one in rule.thresholds if one.name not in HELD}
    found: dict[int, list[Evidence]] = {}
    for row in answer(endpoint, rule.question, asked).records():
        rows = found.setdefault(int(row["geonames"]), [])
        if row.get("link"):
            rows.append(_evidence(row))
    return found


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(word.capitalize() for word in others)


def _evidence(row: Mapping[str, Any]) -> Evidence:
    sheet = f", sheet {row['sheet']}" if row["sheet"] else ""
    ended = f" to {row['endYear']}" if row["endYear"] else ""
    told = f"{row['title']}{ended}, {row['role']} ({row['source']}: {row['file']}{sheet}, row {row['row']})"
    return Evidence(str(row["link"]), str(row["source"]), told, str(row.get("family") or ""))


def _row(town: Town, flag: Flag, base: Ground, values: Mapping[str, int]) -> Unweighed:
    parts = _parts(town, flag, base)
    kinds = base.regions.get(town.nuts3)
    row = Flagged(
        *(town.geonames, town.name, town.country, town.population, town.counted, town.nuts3, town.region),
        kinds=region_words(kinds).removesuffix(" region"),
        rule=flag.rule.key,
        rule_name=flag.rule.label,
        score="",
        reason=sentence(town, flag, base, values),
        values=_values(flag, base, values),
        coverage=_some([one.told for one in flag.covers]),
        evidence=_some([row.told for row in flag.evidence]) or "no row names the city",
        stays=flag.stays,
        runs=flag.runs,
        hangs_on=", ".join(flag.hangs_on),
        **shown_parts(parts),
    )
    return Unweighed(row, parts)


def shown_parts(parts: Mapping[str, float | None]) -> dict[str, Any]:
    """Write the parts of a score as the list shows them."""
    told = {f"part_{key}": written(value) for key, value in parts.items()}
    return told if parts["gap"] is not None else told | {"part_gap": NOT_COMPUTED}


def _parts(town: Town, flag: Flag, base: Ground) -> dict[str, float | None]:
    covered = {one.family for one in base.covers}
    absent = covered & set(town.absent.split("|"))
    return {
        "size": size_part(town.population),
        "periphery": periphery_part(base.regions.get(town.nuts3)),
        "absent": share(len(absent), len(covered)),
        "firm": share(flag.stays, flag.runs),
        "gap": gap_part(like.gap if (like := base.expected.cities.get(town.geonames)) else None),
    }


def written(value: float | None) -> float | str:
    """Round a part of the score, or the score; "" where it is not known."""
    return "" if value is None else round(value, 2)


def _some(told: Sequence[str]) -> str:
    more = f"; and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return "; ".join(told[:NAMED]) + more


def _values(flag: Flag, base: Ground, values: Mapping[str, int]) -> str:
    """Say what was counted beside each threshold."""
    names, like = {one.name for one in flag.rule.thresholds}, base.expected.cities.get(flag.city)
    told = {
        "interval": values_of(like, values["interval"]) if like else NOT_COMPUTED,
        "max-breadth": f"programme families {flag.breadth} (at most {values['max-breadth']})",
        "max-links": f"links {flag.links} (at most {values['max-links']})",
        "before": f"ended before {values['before']}",
        "min-place-links": f"projects of organisations {flag.links} (at least {values['min-place-links']})",
        "min-families": f"families covered {len(flag.families)} (at least {values['min-families']})",
    }
    return "; ".join(text for name, text in told.items() if name in names)


def sentence(town: Town, flag: Flag, base: Ground, values: Mapping[str, int]) -> str:
    """Give the reason of a flag in one sentence."""
    where = setting(town.typologies.split("|"), town.kilometres, town.population)
    who = ", ".join(part for part in (town.name, f"{town.population:,}" if town.population else "", where) if part)
    labels = [base.labels[key] for key in flag.families]
    named = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
    covered = f"{named} {'is' if len(labels) == 1 else 'are'} covered completely for {base.country}"
    like = base.expected.cities.get(town.geonames)
    if like and _by_model(flag.rule):
        return f"{who}: {far_below(like, base.labels[FAMILY], values['interval'], flag.breadth)}; {covered}."
    peers = f"; cities like it have {mean(like.mean)} projects in {base.labels[FAMILY]}" if like else ""
    return f"{who}: {_what(flag)}; {covered}{peers}."


def _what(flag: Flag) -> str:
    number = flag.links
    many = "1 project or initiative" if number == 1 else f"{number} projects or initiatives"
    return {
        "R1": "no project, network or initiative names it",
        "R2": f"{many} named it, and none since",
        "R4": f"in {many} it is only an associate or observer",
        "R5": f"{many} {'reaches' if number == 1 else 'reach'} organisations in the town, its authority is in none",
    }.get(flag.rule.key, flag.rule.label)


def rows_of(found: Sequence[Flagged], full: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows of the list: all of them, or those that fit a terminal."""
    columns = COLUMNS if full else SHORT
    return columns, [tuple(blank(column, getattr(row, column)) for column in columns) for row in found]
