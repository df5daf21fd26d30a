"""Every question of the library with its defaults on a release: by the engine alone, and as the product answers.

python -m benchmarks.questions WORKSPACE [--store FOLDER] [--endpoint URL]

The engine answers the SPARQL from the store; the product reads tables and kept answers where there are some. `--store`
names the folder of another release, such as the large one that `python -m benchmarks.verdict_questions WORKSPACE
--large FOLDER` makes. `--endpoint` asks a remote store besides, such as a Virtuoso to which `ncp publish` has sent the
release; the latest whole release is asked, as `ncp ask --endpoint` does. Ten questions with a twin in SQL stand beside
bare DuckDB on the same tables. The questions that the pages ask when they are opened or used are told apart from those
that are asked on the page Ask, by address or by `ncp check` alone.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyoxigraph as ox

from graph.endpoint import Embedded, Endpoint, Remote
from graph.errors import NcpError
from graph.kept_answers import Kept, folder_of
from graph.remote_release import Latest
from graph.workspace import Release, Workspace
from queries.ask import answer
from queries.binding import bind
from queries.catalogue import Question, load
from queries.tabled import given, tables_for

RUNS, GOALS, BESIDE = 3, (0.3, 1.0), 10
PAGES = Path(__file__).resolve().parents[1] / "dashboard"
NO_PAGES = {"commands", "protocol", "outputs"}


def best(work: Callable[[], object]) -> tuple[float, float]:
    """Give the least seconds of the processor and by the wall, after one warm-up."""
    work()
    found = []
    for _ in range(RUNS):
        used, began = time.process_time(), time.perf_counter()
        work()
        found.append((time.process_time() - used, time.perf_counter() - began))
    return min(own for own, _ in found), min(wall for _, wall in found)


def share(values: list[float], part: float = 0.95) -> float:
    """Give the value below which this part of the values lies."""
    return sorted(values)[max(0, round(part * len(values)) - 1)]


def duck(question: Question, folder: Path) -> Callable[[], object]:
    """Read the rows of a twin by DuckDB alone, its tables named once."""
    database = duckdb.connect(config={"threads": 1})
    for path in folder.glob("*.parquet"):
        database.read_parquet(str(path)).create_view(path.stem)
    values = given(question, {})
    return lambda: database.execute(question.twin, values).fetchall()


def of_pages() -> set[str]:
    """Name the questions that pages ask when they are opened or used: those of their code and those of their lists."""
    texts = [path.read_text("utf-8") for path in PAGES.rglob("*.py") if path.parent.name not in NO_PAGES]
    named = {name for name in load() if any(f'"{name}"' in text for text in texts)}
    return named | {one.choices for question in load().values() for one in question.parameters if one.choices}


def remote(asked: Endpoint, question: Question) -> str:
    """Time a question at a remote store by the wall, or say that it gave no answer."""
    try:
        return f"{best(lambda: asked.select(bind(question, {})))[1]:.2f}"
    except NcpError as error:
        return str(error)[:60]


def report(release: Release, url: str) -> None:
    """Print a row for each question, then what the goals ask for."""
    bare = Embedded(ox.Store.read_only(str(release.store)))
    full: Endpoint = Kept(Embedded(bare.store, tables=release.tables), folder_of(release))
    print(f"{len(bare.store):,} quads; least of {RUNS} runs; seconds of the processor (by the wall)\n")
    print(f"| question | engine | product |{' remote |' if url else ''}\n|---|---|---|{'---|' if url else ''}")
    engine, product, away = {}, {}, Latest(Remote(url, seconds=60, limit=1_000_000)).now() if url else None
    for name, question in load().items():
        text = bind(question, {})
        engine[name] = best(lambda text=text: bare.select(text))
        product[name] = best(lambda name=name: answer(full, name, {}))
        cells = [f"{own:.3f} ({wall:.3f})" for own, wall in (engine[name], product[name])]
        print(f"| `{name}` | {' | '.join([*cells, *([remote(away, question)] if away else [])])} |", flush=True)
    for told, found in (("engine", engine), ("product", product)):
        shares(told, found)
    beside(release, product)


def shares(told: str, found: dict[str, tuple[float, float]]) -> None:
    """Print within how many seconds 95 % are answered, for the questions of the pages and for all, and those above."""
    pages = {name: own for name, (own, _) in found.items() if name in of_pages()}
    for whose, part in (("of the pages", pages), ("all", {name: own for name, (own, _) in found.items()})):
        values = list(part.values())
        print(f"\n{told}, {whose} ({len(part)}): 95 % within {share(values):.2f} s, slowest {max(values):.2f} s")
        for goal in GOALS:
            over = [f"{name} {own:.2f}" for name, own in part.items() if own > goal]
            print(f"over {goal} s: {', '.join(over) or 'none'}")


def beside(release: Release, product: dict[str, tuple[float, float]]) -> None:
    """Print ten questions beside bare DuckDB on the same tables."""
    folder = release.tables
    twins = [one for one in load().values() if tables_for(one, folder)][:BESIDE]
    print("\n| question | product | DuckDB | ratio |\n|---|---|---|---|")
    for question in twins:
        assert folder
        own, bare = product[question.name][0], best(duck(question, folder))[0]
        print(f"| `{question.name}` | {own:.3f} | {bare:.3f} | {own / bare:.1f} |", flush=True)


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--endpoint", default="")
    said = parser.parse_args()
    report(Release(said.store) if said.store else Workspace(said.workspace).current(), said.endpoint)


if __name__ == "__main__":
    main()
