"""Concentration of a release in rows: what is measured, of which group, its value and what it was counted from."""

from graph import concentration
from graph.endpoint import Endpoint
from graph.judged import Judged
from graph.spread import Spread, spread
from queries.ask import ask

COLUMNS = ("measure", "group", "value", "counted")
NOT_COVERED = "not covered"


def figures(endpoint: Endpoint, data: Judged, family: str, country: str = "") -> list[Spread]:
    """Measure how unevenly the authorities' projects are spread over the covered cities, of one country or of all."""
    rows = ask(endpoint, "network/authority-projects", family=family).records()
    parts = [(int(row["geonames"]), str(row["programme"]), str(row["project"])) for row in rows]
    found = spread(data, parts, country)
    if not any(not country or data.cities[city]["country"] == country for city in data.covered):
        return [(measure, group, None, NOT_COVERED) for measure, group, *_ in found]
    return [(measure, group, None if value is None else round(value, 4), said) for measure, group, value, said in found]


def curve(data: Judged, country: str = "") -> list[tuple[float, float]]:
    """Give the points of the Lorenz curve over the covered cities."""
    counts = [data.projects[k] for k in data.covered if not country or data.cities[k]["country"] == country]
    return [(round(cities, 5), round(projects, 5)) for cities, projects in concentration.lorenz(counts)]
