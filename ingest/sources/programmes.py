"""Programmes: the tree of programme families, programmes and calls that all sources refer to."""

from collections.abc import Iterator

from graph.countries import GROUPS
from graph.records import Call, Programme, Record
from ingest.row import Row
from ingest.source import Source, Table


def programmes(row: Row) -> Iterator[Record]:
    """Yield one node of the programme tree."""
    start, end = int(row.year("start") or 0), int(row.year("end") or 0)
    yield Programme(row.take("key"), row.take("label"), row.take("kind"), row.take("parent"), start, end)


def calls(row: Row) -> Iterator[Record]:
    """Yield one call with the conditions that an applicant must meet."""
    floor = row.number("min_population")
    yield Call(
        key=row.take("key"),
        label=row.take("label"),
        programme=row.take("programme"),
        opens=row.date("opens"),
        closes=row.date("closes"),
        min_population=int(floor or 0),
        degurba=tuple(int(code) for code in row.take("degurba").split()),
        article11=bool(row.take("article11")),
        page=row.take("source"),
        grouping=bool(row.take("grouping")),
        countries=tuple(code for word in row.take("countries").split() for code in sorted(GROUPS.get(word, {word}))),
        regions=tuple(row.take("regions").split()),
        other_state=bool(row.take("other_state")),
        max_peers=int(row.number("max_peers") or 0),
        rule=row.take("rule"),
    )


SOURCE = Source(
    title="Programme tree and calls",
    publisher="facts from public pages of the programmes",
    licence="facts, with the page beside each call",
    page="https://urban-initiative.eu/calls-proposals",
    tables={
        "shipped/programmes.csv": Table(programmes, {"Programme": (40, 200)}),
        "shipped/calls.csv": Table(calls, {"Call": (11, 200)}),
    },
    always=True,
)
