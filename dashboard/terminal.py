"""What the commands do on a terminal: progress, tables and the two servers."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from dashboard.exposure import check
from dashboard.formats import FORMATS, render, workbook, writing
from dashboard.release_list import listed
from dashboard.settings import Settings
from dashboard.terminal_table import show_rows
from graph.endpoint import Embedded
from graph.errors import BadInput, EndpointError, NothingPublished
from graph.workspace import Release

console = Console(stderr=True)


def embedded(config: Settings) -> Embedded:
    """Open the current release for reading."""
    from pyoxigraph import Store

    release = config.workspace.current()
    return Embedded(Store.read_only(str(release.store)), tables=release.tables)


def whole(config: Settings) -> Embedded:
    """Open the current release for answers of any length, such as all participations."""
    from pyoxigraph import Store

    release = config.workspace.current()
    return Embedded(Store.read_only(str(release.store)), sys.maxsize, release.tables)


def show(columns: Sequence[str], rows: Iterable[Sequence[Any]], style: str, output: Path | None) -> None:
    """Print a table, or write it in the wanted format, or that of the file's ending, to the file or standard output."""
    if style == "table" and output is not None and output.suffix[1:].lower() in FORMATS[1:]:
        style = output.suffix[1:].lower()
    if style == "table" and output is None:
        held = [["" if cell is None else str(cell) for cell in row] for row in rows]
        show_rows(columns, held)
        if not held:
            click.echo("Nothing fits what was asked.", err=True)
        return
    if output is None:
        if style == "xlsx":
            raise BadInput("a workbook cannot be printed", "name a file with -o FILE.xlsx")
        click.echo(render("csv" if style == "table" else style, columns, rows), nl=False)
        return
    with writing(output):
        if style == "xlsx":
            output.write_bytes(workbook(columns, rows))
        else:
            text = render("csv" if style == "table" else style, columns, rows)
            output.write_text(text, "utf-8", newline="")
    click.echo(f"Written: {output}", err=True)


def run_build(config: Settings, exports: Path | None, only: Sequence[str]) -> Release:
    """Build with a line of progress for each step, then a table with a row for each source."""
    from dashboard.building import build_release, told

    with console.status("Starting") as status:
        built = build_release(config, lambda step: status.update(f"{step} …"), exports, only)
    about = built.release.manifest
    table = Table("source", "rows read", "set aside", "made", "seconds", header_style="bold")
    for source in about["sources"]:
        made = ", ".join(f"{number:,} {kind}" for kind, number in source["made"].items() if kind != "SetAside")
        counts = (f"{source['rows_read']:,}", f"{source['rows_set_aside']:,}")
        table.add_row(source["title"], *counts, made, str(source["seconds"]))
    console.print(table)
    for line in told(built):
        console.print(line, markup=False, highlight=False)
    console.print(f"Rows set aside, with reasons: {built.release.folder / 'set_aside.csv'}", highlight=False)
    seconds = sum(built.seconds.values())
    console.print(f"Published {built.release.id} after {seconds:.0f} s.", highlight=False)
    return built.release


def current_or_built(config: Settings, exports: Path | None) -> Release:
    """Open the current release; build one first when there is none."""
    try:
        return config.workspace.current()
    except NothingPublished:
        console.print("Nothing is published yet: building the first release.")
        return run_build(config, exports, ())


@dataclass(frozen=True, slots=True)
class Door:
    """Where the pages are served: at which address and port, and whether a browser opens them."""

    port: int
    address: str = "127.0.0.1"
    browser: bool = False

    @property
    def here(self) -> str:
        """The address at which this machine reaches the pages."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}
        host = everywhere.get(self.address, f"[{self.address}]" if ":" in self.address else self.address)
        return f"http://{host}:{self.port}"


def run_up(config: Settings, door: Door, endpoint: str, endpoint_port: int, exports: Path | None) -> None:
    """Serve the endpoint and the dashboard until Ctrl-C; refused beyond this machine where nobody has to sign in."""
    from dashboard.protocol.serve import serving

    check(door.address, config.workspace.root)
    if endpoint:
        _dashboard(config, door, endpoint, "")
        return
    current_or_built(config, exports)
    with serving(config, "127.0.0.1", endpoint_port, _say) as served, served.beside():
        _dashboard(config, door, served.url, config.workspace.current().id)


def _say(told: str) -> None:
    console.print(told, markup=False, highlight=False)


def _dashboard(config: Settings, door: Door, endpoint: str, release: str) -> None:
    address = door.here
    with streamlit(config, door, endpoint, release) as process:
        _wait(process, f"{address}/_stcore/health")
        console.print(f"Dashboard        {address}", highlight=False)
        console.print(f"SPARQL endpoint  {endpoint}", highlight=False)
        console.print("Ctrl-C ends both.")
        if door.browser:
            webbrowser.open(address)
        process.wait()


@contextmanager
def streamlit(config: Settings, door: Door, endpoint: str, release: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """Run the pages as a child process, which ends with the block; `release` is the one behind the endpoint."""
    from dashboard.data import streamlit_command

    environment = os.environ | {"NCP_ENDPOINT": endpoint, "NCP_WORKSPACE": str(config.workspace.root)}
    environment["NCP_RELEASE"] = release
    command = streamlit_command(door.port, door.address, config.workspace.root)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], health: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise EndpointError("The dashboard ended while it started; is its port taken? Try `ncp up --port 8601`.")
        try:
            with urllib.request.urlopen(health, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise EndpointError(f"The dashboard did not answer within {seconds:.0f} s; see the lines above.")


def run_serve(config: Settings, address: str, port: int) -> None:
    """Serve SPARQL and the saved questions until Ctrl-C."""
    from dashboard.protocol.serve import serving

    with serving(config, address, port, _say) as served:
        base = served.url.removesuffix("/query")
        _say(f"SPARQL endpoint  {served.url}\nSaved questions  {base}/questions\nOpenAPI          {base}/openapi.json")
        _say("Ctrl-C ends it.")
        served.run()


def list_releases(config: Settings) -> None:
    """Print the published releases."""
    for one in listed(config.workspace):
        told = (one.built, one.counts, one.megabytes)
        click.echo(f"{'*' if one.served else ' '} {one.release.id}  {', '.join(filter(None, told))}")


def run_check(config: Settings) -> bool:
    """Print what the shapes and the questions of checks/ find; says whether all hold."""
    from dashboard.checking import SHAPES, check

    holds = True
    for one in check(embedded(config)):
        told = one.told if one.name == SHAPES else one.name
        click.echo(f"{'holds' if one.holds else f'{one.found:,} found'}: {told}")
        holds = holds and one.holds
    return holds
