"""Inforegio: projects of cohesion policy that the Commission shows as examples, with the beneficiary's town."""

import re
from collections.abc import Iterator

from graph.countries import EU27, UK
from graph.loads import Coverage
from graph.records import Named, Participation, Project, Record, SetAside
from ingest.authority import judge
from ingest.keys import slug
from ingest.persons import body_name
from ingest.row import Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://ec.europa.eu/regional_policy/en/projects"
PERIODS = {
    "2000-2006": "cohesion-2000",
    "2007-2013": "cohesion-2007",
    "2014-2020": "cohesion-2014",
    "2021-2027": "cohesion-2021",
}
"""Node of the programme tree by period."""


def projects(row: Row) -> Iterator[Record]:
    """Yield one project and the part of its beneficiary; a row without a town is set aside."""
    leave(row)
    under = row.choose("Period", PERIODS, "inforegio.PERIODS")
    number, title = row.take("PROJECTID"), row.take("Project_name")
    start, end = row.date("Project_Timeframe_start_date"), row.date("Project_Timeframe_end_date")
    key = f"inforegio/{slug(number)}"
    yield Project(key, title or number, under, start=start, end=end, page=row.take("URL"), kind="operation")
    country = row.country("Beneficiary_Country" if row.take("Beneficiary_Country") else "Project_country")
    town, name = row.take("Beneficiary_City"), row.take("Beneficiary")
    if not town:
        yield SetAside("the source names no town", programme=under)
        return
    region = row.nuts("Project_NUTS2_code")
    reading, city = judge(name, Named(town, country, region if region[:2] == country else ""))
    kept = name if reading == "authority" else body_name(name, country)
    own = "" if kept else slug(f"{key} beneficiary")
    kind = "urban-authority" if reading == "authority" else ""
    yield Participation(key, city, "beneficiary", reading, kept, own, kind=kind)


def leave(row: Row) -> None:
    """Leave out by name what the graph does not hold."""
    row.ignore("SID", "Project_type", "Date_published", "Thèmes", "Funds", why="not needed")
    row.ignore("Project_region", "Project_country", "Project_NUTS2_code", why="hints, taken where they are needed")
    row.ignore("Beneficiary_address", "Beneficiary_Country", "Beneficiary", why="taken where a town stands beside it")
    row.ignore(*(column for column in row.cells if re.search("budget|quote", column, re.IGNORECASE)), why="no facts")


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State that the examples are a choice: absence says nothing."""
    found: list[Coverage] = []
    for period, key in PERIODS.items():
        first, last = (int(year) for year in period.split("-"))
        reason = f"Projects read: {tally.projects[key]:,}. They are examples that were chosen to be shown."
        if tally.projects[key]:
            found += state([key], (*EU27, *UK), "partial", reason, PAGE, first, last)
    return tuple(found)


SOURCE = Source(
    title="Inforegio examples of projects",
    publisher="European Commission, Directorate-General for Regional and Urban Policy",
    licence="reuse under Commission Decision 2011/833/EU",
    page=PAGE,
    covers=covers,
    tables={f"*.{ending}": Table(projects, {"Project": (10, 50_000)}) for ending in ("csv", "json", "xlsx")},
)
