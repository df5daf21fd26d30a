"""Three independent SPARQL servers, each started for real on loopback, empty: Oxigraph, Virtuoso and Apache Jena.

Virtuoso and Jena come as packages of Debian. Where one is missing the tests that need it are skipped and say so; in
continuous integration they fail instead.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.endpoint import Remote
from graph.graph_store import GraphStore
from graph.login import Login
from graph.remote_release import Target

HERE = Path(__file__).parent
JARS = Path("/usr/share/java")
ENGINES = ("oxigraph", "virtuoso", "jena")
ROWS = 1_000_000
VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ThreadsPerQuery = 2
MaxMemPoolSize = 0
AsyncQueueMaxThreads = 4
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_port() -> int:
    """Find a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def need(there: bool, package: str) -> None:
    """Skip where a package of Debian is missing; fail where it must be there."""
    if there:
        return
    told = f"Debian's package {package} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)


@contextmanager
def running(command: list[str], folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run a server in a folder and end it with the block."""
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_for(port: int, process: "subprocess.Popen[str]") -> None:
    """Wait until a server takes connections."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


@contextmanager
def oxigraph(folder: Path, seconds: float = 60) -> Iterator[Target]:
    """Oxigraph from the package registry."""
    port = free_port()
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    command = [binary, "serve", "--location", "store", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with running(command, folder) as process:
        wait_for(port, process)
        url = f"http://127.0.0.1:{port}"
        yield Target(Remote(f"{url}/query", seconds, ROWS), GraphStore(f"{url}/store"))


@contextmanager
def virtuoso(folder: Path, rows: int = ROWS, buffers: int = 10_000, seconds: float = 60) -> Iterator[Target]:
    """Virtuoso of Debian with at most so many rows in an answer; writing asks for user and password (digest)."""
    binary = shutil.which("virtuoso-t")
    need(binary is not None, "virtuoso-opensource-7-bin")
    http, sql = free_port(), free_port()
    settings = VIRTUOSO.format(sql=sql, http=http, rows=rows, buffers=buffers, dirty=buffers * 3 // 4)
    (folder / "virtuoso.ini").write_text(settings)
    with running([str(binary), "+foreground", "+configfile", "virtuoso.ini"], folder) as process:
        wait_for(http, process)
        url = f"http://127.0.0.1:{http}"
        written = GraphStore(f"{url}/sparql-graph-crud-auth", Login("dba", "dba"))
        yield Target(Remote(f"{url}/sparql", seconds, ROWS), written)


@contextmanager
def jena(folder: Path, seconds: float = 60) -> Iterator[Target]:
    """Apache Jena of Debian behind the launcher beside; writing asks for user and password (basic)."""
    need((JARS / "jena-tdb2.jar").is_file(), "libapache-jena-java")
    need(shutil.which("javac") is not None, "default-jdk-headless")
    _resources(folder)
    path = f"{folder}:{JARS}/slf4j-nop.jar:{JARS}/*"
    command = ["java", "-Xmx2g", "-cp", path, str(HERE / "Jena.java"), "", "jena", "secret"]
    with running(command, folder) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, (folder / "server.log").read_text()[-2_000:]
        url = f"http://127.0.0.1:{port}"
        yield Target(Remote(f"{url}/query", seconds, ROWS), GraphStore(f"{url}/data", Login("jena", "secret")))


def _resources(folder: Path) -> None:
    """Lay the texts of Xerces where Debian's Jena looks for them: it was given other package names, they were not."""
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if "/ext/xerces/" in name and name.endswith(".properties"):
                target = folder / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))


STARTED = {"oxigraph": oxigraph, "virtuoso": virtuoso, "jena": jena}
