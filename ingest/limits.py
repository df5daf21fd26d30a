"""What a transfer may take, and why a file did not come."""

import time
from dataclasses import dataclass


class Fault(Exception):
    """Why a file did not come, in words; `again` says that a second try may help, `away` that the host is not there."""

    def __init__(self, problem: str, remedy: str = "", *, again: bool = False, away: bool = False) -> None:
        """Keep the problem and the remedy, each a part of a sentence."""
        super().__init__(problem)
        self.problem, self.remedy, self.again, self.away = problem, remedy, again, away


@dataclass(frozen=True, slots=True)
class Limits:
    """What a transfer may take.

    `seconds` in all; `stall` seconds with less than `slowest` bytes a second;
    `most` bytes; `pause` seconds before the second try.
    """

    seconds: float = 3_600
    stall: float = 60
    slowest: int = 1_000
    most: int = 4_000_000_000
    pause: float = 2


class Pace:
    """Ends a transfer that dribbles: too few bytes within the time that a stall may last."""

    def __init__(self, limits: Limits, done: int) -> None:
        """Start the clock."""
        self._limits, self._at, self._since = limits, done, time.monotonic()

    def check(self, done: int) -> None:
        """Raise when too little came since the last look."""
        now, stall = time.monotonic(), self._limits.stall
        if now - self._since < stall:
            return
        if done - self._at < self._limits.slowest * (now - self._since):
            raise Fault(f"only {done - self._at:,} bytes came in {now - self._since:,.0f} seconds", again=True)
        self._at, self._since = done, now
