"""The team's own records: a log of decisions that only grows, in a database that no build and no rollback touches.

It is a SQLite file in the workspace, or any database that SQLAlchemy reaches, such as PostgreSQL.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from graph.decisions import ACCEPT, NOT_THIS, REJECT, UNDO, Decision, check, in_force
from graph.errors import BadParameter, DecisionConflict, DeskUnreachable
from graph.workspace import Workspace

MIGRATIONS = Path(__file__).parent / "migrations"
MAIL = re.compile(r"\S+@\S+\.\w{2,}")
FILE = "desk.sqlite"
WAIT = 30
"""Seconds that a writer waits for another one."""

_METADATA = MetaData()
_DECISION = Table(
    "decision",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", String(400), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("city", Integer),
    Column("who", String(40), nullable=False),
    Column("why", Text, nullable=False),
    Column("made", String(20), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("undoes", Integer, unique=True),
    UniqueConstraint("key", "turn"),
)


class Desk:
    """The log of decisions; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        """Take a database whose tables are up to date."""
        self._engine = engine

    def log(self) -> list[Decision]:
        """Give all decisions that were ever made, the oldest first."""
        with _told(self._engine.url), self._engine.connect() as connection:
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
        who, why = _plain(who, "--by", 40), _plain(why, "--why", 500)
        with self._writing(key) as connection:
            log = _read(connection, key)
            check(kind, city, in_force(log).get(key, ()))
            if seen is not None and len(log) > seen:
                raise DecisionConflict(f"{key} was decided on meanwhile ({log[-1]}); look at it again.")
            return _add(connection, key, kind, city, who, why, len(log) + 1)

    def undo(self, number: int, *, who: str, why: str) -> Decision:
        """Take a decision back; it stays in the log, beside who took it back and why."""
        who, why = _plain(who, "--by", 40), _plain(why, "--why", 500)
        with _told(self._engine.url), self._engine.connect() as connection:
            undone = next((one for one in _read(connection) if one.id == number), None)
        if undone is None or undone.kind == UNDO:
            raise BadParameter(f"There is no decision {number} to take back; `ncp review log` lists them.")
        with self._writing(undone.key) as connection:
            log = _read(connection, undone.key)
            if before := next((one for one in log if one.undoes == number), None):
                raise DecisionConflict(f"Decision {number} was taken back already ({before}).")
            return _add(connection, undone.key, UNDO, undone.city, who, why, len(log) + 1, number)

    @contextmanager
    def _writing(self, key: str) -> Iterator[Connection]:
        """Write in one transaction; of two writers at the same turn the later is told."""
        try:
            with _told(self._engine.url), self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise DecisionConflict(f"{key} was decided on at the same moment; look at it again.") from None


def open_desk(address: str) -> Desk:
    """Open the records at a database address and bring their tables up to date."""
    try:
        url = make_url(address)
        engine = _engine(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        remedy = "name it like postgresql+psycopg://HOST/NAME and install its driver"
        raise DeskUnreachable(f"The address of the team's records cannot be used ({_line(error)}); {remedy}.") from None
    with _told(url):
        _upgrade(engine)
    return Desk(engine)


def decisions_of(workspace: Workspace, address: str = "") -> list[Decision]:
    """Read the log of decisions at an address, or that of the workspace, which may not have one yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return []
    return open_desk(address or address_in(workspace.desk)).log()


def address_in(folder: Path) -> str:
    """Name the database of a workspace whose settings name none; its folder is made."""
    folder.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite", database=str((folder / FILE).resolve())).render_as_string()


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _without_own_transactions)
    event.listen(engine, "begin", _one_writer)
    return engine


def _without_own_transactions(connection: object, _: object) -> None:
    """Keep Python's driver from beginning transactions by itself, which lets two writers read the same state."""
    connection.isolation_level = None  # type: ignore[attr-defined]


def _one_writer(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(engine: Engine) -> None:
    """Run the migrations that the database lacks, one process at a time."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('ncp-graph desk'))"))
        now = MigrationContext.configure(connection).get_current_revision()
        if now == scripts.get_current_head():
            return
        if now and now not in {one.revision for one in scripts.walk_revisions()}:
            raise DeskUnreachable(f"The team's records are of a newer version ({now}); update this program.")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _read(connection: Connection, key: str = "") -> list[Decision]:
    query = select(_DECISION).order_by(_DECISION.c.id)
    rows = connection.execute(query.where(_DECISION.c.key == key) if key else query).mappings()
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
    done = connection.execute(insert(_DECISION).values(row).returning(_DECISION.c.id))
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


@contextmanager
def _told(url: URL) -> Iterator[None]:
    """Tell what a database says in one sentence."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        where = url.render_as_string(hide_password=True)
        raise DeskUnreachable(f"The team's records in {where} do not answer ({_line(error)}); try again.") from error


def _line(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())[:200]
