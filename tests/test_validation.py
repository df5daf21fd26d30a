"""The page on validation is written whole from any release that has networks of URBACT."""

import pyoxigraph as ox

from benchmarks.validation import page
from graph.endpoint import Embedded
from graph.workspace import Workspace
from ingest.build import Built


def test_the_page_is_whole_and_counts_what_joined(shipped_build: tuple[Workspace, Built]) -> None:
    text = page(Embedded(ox.Store.read_only(str(shipped_build[0].current().store)), 1_000_000), "the command", runs=5)
    assert "{" not in text and "`the command`" in text
    assert "| towns and suburbs | " in text and "| URBACT III | transfer network | " in text
    for order in ("population alone", "past activity alone", "expected links", "chance"):
        assert text.count(f"| {order} |") == 3
    assert text.count("### Met first in URBACT") == 2
