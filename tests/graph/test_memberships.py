"""Which memberships link a city: those in force and those that ended, never an application; and who left a project."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.describe_sources import SourceWriter
from graph.endpoint import Embedded
from graph.findings import Findings, Link
from graph.identity import Resolver
from graph.loads import Loaded, Located
from graph.records import City, Group, Membership, Named, Origin, Participation, Place
from graph.tellers import Tellers
from queries.ask import answer

TOWNS = {1: ("Varberg", "SE231"), 2: ("Hastings", "UKJ22"), 3: ("Newport", "UKL21"), 4: ("Newport", "UKG21")}
NETWORK = "<https://w3id.org/ncp-graph/id/programme/eurotowns>"


def resolver() -> Resolver:
    where = (50.0, 5.0)
    places = [Place(n, name, (), nuts[:2], *where, 9_000, nuts, n) for n, (name, nuts) in TOWNS.items()]
    cities = [
        City(p.geonames, p.name, (), p.country, p.nuts3, (), "lau", "", 9_000, 0, "geonames", 0, *where) for p in places
    ]
    return Resolver(places, cities)


def written(*memberships: Membership | Participation | Group) -> tuple[Findings, SourceWriter]:
    located = tuple(Located(one, Origin("eurotowns", "members.csv", "", 2 + n)) for n, one in enumerate(memberships))
    loaded = Loaded("eurotowns", "Eurotowns", "", "", "", "", located, ())
    findings = Findings()
    names = {n: name for n, (name, _) in TOWNS.items()}
    return findings, SourceWriter(
        loaded, resolver().resolve, names, {"SE": "SWE", "UK": "GBR"}, Tellers((), {}), findings
    )


@pytest.mark.parametrize("status", ["member", "signed", "on-hold", "left", "supporter", "observer"])
def test_a_membership_in_force_or_ended_links_the_city(status: str) -> None:
    findings, writer = written(Membership("eurotowns", Named("Varberg", "SE"), status))
    writer.write()
    assert findings.links == {Link(1, NETWORK, "eurotowns", "authority", "eurotowns", joined=(0, 0))}


def test_an_application_is_told_and_links_nothing(tmp_path: Path) -> None:
    findings, writer = written(Membership("eurotowns", Named("Varberg", "SE"), "applied"))
    lines = writer.write().write(tmp_path).path.read_text().splitlines()
    assert findings.links == set()
    assert any("scheme/status-applied" in line for line in lines)


def test_an_application_is_listed_with_its_status_and_as_no_membership(tmp_path: Path) -> None:
    _, writer = written(Membership("eurotowns", Named("Varberg", "SE"), "applied", "2024"))
    store = ox.Store()
    store.load(path=str(writer.write().write(tmp_path).path), format=ox.RdfFormat.N_QUADS)
    table = answer(Embedded(store), "cities/links", {"city": "1"})
    (row,) = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert (row["status"], row["role"]) == ("applied", "applicant")


def test_an_undecided_application_leaves_no_doubt_and_an_undecided_membership_does() -> None:
    doubts = {}
    for status in ("applied", "member"):
        findings, writer = written(Membership("eurotowns", Named("Newport", "UK"), status))
        writer.write()
        doubts[status] = findings.undecided
        assert [because for _, because, *_ in findings.set_aside.held] == ["several cities could be meant"]
    assert doubts == {"applied": set(), "member": {(3, "eurotowns"), (4, "eurotowns")}}


def test_the_links_of_a_city_tell_when_its_membership_ended(tmp_path: Path) -> None:
    _, writer = written(Membership("eurotowns", Named("Hastings", "UK"), "left", "2005", "2013-10"))
    file = writer.write().write(tmp_path)
    store = ox.Store()
    store.load(path=str(file.path), format=ox.RdfFormat.N_QUADS)
    table = answer(Embedded(store), "cities/links", {"city": "2"})
    (row,) = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    assert (row["status"], row["startYear"], row["endYear"]) == ("left", "2005", "2013")


@pytest.mark.parametrize("left", [True, False])
def test_who_left_a_project_early_is_linked_and_marked(left: bool, tmp_path: Path) -> None:
    part = Participation("cordis/1", Named("Varberg", "SE"), "partner", "authority", "Varbergs kommun", left_early=left)
    findings, writer = written(part)
    lines = writer.write().write(tmp_path).path.read_text().splitlines()
    assert len(findings.links) == 1
    assert any('/leftEarly> "true"' in line for line in lines) == left


def test_a_town_that_a_group_is_called_after_is_in_doubt_and_its_member_is_linked(tmp_path: Path) -> None:
    group = Group("eurotowns-7", "Hastings", "eurotowns", (Named("Hastings", "UK"),))
    findings, writer = written(group, Membership("eurotowns", Named("Varberg", "SE"), "signed", group="eurotowns-7"))
    file = writer.write().write(tmp_path)
    assert {link.city for link in findings.links} == {1}
    assert findings.undecided == {(2, "eurotowns")}
    lines = file.path.read_text("utf-8")
    assert "/throughGroup> <https://w3id.org/ncp-graph/id/group/eurotowns-7>" in lines
    store = ox.Store()
    store.load(path=str(file.path), format=ox.RdfFormat.N_QUADS)
    store.extend([ox.Quad(*triple, ox.NamedNode("https://w3id.org/ncp-graph/graph/coverage")) for triple in DATASET])
    table = answer(Embedded(store), "cities/undecided", {"city": "2"})
    assert [dict(zip(table.columns, row, strict=True))["because"] for row in table.rows] == [
        "a group of signatories may be called after it"
    ]


DATASET = [
    (
        ox.NamedNode("https://w3id.org/ncp-graph/id/source/eurotowns"),
        ox.NamedNode("http://purl.org/dc/terms/title"),
        ox.Literal("Eurotowns"),
    )
]
"""What the build says of the source itself, which the question needs."""
