"""CORDIS: projects of the European framework programmes for research, and who takes part in them."""

from collections.abc import Iterator

from graph.countries import SERVED
from graph.records import Coverage, Named, Participation, Project, Record
from ingest.authority import judge
from ingest.row import NotTakenError, Row
from ingest.source import Download, Source, Table, state
from ingest.tally import Tally

PAGE = "https://cordis.europa.eu/data/"
PROGRAMMES = {"HORIZON": "horizon-europe", "H2020": "h2020", "FP7": "fp7"}
TELLING = ("frameworkProgramme", "legalBasis", "topics", "call", "masterCall")
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
PUBLIC = {"PUB": True, "OTH": True, "": True, "HES": False, "REC": False, "PRC": False}
WHOLE = {"fp7": 25_785, "h2020": 35_326}
"""Projects of the finished programmes as published: FP7 https://oceanumeric.github.io/blog/EU-H2020,
H2020 https://github.com/ohusiev/enercomm-h2020-categorisation."""
BULK = {
    "cordis-HORIZONprojects-csv.zip": "Horizon Europe",
    "cordis-h2020projects-csv.zip": "Horizon 2020",
    "cordis-fp7projects-csv.zip": "FP7",
}
"""The files that are offered to everyone, by name."""
YEARS = {"fp7": (2007, 2013), "h2020": (2014, 2020), "horizon-europe": (2021, 0)}


def programme(row: Row) -> str:
    """Tell the framework programme from its column or, where that is empty, from topic and legal basis."""
    texts = [row.take(c) for c in ("frameworkProgramme", "legalBasis", "topics", "call", "masterCall") if row.has(c)]
    known = (key for text in texts for sign, key in PROGRAMMES.items() if text.upper().startswith(sign))
    found = next(known, "")
    if not found:
        raise row.bad("the framework programme is not known", "add it to cordis.PROGRAMMES", "frameworkProgramme")
    return found


def projects(row: Row) -> Iterator[Record]:
    """Yield one project."""
    key, number, acronym = programme(row), row.take("id"), row.take("acronym")
    page = f"https://cordis.europa.eu/project/id/{number}"
    title = row.take("title") or acronym
    start, end = row.date("startDate"), row.date("endDate")
    yield Project(f"cordis/{number}", title, key, acronym, start, end, page)
    row.ignore("status", "totalCost", "ecMaxContribution", "ecSignatureDate", "fundingScheme", why="not asked for")
    row.ignore("legalBasis", "topics", "masterCall", "subCall", "call", "programme", "subjects", why="no themes yet")
    row.ignore("nature", "objective", "keywords", "contentUpdateDate", "rcn", "grantDoi", why="no themes yet")
    row.ignore("projectUrl", "coordinator", "coordinatorCountry", why="the organisations' table says it")
    row.ignore("participants", "participantCountries", why="the organisations' table says it")


def place(row: Row) -> Named:
    """Read where an organisation is, with postcode, NUTS code and coordinates where the columns exist."""
    country, town = row.country("country"), row.take("city")
    latitude, longitude = coordinates(row)
    return Named(town, country, row.nuts("nutsCode"), row.postcode("postCode", country), latitude, longitude)


def coordinates(row: Row) -> tuple[float | None, float | None]:
    """Read "latitude,longitude"; anything else is no place."""
    text = row.take("geolocation") if row.has("geolocation") else ""
    parts = text.strip("()").split(",")
    try:
        north, east = (float(part) for part in parts)
    except ValueError:
        return None, None
    return north, east


def organisations(row: Row) -> Iterator[Record]:
    """Yield the part of one organisation in one project."""
    row.ignore("projectAcronym", "vatNumber", "shortName", "SME", "street", "projectRcn", "rcn", why="not needed")
    row.ignore("organizationURL", "organizationUrl", "contentUpdateDate", "order", "active", why="not needed")
    row.ignore("ecContribution", "netEcContribution", "totalCost", "endOfParticipation", why="no money yet")
    row.ignore("contactForm", "contactType", "contactFunction", why="contacts are not taken")
    row.ignore("contactTitle", "contactFirstNames", "contactLastNames", why="personal name")
    row.ignore("contactTelephoneNumber", "contactFaxNumber", why="personal contact")
    row.ignore("nutsCode", "geolocation", "postCode", why="hints, taken where they can be read")
    number, identifier = row.take("projectID"), row.take_first("organisationID", "id")
    name, role = row.take("name").strip('"'), row.choose("role", ROLES, "cordis.ROLES")
    kind = row.take("activityType")
    if kind not in PUBLIC:
        raise row.bad(f"{kind!r} is not a known category", "add it to cordis.PUBLIC", "activityType")
    city = place(row)
    if not city.name:
        raise NotTakenError("no town")
    reading, city = judge(name, city, PUBLIC[kind])
    yield Participation(f"cordis/{number}", city, role, reading, name, f"cordis-{identifier}" if identifier else "")


def covers(tally: Tally) -> tuple[Coverage, ...]:
    """State what was read of each programme: whole when it reaches the published number of projects."""
    statements: list[Coverage] = []
    for key, count in sorted(tally.projects.items()):
        since, until = YEARS[key]
        if key in WHOLE and count >= WHOLE[key]:
            reason, how = f"All {count:,} published projects of the programme were read.", "complete"
        elif key in WHOLE:
            reason, how = f"A slice of {count:,} of {WHOLE[key]:,} published projects.", "partial"
        else:
            reason, how = f"A slice of {count:,} projects of a programme that is still running.", "partial"
        statements += state([key], SERVED, how, reason, PAGE, since, until)
    return tuple(statements)


SOURCE = Source(
    title="CORDIS projects and organisations",
    publisher="Publications Office of the European Union",
    licence="CC BY 4.0, reuse under Decision 2011/833/EU",
    page=PAGE,
    tables={
        "*project.csv": Table(projects, {"Project": (1, 200_000)}),
        "cordis-*projects.csv": Table(projects, {"Project": (1, 200_000)}),
        "*organi[sz]ation*.csv": Table(organisations, {"Participation": (1, 900_000)}),
    },
    leaves={
        "euroscivoc*": "fields of science are not read yet",
        "topics*.csv": "topics stand in the projects' table too",
        "legalbasis*.csv": "not asked for",
        "webitem*.csv": "not asked for",
        "weblink*.csv": "not asked for",
        "policypriorities*.csv": "no themes yet",
        "*information*": "not a table",
    },
    covers=covers,
    downloads=tuple(
        Download(name, f"https://cordis.europa.eu/data/{name}", f"projects and organisations of {what}")
        for name, what in BULK.items()
    ),
)
