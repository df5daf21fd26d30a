"""Projects of CORDIS: the programme that pays for them, their days, and the topics of the calls that they answered."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from graph.errors import BadInput
from graph.records import Origin, Project, Record, Subject, Theme
from ingest import cordis_left, framework
from ingest.cordis_body import COUNTRIES, optional
from ingest.keys import slug
from ingest.project_rows import Read, Told
from ingest.row import Row, clean, iso_day
from ingest.shifted import Shapes, all_fit
from ingest.spill import VALUES, Values

OF_CALL = ("frameworkProgramme", "legalBasis", "programme", "topics", "masterCall", "call")
"""Columns that tell programme and topics; what they say together comes again in many projects."""
WANTED = ("id", "title", "acronym", "startDate", "endDate")
NEEDED = {"id", "title", "startDate"}
KNOWN = 50_000
"""So many calls are kept in mind; then all are let go."""


class Call(NamedTuple):
    """What projects of one call share: programme, the mission that called ("" for none), topics."""

    programme: str
    contributes: str
    themes: tuple[Theme, ...]


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


def call(row: Row) -> Call:
    """Read what projects of one call share; the part of the programme is that of the legal basis."""
    whole, topics = programme(row), optional(row, "topics")
    part = framework.part(whole, optional(row, "legalBasis", "programme"))
    codes = filter(None, framework.SEVERAL.split(topics))
    return Call(part, framework.mission(topics), tuple(listed("cordis-topics", code) for code in codes))


def projects(row: Row) -> Iterator[Record]:
    """Yield one project, under the part of the programme that pays for it, and its topics."""
    called, name, acronym = call(row), key(row, "id", "reference"), optional(row, "acronym")
    title, start = row.take("title"), row.date("startDate")
    yield Project(*_values(name, title, acronym, start, row.date("endDate") if row.has("endDate") else "", called))
    for theme in called.themes:
        yield from about(name, theme)
    row.leave(cordis_left.OF_PROJECT)


def _values(name: str, title: str, acronym: str, start: str, end: str, called: Call) -> Values:
    """Give the values of a project in the order of its fields."""
    page = f"https://cordis.europa.eu/project/id/{name.removeprefix('cordis/')}"
    return (
        *(name, framework.unwrapped(title) or acronym, called.programme, acronym, start, end),
        *(page, "", called.contributes, ""),
    )


def listed(scheme: str, code: str, title: str = "") -> Theme:
    """Make a theme of a list whose entries have codes."""
    return Theme(f"{scheme}/{slug(code)}", code, scheme, title=title)


def about(project: str, *themes: Theme) -> Iterator[Record]:
    """Say that a project is about the last of several themes, and describe them all."""
    yield Subject("project", project, themes[-1].key)
    yield from themes


@lru_cache(maxsize=50_000)
def _day(cell: str) -> str | None:
    """Write a day as ISO text; None where it is none."""
    text = clean(cell)
    return iso_day(text) or (None if text else "")


class _Calls(dict[str, tuple[Call, tuple[Values, ...]] | None]):
    """Calls with the values of their themes, by their cells; None where these are not in order."""

    def __init__(self, columns: list[str], file: str) -> None:
        self._columns, self._origin = columns, Origin("", file, "", 0)

    def __missing__(self, spot: str) -> tuple[Call, tuple[Values, ...]] | None:
        cells = dict(zip(self._columns, spot.split("\0"), strict=True))
        if len(self) >= KNOWN:
            self.clear()
        try:
            found = call(Row(cells, self._origin, COUNTRIES))
        except BadInput:
            self[spot] = None
        else:
            self[spot] = found, tuple(map(VALUES[Theme], found.themes))
        return self[spot]


def quick(shapes: Shapes, columns: Sequence[str], file: str) -> Read | None:
    """Read the projects of rows that are in order by the places of their cells; None where columns are not known.

    Whatever would stop or set aside a row is left to its whole reading.
    """
    of_call = [column for column in OF_CALL if column in columns]
    if not NEEDED <= set(columns) <= {*WANTED, *OF_CALL, *cordis_left.OF_PROJECT} or len(of_call) < 2:
        return None
    at = {column: n for n, column in enumerate(columns)}
    wanted: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*(at.get(one, len(columns)) for one in WANTED))
    calling: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*(at[column] for column in of_call))
    fit, calls = all_fit(shapes, columns), _Calls(of_call, file)

    def told(cells: list[str]) -> Told | None:
        number, title, acronym, start, end = wanted((*cells, ""))
        called, begun, ended = calls["\0".join(calling(cells))], _day(start), _day(end)
        if not called or begun is None or ended is None or not (number.isascii() and number.isdigit()):
            return None
        return _values(f"cordis/{number}", clean(title), clean(acronym), begun, ended, called[0]), called[1]

    return lambda rows: list(map(told, rows)) if fit(rows) else [None] * len(rows)
