"""The small graph with towns of hostile names, served by the real SPARQL server, and the pages in front of it."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

import ingest.build
from dashboard import running as pages_running
from dashboard.job_start import end_all
from dashboard.jobs import Job, look
from graph.desk import address_in, open_desk
from graph.records import City, Place
from graph.server import serve
from graph.workspace import Release, Workspace
from ingest.build import build
from tests.dashboard.hostile import ARGUMENTS, MARKUP, RELEASE, ROOT, fill


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages that are drawn in this process wait for an answer, however busy the machine is."""
    monkeypatch.setattr(pages_running, "AT_ONCE", 60.0)


def write_workspace(root: Path) -> Workspace:
    """Write a workspace whose current release is the small graph."""
    workspace = Workspace(root)
    workspace.prepare()
    folder = workspace.releases_folder / RELEASE
    folder.mkdir()
    fill(ox.Store(str(folder / "store")))
    about = {"id": RELEASE, "created": "2026-03-01T10:00:00+00:00", "sources": []}
    (folder / "manifest.json").write_text(json.dumps(about), "utf-8")
    workspace.point_to(Release(folder))
    return workspace


@pytest.fixture(scope="session")
def small_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the small graph as its current release."""
    return write_workspace(tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="session")
def small_endpoint(small_workspace: Workspace) -> Iterator[str]:
    """The small graph behind the real server; the pages find it by the environment."""
    with serve(small_workspace.current().store) as server:
        before = dict(os.environ)
        os.environ["NCP_ENDPOINT"] = server.url
        os.environ["NCP_WORKSPACE"] = str(small_workspace.root)
        yield server.url
        os.environ.clear()
        os.environ.update(before)


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until the pages answer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the pages ended while they started"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer")


@contextmanager
def running(environment: dict[str, str], port: int = 0, address: str = "127.0.0.1") -> Iterator[str]:
    """Run the pages as a reader's machine does; gives their address."""
    from dashboard.data import streamlit_command

    port = port or free_port()
    root = Path(environment["NCP_WORKSPACE"]) if "NCP_WORKSPACE" in environment else None
    command = streamlit_command(port, address, root)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def pages(small_endpoint: str) -> Iterator[str]:
    """The pages in front of the small graph."""
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_ENDPOINT": small_endpoint}) as address:
        yield address


@pytest.fixture
def pages_without_graph(small_workspace: Workspace) -> Iterator[str]:
    """The pages in front of an endpoint that is not there."""
    away = f"http://127.0.0.1:{free_port()}/query"
    workspace = str(small_workspace.root)
    with running(os.environ | {"PYTHONPATH": str(ROOT), "NCP_ENDPOINT": away, "NCP_WORKSPACE": workspace}) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium of this machine; without it a test is skipped here and fails in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        expect.set_options(timeout=20_000)  # other tests keep the second core busy; a longer wait hides nothing
        return found
    if os.environ.get("CI"):
        pytest.fail("Chromium is not installed; install Debian's package chromium")
    pytest.skip("Chromium is not installed")


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the tests of a file; Playwright may not run beside other loops of the process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def slice_release(
    tmp_path_factory: pytest.TempPathFactory, slice_of_europe: tuple[tuple[Place, ...], tuple[City, ...]]
) -> Workspace:
    """A release on the gazetteer of a few regions: what the product carries, and a list that leaves names open."""
    workspace = Workspace(tmp_path_factory.mktemp("slice"))
    folder = workspace.exports / "polis"
    folder.mkdir(parents=True)
    members = ("Sfântu Gheorghe,RO", "SFANTU GHEORGHE,RO", "Celje,SI", "=Nowhere,SI", f"{MARKUP},SI")
    rows = "\n".join(("city,country,status", *(f"{member},member" for member in members)))
    (folder / "members.csv").write_text(f"{rows}\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.build, "gazetteer", lambda: slice_of_europe)
        build(workspace, lambda _: None, only=("polis", "urbact", "covenant"))
    return workspace


@pytest.fixture
def job_workspace(europe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace with a release, records of the team, and one export, whose jobs know a few regions alone."""
    made = write_workspace(tmp_path)
    (made.exports / "polis").mkdir(parents=True)
    (made.exports / "polis" / "members.csv").write_text("city,country,status\nCelje,SI,member\n", "utf-8")
    open_desk(address_in(made.desk)).decide("SI/celje", "not-this", 3202781, who="desk SI", why="a slip")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT / "tests" / "dashboard" / "slice"), str(ROOT))))
    monkeypatch.setenv("NCP_TEST_SLICE", str(europe))
    monkeypatch.delenv("NCP_DESK", raising=False)
    yield made
    end_all()


def cleared(workspace: Workspace) -> None:
    """Wait until nothing is left of a build that had to be ended by force."""
    until = time.monotonic() + 10
    while list(workspace.releases_folder.glob(".*")):
        assert time.monotonic() < until
        time.sleep(0.1)


PATIENCE = 90
"""Seconds that a job may take on a busy machine."""


def wait(job: Job, until: Callable[[Job], object]) -> Job:
    """Look at a job until something holds of it."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        found = look(job.folder)
        assert found
        if until(found):
            return found
        time.sleep(0.05)
    raise AssertionError(f"{found}: {(job.folder / 'log.txt').read_text()}")


def ended(job: Job) -> Job:
    return wait(job, lambda one: one.ended)
