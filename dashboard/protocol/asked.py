"""A request of the SPARQL 1.1 Protocol: one query, by GET, by a form, or as the body itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from graph.errors import NcpError

LARGEST = 1_000_000
"""Bytes of a body; the longest query is far shorter (queries.guard.LONGEST)."""
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
_DATASET = ("default-graph-uri", "named-graph-uri")
_UPDATE = ("update", "using-graph-uri", "using-named-graph-uri")


class BadRequest(NcpError):
    """A request that is not of the protocol; `status` is the HTTP status that says so."""

    def __init__(self, told: str, status: int = 400) -> None:
        """Keep the status beside the sentence."""
        super().__init__(told)
        self.status = status


@dataclass(frozen=True, slots=True)
class Posted:
    """What came in: the parameters of address and form, and a query that was the body itself, or ""."""

    parameters: Sequence[tuple[str, str]]
    body: str = ""


async def posted(request: Request) -> Posted:
    """Read the request, at most LARGEST bytes of it."""
    given = pairs(request.url.query)
    if request.method != "POST":
        return Posted(given)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in (FORM, QUERY):
        told = media or "no content type"
        raise BadRequest(f"A query is posted as {FORM} or as {QUERY}, and this is {told}.", 415)
    text = await _text(request)
    return Posted(given, text) if media == QUERY else Posted([*given, *pairs(text)])


async def _text(request: Request) -> str:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise BadRequest(f"The request is longer than {LARGEST:,} bytes; ask for less at once.", 413)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The request is no UTF-8; send it as UTF-8.") from None


def pairs(text: str) -> list[tuple[str, str]]:
    """Read the parameters of an address or a form."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeDecodeError, ValueError):
        raise BadRequest("The parameters cannot be read; write at most 100 of them, as UTF-8.") from None


def query_of(asked: Posted) -> str:
    """Give the one query that is asked; raises BadRequest for none, several, another data set or an update."""
    names = [name for name, _ in asked.parameters]
    for name in names:
        if name in _DATASET:
            raise BadRequest(f"{name} names another data set; this endpoint answers from the release alone.")
        if name in _UPDATE:
            raise BadRequest("This endpoint reads only; send a query.")
    queries = [value for name, value in asked.parameters if name == "query"] + [asked.body] * bool(asked.body)
    if len(queries) != 1 or not queries[0].strip():
        told = "names no query" if len(queries) < 2 else "names several queries"
        raise BadRequest(f"The request {told}; give one as the parameter query, or as the body.")
    return queries[0]
