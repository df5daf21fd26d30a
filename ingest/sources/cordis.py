"""CORDIS: projects of the European framework programmes for research, and who takes part in them."""

from collections.abc import Iterator
from functools import lru_cache, partial

from graph.countries import SERVED
from graph.loads import Coverage
from graph.records import Record, Theme
from ingest import cordis_body, cordis_left, cordis_project, cordis_record, framework
from ingest.cordis_body import optional
from ingest.cordis_project import about, key, listed, projects
from ingest.keys import slug
from ingest.recall import Again
from ingest.row import Row
from ingest.shifted import NUMBER, shapes, unshifted
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
DAY = r"\d{4}-\d\d?-\d\d?(?:[T ].*)?|\d\d?[/.]\d\d?[/.]\d{4}|[2-6]\d{4}"
SHAPES = shapes(
    {
        "id projectID organisationID rcn order participantOrder": NUMBER,
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


def organisations(row: Row) -> Iterator[Record]:
    """Yield the part of one organisation in one project."""
    row.leave(cordis_left.OF_ORGANISATION)
    project, role = key(row, "projectID", "projectReference"), row.choose("role", ROLES, "cordis.ROLES")
    yield cordis_body.part(cordis_body.BODY(row), project, role, optional(row, "endOfParticipation"))


def plain_key(number: str) -> str:
    """Give the key of a project whose number is nothing but digits; "" for any other text."""
    return f"cordis/{number}" if number.isascii() and number.isdigit() else ""


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State how much was read of each programme."""
    statements: list[Coverage] = []
    for read in framework.extents(tally):
        statements += state([read.programme], SERVED, read.completeness, read.reason, PAGE, read.since, read.until)
    return tuple(statements)


READERS = {
    "project": Table(
        unshifted(projects, SHAPES, always=True),
        {"Project": (1, 200_000)},
        quick=partial(cordis_project.quick, SHAPES),
    ),
    "organi[sz]ation": Table(
        unshifted(organisations, SHAPES),
        {"Participation": (1, 900_000)},
        again=Again("projectID", plain_key, "role", ROLES, cordis_left.IDLE, cordis_body.quick),
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
