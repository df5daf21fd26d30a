"""LIFE: projects for environment and climate, each with the town of its coordinating beneficiary."""

import re
from collections.abc import Iterator
from functools import cache

from graph.countries import SERVED
from graph.loads import Coverage
from graph.records import Participation, Programme, Project, Record, SetAside
from ingest.address import home
from ingest.authority import judge
from ingest.countries import country_code
from ingest.keys import slug
from ingest.persons import body_name
from ingest.row import NotTakenError, Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://webgate.ec.europa.eu/life/publicWebsite/search"
PERIODS = {
    "life-1992": 1995,
    "life-1996": 1999,
    "life-2000": 2006,
    "life-2007": 2013,
    "life-2014": 2020,
    "life-2021": 2027,
}
"""Last year of each period, by its node in the programme tree; the node names the first."""
COUNTRIES = {"Ellas": "EL", "Moldavia Moldavija": "MD"}
"""Names of countries that no language of the EU writes so."""
NO_COUNTRY = re.compile(r"^(?:Group\b|International Organisations|Gaza strip)")
"""What stands in the column of the country and is none."""
WITHOUT_PLACE = "the source names its partners without country and town"
NO_TOWN = "the address names no town"


def projects(row: Row) -> Iterator[Record]:
    """Yield one project and the part of its coordinating beneficiary."""
    leave(row)
    under = period(row)
    area = row.take("priorityArea") if row.has("priorityArea") else ""
    strand = (
        Programme(f"{under}-{slug(area)}", area, "Strand", under, int(under[-4:]), PERIODS[under]) if area else None
    )
    if strand:
        yield strand
    reference, acronym, title = row.take("reference"), row.take("acronym"), row.take("title")
    if not reference:
        raise NotTakenError("no reference")
    project = Project(
        key=f"life/{slug(reference)}",
        title=title or acronym or reference,
        programme=strand.key if strand else under,
        acronym=acronym,
        start=row.date("startDate"),
        end=row.date("endDate"),
        page=row.take("projectPublicPageFriendlyUrl") if row.has("projectPublicPageFriendlyUrl") else "",
    )
    yield project
    yield coordinator(row, project)
    if "," in row.take("participantTypes"):
        yield SetAside(WITHOUT_PLACE, programme=project.programme)


def period(row: Row) -> str:
    """Find the period by the year of the call, or by the reference ("LIFE20 ENV/ES/000187")."""
    digits = re.match(r"LIFE(\d{2})\b", row.take("reference"))
    short = int(digits.group(1)) if digits else 0
    year = int(row.year("year") or 0) or (short + (1900 if short > 90 else 2000) if digits else 0)
    found = next((key for key, last in PERIODS.items() if int(key[-4:]) <= year <= last), "")
    if not found:
        raise row.bad(f"{year} lies in no period of LIFE", "add the period to life.PERIODS", "year")
    return found


def coordinator(row: Row, project: Project) -> Record:
    """Read the part of the coordinating beneficiary; what tells no country or town is set aside with the reason."""
    name, country = row.take("beneficiaryName"), country_of(row)
    if country not in SERVED:
        return SetAside("country not served" if country else "no country", programme=project.programme)
    at = home(name, row.take("beneficiaryAddress"), country)
    if at is None:
        return SetAside(NO_TOWN, programme=project.programme)
    reading, city = judge(name, at)
    authority = reading == "authority"
    # Natural persons could coordinate projects until 2006, so that only plain names of bodies are taken.
    kept = name if authority else body_name(name, country)
    own = "" if kept else slug(f"{project.key} coordinator")
    return Participation(project.key, city, "lead", reading, kept, own, kind="urban-authority" if authority else "")


def country_of(row: Row) -> str:
    """Read a country written in one or several languages ("Finland Suomi"); "" when it is none."""
    text = row.take("country")
    if not text or NO_COUNTRY.search(text):
        return ""
    code = named(text)
    if not code:
        raise row.bad(f"{text!r} is no country", "correct it, or add it to life.COUNTRIES", "country")
    return code


@cache
def named(text: str) -> str:
    """Find the code of a country by its name, or by the one country that the words of its name mean."""
    if code := COUNTRIES.get(text) or country_code(text):
        return code
    codes = {code for word in re.split(r"[\s-]+", text) if (code := country_code(word))}
    return codes.pop() if len(codes) == 1 else ""


def leave(row: Row) -> None:
    """Leave out by name what the graph does not hold."""
    row.ignore("projectId", "location", "participantNames", why="the reference tells it; partners have no place")
    row.ignore("themes", "keywords", "legislatives", "habitats", "species", why="no themes of cities")
    row.ignore("totalBudget", "ecContribution", why="no money yet")
    row.ignore("beneficiaryName", "beneficiaryAddress", why="taken where the country is served")


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State that an export is a part: it names the town of the coordinating beneficiary alone."""
    if not tally.projects:
        reason = "No page of the public database was read; who takes part in LIFE is not known here."
        return state(PERIODS, SERVED, "unknown", reason, PAGE, 1992)
    found: list[Coverage] = []
    for key, last in PERIODS.items():
        count = sum(number for under, number in tally.projects.items() if under.startswith(key))
        reason = (
            f"Projects read: {count:,}. The export names the town of the coordinating beneficiary alone, its partners"
            " stand there without country and town; a town may take part in projects that others coordinate."
        )
        if count:
            found += state([key], SERVED, "partial", reason, PAGE, int(key[-4:]), min(tally.started, last) or last)
    return tuple(found)


SOURCE = Source(
    title="LIFE public database",
    publisher="European Climate, Infrastructure and Environment Executive Agency (CINEA)",
    licence="reuse under Commission Decision 2011/833/EU",
    page=PAGE,
    covers=covers,
    tables={f"*.{ending}": Table(projects, {"Project": (10, 50_000)}) for ending in ("json", "csv", "xlsx")},
)
