"""Where queries of one's own go: the release that is served, within the limits of the settings, in one queue."""

import os
from functools import cache

from dashboard import serving
from dashboard.limits import limits
from dashboard.settings import Settings, settings
from dashboard.stores import find
from graph.errors import EndpointError
from graph.remote_release import Latest
from graph.turns import Turns
from queries.run import Engine


@cache
def _turns(places: int) -> Turns:
    """Keep one queue for the whole program."""
    return Turns(places)


def engine(config: Settings, endpoint: str = "") -> Engine:
    """Ask the current release of the workspace, or the endpoint at this address."""
    where = Latest(find(config, endpoint).asked()).now() if endpoint else config.workspace.current().store
    return Engine(where, limits(config), _turns(config.get("places")))


def served() -> Engine:
    """Ask what the pages show: the current release, or the endpoint that was named in its place."""
    endpoint = os.environ.get("NCP_ENDPOINT", "")
    if not endpoint:
        raise EndpointError("No endpoint is named in NCP_ENDPOINT.")
    return engine(settings(None), "" if serving.own() else endpoint)


def end() -> None:
    """End whatever is asked in this program."""
    if _turns.cache_info().currsize:
        _turns(settings(None).get("places")).end()
