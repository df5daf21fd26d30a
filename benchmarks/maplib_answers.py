"""Put every saved question to maplib (SPARQL on Polars) and to Oxigraph on the small graph of the tests, and compare.

    pip install --target FOLDER maplib==0.20.26 && PYTHONPATH=FOLDER python -m benchmarks.maplib_answers

maplib is no dependency: it is read from wherever it was installed. It works in a process of its own, for a query of it
has no time limit and cannot be cancelled; a query that takes longer than SECONDS is ended with its process, and one
that panics leaves the model unusable, so that the process is started again.
"""

import importlib
import multiprocessing
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.endpoint import Embedded
from ontology.terms import files
from queries.binding import bind
from queries.catalogue import load

SECONDS = 10
SMALL = Path(__file__).parents[1] / "tests" / "small" / "graph.trig"
WITH_LANGUAGE = re.compile(r'"(.*)"@[A-Za-z-]+', re.DOTALL)


def small() -> ox.Store:
    """Load the ontology and the small graph."""
    store = ox.Store()
    for path in files():
        if path.name != "shapes.ttl":
            store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    store.load(SMALL.read_bytes(), format=ox.RdfFormat.TRIG)
    return store


def plain(value: object) -> object:
    """Make values of both comparable: numbers rounded, terms without brackets and language, lists in cells sorted."""
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else None
    if isinstance(value, int | float | Decimal):
        return round(float(value), 6)
    text = str(value).strip("<>")
    found = WITH_LANGUAGE.fullmatch(text)
    return "|".join(sorted((found[1] if found else text).split("|")))


def serve(triples: str, pipe: Connection) -> None:
    """Answer queries by maplib until the pipe is closed."""
    model: Any = importlib.import_module("maplib").Model()
    model.read(triples, format="ntriples")
    pipe.send("ready")
    while True:
        try:
            table = model.query(pipe.recv())
            pipe.send((list(table.columns), [[plain(cell) for cell in row] for row in table.rows()]))
        except BaseException as error:  # a panic of Rust is no Exception
            pipe.send(f"{type(error).__name__}: {error}"[:300])


def started(triples: str) -> tuple[Callable[[], None], Connection]:
    """Start the process of maplib; gives what ends it, and the pipe."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(triples, theirs), daemon=True)
    process.start()
    assert ours.poll(60) and ours.recv() == "ready"
    return process.kill, ours


def outcome(here: Embedded, query: str, told: object) -> str:
    """Say whether two answers agree; columns of maplib come in any order."""
    if isinstance(told, str):
        return "panicked" if told.startswith("Panic") else "refused"
    assert isinstance(told, tuple)
    columns, rows = told
    table = here.select(query)
    places = [columns.index(name) if name in columns else None for name in table.columns]
    theirs = sorted(repr([None if place is None else row[place] for place in places]) for row in rows)
    return "equal" if theirs == sorted(repr([plain(cell) for cell in row]) for row in table.rows) else "different"


def main() -> None:
    """Compare all questions and count the outcomes."""
    store, found = small(), Counter[str]()
    with tempfile.NamedTemporaryFile("w", suffix=".nt", encoding="utf-8") as file:
        file.writelines(sorted({f"{q.subject} {q.predicate} {q.object} .\n" for q in store}))
        file.flush()
        end, pipe = started(file.name)
        for name, question in load().items():
            query = bind(question, {})
            pipe.send(query)
            result = outcome(Embedded(store), query, pipe.recv()) if pipe.poll(SECONDS) else "no answer in time"
            found[result] += 1
            if result in ("panicked", "no answer in time"):
                end()
                end, pipe = started(file.name)
            if result != "equal":
                print(f"{name}: {result}", flush=True)
        end()
    print(", ".join(f"{number} {result}" for result, number in found.most_common()))


if __name__ == "__main__":
    main()
