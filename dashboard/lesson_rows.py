"""Lessons, claims, cells and what is near as rows: the same for page, file and command."""

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard.lessons import Known, keys, named
from graph.bridging import Bridge
from graph.lesson_matrix import Cell
from graph.lesson_nearness import Near
from graph.lessons import Lesson, Transfer
from graph.passages import Passage

Rows = list[tuple[Any, ...]]
CELLS = ("row", "column", "practices", "lessons", "confirmed", "waiting", "hole")
LESSONS = (
    *("lesson", "statement", "kind", "barriers", "challenges", "domains", "level", "evidence", "page"),
    *("of", "origin", "title", "city", "by", "day"),
)
CLAIMS = ("claim", "lesson", "statement", "from", "to", "status", "reason", "author", "why", "evidence", "day")
WAITING = ("passage", "statement", "kind", "barriers", "domains", "challenges", "practice", "city", "why")
NEAR = ("lesson", "near", "statement", "domains", "title", "city", "reason", "level")
BRIDGES = ("title", "basis", "spread", "communities", "cities", "known", "betweenness", "reason", "practice")
TRACE = ("step", "name", "told", "file", "row")


def cells(found: Iterable[Cell], rows: str) -> Rows:
    """Write cells with the names of their challenge (or domain) and domain."""
    return [
        (
            *(named(rows, one.row), named("domain", one.column)),
            *(one.practices, one.lessons, one.confirmed, one.waiting, one.hole),
        )
        for one in found
    ]


def crossed(found: Sequence[Cell], rows: str) -> tuple[tuple[str, ...], Rows]:
    """Write cells as a table of rows by columns, each as practices · lessons · waiting."""
    columns = list(dict.fromkeys(one.column for one in found))
    held = {(one.row, one.column): one for one in found}
    lines = [
        (named(rows, row), *(brief(held[row, column]) for column in columns))
        for row in dict.fromkeys(one.row for one in found)
    ]
    return (rows, *(named("domain", column) for column in columns)), lines


def brief(cell: Cell) -> str:
    """Write a cell as practices · lessons · waiting, and – where there is nothing at all."""
    if not (cell.practices or cell.lessons or cell.waiting):
        return "–"
    return f"{cell.practices} · {cell.lessons} · {cell.waiting}"


def told(cell: Cell) -> str:
    """Tell a cell in words."""
    parts = (
        f"{cell.practices} {'practice' if cell.practices == 1 else 'practices'}",
        f"{cell.lessons} {'lesson' if cell.lessons == 1 else 'lessons'}",
        f"{cell.waiting} waiting",
    )
    sure = f" ({cell.confirmed} confirmed)" if cell.confirmed else ""
    return f"{parts[0]}, {parts[1]}{sure}, {parts[2]}{', a hole' if cell.hole else ''}"


def lessons(of: Known, found: Iterable[Lesson]) -> Rows:
    """Write lessons with the title and city of their practice."""
    return [
        (
            *(one.key, one.statement, one.kind, *_names(one), one.level, one.evidence, one.page),
            *(one.of, one.origin, title(of, one), city(of, one), one.by, one.day),
        )
        for one in found
    ]


def claims(of: Known) -> Rows:
    """Write the claims with the statement of their lesson; one of a lesson that was withdrawn is left out."""
    held = {one.key: one.statement for one in of.lessons}
    return [_claim(one, held[one.lesson]) for one in of.claims if one.lesson in held]


def waiting(of: Known, found: Iterable[Passage]) -> Rows:
    """Write passages that wait, with why each is offered."""
    return [
        (
            *(one.key, one.statement, one.kind, *_names(one.as_lesson, ("barriers", "domains", "challenges"))),
            *(title(of, one.as_lesson), city(of, one.as_lesson), one.why),
        )
        for one in found
    ]


def near(of: Known, found: Iterable[Near]) -> Rows:
    """Write what is near, with how much and why."""
    return [
        (
            *(one.lesson.key, round(one.score, 2), one.lesson.statement, *_names(one.lesson, ("domains",))),
            *(title(of, one.lesson), city(of, one.lesson), one.reason, one.lesson.level),
        )
        for one in found
    ]


def bridges(found: Iterable[Bridge]) -> Rows:
    """Write how far practices bridge communities."""
    return [
        (
            *(one.title, one.basis, None if one.spread is None else round(one.spread, 3), one.communities or None),
            *(one.cities, one.known, None if one.betweenness is None else round(one.betweenness, 1)),
            *(one.reason, one.practice),
        )
        for one in found
    ]


def title(of: Known, lesson: Lesson) -> str:
    """Name what a lesson was learned from."""
    practice = of.practices.get(lesson.origin) if lesson.of == "practice" else None
    return practice.title if practice else f"{lesson.of} {lesson.origin}"


def city(of: Known, lesson: Lesson) -> str:
    """Name the city of a lesson, "" where it is not known."""
    place = of.place_of(lesson)
    return place.name if place else ""


def choices(scheme: str, first: str = "") -> dict[str, str]:
    """Give the concepts of a scheme to choose from; `first` names a choice "" that stands before them."""
    held = {key: named(scheme, key).capitalize() for key in keys(scheme)}
    return {"": first, **held} if first else held


def _claim(one: Transfer, statement: str) -> tuple[Any, ...]:
    ends = (named("domain", one.origin), named("domain", one.goal))
    said = (one.status, one.reason, one.author, one.why, one.evidence, one.day)
    return (one.key, one.lesson, statement, *ends, *said)


def _names(one: Lesson, fields: Sequence[str] = ("barriers", "challenges", "domains")) -> tuple[str, ...]:
    return tuple(", ".join(named(field[:-1], key) for key in getattr(one, field)) for field in fields)
