"""Published practices and what towns tell of practices, in the release that is built from the team's records."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

import ingest.build
from dashboard.practices import found
from dashboard.published import Need
from graph.adoptions import Use, report
from graph.desk import Desk, address_in, open_desk
from graph.endpoint import Embedded
from graph.practice_index import index_of
from graph.records import City, Place
from graph.submission_checks import CRITERIA, publish, take_into_check
from graph.submission_fields import Told
from graph.submissions import hand_in, start
from graph.workspace import Release, Workspace
from ingest.build import build
from queries.ask import ask

CELJE, MARIBOR, LJUBLJANA = 3202781, 3195506, 3196359
AUTHOR, CHECKER, TELLER = "Qwertzina", "Yxcvbnmia", "Asdfghjklia"
PRACTICE = Told(
    CELJE,
    "Beginners in empty shops",
    problem="Shops stood empty; Mayor Ivana Novaka said so.",
    solution="The city lends them <b>for a year</b>.",
    results="12 of 20 are open.",
    transferability="Begin with one shop.",
    challenges="economic-inequality",
    domains="economy; culture",
    cost="40000",
    currency="EUR",
    proof="Survey of 400 visitors",
    proof_page="https://example.org/survey",
    start="2023",
)


def public(desk: Desk, told: Told, lacks: str = "") -> str:
    one = start(desk, told, AUTHOR)
    one = take_into_check(desk, one.id, CHECKER, hand_in(desk, one.id, AUTHOR, one.version).version)
    judged = {key: key != lacks for key in CRITERIA}
    return publish(desk, one.id, judged, CHECKER, one.version, "no study yet").key


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, slice_of_europe: tuple[tuple[Place, ...], tuple[City, ...]]
) -> Iterator[Release]:
    """A release that follows a practice, its newer version, three reports; one draft and two that cannot be held."""
    workspace = Workspace(tmp_path_factory.mktemp("submitted"))
    desk = open_desk(address_in(workspace.desk))
    first = public(desk, PRACTICE, lacks="evidence")
    changed = report(desk, Use(first, MARIBOR, "running", rating="4", changed="Open on Sundays.", cost="9000"), TELLER)
    report(desk, Use(first, LJUBLJANA, "stopped", reason="staff left"), TELLER)
    report(desk, Use("nowhere/x", MARIBOR, "running"), TELLER)
    public(desk, replace(PRACTICE, title="Sunday shops", revises=first, adoption=changed.id))
    public(desk, replace(PRACTICE, title="No city holds it", city=999_999_998))
    start(desk, replace(PRACTICE, title="A draft of nobody's business"), AUTHOR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.build, "gazetteer", lambda: slice_of_europe)
        yield build(workspace, lambda _: None, only=("polis",)).release


def test_what_is_published_is_a_practice_of_the_release_with_its_provenance(built: Release) -> None:
    store = ox.Store.read_only(str(built.store))
    about = dict(built.manifest["submitted"])
    assert about.pop("left_out") == ["submitted/3: city 999999998", f"report 3: nowhere/x, city {MARIBOR}"]
    assert about == {"practices": 2, "adoptions": 2} and built.manifest["validation"]["conforms"]
    asked = """PREFIX ncp: <https://w3id.org/ncp-graph/> PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT ?title ?id ?source ?met ?lacks ?by ?older WHERE {
      ?practice a ncp:Practice ; skos:prefLabel ?title ; dcterms:identifier ?id ; dcterms:source ?source ;
        dcterms:created ?created ; dcterms:dateSubmitted ?sent ; dcterms:issued ?issued .
      { SELECT ?practice (COUNT(?one) AS ?met) WHERE { ?c ncp:checksPractice ?practice ; ncp:meetsCriterion ?one }
        GROUP BY ?practice }
      ?check ncp:checksPractice ?practice ; ncp:checkedBy ?by .
      OPTIONAL { ?check ncp:lacksCriterion ?lacks } OPTIONAL { ?practice prov:wasRevisionOf/dcterms:identifier ?older }
    } ORDER BY ?id"""
    rows = Embedded(store).select(asked).rows
    lack = "https://w3id.org/ncp-graph/scheme/criterion-evidence"
    by = "second person, administrator"
    assert rows == [
        (PRACTICE.title, "submitted/1", "submitted here", 4, lack, by, None),
        ("Sunday shops", "submitted/2", "submitted here", 5, None, by, "submitted/1"),
    ]


def test_it_is_found_like_the_others_and_towns_that_use_it_are_told(built: Release) -> None:
    endpoint = Embedded(ox.Store.read_only(str(built.store)), tables=built.tables)
    hits = found(endpoint, index_of(built, endpoint), Need("beginner empty shop", domain="culture"))
    assert {row["title"] for row in hits} == {PRACTICE.title, "Sunday shops"}
    assert {(row["cost"], row["programme"], row["city"]) for row in hits} == {("40,000 EUR", "submitted here", "Celje")}
    told = ask(endpoint, "practices/adoptions", practice="submitted/1").records()
    assert [
        (row["city"], row["status"], row["reason"], row["rating"], row["changed"], row["size"]) for row in told
    ] == [
        ("Ljubljana", "stopped", "staff left", None, None, "large"),
        ("Maribor", "running", None, 4, "Open on Sundays.", "medium"),
    ]
    (refined,) = ask(endpoint, "practices/refinements", practice="submitted/1").records()
    assert (refined["change"], refined["city"], refined["versionTitle"]) == (
        *("Open on Sundays.", "Maribor"),
        "Sunday shops",
    )
    assert [row["olderTitle"] for row in ask(endpoint, "practices/versions").records()] == [PRACTICE.title]


def test_no_file_of_the_release_holds_a_name_or_a_draft(built: Release) -> None:
    text = ox.Store.read_only(str(built.store)).dump(format=ox.RdfFormat.N_QUADS)
    whole = [text or b"", *(path.read_bytes() for path in Path(built.folder).rglob("*.*") if path.is_file())]
    assert b"Beginners in empty shops" in whole[0]
    for secret in (AUTHOR, CHECKER, TELLER, "Novaka", "nobody's business"):
        assert not [1 for each in whole if secret.encode() in each], secret
