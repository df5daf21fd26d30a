"""The ceiling of what queries may take, from the settings."""

from dashboard.settings import Settings
from graph.errors import BadInput
from graph.limits import LEAST_MEMORY, Limits

MEGA = 1_000_000
TOGETHER = 4
"""The server answers the saved questions of everybody at once; it may take so many times the memory of one query."""


def limits(config: Settings) -> Limits:
    """Read what one query may take."""
    seconds, rows, size, memory = (config.get(name) for name in ("seconds", "rows", "megabytes", "memory"))
    if min(seconds, rows, size) < 1 or memory * MEGA < LEAST_MEMORY:
        remedy = f"write whole numbers from 1, and a memory of {LEAST_MEMORY // MEGA} or more"
        raise BadInput("seconds, rows, megabytes and memory are limits", remedy, file="ncp.toml")
    return Limits(seconds, rows, size * MEGA, memory * MEGA)


def server_memory(config: Settings) -> int:
    """Say how many bytes the server may take."""
    return limits(config).memory * TOGETHER
