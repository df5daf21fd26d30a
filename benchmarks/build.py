"""A whole build beside the bare bulk load of the same quads and the parsing of the gazetteer, in one run.

    python -m benchmarks.build [--exports ../shared/exports] [--runs 3]

Each part runs in a process of its own, so that its peak memory is its own.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = "build"
LOAD = "load"
GAZETTEER = "gazetteer"


def part(name: str, folder: Path, exports: Path | None) -> None:
    """Run one part in this process and print seconds and peak memory (MB) as JSON."""
    began = time.perf_counter()
    {BUILD: _build, LOAD: _load, GAZETTEER: _gazetteer}[name](folder, exports)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


def _build(folder: Path, exports: Path | None) -> None:
    from graph.workspace import Workspace
    from ingest.build import build

    build(Workspace(folder), lambda _: None, exports)


def _load(folder: Path, _: Path | None) -> None:
    import pyoxigraph as ox

    with tempfile.TemporaryDirectory() as target:
        store = ox.Store(target)
        store.bulk_load(path=str(folder / "all.nq"), format=ox.RdfFormat.N_QUADS)
        store.flush()


def _gazetteer(_: Path, __: Path | None) -> None:
    from ingest.places import gazetteer

    gazetteer()


def run(name: str, folder: Path, exports: Path | None) -> dict[str, float]:
    """Run one part in a fresh process."""
    command = [sys.executable, "-m", "benchmarks.build", "--part", name, "--folder", str(folder)]
    command += ["--exports", str(exports)] if exports else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def dump(folder: Path) -> int:
    """Write the quads of the current release to one file; give their number."""
    import pyoxigraph as ox

    from graph.workspace import Workspace

    store = ox.Store.read_only(str(Workspace(folder).current().store))
    store.dump(output=str(folder / "all.nq"), format=ox.RdfFormat.N_QUADS)
    return len(store)


def compare(exports: Path | None, runs: int) -> None:
    """Print medians, the ratio and peak memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(BUILD, folder, exports)
        quads = dump(folder)
        rounds = [{kind: run(kind, folder, exports) for kind in (BUILD, LOAD, GAZETTEER)} for _ in range(runs)]
    seconds = {kind: statistics.median(r[kind]["seconds"] for r in rounds) for kind in (BUILD, LOAD, GAZETTEER)}
    peaks = {kind: max(r[kind]["peak"] for r in rounds) for kind in (BUILD, LOAD, GAZETTEER)}
    ratios = [(r[BUILD]["seconds"] - r[GAZETTEER]["seconds"]) / r[LOAD]["seconds"] for r in rounds]
    print(f"{quads:,} quads, {runs} runs, medians")
    for kind, value in seconds.items():
        print(f"{kind:10} {value:6.1f} s   peak memory {peaks[kind]:6.0f} MB")
    print(f"(build − gazetteer) / bare load = {statistics.median(ratios):.2f}  (goal: at most 3)")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exports", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--part", choices=(BUILD, LOAD, GAZETTEER))
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    default = Path(__file__).parents[2] / "shared" / "exports"
    exports = given.exports or (default if default.is_dir() else None)
    if given.part:
        part(given.part, given.folder, exports)
    else:
        compare(exports, given.runs)


if __name__ == "__main__":
    main()
