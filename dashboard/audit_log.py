"""Every change of the team's records as rows: outreach, lists and filters, and the decisions on names."""

from typing import Any

from graph.audited import Change, changes
from graph.decisions import Decision
from graph.desk import Desk
from graph.desk_tables import PRIVATE as WITH_PERSONS
from graph.desk_tables import SAVED_QUERY
from graph.saved_queries import PRIVATE
from graph.submission_log import may_read

COLUMNS = ("when", "by", "what", "number", "city", "change", "before", "after")
LONGEST = 4_000
"""Letters of a value that the log shows."""
_QUIET = ("id", "by", "at", "version", "city")


def change_rows(desk: Desk, city: int | None = None) -> list[tuple[Any, ...]]:
    """List who changed what and when, with the fields before and after, the latest first."""
    with desk.reading() as connection:
        rows = [_row(one) for one in changes(connection, city=city) if may_read(desk.acting, one)]
    decisions = [_decided(one) for one in desk.log() if city in (None, one.city)]
    return sorted([*rows, *decisions], key=lambda row: str(row[0]), reverse=True)


def _row(one: Change) -> tuple[Any, ...]:
    hidden = one.what in (table.name for table in WITH_PERSONS) or _is_private(one)
    before, after = ("", "") if hidden else _apart(one)
    return one.at, one.by, one.what.replace("_", " "), one.item, one.city, one.done, before, after


def _is_private(one: Change) -> bool:
    """Tell whether a change concerns a query that is, or was, shown to its owner alone."""
    return one.what == SAVED_QUERY.name and PRIVATE in ((one.before or {}).get("reach"), (one.after or {}).get("reach"))


def _apart(one: Change) -> tuple[str, str]:
    """Give the fields that differ, before and after."""
    before, after = one.before or {}, one.after or {}
    names = [name for name in {**before, **after} if name not in _QUIET and before.get(name) != after.get(name)]
    texts = (
        ", ".join(f"{name} “{_short(held[name])}”" for name in names if held.get(name)) for held in (before, after)
    )
    return next(texts), next(texts)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _decided(one: Decision) -> tuple[Any, ...]:
    return one.made, one.who, "decision", one.id, one.city, one.kind, "", f"{one.key}: {one.why}"
