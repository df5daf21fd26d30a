"""The data service is held to its memory, and started again when it dies; the pages tell it in one sentence."""

import os
import resource
import signal
import threading
import time
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import serving
from graph.endpoint import Remote
from graph.workspace import Workspace
from tests.dashboard.hostile import RELEASE, ROOT


@pytest.fixture
def workspace(small_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    for name, value in {"NCP_ENDPOINT": "its own", "NCP_RELEASE": RELEASE, "NCP_MEMORY": "1500"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NCP_WORKSPACE", str(small_workspace.root))
    serving.end()  # a service that an earlier test began has limits of its own
    yield small_workspace
    serving.end()


def process() -> int:
    [(server, _)] = serving._running.values()
    return server.process.pid


def test_a_service_that_died_is_started_again_for_whoever_asks_next(workspace: Workspace) -> None:
    first = serving.address(workspace.current())
    assert resource.prlimit(process(), resource.RLIMIT_AS)[0] == 6_000_000_000
    os.kill(process(), signal.SIGKILL)
    until = time.monotonic() + 5
    while not serving.lost() and time.monotonic() < until:
        time.sleep(0.02)
    assert serving.lost()
    second = serving.address(workspace.current())
    assert second != first and not serving.lost()
    assert Remote(second).select("ASK { ?s ?p ?o }").rows == [(True,)]


def test_a_page_whose_service_dies_says_so_and_the_next_one_is_answered(workspace: Workspace) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    assert not app.error
    held = process()
    os.kill(held, signal.SIGSTOP)
    st.cache_resource.clear()
    threading.Timer(1, os.kill, (held, signal.SIGKILL)).start()
    app.run()
    assert [told.value for told in app.error] == [
        "The data service ended before it had answered, most likely for want of memory. It is started again: "
        "load the page once more, and ask for less at once."
    ]
    assert not app.run().error
    assert app.title and process() != held
