"""The data service that the pages ask: always that of the release that is current, without a new start.

The pages start a service of their own for the release that is current, and one for the next when a build or a rollback
makes another one current. The endpoint that `ncp up` names follows too, with no regard to a page that is half drawn.
"""

import os
from collections import OrderedDict
from contextlib import ExitStack, suppress
from threading import Lock

from dashboard.limits import server_memory
from dashboard.settings import settings
from graph.errors import NcpError
from graph.server import Server, started
from graph.workspace import Release

KEPT = 2
"""Services that run at once; one more ends the one that nobody has asked for longest."""

_lock = Lock()
_running: OrderedDict[str, tuple[Server, ExitStack]] = OrderedDict()


def address(release: Release | None) -> str:
    """Give the address of the service of a release; "" when no service is named at all.

    An endpoint that somebody named by hand holds what it holds, and is asked whatever release is current.
    """
    given = os.environ.get("NCP_ENDPOINT", "")
    if not given or release is None or not os.environ.get("NCP_RELEASE"):
        return given
    with _lock:
        return _service(release).url


def own() -> bool:
    """Say whether the service that is asked holds a release of the workspace, rather than one that somebody named."""
    return bool(os.environ.get("NCP_RELEASE"))


def lost() -> bool:
    """Say whether a service that was started here has ended by itself; the next one who asks starts it again."""
    with _lock:
        return any(server.process.poll() is not None for server, _ in _running.values())


def _service(release: Release) -> Server:
    known = _running.pop(release.id, None)
    if known is None or known[0].process.poll() is not None:
        stack = ExitStack()
        config = settings(None)
        limit = {"seconds": config.get("seconds"), "memory": server_memory(config)}
        known = stack.enter_context(started(release.store, **limit)), stack
    _running[release.id] = known
    while len(_running) > KEPT:
        _, (_, oldest) = _running.popitem(last=False)
        oldest.close()
    return known[0]


def begin() -> None:
    """Start the service of the current release before anybody asks, so that the first page need not wait for it."""
    with suppress(NcpError):
        address(settings(None).workspace.current())


def end() -> None:
    """End the services that were started here."""
    with _lock:
        while _running:
            _running.popitem()[1][1].close()
