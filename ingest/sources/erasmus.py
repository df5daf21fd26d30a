"""Erasmus+: the overviews of projects, in which each row names the coordinator and up to a hundred partners."""

import re
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from graph.countries import SERVED
from graph.loads import Coverage
from graph.records import Named, Participation, Programme, Project, Record, SetAside
from ingest.address import home
from ingest.authority import judge
from ingest.countries import country_code
from ingest.keys import slug
from ingest.persons import body_name
from ingest.row import Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://erasmus-plus.ec.europa.eu/projects/projects-lists"
PERIODS = {"erasmus-plus-2014": range(2014, 2021), "erasmus-plus-2021": range(2021, 2028)}
"""Years of the calls of each period, by its node in the programme tree."""
PERSONS = re.compile(r"natural person|individual|informal group|group of young people|self.?employed", re.IGNORECASE)
"""Types under which persons stand: neither name nor address is taken."""
BODIES = (
    (r"local public|municipal", "public", True),
    (r"public (?:body|authority|service)|international organisation|territorial cooperation|ministry", "public", False),
    (r"non-governmental|\bngo|association|civil society|social partner", "association", False),
    (r"research", "research", False),
    (r"school|education|universit|college|training|institut|kindergarten|teach", "education", False),
    (r"enterprise|company|firm|business", "company", False),
    (r"organisation|foundation|federation|union|club|network|council|chamber|cooperative", "association", False),
    (r"accreditation|certification|counsel+ing|cent(?:re|er)|library|museum|hospital|body|media", "unknown", False),
)
"""By words of a type of organisation, the first that fits: the kind of body, and whether it may be a municipality."""
UNSAID = {"", "other", "others", "unknown"}
"""Types that say nothing; such a name is taken only if it is plainly that of a body."""
NO_TOWN = "the address names no town"
NOT_SERVED = "country not served"
NO_COUNTRY = "no country"


class Group(NamedTuple):
    """The columns of one organisation in a row."""

    name: str
    kind: str
    address: str
    region: str
    country: str
    website: str


COORDINATOR = Group(
    "Coordinating organisation name",
    "Coordinating organisation type",
    *(f"Coordinator's {what}" for what in ("address", "region", "country", "website")),
)


def partner(number: int) -> Group:
    """Name the columns of a numbered partner."""
    columns = ("name", "organisation type", "address", "region", "country", "website")
    return Group(*(f"Partner {number} {column}" for column in columns))


def projects(row: Row) -> Iterator[Record]:
    """Yield one project, what it is funded under, and the part of every organisation in it."""
    number, title = row.take("Project Identifier"), row.take("Project Title")
    key, *above = funded_under(row)
    yield from above
    start = row.year("Call year" if row.has("Call year") else "Funding Year")
    page = web(row.take("Results Platform Project Card"))
    project = Project(f"erasmus-plus/{slug(number)}", title or number, key.key, start=start, page=page)
    yield from (key, project, *part(row, project, COORDINATOR, "lead"))
    for each in map(partner, count(1)):
        if not row.has(each.name):
            break
        yield from part(row, project, each, "partner")
    leave(row)


def funded_under(row: Row) -> tuple[Programme, ...]:
    """Give the action type that a project was funded under, then the key action above it."""
    year = int(row.year("Call year" if row.has("Call year") else "Funding Year") or 0)
    period = next((key for key, years in PERIODS.items() if year in years), "")
    if not period:
        raise row.bad(f"{year} lies in no period of Erasmus+", "add the period to erasmus.PERIODS", "Call year")
    first, last = PERIODS[period][0], PERIODS[period][-1]
    action, kind = row.take("Key Action"), row.take("Action Type")
    strand = Programme(f"{period}-{slug(action)}", action, "Strand", period, first, last)
    return Programme(f"{period}-{slug(f'{action} {kind}')}", kind, "Strand", strand.key, first, last), strand


def part(row: Row, project: Project, group: Group, role: str) -> Iterator[Record]:
    """Yield the part of one organisation; one whose country or town cannot be told is set aside with the reason."""
    row.ignore(*group, why="an empty group, or taken below; region and website are not needed")
    name, type_ = row.take(group.name), row.take(group.kind)
    if not name:
        return
    country, body = country_code(row.take(group.country)), body_of(row, group, type_)
    if country not in SERVED:
        yield SetAside(NOT_SERVED if row.take(group.country) else NO_COUNTRY, programme=project.programme)
        return
    if body is None:
        yield SetAside("a person or an informal group", programme=project.programme)
        return
    at = home(name, row.take(group.address), country)
    if at is None:
        yield SetAside(NO_TOWN, for_review(row.take(group.address), country), project.programme)
        return
    reading, city = judge(name, at, body[1])
    kind = "urban-authority" if reading == "authority" else body[0]
    kept = name if reading == "authority" or type_.casefold() not in UNSAID else body_name(name, country)
    own = "" if kept else slug(f"{project.key} {group.name}")
    yield Participation(project.key, city, role, reading, kept, own, kind=kind)


def body_of(row: Row, group: Group, type_: str) -> tuple[str, bool] | None:
    """Read what body an organisation is, and whether it may be a municipality; None where persons may stand."""
    if PERSONS.search(type_):
        return None
    if type_.casefold() in UNSAID:
        return "unknown", True
    for words, kind, maybe in BODIES:
        if re.search(words, type_, re.IGNORECASE):
            return kind, maybe
    raise row.no_category(type_, group.kind, "erasmus.BODIES")


def for_review(address: str, country: str) -> tuple[Named, ...]:
    """Give what of an address may be a town, for a person to decide: its last part without a number."""
    found = [part.strip() for part in address.split(",") if part.strip() and not re.search(r"\d", part)]
    return (Named(found[-1], country),) if found else ()


def web(text: str) -> str:
    """Give a web address back; "" for anything else."""
    return text if text.startswith(("https://", "http://")) else ""


def leave(row: Row) -> None:
    """Leave out by name what the graph does not hold."""
    row.ignore("Programme", "Topics", "Participating countries", "Participating Countries", why="not needed")
    row.ignore("Project Summary", "Project Website", "Results Available", why="long texts and links are no facts")
    row.ignore("Is Good Practice", "Is Success Story", why="marks of the programme for results, not for a city")
    row.ignore("Project Status", "Project or Accreditation Status", why="changes from day to day")
    row.ignore(*(column for column in row.cells if column.startswith("EU Grant award")), why="no money yet")


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State that overviews are a part: they hold the key actions and years that were downloaded, and no more."""
    if not tally.projects:
        reason = "No overview of projects was read; who takes part in Erasmus+ is not known here."
        return state(PERIODS, SERVED, "unknown", reason, PAGE, 2014)
    found: list[Coverage] = []
    for period, years in PERIODS.items():
        number = sum(count_ for key, count_ in tally.projects.items() if key.startswith(f"{period}-"))
        reason = (
            f"Projects read: {number:,}. An overview holds one key action and one call year, others may be missing;"
            " towns are told from addresses, and where an address tells none the organisation is set aside."
        )
        if number:
            found += state([period], SERVED, "partial", reason, PAGE, years[0], min(tally.started, years[-1]))
    return tuple(found)


SOURCE = Source(
    title="Erasmus+ project overviews",
    publisher="European Commission, Directorate-General for Education, Youth, Sport and Culture",
    licence="reuse under Commission Decision 2011/833/EU",
    page=PAGE,
    covers=covers,
    tables={f"*.{ending}": Table(projects, {"Project": (10, 200_000)}) for ending in ("csv", "xlsx", "json")},
)
