"""The server on a release: it starts, reads only, and ends with the program that started it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.endpoint import Remote
from graph.errors import EndpointError
from graph.server import serve

ROOT = Path(__file__).parents[2]
CHILD = """
import sys, time
from pathlib import Path
from graph.server import serve
with serve(Path(sys.argv[1])) as server:
    print(server.url, server.process.pid, flush=True)
    time.sleep(30)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server") / "store"
    made = ox.Store(str(folder))
    node = ox.NamedNode("http://example.org/a")
    made.add(ox.Quad(node, node, ox.Literal(1), node))
    made.flush()
    return folder


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_answers_on_loopback_and_ends_with_the_block(store: Path) -> None:
    with serve(store) as server:
        assert server.url.startswith("http://127.0.0.1:")
        assert Remote(server.url).select("SELECT ?o WHERE { ?s ?p ?o }").rows == [(1,)]
    assert server.process.poll() is not None


def test_it_ends_when_the_block_fails(store: Path) -> None:
    with pytest.raises(ZeroDivisionError), serve(store) as server:
        raise ZeroDivisionError
    assert server.process.poll() is not None


def test_it_takes_no_update(store: Path) -> None:
    with serve(store) as server:
        address = server.url.replace("/query", "/update")
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(address, data=b"update=CLEAR+ALL", timeout=5)


def test_several_servers_can_serve_one_release(store: Path) -> None:
    with serve(store) as one, serve(store) as other:
        assert one.url != other.url
        assert Remote(other.url).select("ASK { ?s ?p ?o }").rows == [(True,)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_the_program_is_told_to_end(store: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", CHILD, str(store)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        assert program.stdout
        process = int(program.stdout.readline().split()[1])
        assert _is_alive(process)
        program.send_signal(number)
        program.wait(10)
    deadline = time.monotonic() + 3
    while _is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _is_alive(process)


def test_a_port_that_is_taken_is_named(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EndpointError, match=f"Port {port} is taken"), serve(store, port):
            pass


def test_a_folder_that_is_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match="did not start"), serve(tmp_path / "nothing"):
        pass
