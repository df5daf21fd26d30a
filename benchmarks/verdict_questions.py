"""Every question on verdicts for the largest countries, on a release and on one of about 20 million quads made of it.

python -m benchmarks.verdict_questions WORKSPACE [--large FOLDER] [--copies 20]

Without `--large` the questions are asked of the current release of the workspace. With it, a release is made in the
folder first: everything as it is, and `--copies` times the projects of keep.eu, CORDIS and URBACT once more, each copy
with names of its own, at the same cities. The gazetteer stays as it is, for Europe has no more cities than it has.
"""

import argparse
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyoxigraph as ox
from pyarrow import parquet

from graph.endpoint import Embedded
from graph.evidence_table import write_evidence
from graph.quads import GRAPH, Written
from graph.release import loading
from graph.workspace import Release, Workspace
from queries.answer_tables import write_answers
from queries.ask import answer
from queries.catalogue import Question, load

SOURCES = ("keep", "cordis", "urbact")
COUNTRIES = ("IT", "DE", "FR", "ES", "PL")
OWN = re.compile(rb"(/id/(?:participation|project|record|match)/[^>]*)>")
LINKS = re.compile(rb"<[^>]*> <[^>]*/(?:takesPartIn|authorityTakesPartIn)> <[^>]*/id/project/")
TOPICS = ("gaps", "rules")
OF_A_CITY = ("cities/verdicts", "cities/periods")
EVERY_SIZE = {"minPopulation": "0"}
OTHER = {"rules/ended-link": {"maxLinks": "1000", "before": "2030"}, "rules/far-below": {"maxBreadth": "20"}}
"""Thresholds at which a rule finds the most; the others need none."""
RUNS = 3


def questions() -> list[Question]:
    """List the questions on verdicts."""
    return [one for one in load().values() if one.topic in TOPICS or one.name in OF_A_CITY]


def enlarge(release: Release, folder: Path, copies: int) -> None:
    """Make the large release: its store and its tables."""
    folder.mkdir(parents=True)
    store = ox.Store.read_only(str(release.store))
    whole = folder / "whole.nq"
    store.dump(str(whole), format=ox.RdfFormat.N_QUADS)
    copied = list(_copies(whole, folder, copies))
    with loading(folder) as taken:
        for path in (whole, *copied):
            taken.append(Written(path.stem, path, 0, ""))
        taken.finish()
    if release.tables:
        shutil.copytree(release.tables, folder / "tables")
        _more_links(folder / "tables" / "links.parquet", copies)
        write_evidence(folder)
        write_answers(folder)


def _copies(whole: Path, folder: Path, copies: int) -> Iterator[Path]:
    graphs = tuple(f"<{GRAPH}{key}> .\n".encode() for key in SOURCES)
    with whole.open("rb") as file:
        lines = [line for line in file if line.endswith(graphs) or LINKS.match(line)]
    for number in range(1, copies + 1):
        path, renamed = folder / f"copy{number}.nq", rb"\1/copy-%d>" % number
        with path.open("wb") as file:
            file.writelines(OWN.sub(renamed, line) for line in lines)
        yield path


def _more_links(path: Path, copies: int) -> None:
    table = parquet.read_table(path)
    projects = table.filter(table["project"])
    place = table.schema.get_field_index("target")
    held = [table]
    for number in range(1, copies + 1):
        names = pa.array([f"{name}/copy-{number}" for name in projects["target"].to_pylist()], pa.string())
        held.append(projects.set_column(place, "target", names))
    parquet.write_table(pa.concat_tables(held), path, compression="zstd")


def timed(endpoint: Embedded, name: str, values: dict[str, str]) -> tuple[int, float, float]:
    """Give the rows, and the medians of seconds by the processor and by the wall, after one warm-up."""
    rows, own, walls = len(answer(endpoint, name, values).rows), [], []
    for _ in range(RUNS):
        used, began = time.process_time(), time.perf_counter()
        answer(endpoint, name, values)
        own.append(time.process_time() - used)
        walls.append(time.perf_counter() - began)
    return rows, statistics.median(own), statistics.median(walls)


def report(store: ox.Store, tables: Path | None) -> None:
    """Print a row for each question: its slowest country with the rows and seconds there."""
    print(f"{len(store):,} quads; medians of {RUNS} runs; seconds of the processor (by the wall)\n")
    print("| question | slowest | rows | seconds | from |\n|---|---|---|---|---|")
    endpoint = Embedded(store, tables=tables)
    for question in questions():
        by_country = "country" in {parameter.name for parameter in question.parameters}
        found = []
        for country in COUNTRIES if by_country else ("",):
            found.append((country, *timed(endpoint, question.name, {"country": country} if country else {})))
        _print(question, question.name, found, tables)
        if question.topic == "rules":
            wide = EVERY_SIZE | OTHER.get(question.name, {})
            found = [(one, *timed(endpoint, question.name, {"country": one} | wide)) for one in COUNTRIES]
            _print(question, f"{question.name} {wide}", found, tables)


def _print(question: Question, told: str, found: list[tuple[str, int, float, float]], tables: Path | None) -> None:
    country, rows, own, wall = max(found, key=lambda one: one[2])
    source = "tables" if question.twin and tables else "store"
    print(f"| `{told}` | {country} | {rows:,} | {own:.2f} ({wall:.2f}) | {source} |", flush=True)


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--large", type=Path)
    parser.add_argument("--copies", type=int, default=20)
    given = parser.parse_args()
    release = Workspace(given.workspace).current()
    folder, tables = release.folder, release.tables
    if given.large:
        folder = given.large
        if not (folder / "store").is_dir():
            enlarge(release, folder, given.copies)
        tables = folder / "tables" if (folder / "tables").is_dir() else None
    report(ox.Store.read_only(str(folder / "store")), tables)


if __name__ == "__main__":
    main()
