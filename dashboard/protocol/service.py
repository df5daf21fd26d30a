"""What stands behind the addresses: the engine on loopback, the release that it serves, and the limits of an answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from anyio import CapacityLimiter

from graph.endpoint import Remote

TOGETHER = 4
"""Answers that are made at once; more wait for their turn."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may take, in seconds, and how many rows and bytes it may have."""

    seconds: int = 30
    rows: int = 100_000
    size: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Behind:
    """The engine as it is now: its address, the id of the release that it serves, and the folder of its tables."""

    url: str
    release: str
    tables: Path | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """All that a request needs; `now` tells what is served at the moment."""

    now: Callable[[], Behind]
    limits: Limits = Limits()
    turns: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(TOGETHER))

    def endpoint(self, behind: Behind) -> Remote:
        """Give the engine to whoever asks it."""
        return Remote(behind.url, seconds=self.limits.seconds, limit=self.limits.rows, tables=behind.tables)
