"""The page on validation is written whole from any release that has networks of URBACT."""

import pyoxigraph as ox

from benchmarks.validation import bodies, page, second_call
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


def test_partners_count_by_their_own_name() -> None:
    """A metropolitan body beside its city, an agency, and a municipality beside the town by which it is listed."""
    seats = (("access", "2759794"), ("riconnect", "2759794"), ("roof", "665087"), ("iotxchange", "459279"))
    own = {"kind": "action-planning-network", "programme": "urbact-3", "start": "2019", "country": "NL"}
    rows = [{**own, "project": f"p/{project}", "city": city, "node": project} for project, city in seats]
    told = "\n".join(second_call(rows))
    assert "| towns of the partners | 3 |" in told
    assert "| municipalities and districts by their own name | 2 |" in told
    assert "metropolitan bodies by theirs | 3 |" in told
    named = list(bodies(rows))
    assert "(2): Amsterdam: [Vervoerregio Amsterdam]" in named[0] and "(1): Jelgava: [Jelgava Local Mun" in named[1]
