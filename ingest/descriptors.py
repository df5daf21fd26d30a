"""Sources that are told by a description alone: networks whose lists are read through a template.

`ingest/networks/KEY.toml` says what a network is and how large; its lists go into `exports/KEY/`.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from graph.countries import GROUPS
from graph.loads import Coverage
from graph.records import Record
from ingest.lists import READERS, Listing
from ingest.mapped import mapped
from ingest.mapping import ENDING, FOR_ALL, ColumnMapping
from ingest.programme_tree import below
from ingest.row import Row
from ingest.source import Source, Table, state
from ingest.tally import Tally
from ingest.template import template

FOLDER = Path(__file__).parent / "networks"
MADE = {"memberships": "Membership", "practices": "Practice", "exchanges": "Project"}
"""By template: the record that each of its rows must give."""
MOST = 50_000
LICENCE = "facts from public pages, with the page beside each; your own lists stay yours"
LEAVES = {
    f"*{ENDING}": "it says what the columns of the table beside it mean",
    FOR_ALL: "it says what the columns of the tables beside it mean",
}


def described() -> dict[str, Source]:
    """Make a source of every description; the name of its file is the source's key."""
    return {path.stem: source(path) for path in sorted(FOLDER.glob("*.toml"))}


def source(path: Path) -> Source:
    """Make the source that a file describes."""
    said = tomllib.loads(path.read_text("utf-8"))
    listing = Listing(path.stem, said["title"], said["programme"], said.get("words", {}), said.get("kind", ""))
    return Source(
        title=said["title"],
        publisher=said["publisher"],
        licence=LICENCE,
        page=said["page"],
        tables=dict(_tables(said, listing)),
        leaves=LEAVES,
        issued=said.get("issued", ""),
        covers=covers(said),
    )


def _tables(said: Mapping[str, Any], listing: Listing) -> Iterator[tuple[str, Table]]:
    for glob, name in said["tables"].items():
        for ending in ("csv", "tsv", "xlsx", "xlsm"):
            yield f"{glob}.{ending}", table(name, listing, own=export(said, name))
    for file, name in said.get("shipped", {}).items():
        own = next(glob for glob, read in said["tables"].items() if read == name)
        yield f"shipped/{file}", table(name, listing, f"{own}.[ctx][sl][vs]*")


def export(said: Mapping[str, Any], name: str) -> ColumnMapping | None:
    """Give the mapping of a network's own export, where its header is known and the export is read as this template."""
    own = said.get("export", {})
    if own.get("template") != name:
        return None
    return ColumnMapping(own["columns"], tuple(own["ignored"]), own.get("constants", {}), template=name)


def table(name: str, listing: Listing, unless: str = "", own: ColumnMapping | None = None) -> Table:
    """Make the table that is read through a template; `unless` says which files replace it."""
    read: Callable[[Row], Iterator[Record]] = partial(READERS[name], listing)
    return Table(read, {MADE[name]: (1, MOST)}, unless=unless, lines=partial(mapped, template(name), own=own))


def covers(said: Mapping[str, Any]) -> Callable[[Tally], tuple[Coverage, ...]]:
    """Make the statement on what is known of a network: never more than a part.

    Towns are free to join, so that a town's absence from a list would mean little even if the list were whole.
    """
    countries = tuple(code for group in said["countries"].split() for code in GROUPS[group])

    def stated(tally: Tally) -> tuple[Coverage, ...]:
        count = known(said["programme"], tally)
        completeness, found = ("partial", f"{count:,}") if count else ("unknown", "None")
        reason = f"{found} of its {said['what']} {'is' if count < 2 else 'are'} known here. {said['size']}"
        return state([said["programme"]], countries, completeness, reason, said["page"], said.get("since", 0))

    return stated


def known(programme: str, tally: Tally) -> int:
    """Count the members, exchanges and practices of a programme and of its parts."""
    parts = below(programme)
    return sum(tally.memberships[key] + tally.projects[key] for key in parts) + tally.kinds["Practice"]
