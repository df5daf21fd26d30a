"""Who we are to a server: told to that server alone, over requests whose addresses and errors never show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithPriorAuth,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from graph.errors import EndpointError


@dataclass(frozen=True, slots=True)
class Login:
    """A user and a password, which is in no text that is made of it."""

    user: str
    password: str = field(repr=False)


class _Digest(HTTPDigestAuthHandler):
    """Answers the server's challenge at once from the second request on, so that a long body is sent only once."""

    challenge: Mapping[str, str] | None = None

    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message) -> Any:  # noqa: ANN401
        kind, _, rest = headers.get("WWW-Authenticate", "").partition(" ")
        if kind.casefold() != "digest":
            return None
        self.challenge = parse_keqv_list(parse_http_list(rest))
        return super().http_error_401(req, fp, code, msg, headers)  # type: ignore[arg-type]

    def http_request(self, req: Request) -> Request:
        told = self.get_authorization(req, self.challenge) if self.challenge else None
        if told:
            req.add_unredirected_header(self.auth_header, f"Digest {told}")
        return req

    https_request = http_request


def handlers(url: str, login: Login | None) -> tuple[BaseHandler, ...]:
    """Make what answers the challenges of the server at this address, and of no other."""
    if login is None:
        return ()
    known = HTTPPasswordMgrWithPriorAuth()
    known.add_password(None, url, login.user, login.password)
    return (_Digest(known), HTTPBasicAuthHandler(known))


def checked(url: str, kind: str = "a SPARQL endpoint") -> str:
    """Give the address back; one that is no web address, or that holds a user or password, is refused."""
    parts = urlsplit(url)
    if "@" in parts.netloc:
        told = f"The address of {parts.hostname} holds a user or password"
        raise EndpointError(f"{told}; put them into the settings, which stand in no link.")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointError(f'"{url}" is no address of {kind}; give one that begins with http://.')
    return url
