"""What is read ahead stands back for visitors, and what was read is no work for the collector of garbage."""

import gc
import time

import pytest

from dashboard import warm


def test_reading_ahead_waits_while_a_page_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NCP_ENDPOINT", "NCP_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    with warm.visit():
        pass
    warm.rest().join()
    began = time.monotonic()
    warm.rest().join()
    alone = time.monotonic() - began
    with warm.visit():
        ahead = warm.rest()
        ahead.join(alone + 1)
        assert ahead.is_alive()
    ahead.join(alone + 1)
    assert not ahead.is_alive()
    gc.unfreeze()


def test_what_was_read_ahead_is_passed_over_when_garbage_is_collected() -> None:
    before = gc.get_freeze_count()
    held = [[number] for number in range(1_000)]
    warm._keep()
    assert gc.get_freeze_count() >= before + len(held)
    gc.unfreeze()
