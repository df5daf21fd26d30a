"""Records that keep every change: each is written with its version, and who, when, what, before and after are logged.

Of two people who change one record the later one is told what stands there now, and what he wrote is not lost.
Every writing is held against the rights of the person on whose behalf the connection was opened, and bears his name.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from graph.database import acting
from graph.desk_tables import (
    ADOPTION,
    AUDIT,
    BOARD,
    CITY_LIST,
    CONTACT,
    KEYWORD,
    LESSON,
    LISTED,
    MENTOR,
    NOTICE,
    PEER,
    PERSON,
    PRACTICE_CHECK,
    SAVED_FILTER,
    SAVED_QUERY,
    SUBMISSION,
    TRANSFER,
)
from graph.errors import BadParameter, EditConflict
from graph.helpdesk_tables import EXPERT, EXPERT_PERSON, HELP_MATCH, HELP_REQUEST
from graph.rights import Right

Values = Mapping[str, Any]
_WRITER = ("by", "at", "version")
RIGHTS: Mapping[str, Right] = {
    CONTACT.name: Right.OUTREACH,
    BOARD.name: Right.OUTREACH,
    CITY_LIST.name: Right.LIST,
    LISTED.name: Right.LIST,
    SAVED_FILTER.name: Right.LIST,
    SAVED_QUERY.name: Right.LIST,
    PERSON.name: Right.PERSONS,
    KEYWORD.name: Right.KEYWORDS,
    MENTOR.name: Right.PEERS,
    PEER.name: Right.PEERS,
    LESSON.name: Right.LESSONS,
    TRANSFER.name: Right.LESSONS,
    SUBMISSION.name: Right.SUBMIT,
    PRACTICE_CHECK.name: Right.SUBMIT,  # with the submission its author deletes its checks; who may check is held there
    NOTICE.name: Right.SUBMIT,
    ADOPTION.name: Right.SUBMIT,
    HELP_REQUEST.name: Right.REQUEST,
    HELP_MATCH.name: Right.REQUEST,
    EXPERT.name: Right.EXPERTS,
    EXPERT_PERSON.name: Right.EXPERTS,
}
"""Which right it takes to write a record of each table."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log: when, by whom, on which record of which table and city, and its values before and after.

    `done` is "added", "changed", "removed" or "forgotten"; after that last one no line of the record tells its values.
    """

    id: int
    at: str
    by: str
    what: str
    item: int
    city: int | None
    done: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def now() -> str:
    """Tell the time in UTC."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"


def add(connection: Connection, table: Table, values: Values, by: str) -> dict[str, Any]:
    """Add a record; it starts with version 1. A record that may be there once only and is there is told."""
    by = _allowed(connection, table, by, values)
    row = {**values, "by": by, "at": now(), "version": 1}
    try:
        with connection.begin_nested():
            number = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    except IntegrityError:
        raise EditConflict(f"This {_called(table)} was added at the same moment; look at it again.", {}, row) from None
    made = {"id": number, **row}
    _log(connection, table, by, "added", None, made)
    return made


def change(connection: Connection, table: Table, number: int, values: Values, by: str, seen: int) -> dict[str, Any]:
    """Change a record that still has the version that the writer saw; else tell both texts."""
    before = _found(connection, table, number)
    by = _allowed(connection, table, by, before, values)
    after = {**before, **values, "by": by, "at": now(), "version": seen + 1}
    same = (table.c.id == number) & (table.c.version == seen)
    if not connection.execute(update(table).where(same).values(after)).rowcount:
        raise _conflict(table, number, _found(connection, table, number), {**before, **values})
    _log(connection, table, by, "changed", before, after)
    return after


def remove(connection: Connection, table: Table, number: int, by: str, seen: int) -> None:
    """Remove a record that still has the version that the writer saw; the log keeps what it held."""
    before = _found(connection, table, number)
    by = _allowed(connection, table, by, before)
    same = (table.c.id == number) & (table.c.version == seen)
    if not connection.execute(delete(table).where(same)).rowcount:
        raise _conflict(table, number, _found(connection, table, number), {})
    _log(connection, table, by, "removed", before, None)


def forget(connection: Connection, table: Table, number: int, by: str) -> None:
    """Remove a record for good: the log keeps that it was there, and nothing of what it held."""
    before = dict(connection.execute(select(table).where(table.c.id == number)).mappings().one_or_none() or {})
    lines = (AUDIT.c.what == table.name) & (AUDIT.c.item == number)
    first = connection.execute(select(AUDIT.c.city).where(lines)).mappings().first()
    by = _allowed(connection, table, by, before or dict(first or {}))
    if not before and first is None:
        raise BadParameter(f"There is no {_called(table)} {number}; nothing was deleted.")
    connection.execute(delete(table).where(table.c.id == number))
    connection.execute(update(AUDIT).where(lines).values(before=None, after=None))
    _log(connection, table, by, "forgotten", None, None, number, before.get("city"))


def changes(connection: Connection, what: Sequence[str] = (), city: int | None = None) -> list[Change]:
    """List the changes, the latest first."""
    query = select(AUDIT).order_by(AUDIT.c.id.desc())
    query = query.where(AUDIT.c.what.in_(what)) if what else query
    rows = connection.execute(query if city is None else query.where(AUDIT.c.city == city)).mappings()
    return [Change(**{**row, "before": _read(row["before"]), "after": _read(row["after"])}) for row in rows]


def note_deed(connection: Connection, what: str, done: str, after: Values, by: str) -> None:
    """Log what somebody did with more than a record, such as another release that he let be served."""
    text = json.dumps(after, ensure_ascii=False, sort_keys=True)
    row = {"at": now(), "by": acting(connection).signs(by), "what": what, "item": 0, "city": None, "done": done}
    connection.execute(insert(AUDIT).values(**row, before=None, after=text))


def _allowed(connection: Connection, table: Table, by: str, *held: Values) -> str:
    """Hold a writing against the rights of whoever writes, for each city and owner that it concerns; give his name."""
    who = acting(connection)
    who.must(RIGHTS[table.name])
    for row in held:
        if "city" in row:
            who.must(RIGHTS[table.name], row["city"])
        if "owner" in row:
            who.must_own(row["owner"])
    return who.signs(by)


def _read(text: str | None) -> dict[str, Any] | None:
    return json.loads(text) if text else None


def _called(table: Table) -> str:
    return table.name.replace("_", " ")


def _found(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    row = connection.execute(select(table).where(table.c.id == number)).mappings().one_or_none()
    if row is None:
        raise EditConflict(f"The {_called(table)} {number} is not there any more; somebody removed it.", {}, {})
    return dict(row)


def _conflict(table: Table, number: int, kept: Values, wanted: Values) -> EditConflict:
    """Tell the fields in which the two texts differ."""
    apart = [name for name, value in wanted.items() if name not in _WRITER and kept[name] != value]
    told = ", ".join(f"its {name} is now “{kept[name]}”, you wrote “{wanted[name]}”" for name in apart)
    who = f"The {_called(table)} {number} was changed meanwhile by {kept['by']} on {kept['at']}"
    rest = "you wrote the same" if wanted else "you wanted it removed"
    return EditConflict(f"{who}: {told or rest}; look at it again, then save.", kept, wanted)


def _log(
    connection: Connection,
    table: Table,
    by: str,
    done: str,
    before: Values | None,
    after: Values | None,
    number: int = 0,
    city: int | None = None,
) -> None:
    held = after or before or {"id": number, "city": city}
    texts = [None if one is None else json.dumps(one, ensure_ascii=False, sort_keys=True) for one in (before, after)]
    row = {"at": now(), "by": by, "what": table.name, "item": held["id"], "city": held.get("city"), "done": done}
    connection.execute(insert(AUDIT).values(**row, before=texts[0], after=texts[1]))
