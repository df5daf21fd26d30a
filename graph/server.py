"""The `oxigraph` server on a release: a child process that reads only, with a time limit for each query."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

from graph.errors import EndpointError
from graph.memory import bound

HOST = "127.0.0.1"
START_SECONDS = 20.0
MEMORY = 8_000_000_000
"""Bytes of addresses that a server may take; at rest it takes 0.5 GB, with eight long answers at once 1.2 GB."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: the address that takes queries, and the process."""

    url: str
    process: subprocess.Popen[bytes]

    def end(self) -> None:
        """End the process, by force when it does not go."""
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def serve(store: Path, port: int = 0, seconds: int = 30, memory: int = MEMORY) -> Iterator[Server]:
    """Serve a store on loopback while the block runs, `seconds` for each query; port 0 takes a free one."""
    with ends_on_sigterm(), started(store, port, seconds, memory) as server:
        yield server


@contextmanager
def started(store: Path, port: int = 0, seconds: int = 30, memory: int = MEMORY) -> Iterator[Server]:
    """Serve a store as `serve` does, in any thread; the program itself must see to it that SIGTERM unwinds it."""
    with tempfile.TemporaryFile() as log:
        server = _start(store, port or _free_port(), seconds, log)
        bound(server.process, memory)
        atexit.register(server.end)
        try:
            _wait(server, log)
            yield server
        finally:
            server.end()
            atexit.unregister(server.end)


def _start(store: Path, port: int, seconds: int, log: IO[bytes]) -> Server:
    _require_free(port)
    command = [
        binary(),
        "serve-read-only",
        *("--location", str(store)),
        *("--bind", f"{HOST}:{port}"),
        "--union-default-graph",
        *("--timeout-s", str(seconds)),
    ]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    return Server(f"http://{HOST}:{port}/query", process)


def binary() -> str:
    """Find the server beside the Python that runs, else on the path."""
    beside = Path(sys.executable).parent
    found = shutil.which("oxigraph", path=str(beside)) or shutil.which("oxigraph")
    if not found:
        raise EndpointError('The program "oxigraph" is not installed; run "pip install oxigraph".')
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _require_free(port: int) -> None:
    """Refuse a port on which another program listens, whose answers would pass for ours."""
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise EndpointError(f"Port {port} is taken by another program; choose another port.") from error


def _wait(server: Server, log: IO[bytes]) -> None:
    """Wait until the server takes connections; say why when it ends instead."""
    port = int(server.url.rsplit(":", 1)[1].split("/")[0])
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            log.seek(0)
            said = " ".join(log.read()[-400:].decode(errors="replace").split())
            raise EndpointError(f"The SPARQL server did not start: {said}; build the release again.")
        try:
            socket.create_connection((HOST, port), timeout=0.5).close()
            return
        except OSError:
            time.sleep(0.02)
    raise EndpointError(f"The SPARQL server did not answer within {START_SECONDS:g} s; try again.")


@contextmanager
def ends_on_sigterm() -> Iterator[None]:
    """Let SIGTERM unwind the program, so that the child is ended with it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
