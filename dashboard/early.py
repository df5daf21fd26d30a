"""Answers that are asked for side by side before a page needs them, so that it waits for the slowest only."""

from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from graph.endpoint import Table

_EARLY: dict[Hashable, Future[Table]] = {}
"""Answers that nobody has taken yet."""


@cache
def _askers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="ask")


def submit(key: Hashable, job: Callable[[], Table]) -> None:
    """Begin to find an answer."""
    _EARLY[key] = _askers().submit(job)


def take(key: Hashable) -> Table | None:
    """Give the answer that was begun under this key, once; None where none was."""
    found = _EARLY.pop(key, None)
    return found.result() if found else None
