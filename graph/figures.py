"""Figures of a run that are of a city or of a group of cities rather than of its ties: M2, M8 to M11, M13 and M14.

A figure without a value says why it is not computed; it is never written as 0.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.coverage import Covered
from graph.findings import Link
from graph.judged import LEAST_POPULATION, Judged, Part, judged_from, model, parts_of, rows_of
from graph.quads import ID
from graph.records import Call, City, Programme
from graph.remoteness import Remoteness
from graph.spread import spread
from graph.verdicts import Verdict

ALL = "all"
NOT_COVERED = "no source covers the family completely for any country, so an absence means nothing"
OF_THE_RECORDS = "the team's records tell it, and no release holds them: ncp outreach figures, or the page Outreach"
SPREAD = {
    "Gini": "gini",
    "newcomer rate": "newcomerRate",
    "ties carried on": "tiesCarriedOn",
    "tie persistence": "tiePersistence",
}
"""Properties of the measures of graph.spread; those that are not named here tell more in their name."""
OUTREACH = ("flagsFollowed", "contactedJoined", "daysToContact", "daysToLink")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of one city (`city`, else 0) or of a group of cities, in one programme family or in all.

    `value` is None where it is not computed, and `why` says why; `counted` says what it was counted from.
    """

    family: str
    measure: str
    value: float | str | None
    city: int = 0
    group: str = ""
    counted: str = ""
    why: str = ""


def breadth(links: Iterable[Link], level: Mapping[str, str]) -> Iterator[Figure]:
    """Count the programmes and initiatives of each linked city (M2), by any organisation and by its authority alone.

    `level` leads each programme key to the programme or initiative that it counts for. A city without a link is not
    among them: whether it has none or is not covered, its verdict says.
    """
    found: dict[str, dict[int, set[str]]] = {"breadth": {}, "authorityBreadth": {}}
    for link in links:
        for measure in ("breadth", "authorityBreadth") if link.reading == "authority" else ("breadth",):
            found[measure].setdefault(link.city, set()).add(level[link.programme])
    for measure, cities in found.items():
        yield from (Figure(ALL, measure, len(held), city) for city, held in sorted(cities.items()))


def level_of(chains: Mapping[str, tuple[str, ...]], kinds: Mapping[str, str]) -> dict[str, str]:
    """Lead each programme key to the highest programme or initiative above it, else to its family."""
    counted = ("Programme", "Initiative")
    return {key: next((n for n in reversed(c) if kinds.get(n) in counted), c[-1]) for key, c in chains.items()}


def gaps(family: str, data: Judged) -> Iterator[Figure]:
    """Compare each covered city with what the model expects of it (M8), with the interval of counts."""
    found = model(data, LEAST_POPULATION)
    if found.fit is None:
        yield Figure(family, "participationGap", None, group="all covered cities", why=found.word)
    for one in found.cities:
        told: dict[str, float | str] = {
            "participationGap": one.gap,
            "expectedProjects": one.mean,
            "expectedLow": one.low,
            "expectedHigh": one.high,
            "gapOutside": one.outside,
        }
        yield from (Figure(family, measure, value, one.city) for measure, value in told.items())


def spreads(family: str, data: Judged, parts: Iterable[Part]) -> Iterator[Figure]:
    """Tell how unevenly the projects of a family are spread (M9 to M12)."""
    for measure, group, value, counted in spread(data, parts):
        why = "" if value is not None else "there is nothing to count it from"
        if measure.startswith("share of the top"):
            yield Figure(
                family, "topShare", value, 0, f"{measure.removeprefix('share of the ')}, {group}", counted, why
            )
        elif measure.startswith("representation of"):
            of = measure.removeprefix("representation of ")
            yield Figure(family, "representationRatio", value, 0, f"{of}: {group}", counted, why)
        else:
            yield Figure(family, SPREAD[measure], value, 0, group, counted, why)


def of_family(family: str, data: Judged, parts: Iterable[Part]) -> Iterator[Figure]:
    """Give all figures of a family; without complete coverage it is said that none can be computed."""
    if not data.covered:
        for measure in ("participationGap", "gini", "representationRatio", "newcomerRate"):
            yield Figure(family, measure, None, group="all covered cities", why=NOT_COVERED)
        return
    yield from gaps(family, data)
    yield from spreads(family, data, parts)


def access(computed: Iterable[Remoteness]) -> Iterator[Figure]:
    """Give the index of each city's access to people (M13)."""
    yield from (Figure(ALL, "accessIndex", one.access, one.city) for one in computed if one.access is not None)


def outreach() -> Iterator[Figure]:
    """Say of the contact point's own result (M14) where it is told, for a release holds no record of the team."""
    yield from (Figure(ALL, measure, None, group="contacted cities", why=OF_THE_RECORDS) for measure in OUTREACH)


def families_of(
    cities: Iterable[City],
    verdicts: Sequence[Verdict],
    links: Iterable[Link],
    chains: Mapping[str, tuple[str, ...]],
    covered: Iterable[Covered],
) -> Iterator[Figure]:
    """Give the figures of every family in which somebody takes part in a project."""
    rows, held = rows_of(cities), [link for link in links if link.target.startswith(f"<{ID}project/")]
    said = (item for item in covered if item.statement.completeness == "complete")
    parts = parts_of(held, rows, chains, frozenset((item.statement.programme, item.country) for item in said))
    for family in sorted({chains[link.programme][-1] for link in held}):
        own = parts.get(family, [])
        yield from of_family(family, judged_from(family, rows, verdicts, own), own)


def figures(
    cities: Iterable[City],
    verdicts: Sequence[Verdict],
    links: Iterable[Link],
    chains: Mapping[str, tuple[str, ...]],
    covered: Iterable[Covered],
    tree: Iterable[Programme | Call],
    away: Iterable[Remoteness],
) -> Iterator[Figure]:
    """Give all figures of a release."""
    kinds = {record.key: record.kind for record in tree if isinstance(record, Programme)}
    yield from breadth(links, level_of(chains, kinds))
    yield from families_of(cities, verdicts, links, chains, covered)
    yield from access(away)
    yield from outreach()
