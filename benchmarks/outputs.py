"""Write an answer of 1,000,000 rows in every format: seconds, megabytes on disk, and the peak of the memory.

Run `python -m benchmarks.outputs [FORMAT …]`. Each format is written by a process of its own, which makes the answer
from a store of 2,000 triples, so that the store takes no memory worth speaking of; the goal is less than 500 MB at the
peak for each.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from dashboard.outputs.answered import Answered
from dashboard.outputs.write import formats, write
from graph.endpoint import Embedded
from graph.stream import stream
from queries.catalogue import Question, read

SIDE = 1_000
ROWS = SIDE * SIDE
GOAL = 500
BASE = "https://example.org/"
TEXT = f"""#+ summary: Pairs
#+ description: Each of 1,000 towns with each of 1,000 others.
#+ tags: [benchmark]
#+ view: network source target
#+ defaults: {{}}
#+ parameters: {{}}
#+ columns: {{source: From, target: To, weight: Weight, day: Day, lat: Latitude, long: Longitude}}
#+ units: {{weight: ties, lat: degrees, long: degrees}}
SELECT ?source ?target ?weight ?day ?lat ?long WHERE {{
  ?one <{BASE}name> ?source . ?other <{BASE}otherName> ?target .
  BIND (STRLEN(?source) + STRLEN(?target) AS ?weight)
  BIND ("2026-03-01"^^<http://www.w3.org/2001/XMLSchema#date> AS ?day)
  BIND (41.5 AS ?lat) BIND (-8.25 AS ?long)
}}
"""


def question(folder: Path) -> Question:
    (folder / "queries" / "pairs").mkdir(parents=True)
    (folder / "queries" / "pairs" / "all.rq").write_text(TEXT, "utf-8")
    return read(folder / "queries")[0]


def towns() -> ox.Store:
    store = ox.Store()
    for number in range(SIDE):
        for kind in ("name", "otherName"):
            subject, predicate = ox.NamedNode(f"{BASE}{kind}{number}"), ox.NamedNode(BASE + kind)
            store.add(ox.Quad(subject, predicate, ox.Literal(f"Town {number} of {kind}")))
    return store


def one(style: str) -> None:
    """Write one format and print its figures."""
    with tempfile.TemporaryDirectory() as folder, stream(Embedded(towns()), TEXT) as found:
        path = Path(folder) / "answer"
        asked = question(Path(folder))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = time.process_time()
        with path.open("wb") as out:
            write(Answered(asked, asked.text, {}, "benchmark", found.columns, found.rows), style, out)
        seconds, size = time.process_time() - start, path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {style} | {seconds:.1f} | {size:,.0f} | {peak:.0f} | {before:.0f} | {'yes' if peak < GOAL else 'NO'} |")


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
        return
    print(f"{ROWS:,} rows of six columns")
    print(
        "| format | processor s | MB on disk | peak MB | of these before | under 500 MB |\n|---|---|---|---|---|---|",
        flush=True,
    )
    for style in sys.argv[1:] or formats():
        subprocess.run([sys.executable, "-m", "benchmarks.outputs", "--one", style], check=True)


if __name__ == "__main__":
    main()
