"""One file over HTTPS into a part file, resumed where it was cut; size, silence and the whole time are limited."""

import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    NewConnectionError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import HTTPResponse

from graph.deadline import Late, Line, within
from ingest.limits import Fault, Limits, Pace
from ingest.part import Part, Stamp
from ingest.web_address import host_of, kind_of

CHUNK = 262_144
REDIRECTS = 5
GRACE = 1.0
"""Seconds in which a server may show that it sends more than it announced."""
AGENT = "ncp-graph (downloads of published data)"
PLAIN = ("", "identity")
Tell = Callable[[int, int], None]
"""Hears the bytes that are there and the bytes of the whole file (0: not told)."""


@dataclass(frozen=True, slots=True)
class Received:
    """A whole file: its stamp, whether the server's own counts show nothing missing, and whether it came in pieces."""

    stamp: Stamp
    counted: bool
    resumed: bool


@dataclass(slots=True)
class _Job:
    """One try: what is asked, into which part, with which limits, over which sockets."""

    line: Line
    address: str
    part: Part
    limits: Limits
    tell: Tell


def transfer(address: str, part: Part, have: Stamp | None, limits: Limits, tell: Tell) -> Received | None:
    """Bring a file into its part, with one more try where that may help; None when it is unchanged since `have`."""
    until = time.monotonic() + limits.seconds
    for last in (False, True):
        try:
            return _try(address, part, have, limits, tell, until)
        except Fault as fault:
            if last or not fault.again or time.monotonic() + limits.pause > until:
                raise
        time.sleep(limits.pause)
    raise AssertionError


def _try(address: str, part: Part, have: Stamp | None, limits: Limits, tell: Tell, until: float) -> Received | None:
    left = max(until - time.monotonic(), 0.01)
    try:
        return within(left, lambda line: _run(_Job(line, address, part, limits, tell), have))
    except Late:
        problem = f"it was not whole after {limits.seconds:,.0f} seconds"
        raise Fault(problem, "try again, it goes on from where it was") from None
    except HTTPError as error:
        raise _as_fault(error, host_of(address), limits) from None


def _as_fault(error: HTTPError, host: str, limits: Limits) -> Fault:
    """Say in words what the HTTP library met."""
    match error:
        case ReadTimeoutError():
            return Fault(f"{host} sent nothing for {limits.stall:,.0f} seconds", again=True)
        case ProxyError():
            return Fault(f"the proxy of this network does not lead to {host}", away=True)
        case NewConnectionError() | ConnectTimeoutError():
            return Fault(f"{host} cannot be reached", "check the internet connection", again=True, away=True)
        case SSLError():
            return Fault(f"this computer does not trust the certificate of {host}", away=True)
        case DecodeError():
            return Fault("what the server packed cannot be unpacked", again=True)
        case _:
            return Fault("the connection broke before the file was whole", again=True)


def _run(job: _Job, have: Stamp | None) -> Received | None:
    resume = job.part.resumable(job.address)
    response = _open(job, _headers(job.part, have, resume))
    try:
        if response.status == 304 and have is not None:
            job.part.drop()
            return None
        start = _start(response, job.part, resume)
        stamp = _stamp(response, job.address, start)
        if stamp.size > job.limits.most:
            raise Fault(f"it has {stamp.size:,} bytes, where {job.limits.most:,} are expected at most")
        if not start:
            is_plain = _encoding(response) in PLAIN
            job.part.begin(stamp if is_plain and stamp.validator else None)
        counted = _receive(job, response, start, stamp.size)
    finally:
        response.close()
    job.part.finish()
    return Received(stamp, counted, start > 0)


def _headers(part: Part, have: Stamp | None, resume: Stamp | None) -> dict[str, str]:
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity", "Connection": "close"}
    if have and have.etag:
        headers["If-None-Match"] = have.etag
    if have and have.modified:
        headers["If-Modified-Since"] = have.modified
    if resume:
        headers |= {"Range": f"bytes={part.size()}-", "If-Range": resume.validator}
    return headers


def _open(job: _Job, headers: Mapping[str, str]) -> HTTPResponse:
    """Send the request and follow redirects that stay with https on the public web."""
    kind, at = kind_of(job.address), job.address
    if not kind:
        raise Fault(f"{job.address[:120]} is not a public https address")
    for _ in range(REDIRECTS + 1):
        response = _ask(job, at, headers)
        target = response.headers.get("Location", "")
        if response.status not in (301, 302, 303, 307, 308) or not target:
            return response
        response.close()
        at = urljoin(at, target)
        if kind_of(at) != kind:
            raise Fault(f"it was redirected to {at[:120]}, which is not a public https address")
    raise Fault(f"it was redirected more than {REDIRECTS} times")


def _ask(job: _Job, address: str, headers: Mapping[str, str]) -> HTTPResponse:
    stall = job.limits.stall
    response = _manager(job.line, address).request(
        "GET",
        address,
        headers=headers,
        redirect=False,
        retries=False,
        preload_content=False,
        timeout=urllib3.Timeout(connect=min(stall, 30), read=stall),
    )
    assert isinstance(response, HTTPResponse)
    return response


def _manager(line: Line, address: str) -> urllib3.PoolManager:
    """Prepare connections whose sockets can be cut, through the network's proxy where there is one."""

    class Plain(urllib3.HTTPConnectionPool):
        ConnectionCls = line.recorded(HTTPConnection)  # type: ignore[assignment]

    class Secure(urllib3.HTTPSConnectionPool):
        ConnectionCls = line.recorded(HTTPSConnection)  # type: ignore[assignment]

    proxy = getproxies().get("https", "")
    # The system's certificates, since offices add their own to them.
    trust = ssl.create_default_context()
    if proxy and kind_of(address) == "public" and not proxy_bypass(host_of(address)):
        manager: urllib3.PoolManager = urllib3.ProxyManager(proxy, ssl_context=trust)
    else:
        manager = urllib3.PoolManager(ssl_context=trust)
    manager.pool_classes_by_scheme = {"http": Plain, "https": Secure}
    return manager


def _encoding(response: HTTPResponse) -> str:
    return str(response.headers.get("Content-Encoding", "")).strip().lower()


def _start(response: HTTPResponse, part: Part, resume: Stamp | None) -> int:
    """Say at which byte the answer begins; whatever is no file or no fitting rest is a fault."""
    status = response.status
    if status in (206, 416) and resume:
        if status == 206 and _encoding(response) in PLAIN and _continues(response, part.size(), resume):
            return part.size()
        part.drop()
        raise Fault("the file changed while it was fetched", "try again", again=True)
    if status != 200:
        reason = f"the server answers {status} {response.reason or ''}".strip()
        raise Fault(reason, "try again later" if status in (429, 503) else "", again=status in (500, 502, 504))
    if response.headers.get("Content-Type", "").lower().startswith(("text/html", "application/xhtml")):
        raise Fault("the server sent a web page instead of the file")
    if _encoding(response) not in (*PLAIN, *HTTPResponse.CONTENT_DECODERS):
        raise Fault(f"the server packed the file in an unknown way ({_encoding(response)[:20]})")
    return 0


def _continues(response: HTTPResponse, start: int, resume: Stamp) -> bool:
    """Check that a partial answer is the rest of the very file that was begun."""
    begins, _, total = response.headers.get("Content-Range", "").partition("/")
    headers = response.headers
    return (
        begins.startswith(f"bytes {start}-")
        and total in ("*", str(resume.size or total))
        and headers.get("ETag", "") == resume.etag
        and headers.get("Last-Modified", resume.modified) == resume.modified
    )


def _stamp(response: HTTPResponse, address: str, start: int) -> Stamp:
    """Read how the server names this state of the file; the size is that of the whole, 0 when not told."""
    told = 0 if response.chunked else int(response.length_remaining or 0)
    etag, modified = (str(response.headers.get(name, "")) for name in ("ETag", "Last-Modified"))
    return Stamp(address, etag, modified, start + told if told else 0)


def _receive(job: _Job, response: HTTPResponse, start: int, size: int) -> bool:
    """Write what comes; say whether the server's own counts show that nothing is missing."""
    announced = size - start if size else None
    # The client would stop at the announced length and so hide that more was sent.
    response.enforce_content_length, response.length_remaining = False, None
    setattr(response._fp, "length", None)  # noqa: B010 - a field of http.client's answer that has no type
    pace, done = Pace(job.limits, start), start
    with job.part.path.open("ab" if start else "wb") as file:
        while chunk := _next(job, response, announced):
            file.write(chunk)
            done += len(chunk)
            if done > job.limits.most:
                job.part.drop()
                raise Fault(f"it is larger than the {job.limits.most:,} bytes that are expected at most")
            pace.check(done)
            job.tell(done, size)
    if announced is None:
        return bool(response.chunked)
    if response.tell() < announced:
        raise Fault("the connection broke before the file was whole", again=True)
    return True


def _next(job: _Job, response: HTTPResponse, announced: int | None) -> bytes:
    """Read the next piece; once all that was announced is there, look for a moment whether more comes."""
    is_all = announced is not None and response.tell() >= announced
    if is_all:
        job.line.wait_at_most(GRACE)
    try:
        chunk = response.read1(CHUNK, decode_content=True)
    except ReadTimeoutError:
        if is_all:
            return b""
        raise
    if announced is not None and response.tell() > announced:
        job.part.drop()
        raise Fault(f"the server announced {announced:,} bytes and sent more", again=True)
    return chunk
