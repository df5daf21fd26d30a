"""The worklist of a country: its towns with state, counts and the reason of each, for pages and command line."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from graph.endpoint import Endpoint
from graph.verdicts import reason
from queries.ask import ask

FLOOR = 5_000
"""Lists show towns of this many inhabitants and more at first."""

UNLINKED = ("absent", "uncovered")


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


COLUMNS = tuple(field.name for field in fields(Town))


def searched(endpoint: Endpoint, country: str) -> dict[str, str]:
    """Say for each family by key how to name it: its label, with what was searched completely in brackets."""
    table = ask(endpoint, "programmes/families", country=country)
    names: dict[str, str] = {}
    for row in table.records():
        parts = str(row["searched"] or "")
        names[str(row["key"])] = f"{row['label']} ({parts})" if parts else str(row["label"])
    return names


def worklist(
    endpoint: Endpoint,
    country: str,
    minimum: int = FLOOR,
    maximum: int | None = None,
    states: Sequence[str] = UNLINKED,
) -> list[Town]:
    """List the towns of a country with these states and `minimum` to `maximum` inhabitants, the largest first."""
    names = searched(endpoint, country)
    top = 1_000_000_000 if maximum is None else maximum
    table = ask(
        endpoint,
        "gaps/unlinked",
        country=country,
        minPopulation=str(minimum),
        maxPopulation=str(top),
        states=" ".join(states),
    )
    place = country_name(endpoint, country)
    return [_town(row, names, place) for row in table.records()]


def country_name(endpoint: Endpoint, country: str) -> str:
    """Look up the English name of a country in the graph; the code stays where the graph has none."""
    table = ask(endpoint, "gaps/overview")
    names = {str(row["country"]): str(row["name"]) for row in table.records()}
    return names.get(country, country)


def _town(row: dict[str, Any], names: dict[str, str], place: str) -> Town:
    absent = [names.get(key, key) for key in _split(row["absentFamilies"])]
    uncovered = [names.get(key, key).split(" (")[0] for key in _split(row["uncoveredFamilies"])]
    why = reason(
        str(row["name"]),
        int(row["population"]),
        absent,
        uncovered,
        int(row["authorityLinks"]),
        int(row["placeLinks"]),
        place,
    )
    return Town(
        city=str(row["city"]),
        geonames=int(row["geonames"]),
        name=str(row["name"]),
        country=str(row["country"]),
        population=int(row["population"]),
        year=str(row["year"] or ""),
        basis=str(row["basis"]),
        nuts3=str(row["nuts3"] or ""),
        region=str(row["region"] or ""),
        degurba=str(row["degurba"] or ""),
        unit=str(row["unit"]),
        state=str(row["state"]),
        authority_links=int(row["authorityLinks"]),
        place_links=int(row["placeLinks"]),
        absent="|".join(_split(row["absentFamilies"])),
        uncovered="|".join(_split(row["uncoveredFamilies"])),
        reason=why,
        latitude=float(row["lat"]),
        longitude=float(row["long"]),
    )


def _split(joined: object) -> list[str]:
    return sorted(key for key in str(joined or "").split("|") if key)


def rows_of(towns: Sequence[Town], full: bool) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Give columns and rows of a worklist: all of them, or those that fit a terminal."""
    columns = COLUMNS if full else ("name", "population", "nuts3", "state", "reason")
    return columns, [tuple(getattr(town, column) for column in columns) for town in towns]
