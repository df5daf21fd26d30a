"""An answer on its way to the caller: written into a file first, so that its status and its headers are true.

Whether an answer is whole is known when its last row is written; a status that went out before could not say so. The
file keeps the memory small, whatever the length of the answer.
"""

import hashlib
import json
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO

from anyio import fail_after, to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dashboard.outputs.answered import TRUNCATED, Answered, Format, Manner
from dashboard.outputs.bounded import Bounds
from dashboard.outputs.rdf import base_of
from dashboard.protocol.asked import BadRequest
from dashboard.protocol.service import Behind, Service
from graph.errors import NcpError

CHUNK = 65_536
CUT_ROWS = "X-SPARQL-MaxRows"
"""The header by which clients of Virtuoso, and ours, hear that an answer was cut; with the number of rows."""
CUT = "Answer-Truncated"

Ask = Callable[[Behind, Bounds], AbstractContextManager[Answered]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked and how it is written; `mark` is the same for the same answer of one release.

    `ask` answers, and is None until it can; `name` is that of the file which the answer becomes, `links` are told in
    the header Link; `behind` is the release that has answered already.
    """

    ask: Ask | None
    style: Format
    mark: str
    manner: Manner
    rows: int = 0
    name: str = ""
    links: tuple[str, ...] = ()
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Spooled:
    """A whole answer in a file, and what its headers tell."""

    file: IO[bytes]
    release: str
    size: int
    iri: str
    rows: int
    cut: bool


async def respond(service: Service, request: Request, wanted: Wanted) -> Response:
    """Answer a request, or say that the caller has the answer already."""
    if known := unchanged(service, request, wanted):
        return known
    made = await _in_turn(service, wanted)
    headers = _headers(service, wanted) | _told(made, wanted)
    head = _noted_head(made, wanted.style)
    headers["Content-Length"] = str(made.size + len(head[0]) - head[1])
    return StreamingResponse(_pieces(made.file, *head), headers=headers, media_type=_media(wanted.style))


def unchanged(service: Service, request: Request, wanted: Wanted) -> Response | None:
    """Answer a caller who has the answer already; None for others."""
    headers = _headers(service, wanted)
    if headers["ETag"] in [one.strip() for one in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return None


def _headers(service: Service, wanted: Wanted) -> dict[str, str]:
    return {"ETag": _tag(service, wanted), "Vary": "Accept, Origin", "Cache-Control": "no-cache"}


def _tag(service: Service, wanted: Wanted) -> str:
    release = (wanted.behind or service.now()).release
    told = (release, wanted.mark, wanted.style.name, wanted.style.media, wanted.manner, wanted.rows, service.limits)
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'


def _media(style: Format) -> str:
    return f"{style.media}; charset=utf-8" if style.media.startswith("text/") else style.media


async def _in_turn(service: Service, wanted: Wanted) -> Spooled:
    try:
        with fail_after(service.limits.seconds):
            await service.together.acquire_on_behalf_of(wanted)
    except TimeoutError:
        raise BadRequest("Too many questions are asked at once; try again in a minute.", 503) from None
    try:
        return await to_thread.run_sync(_made, service, wanted)
    finally:
        service.together.release_on_behalf_of(wanted)


def _made(service: Service, wanted: Wanted) -> Spooled:
    """Write the answer; once more when another release became current meanwhile, for its name would be wrong."""
    while True:
        behind = wanted.behind or service.now()
        try:
            made = _spooled(service, wanted, behind)
        except NcpError as error:
            # What the parser holds must be let go in this thread, and the traceback would hold it.
            traceback.clear_frames(error.__traceback__)
            raise
        if wanted.behind or service.now().release == behind.release:
            return made
        made.file.close()


def _spooled(service: Service, wanted: Wanted, behind: Behind) -> Spooled:
    assert wanted.ask
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when its last piece is sent
    try:
        rows = min(wanted.rows or service.limits.rows, service.limits.rows)
        with wanted.ask(behind, Bounds(rows, service.limits.size, file.tell)) as answer:
            wanted.style.write(answer, file, wanted.manner)
            told = base_of(answer), rows, answer.more()
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return Spooled(file, behind.release, size, *told)


def _told(made: Spooled, wanted: Wanted) -> dict[str, str]:
    told = {"Answer-Release": made.release, "Link": ", ".join([f'<{made.iri}>; rel="cite-as"', *wanted.links])}
    if wanted.name:
        told["Content-Disposition"] = f'inline; filename="{wanted.name}"'
    return told | ({CUT: TRUNCATED, CUT_ROWS: str(made.rows)} if made.cut else {})


def _noted_head(made: Spooled, style: Format) -> tuple[bytes, int]:
    """Give what stands in place of the first bytes: SPARQL JSON says in its head that the answer was cut."""
    if not made.cut or style.name != "sparql-json":
        return b"", 0
    start = made.file.read(CHUNK)
    made.file.seek(0)
    end = start.find(b', "results"')
    if end < 0:
        return b"", 0
    head = json.loads(start[:end] + b"}")["head"] | {"link": [f"{made.iri}#truncated"]}
    return b'{"head": ' + json.dumps(head).encode(), end


def _pieces(file: IO[bytes], head: bytes, begin: int) -> Iterator[bytes]:
    with file:
        file.seek(begin)
        yield head
        while piece := file.read(CHUNK):
            yield piece
