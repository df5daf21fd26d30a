"""Run the service: the engine on loopback, which follows the release that is current, and the application before it."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from dashboard.limits import limits as limits_of
from dashboard.limits import server_memory
from dashboard.protocol import door
from dashboard.protocol.app import application
from dashboard.protocol.service import Behind, Service
from dashboard.settings import Settings
from graph.errors import BadInput, EndpointError
from graph.follow import Follower, follow
from graph.turns import Turns
from graph.workspace import Release, Workspace

LATER = 2
"""Seconds after our own time limit at which the engine ends a query by itself."""


@dataclass(frozen=True, slots=True)
class Served:
    """What runs: the address of the service, and the server that answers until it is told to end."""

    url: str
    server: uvicorn.Server
    listening: socket.socket

    def run(self) -> None:
        """Answer until Ctrl-C or SIGTERM."""
        self.server.run(sockets=[self.listening])

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Answer while the block runs."""
        thread = threading.Thread(target=self.run, name="data service", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.server.should_exit = True
            thread.join(5)


@contextmanager
def serving(config: Settings, address: str, port: int, tell: Callable[[str], None]) -> Iterator[Served]:
    """Make the service of the current release ready at an address; refused to others without a token."""
    door.check(address, config.workspace.root)
    limits, turns = limits_of(config), Turns(config.get("places"))
    origins, known = origins_of(config), door.tokens(config.workspace.root)
    engine = follow(config.workspace, 0, int(limits.seconds) + LATER, tell, server_memory(config))
    with listening(address, port) as listen, engine as followed:
        service = Service(lambda: behind(config.workspace, followed), limits, turns)
        app = application(service, address, known, origins)
        settings = uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False, server_header=False)
        host = f"[{address}]" if ":" in address else address
        yield Served(f"http://{host}:{listen.getsockname()[1]}/query", uvicorn.Server(settings), listen)


def behind(workspace: Workspace, followed: Follower) -> Behind:
    """Tell which release the engine serves at the moment."""
    release = Release(workspace.releases_folder / followed.release)
    return Behind(followed.url, release.id, release.store, release.tables)


def origins_of(config: Settings) -> list[str]:
    """Read which web pages may read the answers in a browser: `cors`, origins with blanks between; none by default."""
    given = config.get("cors")
    origins = str(given).replace(",", " ").split()
    for one in origins:
        fits = one == "*" or (one.startswith(("http://", "https://")) and one.count("/") == 2)
        _sure(fits, f'cors names "{one}"', "write origins such as https://pages.example.eu")
    return origins


def _sure(fits: bool, problem: str, remedy: str) -> None:
    if not fits:
        raise BadInput(problem, remedy, file="ncp.toml")


@contextmanager
def listening(address: str, port: int) -> Iterator[socket.socket]:
    """Take the port, so that one which is taken is told before anything starts."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        listen = socket.create_server((address, port), family=family)
    except (OSError, OverflowError) as error:
        told = f"Port {port} of {address} cannot be taken ({error}); choose another port or address"
        raise EndpointError(f"{told}.") from error
    with listen:
        yield listen
