"""One HTTP request with a deadline for the whole answer.

A time limit on the socket starts anew with each byte, so a server that
dribbles would never be ended by it. Here the request runs in a thread of its
own, and at the deadline its sockets are shut down.
"""

import http.client
import socket
import threading
import urllib.request
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from SPARQLWrapper import SPARQLWrapper

CHUNK = 65_536
T = TypeVar("T")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Late(Exception):
    """The deadline passed before the whole answer was there."""


class Full(Exception):
    """The answer is longer than the limit in bytes."""


class Line:
    """The sockets of one request, so that another thread can cut them."""

    def __init__(self) -> None:
        """Start without any socket."""
        self._sockets: list[socket.socket] = []
        self.is_cut = False

    def recorded(self, kind: type[http.client.HTTPConnection]) -> Callable[..., http.client.HTTPConnection]:
        """Make a kind of connection that tells this line of its socket."""
        line = self

        class Recorded(kind):  # type: ignore[valid-type,misc]
            def connect(self) -> None:
                super().connect()
                line.hold(self.sock)

        return Recorded

    def hold(self, sock: socket.socket) -> None:
        """Keep a socket; one that comes after the cut is ended at once."""
        self._sockets.append(sock)
        if self.is_cut:
            self.cut()

    def wait_at_most(self, seconds: float) -> None:
        """Let a read on the sockets wait no longer than this from now on."""
        for sock in self._sockets:
            try:
                sock.settimeout(seconds)
            except OSError:
                continue

    def cut(self) -> None:
        """End every transfer that is under way."""
        self.is_cut = True
        for sock in self._sockets:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Http(urllib.request.HTTPHandler):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._line.recorded(http.client.HTTPConnection), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._line.recorded(http.client.HTTPSConnection), req)


class Wrapper(SPARQLWrapper):
    """SPARQLWrapper whose sockets can be cut, and which reaches this machine without a proxy."""

    def __init__(self, url: str, line: Line) -> None:
        """Prepare requests to one endpoint."""
        super().__init__(url, agent="ncp-graph")
        handlers: list[urllib.request.BaseHandler] = [_Http(line), _Https(line)]
        if urlsplit(url).hostname in _LOOPBACK:
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def _query(self) -> tuple[http.client.HTTPResponse, str]:
        return self._opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class Body:
    """The body of an answer as a file that keeps count and remembers its end."""

    def __init__(self, response: http.client.HTTPResponse, line: Line, limit: int) -> None:
        """Read from a raw response, at most `limit` bytes."""
        self._response, self._line, self._left = response, line, limit
        self.tail = b""
        self.is_full = False

    def read(self, size: int = -1) -> bytes:
        """Read what has come; the end is empty."""
        if self._line.is_cut:
            raise Late
        if self._left <= 0:
            self.is_full = True
            raise Full
        chunk = self._response.read1(CHUNK if size < 0 else min(size, CHUNK))
        if self._line.is_cut:
            raise Late
        if not chunk and self._response.length:
            raise http.client.IncompleteRead(b"", self._response.length)
        self._left -= len(chunk)
        self.tail = (self.tail + chunk)[-300:]
        return chunk


def within(seconds: float, work: Callable[[Line], T], line: Line | None = None) -> T:
    """Do the work in a thread of its own; raise Late when it is not done in time. Ctrl-C ends it too."""
    line = line or Line()
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work(line))
        except BaseException as error:
            # What the parser holds must be let go in this thread, and tracebacks would hold it.
            error.__context__ = error.__cause__ = None
            failed.append(error.with_traceback(None))

    thread = threading.Thread(target=run, name="request with a deadline", daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    except BaseException:
        line.cut()
        thread.join(1)
        raise
    if thread.is_alive():
        line.cut()
        raise Late
    if failed:
        raise failed[0]
    return done[0]
