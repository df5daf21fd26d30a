"""keep.eu: projects and partners of Interreg, with URBACT and ESPON as keep.eu lists them."""

import re
from collections.abc import Iterator

from graph.countries import EEA_CH, EU27, SERVED
from graph.records import Call, Coverage, Participation, Programme, Project, Record
from ingest.authority import judge
from ingest.keys import compact, slug
from ingest.row import NotTakenError, Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://keep.eu/"
STRANDS = (
    (re.compile(r"URBACT III\b"), "urbact-3"),
    (re.compile(r"INTERREG V-?A\b|IPA CBC|PEACE", re.IGNORECASE), "interreg-5a"),
    (re.compile(r"INTERREG V-?B\b", re.IGNORECASE), "interreg-5b"),
    (re.compile(r"INTERREG V-?C\b|ESPON 2020|Interreg Europe|INTERACT", re.IGNORECASE), "interreg-5c"),
)
"""Which strand a programme belongs to, by its name; the first that fits."""
PERIOD = re.compile(r"^2014 - 2020 ")
INTERREG = re.compile(r"^interreg (?:v-?[abc] )?", re.IGNORECASE)
MONEY = (
    *("Budget", "Project total expenditure", "EU Funding", "Project EU Funding expenditure"),
    *("ERDF budget", "ENI budget", "IPA budget", "ERDF eq. budget", "Co-Financing sources"),
)
THEMES = (
    *("Thematic1", "Thematic2", "Thematic3", "Specific Obj", "Thematic Obj"),
    *("Inv. Priority", "Thematic Priorities (Interreg-IPA CBC specific)", "Priority Area"),
)
LEADS = {"Yes": "lead", "No": "partner"}
PUBLIC = {"public": True, "private": False, "n/a": True, "": True}
"""By legal status: may the organisation be a municipality?"""


def programme(row: Row) -> Programme:
    """Read the programme and place it under its strand; URBACT III is a programme of its own."""
    name = row.take("Programme")
    title = PERIOD.sub("", name).strip(" .")
    strand = next((key for pattern, key in STRANDS if pattern.search(name)), "")
    if not PERIOD.match(name) or not strand:
        raise row.bad(f"{name!r} is not a known programme", "add its strand to keep.STRANDS", "Programme")
    if strand == "urbact-3":
        return Programme("urbact-3", "URBACT III", "Programme", "urbact", 2014, 2020)
    return Programme(f"{strand}-{slug(INTERREG.sub('', title))}", title, "Programme", strand, 2014, 2020)


def project_key(under: Programme, acronym: str) -> str:
    """Make the key of a project; a network of URBACT has the key that URBACT's own table gives it."""
    return f"{under.key}/{compact(acronym) if under.key == 'urbact-3' else slug(acronym)}"


def projects(row: Row) -> Iterator[Record]:
    """Yield one project and its programme; the lead partner stands in the partners' table too."""
    under, acronym = programme(row), row.take("Acronym")
    if under.key != "urbact-3":
        yield under
    title = row.take_first("Project Name", "Project Name language 2", "Project Name language 3") or acronym
    start, end, page = row.date("Project start"), row.date("Project end"), row.take("Website")
    yield Project(project_key(under, acronym), title, under.key, acronym, start, end, page)
    row.ignore("Lead Partner", "Street", "Postal code", "Town", "Country", why="the partners' table says it")
    row.ignore(*MONEY, why="no money yet")
    row.ignore(*THEMES, why="no themes yet")
    for text in ("Description", "Expected Results", "Achievements", "Expected Outputs", "Delivered Outputs"):
        row.ignore(f"{text} 1", f"{text} 2", f"{text} EN", why="long texts are not facts")
    row.ignore("Period", "Degree of comp.", "Strategy", "Call SN", why="not asked for")


def partners(row: Row) -> Iterator[Record]:
    """Yield the part of one organisation in one project."""
    row.ignore("Street", "Website", "Department", why="not needed")
    row.ignore("NUTS1 (or equivalent)", "NUTS2 (or equivalent)", why="NUTS3 holds both")
    row.ignore("Country", why="where the partner says it is; the country code is checked by keep.eu")
    under, acronym, name = programme(row), row.take("Acronym"), row.take("Project Partner")
    role = row.choose("Lead Partner", LEADS, "keep.LEADS")
    public = PUBLIC.get(row.take("Legal Status").casefold())
    if public is None:
        raise row.bad(f"{row.take('Legal Status')!r} is not a known category", "add it to keep.PUBLIC", "Legal Status")
    city = row.city("Town", country="Country code", nuts="NUTS3 (or equivalent)", postcode="Postal code")
    if not city.name:
        raise NotTakenError("no town")
    reading, city = judge(name, city, public)
    yield Participation(project_key(under, acronym), city, role, reading, name)


def calls(row: Row) -> Iterator[Record]:
    """Yield one call of a programme."""
    under, number = programme(row), row.take("Serial Number")
    row.ignore("Budget", why="no money yet")
    if under.key != "urbact-3":
        yield under
    key = f"{under.key}-call-{slug(number)}"
    yield Call(key, f"{under.label}, call {number}", under.key, row.date("Start Date"), row.date("End Date"))


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State what an export of closed projects covers: a part, whatever its size."""
    count = tally.projects.total()
    reason = f"The export holds {count:,} closed projects of 2014-2020 and none that was still running."
    return state(["interreg-5a", "interreg-5b", "interreg-5c"], SERVED, "partial", reason, PAGE, 2014, 2019) + state(
        ["urbact-3"], (*EU27, *EEA_CH, "UK"), "partial", reason, PAGE, 2014, 2019
    )


SOURCE = Source(
    title="keep.eu projects and partners",
    publisher="Interact programme",
    licence="facts from the public database keep.eu; the export states no licence",
    page=PAGE,
    tables={
        "*.xlsx#Projects*": Table(projects, {"Project": (1_800, 40_000)}, covers),
        "*.xlsx#Partners": Table(partners, {"Participation": (8_000, 200_000)}),
        "*.xlsx#Calls": Table(calls, {"Call": (100, 5_000)}),
        "*partnership*.csv": Table(partners, {"Participation": (8_000, 200_000)}, unless="*.xlsx"),
    },
)
