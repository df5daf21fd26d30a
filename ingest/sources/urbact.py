"""URBACT: networks in which cities exchange practice on urban policy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.countries import EEA_CH, EU27
from graph.records import Coverage, Named, Participation, Project, Record, SetAside
from ingest.keys import compact
from ingest.row import Row
from ingest.source import Source, Table, state
from ingest.tally import Tally

PAGE = "https://urbact.eu/networks"
ROLES = {"Lead Partner": "lead", "Partner": "partner"}
LAST_STARTS = {"urbact-1": 2006, "urbact-2": 2013, "urbact-3": 2021}
"""Last year in which a network of each programme could start (periods 2000-2006, 2007-2013, 2014-2020)."""
EXAMPLE = ("PT", "SI", "IE", "RO")
HOMONYMS = {
    ("Gabrovo", "BG"): "BG322",
    ("Essen", "DE"): "DEA13",
    ("Trikala", "EL"): "EL611",
    ("Torrent", "ES"): "ES523",
    ("Prato", "IT"): "ITI15",
    ("Leszno", "PL"): "PL417",
    ("Olsztyn", "PL"): "PL622",
    ("Slubice", "PL"): "PL431",
    ("Bistrita", "RO"): "RO112",
    ("Sacele", "RO"): "RO122",
    ("Satu Mare", "RO"): "RO115",
    ("Slatina", "RO"): "RO414",
}
"""NUTS3 of member cities whose name other places of the country bear too; the table has no region."""
WHOLE = 150
"""Least number of networks with which a table counts as all of URBACT I to III; 172 were known in 2019."""


def programme(start: str) -> str:
    """Tell the programme from the year in which a network started."""
    return next(key for key, last in LAST_STARTS.items() if int(start) <= last)


def network(row: Row, title: str) -> Project:
    """Read the network that a row names."""
    name, start, end, page = row.take(title), row.year("Start"), row.year("End"), row.take("Url")
    key = programme(start)
    return Project(f"{key}/{compact(name)}", name, key, name, start, end, page)


def networks(row: Row) -> Iterator[Record]:
    """Yield one network."""
    yield network(row, "Name")
    row.ignore("Main.Key.Word", "Additionnal.key.words", why="no themes yet")
    row.ignore("Description", "Aims", "Activities", why="long texts are not facts")
    row.ignore("Phase", "Type", "Code_Network", why="the programme follows from the year")
    row.ignore("LeadPartnerCountry", "LeadPartner", "CodeCity", why="the memberships say it")
    row.ignore("Members", "NbCities", why="the memberships say it")
    row.ignore("Continent", "Region", why="follow from the country")


def member(row: Row, name: str, country: str) -> Named:
    """Read a member city, with its region where the name alone would not do."""
    city = row.city(name, country=country)
    return replace(city, nuts=HOMONYMS.get((city.name, city.country), ""))


def memberships(row: Row) -> Iterator[Record]:
    """Yield the network that a row names and the city that takes part in it."""
    project = network(row, "Network")
    yield project
    role = row.choose("City.Statut", ROLES, "urbact.ROLES")
    yield Participation(project.key, member(row, "NameCity", "Country"), role, "authority")
    row.ignore("Code_Network", "CodeCity", why="codes of this table alone, missing in every sixth row")
    row.ignore("Continent", "Region", "LeadPartnerCountry", why="follow from the country")
    row.ignore("Description", "Sources", "Years", why="about the network or the table")


def facts(row: Row) -> Iterator[Record]:
    """Yield network and member from a shipped table of facts."""
    name, key = row.take("network"), row.take("programme")
    start, end = row.take("start"), row.take("end")
    project = Project(f"{key}/{compact(name)}", name, key, name, start, end, row.take("page"))
    yield project
    city, role = member(row, "city", "country"), row.take("role")
    organisation = row.take("organisation") if row.has("organisation") else ""
    if not city.name:
        yield SetAside("the source names no town", programme=key)
        return
    yield Participation(project.key, city, role, "place" if organisation else "authority", organisation)


def served_by_export(tally: Tally) -> tuple[Coverage, ...]:
    """State what the memberships of an export cover: everything up to the newest network that it names."""
    count, newest = tally.projects.total(), tally.started
    countries = (*EU27, "NO", "CH", "UK")
    if count < WHOLE:
        reason = f"This table holds {count} networks, fewer than the whole of URBACT I to III."
        return state(LAST_STARTS, countries, "partial", reason, PAGE, until=newest)
    return whole(countries, newest, f"The table lists the members of all networks started until {newest}.")


def whole(countries: Sequence[str], newest: int, reason: str) -> tuple[Coverage, ...]:
    """State that URBACT I to III are covered, the last one until the newest network known."""
    return (
        *state(["urbact-1"], countries, "complete", reason, PAGE, 2000, 2006),
        *state(["urbact-2"], countries, "complete", reason, PAGE, 2007, 2015),
        *state(["urbact-3"], countries, "complete", reason, PAGE, 2014, newest),
    )


SOURCE = Source(
    title="URBACT networks",
    publisher="URBACT Secretariat",
    licence="facts from public pages of URBACT; no licence is stated",
    page=PAGE,
    tables={
        "*networks*.csv": Table(networks, {"Project": (100, 1_000)}, missing=frozenset({"NA"})),
        "*memberships*.csv": Table(
            memberships, {"Participation": (1_000, 8_000)}, served_by_export, missing=frozenset({"NA"})
        ),
        "shipped/urbact_worked_example.csv": Table(
            facts,
            {"Participation": (200, 300)},
            whole(EXAMPLE, 2019, "The shipped example lists all members of the country known in 2019."),
            unless="*memberships*.csv",
        ),
        "shipped/urbact_4.csv": Table(
            facts,
            {"Participation": (28, 300)},
            state(
                ["urbact-4"],
                (*EU27, *EEA_CH, "AL", "BA", "ME", "MK", "RS", "MD", "UA"),
                "partial",
                "Only 5 of the 30 networks of 2023 are known here, two of them with all members.",
                "https://urbact.eu/taxonomy/term/90",
                2023,
                2025,
            ),
        ),
    },
    leaves={"*good_practices*.csv": "good practices are not read yet"},
)
