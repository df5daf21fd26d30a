"""Python's search for circles of garbage, made rare while millions of records pass that form none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = (100_000, 50, 1_000)
"""So many new objects, young searches and middle searches let the next search begin; Python's own are 700, 10, 10."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Search rarely while this lasts: each search walks the gazetteer anew, a fifth of the time of a build."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
