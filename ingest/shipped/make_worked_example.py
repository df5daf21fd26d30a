"""Compute the worked example (PT, SI, IE, RO): python -m ingest.shipped.make_worked_example EXPORTS.

EXPORTS is a folder with `urbact/` and `covenant/` as downloaded. Only facts are carried over:
who takes part in what, in which role and when.
"""

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.loads import Loaded
from graph.records import Group, Membership, Participation, Practice, Project, SetAside, Subject, Theme
from ingest.load import SHIPPED, load
from ingest.source import sources

NETWORK_COLUMNS = ("programme", "network", "kind", "city", "country", "organisation", "role", "start", "end", "page")
PRACTICE_COLUMNS = ("title", "city", "country", "start", "end", "themes", "labelled", "page")
SIGNATORY_COLUMNS = ("country", "name", "status", "since", "latitude", "longitude", "group")
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
                where = (part.city.name, part.city.country, part.organisation)
                rows.append((net.programme, net.title, net.kind, *where, part.role, *about))
    return rows


def practices(loaded: Loaded) -> list[tuple[str, ...]]:
    """List the good practices in the countries of the example."""
    found = [one.record for one in loaded.records]
    labels = {record.key: record.label for record in found if isinstance(record, Theme)}
    dates = {record.city: record.since for record in found if isinstance(record, Membership)}
    words: dict[str, list[str]] = {}
    for record in found:
        if isinstance(record, Subject):
            words.setdefault(record.key, []).append(labels[record.theme])
    rows: list[tuple[str, ...]] = []
    for record in found:
        if isinstance(record, Practice) and record.city.country in COUNTRIES:
            where, years = (record.city.name, record.city.country), (record.start, record.end)
            rows.append((record.title, *where, *years, "; ".join(words[record.key]), dates[record.city], record.page))
    return rows


def covenant(loaded: Loaded) -> list[tuple[str, ...]]:
    """List the signatories with their groups, and the towns that groups are called after, in the four countries."""
    labels = {one.record.key: one.record.label for one in loaded.records if isinstance(one.record, Group)}
    rows: list[tuple[str, ...]] = []
    for record in (one.record for one in loaded.records):
        if isinstance(record, Membership) and record.city.country in COUNTRIES:
            city, joined = record.city, labels.get(record.group, "")
            hint = ("", "") if city.latitude is None else (f"{city.latitude:.4f}", f"{city.longitude:.4f}")
            rows.append((city.country, city.name, record.status, record.since, *hint, joined))
        elif isinstance(record, SetAside | Group) and record.names and record.names[0].country in COUNTRIES:
            joined = record.label if isinstance(record, Group) else ""
            names = "; ".join(named.name for named in record.names)
            rows.append((record.names[0].country, names, "group", "", "", "", joined))
    return rows


def main(exports: Path) -> None:
    """Write the tables of the worked example."""
    known = sources()
    networks = load("urbact", known["urbact"], exports / "urbact")
    write("urbact_worked_example.csv", NETWORK_COLUMNS, urbact(networks))
    write("urbact_practices_worked_example.csv", PRACTICE_COLUMNS, practices(networks))
    signatories = covenant(load("covenant", known["covenant"], exports / "covenant"))
    write("covenant_worked_example.csv", SIGNATORY_COLUMNS, signatories)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
