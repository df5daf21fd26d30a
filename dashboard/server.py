"""The web application: the pages, the files that the map fetches, and the headers of every answer.

`python -m streamlit run dashboard/server.py` starts it; Streamlit finds the
theme in `.streamlit/` beside this file.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import editor, exposure, frames, job_start, own_queries, serving, sign_in, warm
from dashboard.admission import Admission
from dashboard.maps import published
from dashboard.settings import settings

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; "
    "worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Headers:
    """Adds the security headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and complete its answer's headers."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, complete if scope["type"] == "http" else send)


async def layer(request: Request) -> Response:
    """Answer with a layer of the map; its address holds the hash of its content, so it never grows old."""
    content = published(request.path_params["name"])
    if content is None:
        return Response("This layer is no longer kept; reload the page.", status_code=404)
    return Response(
        content,
        media_type="application/json",
        headers={"Content-Encoding": "gzip", "Cache-Control": "public, max-age=31536000, immutable"},
    )


async def script(request: Request) -> Response:
    """Answer with the code of the editor; its address holds the hash of its content."""
    content = editor.published(request.path_params["name"])
    if content is None:
        return Response("This code is no longer kept; reload the page.", status_code=404)
    return Response(
        content,
        media_type="text/javascript",
        headers={"Content-Encoding": "gzip", "Cache-Control": "public, max-age=31536000, immutable"},
    )


async def picture(request: Request) -> Response:
    """Answer with a network as a page of its own, which has no rights in the application."""
    content = frames.published(request.path_params["name"])
    if content is None:
        return Response("This picture is no longer kept; reload the page.", status_code=404)
    return Response(content, media_type="text/html", headers={"Content-Security-Policy": frames.POLICY})


async def start(request: Request) -> Response:
    """Lead from the name of the first page to its address, which Streamlit knows without a name alone."""
    return RedirectResponse(str(request.url.replace(path=request.url.path.removesuffix("overview"))))


@asynccontextmanager
async def alive(_: st.App) -> AsyncIterator[None]:
    """Refuse to serve whom nobody knows, and read ahead; end jobs and data services together with the pages."""
    exposure.check(str(st.get_option("server.address") or ""), settings(None).workspace.root)
    sign_in.setup()
    serving.begin()
    warm.first()
    warm.rest()
    try:
        yield
    finally:
        job_start.end_all()
        own_queries.end()
        serving.end()


app = st.App(
    Path(__file__).with_name("app.py"),
    lifespan=alive,
    routes=[
        Route("/overview", start),
        Route("/layer/{name}", layer),
        Route("/script/{name}", script),
        Route("/picture/{name}", picture),
    ],
    middleware=[Middleware(Headers), Middleware(Admission)],
)
