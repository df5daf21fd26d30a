"""Each link carries what its place is; a row that names a region only counts for no city."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.describe_sources import SourceWriter
from graph.endpoint import Embedded
from graph.findings import Findings
from graph.identity import Resolver
from graph.loads import Loaded, Located
from graph.records import City, Named, Origin, Participation, Place, Project
from graph.tellers import Tellers
from graph.verdicts import describe_link, judge
from ingest.bodies import learn
from queries.ask import answer

PRECISIONS = ("implementation", "office", "region")
TOWNS = {n: f"Town{word}" for n, word in enumerate(("one", "two", "three"), start=1)}
CITIES = [
    City(n, t, (), "PT", "PT111", (), "lau", "", 9_000, 0, "geonames", 0, 40.0 + n, -8.0) for n, t in TOWNS.items()
]


Part = tuple[int, tuple[int, str, str, str]]
"""Number of a row below the first, and town, precision, reading and VAT number of its participation."""


def written(parts: Sequence[Part] = ()) -> tuple[Findings, SourceWriter]:
    """Write participations, or else three in three towns, alike but for the precision of their places."""
    located = [Located(Project("kohesio/1", "Works", "x"), Origin("kohesio", "f.csv", "", 2))]
    alike = [(n, (n, precision, "place", "")) for n, precision in enumerate(PRECISIONS, start=1)]
    for n, (town, precision, reading, vat) in parts or alike:
        numbers = (("vat", vat),) if vat else ()
        part = Participation(
            "kohesio/1", Named(TOWNS[town], "PT"), "beneficiary", reading, "Body", "", precision, numbers
        )
        located.append(Located(part, Origin("kohesio", "f.csv", "", 2 + n)))
    known = {hash("kohesio/1"): "x"}
    loaded = Loaded("kohesio", "Kohesio", "", "", "", "", tuple(located), (), numbered=1, projects=known)
    places = [Place(c.geonames, c.name, (), "PT", c.latitude, c.longitude, 9_000, "PT111", c.geonames) for c in CITIES]
    resolve = Resolver(places, CITIES).resolve
    findings = Findings(bodies=learn([loaded], resolve))
    tellers = Tellers([loaded], {"x": "x"})
    return findings, SourceWriter(loaded, resolve, TOWNS, {"PT": "PRT"}, tellers, findings)


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


ROWS = st.lists(
    st.tuples(
        st.sampled_from(sorted(TOWNS)),
        st.sampled_from(PRECISIONS),
        st.sampled_from(("authority", "place")),
        st.sampled_from(("", "PT501306099", "PT506215547")),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_rows_with_a_region_alone_change_nothing_told_of_any_city(rows: list[tuple[int, str, str, str]]) -> None:
    """Links, doubts, numbers and names of authorities and every quad but those of the rows set aside are the same."""
    numbered = list(enumerate(rows, start=1))
    sharp = [(n, row) for n, row in numbered if row[1] != "region"]
    if sharp:
        assert told(numbered) == told(sharp)


def told(parts: Sequence[Part]) -> tuple[object, ...]:
    """Give all that participations tell, but for the records of their own rows."""
    findings, writer = written(parts)
    with TemporaryDirectory() as folder:
        lines = writer.write().write(Path(folder)).path.read_text("utf-8").splitlines()
    bodies = findings.bodies
    seen = [set(each) for each in (bodies.joined, bodies.numbers, bodies.spellings, bodies.suggested)]
    quads = {line for line in lines if "/record/" not in line.split()[0]}
    return findings.links, findings.undecided, findings.placed, seen, quads
