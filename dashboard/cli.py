"""The command line `ncp`; it draws what the same functions give to the pages."""

import sys
from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from dashboard.command import Command
from dashboard.concentration_command import concentration
from dashboard.expected_command import expected
from dashboard.flag_command import flags
from dashboard.list_commands import map_columns, template
from dashboard.reconcile_command import reconcile
from dashboard.review_commands import review
from dashboard.settings import Settings, settings
from graph.errors import NcpError
from graph.workspace import default_workspace

HELP = f"""Which towns has no EU programme or initiative reached yet, and why do we say so?

The workspace holds exports, releases and settings; without --workspace it is
{default_workspace()}.
"""


class Commands(click.Group):
    """The group whose commands are of that kind."""

    command_class = Command


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


def with_settings(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the settings as its first argument."""

    @click.pass_obj
    def run(config: Settings, /, **options: Any) -> None:  # noqa: ANN401 - options of any type
        function(config, **options)

    return update_wrapper(run, function)


def output(function: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say how and where a table is written."""
    from dashboard.formats import FORMATS

    style = click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True)
    target = click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file.")
    return style(target(function))


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
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the release.")
@click.option("--endpoint-port", type=int, help="Port of the endpoint (default 7878).")
@click.option("--exports", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of exports.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@with_settings
def up(
    config: Settings,
    port: int | None,
    endpoint: str | None,
    endpoint_port: int | None,
    exports: Path | None,
    no_browser: bool,
) -> None:
    """Build if nothing is published yet, then serve the endpoint and the dashboard on this machine.

    Example: ncp up --port 8501
    """
    from dashboard.terminal import run_up

    ports = config.get("port", port), config.get("endpoint_port", endpoint_port)
    run_up(config, ports[0], endpoint or "", ports[1], exports, not no_browser)


@main.command()
@click.option("--port", type=int, help="Port of the endpoint (default 7878).")
@with_settings
def serve(config: Settings, port: int | None) -> None:
    """Serve the SPARQL endpoint of the current release alone, read-only.

    Example: ncp serve --port 7878
    """
    from dashboard.terminal import run_serve

    run_serve(config, config.get("endpoint_port", port))


@main.command()
@click.option("--country", required=True, metavar="CODE", help="EU code of the country, such as PT or EL.")
@click.option("--min-population", type=int, help="Smallest number of inhabitants (default 5000).")
@click.option("--max-population", type=int, help="Largest number of inhabitants.")
@click.option("--scheme", default="use", metavar="KEY", help="Size scheme; `ncp ask gaps/size-schemes` lists them.")
@click.option("--size", default="", metavar="CLASS", help="Class of that scheme, or below, above, unknown.")
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["absent", "uncovered", "linked"]),
    default=("absent", "uncovered"),
    show_default=True,
    help="State of the towns to list; may be repeated.",
)
@click.option(
    "--peripheral",
    "kinds",
    multiple=True,
    type=click.Choice(["rural", "border", "island", "mountain", "outermost"]),
    help="In a region that is officially so; may be repeated, any of them counts.",
)
@click.option("--min-distance", type=float, default=0, metavar="KM", help="So far from a place of 50,000, at least.")
@output
@with_settings
def unlinked(
    config: Settings,
    country: str,
    min_population: int | None,
    max_population: int | None,
    scheme: str,
    size: str,
    states: tuple[str, ...],
    kinds: tuple[str, ...],
    min_distance: float,
    style: str,
    output: Path | None,
) -> None:
    """List the towns of a country that no covered programme has reached, with the reason of each.

    Example: ncp unlinked --country PT --format csv -o towns.csv
    """
    from dashboard.terminal import embedded, show
    from dashboard.worklist import bounds, rows_of, worklist

    if size and (min_population, max_population) != (None, None):
        _usage("a class of size has its own bounds: leave out --min-population and --max-population")
    graph = embedded(config)
    low, high = bounds(graph, scheme, size) if size else (min_population, max_population)
    towns = worklist(graph, country.upper(), low, high, states, scheme)
    official = ["predominantly-rural" if kind == "rural" else kind for kind in kinds]
    found = [town for town in towns if town.lies(official, min_distance)]
    show(*rows_of(found, full=style != "table"), style, output)


@main.command()
@output
@with_settings
def questions(config: Settings, style: str, output: Path | None) -> None:
    """List the saved questions with their parameters and defaults.

    Example: ncp questions
    """
    from dashboard.terminal import show
    from queries.catalogue import load

    rows = [
        (name, q.summary, ", ".join(f"{key}={value}" for key, value in q.defaults.items()))
        for name, q in sorted(load().items())
    ]
    show(("name", "summary", "parameters"), rows, style, output)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL 1.1 endpoint instead of the release.")
@click.option("--limit", type=int, help="Print at most so many rows.")
@output
@with_settings
def ask(
    config: Settings,
    name: str,
    parameters: tuple[str, ...],
    endpoint: str | None,
    limit: int | None,
    style: str,
    output: Path | None,
) -> None:
    """Run a saved question; its parameters follow as --PARAMETER VALUE.

    Example: ncp ask gaps/unlinked --country SI --format csv
    """
    from dashboard.terminal import answer

    answer(config, name, _pairs(parameters), endpoint or "", limit, style, output)


def _pairs(words: tuple[str, ...]) -> dict[str, str]:
    """Read --country PT --minPopulation=5000 into a mapping."""
    flat = [part for word in words for part in (word.split("=", 1) if word.startswith("--") else [word])]
    if len(flat) % 2 or any(not key.startswith("--") for key in flat[::2]):
        _usage(f"parameters are written as --NAME VALUE, not {' '.join(words)!r}")
    return {key[2:]: value for key, value in zip(flat[::2], flat[1::2], strict=True)}


def _usage(sentence: str) -> NoReturn:
    raise click.UsageError(sentence)


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
    from dashboard.source_commands import list_sources, print_coverage

    if coverage:
        print_coverage(config, country, family, period, style, output)
    elif country or family or period:
        _usage("--country, --family and --period go with --coverage")
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
    back = config.workspace.rollback(release)
    click.echo(f"Release {back.id} is served now.")


@main.command()
@with_settings
def check(config: Settings) -> None:
    """Hold the current release against the shapes and the questions in checks/.

    Example: ncp check
    """
    from dashboard.terminal import run_check

    sys.exit(0 if run_check(config) else 1)


main.add_command(template)
main.add_command(map_columns)
main.add_command(review)
main.add_command(reconcile)
main.add_command(flags)
main.add_command(expected)
main.add_command(concentration)
