"""What an adapter declares: its tables, what they must give and what they cover."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import ingest.sources
from graph.loads import Coverage
from graph.records import Record
from ingest.project_rows import Quick
from ingest.reader import Line
from ingest.recall import Again
from ingest.row import Row
from ingest.tally import Tally

Bounds = tuple[int, int]
Lines = Callable[[Path, str], Iterable[tuple[str, Line]]]
Covers = tuple[Coverage, ...] | Callable[[Tally], tuple[Coverage, ...]]


@dataclass(frozen=True)
class Table:
    """One kind of table of a source: how a row is read, how many records it must give, what it covers.

    `expect` holds the least and the greatest number of records by class name;
    `missing` the cell texts that mean "no value"; `unless` a glob of files that
    replace this table; `covers` statements, or a function that makes them from what was counted;
    `lines` opens a file (its path and how errors call it) in another way than by its header alone.
    `header` is a column name that the header row holds, where titles stand above it;
    `header_rows` counts the rows that the header spans (joined by " / ");
    `optional` says that a workbook may lack the sheet;
    `encoding` is that of a text which is known not to be UTF-8, such as "cp1253";
    `again` says by what rows are told again that differ from an earlier one in their project alone;
    `quick` how rows of projects are read many at once.
    """

    read: Callable[[Row], Iterator[Record]]
    expect: Mapping[str, Bounds] = field(default_factory=dict)
    covers: Covers = ()
    unless: str = ""
    missing: frozenset[str] = frozenset()
    lines: Lines | None = None
    header: str = ""
    header_rows: int = 1
    encoding: str = ""
    optional: bool = False
    again: Again | None = None
    quick: Quick | None = None


@dataclass(frozen=True)
class Download:
    """A file that a publisher offers: its name in the source's folder, its address, and what it holds.

    `country` is the EU code where the file is of one country alone; `most` the
    greatest size in bytes that is taken for it.
    """

    name: str
    address: str
    about: str
    country: str = ""
    most: int = 4_000_000_000


@dataclass(frozen=True)
class Source:
    """A repository that is read: who publishes it, under what licence, and its tables.

    The keys of `tables` are globs for file names; `GLOB#SHEET` names the sheet
    of a workbook or the list in a JSON file, and a key that starts with `shipped/` a table that comes with
    the product. `leaves` says why a known file is not read; `issued` is the day
    of the data, or a function that finds it in what was counted; `covers` states
    what all tables together cover; `always` says that other sources need this one;
    `downloads` are the files of it that the publisher offers to everyone.
    `of_folder` makes the source anew from what lies in its folder, such as mapping files.
    """

    title: str
    publisher: str
    licence: str
    page: str
    tables: Mapping[str, Table]
    leaves: Mapping[str, str] = field(default_factory=dict)
    issued: str | Callable[[Tally], str] = ""
    covers: Covers = ()
    always: bool = False
    downloads: tuple[Download, ...] = ()
    of_folder: "Callable[[Path | None], Source] | None" = None


@cache
def sources() -> Mapping[str, Source]:
    """Find every adapter and every described network; the name of its file is its key."""
    found: dict[str, Source] = importlib.import_module("ingest.descriptors").described()
    for module in pkgutil.iter_modules(ingest.sources.__path__):
        if module.name in found:
            raise ValueError(f"ingest/sources and ingest/networks both have {module.name}")
        found[module.name] = importlib.import_module(f"ingest.sources.{module.name}").SOURCE
    return dict(sorted(found.items()))


def state(
    programmes: Iterable[str],
    countries: Iterable[str],
    completeness: str,
    reason: str,
    source: str,
    since: int = 0,
    until: int = 0,
) -> tuple[Coverage, ...]:
    """Make one statement for each programme, alike in all else."""
    return tuple(
        Coverage(programme, tuple(countries), completeness, reason, source, since, until) for programme in programmes
    )
