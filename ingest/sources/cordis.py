"""CORDIS: projects of the European framework programmes for research, and who takes part in them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from graph.countries import SERVED
from graph.loads import Coverage
from graph.records import Named, Participation, Project, Record, Subject, Theme
from ingest import cordis_left, cordis_record, framework
from ingest.authority import judge
from ingest.keys import slug
from ingest.once import Once
from ingest.recall import Again
from ingest.row import NotTakenError, Row
from ingest.shifted import shapes, unshifted
from ingest.source import Download, Source, Table, state
from ingest.tally import Tally

PAGE = "https://cordis.europa.eu/data/"
ROLES = {
    "coordinator": "lead",
    "participant": "partner",
    "associatedPartner": "associated",
    "partner": "associated",
    "thirdParty": "third-party",
    "internationalPartner": "associated",
    "beneficiary": "partner",
    "hostInstitution": "partner",
}
KINDS = {"PUB": "public", "OTH": "unknown", "": "unknown", "HES": "education", "REC": "research", "PRC": "company"}
"""Kinds of bodies by CORDIS' activity type."""
MAYBE_TOWN = {"PUB", "OTH", ""}
"""Activity types that a municipality may be listed under."""
FORMER = {"AN", "CS", "SU", "YU"}
"""Codes of countries that are no more; old exports hold them."""
DAY = r"\d{4}-\d\d?-\d\d?(?:[T ].*)?|\d\d?[/.]\d\d?[/.]\d{4}|[2-6]\d{4}"
SHAPES = shapes(
    {
        "id projectID organisationID rcn order participantOrder": r"\d+(?:\.0)?",
        "startDate endDate ecSignatureDate contentUpdateDate": DAY,
        "totalCost ecMaxContribution ecContribution netEcContribution": r"-?\d+(?:[.,]\d+)?(?:E\d+)?",
        "SME sme endOfParticipation active Human-validated humanValidated": r"(?i:true|false|yes|no|na|0|1)",
        "frameworkProgramme": "HORIZON|H2020|FP7",
        "status activityType country": "[A-Z]+",
        "role": "[a-zA-Z]+",
        "grantDoi": r"10\..+",
    }
)
"""What the cells of projects and organisations look like that are told by their shape."""
BULK = {
    "cordis-HORIZONprojects-csv.zip": "Horizon Europe",
    "cordis-h2020projects-csv.zip": "Horizon 2020",
    "cordis-fp7projects-csv.zip": "FP7",
}
"""The files that are offered to everyone, by name."""
PLURALS = {"project": ("", "s"), "organi[sz]ation": ("*",), "topics": ("*",)}
"""Older files end in "projects" and "organizations", saved ones in anything."""


def optional(row: Row, *columns: str) -> str:
    """Read the first of several columns that this export has and that holds a value; "" when there is none."""
    for column in columns:
        if column in row.cells and (text := row.take(column)):
            return text
    return ""


def key(row: Row, *columns: str) -> str:
    """Read the number of a project, which a spreadsheet may have made a decimal number, as its key."""
    number = (optional(row, *columns) or row.take(columns[0])).removesuffix(".0")
    if not number.isdigit():
        raise row.bad(f"{number!r} is no number of a project", "correct the cell", columns[0])
    return f"cordis/{number}"


def programme(row: Row) -> str:
    """Tell the framework programme from its column, from legal basis, topic or call, or from the name of the file."""
    columns = ("frameworkProgramme", "legalBasis", "programme", "topics", "masterCall", "call")
    known = (framework.programme_of(optional(row, column)) for column in columns)
    found = next(filter(None, known), "") or framework.programme_of_file(row.origin.file)
    if not found:
        problem, remedy = "the framework programme is not known", "add it to ingest.framework.SIGNS"
        raise row.bad(problem, remedy, "frameworkProgramme")
    return found


def projects(row: Row) -> Iterator[Record]:
    """Yield one project, under the part of the programme that pays for it, and its topics."""
    whole, name = programme(row), key(row, "id", "reference")
    topics, acronym = optional(row, "topics"), optional(row, "acronym")
    yield Project(
        key=name,
        title=framework.unwrapped(row.take("title")) or acronym,
        programme=framework.part(whole, optional(row, "legalBasis", "programme")),
        acronym=acronym,
        start=row.date("startDate"),
        end=row.date("endDate") if row.has("endDate") else "",
        page=f"https://cordis.europa.eu/project/id/{name.removeprefix('cordis/')}",
        contributes=framework.mission(topics),
    )
    for code in filter(None, framework.SEVERAL.split(topics)):
        yield from about(name, listed("cordis-topics", code))
    row.leave(cordis_left.OF_PROJECT)


def listed(scheme: str, code: str, title: str = "") -> Theme:
    """Make a theme of a list whose entries have codes."""
    return Theme(f"{scheme}/{slug(code)}", code, scheme, title=title)


def about(project: str, *themes: Theme) -> Iterator[Record]:
    """Say that a project is about the last of several themes, and describe them all."""
    yield Subject("project", project, themes[-1].key)
    yield from themes


def topics(row: Row) -> Iterator[Record]:
    """Yield the topic of a call under which a project was funded, with its title."""
    yield from about(
        key(row, "projectID"), listed("cordis-topics", row.take("topic"), framework.unwrapped(row.take("title")))
    )


def legal_bases(row: Row) -> Iterator[Record]:
    """Yield one of the legal bases of a project; the main one stands in the projects' table too."""
    row.ignore("uniqueProgrammePart", why="it marks the main one")
    title = framework.unwrapped(row.take("title"))
    yield from about(key(row, "projectID"), listed("cordis-legal-bases", row.take("legalBasis"), title))


def fields_of_science(row: Row) -> Iterator[Record]:
    """Yield a field of science of a project and the fields above it."""
    row.ignore("euroSciVocDescription", why="it is always empty")
    code, path = row.take("euroSciVocCode"), optional(row, "euroSciVocPath")
    yield from about(key(row, "projectID"), *fields(code, path, row.take("euroSciVocTitle")))


@lru_cache(maxsize=16_384)
def fields(code: str, path: str, title: str) -> tuple[Theme, ...]:
    """Make the fields from the top of EuroSciVoc down to one: "/29/89" is "/social sciences/law"."""
    numbers, labels = code.strip("/").split("/"), path.strip("/").split("/")
    keys = ["euroscivoc/" + "-".join(numbers[:count]) for count in range(1, len(numbers) + 1)]
    if len(labels) != len(keys):
        return (Theme(keys[-1], title or code, "euroscivoc"),)
    above = ("", *keys)
    return tuple(Theme(one, label, "euroscivoc", up) for one, label, up in zip(keys, labels, above, strict=False))


PRIORITIES = {
    "ai": "Artificial intelligence",
    "biodiversity": "Biodiversity",
    "cleanAir": "Clean air",
    "climate": "Climate",
    "digitalAgenda": "Digital agenda",
}
"""Policy priorities of CORDIS, by column."""


def priorities(row: Row) -> Iterator[Record]:
    """Yield the policy priorities that a project serves to some share."""
    name = key(row, "projectID")
    shares = {column: row.number(column) for column in PRIORITIES if row.has(column)}
    for column in (column for column, share in shares.items() if share):
        yield from about(name, Theme(f"cordis-priorities/{slug(column)}", PRIORITIES[column], "cordis-priorities"))


def place(row: Row) -> Named:
    """Read where an organisation is, with postcode, NUTS code and coordinates where they say something."""
    if row.take("country").upper() in FORMER:
        raise NotTakenError("country not served")
    country, town = row.country("country"), row.take("city")
    if not town:
        raise NotTakenError("no town")
    latitude, longitude = coordinates(optional(row, "geolocation"))
    nuts = row.nuts("nutsCode")
    return Named(town, country, nuts if nuts != country else "", row.postcode("postCode", country), latitude, longitude)


def coordinates(text: str) -> tuple[float | None, float | None]:
    """Read "latitude,longitude"; whole degrees are placeholders, and anything else is no place."""
    try:
        north, east = (float(part) for part in text.strip("()").split(","))
    except ValueError:
        return None, None
    if (north.is_integer() and east.is_integer()) or abs(north) > 90 or abs(east) > 180:
        return None, None
    return north, east


class Body(NamedTuple):
    """An organisation as a row tells it: the town it stands for, its reading, name, own key, numbers and kind."""

    city: Named
    reading: str
    name: str
    own: str
    marks: tuple[tuple[str, str], ...]
    kind: str


def body(row: Row) -> Body:
    """Read an organisation, its numbers and where it is."""
    name, activity = row.take("name").strip('"'), optional(row, "activityType")
    if activity not in KINDS:
        raise row.no_category(activity, "activityType", "cordis.KINDS")
    pic, vat = optional(row, "organisationID", "id").removesuffix(".0"), optional(row, "vatNumber")
    reading, city = judge(name, place(row), activity in MAYBE_TOWN)
    kind = "urban-authority" if reading == "authority" else KINDS[activity]
    return Body(city, reading, name, f"cordis-{pic}" if pic else "", numbers(pic, vat), kind)


BODY = Once(body, "organisationID id vatNumber name activityType city country geolocation nutsCode postCode")
"""The organisation of a row; most take part many times."""


def organisations(row: Row) -> Iterator[Record]:
    """Yield the part of one organisation in one project."""
    row.leave(cordis_left.OF_ORGANISATION)
    project, role = key(row, "projectID", "projectReference"), row.choose("role", ROLES, "cordis.ROLES")
    city, reading, name, own, marks, kind = BODY(row)
    gone = optional(row, "endOfParticipation").casefold() == "true"
    yield Participation(project, city, role, reading, name, own, identifiers=marks, kind=kind, left_early=gone)


def plain_key(number: str) -> str:
    """Give the key of a project whose number is nothing but digits; "" for any other text."""
    return f"cordis/{number}" if number.isascii() and number.isdigit() else ""


def numbers(pic: str, vat: str) -> tuple[tuple[str, str], ...]:
    """Give the PIC and the VAT number of an organisation, whichever are real."""
    mark = re.sub(r"[\s.\-]", "", vat).upper()
    found = [("pic", pic)] if re.fullmatch(r"\d{9}", pic) else []
    if re.fullmatch(r"[A-Z]{2}[0-9A-Z]{5,13}", mark) and re.search(r"\d{5}", mark):
        found.append(("vat", mark))
    return tuple(found)


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State how much was read of each programme."""
    statements: list[Coverage] = []
    for read in framework.extents(tally):
        statements += state([read.programme], SERVED, read.completeness, read.reason, PAGE, read.since, read.until)
    return tuple(statements)


READERS = {
    "project": Table(unshifted(projects, SHAPES, always=True), {"Project": (1, 200_000)}),
    "organi[sz]ation": Table(
        unshifted(organisations, SHAPES),
        {"Participation": (1, 900_000)},
        again=Again("projectID", plain_key, "role", ROLES, cordis_left.IDLE),
    ),
    "topics": Table(topics),
    "legalBasis": Table(legal_bases),
    "euroSciVoc": Table(fields_of_science),
    "policyPriorities": Table(priorities),
}
"""The tables of CORDIS, by the name of the file; a file is CSV, JSON or a workbook, alone or in a ZIP."""
OF_RECORDS = {name: table.read for name, table in READERS.items()} | {"organization": organisations}
"""How the rows of whole records are read, by the table that they would stand in."""


def records(row: Row) -> Iterator[Record]:
    """Read one row of a whole record: a project, or something that belongs to it, with the columns of its table."""
    return OF_RECORDS[row.take(cordis_record.TABLE)](row)


SOURCE = Source(
    title="CORDIS projects and organisations",
    publisher="Publications Office of the European Union",
    licence="CC BY 4.0, reuse under Decision 2011/833/EU",
    page=PAGE,
    tables={
        f"*{name}{plural}.{suffix}": table
        for name, table in READERS.items()
        for plural in PLURALS.get(name, ("",))
        for suffix in ("csv", "json", "xlsx")
    }
    | {"*project-rcn-*.json": Table(records, {"Project": (1, 200_000)}, lines=cordis_record.lines)},
    leaves={
        "webitem*": "pictures and logos are not asked for",
        "weblink*": "addresses of deliverables are not asked for",
        "*information*": "not a table",
    },
    covers=covers,
    downloads=tuple(
        Download(name, f"https://cordis.europa.eu/data/{name}", f"projects and organisations of {what}")
        for name, what in BULK.items()
    ),
)
