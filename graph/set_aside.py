"""The rows that were read and not taken: each with its place and reason in a table, counted on the way."""

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from graph.records import Origin
from graph.spreadsheet import neutral

COLUMNS = ("source", "file", "sheet", "row", "reason", "name", "country", "candidates")
HELD = 50_000
"""Rows that are held in memory before they are written."""

TABLES = "tables"
_BARE = "CREATE MACRO bare(cell) AS regexp_replace(coalesce(cell, ''), '^''([=+@\\t\\r-])', '\\1')"
_COUNTED = """
WITH rows_aside AS (
  SELECT source, bare(file) AS file, nullif(bare(sheet), '') AS sheet, bare(reason) AS reason,
         CAST("row" AS BIGINT) AS number
  FROM aside
)
SELECT a.source, n.title, a.file, a.sheet, a.reason, count(DISTINCT a.number) AS "rows", min(a.number) AS "firstRow"
FROM rows_aside a
JOIN named n ON n.source = a.source
GROUP BY ALL
ORDER BY a.source, "rows" DESC, a.reason, a.file, a.sheet
"""
Aside = tuple[Origin, str, str, str, str]


class SetAsideRows:
    """Gathers rows; with a folder they go to disk, one file for each source, and only the newest are held.

    `rows` counts the rows of each source, `reasons` what is said of them by source and reason.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Start with none."""
        self.held: list[Aside] = []
        self.rows: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self._folder = folder
        self._sources: set[str] = set()
        self._met: dict[tuple[str, str, str], bytearray] = {}

    def add(self, origin: Origin, reason: str, name: str = "", country: str = "", candidates: str = "") -> None:
        """Take one row with its reason, the name it bears, and the cities that may be meant."""
        self.held.append((origin, reason, name, country, candidates))
        self.reasons[origin.source, reason] += 1
        self.rows[origin.source] += self._is_new(origin)
        if self._folder is not None and len(self.held) >= HELD:
            self._lay(self._folder)

    def _is_new(self, origin: Origin) -> bool:
        met = self._met.setdefault((origin.source, origin.file, origin.sheet), bytearray())
        met.extend(bytes(max(0, origin.row + 1 - len(met))))
        known, met[origin.row] = met[origin.row], 1
        return not known

    def _lay(self, folder: Path) -> None:
        held, self.held = self.held, []
        for source in sorted({origin.source for origin, *_ in held}):
            self._sources.add(source)
            with (folder / f"aside.{source}").open("a", encoding="utf-8", newline="") as file:
                out = csv.writer(file)
                for origin, *told in (each for each in held if each[0].source == source):
                    out.writerow(map(neutral, (origin.source, origin.file, origin.sheet, origin.row, *told)))

    def write(self, folder: Path, titles: Mapping[str, str]) -> None:
        """Write the table, source by source in the order of their keys, rows as they were met, and their counts."""
        self._lay(folder)
        with (folder / "set_aside.csv").open("w", encoding="utf-8-sig", newline="") as whole:
            csv.writer(whole).writerow(COLUMNS)
            for source in sorted(self._sources):
                part = folder / f"aside.{source}"
                with part.open(encoding="utf-8", newline="") as file:
                    whole.writelines(file)
                part.unlink()
        _write_counts(folder, titles)


def _as_written(database: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyRelation:
    """Read the table without a guess: by its first rows it would be taken for unquoted where these bear no quotes."""
    columns = dict.fromkeys(COLUMNS, "VARCHAR")
    return database.read_csv(
        str(path), columns=columns, header=True, sep=",", quotechar='"', escapechar='"', auto_detect=False
    )


def _write_counts(folder: Path, titles: Mapping[str, str]) -> None:
    """Count the rows by file and reason, as a table beside the store: there each row would be looked up by itself.

    The file bears an apostrophe before what a spreadsheet would run as a formula; the table does not.
    """
    (folder / TABLES).mkdir(exist_ok=True)
    names = pa.table({"source": list(titles), "title": list(titles.values())})
    with duckdb.connect(config={"threads": 1}) as database:
        _as_written(database, folder / "set_aside.csv").create_view("aside")
        database.register("named", names)
        database.execute(_BARE)
        database.sql(_COUNTED).write_parquet(str(folder / TABLES / "set_aside.parquet"), compression="zstd")
