"""How much one query may take: time, rows, bytes and memory. Whoever asks can take less, never more."""

from dataclasses import dataclass, replace
from typing import TypeVar

from graph.errors import BadParameter

N = TypeVar("N", int, float)
LEAST_MEMORY = 1_000_000_000
"""Below this the engine does not start: its threads and buffers alone reserve more than 500 MB of addresses."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The seconds, the rows, the bytes of the answer and the bytes of memory that a query may take at most."""

    seconds: float = 30
    rows: int = 100_000
    size: int = 100_000_000
    memory: int = 2_000_000_000

    def lowered(self, seconds: float | None = None, rows: int | None = None, size: int | None = None) -> "Limits":
        """Take less; what is left out or asks for more stays as it is."""
        return replace(
            self,
            seconds=_least("time limit", self.seconds, seconds),
            rows=_least("number of rows", self.rows, rows),
            size=_least("number of bytes", self.size, size),
        )


def _least(what: str, ceiling: N, wanted: N | None) -> N:
    if wanted is None:
        return ceiling
    if not wanted > 0:
        raise BadParameter(f"The {what} cannot be {wanted}; give a number above 0.")
    return min(ceiling, wanted)
