"""What reading one source gave: its records with their rows, its files, and what it says that it covers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.records import Call, Origin, Programme, Record


@dataclass(frozen=True, slots=True)
class Located:
    """A record and the row that it was read from."""

    record: Record
    origin: Origin


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a source covers: instrument × countries, how completely, from and until which year (0: open).

    `completeness` is a key of the scheme `completeness-*`: "complete", "partial",
    "unknown" (nobody has said how much) or "none" (the source is known to hold nothing of it).
    """

    programme: str
    countries: tuple[str, ...]
    completeness: str
    reason: str
    source: str
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read: name, SHA-256, size in bytes, rows, whether it is shipped, the day it was saved or ""."""

    name: str
    sha256: str
    size: int
    rows: int
    shipped: bool = False
    saved: str = ""


@dataclass(frozen=True, slots=True)
class FileSkipped:
    """A file of an export that was not read, with its reason."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that one source gave in one load; `records` can be walked again and again.

    `made` counts the records by class name, `tree` holds the programmes and calls among them,
    `projects` leads from the hash of a project's key to the key of its programme, `same` from a project's key to
    the one under which a register tells it ("keep/51234"); `numbered` counts the participations of bodies with numbers.
    """

    source: str
    title: str
    publisher: str
    licence: str
    page: str
    issued: str
    records: Iterable[Located]
    coverage: tuple[Coverage, ...]
    files: tuple[FileRead, ...] = field(default=())
    skipped: tuple[FileSkipped, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=())
    rows_read: int = 0
    seconds: float = 0.0
    made: Mapping[str, int] = field(default_factory=dict)
    tree: tuple[Programme | Call, ...] = field(default=())
    projects: Mapping[int, str] = field(default_factory=dict)
    numbered: int = 0
    same: Mapping[str, str] = field(default_factory=dict)
