"""The steps of a build: each is told as it begins, counts go along, and how long each took is kept."""

import time
from collections.abc import Callable
from itertools import pairwise

from graph.release import Tell

Count = Callable[[str, int], None]
"""Hears how many there are of something by now, such as rows read."""


def uncounted(what: str, number: int) -> None:
    """Hear counts, and let them go."""


class Steps:
    """Tells each step as it begins and keeps how long each took."""

    def __init__(self, tell: Tell, count: Count = uncounted) -> None:
        """Start the clock."""
        self._tell, self.count = tell, count
        self._began: list[tuple[str, float]] = []

    def __call__(self, step: str) -> None:
        """Begin a step."""
        self._began.append((step, time.perf_counter()))
        self._tell(step)

    def seconds(self) -> dict[str, float]:
        """Say how long each step took so far, in seconds."""
        ends = [*self._began, ("", time.perf_counter())]
        return {name: round(after - before, 2) for (name, before), (_, after) in pairwise(ends)}
