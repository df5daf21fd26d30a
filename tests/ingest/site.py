"""A web server on this machine that behaves as it is told: well, or as badly as real ones do."""

import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import Parser

Headers = dict[str, str]
Behaviour = Callable[["Caller"], None]


@dataclass
class Caller:
    """One request: its headers, the how-many-eth for this path it is, and ways to answer."""

    headers: Headers
    count: int
    raw: Callable[[bytes], None]
    stop: threading.Event

    def send(self, body: bytes = b"", status: str = "200 OK", length: int | None = -1, **headers: str) -> None:
        """Answer; `length` is the announced one (-1: the true one, None: none)."""
        lines = [f"HTTP/1.1 {status}", "Connection: close"]
        if length is not None:
            lines.append(f"Content-Length: {len(body) if length < 0 else length}")
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.raw(("\r\n".join(lines) + "\r\n\r\n").encode() + body)

    def slowly(self, body: bytes, seconds: float) -> None:
        """Send byte by byte with a wait between."""
        for place in range(len(body)):
            if self.stop.wait(seconds):
                return
            self.raw(body[place : place + 1])


@dataclass
class Site:
    """The paths of the server, and what was asked of them."""

    address: str = ""
    paths: dict[str, Behaviour] = field(default_factory=dict)
    asked: list[tuple[str, Headers]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    def ranges(self) -> list[str]:
        return [headers.get("range", "") for _, headers in self.asked]


def well(body: bytes, etag: str = '"one"', modified: str = "", cut: int = 0) -> Behaviour:
    """Serve a file as it should be: ETag, 304, ranges. With `cut` the first answer ends after so many bytes."""

    def answer(caller: Caller) -> None:
        stamp = {"ETag": etag} if etag else {}
        stamp |= {"Last-Modified": modified} if modified else {}
        known = caller.headers.get("if-none-match") or caller.headers.get("if-modified-since")
        if known and known in (etag, modified):
            caller.send(status="304 Not Modified", length=None, **stamp)
            return
        asked = caller.headers.get("range", "")
        if asked and caller.headers.get("if-range") in (etag, modified):
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            span = f"bytes {start}-{len(body) - 1}/{len(body)}"
            caller.send(body[start:], "206 Partial Content", Content_Range=span, **stamp)
            return
        whole = not cut or caller.count > 1
        caller.send(body if whole else body[:cut], length=len(body), Content_Type="text/csv", **stamp)

    return answer


def packed(body: bytes) -> Behaviour:
    """Serve a file packed, although that was not asked for."""
    return lambda caller: caller.send(gzip.compress(body), Content_Encoding="gzip", ETag='"p"')


def chunked(body: bytes, *, ends: bool = True) -> Behaviour:
    """Serve a file in chunks, without its length; without an end it is cut."""

    def answer(caller: Caller) -> None:
        caller.send(length=None, Transfer_Encoding="chunked", ETag='"c"')
        for place in range(0, len(body), 1000):
            piece = body[place : place + 1000]
            caller.raw(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        if ends:
            caller.raw(b"0\r\n\r\n")

    return answer


def stalls(caller: Caller) -> None:
    """Send the beginning and then nothing, without closing."""
    caller.send(b"id;name\n", length=1_000_000, ETag='"s"')
    caller.stop.wait(30)


def dribbles(caller: Caller) -> None:
    """Send a byte now and then for as long as one listens."""
    caller.send(b"id;name\n", length=1_000_000, ETag='"d"')
    caller.slowly(b"x" * 1_000, 0.05)


def dribbles_headers(caller: Caller) -> None:
    """Send the status and then a header that never ends."""
    caller.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    caller.slowly(b"x" * 1_000, 0.05)


def keeps_open(body: bytes) -> Behaviour:
    """Send the file whole and leave the connection open."""

    def answer(caller: Caller) -> None:
        caller.send(body, ETag='"k"')
        caller.stop.wait(30)

    return answer


@contextmanager
def serving() -> Iterator[Site]:
    """Run the server on a free port."""
    site = Site()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode("latin-1")
            if not line.strip():
                return
            lines = []
            while (text := self.rfile.readline().decode("latin-1")).strip():
                lines.append(text)
            headers = {k.lower(): v for k, v in Parser().parsestr("".join(lines)).items()}
            path = line.split()[1]
            site.asked.append((path, headers))
            count = sum(asked == path for asked, _ in site.asked)
            try:
                site.paths[path](Caller(headers, count, self.write, site.stop))
            except OSError:
                return

        def write(self, data: bytes) -> None:
            self.wfile.write(data)
            self.wfile.flush()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        site.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield site
        site.stop.set()
        server.shutdown()
        time.sleep(0.01)
