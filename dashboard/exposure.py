"""Who can reach the pages: this machine alone, unless the sign-in is set up in `secrets.toml` of the workspace."""

import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dashboard.people import people
from graph.errors import PeopleUnknown

FILE = "secrets.toml"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
SECRET = 32
"""Fewest letters of the secret that signs the cookie."""


def auth(root: Path) -> dict[str, Any]:
    """Read how people sign in, the part [auth] of the file; {} when nobody has to. Raises PeopleUnknown."""
    path = root / FILE
    if not path.exists():
        return {}
    try:
        whole = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise PeopleUnknown(f"{path}: the file cannot be read as TOML; mend it.") from None
    found = whole.get("auth", {})
    if "auth" in whole:
        _check(path, found)
    return dict(found)


def providers(found: Mapping[str, Any]) -> list[str]:
    """Name the providers that one can sign in with; "" is the one that has no name."""
    named = [key for key, one in found.items() if isinstance(one, dict) and key != "client_kwargs"]
    return ([""] if "client_id" in found else []) + named


def _check(path: Path, found: object) -> None:
    if not isinstance(found, dict):
        raise PeopleUnknown(f"{path}: auth is no table; write [auth] as docs/people.md shows.")
    for name in providers(found) or [""]:
        section = found[name] if name else found
        if gone := [key for key in NEEDED if not section.get(key)]:
            raise PeopleUnknown(f"{path}, [auth{'.' * bool(name)}{name}]: {', '.join(gone)} is missing; fill it in.")
    if len(str(found.get("cookie_secret", ""))) < SECRET:
        raise PeopleUnknown(
            f"{path}, [auth]: cookie_secret is missing or short; write {SECRET} random letters or more."
        )
    address = urlsplit(str(found.get("redirect_uri", "")))
    if address.path.rpartition("/")[2] != "oauth2callback" or not address.hostname:
        raise PeopleUnknown(
            f"{path}, [auth]: redirect_uri must be the address of the pages with /oauth2callback behind."
        )
    if address.scheme != "https" and not loopback(address.hostname):
        raise PeopleUnknown(f"{path}, [auth]: redirect_uri begins with {address.scheme}://; the pages need https://.")


def loopback(address: str) -> bool:
    """Tell whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"


def check(address: str, root: Path) -> None:
    """Refuse to serve beyond this machine without a sign-in, or with one without roles; raises PeopleUnknown."""
    if auth(root):
        people(root)
    elif not loopback(address):
        where = f"at {address}" if address else "at every address of this machine"
        what = f"set up [auth] in {root / FILE} and the roles in people.toml (docs/people.md), or serve at 127.0.0.1"
        raise PeopleUnknown(f"Without a sign-in the pages would be open to everybody {where}: {what}.")


def own_host(host: str) -> bool:
    """Tell whether a request was sent to a name of this machine: another name leads here from a foreign page."""
    try:
        return loopback(urlsplit(f"//{host}").hostname or "")
    except ValueError:
        return False
