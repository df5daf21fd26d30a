"""The door before every request: without a sign-in this machine alone, with one no file to whom is not signed in."""

import json
import time
from collections.abc import Mapping

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard import sign_in
from dashboard.exposure import own_host
from dashboard.people import people
from dashboard.settings import settings
from graph.errors import NcpError

FILES = ("/layer/", "/picture/", "/script/", "/media/")
"""What is fetched beside the pages: points of maps, pictures of networks, the editor, files to download."""

STRANGE = "Nobody has to sign in here, so the pages answer this machine alone: open them at http://127.0.0.1 there."
UNKNOWN = "Sign in on the pages first."


class Admission:
    """Lets in whoever may come in; a page itself asks who is there, and draws nothing for others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer that it is refused."""
        told = refusal(HTTPConnection(scope)) if scope["type"] in ("http", "websocket") else ""
        if not told:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": told})
        else:
            await PlainTextResponse(told, status_code=403)(scope, receive, send)


def refusal(request: HTTPConnection) -> str:
    """Say why a request is refused, "" when it is not."""
    if not sign_in.setup():
        passed_on = "x-forwarded-for" in request.headers or "forwarded" in request.headers
        return STRANGE if passed_on or not own_host(request.headers.get("host", "")) else ""
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    if not request.url.path.removeprefix(base.rstrip("/")).startswith(FILES):
        return ""
    return "" if _known(request.cookies) else UNKNOWN


def _known(cookies: Mapping[str, str]) -> bool:
    """Tell whether the signed cookie names somebody with a role, by the same rules as on the pages."""
    try:
        kept = get_cookie_with_chunks(lambda name: _signed(name, cookies), USER_COOKIE_NAME)
        said = json.loads(kept) if kept else {}
        people(settings(None).workspace.root).actor(said, time.time())
    except (ValueError, NcpError):
        return False
    return said.get("is_logged_in") is True


def _signed(name: str, cookies: Mapping[str, str]) -> bytes | None:
    return decode_signed_value(get_cookie_secret(), name, cookies[name]) if name in cookies else None
