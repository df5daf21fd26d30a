"""The command line `ncp`; it draws what the same functions give to the pages."""

import importlib
import pkgutil
import sys
from pathlib import Path

import click

from dashboard import commands
from dashboard.command import Commands, output, with_settings
from dashboard.settings import Settings, settings
from graph.errors import NcpError
from graph.workspace import default_workspace

HELP = f"""Which towns has no EU programme or initiative reached yet, and why do we say so?

The workspace holds exports, releases and settings; without --workspace it is
{default_workspace()}.
"""


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"ncp {version('ncp-graph')}")
    try:
        release = settings(ctx.params.get("workspace")).workspace.current()
        click.echo(f"release {release.id}, built {release.manifest['created']}")
    except NcpError as error:
        click.echo(str(error))
    ctx.exit()


@click.group(cls=Commands, help=HELP)
@click.option("--workspace", type=click.Path(path_type=Path), is_eager=True, help="Folder of the workspace.")
@click.option("--version", is_flag=True, expose_value=False, callback=_version, help="Print version and release.")
@click.pass_context
def main(ctx: click.Context, workspace: Path | None) -> None:
    """Hand the settings to the command."""
    try:
        ctx.obj = settings(workspace)
    except NcpError as error:
        click.echo(str(error), err=True)
        ctx.exit(1)


@main.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Of files by country these; or all.")
@click.option("--list", "only_list", is_flag=True, help="List what can be fetched, and fetch nothing.")
@click.option("--yes", is_flag=True, help="Agree to the terms of use that are shown.")
@with_settings
def fetch(config: Settings, sources: tuple[str, ...], countries: tuple[str, ...], only_list: bool, yes: bool) -> None:
    """Download published exports into the workspace: what changed, checked, never half a file.

    Example: ncp fetch kohesio --country PT
    """
    from dashboard.fetching import list_offers, run_fetch

    if only_list:
        list_offers(sources)
    elif not run_fetch(config.workspace.exports, sources, countries, agreed=yes):
        sys.exit(1)


@main.command()
@click.option("--exports", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of exports.")
@click.option("--only", multiple=True, metavar="SOURCE", help="Read only this source; may be repeated.")
@with_settings
def build(config: Settings, exports: Path | None, only: tuple[str, ...]) -> None:
    """Build a new release from the exports and publish it.

    Example: ncp build --exports ./exports
    """
    from dashboard.terminal import run_build

    run_build(config, exports, only)


@main.command()
@click.option("--port", type=int, help="Port of the dashboard (default 8501).")
@click.option("--address", metavar="IP", help="Address of the dashboard (default 127.0.0.1); others need a sign-in.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the release.")
@click.option("--endpoint-port", type=int, help="Port of the endpoint (default 7878).")
@click.option("--exports", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of exports.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@with_settings
def up(
    config: Settings,
    port: int | None,
    address: str | None,
    endpoint: str | None,
    endpoint_port: int | None,
    exports: Path | None,
    no_browser: bool,
) -> None:
    """Build if nothing is published yet, then serve the endpoint and the dashboard on this machine.

    Example: ncp up --port 8501
    """
    from dashboard.terminal import Door, run_up

    door = Door(config.get("port", port), config.get("address", address), not no_browser)
    run_up(config, door, endpoint or "", config.get("endpoint_port", endpoint_port), exports)


@main.command()
@click.option("--port", type=int, help="Port of the endpoint (default 7878).")
@click.option("--address", metavar="IP", help="Address of the endpoint (default 127.0.0.1); others need a token.")
@with_settings
def serve(config: Settings, port: int | None, address: str | None) -> None:
    """Serve the current release as SPARQL endpoint, and the saved questions by address, read-only.

    Example: ncp serve --port 7878
    """
    from dashboard.terminal import run_serve

    run_serve(config, config.get("endpoint_address", address), config.get("endpoint_port", port))


@main.command()
@click.option("--coverage", is_flag=True, help="Show what each source covers, as a heat map of sources by country.")
@click.option("--country", default="", metavar="CODE", help="With --coverage: the statements of this country.")
@click.option("--family", default="", metavar="KEY", help="With --coverage: of this programme family only.")
@click.option("--period", default="", metavar="YEAR", help="With --coverage: of the period that begins so.")
@output
@with_settings
def sources(
    config: Settings, coverage: bool, country: str, family: str, period: str, style: str, output: Path | None
) -> None:
    """List every source: where its export goes, its rows, its age; with --coverage what it covers.

    Example: ncp sources --coverage --country PT
    """
    from dashboard.source_list import list_sources, print_coverage

    if coverage:
        print_coverage(config, country, family, period, style, output)
    elif country or family or period:
        raise click.UsageError("--country, --family and --period go with --coverage")
    else:
        list_sources(config, style, output)


@main.command()
@with_settings
def releases(config: Settings) -> None:
    """List the published releases, the newest first; the current one is marked.

    Example: ncp releases
    """
    from dashboard.terminal import list_releases

    list_releases(config)


@main.command()
@click.argument("release", required=False, default="")
@output
@with_settings
def changes(config: Settings, release: str, style: str, output: Path | None) -> None:
    """Tell what a release changed against the one before, source by source: the current one or the named one.

    Example: ncp changes --format csv -o changes.csv
    """
    from dashboard.changes import tell_changes

    tell_changes(config, release, style, output)


@main.command()
@click.argument("release", required=False, default="")
@with_settings
def rollback(config: Settings, release: str) -> None:
    """Serve an earlier release again: the named one, or the one before.

    Example: ncp rollback
    """
    from dashboard.review import desk_of
    from graph.deeds import roll_back

    back = roll_back(config.workspace, desk_of(config.workspace, config.get("desk")), release, config.get("user"))
    click.echo(f"Release {back.id} is served now.")


@main.command()
@with_settings
def check(config: Settings) -> None:
    """Hold the current release against the shapes and the questions in checks/.

    Example: ncp check
    """
    from dashboard.terminal import run_check

    sys.exit(0 if run_check(config) else 1)


for found in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
    for command in importlib.import_module(found.name).COMMANDS:
        main.add_command(command)
