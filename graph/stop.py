"""What ends a query from outside, whether it waits or runs."""

from collections.abc import Callable
from threading import Lock

CANCELLED, LATE, FORGOTTEN = "cancelled", "late", "forgotten"


class Stop:
    """Ends one query: whoever evaluates it says how, anybody may call it, the first call counts."""

    def __init__(self) -> None:
        """Let the query run."""
        self.why = ""
        self._lock = Lock()
        self._end: Callable[[], None] = lambda: None

    def by(self, end: Callable[[], None]) -> None:
        """Say how the query is ended; one that was stopped before is ended now."""
        with self._lock:
            self._end = end
            if self.why:
                end()

    def __call__(self, why: str = CANCELLED) -> None:
        """End the query."""
        with self._lock:
            if not self.why:
                self.why = why
                self._end()
