"""What a job does: the functions of `ncp build`, `ncp fetch` and `ncp reconcile`, with their progress noted."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dashboard.job_progress import Progress, plan
from dashboard.jobs import BUILD, FETCH, LIST, SENT, Asked
from dashboard.settings import Settings
from graph.errors import FetchError

Answer = tuple[tuple[str, ...], str]
"""What there is to tell, and the release that was published or ""."""

SECONDS = {
    "Reading the gazetteer of European places": 6.0,
    "Indexing names": 0.5,
    "Writing cities and places": 6.0,
    "Judging every city": 5.0,
    "Measuring the network": 2.0,
    "Computing figures of cities and of groups of cities": 4.0,
    "Loading the store": 40.0,
    "Checking the release against its shapes": 20.0,
}
"""What the long stages of a first build take about, in their order; the others count little."""

LAST = 2.0
"""Seconds that publishing takes about."""

ANSWER = "answer.xlsx"


def run_build(config: Settings, asked: Asked, progress: Progress) -> Answer:
    """Build and publish a release."""
    from dashboard.building import build_release, told
    from dashboard.ready import SECONDS as READY
    from dashboard.review import desk_of
    from graph.deeds import log_release
    from ingest.build import COMPARE, PUBLISH

    shares = plan(config.workspace, SECONDS, dict.fromkeys((COMPARE, PUBLISH), LAST) | READY)

    def tell(stage: str) -> None:
        if stage == PUBLISH:
            progress.finish()
        progress.stage(stage, *shares.of(stage))

    built = build_release(config, tell, count=progress.count)
    release = built.release.id
    lines = [f"Release {release} is published, after {sum(built.seconds.values()):.0f} s.", *told(built)]
    log_release(desk_of(config.workspace, config.get("desk")), "built", release, asked.by)
    return tuple(lines), release


def run_fetch(config: Settings, asked: Asked, progress: Progress) -> Answer:
    """Fetch what was chosen; what did not come is told with its reason."""
    from dashboard.fetching import STATES, chosen_of
    from ingest.fetch import fetch

    chosen = chosen_of(asked.options["sources"], asked.options["countries"])
    agreed = set(asked.options.get("agreed", ()))
    for key, offer in chosen.items():
        if offer.terms and key not in agreed:
            raise FetchError(f"Nothing was fetched of {key}; agree to its terms first: {offer.terms}")
    files = [(key, download) for key, offer in chosen.items() for download in offer.downloads]
    if not files:
        raise FetchError("Nothing was chosen; sources that come by country need a country.")
    progress.count("files", len(files))
    place = {download.address: number for number, (_, download) in enumerate(files)}
    told, came = [], Counter[str]()

    def hear(download: Any, done: int, size: int) -> None:  # noqa: ANN401 - the adapter's own type
        progress.count(
            "bytes of this file", done, (place[download.address] + (done / size if size else 0)) / len(files)
        )

    progress.stage(f"Fetching {files[0][1].name}", 0.0)
    for number, one in enumerate(fetch(chosen, config.workspace.exports, hear), 1):
        came[one.state] += 1
        told.append(one.problem or f"{one.key}/{one.download.name}: {STATES[one.state]}, {one.size:,} bytes.")
        progress.count("files done", number)
        if number < len(files):
            progress.stage(f"Fetching {files[number][1].name}", number / len(files))
    if came[""] == len(files):
        raise FetchError(" ".join(told))
    if came["new"] or came["changed"]:
        told.append("Build a release to take in what is new.")
    return tuple(told), ""


def run_list(config: Settings, asked: Asked, progress: Progress) -> Answer:
    """Find the cities of an uploaded list, and write the answer beside it."""
    from dashboard.reconcile import best, counts_told, known, reconcile, said_by, write
    from dashboard.terminal import embedded
    from graph.desk import decisions_of
    from ingest.mapping import ColumnMapping
    from ingest.own_list import fitting, tables

    folder, options = progress.folder, asked.options
    progress.stage("Reading the list", 0.0, 0.1, 1)
    columns = {name: column for name, column in options.get("columns", {}).items() if column}
    list_sent, sheet = folder / SENT / options["file"], options.get("sheet", "")
    found = tables(list_sent, sheet, options.get("encoding", ""), columns.values())
    progress.stage("Reading the gazetteer of European places", 0.1, 0.6, 10)
    base = known(decisions_of(config.workspace, config.get("desk")))
    said = said_by(ColumnMapping(), columns, options.get("country", ""))
    table = best(found, said, base)
    progress.count("rows", len(table.lines))
    progress.stage("Finding the cities and their verdicts", 0.6, 0.9, 10)
    result = reconcile(table, fitting(table.header, said, table.name), base, embedded(config))
    progress.stage("Writing the answer", 0.9, 1.0, 1)
    write(result, folder / ANSWER)
    write(result, folder / Path(ANSWER).with_suffix(".csv"))
    lines = [f"Read as {table.encoding}, for the text is not UTF-8."] if table.encoding else []
    return (*lines, counts_told("rows", result.outcomes), counts_told("verdicts", result.verdicts)), ""


KINDS: Mapping[str, Callable[[Settings, Asked, Progress], Answer]] = {
    BUILD: run_build,
    FETCH: run_fetch,
    LIST: run_list,
}
