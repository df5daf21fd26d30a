"""An OpenID Connect provider on loopback: discovery, authorisation code with PKCE, signed ID tokens, keys, log-out.

It keeps to OpenID Connect Core 1.0 and RFC 7636 where a client could notice, and refuses what breaks them. Whom it
signs in is chosen by a button on its page; what is wrong with a token is part of the person.
"""

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "ncp", "the secret of the client"
HOUR = 3600


@dataclass(frozen=True)
class Person:
    """Somebody with an account: claims, the age of the sign-in and the life of its token in seconds, and who signs."""

    claims: Mapping[str, Any]
    age: int = 0
    life: int = HOUR
    forged: bool = False


@dataclass
class Provider:
    """What the provider keeps: its people by subject, and codes that nobody used yet with what was asked for."""

    issuer: str
    people: Mapping[str, Person]
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    stranger: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    signed_out: list[str] = field(default_factory=list)

    async def discovery(self, _: Request) -> Response:
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        names |= {"end_session_endpoint": "end"}
        about = {key: f"{self.issuer}/{name}" for key, name in names.items()}
        about |= {"issuer": self.issuer, "response_types_supported": ["code"], "subject_types_supported": ["public"]}
        about |= {"id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"]}
        return JSONResponse(about)

    async def jwks(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Show who can sign in; the form carries what the client asked for."""
        asked = dict(request.query_params)
        fit = {"response_type": "code", "client_id": CLIENT, "code_challenge_method": "S256"}
        if any(asked.get(key) != value for key, value in fit.items()) or "openid" not in asked["scope"].split():
            return Response("invalid_request", status_code=400)
        if not (asked.get("state") and asked.get("nonce") and asked.get("code_challenge")):
            return Response("invalid_request", status_code=400)
        links = ((subject, urlencode(asked | {"subject": subject})) for subject in self.people)
        return HTMLResponse("<br>".join(f'<a href="/choose?{query}">{subject}</a>' for subject, query in links))

    async def choose(self, request: Request) -> Response:
        asked, code = dict(request.query_params), secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> Response:
        """Give a token for a code: once, to the client that asked, and to whoever knows the verifier."""
        form = await request.form()
        known = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(str(form.get("code")), None)
        digest = hashlib.sha256(str(form.get("code_verifier")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if request.headers.get("authorization") not in (f"Basic {known}", f"Basic {plain}"):
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form.get("redirect_uri"):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        token = self.signed(asked["subject"], asked["nonce"])
        return JSONResponse({"access_token": "-", "token_type": "Bearer", "expires_in": HOUR, "id_token": token})

    def signed(self, subject: str, nonce: str) -> str:
        one = self.people[subject]
        since = int(time.time()) - one.age
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": subject, "nonce": nonce, "iat": since}
        claims |= {"exp": since + one.life, **one.claims}
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.stranger if one.forged else self.key)

    async def end(self, request: Request) -> Response:
        self.signed_out.append(request.query_params["id_token_hint"])
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


@contextmanager
def provider(port: int, people: Mapping[str, Person]) -> Iterator[Provider]:
    """Run the provider until the block ends."""
    held = Provider(f"http://127.0.0.1:{port}", people)
    routes = [Route("/.well-known/openid-configuration", held.discovery), Route("/jwks", held.jwks)]
    routes += [Route("/authorize", held.authorize), Route("/choose", held.choose), Route("/end", held.end)]
    routes += [Route("/token", held.token, methods=["POST"])]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield held
    finally:
        server.should_exit = True
        thread.join(10)
