"""What stands behind the addresses: the engine on loopback, the release that it serves, and the limits of an answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from anyio import CapacityLimiter

from graph.endpoint import Remote
from graph.limits import Limits
from graph.turns import Turns

TOGETHER = 4
"""Answers that are written at once; more wait for their turn."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What is served now: the address of the server of the saved questions, the release, its store and its tables."""

    url: str
    release: str
    store: Path
    tables: Path | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """All that a request needs; `now` tells what is served at the moment.

    Queries of one's own take `turns`; so many answers are written `together`.
    """

    now: Callable[[], Behind]
    limits: Limits
    turns: Turns
    together: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(TOGETHER))

    def endpoint(self, behind: Behind) -> Remote:
        """Give the engine to whoever asks it."""
        return Remote(behind.url, seconds=self.limits.seconds, limit=self.limits.rows, tables=behind.tables)
