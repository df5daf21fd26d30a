"""Expected links from a release, for the command line and for a page: the rows that the model reads, and its result."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from dashboard.sizes import counted_as
from graph.endpoint import Endpoint
from graph.errors import BadInput
from graph.expected import Fit, Model, expect
from graph.judged import Judged, model
from queries.ask import ask

NO_FLOOR = 1
SIZES = (NO_FLOOR, 5_000, 10_000, 50_000)
"""Least inhabitants with which the model is fitted again, to show what the exponent owes to the choice of cities."""
MISFIT = 1.5
"""A size class whose expected and seen projects differ by this factor is said not to be fitted."""
UNCOVERED = "not covered completely, or in doubt"
COLUMNS = (
    *("geonames", "name", "country", "population", "counted", "projects", "expected", "expected_low", "expected_high"),
    *("low", "high", "gap", "outside", "chance"),
)
SHORT = ("name", "population", "projects", "expected", "low", "high", "gap", "outside")
FIT = (
    *("choice", "cities", "countries", "exponent", "exponent_low", "exponent_high", "dispersion"),
    *("log_likelihood", "pseudo_r2", "left_out"),
)


def judged(endpoint: Endpoint, family: str, minimum: int = 0) -> Judged:
    """Read cities and projects; a country is covered where some city is searched and absent.

    With `minimum` only cities of so many inhabitants are read, which is all that the model fits.
    """
    table = ask(endpoint, "gaps/judged-cities", family=family, minPopulation=str(minimum))
    if not table.rows:
        raise BadInput(f"no city has a verdict for {family!r}", "choose a family that `ncp ask programmes/tree` lists")
    if table.truncated:
        raise BadInput("the answer on all cities was cut", "ask the release itself, not an endpoint with a limit")
    cities = {int(row["geonames"]): row for row in table.records()}
    countries = {city["country"] for city in cities.values() if city["verdict"] == "absent"}
    known = ("absent", "linked")
    covered = frozenset(k for k, c in cities.items() if c["country"] in countries and c["verdict"] in known)
    rows = ask(endpoint, "network/authority-projects", family=family).records()
    pairs = {(int(row["geonames"]), row["project"]) for row in rows}
    return Judged(cities, covered, Counter(city for city, _ in pairs))


def rows_of(data: Judged, found: Model, country: str) -> list[tuple[Any, ...]]:
    """Give a row for each city of the country in the model, the one furthest below expectation first."""
    rows = []
    for one in sorted(found.cities, key=lambda each: (each.gap, each.city)):
        city = data.cities[one.city]
        if country and city["country"] != country:
            continue
        figures = (round(one.mean, 3), round(one.mean_low, 3), round(one.mean_high, 3), one.low, one.high)
        counted = counted_as(city["basis"], city["year"])
        about = (one.city, city["name"], city["country"], city["population"], counted, one.projects)
        rows.append((*about, *figures, round(one.gap, 3), one.outside, round(one.chance, 4)))
    return rows


def fits(data: Judged) -> list[tuple[Any, ...]]:
    """Fit the model on several choices of cities, one row each."""
    named = {f"from {size:,} inhabitants" if size > 1 else "all": model(data, size) for size in SIZES}
    whole = expect(data.observed(lambda city: city["unit"] != "place"))
    named["municipalities with known limits"] = whole
    return [_fit_row(name, found) for name, found in named.items()]


def _fit_row(name: str, found: Model) -> tuple[Any, ...]:
    gone = "; ".join(f"{number:,} {reason}" for reason, number in found.left_out.items())
    if found.fit is None:
        return (name, *("",) * 8, "; ".join(part for part in (found.word, gone) if part))
    fit = found.fit
    shape = (round(value, 3) for value in (fit.exponent, fit.exponent_low, fit.exponent_high, fit.dispersion))
    return (name, fit.cities, fit.countries, *shape, round(fit.log_likelihood, 1), round(fit.pseudo_r2, 3), gone)


def sentences(data: Judged, found: Model, country: str) -> list[str]:
    """Say in words what was fitted, what was left out, and what the country has outside the interval."""
    told = [_about(found.fit)] if found.fit else [found.word]
    open_ = sum(key not in data.covered for key in data.cities)
    left = {**found.left_out, UNCOVERED: open_}
    told.append("Left out: " + "; ".join(f"{n:,} cities ({reason})" for reason, n in left.items() if n) + ".")
    if found.fit:
        told += [_by_size(data, found), _outside(data, found, country)]
    return told


def _about(fit: Fit) -> str:
    return (
        f"Negative binomial model on {fit.cities:,} cities of {fit.countries} countries: projects grow with "
        f"inhabitants to the power {fit.exponent:.2f} (95 % interval {fit.exponent_low:.2f} to "
        f"{fit.exponent_high:.2f}); dispersion {fit.dispersion:.2f}, log-likelihood {fit.log_likelihood:.1f}, "
        f"McFadden's pseudo-R² {fit.pseudo_r2:.3f}."
    )


def by_size(data: Judged, found: Model) -> dict[str, tuple[int, float]]:
    """Count for each size class the projects that were seen and those that the model expects."""
    seen, means = Counter[str](), dict[str, float]()
    for one in found.cities:
        size = str(data.cities[one.city]["size"] or "unknown")
        seen[size] += one.projects
        means[size] = means.get(size, 0.0) + one.mean
    return {size: (seen[size], mean) for size, mean in means.items()}


def misfits(classes: Mapping[str, tuple[int, float]]) -> list[str]:
    """Name the size classes that the model does not fit."""
    return [size for size, (seen, mean) in classes.items() if seen and not 1 / MISFIT < mean / seen < MISFIT]


def _by_size(data: Judged, found: Model) -> str:
    """Hold the model against what was seen in each size class, for one straight line need not fit them all."""
    classes = by_size(data, found)
    parts = [f"{size} {seen:,} seen, {mean:,.1f} expected" for size, (seen, mean) in classes.items()]
    wrong = misfits(classes)
    warning = f" The model does not fit {' and '.join(wrong)} cities: do not use their figures." if wrong else ""
    return f"Projects by size class: {'; '.join(parts)}.{warning}"


def _outside(data: Judged, found: Model, country: str) -> str:
    here = [one for one in found.cities if not country or data.cities[one.city]["country"] == country]
    if not here:
        return f"No city of {country} is in the model."
    count = Counter(one.outside for one in here)
    deaf = sum(one.low == 0 for one in here)
    return (
        f"Of {len(here):,} cities listed {count['below']:,} lie below the 95 % interval and {count['above']:,} above; "
        f"for {deaf:,} the interval begins at 0, so that no link is nothing unusual there."
    )
