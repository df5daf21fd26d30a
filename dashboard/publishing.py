"""Publish a release to a remote store from a terminal, with progress; Ctrl-C stops it and leaves what was served."""

import click
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from dashboard.review import desk_of
from dashboard.settings import Settings
from dashboard.stores import writable
from dashboard.terminal import console
from graph.deeds import log_release
from graph.remote_release import publish


def run_publish(config: Settings, named: str, query: str, release: str) -> None:
    """Send a release graph by graph, let the store serve it, and log who did so."""
    store = writable(config, named, query)
    wanted = config.workspace.release(release)
    desk = desk_of(config.workspace, config.get("desk"))
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Starting", total=None)
        done = publish(
            wanted,
            store.target(),
            lambda graph, sent, all_: progress.update(bar, description=graph, completed=sent, total=all_),
            desk.acting.actor,
        )
    log_release(desk, "published", done.release, config.get("user"))
    sent = f"{done.sent:,} triples were sent" if done.sent else "it was there already"
    click.echo(f"Release {done.release} is served by {store.query}; {sent}.")
