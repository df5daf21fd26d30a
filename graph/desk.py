"""The team's own records: a log of decisions that only grows, in a database that no build and no rollback touches.

It is a SQLite file in the workspace, or any database that SQLAlchemy reaches, such as PostgreSQL.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, insert, select
from sqlalchemy.exc import IntegrityError

from graph.database import open_database, reading, writing
from graph.decisions import ACCEPT, NOT_THIS, REJECT, UNDO, Decision, check, in_force
from graph.desk_tables import DECISION
from graph.errors import BadParameter, DecisionConflict
from graph.rights import LOCAL, Acting, Actor, Right
from graph.workspace import Workspace

MAIL = re.compile(r"\S+@\S+\.\w{2,}")
FILE = "desk.sqlite"


class Desk:
    """The records of a team, read and written on somebody's behalf; every method of the log is one transaction."""

    def __init__(self, engine: Engine, acting: Acting | None = None) -> None:
        """Take a database whose tables are up to date; without a person it is the user of this machine who acts."""
        self.engine = engine
        self.acting = acting or Acting(LOCAL)

    def on_behalf(self, actor: Actor, country_of: Callable[[int], str]) -> "Desk":
        """Give the same records to a person with his rights; `country_of` tells the EU code of a city's country."""
        return Desk(self.engine, Acting(actor, country_of))

    def reading(self) -> AbstractContextManager[Connection]:
        """Read in one transaction, beside whoever writes; raises NotAllowed for somebody who is not signed in."""
        self.acting.actor.must(Right.READ)
        return reading(self.engine)

    def writing(self) -> AbstractContextManager[Connection]:
        """Write in one transaction; it is kept whole or not at all."""
        return writing(self.engine, self.acting)

    def log(self) -> list[Decision]:
        """Give all decisions that were ever made, the oldest first."""
        with self.reading() as connection:
            return _read(connection)

    def decide(
        self, key: str, kind: str, city: int | None = None, *, who: str, why: str, seen: int | None = None
    ) -> Decision:
        """Record a decision on a name.

        It is refused when it goes against one in force. `seen` is the number of decisions on the key that
        the writer saw: if another one was made since, the writer is told of it.
        """
        if kind not in (ACCEPT, REJECT, NOT_THIS) or (city is None) != (kind == REJECT):
            raise BadParameter(f'"{kind}" needs {"no city" if kind == REJECT else "a city"}; see docs/review.md.')
        who, why = self._signed(key, who), _plain(why, "--why", 500)
        with self._deciding(key) as connection:
            log = _read(connection, key)
            check(kind, city, in_force(log).get(key, ()))
            if seen is not None and len(log) > seen:
                raise DecisionConflict(f"{key} was decided on meanwhile ({log[-1]}); look at it again.")
            return _add(connection, key, kind, city, who, why, len(log) + 1)

    def undo(self, number: int, *, who: str, why: str) -> Decision:
        """Take a decision back; it stays in the log, beside who took it back and why."""
        with self.reading() as connection:
            undone = next((one for one in _read(connection) if one.id == number), None)
        if undone is None or undone.kind == UNDO:
            raise BadParameter(f"There is no decision {number} to take back; `ncp review log` lists them.")
        who, why = self._signed(undone.key, who), _plain(why, "--why", 500)
        with self._deciding(undone.key) as connection:
            log = _read(connection, undone.key)
            if before := next((one for one in log if one.undoes == number), None):
                raise DecisionConflict(f"Decision {number} was taken back already ({before}).")
            return _add(connection, undone.key, UNDO, undone.city, who, why, len(log) + 1, number)

    def _signed(self, key: str, who: str) -> str:
        """Hold a decision against the rights of whoever decides, for the country of the key; give the name to keep."""
        self.acting.actor.must(Right.DECIDE, key.partition("/")[0])
        return _plain(self.acting.signs(who), "--by", 40)

    @contextmanager
    def _deciding(self, key: str) -> Iterator[Connection]:
        """Write in one transaction; of two writers at the same turn the later is told."""
        try:
            with self.writing() as connection:
                yield connection
        except IntegrityError:
            raise DecisionConflict(f"{key} was decided on at the same moment; look at it again.") from None


def open_desk(address: str) -> Desk:
    """Open the records at a database address and bring their tables up to date."""
    return Desk(open_database(address))


def decisions_of(workspace: Workspace, address: str = "") -> list[Decision]:
    """Read the log of decisions at an address, or that of the workspace, which may not have one yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return []
    return open_desk(address or address_in(workspace.desk)).log()


def address_in(folder: Path) -> str:
    """Name the database of a workspace whose settings name none; its folder is made."""
    folder.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite", database=str((folder / FILE).resolve())).render_as_string()


def _read(connection: Connection, key: str = "") -> list[Decision]:
    query = select(DECISION).order_by(DECISION.c.id)
    rows = connection.execute(query.where(DECISION.c.key == key) if key else query).mappings()
    return [Decision(**row) for row in rows]


def _add(
    connection: Connection,
    key: str,
    kind: str,
    city: int | None,
    who: str,
    why: str,
    turn: int,
    undoes: int | None = None,
) -> Decision:
    made = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    row = {"key": key, "kind": kind, "city": city, "who": who, "why": why, "made": made, "turn": turn, "undoes": undoes}
    done = connection.execute(insert(DECISION).values(row).returning(DECISION.c.id))
    return Decision(done.scalar_one(), key, kind, city, who, why, made, turn, undoes)


def _plain(said: str, option: str, most: int) -> str:
    """Bring a text to one line; an e-mail address has no place in the records."""
    line = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    if not line:
        raise BadParameter(f"{option} is empty; say {'a role or initials' if option == '--by' else 'the reason'}.")
    if len(line) > most:
        raise BadParameter(f"{option} has {len(line)} letters; write at most {most}.")
    if MAIL.search(line):
        raise BadParameter(f"{option} holds an e-mail address; give a role or initials, no data on persons.")
    return line
