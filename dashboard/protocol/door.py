"""Who may ask over HTTP: programs on this machine, and whoever bears a token that `secrets.toml` names."""

import base64
import binascii
import hashlib
import hmac
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.exposure import FILE, SECRET, loopback, own_host
from graph.errors import PeopleUnknown

STRANGE = "This service answers this machine alone; elsewhere a token of its secrets.toml is needed."


USER, HERE = "ncp.user", "this machine"


def user_of(request: Request) -> str:
    """Name who asks, so that nobody's many queries hold up another's."""
    return str(request.scope.get(USER, HERE))


def tokens(root: Path) -> dict[str, str]:
    """Read the tokens by name, the part [serve.tokens] of the file; {} when there are none. Raises PeopleUnknown."""
    path = root / FILE
    if not path.exists():
        return {}
    try:
        whole: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise PeopleUnknown(f"{path}: the file cannot be read as TOML; mend it.") from None
    serve = whole.get("serve", {})
    found = serve.get("tokens", {}) if isinstance(serve, dict) else {}
    if not isinstance(found, dict):
        raise PeopleUnknown(f'{path}: [serve.tokens] is no table; write a line such as analysts = "…" for each.')
    for name, token in found.items():
        if not isinstance(token, str) or len(token) < SECRET or not token.isascii():
            raise PeopleUnknown(
                f"{path}, [serve.tokens]: {name} is no secret; write {SECRET} random ASCII letters or more."
            )
    return dict(found)


def check(address: str, root: Path) -> None:
    """Refuse to serve beyond this machine without a token that callers must bear; raises PeopleUnknown."""
    if not tokens(root) and not loopback(address):
        what = f"name one in [serve.tokens] of {root / FILE} (docs/protocol.md), or serve at 127.0.0.1"
        raise PeopleUnknown(f"Without a token the graph would be open to everybody at {address}: {what}.")


class Door:
    """Lets in programs of this machine that ask this machine, and whoever bears a token."""

    def __init__(self, app: ASGIApp, address: str, known: Mapping[str, str]) -> None:
        """Guard the application, which is served at this address."""
        self.app, self.local = app, loopback(address)
        self.known = {name: hashlib.sha256(token.encode()).digest() for name, token in known.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or (name := self._lets_in(Headers(scope=scope))):
            scope[USER] = name if scope["type"] == "http" else ""
            await self.app(scope, receive, send)
            return
        wanted = {"WWW-Authenticate": 'Basic realm="ncp", charset="UTF-8"'} if self.known else {}
        answer = PlainTextResponse(STRANGE, status_code=401 if self.known else 403, headers=wanted)
        await answer(scope, receive, send)

    def _lets_in(self, headers: Headers) -> str:
        """Name who asks, "" for whom nobody knows."""
        passed_on = "x-forwarded-for" in headers or "forwarded" in headers
        here = self.local and not passed_on and own_host(headers.get("host", ""))
        return self._known(_token(headers.get("authorization", ""))) or (HERE if here else "")

    def _known(self, token: str) -> str:
        given = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        return "".join([name for name, one in self.known.items() if hmac.compare_digest(given, one)][:1])


def _token(header: str) -> str:
    """Read a token that came as a bearer token or as the password of HTTP Basic, as spreadsheets send it."""
    kind, _, told = header.partition(" ")
    if kind.lower() == "bearer":
        return told.strip()
    if kind.lower() != "basic":
        return ""
    try:
        return base64.b64decode(told.strip(), validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
