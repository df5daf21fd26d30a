"""The database of the team's records: SQLite in the workspace, or any that SQLAlchemy reaches, such as PostgreSQL."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, OperationalError, SQLAlchemyError

from graph.errors import DeskUnreachable
from graph.rights import Acting

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT = 30
"""Seconds that a writer waits for another one."""

ANSWER = 3
"""Seconds that a server has to take up a connection, and that others have to let go of a file."""

SILENT = 10_000
"""Milliseconds after which a server that acknowledges nothing any more counts as gone."""


def open_database(address: str) -> Engine:
    """Open the database at an address and bring its tables up to date."""
    try:
        url = make_url(address)
        engine = _engine(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        remedy = "name it like postgresql+psycopg://HOST/NAME and install its driver"
        raise DeskUnreachable(f"The address of the team's records cannot be used ({_line(error)}); {remedy}.") from None
    with told(url):
        if url.get_backend_name() == "sqlite":
            _write_ahead(engine)
        _upgrade(engine)
    return engine


def mark(address: str) -> int:
    """Tell the file of a SQLite database apart from another one that took its place; 0 where there is none yet."""
    try:
        url = make_url(address)
    except ArgumentError:
        return 1
    if url.get_backend_name() != "sqlite" or not url.database:
        return 1
    path = Path(url.database)
    return path.stat().st_ino if path.is_file() else 0


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read one state of the records, beside whoever writes."""
    same = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with told(engine.url), engine.execution_options(ncp_reads=True, **same).begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, who: Acting) -> Iterator[Connection]:
    """Write in one transaction on somebody's behalf; it is kept whole or not at all."""
    with told(engine.url), engine.begin() as connection:
        yield connection.execution_options(ncp_acting=who)


def alone(connection: Connection) -> None:
    """Let one transaction that writes several records in at a time, so that none is doubled and none waits in a ring.

    SQLite lets in one writer anyhow.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('ncp-graph several records'))"))


def acting(connection: Connection) -> Acting:
    """Tell on whose behalf a transaction writes."""
    who: Acting = connection.get_execution_options()["ncp_acting"]
    return who


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Tell what a database says in one sentence."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        where = url.render_as_string(hide_password=True)
        raise DeskUnreachable(f"The team's records in {where} do not answer ({_line(error)}); try again.") from error


def wipe(engine: Engine, tables: tuple[str, ...]) -> bool:
    """Take what was deleted out of the files of the database too; False when another program holds them open.

    SQLite writes its file anew and empties its log; PostgreSQL writes these tables anew.
    """
    with told(engine.url), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"VACUUM FULL {', '.join(tables)}")
            return True
        if engine.dialect.name != "sqlite":
            return False
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {ANSWER * 1_000}")
        try:
            connection.exec_driver_sql("VACUUM")
            return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {WAIT * 1_000}")


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        within = {"connect_timeout": ANSWER, "tcp_user_timeout": SILENT} if "psycopg" in url.drivername else {}
        return create_engine(url, pool_pre_ping=True, connect_args=within)
    engine = create_engine(url, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: object, _: object) -> None:
    """Keep Python's driver from beginning transactions by itself, and overwrite what is deleted."""
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute("PRAGMA secure_delete = ON")  # type: ignore[attr-defined]


def _begin(connection: Connection) -> None:
    """Let one writer in at a time, from its first reading on; two of them would read the same state else."""
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN" if options.get("ncp_reads") else "BEGIN IMMEDIATE")


def _write_ahead(engine: Engine) -> None:
    """Let readers and a writer work at once; SQLite does not wait for others by itself when it changes over to it."""
    until = time.monotonic() + WAIT
    while True:
        try:
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                return
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)


def newest_revision() -> str:
    """Name the version of the tables that this program works with."""
    return str(_scripts().get_current_head())


def revisions() -> frozenset[str]:
    """Name every version of the tables that this program knows."""
    return frozenset(one.revision for one in _scripts().walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _upgrade(engine: Engine) -> None:
    """Run the migrations that the database lacks, one process at a time."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('ncp-graph desk'))"))
        now = MigrationContext.configure(connection).get_current_revision()
        if now == newest_revision():
            return
        if now and now not in revisions():
            raise DeskUnreachable(f"The team's records are of a newer version ({now}); update this program.")
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _line(error: Exception) -> str:
    return " ".join(str(getattr(error, "orig", None) or error).split())[:200]
