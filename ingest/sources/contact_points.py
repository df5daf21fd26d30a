"""Contact points: who advises towns on EUI and URBACT in which countries."""

from collections.abc import Iterator

from graph.records import ContactPoint, Record
from ingest.row import Row
from ingest.source import Source, Table

KINDS = {"UrbanContactPoint": "UrbanContactPoint", "NationalURBACTPoint": "NationalURBACTPoint"}


def contact_points(row: Row) -> Iterator[Record]:
    """Yield one contact point: a function with a host, for one or more countries; never a person."""
    yield ContactPoint(
        key=row.take("key"),
        label=row.take("label"),
        kind=row.choose("kind", KINDS, "contact_points.KINDS"),
        host=row.take("host"),
        countries=row.countries("countries"),
        instruments=tuple(row.take("instruments").split()),
        homepage=row.take("homepage"),
        since=row.take("since"),
        until=row.take("until"),
        vacant=bool(row.take("vacant")),
        note=row.take("note"),
        page=row.take("source"),
    )


SOURCE = Source(
    title="Contact points for towns",
    publisher="facts from public pages of the contact points and their programmes",
    licence="facts, with the page beside each",
    page="https://urban-initiative.eu/urban-contact-points",
    tables={
        "shipped/contact_points.csv": Table(contact_points, {"ContactPoint": (15, 200)}, unless="*.csv"),
        "*.csv": Table(contact_points, {"ContactPoint": (15, 500)}),
    },
    issued="2026-02-13",
)
