"""Compute the table of French municipal populations, which Eurostat's LAU table of 2019 leaves empty.

    python -m ingest.tables.make_communes FILE

FILE is `data/communes.json` of the npm package `@etalab/decoupage-administratif` 6.0.0:
INSEE's official geographic code of 2026 with the reference populations of 2023
(Mayotte: census of 2017). Licence Ouverte 2.0.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
YEAR = 2023
YEAR_OF_MAYOTTE = 2017


def main() -> None:
    """Write code, population and year of every commune whose population is known."""
    rows = [
        (c["code"], c["population"], YEAR_OF_MAYOTTE if c["code"].startswith("976") else YEAR)
        for c in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        if c["type"] == "commune-actuelle" and c.get("population")
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("code", "population", "year"))
    writer.writerows(sorted(rows))
    (HERE / "french_communes.csv.gz").write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
