"""What the real exports cover, as a release tells it: known gaps, caps and slices, each with reason and page."""

import pyoxigraph as ox
import pytest

from graph.endpoint import Embedded
from queries.ask import ask

FACTS = {
    ("keep", "urbact-4", "PT"): ("partial", "keep.eu held 1 % in August 2026"),
    ("keep", "espon-2030", "PT"): ("none", "keep.eu held nothing in August 2026"),
    ("kohesio", "cohesion-2014", "SI"): ("partial", "at most 200 a region"),
    ("cordis", "horizon-europe", "PT"): ("partial", "A slice of 1,121 projects"),
}


@pytest.mark.shared
def test_a_release_of_the_real_exports_tells_gaps_caps_and_slices(release_store: ox.Store) -> None:
    rows = ask(Embedded(release_store), "sources/coverage").records()
    stated = {(row["source"], row["instrument"], row["country"]): row for row in rows}
    for key, (completeness, reason) in FACTS.items():
        row = stated[key]
        assert (row["completeness"], reason in row["reason"]) == (completeness, True), key
        assert row["page"].startswith("https://")
