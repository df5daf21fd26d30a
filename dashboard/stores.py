"""The remote stores that hold our releases: by name in `ncp.toml` or by address; settings tell who we are to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.settings import Settings
from graph.endpoint import Remote
from graph.errors import BadInput
from graph.graph_store import GraphStore
from graph.login import Login
from graph.remote_release import Target

ENDINGS = {
    "/sparql-graph-crud-auth": "/sparql",
    "/sparql-graph-crud": "/sparql",
    "/data": "/query",
    "/store": "/query",
}
"""How the address of graphs ends, and that of queries beside it: Virtuoso, Apache Jena Fuseki, Oxigraph."""


@dataclass(frozen=True, slots=True)
class Store:
    """Where a store is asked, where it takes graphs ("" where it does not), and who we are to it."""

    query: str
    data: str = ""
    login: Login | None = field(default=None, repr=False)
    seconds: float = 30

    def asked(self) -> Remote:
        """Give the endpoint."""
        return Remote(self.query, self.seconds, login=self.login)

    def target(self) -> Target:
        """Give both sides of a store that takes graphs; counting all that was sent may take longer than a question."""
        return Target(Remote(self.query, max(self.seconds, 300), login=self.login), GraphStore(self.data, self.login))


def find(config: Settings, named: str) -> Store:
    """Find a store by its name in the settings, or take the address of its endpoint."""
    if "://" in named:
        return Store(named, "", _login(config, {}), config.get("seconds"))
    told = _told(config, named)
    if not told.get("query"):
        raise BadInput(f'the store "{named}" has no address for queries', "write it as query", file="ncp.toml")
    seconds = float(str(told.get("seconds", config.get("seconds"))))
    return Store(str(told["query"]), str(told.get("data", "")), _login(config, told), seconds)


def writable(config: Settings, named: str, query: str = "") -> Store:
    """Find a store that takes graphs, by name or by the address of its graphs; `query` is that of its endpoint."""
    if "://" not in named:
        store = find(config, named)
        if not store.data:
            raise BadInput(f'the store "{named}" has no address for graphs', "write it as data", file="ncp.toml")
        return store
    beside = [named.removesuffix(end) + other for end, other in ENDINGS.items() if named.endswith(end)]
    if not query and not beside:
        raise BadInput("where that store is asked cannot be told from its address", "name it with --query URL")
    return Store(query or beside[0], named, _login(config, {}), config.get("seconds"))


def _told(config: Settings, named: str) -> Mapping[str, object]:
    stores = config.file.get("stores", {})
    if not isinstance(stores, dict) or not isinstance(stores.get(named), dict):
        known = ", ".join(stores) if isinstance(stores, dict) and stores else "none"
        raise BadInput(f'no store is called "{named}" (there is: {known})', f"add [stores.{named}]", file="ncp.toml")
    told: Mapping[str, object] = stores[named]
    return told


def _login(config: Settings, told: Mapping[str, object]) -> Login | None:
    """Take user and password of the environment or of the whole file, else those that are told of the store."""
    user = str(config.get("store_user") or told.get("user", ""))
    password = str(config.get("store_password") or told.get("password", ""))
    return Login(user, password) if user else None
