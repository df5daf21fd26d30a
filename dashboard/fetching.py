"""`ncp fetch` on a terminal: terms first, a bar for each file, then what came and what did not."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn
from rich.table import Table

from dashboard.terminal import console
from graph.countries import SERVED, eu_code
from graph.errors import BadParameter, FetchError
from ingest.fetch import Offer, Outcome, choose, fetch, offers
from ingest.source import Download

STATES = {"new": "new", "changed": "newer than before", "unchanged": "unchanged", "": "did not come"}


def list_offers(keys: Sequence[str]) -> None:
    """Print what can be fetched, files by country as one line."""
    known = choose(keys, ["all"]) if keys else offers()
    table = Table("source", "file", "what it holds", "licence", header_style="bold")
    table.columns[1].overflow = "fold"
    for key, offer in known.items():
        for about, files in _grouped(offer.downloads).items():
            name = files[0].name if len(files) == 1 else f"{len(files)} files, --country CODE"
            table.add_row(key, name, about, offer.licence)
    Console(markup=False).print(table)


def _grouped(downloads: Iterable[Download]) -> dict[str, list[Download]]:
    grouped: dict[str, list[Download]] = {}
    for download in downloads:
        grouped.setdefault(download.about, []).append(download)
    return grouped


def run_fetch(exports: Path, keys: Sequence[str], countries: Sequence[str], *, agreed: bool) -> bool:
    """Fetch the named sources, or all that give rows; says whether all files came."""
    chosen = chosen_of(keys, countries)
    for key, offer in chosen.items():
        _agree(key, offer, agreed)
    _tell_of_countries(chosen)
    return bring(chosen, exports)


def chosen_of(keys: Sequence[str], countries: Sequence[str]) -> dict[str, Offer]:
    """Choose the named sources, or all that give rows, of files by country those of these codes (or "all")."""
    return choose(keys, [_code(country) for country in countries])


def bring(chosen: Mapping[str, Offer], exports: Path) -> bool:
    """Fetch with a bar for each file, then tell what came; says whether all files came."""
    outcomes = _with_bars(chosen, exports)
    console.print(_table(outcomes))
    for outcome in outcomes:
        if outcome.problem:
            click.echo(outcome.problem, err=True)
    if any(outcome.state in ("new", "changed") for outcome in outcomes):
        console.print("Run `ncp build` to take in what is new.", markup=False)
    return all(outcome.state for outcome in outcomes)


def _code(country: str) -> str:
    code = "all" if country.casefold() == "all" else eu_code(country)
    if code not in (*SERVED, "all"):
        raise BadParameter(f"{country!r} is no code of a country here; write for example PT, or all.")
    return code


def _agree(key: str, offer: Offer, agreed: bool) -> None:
    """Tell the terms of use before anything is fetched, and go on only when they are agreed to."""
    if not offer.terms:
        return
    click.echo(f"{offer.title}: {offer.terms}", err=True)
    if agreed:
        return
    try:
        agreed = click.confirm("Do you agree?", err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        raise FetchError(f"Nothing was fetched of {key}; agree to its terms when asked, or with --yes.")


def _tell_of_countries(chosen: Mapping[str, Offer]) -> None:
    for key, offer in chosen.items():
        by_country = [d for d in offers()[key].downloads if d.country]
        if by_country and not any(d.country for d in offer.downloads):
            console.print(f"{key} comes by country: add --country PT for Portugal, or --country all.", highlight=False)


def _with_bars(chosen: Mapping[str, Offer], exports: Path) -> list[Outcome]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bars: dict[str, TaskID] = {}

        def hear(download: Download, done: int, size: int) -> None:
            if download.address not in bars:
                bars[download.address] = progress.add_task(download.name, total=None)
            progress.update(bars[download.address], completed=done, total=size or None)

        return list(fetch(chosen, exports, hear))


def _table(outcomes: Iterable[Outcome]) -> Table:
    table = Table("source", "file", "result", "bytes", "SHA-256 begins", header_style="bold")
    table.columns[1].overflow = "fold"
    for one in outcomes:
        size = f"{one.size:,}" if one.state else ""
        table.add_row(one.key, one.download.name, STATES[one.state], size, one.sha256[:16])
    return table
