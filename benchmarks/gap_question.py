"""The gap question and the states by period of one country beside DuckDB on the same tables, with equal answers.

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
USUAL = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?slice ?code ?family ?period ?state WHERE {
  ?slice ncp:sliceCountry/skos:notation ?code ; ncp:sliceFamily ?family ; ncp:slicePeriod ?year ; ncp:usualState ?state
  BIND (STR(?year) AS ?period)
}
"""
OWN = """
PREFIX ncp: <https://w3id.org/ncp-graph/>
PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT ?slice ?city ?state WHERE { ?slice qb:observation ?one . ?one ncp:stateOf ?city ; ncp:periodState ?state }
"""
STATES_SQL = """
SELECT c.city, c.name, c.population, u.family, u.period, coalesce(o.state, u.state) AS state
FROM cities c JOIN usual u ON u.code = c.code LEFT JOIN own o ON o.slice = u.slice AND o.city = c.city
WHERE c.code = ? AND c.population >= ? AND u.period = '2014'
ORDER BY c.population DESC, c.name, u.family
"""


def timed(runs: int, action: Callable[[], int]) -> tuple[float, float, int]:
    """Give the median seconds of several runs by the wall and of this processor, and the rows, after one warm-up."""
    rows = action()
    walls, own = [], []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        action()
        walls.append(time.perf_counter() - began)
        own.append(time.process_time() - used)
    return statistics.median(walls), statistics.median(own), rows


def tables(store: ox.Store) -> duckdb.DuckDBPyConnection:
    """Fill DuckDB with the same cities and states."""
    database = duckdb.connect()
    database.execute("CREATE TABLE cities (city TEXT, name TEXT, code TEXT, population BIGINT, state TEXT)")
    database.execute("CREATE TABLE absent (city TEXT, family TEXT)")
    database.execute("CREATE TABLE uncovered (city TEXT, family TEXT)")
    database.execute("CREATE TABLE usual (slice TEXT, code TEXT, family TEXT, period TEXT, state TEXT)")
    database.execute("CREATE TABLE own (slice TEXT, city TEXT, state TEXT)")
    asked = Embedded(store, len(store))
    queries = {"cities": TABLES, "absent": ABSENT, "uncovered": UNCOVERED, "usual": USUAL, "own": OWN}
    for name, query in queries.items():
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
    database = tables(store)
    print(f"{len(store):,} quads, {given.country}, medians of {given.runs}")
    with serve(release.store, 0, 30) as server:
        endpoints = {"embedded": Embedded(store), "over HTTP": Remote(server.url)}
        _unlinked(database, endpoints, given.country, given.runs)
        _states(database, endpoints, given.country, given.runs)


def _unlinked(
    database: duckdb.DuckDBPyConnection, endpoints: dict[str, Embedded | Remote], country: str, runs: int
) -> None:
    linked = "https://w3id.org/ncp-graph/scheme/state-linked"

    def count(asked: Embedded | Remote) -> int:
        rows = ask(asked, "gaps/unlinked", country=country, minPopulation="5000").records()
        return sum(row["state"] not in (linked, "linked") for row in rows)

    _beside("towns without link", database, SQL, endpoints, count, country, runs)


def _states(
    database: duckdb.DuckDBPyConnection, endpoints: dict[str, Embedded | Remote], country: str, runs: int
) -> None:
    def count(asked: Embedded | Remote) -> int:
        return len(ask(asked, "gaps/periods", country=country, period="2014").rows)

    _beside("states in 2014–2020", database, STATES_SQL, endpoints, count, country, runs)


def _beside(
    name: str,
    database: duckdb.DuckDBPyConnection,
    sql: str,
    endpoints: dict[str, Embedded | Remote],
    count: Callable[[Embedded | Remote], int],
    country: str,
    runs: int,
) -> None:
    peer, used, wanted = timed(runs, lambda: len(database.execute(sql, [country, 5000]).fetchall()))
    print(f"{wanted:,} {name}\n  DuckDB              {peer:7.4f} s ({used:.4f} s of processor)")
    for way, endpoint in endpoints.items():
        seconds, own, rows = timed(runs, lambda asked=endpoint: count(asked))  # type: ignore[misc]
        equal = "equal" if rows == wanted else f"{rows} rows, not equal"
        spent = f" ({own:.4f} s of processor)" if isinstance(endpoint, Embedded) else ""
        print(f"  Oxigraph, {way:10}{seconds:7.4f} s{spent}   {seconds / peer:5.1f} × DuckDB   {equal}")


if __name__ == "__main__":
    main()
