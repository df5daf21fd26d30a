"""The team's records as one file, and back: whole or not at all, and contact data of persons only when asked for."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from graph.audited import now
from graph.database import newest_revision, revisions
from graph.desk import Desk
from graph.desk_columns import METADATA
from graph.desk_tables import AUDIT, PRIVATE
from graph.errors import BadInput
from graph.rights import Right

FORMAT = "ncp-graph desk"
Rows = list[dict[str, Any]]


def export_desk(desk: Desk, path: Path, with_persons: bool = False) -> dict[str, int]:
    """Write all records to one file, which appears whole; says how many of each kind it holds."""
    desk.acting.must(Right.RECORDS)
    if with_persons:
        desk.acting.must(Right.EXPORT_PERSONS)
    with desk.reading() as connection:
        tables = {table.name: _rows(connection, table, with_persons) for table in METADATA.sorted_tables}
    about = {"format": FORMAT, "version": newest_revision(), "made": now(), "persons": with_persons}
    whole = {**about, "sha256": _digest(tables), "tables": tables}
    part = path.with_name(f".{path.name}.part")
    try:
        part.touch(mode=0o600)
        part.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise BadInput(f"the file cannot be written ({error.strerror})", "name another", file=str(path)) from None
    return {name: len(rows) for name, rows in tables.items()}


def import_desk(desk: Desk, path: Path) -> dict[str, int]:
    """Read a file of records into a desk that holds none; a file that does not fit changes nothing."""
    desk.acting.must(Right.RECORDS)
    tables = _read(path)
    with desk.writing() as connection:
        for table in METADATA.sorted_tables:
            if connection.execute(select(table.c.id).limit(1)).first():
                remedy = "import into an empty desk: name another database with NCP_DESK_URL or another --workspace"
                raise BadInput(f"this desk holds records already ({table.name})", remedy, file=path.name)
        for table in METADATA.sorted_tables:
            _fill(connection, table, tables.get(table.name, []), path)
    return {name: len(rows) for name, rows in tables.items()}


def _rows(connection: Connection, table: Table, with_persons: bool) -> Rows:
    if table in PRIVATE and not with_persons:
        return []
    rows = [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
    if table is AUDIT and not with_persons:
        private = {one.name for one in PRIVATE}
        return [{**row, "before": None, "after": None} if row["what"] in private else row for row in rows]
    return rows


def _digest(tables: Mapping[str, Rows]) -> str:
    return hashlib.sha256(json.dumps(tables, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read(path: Path) -> dict[str, Rows]:
    """Read a file and hold it against what an export writes."""
    remedy = "take a file that `ncp desk export` wrote"
    try:
        whole = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror})", "name another", file=str(path)) from None
    except (ValueError, RecursionError):
        raise BadInput("the file is no export of a desk, or is cut off", remedy, file=path.name) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or not isinstance(whole.get("tables"), dict):
        raise BadInput("the file is no export of a desk", remedy, file=path.name)
    if whole.get("version") not in revisions():
        problem = f"the file was written by a newer version of this program ({str(whole.get('version'))[:40]})"
        raise BadInput(problem, "update this program, then import it", file=path.name)
    tables: dict[str, Rows] = whole["tables"]
    if whole.get("sha256") != _digest(tables):
        raise BadInput("the file was changed after it was written", remedy, file=path.name)
    return tables


def _fill(connection: Connection, table: Table, rows: Rows, path: Path) -> None:
    columns = set(table.columns.keys())
    for place, row in enumerate(rows, 1):
        if not isinstance(row, dict) or set(row) != columns or not all(_fits(table, *pair) for pair in row.items()):
            problem = f"record {place} of {table.name} does not have the columns of this program"
            raise BadInput(problem, "export it again with the same version", file=path.name)
    if not rows:
        return
    try:
        connection.execute(insert(table), rows)
    except IntegrityError:
        problem = f"two records of {table.name} stand where one may"
        raise BadInput(problem, "export it again", file=path.name) from None
    _go_on(connection, table)


def _fits(table: Table, name: str, value: object) -> bool:
    column = table.columns[name]
    if value is None:
        return bool(column.nullable)
    return isinstance(value, int if isinstance(column.type, Integer) else str) and not isinstance(value, bool)


def _go_on(connection: Connection, table: Table) -> None:
    """Let numbers go on after the last one; PostgreSQL counts apart from the rows."""
    if connection.dialect.name == "postgresql":
        last = connection.execute(select(func.max(table.c.id))).scalar_one()
        set_to = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
        connection.execute(set_to, {"name": table.name, "last": last})
