"""What the pages show: answers to saved questions, kept for as long as the release is the same."""

import csv
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import early, exposure, serving
from dashboard.coverage import Statement, statements
from dashboard.digest import changed, noted
from dashboard.formats import day as day
from dashboard.formats import delimited
from dashboard.formats import years as years
from dashboard.release_list import Listed, listed
from dashboard.settings import settings
from dashboard.sizes import USE, Scheme, schemes
from dashboard.stores import find
from dashboard.worklist import FLOOR, Town, worklist
from dashboard.worklist_kept import EVERY_STATE, towns_of
from graph.digest import Changed
from graph.endpoint import Endpoint, Remote, Table
from graph.errors import EndpointError, NcpError
from graph.kept_answers import Kept, folder_of
from graph.remote_release import Latest
from graph.tell_changes import sentences
from graph.workspace import Release
from queries import ask as asking
from queries.catalogue import Question, load

Rows = list[dict[str, Any]]
HOURS = 12
MINUTES = 10
"""For so long an answer of an endpoint that somebody named is kept at most: it may hold other things by then."""


@dataclass(frozen=True, slots=True)
class Served:
    """What the pages read: the endpoint's address, the release's id and day or "", and the folder of its tables.

    `moment` counts spans of some minutes for an endpoint that somebody named, so that no answer outlives one.
    """

    address: str
    release: str
    created: str
    tables: Path | None = None
    moment: int = 0


def streamlit_command(port: int, address: str = "127.0.0.1", root: Path | None = None) -> list[str]:
    """Compose the command that starts the pages, on this machine alone unless another address is named.

    `root` is the folder of the workspace, in which Streamlit looks for how people sign in.
    """
    script = str(Path(__file__).with_name("server.py"))
    options = {
        "server.port": str(port),
        "server.address": address,
        "secrets.files": str((root or settings(None).workspace.root).resolve() / exposure.FILE),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "server.enableAgentApi": "false",
        "server.trustedUserHeaders": "{}",
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
        "client.toolbarMode": "minimal",
        "runner.postScriptGC": "false",  # Python collects by itself when there is something to collect
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", script, *flags]


def current() -> Release | None:
    """Give the release that is current; None where none lies at hand."""
    try:
        return settings(None).workspace.current()
    except NcpError:
        return None


def current_release() -> str:
    """Name the release that is current, or "" where none lies at hand."""
    release = current()
    return release.id if release else ""


@cache
def _created(release: Release) -> str:
    return str(release.manifest["created"])


def served() -> Served:
    """Say what is served now; raises EndpointError when no endpoint is named."""
    release = current()
    address = serving.address(release)
    if not address:
        raise EndpointError("No endpoint is named in NCP_ENDPOINT.")
    # An endpoint that somebody named by hand serves a release of its own; Latest finds its tables where they lie here.
    tables = release.tables if release and os.environ.get("NCP_RELEASE") else None
    moment = 0 if serving.own() else int(time.time() / 60 / MINUTES)
    return Served(address, release.id if release else "", _created(release) if release else "", tables, moment)


@lru_cache(maxsize=16)
def _endpoint(now: Served) -> Endpoint:
    release = kept_release(now)
    if not serving.own():
        return Latest(find(settings(None), now.address).asked(), settings(None).workspace.held)
    asked = Remote(now.address, tables=now.tables)
    return Kept(asked, folder_of(release)) if release else asked


def kept_release(now: Served) -> Release | None:
    """Give the release that is served, if what lies beside it speaks of what the endpoint holds."""
    release = current() if serving.own() else None
    return release if release and release.id == now.release else None


@st.cache_resource(show_spinner="Reading the graph", max_entries=400, ttl=f"{HOURS}h")
def _answer(now: Served, name: str, values: tuple[tuple[str, str], ...]) -> Table:
    return early.take((now, name, values)) or asking.answer(_endpoint(now), name, dict(values))


@st.cache_resource(show_spinner=False, max_entries=400, ttl=f"{HOURS}h")
def _ahead(now: Served, names: tuple[str, ...], values: tuple[tuple[str, str], ...]) -> None:
    for name in names:
        early.submit((now, name, values), partial(asking.answer, _endpoint(now), name, dict(values)))


def ahead(names: Sequence[str], **values: str) -> None:
    """Ask several questions of one thing side by side, once for a release."""
    _ahead(served(), tuple(names), tuple(sorted(values.items())))


def endpoint() -> Endpoint:
    """Give the graph to a function that asks it by itself, such as the one that composes a brief."""
    return _endpoint(served())


def answer(name: str, **values: str) -> Table:
    """Ask a saved question; the same question of the same release is asked once."""
    return _answer(served(), name, tuple(sorted(values.items())))


def rows(name: str, **values: str) -> Rows:
    """Ask a saved question and return its rows by column name."""
    table = answer(name, **values)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


@st.cache_resource(show_spinner="Reading the towns", max_entries=24, ttl=f"{HOURS}h")
def _towns(now: Served, country: str, minimum: int, maximum: int, scheme: str) -> tuple[Town, ...]:
    release = kept_release(now)
    kept = towns_of(release, country, minimum, maximum, size_schemes()[scheme]) if release else None
    if kept is not None:
        return kept
    place = countries().get(country, country)
    return tuple(worklist(_endpoint(now), country, minimum, maximum, EVERY_STATE, scheme, place))


def towns(country: str, minimum: int = FLOOR, maximum: int = 99_999_999, scheme: str = USE) -> tuple[Town, ...]:
    """List the towns of a country in every state, with `minimum` to `maximum` inhabitants and their class of size."""
    return _towns(served(), country, minimum, maximum, scheme)


@st.cache_resource(show_spinner=False, max_entries=2)
def _size_schemes(now: Served) -> dict[str, Scheme]:
    return schemes(_endpoint(now))


def size_schemes() -> dict[str, Scheme]:
    """Name the size schemes that can be chosen, by key."""
    return _size_schemes(served())


def overview(minimum: int = FLOOR) -> Rows:
    """Count the cities of every country by state, those from `minimum` inhabitants up."""
    return rows("gaps/overview", minPopulation=str(minimum))


def countries() -> dict[str, str]:
    """Name the countries that have cities, by EU code, in the order of the alphabet."""
    return {str(row["country"]): str(row["name"]) for row in overview()}


def programmes() -> dict[str, str]:
    """Name the nodes of the programme tree, by key."""
    return {str(row["programme"]): str(row["name"]) for row in rows("programmes/tree")}


def sources() -> dict[str, str]:
    """Name the sources that were loaded, by key."""
    return {str(row["source"]): str(row["title"]) for row in rows("sources/datasets")}


@cache
def questions() -> dict[str, Question]:
    """Load the saved questions once."""
    return load()


def coverage() -> list[Statement]:
    """List what every source covers."""
    return _coverage(served())


@st.cache_resource(show_spinner=False, max_entries=2)
def _coverage(now: Served) -> list[Statement]:
    return statements(rows("sources/coverage"))


def saved_exports() -> dict[str, str]:
    """Say for each source when the newest file of its export was saved; sources without an export are left out."""
    release = current()
    entries = release.manifest.get("sources", []) if release else []
    days = {entry["key"]: max((file.get("saved", "") for file in entry["files"]), default="") for entry in entries}
    return {key: day for key, day in days.items() if day}


def set_aside() -> list[tuple[str, str, int]]:
    """Count the rows that were set aside by source and reason, as the release noted them when it was built.

    The graph holds each of them, so that counting them there takes the longer the more there are; it is asked only
    where no release lies at hand.
    """
    release = current()
    noted = release.manifest.get("sources") if release else None
    if noted:
        told = [(one["title"], why, number) for one in noted for why, number in one["reasons"].items()]
        return sorted(told, key=lambda row: (row[0].casefold(), -row[2]))
    found: Counter[tuple[str, str]] = Counter()
    for row in rows("sources/set-aside"):
        found[str(row["title"]), str(row["reason"])] += int(row["rows"])
    return [(title, why, number) for (title, why), number in found.items()]


def set_aside_file() -> Path | None:
    """Find the list of all rows that the current release set aside."""
    release = current()
    path = release.folder / "set_aside.csv" if release else None
    return path if path and path.is_file() else None


def set_aside_rows(path: Path, source: str) -> bytes:
    """Read the list of rows that were set aside, of one source (key) or of all."""
    if not source:
        return path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as file:
        heads, *told = (row for number, row in enumerate(csv.reader(file)) if not number or row[0] == source)
    return delimited(heads, told).encode("utf-8")


def releases() -> list[Listed]:
    """List the published releases, the newest first; none where no release lies at hand."""
    return listed(settings(None).workspace) if current() else []


def changes() -> list[str]:
    """Tell in sentences what the release that is served changed against the one before."""
    release = current()
    return list(sentences(release.manifest)) if release else ["No release lies at hand to compare with."]


def digest(country: str) -> list[Changed] | None:
    """List the cities of a country that changed state since the last release; None where the release does not say."""
    release = current()
    return changed(release, country=country) if release and noted(release) else None


def footer() -> None:
    """Say which release the figures come from, or which endpoint that somebody named gave them."""
    try:
        now = served()
    except NcpError:
        return
    if not serving.own():
        st.divider()
        st.text(f"All figures: as {now.address} answered within the last {MINUTES} minutes.")
    elif now.release:
        st.divider()
        built = f"All figures: release {now.release}, built on {day(now.created)}."
        st.text(f"{built} Sources, their age and coverage: page Sources.")
