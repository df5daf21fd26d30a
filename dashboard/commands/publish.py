"""The command `ncp publish`: a release in a remote store, such as Virtuoso or Apache Jena Fuseki."""

import click

from dashboard.command import Command, with_settings
from dashboard.settings import Settings


@click.command(cls=Command)
@click.argument("store", metavar="STORE")
@click.option("--query", default="", metavar="URL", help="Where the store is asked, if its address does not tell.")
@click.option("--release", default="", metavar="ID", help="This release instead of the current one.")
@with_settings
def publish(config: Settings, store: str, query: str, release: str) -> None:
    """Publish a release to a remote store: STORE is a name in ncp.toml, or where the store takes graphs.

    Example: ncp publish http://127.0.0.1:3030/ncp/data
    """
    from dashboard.publishing import run_publish

    run_publish(config, store, query, release)


COMMANDS = (publish,)
