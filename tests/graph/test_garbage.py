"""A build changes how Python searches for garbage for as long as it lasts, and no longer."""

import gc

import pytest

from graph.garbage import RARELY, rarely_collected


def test_python_searches_as_before_after_a_build_even_one_that_stops() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), rarely_collected():
        assert gc.get_threshold() == RARELY
        1 / 0  # noqa: B018
    assert gc.get_threshold() == before
