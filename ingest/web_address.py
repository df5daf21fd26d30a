"""Which addresses may be asked: https on the public web, and plain http on this computer alone."""

import ipaddress
from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """Name the host of an address, in small letters; "" when there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def kind_of(address: str) -> str:
    """Say "public" for https on the public web, "loopback" for this computer, "" for all that may not be asked."""
    try:
        parts = urlsplit(address)
        usable = parts.port != 0 and parts.username is None and parts.password is None
    except ValueError:
        return ""
    host = host_of(address)
    if not usable or parts.scheme not in ("http", "https"):
        return ""
    if _is_loopback(host):
        return "loopback"
    return "public" if parts.scheme == "https" and _is_public_name(host) else ""


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_public_name(host: str) -> bool:
    """Tell a name of the public web from numbers and from the names of an office's own network."""
    labels = host.split(".")
    last = labels[-1]
    named = last.isalpha() or last.startswith("xn--")
    return len(labels) > 1 and all(labels) and named and last not in ("local", "internal", "localhost", "lan", "home")
