"""The replicability meter: what towns report of a practice, in the release and in the records as they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.practices import cost
from dashboard.published import Profile, key_of
from graph.adoptions import Adoption, Use, report
from graph.desk import Desk
from graph.errors import BadParameter
from graph.quads import ID
from graph.replicability_meter import OUTCOMES, Report
from ontology.terms import SCHEME, label

COLUMNS = (
    *("city", "country", "population", "status", "rating", "reason", "changed", "comment", "cost", "confirmed"),
    "report",
)
SIZE_COLUMNS = ("size", *OUTCOMES)
_OURS = f"{ID}adoption/told%2F"
_SIZES = ("very-small", "small", "medium", "large")


@dataclass(frozen=True, slots=True)
class Told:
    """What one town reports: what the meter counts, the rest in words, and the report of the records if it is one."""

    counted: Report
    changed: str
    comment: str
    cost: str
    record: Adoption | None = None

    @property
    def row(self) -> tuple[Any, ...]:
        """The report as a row of COLUMNS."""
        one = self.counted
        rating = label(SCHEME[f"rating-{one.rating}"]) if one.rating else ""
        adapted = f"{one.status}, adapted" if self.changed else one.status
        told = (adapted, rating, one.reason, self.changed, self.comment, self.cost)
        number = self.record.id if self.record else None
        return (one.city, one.country, one.population, *told, "yes" if one.counts else "waits", number)


def told_of(
    key: str, rows: Iterable[Mapping[str, Any]], records: Iterable[Adoption] | None, profile: Profile, origin: int = 0
) -> list[Told]:
    """Put together what towns report of a practice.

    `rows` are the answer to practices/adoptions, `records` the reports of the records, which stand for those that the
    release took from them (None where the records were not read); `origin` is the city that began the practice.
    """
    held: dict[str, Told] = {}
    for row in rows:
        ours = str(row["adoption"]).startswith(_OURS) and records is not None
        if key_of(row["practice"]) == key and not ours and row["geonames"] != origin:
            held.setdefault(str(row["adoption"]), _of_graph(row))  # the lowest of several ratings comes first
    mine = [one for one in records or () if one.practice == key and one.city != origin]
    return [*held.values(), *(_of_record(one, profile(one.city)) for one in mine)]


def _of_graph(row: Mapping[str, Any]) -> Told:
    population = None if row["population"] is None else int(row["population"])
    size = row["size"] if row["size"] in _SIZES else "unknown"
    place = (str(row["city"]), str(row["country"]), population, size)
    counted = Report(*place, row["status"], row["rating"], row["reason"] or "")
    amount = "" if row["cost"] is None else cost(row["cost"], row["currency"], None)
    return Told(counted, row["changed"] or "", row["comment"] or "", amount)


def _of_record(one: Adoption, known: Mapping[str, Any] | None) -> Told:
    name, country = (str(known["name"]), str(known["country"])) if known else (f"City {one.city}", "")
    population = int(known["population"]) if known and known["population"] is not None else None
    size = str(known["size"]) if known and known["size"] in _SIZES else "unknown"
    rating = int(one.rating) if one.rating else None
    counted = Report(name, country, population, size, one.status, rating, one.reason, bool(one.confirmed))
    amount = cost(one.cost, one.currency, None) if one.cost else ""
    return Told(counted, one.changed, one.comment, amount, one)


def adopt(desk: Desk, use: Use, by: str, practices: Mapping[str, int]) -> Adoption:
    """Keep that a city uses a practice; `practices` leads the key of each practice to the city that began it."""
    if use.practice not in practices:
        raise BadParameter(
            f'There is no practice "{use.practice[:80]}"; `ncp practices --format csv` lists their keys.'
        )
    if practices[use.practice] == use.city:
        raise BadParameter("This city began the practice; the meter counts others that took it up.")
    return report(desk, use, by)


def origins(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Lead the key of each practice of practices/catalogue to the city that began it."""
    return {key_of(row["practice"]): int(row["geonames"]) for row in rows}


def chain(key: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Give the versions of a practice from the first to the newest; `pairs` are a newer version and its older one.

    Where one version was followed by several, each of them is listed after it.
    """
    older = dict(pairs)
    first, seen = key, {key}
    while (before := older.get(first)) and before not in seen:
        first = before
        seen.add(before)
    found, waiting = [], [first]
    while waiting:
        now = waiting.pop(0)
        if now not in found:
            found.append(now)
            waiting += sorted(new for new, old in older.items() if old == now)
    return found
