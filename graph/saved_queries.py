"""Queries that people save: private, shared with the team, or proposed for the library; and those they asked last."""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from graph.audited import add, change, now, remove
from graph.desk import Desk
from graph.desk_tables import ASKED, SAVED_QUERY
from graph.errors import BadParameter
from graph.plain_text import NAME, line
from graph.rights import Right

PRIVATE, TEAM, PROPOSED = "private", "team", "proposed"
REACHES = (PRIVATE, TEAM, PROPOSED)
LONGEST, HELD = 50_000, 50
"""Letters of a query, and queries of each person that are remembered."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its front matter; `address` keeps its values and view, such as "country=PT&view=map".

    `owner` is the role or initials of who saved it, `reach` one of REACHES.
    """

    id: int
    owner: str
    name: str
    text: str
    address: str
    reach: str
    by: str
    at: str
    version: int


@dataclass(frozen=True, slots=True)
class Written:
    """What is saved of a query."""

    name: str
    text: str
    reach: str = PRIVATE
    address: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that somebody ran, when, and what came of it in a few words."""

    id: int
    owner: str
    at: str
    text: str
    told: str


def saved_queries(desk: Desk, who: str) -> list[SavedQuery]:
    """List the queries that somebody may see, by name: his own, and those that are shared or proposed."""
    with desk.reading() as connection:
        rows = connection.execute(select(SAVED_QUERY).order_by(SAVED_QUERY.c.name, SAVED_QUERY.c.id)).mappings()
        return [one for row in rows if _shown(desk, one := SavedQuery(**row), who)]


def saved_query(desk: Desk, number: int, who: str) -> SavedQuery:
    """Look up a query that somebody may see; one that is private to another is not told from one that is not there."""
    with desk.reading() as connection:
        return _seen(connection, desk, number, who)


def save_query(desk: Desk, written: Written, by: str) -> SavedQuery:
    """Save a query under a name that the writer has not used yet."""
    by = _writer(desk, by)
    values = {"owner": by, **_checked(written)}
    with desk.writing() as connection:
        _free(connection, by, values["name"])
        return SavedQuery(**add(connection, SAVED_QUERY, values, by))


def change_query(desk: Desk, number: int, written: Written, by: str, seen: int) -> SavedQuery:
    """Write a saved query anew; if somebody else changed it since version `seen`, both texts are told."""
    by, values = _writer(desk, by), _checked(written)
    with desk.writing() as connection:
        held = _seen(connection, desk, number, by)
        if values["name"] != held.name:
            _free(connection, held.owner, values["name"])
        return SavedQuery(**change(connection, SAVED_QUERY, number, values, by, seen))


def remove_query(desk: Desk, number: int, by: str, seen: int) -> None:
    """Remove a saved query; its links lead nowhere from then on."""
    by = _writer(desk, by)
    with desk.writing() as connection:
        _seen(connection, desk, number, by)
        remove(connection, SAVED_QUERY, number, by, seen)


def remember(desk: Desk, text: str, told: str, by: str) -> None:
    """Note that somebody ran a query; of each person the last ones are kept, and none that names an e-mail address."""
    desk.acting.actor.must(Right.READ)
    owner, text = _owner(desk, by), plain(text)
    if not text or len(text) > LONGEST or _MAIL.search(text):
        return
    with desk.writing() as connection:
        connection.execute(delete(ASKED).where((ASKED.c.owner == owner) & (ASKED.c.text == text)))
        connection.execute(insert(ASKED).values(owner=owner, at=now(), text=text, told=plain(told)[:200]))
        mine = select(ASKED.c.id).where(ASKED.c.owner == owner).order_by(ASKED.c.id.desc()).offset(HELD)
        old = connection.execute(mine).scalars().all()
        connection.execute(delete(ASKED).where(ASKED.c.id.in_(old)))


def asked_last(desk: Desk, by: str) -> list[Asked]:
    """List what somebody ran, the latest first."""
    query = select(ASKED).where(ASKED.c.owner == _owner(desk, by)).order_by(ASKED.c.id.desc())
    with desk.reading() as connection:
        return [Asked(**row) for row in connection.execute(query).mappings()]


def forget_asked(desk: Desk, by: str) -> None:
    """Forget what somebody ran."""
    desk.acting.actor.must(Right.READ)
    with desk.writing() as connection:
        connection.execute(delete(ASKED).where(ASKED.c.owner == _owner(desk, by)))


def plain(text: str) -> str:
    """Bring a query to lines of characters that can be seen."""
    lines = ("".join(c if c.isprintable() or c == "\t" else " " for c in row).rstrip() for row in text.splitlines())
    return "\n".join(lines).strip("\n")


def _checked(written: Written) -> dict[str, str]:
    text = plain(written.text)
    if not text.strip():
        raise BadParameter("The query is empty; write it, then save it.")
    if len(text) > LONGEST:
        raise BadParameter(f"The query has {len(text):,} letters; save at most {LONGEST:,}.")
    if _MAIL.search(text):
        raise BadParameter("The query holds an e-mail address; take it out, for contact data has a place of its own.")
    if written.reach not in REACHES:
        raise BadParameter(f'"{written.reach[:40]}" is no reach; write one of {", ".join(REACHES)}.')
    name = line(written.name, "The name of the query", NAME)
    address = line(written.address, "The address", 2_000, needed=False)
    return {"name": name, "text": text, "reach": written.reach, "address": address}


def _writer(desk: Desk, by: str) -> str:
    desk.acting.must(Right.LIST)
    return line(desk.acting.signs(by), "Who saves the query")


def _owner(desk: Desk, by: str) -> str:
    return desk.acting.signs(by)[:40]


def _shown(desk: Desk, one: SavedQuery, who: str) -> bool:
    return one.reach != PRIVATE or one.owner == _owner(desk, who)


def _seen(connection: Connection, desk: Desk, number: int, who: str) -> SavedQuery:
    row = connection.execute(select(SAVED_QUERY).where(SAVED_QUERY.c.id == number)).mappings().one_or_none()
    if row is None or not _shown(desk, SavedQuery(**row), who):
        raise BadParameter(
            f"There is no saved query {number}, or it is private to somebody else; ask who sent the link."
        )
    return SavedQuery(**row)


def _free(connection: Connection, owner: str, name: str) -> None:
    same = (SAVED_QUERY.c.owner == owner) & (SAVED_QUERY.c.name == name)
    if connection.execute(select(SAVED_QUERY.c.id).where(same)).first():
        raise BadParameter(f'{owner} has a query "{name}" already; choose another name, or change that one.')
