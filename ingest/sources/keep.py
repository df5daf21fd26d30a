"""keep.eu: projects and partners of Interreg, with URBACT and ESPON as keep.eu lists them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.countries import EEA_CH, EU27, SERVED
from graph.loads import Coverage
from graph.records import Call, Participation, Programme, Project, Record
from ingest import interreg
from ingest.authority import judge
from ingest.keys import compact, slug
from ingest.row import NotTakenError, Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://keep.eu/"
MISSING = frozenset({"N.a.", "n.a.", "N/A"})
OTHER_PERIOD = "Other"
LEADS = {"Yes": "lead", "No": "partner"}
PUBLIC = {"public": True, "private": False, "n/a": True, "": True}
"""By legal status: may the organisation be a municipality?"""
TYPES = {
    **dict.fromkeys(("local public authority", "regional public authority", "national public authority"), "public"),
    **dict.fromkeys(("sectoral agency", "egtc"), "public"),
    "higher education and research organisations": "education",
    "education/training centre and school": "education",
    **dict.fromkeys(("enterprise, except sme", "sme"), "company"),
    **dict.fromkeys(("interest groups including ngos", "business support organisation"), "association"),
    **dict.fromkeys(("infrastructure and (public) service provider", "hospitals and medical centres"), "unknown"),
    **dict.fromkeys(("international organisation, eeig", "general public", "other", ""), "unknown"),
}
"""Kinds of bodies by keep.eu's type of organisation, which it gives since 2021."""
PERSONS = "general public"
"""The type under which a person may stand: its name and numbers are not taken."""
AUTHORITIES = {"local public authority", "", "other"}
"""Types that a municipality may be listed under."""
UNTAKEN = re.compile(
    r"budget|expenditure|funding|contribution|financing|e-?mail|phone|contact"
    r"|^(?:Description|Expected|Actual|Achievements|Delivered|Deliverable|Output|Thematic|Theme|Specific|Priority)",
    re.IGNORECASE,
)
"""Columns of every profile that are left out: money, long texts, themes, persons."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How one form of the export calls its columns; the first of several that holds a value counts."""

    acronym: str
    titles: tuple[str, ...]
    partners: tuple[str, ...]
    nuts: tuple[str, ...]
    ids: tuple[str, ...]
    status: str


OLD = Profile(
    acronym="Acronym",
    titles=("Project Name", "Project Name language 2", "Project Name language 3"),
    partners=("Project Partner",),
    nuts=("NUTS3 (or equivalent)", "NUTS2 (or equivalent)", "NUTS1 (or equivalent)"),
    ids=(),
    status="Legal Status",
)
"""Exports until 2020."""
CURRENT = Profile(
    acronym="Project acronym",
    titles=tuple(f"Project name in {tongue}" for tongue in ("English", "language 2", "language 3", "language 4")),
    partners=tuple(f"Organisation in {tongue}" for tongue in ("English", "language 2", "language 3", "language 4")),
    nuts=tuple(f"NUTS{level} code (or equivalent)" for level in (3, 2, 1)),
    ids=("Partner's ID if not PIC", "Partner’s ID if not PIC"),
    status="Type of Organisation",
)
"""Exports since 2021."""
OWN_IDS = ("keep.eu ID", "keep.eu id", "Keep ID", "keep ID")
"""Columns that may hold keep.eu's own number of a project; Kohesio gives it for operations of Interreg."""


def profile(row: Row) -> Profile:
    """Tell the two forms of the export apart by the column that holds the acronym."""
    return CURRENT if row.has(CURRENT.acronym) else OLD


def programme(row: Row) -> Programme:
    """Read the programme and place it in the tree; a row of no Interreg period is set aside."""
    name = row.take("Programme")
    node = interreg.programme(name)
    if node:
        return node
    if row.has("Period") and row.take("Period") == OTHER_PERIOD:
        raise NotTakenError("a programme of no period of Interreg")
    raise row.bad(f"{name!r} is not a known programme", "add its strand to ingest.interreg.STRANDS", "Programme")


def project_key(under: Programme, acronym: str) -> str:
    """Make the key of a project; a network of URBACT has the key that URBACT's own table gives it."""
    return f"{under.key}/{compact(acronym) if under.key.startswith('urbact-') else slug(acronym)}"


def described(under: Programme) -> Iterator[Record]:
    """Yield the programme unless the shipped tree describes it."""
    if not interreg.stands_in_tree(under):
        yield under


def leave(row: Row) -> None:
    """Leave out what no profile takes: money, long texts, themes and contacts of persons."""
    row.ignore(*(column for column in row.cells if UNTAKEN.search(column)), why="not asked for, or personal")
    row.ignore("Period", "Street", "Website", "Department", "Country", why="not asked for, or said elsewhere")
    row.ignore("Inv. Priority", "Degree of comp.", "Strategy", "Call SN", "Project status", why="not asked for")
    row.ignore("Project ID (2021-2027 only)", why="the acronym is the key in all periods")


def first(row: Row, columns: tuple[str, ...]) -> str:
    """Read the first column that this export has and that holds a value; "" when there is none."""
    return next((text for column in columns if row.has(column) and (text := row.take(column))), "")


def projects(row: Row) -> Iterator[Record]:
    """Yield one project and its programme; the lead partner stands in the partners' table too."""
    form = profile(row)
    under, acronym = programme(row), row.take(form.acronym)
    yield from described(under)
    title = row.take_first(*form.titles) or acronym
    start, end, page = row.date("Project start"), row.date("Project end"), first(row, ("Website",))
    number = first(row, OWN_IDS)
    same = f"keep/{number}" if number else ""
    yield Project(project_key(under, acronym), title, under.key, acronym, start, end, page, same=same)
    row.ignore("Lead Partner", "Postal code", "Town", "Country code", *form.nuts, why="the partners' table says it")
    leave(row)


def partners(row: Row) -> Iterator[Record]:
    """Yield the part of one organisation in one project."""
    form = profile(row)
    under, acronym, name = programme(row), row.take(form.acronym), row.take_first(*form.partners)
    role = row.choose("Lead partner" if form is CURRENT else "Lead Partner", LEADS, "keep.LEADS")
    city = row.city("Town", country="Country code", nuts=form.nuts[0], postcode="Postal code")
    row.ignore(*form.nuts, *form.partners, why="NUTS3 holds the larger regions; one name is enough")
    row.ignore("Street", "Website", "Department", "Country", why="not needed")
    leave(row)
    maybe, kind = may_be_authority(row, form)
    identifiers = numbers(row, form, city.country)
    if not city.name:
        raise NotTakenError("no town")
    reading, city = judge(name, city, maybe)
    if reading == "authority":
        kind = "urban-authority"
    if row.has(CURRENT.status) and row.take(CURRENT.status).casefold() == PERSONS:
        name, identifiers = "", ()
    key = project_key(under, acronym)
    yield Participation(key, city, role, reading, name, identifiers=identifiers, kind=kind)


def may_be_authority(row: Row, form: Profile) -> tuple[bool, str]:
    """Read the legal status or the type of a partner: may it be a municipality, and what body is it ("" unsaid)?"""
    text = row.take(form.status).casefold()
    if text not in (PUBLIC if form is OLD else TYPES):
        table = "keep.PUBLIC" if form is OLD else "keep.TYPES"
        raise row.no_category(row.take(form.status), form.status, table)
    if form is OLD:
        return PUBLIC[text], ""
    return text in AUTHORITIES, TYPES[text]


def numbers(row: Row, form: Profile, country: str) -> tuple[tuple[str, str], ...]:
    """Read the PIC, and failing that the VAT or national number, of a partner; exports until 2020 have neither."""
    if form is OLD:
        return ()
    pic, other = row.take("Participant Identification Code"), first(row, form.ids)
    if re.fullmatch(r"\d{9}", pic):
        return (("pic", pic),)
    marks = [re.sub(r"[\s.-]", "", part).upper() for part in other.split("|")]
    marks = [mark for mark in marks if re.search(r"\d{5}", mark)]
    vat = next((mark for mark in marks if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{7,13}", mark)), "")
    if vat:
        return (("vat", vat),)
    return ((f"national-{country.lower()}", marks[0]),) if marks else ()


def calls(row: Row) -> Iterator[Record]:
    """Yield one call of a programme."""
    under, number = programme(row), row.take("Serial Number")
    row.ignore("Budget", why="no money yet")
    yield from described(under)
    key = f"{under.key}-call-{slug(number)}"
    yield Call(key, f"{under.label}, call {number}", under.key, row.date("Start Date"), row.date("End Date"))


KNOWN_GAPS = {
    "urbact-4": ("partial", "Of URBACT IV, with 257 projects and 2,081 partnerships, keep.eu held 1 % in August 2026."),
    "espon-2030": (
        "none",
        "Of ESPON 2030, with 110 projects and 616 partnerships, keep.eu held nothing in August 2026.",
    ),
}
"""What keep.eu's own report of its fill rates said when it was read on 2026-08-06; told of every export."""
REPORTED = 2026


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State for each strand that an export holds a part of it, whatever its size."""
    counts: dict[str, int] = {}
    for key, count in tally.projects.items():
        counts[group(key)] = counts.get(group(key), 0) + count
    stated: list[Coverage] = []
    for key in sorted(counts.keys() | KNOWN_GAPS.keys()):
        first_year, last_year = years(key)
        countries = (*EU27, *EEA_CH, "UK") if key.startswith("urbact-") else tuple(SERVED)
        until = min(tally.started, last_year) or last_year
        how = "partial"
        if key not in counts:
            how, until = KNOWN_GAPS[key][0], REPORTED
        stated += state([key], countries, how, because(key, counts.get(key, 0)), PAGE, first_year, until)
    return tuple(stated)


def group(key: str) -> str:
    """Lead a programme to what coverage is stated of: its strand, or itself for URBACT and ESPON."""
    found = re.match(r"interreg-\d[abcd]?(?=-|$)", key)
    return found.group() if found else key


def years(key: str) -> tuple[int, int]:
    """Give the first and the last year of the period of a strand or programme."""
    own = {node: first for keys in interreg.OWN_NODES.values() for first, node in keys.items()}
    first_year = own.get(key) or {node: first for first, (node, _) in interreg.PERIODS.items()}[key[:10]]
    return first_year, interreg.PERIODS[first_year][1]


def because(key: str, count: int) -> str:
    """Say why an export is a part of the whole only."""
    text = f"Projects in the export: {count:,}. An export of closed projects lacks all that still ran"
    known = KNOWN_GAPS[key][1] if key in KNOWN_GAPS else ""
    return f"{text}, and keep.eu has not all projects of every programme. {known}".strip()


SOURCE = Source(
    title="keep.eu projects and partners",
    publisher="Interact programme",
    licence="facts from the public database keep.eu; the export states no licence",
    page=PAGE,
    tables={
        "*.xlsx#Project*": Table(projects, {"Project": (1_800, 60_000)}, covers, missing=MISSING),
        "*.xlsx#Partner*": Table(partners, {"Participation": (8_000, 300_000)}, missing=MISSING),
        "*.xlsx#Calls": Table(calls, {"Call": (100, 5_000)}, missing=MISSING, optional=True),
        "*partnership*.csv": Table(partners, {"Participation": (8_000, 300_000)}, unless="*.xlsx", missing=MISSING),
    },
)
