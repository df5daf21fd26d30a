"""The programme tree by key and by label, so that a list may name a programme either way."""

import csv
from functools import cache
from pathlib import Path

from ingest.countries import plain

TREE = Path(__file__).parent / "shipped" / "programmes.csv"
KINDS_WITH_MEMBERS = {"Initiative"}


@cache
def nodes() -> dict[str, dict[str, str]]:
    """Give every node of the tree by its key."""
    with TREE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def find(written: str) -> str:
    """Give the key of a programme for its key or its English label; "" when there is none."""
    if written in nodes():
        return written
    wanted = plain(written)
    return next((key for key, row in nodes().items() if wanted in (plain(key), plain(row["label"]))), "")


def below(key: str) -> tuple[str, ...]:
    """List a node and all nodes under it."""
    found = [key]
    for node in found:
        found += [each for each, row in nodes().items() if row["parent"] == node]
    return tuple(found)


def initiatives() -> tuple[str, ...]:
    """List the nodes that cities are members of."""
    return tuple(key for key, row in nodes().items() if row["kind"] in KINDS_WITH_MEMBERS)
