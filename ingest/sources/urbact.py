"""URBACT: networks in which cities exchange practice on urban policy, and the good practices that it labelled."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.certificate_records import Certificate, CertificationScheme
from graph.countries import EEA_CH, EU27
from graph.loads import Coverage
from graph.records import Membership, Named, Participation, Practice, Project, Record, SetAside, Subject, Theme
from graph.replicability import NOT_STATED, Replicability
from ingest.descriptors import LEAVES, table
from ingest.keys import compact, slug
from ingest.lists import Listing
from ingest.practice_facts import without_names
from ingest.row import Row
from ingest.source import Source, Table, state
from ingest.tally import Tally
from ingest.urbact_bodies import member_body

PAGE = "https://urbact.eu/networks"
PRACTICES_PAGE = "https://urbact.eu/good-practices"
LABEL = "urbact-good-practice"
GIVEN = CertificationScheme(LABEL, "URBACT Good Practice label", "URBACT", page=PRACTICES_PAGE)
ROLES = {"Lead Partner": "lead", "Partner": "partner"}
KINDS = {
    "Action Planning": "action-planning-network",
    "Implementation": "implementation-network",
    "Transfer": "transfer-network",
    "Urbact1": "network",
}
NAMES = {"Social inclusion and equal opportunities": "Euromediation secucities"}
"""Networks whose row in the table of networks bears a keyword as its name; the memberships have the right one."""
LAST_STARTS = {"urbact-1": 2006, "urbact-2": 2013, "urbact-3": 2021}
"""Last year in which a network of each programme could start (periods 2000-2006, 2007-2013, 2014-2020)."""
EXAMPLE = ("PT", "SI", "IE", "RO")
HOMONYMS = {
    ("Gabrovo", "BG"): "BG322",
    ("Essen", "DE"): "DEA13",
    ("Frankfurt", "DE"): "DE712",
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
AT = {("Newcastle", "UK"): (54.973, -1.614), ("Preston", "UK"): (53.763, -2.705)}
"""Where such a city lies, in degrees WGS 84, when its country has left the NUTS."""
CALLED = {("Budapest Ujbuda", "HU"): "Újbuda", ("Esplugues", "ES"): "Esplugues de Llobregat"}
"""Names that the practices use for a city, and its usual name."""
METROPOLES = {
    ("Eurometropolis Strasbourg", "FR"): "Strasbourg",
    ("Grand Genève", "CH"): "Geneva",
    ("Grand Paris Métropolis", "FR"): "Paris",
    ("Roissy Pays De France", "FR"): "Roissy-en-France",
}
"""Bodies of several municipalities, and where they sit: that city began the practice, the label is not its own."""
OPEN_ENDS = {"", "ongoing", "on going", "annual", "not available", "ended but might be renewed every three years"}
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LABELLED = 97
"""Number of practices labelled in 2017, by https://urbact.eu/whats-new/stories/urbact-good-practices-whats-name."""
WHOLE = 150
"""Least number of networks with which a table counts as all of URBACT I to III; 172 were known in 2019."""


RESULTS = Listing("urbact", "URBACT", "urbact")
"""What a network brought about in a city, such as its integrated action plan: told by the template of practices."""


def programme(start: str) -> str:
    """Tell the programme from the year in which a network started."""
    return next(key for key, last in LAST_STARTS.items() if int(start) <= last)


def network(row: Row, title: str) -> Project:
    """Read the network that a row names."""
    written, start, end, page = row.take(title), row.year("Start"), row.year("End"), row.take("Url")
    name, key = NAMES.get(written, written), programme(start)
    return Project(f"{key}/{compact(name)}", name, key, name, start, end, page, "network")


def networks(row: Row) -> Iterator[Record]:
    """Yield one network with its kind and its themes."""
    project = replace(network(row, "Name"), kind=row.choose("Type", KINDS, "urbact.KINDS"))
    yield project
    words = f"{row.take('Main.Key.Word')}/{row.take('Additionnal.key.words')}".split("/")
    yield from themes("project", project.key, words)
    row.ignore("Description", "Aims", "Activities", why="long texts are not facts")
    row.ignore("Phase", why="the programme follows from the year; it says the same for all 172 networks")
    row.ignore("Code_Network", "CodeCity", why="codes of this table alone")
    row.ignore("LeadPartner", "LeadPartnerCountry", why="the memberships name every lead, and name it right")
    row.ignore("Members", why="read once into urbact_bodies.NO_CITIES, for the memberships do not say it")
    row.ignore("NbCities", why="the memberships name each city")
    row.ignore("Continent", "Region", why="follow from the country")


def label(word: str) -> str:
    """Write a keyword with one capital at its start, so that "Climate Adaptation" and "Climate adaptation" are one."""
    plain = " ".join(part.lower() if part[1:].islower() else part for part in word.split())
    return plain[:1].upper() + plain[1:]


def themes(of: str, key: str, words: Iterable[str]) -> Iterator[Record]:
    """Yield the keywords of a network or practice."""
    for name in dict.fromkeys(label(word) for word in words if word.strip()):
        theme = f"urbact/{slug(name)}"
        yield Theme(theme, name, "urbact")
        yield Subject(of, key, theme)


def member(row: Row, name: str, country: str) -> Named:
    """Read a member city, with its region or its place where the name alone would not do."""
    city = row.city(name, country=country)
    known = (city.name, city.country)
    latitude, longitude = AT.get(known, (None, None))
    return replace(city, nuts=HOMONYMS.get(known, ""), latitude=latitude, longitude=longitude)


def memberships(row: Row) -> Iterator[Record]:
    """Yield the network that a row names and the city that takes part in it."""
    project = network(row, "Network")
    yield project
    role = row.choose("City.Statut", ROLES, "urbact.ROLES")
    city = member(row, "NameCity", "Country")
    body = member_body(project.key, city.name)
    yield Participation(project.key, city, role, "place" if body.name else "authority", body.name, body.identifier)
    row.ignore("Code_Network", "CodeCity", why="codes of this table alone, missing in every sixth row")
    row.ignore("Continent", "Region", "LeadPartnerCountry", why="follow from the country")
    row.ignore("Description", "Sources", "Years", why="about the network or the table")


def practices(row: Row) -> Iterator[Record]:
    """Yield one good practice with its themes, and the label that its city was given for it."""
    row.ignore("Pop", why="the gazetteer tells the population of all cities in one way")
    words = [part for line in row.take_lines("Kwords") for part in re.split(r",(?=\S)", line)]
    city, summary, day = member(row, "City", "Country"), row.take("Description"), row.date("DateLabel")
    about = (summary, PRACTICES_PAGE, day)
    yield from practice(row.take("Name"), city, (row.year("Start"), ended(row)), words, about, told(row))


def told(row: Row) -> Replicability:
    """Read the texts of a good practice and its budget, a number of which the table names no currency."""
    budget = row.take("Budget")
    if budget and not budget.isdecimal():
        raise row.bad(f"{budget!r} is no whole number", "write the budget in digits alone, or NA", "Budget")

    def text(column: str) -> str:
        return without_names(row.take(column))

    return Replicability(
        written="en",
        abstract=text("Summary"),
        solution=text("Solution"),
        approach=text("Approach"),
        involvement=text("Participation"),
        results=text("Outcomes"),
        transferability=text("Transferability"),
        cost=float(budget) if budget else None,
    )


def practice(
    title: str,
    written: Named,
    years: tuple[str, str],
    words: Iterable[str],
    about: tuple[str, str, str],
    facts: Replicability = NOT_STATED,
) -> Iterator[Record]:
    """Yield a good practice from its parts; `about` holds summary, page and the day of the label."""
    known, (summary, page, labelled) = (written.name, written.country), about
    city = replace(written, name=METROPOLES.get(known) or CALLED.get(known, written.name))
    key = f"urbact/{slug(f'{written.name} {title}')}"
    spoken = (facts.written,) if facts.written else ()
    yield Practice(key, title, LABEL, city, summary, *years, page=page, languages=spoken, facts=facts)
    yield from themes("practice", key, words)
    yield GIVEN
    shown = "Table of URBACT good practices"
    yield Certificate(LABEL, Named("", ""), "practice", GIVEN.body, key, labelled, "", shown, page)
    if known not in METROPOLES:
        yield Membership(LABEL, city, "labelled", labelled, practice=key)


def ended(row: Row) -> str:
    """Read the year in which a practice ended; "" while it lasts or when the table does not say it."""
    text = row.take("End")
    if found := YEAR.search(text):
        return found.group()
    if text.casefold() not in OPEN_ENDS:
        raise row.bad(f"{text!r} names no year", "add it to urbact.OPEN_ENDS or correct the cell", "End")
    return ""


def practice_facts(row: Row) -> Iterator[Record]:
    """Yield a good practice from the shipped example."""
    city, words = member(row, "city", "country"), row.take("themes").split(";")
    years, about = (row.take("start"), row.take("end")), ("", row.take("page"), row.take("labelled"))
    yield from practice(row.take("title"), city, years, words, about)


def facts(row: Row) -> Iterator[Record]:
    """Yield network and member from a shipped table of facts."""
    name, key = row.take("network"), row.take("programme")
    start, end, kind = row.take("start"), row.take("end"), row.take("kind")
    project = Project(f"{key}/{compact(name)}", name, key, name, start, end, row.take("page"), kind)
    yield project
    city, role = member(row, "city", "country"), row.take("role")
    organisation = row.take("organisation") if row.has("organisation") else ""
    if not city.name:
        yield SetAside("the source names no town", programme=key)
        return
    body = member_body(project.key, city.name)
    number = body.identifier if body.name == organisation else ""
    yield Participation(project.key, city, role, "place" if organisation else "authority", organisation, number)


def served_by_export(tally: Tally) -> tuple[Coverage, ...]:
    """State what the memberships of an export cover: everything up to the newest network that it names."""
    count, newest = tally.projects.total(), tally.started
    countries = (*EU27, "NO", "CH", "UK")
    if count < WHOLE:
        reason = f"This table holds {count} networks, fewer than the whole of URBACT I to III."
        return state(LAST_STARTS, countries, "partial", reason, PAGE, until=newest)
    return whole(countries, newest, f"The table lists the members of all networks started until {newest}.")


def labelled(tally: Tally) -> tuple[Coverage, ...]:
    """State what a table of good practices covers: never more than a part, for a town need not apply for the label."""
    count = tally.kinds["Practice"]
    reason = f"{count} of the {LABELLED} practices labelled in 2017 are listed, those labelled since are not."
    return state([LABEL], (*EU27, "CH", "UK"), "partial", reason, PRACTICES_PAGE, 2017, 2017)


def whole(countries: Sequence[str], newest: int, reason: str) -> tuple[Coverage, ...]:
    """State that URBACT I to III are covered, the last one until the newest network known."""
    return (
        *state(["urbact-1"], countries, "complete", reason, PAGE, 2000, 2006),
        *state(["urbact-2"], countries, "complete", reason, PAGE, 2007, 2015),
        *state(["urbact-3"], countries, "complete", reason, PAGE, 2014, newest),
    )


SOURCE = Source(
    title="URBACT networks and good practices",
    publisher="URBACT Secretariat",
    licence="facts from public pages of URBACT; no licence is stated",
    page=PAGE,
    tables={
        "*networks*.csv": Table(networks, {"Project": (100, 1_000)}, missing=frozenset({"NA"})),
        "*memberships*.csv": Table(
            memberships, {"Participation": (1_000, 8_000)}, served_by_export, missing=frozenset({"NA"})
        ),
        "*good_practices*.csv": Table(practices, {"Practice": (80, 2_000)}, labelled, missing=frozenset({"NA"})),
        "shipped/urbact_practices_worked_example.csv": Table(
            practice_facts,
            {"Practice": (10, 40)},
            state(
                [LABEL],
                EXAMPLE,
                "partial",
                "The shipped example lists the practices of the country labelled in 2017, not those labelled since.",
                PRACTICES_PAGE,
                2017,
                2017,
            ),
            unless="*good_practices*.csv",
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
    }
    | {f"*results*.{ending}": table("practices", RESULTS) for ending in ("csv", "tsv", "xlsx", "xlsm")},
    leaves=LEAVES,
)
