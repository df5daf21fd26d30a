"""Answers that were asked for while a release was made, kept beside it under the hash of their query.

A release never changes, so that an answer holds for as long as it lies there; a question that is worded anew has
another hash and is asked again.
"""

import json
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from graph.endpoint import Endpoint, Table
from graph.whole_file import writing
from graph.workspace import Release

FOLDER = "answers"


def folder_of(release: Release) -> Path:
    """Name the folder of a release that holds its kept answers."""
    return release.folder / FOLDER


class Kept:
    """An endpoint whose kept answers are read from a folder; all else it is asked itself."""

    def __init__(self, endpoint: Endpoint, folder: Path) -> None:
        """Look into this folder before the endpoint is asked."""
        self.endpoint, self.folder = endpoint, folder
        self.limit, self.tables = endpoint.limit, endpoint.tables

    def select(self, query: str) -> Table:
        """Answer a query that reads."""
        return read(self.folder, query) or self.endpoint.select(query)


class Keeping(Kept):
    """An endpoint that keeps whatever it answers in a folder."""

    def select(self, query: str) -> Table:
        """Answer a query that reads, and keep the answer unless rows are missing."""
        kept = read(self.folder, query)
        if kept:
            return kept
        found = self.endpoint.select(query)
        if not found.truncated:
            write(self.folder, query, found)
        return found


def _path(folder: Path, query: str) -> Path:
    return folder / f"{sha256(query.encode()).hexdigest()[:32]}.json"


def read(folder: Path, query: str) -> Table | None:
    """Read the answer to a query; None where none is kept."""
    try:
        held = json.loads(_path(folder, query).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    for place in held["decimals"]:
        for row in held["rows"]:
            row[place] = row[place] if row[place] is None else Decimal(row[place])
    return Table(tuple(held["columns"]), [tuple(row) for row in held["rows"]], False, held["seconds"])


def write(folder: Path, query: str, table: Table) -> None:
    """Keep an answer, whole or not at all; a folder that cannot be written to costs the asking once more."""
    kinds = [{type(row[place]) for row in table.rows} - {type(None)} for place in range(len(table.columns))]
    if any(Decimal in kind and kind != {Decimal} for kind in kinds):
        return  # numbers of two kinds in one column could not be told apart again
    decimals = [place for place, kind in enumerate(kinds) if Decimal in kind]
    held = {"columns": table.columns, "decimals": decimals, "seconds": table.seconds, "rows": table.rows}
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        with writing(_path(folder, query)) as hidden, hidden.open("w", encoding="utf-8") as file:
            json.dump(held, file, ensure_ascii=False, separators=(",", ":"), default=str)
