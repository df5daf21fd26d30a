"""The endpoint that `ncp up` and `ncp serve` name: it follows the release that is current, on the same port."""

import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import follow
from graph.endpoint import Remote
from graph.errors import EndpointError
from graph.follow import Follower
from graph.workspace import Release, Workspace
from tests.conftest import ROOT

QUERY = "SELECT ?o WHERE { ?s ?p ?o }"
CHILD = """
import sys, time
from pathlib import Path
from graph.follow import follow
from graph.workspace import Workspace
with follow(Workspace(Path(sys.argv[1])), 0, 30, print) as followed:
    print(followed.url, followed._server.process.pid, flush=True)
    time.sleep(60)
"""


def release(workspace: Workspace, name: str, number: int) -> Release:
    made = Release(workspace.releases_folder / name)
    made.folder.mkdir(parents=True)
    node = ox.NamedNode("http://example.org/a")
    store = ox.Store(str(made.store))
    store.add(ox.Quad(node, node, ox.Literal(number), node))
    store.flush()
    (made.folder / "manifest.json").write_text("{}", "utf-8")
    workspace.point_to(made)
    return made


def answer(url: str) -> int:
    """Ask until the endpoint answers again, as it does not while it changes."""
    until = time.monotonic() + 20
    while True:
        try:
            return int(Remote(url, seconds=5).select(QUERY).rows[0][0])
        except EndpointError:
            assert time.monotonic() < until
            time.sleep(0.1)


def comes(url: str, number: int) -> None:
    until = time.monotonic() + 20
    while answer(url) != number:
        assert time.monotonic() < until, f"the endpoint does not serve {number}"
        time.sleep(0.1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    release(made, "1", 1)
    return made


def test_it_serves_what_becomes_current_on_the_same_address_and_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "SECONDS", 0.2)
    told: list[str] = []
    with follow.follow(workspace, 0, 30, told.append) as followed:
        assert answer(followed.url) == 1
        release(workspace, "2", 2)
        comes(followed.url, 2)
        workspace.point_to(Release(workspace.releases_folder / "1"))
        comes(followed.url, 1)
        followed._server.process.kill()
        assert answer(followed.url) == 1, "an engine that ended by itself is started again"
    assert told[:2] == [f"The SPARQL endpoint serves release {name} now." for name in ("2", "1")]
    with pytest.raises(EndpointError):
        Remote(followed.url, seconds=2).select(QUERY)


def test_while_nothing_is_current_the_last_release_is_served(workspace: Workspace) -> None:
    told: list[str] = []
    followed = Follower(workspace, 0, 30, told.append)
    (workspace.root / "current").unlink()
    assert followed._looked(followed._looked("")).startswith("Nothing is published")
    assert len(told) == 1 and answer(followed.url) == 1
    followed._stack.close()


def test_sigterm_ends_the_program_and_its_server(workspace: Workspace) -> None:
    command = [sys.executable, "-c", CHILD, str(workspace.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout
        url, _ = program.stdout.readline().split()
        assert answer(url) == 1
        program.terminate()
        program.wait(20)
    with pytest.raises(EndpointError):
        Remote(url, seconds=2).select(QUERY)
