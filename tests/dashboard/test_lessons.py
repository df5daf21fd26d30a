"""Lessons of release and records together, by command and function: on the small graph and on the real texts."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from dashboard.cli import main
from dashboard.lesson_rows import told
from dashboard.lessons import (
    bridging,
    by_challenge,
    by_domain,
    hole,
    known,
    near_lessons,
    near_passages,
    released,
    trace,
    written,
)
from graph.desk import Desk, address_in, open_desk
from graph.endpoint import Embedded
from graph.lesson_desk import WrittenLesson, keep_lesson, withdraw_lesson
from graph.transfer_desk import propose, set_status
from graph.workspace import Workspace
from queries.ask import ask

RENT = WrittenLesson("Firms sign when it costs nothing.", "practice", "1", barriers=("money",), domains=("economy",))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(address_in(tmp_path))


def test_release_and_records_are_one_and_what_people_wrote_since_holds(small_store: ox.Store, desk: Desk) -> None:
    release = released(Embedded(small_store))
    of = known(release, desk)
    assert [(one.key, one.of, one.origin, one.domains) for one in of.lessons] == [
        ("1", "adoption", "3", ("employment",)),
    ]
    assert {(one.row, one.column): told(one) for one in by_domain(of) if not one.hole} == {
        ("employment", "employment"): "1 practice, 1 lesson, 0 waiting",
        ("employment", "culture"): "0 practices, 1 lesson (1 confirmed), 0 waiting",
    }
    kept = keep_lesson(desk, RENT, by="lead")
    propose(desk, kept.key, "economy", "employment", by="lead", reason="so")
    of = known(release, desk)
    cells = {(one.row, one.column): one for one in by_challenge(of)}
    assert told(cells["trust", "economy"]) == "1 practice, 0 lessons, 0 waiting, a hole"
    assert told(cells["", "economy"]) == "0 practices, 1 lesson, 0 waiting", "the lesson names no challenge"
    found = {(one.row, one.column): told(one) for one in by_domain(of)}
    assert found["economy", "employment"] == "0 practices, 1 lesson, 1 waiting"
    withdraw_lesson(desk, kept.id, by="lead", why="no", seen=1)
    assert {one.key for one in known(release, desk).lessons} == {"1"}


def test_a_lesson_that_was_built_and_then_withdrawn_or_changed_follows_the_records(
    small_store: ox.Store, desk: Desk
) -> None:
    release = released(Embedded(small_store))
    kept = keep_lesson(desk, RENT, by="lead")
    claim = propose(desk, kept.key, "economy", "care", by="lead", reason="so")
    built = known(release, desk)
    later = type(release)(release.practices, built.lessons, built.claims, release.passages)
    set_status(desk, claim.id, "confirmed", by="desk PT", why="held", evidence="visit")
    assert [one.status for one in known(later, desk).claims if one.goal == "care"] == ["confirmed"]
    withdraw_lesson(desk, kept.id, by="lead", why="no", seen=1)
    assert {one.key for one in known(later, desk).lessons} == {"1"}


def test_a_hole_takes_its_barriers_from_the_cell_then_the_domain_then_all(small_store: ox.Store, desk: Desk) -> None:
    of = known(released(Embedded(small_store)), desk)
    wanted, basis = hole(of, "employment", "economic-inequality")
    assert (wanted.barriers, "of this cell" in basis) == ({"staff"}, True)
    wanted, basis = hole(of, "employment", "trust")
    assert (wanted.barriers, "whatever the challenge" in basis) == ({"staff"}, True)
    wanted, basis = hole(of, "care", "trust")
    assert (len(wanted.barriers), "every barrier counts" in basis) == (10, True)
    assert [one.lesson.key for one in near_lessons(of, hole(of, "care", barrier="staff")[0])] == ["1"]
    assert near_lessons(of, hole(of, "employment", barrier="staff")[0]) == []
    assert near_passages(of, wanted) == []


def test_a_lesson_is_traced_whatever_it_was_learned_from(small_store: ox.Store, desk: Desk) -> None:
    endpoint = Embedded(small_store)
    keep_lesson(desk, RENT, by="lead")
    keep_lesson(desk, WrittenLesson("Meet early.", "project", "urbact-99", domains=("economy",)), by="lead")
    adopted, practice, project = known(released(endpoint), desk).lessons
    for lesson, city in ((adopted, "Celje"), (practice, "Guimarães"), (project, "Guimarães")):
        steps = trace(endpoint, lesson)
        found = {str(row["step"]): row for row in reversed(steps)}
        assert [*dict.fromkeys(str(row["step"]) for row in steps)][:1] == ["city"], lesson
        assert any(row["name"] == city for row in steps if row["step"] == "city"), lesson
        assert {"practice", "project", "programme", "row"} <= found.keys(), (lesson, steps)
        assert found["row"]["file"]
        assert int(found["row"]["row"]) > 0


LAYER = """@prefix ncp: <https://w3id.org/ncp-graph/> . @prefix qb: <http://purl.org/linked-data/cube#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @base <https://w3id.org/ncp-graph/id/> .
<network/all/authority> a ncp:NetworkLayer ; skos:notation "all/authority" .
<project/urbact-81> a ncp:Project . <project/new> a ncp:Project .
<city/3202781> ncp:authorityTakesPartIn <project/urbact-81>, <project/new> .
<city/2739788> ncp:authorityTakesPartIn <project/new> . <city/3190311> ncp:authorityTakesPartIn <project/new> .
"""


def test_bridges_are_told_from_the_network_of_the_release(small_store: ox.Store) -> None:
    more = ox.Store()
    more.extend(small_store)
    stands = {3202781: 1, 2739788: 2, 3190311: 1}
    told = "".join(
        f"<observation/all/authority/{city}> a ncp:NetworkObservation ; qb:dataSet <network/all/authority> ;"
        f" ncp:observedCity <city/{city}> ; ncp:community {group} ; ncp:betweenness {group}.5 ."
        for city, group in stands.items()
    )
    more.load(f"{LAYER}{told}".encode(), format=ox.RdfFormat.TURTLE)
    met = ask(Embedded(more), "lessons/partner-communities").records()
    assert {(row["city"], row["community"]): row["partners"] for row in met}["Celje", 2] == 1
    desk, charter = bridging(Embedded(more))
    assert (desk.practice, desk.basis, desk.known, desk.cities) == ("2", "its cities", 2, 2)
    assert (desk.spread, desk.betweenness) == (0, 1.5), "both of its cities are of one community"
    assert (charter.basis, charter.spread) == ("not computed", None), "of its two cities one alone has a community"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["lessons", *arguments])


def test_the_commands_tell_the_same_and_keep_what_people_decide(
    small_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NCP_WORKSPACE", str(small_workspace.root))
    monkeypatch.setenv("NCP_DESK_URL", address_in(tmp_path))
    added = run("add", RENT.statement, "--practice", "1", "--barrier", "money", "--domain", "economy", "--by", "lead")
    assert added.output.startswith("team-1: Firms sign")
    two = run("add", "x", "--practice", "1", "--project", "2", "--domain", "care", "--by", "lead")
    assert two.exit_code == 1
    assert "one of --practice" in two.output
    assert run("claim", "team-1", "economy", "care", "--by", "lead", "--why", "so").exit_code == 0
    own = run("status", "1", "confirmed", "--evidence", "seen", "--by", "Lead", "--why", "so")
    assert "You may not call your own claim confirmed" in own.output
    assert run("status", "1", "contested", "--by", "desk PT", "--why", "not here").exit_code == 0
    claims = json.loads(run("claims", "--format", "json").stdout)
    assert [(row["claim"], row["status"], row["why"]) for row in claims if row["lesson"] == "team-1"] == [
        ("team-1", "contested", "not here")
    ]
    cells = json.loads(run("matrix", "--by", "domain", "--format", "json").stdout)
    assert [(c["lessons"], c["confirmed"]) for c in cells if (c["row"], c["column"])[1] == "care and health"].count(
        (1, 0)
    ) == 1
    assert "– " in run("matrix").output
    near = json.loads(run("nearest", "care", "--barrier", "money", "--town", "2742027", "--format", "json").stdout)
    assert [(row["state"], row["lesson"]) for row in near] == [("lesson", "team-1")]
    assert "Guimarães" in near[0]["reason"]
    assert "row" in run("trace", "team-1").output
    assert "no lesson" in run("trace", "nothing").output
    assert "No passage" in run("keep", "x", "--by", "lead", "--why", "so").output
    assert json.loads(run("list", "--barrier", "money", "--format", "json").stdout)[0]["city"] == "Guimarães"
    assert "can be judged" in run("bridges").output


@pytest.mark.shared
def test_the_real_practices_offer_passages_that_one_person_keeps_and_another_refuses(
    release_store: ox.Store, desk: Desk
) -> None:
    release = released(Embedded(release_store))
    of = known(release, desk)
    assert of.lessons == (), "no source tells lessons: people do"
    assert 15 < len(of.waiting) < 30, "praise and plain statistics are left out"
    assert {one.part for one in of.waiting} == {"results", "transferability"}
    assert all(of.practices[one.practice].place for one in of.waiting)
    first, second = of.waiting[:2]
    keep_lesson(desk, written(first), by="lead", why="the reason is told")
    after = known(release, desk)
    assert [(one.statement, one.origin) for one in after.lessons] == [(first.statement, first.practice)]
    assert {one.key for one in of.waiting} - {one.key for one in after.waiting} == {first.key}
    cell = {(one.row, one.column): one for one in by_challenge(after)}
    assert sum(one.lessons for one in cell.values()) >= 1
    steps = trace(Embedded(release_store), after.lessons[0])
    assert [row["step"] for row in steps][-1] == "row"
    assert steps[-1]["file"] == "urbact_good_practices.csv"
    assert second in after.waiting
