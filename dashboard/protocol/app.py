"""The application that `ncp serve` runs: its addresses, its errors as sentences, and the headers of every answer."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.protocol import own_query, saved, tell
from dashboard.protocol.accept import NotAcceptable
from dashboard.protocol.asked import BadRequest
from dashboard.protocol.door import Door
from dashboard.protocol.openapi import describe
from dashboard.protocol.service import Service
from dashboard.protocol.spool import CUT, CUT_ROWS
from graph.deadline import Late
from graph.errors import BadInput, BadParameter, EndpointError, NcpError, QueryRefused, QueryStopped, UnknownQuestion

HEADERS = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
EXPOSED = ("Link", "ETag", "Answer-Release", CUT, CUT_ROWS)
_STATUS: Mapping[type[NcpError], int] = {
    QueryStopped: 504,
    QueryRefused: 400,
    BadParameter: 400,
    UnknownQuestion: 404,
    NotAcceptable: 406,
    BadInput: 406,
}
_ENGINE = re.compile(r"The endpoint https?://\S+")
"""What our own errors call the engine, whose address is of no use to a caller."""
Answering = Callable[[Service, Request], Awaitable[Response]]


def application(service: Service, address: str, tokens: Mapping[str, str], origins: Iterable[str]) -> Starlette:
    """Compose the application; `origins` are the web pages that browsers may let read it, none by default."""
    guards = [Middleware(Door, address=address, known=tokens)]
    if allowed := list(origins):
        guards.insert(0, _cors(allowed))
    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("/openapi.json")),
            Route("/query", _by(service, _query), methods=["GET", "POST"]),
            Route("/.well-known/sparql-examples", tell.library),
            Route("/openapi.json", lambda request: _openapi(service, request)),
            Route("/questions", _by(service, saved.listed)),
            Route("/questions/{name:path}", _by(service, saved.answer)),
        ],
        middleware=guards,
        exception_handlers={NcpError: _problem},
    )


def _cors(origins: list[str]) -> Middleware:
    return Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Accept", "Content-Type", "If-None-Match"],
        expose_headers=list(EXPOSED),
    )


async def _query(service: Service, request: Request) -> Response:
    if request.method != "POST" and not request.url.query:
        return tell.service(request)
    return await own_query.answer(service, request)


def _openapi(service: Service, request: Request) -> Response:
    return JSONResponse(describe(str(request.base_url).rstrip("/"), service.limits))


def _by(service: Service, answering: Answering) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        response = await answering(service, request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return answer


async def _problem(_: Request, error: Exception) -> Response:
    """Tell an error in its sentence, under the status that means it."""
    status = error.status if isinstance(error, BadRequest) else _STATUS.get(type(error), 502)  # type: ignore[arg-type]
    if isinstance(error, EndpointError) and isinstance(error.__cause__, Late | TimeoutError):
        status = 504
    retry = {"Retry-After": "60"} if status in (429, 503) else {}
    told = _ENGINE.sub("The endpoint", str(error))
    return PlainTextResponse(f"{told}\n", status_code=status, headers=HEADERS | retry)
