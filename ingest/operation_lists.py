"""Mapping files: one TOML file says how one list of operations is read, so that a new list needs no code."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from ingest.cohesion import PERIODS
from ingest.countries import country_code, plain

SHIPPED = Path(__file__).parent / "operations"
FIELDS = {
    *("key", "title", "beneficiary", "number", "town", "nuts", "postcode", "country"),
    *("start", "end", "point", "latitude", "longitude", "cci", "programme", "theme"),
}
"""What a list can tell; `title` is the least it must."""
TEXTS = {
    *("title", "publisher", "page", "licence", "read_in", "files", "sheet", "encoding", "header", "country"),
    *("period", "cci", "programme", "key_prefix", "date", "decimal", "separator", "town_pattern", "precision"),
}
NEEDED = ("title", "publisher", "page", "licence", "files", "country", "period")
PRECISIONS = {"implementation", "office", "region"}
COMPLETENESS = {"complete", "partial", "unknown", None}
OTHERS = {"header_rows", "missing", "months", "columns", "ignore", "coverage"}


@dataclass(frozen=True, slots=True)
class OperationList:
    """How one list of operations is read; `file` is the mapping file, `name` its name without ending."""

    name: str
    file: str
    texts: Mapping[str, str]
    columns: Mapping[str, str]
    ignore: tuple[str, ...]
    months: Mapping[str, int]
    missing: frozenset[str]
    header_rows: int
    completeness: str
    reason: str
    since: int
    until: int

    def __hash__(self) -> int:
        """Tell mapping files apart by their names."""
        return hash((self.file, self.name))

    def text(self, key: str, default: str = "") -> str:
        """Read a setting."""
        return self.texts.get(key, default)


def operation_lists(folder: Path | None) -> dict[str, OperationList]:
    """Read the shipped mapping files and those in a folder; one there replaces a shipped one of its name."""
    found = {path.stem: _read(path, f"operations/{path.name}") for path in sorted(SHIPPED.glob("*.toml"))}
    if folder is not None and folder.is_dir():
        beside = sorted(folder.rglob("*.toml"))
        found |= {path.stem: _read(path, path.relative_to(folder).as_posix()) for path in beside}
    return found


def _read(path: Path, name: str) -> OperationList:
    """Read one mapping file and check every setting."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise BadInput(f"this is no TOML: {error}", "correct the mapping file", file=name) from error
    _check(read, name)
    coverage, since, until = read.get("coverage", {}), *PERIODS[read["period"]]
    return OperationList(
        name=path.stem,
        file=name,
        texts={key: str(value) for key, value in read.items() if key in TEXTS},
        columns={key: _glob(value) for key, value in read["columns"].items()},
        ignore=tuple(_glob(value) for value in read.get("ignore", ())),
        months={plain(key): int(value) for key, value in read.get("months", {}).items()},
        missing=frozenset(read.get("missing", ())),
        header_rows=int(read.get("header_rows", 1)),
        completeness=coverage.get("completeness", "partial"),
        reason=coverage.get("reason", "The list is one of many in its country and names what it chose to publish."),
        since=int(coverage.get("since", since)),
        until=int(coverage.get("until", until)),
    )


def _bare(name: str) -> str:
    """Write a name without case, accents and signs."""
    return plain(name.replace("_", " "))


def _glob(name: str) -> str:
    """Write a column name without case, accents and signs, but for the `*` that stands for any text."""
    return "*".join(_bare(part) for part in name.split("*"))


def _check(read: Mapping[str, Any], name: str) -> None:
    """Stop at the first setting that is missing, unknown or not among its values."""
    columns, coverage = read.get("columns", {}), read.get("coverage", {})
    faults = (
        *(f"the setting {key!r} is missing" for key in NEEDED if not read.get(key)),
        *(f"the setting {key!r} is not known" for key in read if key not in TEXTS | OTHERS),
        *(f"the field {key!r} of [columns] is not known" for key in columns if key not in FIELDS),
        *(["[columns] names no title"] if "title" not in columns else []),
        *([f"{read['country']!r} is no country"] if read.get("country") and not country_code(read["country"]) else []),
        *([f"{read.get('period')!r} is no period"] if read.get("period") not in PERIODS else []),
        *(["precision is none of its three values"] if read.get("precision", "region") not in PRECISIONS else []),
        *(["completeness is none of its values"] if coverage.get("completeness") not in COMPLETENESS else []),
        *([] if _is_pattern(read.get("town_pattern", "()")) else ["town_pattern is no pattern with one group"]),
    )
    if faults:
        raise BadInput(faults[0], "correct the mapping file, docs/sources/operations.md explains it", file=name)


def _is_pattern(text: str) -> bool:
    try:
        return re.compile(text).groups == 1
    except re.error:
        return False


Columns = tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=1_000)
def headers(header: tuple[str, ...], mapping: OperationList) -> Columns:
    """Find the column of each field, the columns to leave out, and those that the mapping file does not name.

    Names are compared without case, accents and signs; `*` stands for any text.
    """
    written = {_bare(column): column for column in header}
    taken = {
        field: next((column for key, column in written.items() if fnmatchcase(key, glob)), "")
        for field, glob in mapping.columns.items()
    }
    used = set(taken.values())
    others = ((key, column) for key, column in written.items() if column not in used)
    left = tuple(column for key, column in others if any(fnmatchcase(key, glob) for glob in mapping.ignore))
    unknown = tuple(column for column in header if column not in used and column not in left)
    return {field: column for field, column in taken.items() if column}, left, unknown
