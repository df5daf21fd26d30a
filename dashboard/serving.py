"""The data service that the pages ask: always that of the release that is current, without a new start.

`ncp up` starts a service for the release that is current then and tells the pages which one that is. When another
release becomes current while the pages run, by a build or by a rollback, they start a service for that one and ask it.
"""

import os
from collections import OrderedDict
from contextlib import ExitStack
from threading import Lock

from dashboard.settings import settings
from graph.server import Server, serve
from graph.workspace import Release

KEPT = 2
"""Services of other releases that run at once; one more ends the oldest, which nobody has asked for longest."""

_lock = Lock()
_running: OrderedDict[str, tuple[Server, ExitStack]] = OrderedDict()


def address(release: Release | None) -> str:
    """Give the address of the service of a release; "" when no service is named at all.

    An endpoint that somebody named by hand holds what it holds, and is asked whatever release is current.
    """
    given, begun_with = os.environ.get("NCP_ENDPOINT", ""), os.environ.get("NCP_RELEASE", "")
    if not given or release is None or begun_with in ("", release.id):
        return given
    with _lock:
        return _service(release).url


def _service(release: Release) -> Server:
    known = _running.pop(release.id, None)
    if known is None or known[0].process.poll() is not None:
        stack = ExitStack()
        known = stack.enter_context(serve(release.store, seconds=settings(None).get("seconds"))), stack
    _running[release.id] = known
    while len(_running) > KEPT:
        _, (_, oldest) = _running.popitem(last=False)
        oldest.close()
    return known[0]


def end() -> None:
    """End the services that were started here."""
    with _lock:
        while _running:
            _running.popitem()[1][1].close()
