"""The worklist of a country: its towns with state, counts and the reason of each, for pages and command line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from dashboard.sizes import USE, Scheme, counted_as, scheme_named
from graph.endpoint import Endpoint
from graph.peripheral import setting
from graph.verdicts import NAMED, ranked, reason
from queries.ask import ask

FLOOR = 5_000
"""Lists show towns of this many inhabitants and more at first."""

UNLINKED = ("absent", "uncovered")

NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class Town:
    """One row of the worklist; links are counted as distinct projects and initiatives."""

    city: str
    geonames: int
    name: str
    country: str
    population: int
    year: str
    basis: str
    nuts3: str
    region: str
    degurba: str
    unit: str
    state: str
    authority_links: int
    place_links: int
    absent: str
    uncovered: str
    reason: str
    latitude: float
    longitude: float
    size_scheme: str
    size: str
    typologies: str
    kilometres: float | None
    nearest: str
    potential: int | None

    @property
    def counted(self) -> str:
        """Whose inhabitants the figure counts, and in which year."""
        return counted_as(self.basis, self.year)

    @property
    def links(self) -> int | None:
        """All links; None where the city is not covered, for then no source can count them."""
        return None if self.state == "uncovered" else self.authority_links + self.place_links

    @property
    def shown_population(self) -> str:
        """The figure for a reader; 0 stands for a population that nobody tells."""
        return f"{self.population:,}" if self.population else "not known"

    @property
    def distance(self) -> str:
        """Kilometres to the nearest place of 50,000, for a reader."""
        return "not known" if self.kilometres is None else f"{self.kilometres:,.0f} km"

    def state_in(self, family: str = "") -> str:
        """The state in one programme family by key, or over all of them."""
        return _state_in(family, self.absent, self.uncovered) if family else self.state

    def lies(self, kinds: Collection[str], kilometres: float = 0) -> bool:
        """Tell whether the region is of one of these kinds, if any, and the town at least so far from a larger one."""
        far = not kilometres or (self.kilometres is not None and self.kilometres >= kilometres)
        return far and (not kinds or not set(kinds).isdisjoint(self.typologies.split("|")))


@lru_cache(maxsize=4_096)
def _state_in(family: str, absent: str, uncovered: str) -> str:
    """Few towns differ in both lists, and a page of thousands of towns asks several times for each."""
    if family in absent.split("|"):
        return "absent"
    return "uncovered" if family in uncovered.split("|") else "linked"


COLUMNS = tuple(field.name for field in fields(Town))


@dataclass(frozen=True, slots=True)
class Family:
    """A programme family as a country sees it; `detail` names what was searched completely, "" if nothing."""

    label: str
    detail: str

    @property
    def searched(self) -> str:
        """The label, with what was searched in brackets."""
        return f"{self.label} ({self.detail})" if self.detail else self.label


def families(endpoint: Endpoint, country: str) -> dict[str, Family]:
    """Say for each family by key what some source covers completely for the country, and until when."""
    return {str(row["key"]): _family(row) for row in ask(endpoint, "programmes/families", country=country).records()}


def _family(row: dict[str, Any]) -> Family:
    label, parts = str(row["label"]), [part for part in str(row["searched"] or "").split("; ") if part]
    if not parts:
        return Family(label, "")
    own = [part.removeprefix(f"{label} ") for part in parts if part != label]
    named = own if len(own) <= NAMED + 1 else [*own[:NAMED], f"{len(own) - NAMED} more"]
    until = f"to {row['until']}" if row["until"] else ""
    return Family(label, ", ".join(part for part in (*named, until) if part) or "all years")


def worklist(
    endpoint: Endpoint,
    country: str,
    minimum: int | None = None,
    maximum: int | None = None,
    states: Sequence[str] = UNLINKED,
    scheme: str = USE,
    place: str = "",
) -> list[Town]:
    """List the towns of a country with these states and `minimum` (5,000) to `maximum` inhabitants, the largest first.

    `scheme` is the size scheme in which each town has its class, `place` the country's name, if it is known.
    """
    known, sizes = families(endpoint, country), scheme_named(endpoint, scheme)
    top = 1_000_000_000 if maximum is None else maximum
    table = ask(
        endpoint,
        "gaps/unlinked",
        country=country,
        minPopulation=str(FLOOR if minimum is None else minimum),
        maxPopulation=str(top),
        states=" ".join(states),
    )
    place, kinds = place or country_name(endpoint, country), typologies(endpoint, country)
    return [_town(row, known, place, sizes, kinds) for row in table.records()]


def bounds(endpoint: Endpoint, scheme: str, size: str) -> tuple[int, int]:
    """Look up from how many to how many inhabitants a class of a size scheme reaches."""
    found = scheme_named(endpoint, scheme).named(size)
    return found.low, found.high


def country_name(endpoint: Endpoint, country: str) -> str:
    """Look up the English name of a country in the graph; the code stays where the graph has none."""
    table = ask(endpoint, "gaps/overview")
    names = {str(row["country"]): str(row["name"]) for row in table.records()}
    return names.get(country, country)


def typologies(endpoint: Endpoint, country: str) -> dict[str, str]:
    """Name the official typologies of each NUTS 3 region of a country."""
    rows = ask(endpoint, "gaps/regions", country=country).records()
    return {str(row["nuts3"]): str(row["typologies"] or "") for row in rows}


def _town(row: dict[str, Any], known: dict[str, Family], place: str, sizes: Scheme, kinds: Mapping[str, str]) -> Town:
    absent, open_ = _split(row["absentFamilies"]), _split(row["uncoveredFamilies"])
    held, far = kinds.get(str(row["nuts3"] or ""), ""), _kilometres(row)
    why = reason(
        str(row["name"]),
        int(row["population"] or 0),
        place,
        (int(row["authorityLinks"] or 0), int(row["placeLinks"] or 0)),
        absent=[known[key].searched for key in absent],
        undecided=[known[key].label for key in open_ if known[key].detail],
        uncovered=[known[key].label for key in open_ if not known[key].detail],
        setting=setting(held.split("|"), far, int(row["population"] or 0)),
    )
    return Town(
        city=str(row["city"]),
        geonames=int(row["geonames"]),
        name=str(row["name"]),
        country=str(row["country"]),
        population=int(row["population"] or 0),
        year=str(row["year"] or ""),
        basis=str(row["basis"] or ""),
        nuts3=str(row["nuts3"] or ""),
        region=str(row["region"] or ""),
        degurba=str(row["degurba"] or ""),
        unit=str(row["unit"]),
        state=str(row["state"]),
        authority_links=int(row["authorityLinks"] or 0),
        place_links=int(row["placeLinks"] or 0),
        absent="|".join(absent),
        uncovered="|".join(open_),
        reason=why,
        latitude=float(row["lat"]),
        longitude=float(row["long"]),
        size_scheme=sizes.key,
        size=sizes.of(int(row["population"] or 0)).label,
        typologies=held,
        kilometres=far,
        nearest=str(row["nearest"] or ""),
        potential=None if row["potential"] is None else int(row["potential"]),
    )


def _kilometres(row: dict[str, Any]) -> float | None:
    return None if row["kilometres"] is None else float(row["kilometres"])


def _split(joined: object) -> list[str]:
    return ranked(key for key in str(joined or "").split("|") if key)


def rows_of(towns: Sequence[Town], full: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows of a worklist: all of them, or those that fit a terminal."""
    columns = (
        COLUMNS if full else ("name", "shown_population", "counted", "size", "distance", "nuts3", "state", "reason")
    )
    return columns, [tuple(_cell(town, column) for column in columns) for town in towns]


def _cell(town: Town, column: str) -> Any:  # noqa: ANN401 - any cell
    """Say "not covered" in place of a number of links that no source could tell."""
    if column in ("authority_links", "place_links") and town.links is None:
        return NOT_COVERED
    return blank(column, getattr(town, column))


def blank(column: str, value: Any) -> Any:  # noqa: ANN401 - any cell
    """Leave the cell of a population that nobody tells empty."""
    return "" if column == "population" and not value else value
