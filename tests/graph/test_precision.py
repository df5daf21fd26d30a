"""Each link carries what its place is; a row that names a region only counts for no city."""

from pathlib import Path

import pyoxigraph as ox

from graph.describe_sources import SourceWriter
from graph.endpoint import Embedded
from graph.findings import Findings
from graph.identity import Resolver
from graph.loads import Loaded, Located
from graph.records import City, Named, Origin, Participation, Place, Project
from graph.tellers import Tellers
from graph.verdicts import describe_link, judge
from queries.ask import answer

PRECISIONS = ("implementation", "office", "region")
TOWNS = {n: f"Town{word}" for n, word in enumerate(("one", "two", "three"), start=1)}
CITIES = [
    City(n, t, (), "PT", "PT111", (), "lau", "", 9_000, 0, "geonames", 0, 40.0 + n, -8.0) for n, t in TOWNS.items()
]


def written() -> tuple[Findings, SourceWriter]:
    """Write three participations in three towns, alike but for the precision of their places."""
    located = [Located(Project("kohesio/1", "Works", "x"), Origin("kohesio", "f.csv", "", 2))]
    for n, precision in enumerate(PRECISIONS, start=1):
        part = Participation("kohesio/1", Named(TOWNS[n], "PT"), "beneficiary", "place", "Body", precision=precision)
        located.append(Located(part, Origin("kohesio", "f.csv", "", 2 + n)))
    loaded = Loaded("kohesio", "Kohesio", "", "", "", "", tuple(located), (), projects={hash("kohesio/1"): "x"})
    places = [Place(c.geonames, c.name, (), "PT", c.latitude, c.longitude, 9_000, "PT111", c.geonames) for c in CITIES]
    findings = Findings()
    tellers = Tellers([loaded], {"x": "x"})
    return findings, SourceWriter(loaded, Resolver(places, CITIES).resolve, TOWNS, {"PT": "PRT"}, tellers, findings)


def test_a_region_alone_links_no_city_and_is_set_aside_with_the_reason() -> None:
    findings, writer = written()
    writer.write()
    assert {link.city for link in findings.links} == {1, 2}
    ((origin, reason, *_),) = findings.set_aside.held
    assert (origin.row, reason) == (5, "the source names a region only")
    verdicts = judge(CITIES, findings.links, {"x": "x"}, {"PT": frozenset({"x"})}, findings.undecided)
    assert [verdict.state for verdict in verdicts] == ["linked", "linked", "absent"]


def test_the_links_of_a_city_tell_the_precision_of_their_place(tmp_path: Path) -> None:
    findings, writer = written()
    quads = writer.write()
    for link in findings.links:
        describe_link(quads, link)
    store = ox.Store()
    store.load(path=str(quads.write(tmp_path).path), format=ox.RdfFormat.N_QUADS)
    for city, expected in ((1, ["implementation"]), (2, ["office"]), (3, [])):
        table = answer(Embedded(store), "cities/links", {"city": str(city)})
        assert [row["precision"] for row in table.records()] == expected
    assert answer(Embedded(store), "checks/region-is-no-link", {}).rows == []
