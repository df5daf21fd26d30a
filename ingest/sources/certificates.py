"""Certificates, audits and labels of cities and practices that nobody's export tells, from a register of your own."""

import re
from collections.abc import Iterator
from functools import partial

from graph.certificate_records import Certificate, CertificationScheme
from graph.records import Named, Record
from ingest.keys import slug
from ingest.lists import EMPTY, Listing, needed, page, period, place, plain_text, word
from ingest.mapped import mapped
from ingest.row import Row
from ingest.source import Source, Table
from ingest.template import allowed, template

LISTING = Listing("certificates", "Certificates and labels", "")
PRACTICE = re.compile(r"[\w-]+/[\w-]+")
OF_A_CITY = ("city", "host")
"""Kinds that only a city can hold."""
LEAVES = {"*.mapping.toml": "it says what the columns of the table beside it mean"}
MOST = 50_000


def certificates(row: Row) -> Iterator[Record]:
    """Yield one certificate and the scheme that it is given under."""
    row.ignore("source", why="stands beside each fact for the reader of the list")
    label, body, standard = needed(row, "scheme"), needed(row, "body"), plain_text(row, "standard")
    key = slug(f"{label} {standard}")
    kind = word(LISTING, row, "kind", "certificate")
    if not kind:
        raise row.bad(EMPTY, f"write one of {', '.join(allowed('certificate'))}", "kind")
    city, practice = holder(row, kind)
    since, until = period(row, "since", "until")
    yield CertificationScheme(key, label, standard=standard)
    yield Certificate(key, city, kind, body, practice, since, until, plain_text(row, "document"), page(row))


def holder(row: Row, kind: str) -> tuple[Named, str]:
    """Read who holds it: a city, or else a practice by its key."""
    practice, city = row.take("practice"), plain_text(row, "city")
    if practice and city:
        raise row.bad("both a city and a practice are named", "empty one of the two, or write two rows", "practice")
    if not practice and kind == "practice":
        raise row.bad(EMPTY, "write the key of the practice that holds the label, such as urbact/NAME", "practice")
    if not practice:
        return place(row), ""
    if kind in OF_A_CITY:
        raise row.bad(f"a practice cannot hold a {kind} label", "write practice, certification or audit", "kind")
    if not PRACTICE.fullmatch(practice):
        remedy = "write it as SOURCE/NAME, such as urbact/NAME"
        raise row.bad(f"{practice!r} is no key of a practice", remedy, "practice")
    row.ignore("country", "nuts", "postcode", why="the practice has its city")
    return Named("", ""), practice


READ = Table(certificates, {"Certificate": (1, MOST)}, lines=partial(mapped, template("certificates")))

SOURCE = Source(
    title="Certificates and labels of your own register",
    publisher="whoever keeps the register; the body that gave each certificate stands in its row",
    licence="your own lists stay yours",
    page="https://w3id.org/ncp-graph/",
    tables={f"*.{ending}": READ for ending in ("csv", "tsv", "xlsx", "xlsm")},
    leaves=LEAVES,
)
