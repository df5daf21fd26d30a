"""One HTTP request with a deadline for the whole answer.

A time limit on the socket starts anew with each byte, so a server that
dribbles would never be ended by it. Here the request runs in a thread of its
own, and at the deadline its sockets are shut down.
"""

import http.client
import socket
import threading
import urllib.request
import zlib
from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlsplit

from SPARQLWrapper import SPARQLWrapper

CHUNK = 65_536
T = TypeVar("T")
_PACKED = ("gzip", "x-gzip")
_GZIP = zlib.MAX_WBITS | 16
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


def opener(url: str, line: Line, more: Iterable[urllib.request.BaseHandler] = ()) -> urllib.request.OpenerDirector:
    """Make what opens requests to this address: its sockets can be cut, and this machine is reached without a proxy."""
    handlers: list[urllib.request.BaseHandler] = [_Http(line), _Https(line), *more]
    if urlsplit(url).hostname in _LOOPBACK:
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


class Wrapper(SPARQLWrapper):
    """SPARQLWrapper whose sockets can be cut, and which takes packed answers."""

    def __init__(self, url: str, line: Line, more: Iterable[urllib.request.BaseHandler] = ()) -> None:
        """Prepare requests to one endpoint."""
        super().__init__(url, agent="ncp-graph")
        self.addCustomHttpHeader("Accept-Encoding", "gzip")
        self._opener = opener(url, line, more)

    def _query(self) -> tuple[http.client.HTTPResponse, str]:
        return self._opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class Body:
    """The body of an answer as a file, unpacked where it came packed, that keeps count and remembers its end."""

    def __init__(self, response: http.client.HTTPResponse, line: Line, limit: int) -> None:
        """Read from a raw response, at most `limit` bytes as they are when unpacked."""
        self._response, self._line, self._left = response, line, limit
        packed = response.headers.get("Content-Encoding", "").casefold() in _PACKED
        self._unpack = zlib.decompressobj(_GZIP) if packed else None
        self.tail = b""
        self.is_full = False

    def read(self, size: int = -1) -> bytes:
        """Read what has come; the end is empty."""
        if self._line.is_cut:
            raise Late
        if self._left <= 0:
            self.is_full = True
            raise Full
        most = CHUNK if size < 0 else min(size, CHUNK)
        chunk = self._unpacked(most) if self._unpack else self._raw(most)
        self._left -= len(chunk)
        self.tail = (self.tail + chunk)[-300:]
        return chunk

    def _raw(self, most: int) -> bytes:
        chunk = self._response.read1(most)
        if self._line.is_cut:
            raise Late
        if not chunk and self._response.length:
            raise http.client.IncompleteRead(b"", self._response.length)
        return chunk

    def _unpacked(self, most: int) -> bytes:
        """Unpack no more than is asked for, so that a small answer that swells stays within the limit."""
        unpack = self._unpack
        assert unpack is not None
        try:
            chunk = unpack.decompress(unpack.unconsumed_tail, most) if unpack.unconsumed_tail else b""
            while not chunk and not unpack.eof:
                packed = self._raw(most)
                if not packed:
                    raise http.client.IncompleteRead(b"")
                chunk = unpack.decompress(packed, most)
        except zlib.error as error:
            raise http.client.HTTPException(f"the packed answer is broken: {error}") from error
        return chunk


def beginning(error: HTTPError) -> str:
    """Read how the text begins with which a server refuses, unpacked where it came packed."""
    said = error.read(2_000)
    if error.headers.get("Content-Encoding", "").casefold() in _PACKED:
        try:
            said = zlib.decompressobj(_GZIP).decompress(said, 500)
        except zlib.error:
            said = b""
    return said[:500].decode(errors="replace")


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
