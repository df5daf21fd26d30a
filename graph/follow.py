"""The endpoint that follows the workspace: it serves the release that is current, and the next one on the same port."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from graph.errors import NcpError
from graph.release import Tell
from graph.server import MEMORY, Server, ends_on_sigterm, started
from graph.workspace import Workspace

SECONDS = 2.0
"""So often the name of the current release is read."""


class Follower:
    """One server at a time on one port; whoever asks while it changes is refused for part of a second."""

    def __init__(self, workspace: Workspace, port: int, seconds: int, tell: Tell, memory: int = MEMORY) -> None:
        """Serve what is current now; `seconds` for each query, `tell` hears of each change in a sentence."""
        self._workspace, self._seconds, self._tell, self._memory = workspace, seconds, tell, memory
        self._stack, self._over = ExitStack(), threading.Event()
        self.release = workspace.current().id
        self._server = self._serve(port)
        self.url = self._server.url
        self._port = int(self.url.rsplit(":", 1)[1].split("/")[0])

    def _serve(self, port: int) -> Server:
        store = self._workspace.release(self.release).store
        return self._stack.enter_context(started(store, port, self._seconds, self._memory))

    def look(self) -> None:
        """Serve another release if it became current, and start anew a server that ended by itself."""
        now = self._workspace.current().id
        runs = self._server.process.poll() is None
        if now == self.release and runs:
            return
        self._stack.close()
        self.release = now
        self._server = self._serve(self._port)
        self._tell(f"The SPARQL endpoint serves release {now} now.")

    def watch(self) -> None:
        """Look again and again until the end; what goes wrong is told once and tried again."""
        told = ""
        while not self._over.wait(SECONDS):
            told = self._looked(told)

    def _looked(self, told: str) -> str:
        try:
            self.look()
        except NcpError as error:
            if str(error) != told:
                self._tell(str(error))
            return str(error)
        return ""

    def end(self, watch: threading.Thread) -> None:
        """End the watch, then the server."""
        self._over.set()
        watch.join(5)
        self._stack.close()


@contextmanager
def follow(workspace: Workspace, port: int, seconds: int, tell: Tell, memory: int = MEMORY) -> Iterator[Follower]:
    """Serve the release that is current while the block runs, and each that becomes so."""
    with ends_on_sigterm():
        follower = Follower(workspace, port, seconds, tell, memory)
        watch = threading.Thread(target=follower.watch, name="current release", daemon=True)
        watch.start()
        try:
            yield follower
        finally:
            follower.end(watch)
