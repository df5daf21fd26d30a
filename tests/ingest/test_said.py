"""Lessons of the team's records in the release that is built from them: on the gazetteer of a few regions."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import ingest.build
from graph.desk import address_in, open_desk
from graph.endpoint import Embedded
from graph.lesson_desk import WrittenLesson, keep_lesson
from graph.records import City, Place
from graph.transfer_desk import propose, set_status
from graph.workspace import Release, Workspace
from ingest.build import build
from queries.ask import ask

PRACTICE = "urban-innovation/uia-call-1-mac"


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, slice_of_europe: tuple[tuple[Place, ...], tuple[City, ...]]
) -> Iterator[Release]:
    """A release that follows a lesson with a confirmed claim, a withdrawn one, and one of a practice not held."""
    workspace = Workspace(tmp_path_factory.mktemp("said"))
    desk = open_desk(address_in(workspace.desk))
    of = ("practice", PRACTICE)
    keep_lesson(
        desk, WrittenLesson("Rooms without rent drew firms.", *of, domains=("economy",), barriers=("money",)), by="A B"
    )
    keep_lesson(desk, WrittenLesson("Not held here.", "practice", "nowhere/x", domains=("care",)), by="desk")
    claim = propose(desk, "team-1", "economy", "culture", by="lead", reason="rooms stand empty in both")
    set_status(desk, claim.id, "confirmed", by="desk PT", why="held", evidence="visit of 2025")
    propose(desk, "team-1", "economy", "care", by="lead", reason="a guess")
    set_status(desk, 2, "withdrawn", by="lead", why="no")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.build, "gazetteer", lambda: slice_of_europe)
        yield build(workspace, lambda _: None, only=("urban_innovation",)).release


def test_lessons_and_claims_enter_the_release_and_what_cannot_is_told(built: Release) -> None:
    endpoint = Embedded(ox.Store.read_only(str(built.store)))
    found = ask(endpoint, "lessons/transfers", status="confirmed").records()
    assert [(row["statement"], row["from"], row["to"], row["reason"], row["by"]) for row in found] == [
        ("Rooms without rent drew firms.", "economy", "culture", "rooms stand empty in both", "lead")
    ]
    assert [row["to"] for row in ask(endpoint, "lessons/transfers", status="withdrawn").records()] == ["care"]
    assert ask(endpoint, "lessons/between-domains").rows == [("economy", "culture", 1, 1)], "a withdrawn one ties none"
    about = built.manifest["lessons"]
    assert about == {"kept": 1, "claims": 2, "without_origin": ["team-2: practice nowhere/x"]}
    assert built.manifest["validation"]["conforms"]


def test_the_file_of_the_release_holds_no_record_that_was_left_out(built: Release, tmp_path: Path) -> None:
    text = ox.Store.read_only(str(built.store)).dump(format=ox.RdfFormat.N_QUADS)
    assert text is not None
    assert b"Not held here" not in text
