"""The lessons that people enter or find in a passage of a source, kept in the team's records."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, select

from graph.audited import add, change
from graph.database import alone
from graph.desk import FILE, Desk, address_in, open_desk
from graph.desk_tables import LESSON as TABLE
from graph.desk_tables import TRANSFER
from graph.errors import BadParameter
from graph.lessons import (
    BARRIERS,
    CONFIRMED,
    KINDS,
    LESSON,
    LEVELS,
    ORIGINS,
    REFUSED,
    TEAM,
    WITHDRAWN,
    Lesson,
)
from graph.plain_text import line
from graph.workspace import Workspace
from ontology.terms import SCHEME

_SEVERAL = ("barriers", "challenges", "domains")


@dataclass(frozen=True, slots=True)
class WrittenLesson:
    """What somebody writes of a lesson; keys of schemes without their beginning, such as "staff" or "care".

    `passage` is the key of the passage of a source that it was found in, "" where it was entered by hand.
    """

    statement: str
    of: str
    origin: str
    kind: str = "success"
    barriers: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    level: str = "claimed"
    evidence: str = ""
    page: str = ""
    language: str = "en"
    passage: str = ""


@dataclass(frozen=True, slots=True)
class LessonRecord(WrittenLesson):
    """A lesson as it is kept, or a passage in which somebody found none."""

    id: int = 0
    status: str = LESSON
    why: str = ""
    by: str = ""
    at: str = ""
    version: int = 0

    @property
    def key(self) -> str:
        """The last part of its IRI."""
        return f"{TEAM}{self.id}"

    @property
    def lesson(self) -> Lesson:
        """The lesson as the graph will hold it."""
        shared = {field.name: getattr(self, field.name) for field in fields(WrittenLesson) if field.name != "passage"}
        return Lesson(key=self.key, by=self.by, day=self.at[:10], **shared)


def keep_lesson(desk: Desk, written: WrittenLesson, *, by: str, why: str = "") -> LessonRecord:
    """Keep a lesson; one of a passage that was decided on already is told, and changed by `change_lesson`."""
    values = _row(_checked(written)) | {"status": LESSON, "why": line(why, "The reason", 500, needed=False)}
    with desk.writing() as connection:
        alone(connection)
        held = _of_passage(connection, written.passage)
        if held is None:
            return _read(add(connection, TABLE, values, line(by, "Who keeps it")))
        if held.status == LESSON:
            raise BadParameter(f"This passage is lesson {held.id} already, kept by {held.by}; change that one.")
        return _read(change(connection, TABLE, held.id, values, line(by, "Who keeps it"), held.version))


def refuse_passage(desk: Desk, written: WrittenLesson, *, by: str, why: str) -> LessonRecord:
    """Decide that a passage holds no lesson; it is not offered again."""
    if not written.passage:
        raise BadParameter("No passage is named; `ncp lessons waiting` lists them.")
    values = _row(_checked(written)) | {"status": REFUSED, "why": line(why, "The reason", 500)}
    with desk.writing() as connection:
        alone(connection)
        held = _of_passage(connection, written.passage)
        if held is None:
            return _read(add(connection, TABLE, values, line(by, "Who decides")))
        if held.status == LESSON:
            raise BadParameter(f"This passage is lesson {held.id}, kept by {held.by}; withdraw the lesson first.")
        return held


def change_lesson(desk: Desk, number: int, written: WrittenLesson, *, by: str, seen: int) -> LessonRecord:
    """Write a lesson anew; if somebody changed it since version `seen`, both texts are told.

    A lesson of which a claim is confirmed stays as it was when it was confirmed.
    """
    with desk.writing() as connection:
        alone(connection)
        _refuse_confirmed(connection, f"{TEAM}{number}")
        values = _row(_checked(written))
        del values["passage"]
        return _read(change(connection, TABLE, number, values, line(by, "Who changes it"), seen))


def withdraw_lesson(desk: Desk, number: int, *, by: str, why: str, seen: int) -> LessonRecord:
    """Take a lesson back; its claims count no more, and the log keeps what it said."""
    values = {"status": WITHDRAWN, "why": line(why, "The reason", 500)}
    with desk.writing() as connection:
        return _read(change(connection, TABLE, number, values, line(by, "Who withdraws it"), seen))


def lesson_records(desk: Desk, statuses: Sequence[str] = (LESSON,)) -> list[LessonRecord]:
    """List the lessons, the oldest first, or the records in other states."""
    with desk.reading() as connection:
        rows = connection.execute(select(TABLE).where(TABLE.c.status.in_(statuses)).order_by(TABLE.c.id)).mappings()
        return [_read(dict(row)) for row in rows]


def decided_passages(desk: Desk) -> frozenset[str]:
    """Name the passages on which somebody decided; a lesson that was withdrawn is not offered anew."""
    with desk.reading() as connection:
        return frozenset(connection.execute(select(TABLE.c.passage).where(TABLE.c.passage.is_not(None))).scalars())


def lessons_of(workspace: Workspace, address: str = "") -> list[Lesson]:
    """Read the lessons at an address, or in the records of the workspace, which may not have any yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return []
    return [one.lesson for one in lesson_records(open_desk(address or address_in(workspace.desk)))]


def _of_passage(connection: Connection, passage: str) -> LessonRecord | None:
    if not passage:
        return None
    row = connection.execute(select(TABLE).where(TABLE.c.passage == passage)).mappings().one_or_none()
    return _read(dict(row)) if row else None


def _refuse_confirmed(connection: Connection, key: str) -> None:
    held = (TRANSFER.c.lesson == key) & (TRANSFER.c.status == CONFIRMED)
    if found := connection.execute(select(TRANSFER.c.id).where(held)).scalars().first():
        told = f"Claim {found} on this lesson is confirmed, so that its words stay"
        raise BadParameter(f"{told}; withdraw the lesson and enter it anew.")


def _checked(written: WrittenLesson) -> WrittenLesson:
    """Bring what somebody wrote to plain text and known keys; raises BadParameter with what to mend."""
    if not written.domains:
        raise BadParameter("The lesson names no domain; write such as care or housing.")
    page = line(written.page, "The page", 400, needed=False)
    if page and not page.startswith(("http://", "https://")):
        raise BadParameter(f'"{page[:40]}" is no page; write it with http:// or https://.')
    return WrittenLesson(
        statement=line(written.statement, "The lesson", 1_000),
        of=_one(written.of, ORIGINS, "kind of origin"),
        origin=line(written.origin, "What it was learned from", 300),
        kind=_one(written.kind, KINDS, "kind of lesson"),
        barriers=_known(written.barriers, "barrier"),
        challenges=_known(written.challenges, "challenge"),
        domains=_known(written.domains, "domain"),
        level=_one(written.level, LEVELS, "level of evidence"),
        evidence=line(written.evidence, "The evidence", 400, needed=written.level not in ("claimed", "")),
        page=page,
        language=_language(written.language),
        passage=written.passage,
    )


def _one(said: str, known: Iterable[str], what: str) -> str:
    if said not in known:
        raise BadParameter(f'"{said[:40]}" is no {what}; write one of {", ".join(known)}.')
    return said


def _known(said: Sequence[str], scheme: str) -> tuple[str, ...]:
    for key in said:
        if f"{scheme}-{key}" not in SCHEME:
            example = BARRIERS[0] if scheme == "barrier" else "trust" if scheme == "challenge" else "care"
            raise BadParameter(f'"{key[:40]}" is no {scheme}; write such as {example}.')
    return tuple(dict.fromkeys(said))


def _language(said: str) -> str:
    if len(said) != 2 or not (said.isascii() and said.isalpha() and said.islower()):
        raise BadParameter(f'"{said[:40]}" is no code of a language; write two letters such as en.')
    return said


def _row(written: WrittenLesson) -> dict[str, Any]:
    values = asdict(written)
    return values | {name: " ".join(values[name]) for name in _SEVERAL} | {"passage": written.passage or None}


def _read(row: dict[str, Any]) -> LessonRecord:
    several = {name: tuple(str(row[name]).split()) for name in _SEVERAL}
    return LessonRecord(**row | several | {"passage": row["passage"] or ""})
