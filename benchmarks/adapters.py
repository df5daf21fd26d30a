"""Adapters on exports of the size of all CORDIS and all Kohesio, beside morph-kgc and the bare load of the same quads.

    python -m benchmarks.adapters [--source cordis] [--projects 60000] [--parts 400000] [--morph VENV/bin/python]
    python -m benchmarks.adapters --source kohesio --projects 2000000

Each part runs in a process of its own, so that its peak memory is its own. morph-kgc is no part of the product:
without `--morph` an environment of its own is made for it from PyPI. It gets the tables with commas, which it
reads fastest, and a mapping to as many quads; it finds no cities.
"""

import argparse
import csv
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

READ, WRITE, TAKE_IN, LOAD, BUILD, MORPH = "read", "write", "take", "load", "build", "morph"
Took = tuple[float, float]
MAPPING = Path(__file__).with_name("cordis.rml.ttl")


def clock() -> Took:
    """Tell the time of the wall and that of the processors, which other work on the machine hardly changes."""
    return time.perf_counter(), time.process_time()


def took(began: Took) -> Took:
    """Give the seconds since then, by the wall and of the processors."""
    now = clock()
    return now[0] - began[0], now[1] - began[1]


def read(folder: Path, source: str) -> Took:
    """Read all rows into records on disk."""
    from ingest.load import stream
    from ingest.source import sources

    began = clock()
    stream(source, sources()[source], folder / source, _empty(folder / "records"))
    return took(began)


def write(folder: Path, source: str) -> Took:
    """Read all rows, find their cities and write their quads; the gazetteer is read before the clock starts."""
    from graph.describe_programmes import chains
    from graph.describe_sources import SourceWriter
    from graph.findings import Findings
    from graph.identity import Resolver
    from graph.name_list import NameList
    from graph.records import Named, Programme
    from graph.set_aside import SetAsideRows
    from graph.tellers import Tellers
    from ingest.load import load, stream
    from ingest.nuts_versions import versions
    from ingest.places import countries, gazetteer
    from ingest.source import sources

    places, cities = gazetteer()
    resolver = Resolver(places, cities, versions())
    for country in countries():
        resolver.resolve(Named("x", country.code))
    names, iso3 = {c.geonames: c.name for c in cities}, {c.code: c.iso3 for c in countries()}
    tree = load("programmes", sources()["programmes"], None)
    out = _empty(folder / "quads")
    began = clock()
    loaded = stream(source, sources()[source], folder / source, _empty(folder / "records"))
    nodes = [(one.key, one.parent) for one in (*tree.tree, *loaded.tree) if isinstance(one, Programme)]
    families = {key: chain[-1] for key, chain in chains(nodes).items()}
    findings = Findings(set_aside=SetAsideRows(out), names=NameList(out))
    writer = SourceWriter(loaded, resolver.resolve, names, iso3, Tellers([loaded], families), findings, out)
    writer.write().write(out)
    return took(began)


def take_in(folder: Path, source: str) -> Took:
    """Load the quads that were written into a new store as a build does, piece by piece."""
    import pyoxigraph as ox

    from graph import release

    with tempfile.TemporaryDirectory(dir=folder) as target:
        began = clock()
        store = ox.Store(target)
        release.take_in(store, folder / "quads" / f"{source}.nq")
        store.flush()
        seconds = took(began)
        del store
        return seconds


def load_bare(folder: Path, source: str) -> Took:
    """Load the quads that were written into a new store."""
    import pyoxigraph as ox

    with tempfile.TemporaryDirectory(dir=folder) as target:
        began = clock()
        store = ox.Store(target)
        store.bulk_load(path=str(folder / "quads" / f"{source}.nq"), format=ox.RdfFormat.N_QUADS)
        store.flush()
        seconds = took(began)
        del store
        return seconds


def build_whole(folder: Path, source: str) -> Took:
    """Build and publish a release from the export alone."""
    from graph.workspace import Workspace
    from ingest.build import build

    began = clock()
    build(Workspace(folder / "workspace"), lambda step: print(step, file=sys.stderr), folder, (source,))
    return took(began)


PARTS: dict[str, Callable[[Path, str], Took]] = {
    READ: read,
    WRITE: write,
    TAKE_IN: take_in,
    LOAD: load_bare,
    BUILD: build_whole,
}


def _empty(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return folder


def run(part: str, folder: Path, source: str) -> dict[str, float]:
    """Run one part in a fresh process; give its seconds and peak memory in MB."""
    command = [sys.executable, "-m", "benchmarks.adapters", "--part", part, "--folder", str(folder)]
    done = subprocess.run([*command, "--source", source], check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def morph_python(folder: Path, given: Path | None) -> Path:
    """Give the Python of an environment that has morph-kgc; make one when none is named."""
    if given:
        return given
    venv.create(folder / "morph", with_pip=True)
    python = folder / "morph" / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", "morph-kgc"], check=True)
    return python


def run_morph(folder: Path, python: Path) -> dict[str, float]:
    """Run morph-kgc over the tables of CORDIS with as many processes as it chooses."""
    tables = _empty(folder / "commas")
    for name in ("project.csv", "organization.csv"):
        given, wanted = folder / "cordis" / name, tables / name
        with given.open(encoding="utf-8", newline="") as old, wanted.open("w", encoding="utf-8", newline="") as new:
            csv.writer(new).writerows(csv.reader(old, delimiter=";"))
    mapping, config, out = tables / "map.ttl", tables / "morph.ini", tables / "out.nq"
    text = MAPPING.read_text("utf-8").replace("PROJECTS", str(tables / "project.csv"))
    mapping.write_text(text.replace("ORGANISATIONS", str(tables / "organization.csv")), "utf-8")
    options = f"output_file={out}\noutput_format=N-QUADS\nlogging_level=ERROR\n"
    config.write_text(f"[CONFIGURATION]\n{options}[cordis]\nmappings={mapping}\n", "utf-8")
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([str(python), "-m", "morph_kgc", str(config)], check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": seconds, "cpu": cpu, "peak": after.ru_maxrss / 1024, "quads": lines(out)}


def lines(path: Path) -> int:
    """Count the lines of a file."""
    return sum(block.count(b"\n") for block in _blocks(path))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def generate(folder: Path, source: str, projects: int, parts: int) -> None:
    """Write the export; this is done in a process of its own, whose memory no other part inherits."""
    from benchmarks.exports import cordis, kohesio
    from ingest.places import gazetteer

    places, _ = gazetteer()
    if source == "cordis":
        cordis(folder / source, places, projects, parts)
    else:
        kohesio(folder / source, places, projects)


def compare(given: argparse.Namespace, folder: Path) -> None:
    """Generate the export, run the parts and print what each took."""
    source, projects = given.source, given.projects or (60_000 if given.source == "cordis" else 2_000_000)
    rows = projects + (given.parts if source == "cordis" else 0)
    multiprocessing.get_context("spawn").Pool(1).apply(generate, (folder, source, projects, given.parts))
    print(f"{source}: {rows:,} rows", flush=True)
    if source == "cordis" and given.morph != Path("none"):
        tell(MORPH, run_morph(folder, morph_python(folder, given.morph)), rows)
    done: dict[str, dict[str, float]] = {}
    for part in (READ, WRITE, TAKE_IN, LOAD):
        done[part] = run(part, folder, source)
        quads = lines(folder / "quads" / f"{source}.nq") if part != READ else 0
        tell(part, done[part] | {"quads": quads}, rows)
    for name, parts in (("write", (WRITE,)), ("write and take in", (WRITE, TAKE_IN))):
        ratios = [sum(done[part][unit] for part in parts) / done[LOAD][unit] for unit in ("seconds", "cpu")]
        print(f"{name} / bare load = {ratios[0]:.2f} by the wall, {ratios[1]:.2f} of the processors  (goal: at most 2)")
    if given.whole:
        _empty(folder / "quads")
        tell(BUILD, run(BUILD, folder, source) | {"quads": quads}, rows)


def tell(part: str, measured: dict[str, float], rows: int) -> None:
    """Print one part."""
    speed = f"{rows / measured['seconds']:9,.0f} rows/s ({rows / measured['cpu']:9,.0f} a second of processor)"
    times = f"{measured['seconds']:8.1f} s ({measured['cpu']:8.1f} s of processor)"
    print(f"{part:6} {times} {speed}  peak {measured['peak']:6,.0f} MB  {measured['quads']:,.0f} quads", flush=True)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", choices=("cordis", "kohesio"), default="cordis")
    parser.add_argument("--projects", type=int, default=0)
    parser.add_argument("--parts", type=int, default=400_000)
    parser.add_argument("--morph", type=Path, help="Python of an environment with morph-kgc; none: without it")
    parser.add_argument("--whole", action="store_true", help="also build and publish a whole release")
    parser.add_argument("--part", choices=tuple(PARTS))
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.part:
        seconds, cpu = PARTS[given.part](given.folder, given.source)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak}))
        return
    with tempfile.TemporaryDirectory() as name:
        compare(given, given.folder or Path(name))


if __name__ == "__main__":
    main()
