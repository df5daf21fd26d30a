"""Urban innovation: projects of Urban Innovative Actions and of the European Urban Initiative."""

from collections.abc import Iterator

from graph.countries import EU27
from graph.records import Participation, Practice, Project, Record, SetAside, Subject, Theme
from ingest.keys import slug
from ingest.row import Row
from ingest.source import Source, Table, state

PAGE = "https://www.uia-initiative.eu/en/uia-cities"
COUNTRIES = (*EU27, "UK")
KIND = "innovative-action"


def projects(row: Row) -> Iterator[Record]:
    """Yield one innovative action as a project and as a practice, its topic, and the urban authority that leads it."""
    page = row.take("source") if row.has("source") else ""
    call, name, topic = row.take("call"), row.take("project"), row.take("topic")
    city, organisation = row.city("city", country="country"), row.take("organisation")
    body = organisation or city.name
    title = name or (f"{topic}, {body}" if topic else f"Innovative action of {body}")
    key = f"{call}/{slug(name or body)}"
    yield Project(key, title, call, name, kind=KIND)
    yield from subject("project", key, topic)
    if not city.name:
        yield SetAside("the source names no town", programme=call)
        return
    yield Participation(key, city, "lead", "place" if organisation else "authority", organisation)
    action = f"urban-innovation/{slug(key)}"
    yield Practice(action, title, call, city, page=page, project=key)
    yield from subject("practice", action, topic)


def subject(of: str, key: str, topic: str) -> Iterator[Record]:
    """Yield the topic of an action, which is all that the announcements tell of what it does."""
    if topic:
        theme = f"urban-innovation/{slug(topic)}"
        yield Theme(theme, topic, "urban-innovation")
        yield Subject(of, key, theme)


OWN = Table(
    projects,
    {"Project": (1, 2_000)},
    state(["uia", "eui"], COUNTRIES, "partial", "A table of your own, of unknown extent.", PAGE),
)
SOURCE = Source(
    title="Urban Innovative Actions and European Urban Initiative",
    publisher="Hauts-de-France Region, entrusted entity of UIA and EUI",
    licence="facts from public announcements, with the page beside each",
    page=PAGE,
    tables={
        "shipped/urban_innovation.csv": Table(
            projects,
            {"Project": (50, 400)},
            state(
                ["uia"],
                COUNTRIES,
                "partial",
                "Calls 1, 3 and 5 are known in full, of call 2 only 3 of 16 projects, of call 4 3 of 20.",
                PAGE,
                2016,
                2020,
            )
            + state(
                ["eui-ia"],
                EU27,
                "partial",
                "Of all calls for innovative actions only one project is known here.",
                "https://urban-initiative.eu/",
                2022,
                2024,
            ),
            unless="*.[cx][sl][vs]*",
        ),
        "*.csv": OWN,
        "*.xlsx": OWN,
    },
)
