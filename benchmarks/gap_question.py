"""The gap question of one country beside DuckDB on the same tables, in one run, with equal answers.

python -m benchmarks.gap_question WORKSPACE [--country PT] [--runs 9]
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyoxigraph as ox

from graph.endpoint import Embedded, Remote
from graph.server import serve
from graph.workspace import Workspace
from queries.ask import ask

TABLES = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?city ?name ?code ?population ?state WHERE {
  ?city a ncp:City ; skos:prefLabel ?name ; ncp:population ?population ; ncp:inCountry/skos:notation ?code .
  ?verdict ncp:forCity ?city ; ncp:state ?state .
}
"""
ABSENT = "PREFIX ncp: <https://w3id.org/ncp-graph/> SELECT ?city ?family WHERE { ?city ncp:absentFrom ?family }"
UNCOVERED = ABSENT.replace("absentFrom", "notCoveredFor")
SQL = """
SELECT c.city, c.name, c.population, a.families, u.families
FROM cities c
LEFT JOIN (SELECT city, string_agg(family, '|') AS families FROM absent GROUP BY city) a USING (city)
LEFT JOIN (SELECT city, string_agg(family, '|') AS families FROM uncovered GROUP BY city) u USING (city)
WHERE c.code = ? AND c.population >= ? AND c.state <> 'https://w3id.org/ncp-graph/scheme/state-linked'
ORDER BY c.population DESC
"""


def timed(runs: int, action: Callable[[], int]) -> tuple[float, int]:
    """Give the median seconds of several runs and the number of rows, after one warm-up."""
    rows = action()
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        times.append(time.perf_counter() - began)
    return statistics.median(times), rows


def tables(store: ox.Store) -> duckdb.DuckDBPyConnection:
    """Fill DuckDB with the same cities and states."""
    database = duckdb.connect()
    database.execute("CREATE TABLE cities (city TEXT, name TEXT, code TEXT, population BIGINT, state TEXT)")
    database.execute("CREATE TABLE absent (city TEXT, family TEXT)")
    database.execute("CREATE TABLE uncovered (city TEXT, family TEXT)")
    asked = Embedded(store)
    for name, query in (("cities", TABLES), ("absent", ABSENT), ("uncovered", UNCOVERED)):
        rows = asked.select(query).rows
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[:1])  # noqa: S608 - names of our own
        frame = {i: [row[i] for row in rows[1:]] for i in range(len(rows[0]))}
        _append(database, name, frame)
    return database


def _append(database: duckdb.DuckDBPyConnection, name: str, frame: dict[int, list[object]]) -> None:
    import pyarrow as pa

    more = pa.table({f"c{i}": values for i, values in frame.items()})
    database.register("more", more)
    database.execute(f"INSERT INTO {name} SELECT * FROM more")  # noqa: S608 - names of our own
    database.unregister("more")


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--country", default="PT")
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    release = Workspace(given.workspace).current()
    store = ox.Store.read_only(str(release.store))
    values = {"country": given.country, "minPopulation": "5000", "maxPopulation": "1000000000"}
    database = tables(store)
    peer, wanted = timed(given.runs, lambda: len(database.execute(SQL, [given.country, 5000]).fetchall()))
    linked = "https://w3id.org/ncp-graph/scheme/state-linked"
    print(f"{len(store):,} quads, {given.country}, {wanted} towns without link, median of {given.runs}")
    print(f"DuckDB                {peer:7.4f} s")
    with serve(release.store, 0, 30) as server:
        for name, endpoint in (("Oxigraph, embedded", Embedded(store)), ("Oxigraph, over HTTP", Remote(server.url))):

            def action(asked: Embedded | Remote = endpoint) -> int:
                rows = ask(asked, "gaps/unlinked", **values).records()
                return sum(row["state"] not in (linked, "linked") for row in rows)

            seconds, rows = timed(given.runs, action)
            equal = "equal" if rows == wanted else f"{rows} rows, not equal"
            print(f"{name:20} {seconds:7.4f} s   {seconds / peer:5.1f} × DuckDB   {equal}")


if __name__ == "__main__":
    main()
