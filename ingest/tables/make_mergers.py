"""Compute the table of French communes that merged: old code and name, new code and name, day in force.

    python -m ingest.tables.make_mergers 2019=FILE 2021=FILE 2022=FILE 2023=FILE 2024=FILE 2025=FILE 2026=FILE

Each FILE is `data/communes.json` of the release of the npm package
`@etalab/decoupage-administratif` that holds INSEE's official geographic code
of that year: 0.8.0, 1.1.1, 2.3.1, 3.1.1, 4.1.0, 5.3.0 and 6.0.0. The code
states what holds on 1 January; a commune that is gone in it merged on that day
or in the year before. What had merged before the first code is dated by it.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Rows = list[dict[str, Any]]


def _present(rows: Rows) -> dict[str, str]:
    return {row["code"]: row["nom"] for row in rows if row["type"] == "commune-actuelle"}


def _parts(rows: Rows) -> dict[str, tuple[str, str]]:
    """Lead the code of each former commune to its own name and the code of the one that took it in."""
    older = {old: ("", row["code"]) for row in rows for old in row.get("anciensCodes", ())}
    named = ("commune-deleguee", "commune-associee")
    return older | {row["code"]: (row["nom"], row["chefLieu"]) for row in rows if row["type"] in named}


def mergers(years: list[tuple[str, Rows]]) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield code and name of the former commune, code and name of the present one, and the day."""
    told: set[str] = set()
    names: dict[str, str] = {}
    last = _present(years[-1][1])
    for year, rows in years:
        names = _present(rows) | names
        for code, (name, into) in sorted(_parts(rows).items()):
            written = name or names.get(code, "")
            if code in told or not written or into not in last or written == last[into]:
                continue
            told.add(code)
            yield code, written, into, last[into], f"{year}-01-01"


def main() -> None:
    """Write the table."""
    years = [
        (year, json.loads(Path(file).read_text("utf-8"))) for year, _, file in (a.partition("=") for a in sys.argv[1:])
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("old", "old_name", "new", "new_name", "in_force"))
    writer.writerows(sorted(mergers(years)))
    (HERE / "french_mergers.csv.gz").write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
