"""Every saved question on one engine at the size of a release: how long it takes to be filled, and to answer each.

python -m benchmarks.engines RELEASE ENGINE [--seconds 20] [--buffers 200000] [--against FILE] [--keep FILE]

RELEASE is the folder of a release (or one that benchmarks.verdict_questions made), ENGINE one of virtuoso, oxigraph and
jena (each started in a temporary folder and filled by what `ncp publish` calls) or embedded. `--keep` writes a digest
of each answer, `--against` tells which answers differ from it. Seconds are those of the wall and, behind them, of the
engine's processor; no question is answered from tables.
"""

import argparse
import hashlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from graph.endpoint import Embedded, Endpoint, Table
from graph.errors import NcpError
from graph.remote_release import Latest, publish
from graph.rights import LOCAL
from graph.workspace import Release
from queries.ask import answer
from queries.catalogue import Question, load
from tests.engines.servers import STARTED

SLOWEST = 12


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("release", type=Path)
    parser.add_argument("engine", choices=("embedded", *STARTED))
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--buffers", type=int, default=200_000)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    _with_manifest(given.release)
    with _asked(given) as (endpoint, busy):
        took = {name: _time(endpoint, question, busy) for name, question in load().items()}
    _tell(took, json.loads(given.against.read_text()) if given.against else {})
    if given.keep:
        given.keep.write_text(json.dumps({name: one[2] for name, one in took.items()}))


Busy = Callable[[], float]


@contextmanager
def _asked(given: argparse.Namespace) -> Iterator[tuple[Endpoint, Busy]]:
    """Give the filled engine, and what tells the seconds that its processor was at work."""
    release = Release(given.release)
    if given.engine == "embedded":
        yield Embedded(ox.Store.read_only(str(release.store)), 1_000_000), time.process_time
        return
    more = {"buffers": given.buffers} if given.engine == "virtuoso" else {}
    with (
        tempfile.TemporaryDirectory() as folder,
        STARTED[given.engine](Path(folder), seconds=given.seconds, **more) as target,
    ):
        busy = _of_children
        start, worked = time.perf_counter(), busy()
        target.asked.seconds, target.written.seconds = 600, 600
        done = publish(release, target, lambda *_: None, LOCAL)
        target.asked.seconds = given.seconds
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(
            f"{done.sent:,} triples in {time.perf_counter() - start:.0f} s, of which the engine worked "
            f"{busy() - worked:.0f} s; {size / 1e9:.1f} GB on disk",
            flush=True,
        )
        yield Latest(target.asked).now(), busy


def _of_children() -> float:
    """Add up the seconds of the processor of the servers that were started here."""
    ticks = 0
    for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        fields = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _time(endpoint: Endpoint, question: Question, busy: Busy) -> tuple[float, float, str]:
    """Ask twice and keep the quicker: seconds, seconds of the processor, and a digest of the answer or what failed."""
    best = (1e9, 1e9, "")
    for _ in range(2):
        start, worked = time.perf_counter(), busy()
        try:
            said = _digest(answer(endpoint, question.name, {}))
        except NcpError as error:
            said = f"failed: {str(error)[:160]}"
        best = min(best, (time.perf_counter() - start, busy() - worked, said))
        if best[0] > 5:
            break
    return best


def _digest(table: Table) -> str:
    rows = sorted(repr([_value(cell) for cell in row]) for row in table.rows)
    return f"{len(rows)} rows {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()[:12]}"


def _value(cell: object) -> object:
    if isinstance(cell, Decimal | float):
        return round(float(cell), 9)
    return "|".join(sorted(cell.split("|"))) if isinstance(cell, str) else cell


def _tell(took: dict[str, tuple[float, float, str]], against: dict[str, str]) -> None:
    for part, place in (("wall", 0), ("processor", 1)):
        seconds = sorted(one[place] for one in took.values())
        median, most = statistics.median(seconds), seconds[-len(seconds) // 20]
        print(f"{part}: median {median:.3f} s, 95 of 100 within {most:.2f} s")
    for name, (wall, worked, said) in sorted(took.items(), key=lambda one: -one[1][0])[:SLOWEST]:
        print(f"{name}: {wall:.2f} s ({worked:.2f} s), {said}")
    for name, (_, _, said) in took.items():
        if said.startswith("failed") or (against and against.get(name) != said):
            print(f"differs: {name}: {said}; {against.get(name, '')}")


def _with_manifest(folder: Path) -> None:
    """Count the graphs of a store that has no manifest beside it."""
    path = folder / "manifest.json"
    if path.is_file():
        return
    counted = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = Embedded(ox.Store.read_only(str(folder / "store"))).select(counted).rows
    graphs = {graph.rsplit("/", 1)[-1]: {"quads": number} for graph, number in rows}
    path.write_text(json.dumps({"graphs": graphs}))


if __name__ == "__main__":
    main()
