"""Where queries of one's own go: the release that is served, within the limits of the settings, in one queue."""

import os
from functools import cache

from dashboard import serving
from dashboard.settings import Settings, settings
from graph.endpoint import Remote
from graph.errors import BadInput, EndpointError
from graph.limits import LEAST_MEMORY, Limits
from graph.turns import Turns
from queries.run import Engine

MEGA = 1_000_000


def limits(config: Settings) -> Limits:
    """Read the ceiling from the settings."""
    memory = config.get("memory") * MEGA
    if memory < LEAST_MEMORY:
        raise BadInput(f"memory = {memory // MEGA} is too little for the engine", "set 1000 (megabytes) or more")
    return Limits(config.get("seconds"), config.get("rows"), config.get("megabytes") * MEGA, memory)


@cache
def _turns(places: int) -> Turns:
    """Keep one queue for the whole program."""
    return Turns(places)


def engine(config: Settings, endpoint: str = "") -> Engine:
    """Ask the current release of the workspace, or the endpoint at this address."""
    where = Remote(endpoint) if endpoint else config.workspace.current().store
    return Engine(where, limits(config), _turns(config.get("places")))


def served() -> Engine:
    """Ask what the pages show: the current release, or the endpoint that was named in its place."""
    endpoint = os.environ.get("NCP_ENDPOINT", "")
    if not endpoint:
        raise EndpointError("No endpoint is named in NCP_ENDPOINT.")
    return engine(settings(None), "" if serving.own() else endpoint)
