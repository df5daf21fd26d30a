"""Compute the worked example (PT, SI, IE, RO): python -m ingest.shipped.make_worked_example EXPORTS.

EXPORTS is a folder with `urbact/` and `covenant/` as downloaded. Only facts are carried over:
who takes part in what, in which role and when.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.records import Loaded, Membership, Participation, Project, SetAside
from ingest.load import SHIPPED, load
from ingest.source import sources

NETWORK_COLUMNS = ("programme", "network", "city", "country", "role", "start", "end", "page")
SIGNATORY_COLUMNS = ("country", "name", "status", "since", "latitude", "longitude")
COUNTRIES = ("PT", "SI", "IE", "RO")


def write(name: str, header: Sequence[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table of facts, sorted, with LF line ends."""
    with (SHIPPED / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def urbact(loaded: Loaded) -> list[tuple[str, ...]]:
    """List the members of URBACT I to III in the countries of the example."""
    projects = {one.record.key: one.record for one in loaded.records if isinstance(one.record, Project)}
    rows: list[tuple[str, ...]] = []
    for one in loaded.records:
        part = one.record
        if isinstance(part, Participation) and part.city.country in COUNTRIES:
            net = projects[part.project]
            if net.programme != "urbact-4":
                about = (net.start, net.end, net.page)
                rows.append((net.programme, net.title, part.city.name, part.city.country, part.role, *about))
    return rows


def covenant(loaded: Loaded) -> list[tuple[str, ...]]:
    """List the signatories, and the towns named by groups, in the countries of the example."""
    rows: list[tuple[str, ...]] = []
    for one in loaded.records:
        record = one.record
        if isinstance(record, Membership) and record.city.country in COUNTRIES:
            city = record.city
            hint = ("", "") if city.latitude is None else (f"{city.latitude:.4f}", f"{city.longitude:.4f}")
            rows.append((city.country, city.name, record.status, record.since, *hint))
        elif isinstance(record, SetAside) and record.names and record.names[0].country in COUNTRIES:
            names = "; ".join(named.name for named in record.names)
            rows.append((record.names[0].country, names, "group", "", "", ""))
    return rows


def main(exports: Path) -> None:
    """Write both tables of the worked example."""
    known = sources()
    networks = urbact(load("urbact", known["urbact"], exports / "urbact"))
    write("urbact_worked_example.csv", NETWORK_COLUMNS, networks)
    signatories = covenant(load("covenant", known["covenant"], exports / "covenant"))
    write("covenant_worked_example.csv", SIGNATORY_COLUMNS, signatories)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
