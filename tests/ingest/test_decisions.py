"""Decide, build, look; take back, build, look: the graph changes just so, and is then as if nothing had been.

The builds are real ones on the gazetteer of a few regions, so that each takes seconds.
"""

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import ingest.build
from graph.contact_persons import add_person
from graph.desk import Desk, address_in, open_desk
from graph.endpoint import Embedded
from graph.errors import DeskUnreachable
from graph.first_steps import Step
from graph.help_experts import add_expert, add_expert_person
from graph.help_matches import Offer, answer_match, propose_match
from graph.help_requests import assess, send_request
from graph.name_list import COLUMNS
from graph.outreach import Entry, log_contact
from graph.records import City, Place
from graph.rights import LOCAL
from graph.workspace import Release, Workspace
from ingest.build import build
from queries.ask import ask

Gazetteer = tuple[tuple[Place, ...], tuple[City, ...]]
KEY = "RO/sfantu-gheorghe"
CITY, OTHER = 667303, 667305
LINE = re.compile(r"<(\S+)> <(\S+)> (.+) <(\S+)> \.")


@pytest.fixture(autouse=True)
def small_gazetteer(monkeypatch: pytest.MonkeyPatch, slice_of_europe: Gazetteer) -> None:
    monkeypatch.setattr(ingest.build, "gazetteer", lambda: slice_of_europe)


def export(workspace: Workspace) -> None:
    """Two sources name the same homonym without a hint, three times in all."""
    rows = "city,country,status\nSfântu Gheorghe,RO,member\nSFANTU GHEORGHE,RO,member\nCelje,SI,member\n"
    for key in ("polis", "eurotowns"):
        folder = workspace.exports / key
        folder.mkdir(parents=True)
        (folder / "members.csv").write_text(rows if key == "polis" else rows.replace("SFANTU", "x SFANTU"), "utf-8")


def quads(release: Release) -> list[str]:
    text = ox.Store.read_only(str(release.store)).dump(format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return sorted(text.decode().splitlines())


def built(workspace: Workspace) -> Release:
    return build(workspace, lambda _: None, only=("polis", "eurotowns")).release


def names(release: Release) -> dict[str, dict[str, str]]:
    with (release.folder / "names.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert tuple(found[0]) == COLUMNS
    return {row["key"]: row for row in found}


def ends(lines: set[str], predicate: str) -> set[str]:
    """The objects of a predicate, by the last part of their address."""
    found = (LINE.match(line) for line in lines)
    return {m[3].strip("<>").rsplit("/", 1)[1] for m in found if m and m[2].endswith(predicate)}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    export(made)
    return made


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return open_desk(address_in(workspace.desk))


def test_a_decision_changes_the_graph_just_so_and_taken_back_it_is_as_if_it_had_never_been(
    workspace: Workspace, desk: Desk
) -> None:
    before = built(workspace)
    first = quads(before)
    open_name = names(before)[KEY]
    assert (open_name["outcome"], open_name["rows"], open_name["sources"]) == ("review", "3", "eurotowns|polis")
    assert f"{OTHER} Sfântu Gheorghe" in open_name["candidates"].split("|")

    accepted = desk.decide(KEY, "accept", CITY, who="desk RO", why="the list says county Covasna")
    after = built(workspace)
    second = quads(after)
    gone, new = set(first) - set(second), set(second) - set(first)
    assert names(after)[KEY]["outcome"] == "accepted"
    assert names(after)[KEY]["decisions"] == str(accepted.id)
    assert ends(new, "/matchedTo") == {str(CITY)}
    assert ends(new, "/matchMethod") == {"method-decision"}
    assert ends(new, "/linkedTo") == {"city-networks"}
    assert {m[1].rsplit("/", 1)[1] for line in new if "/linkedTo>" in line and (m := LINE.match(line))} == {str(CITY)}
    assert ends(gone, "/candidate") == {"667303", "667305", "667306"}
    told = " ".join(line for line in new if "/id/decision/" in line.split()[0])
    assert '"desk RO"' in told
    assert '"the list says county Covasna"' in told
    assert accepted.made in told
    touched = {m[1] for line in gone | new if (m := LINE.match(line))}
    kinds = {re.sub(r".*/id/([\w-]+)/.*", r"\1", subject) for subject in touched}
    allowed = {"match", "decision", "record", "membership", "authority", "city", "verdict", "source", "coverage"}
    allowed.add("observation")  # figures of cities and of groups of cities count the link
    assert kinds <= allowed

    again = built(workspace)
    assert quads(again) == second, "a decision survives a rebuild"
    workspace.rollback(before.id, actor=LOCAL)
    assert [one.id for one in open_desk(address_in(workspace.desk)).log()] == [accepted.id], "and a rollback"

    desk.undo(accepted.id, who="desk RO", why="it was the village")
    last = built(workspace)
    assert quads(last) == first
    assert last.manifest["graphs"] == before.manifest["graphs"]
    assert (last.folder / "names.csv").read_bytes() == (before.folder / "names.csv").read_bytes()


def test_excluding_and_rejecting_change_what_is_open_and_a_lost_city_is_told(workspace: Workspace, desk: Desk) -> None:
    desk.decide(KEY, "not-this", OTHER, who="desk RO", why="too small")
    celje = desk.decide("SI/celje", "not-this", 3202781, who="desk SI", why="another one is meant")
    none = desk.decide("RO/x-sfantu-gheorghe", "reject", who="desk RO", why="a river")
    lost = desk.decide("SI/kranj", "accept", 1, who="desk SI", why="no such city")
    add_person(desk, CITY, "Qwertzina Example", "mayor's office", "qwertzina@example.org", "desk RO")
    log_contact(desk, Entry(CITY, "2026-03-02", "phone", "desk RO", "Qwertzina calls back"), "desk RO")
    release = built(workspace)
    files = b"".join(path.read_bytes() for path in release.folder.rglob("*") if path.is_file())
    assert b"wertzina" not in files and "wertzina" not in "".join(quads(release)), "persons stay with the records"
    found = names(release)
    assert found[KEY]["outcome"] == "review"
    assert str(OTHER) not in found[KEY]["candidates"]
    assert (found["SI/celje"]["outcome"], found["SI/celje"]["method"]) == ("none", "none")
    assert found["RO/x-sfantu-gheorghe"]["method"] == "decision"
    text = "\n".join(line for line in quads(release) if "/id/membership/" in line)
    assert "/id/city/3202781" not in text
    assert release.manifest["decisions"]["followed"] == [1, celje.id, none.id]
    assert release.manifest["decisions"]["without_city"] == [str(lost)]
    aside = (release.folder / "set_aside.csv").read_text("utf-8-sig")
    assert aside.count("people decided that no city is meant") == 1


def test_a_build_without_its_records_stops_and_leaves_what_is_published(workspace: Workspace) -> None:
    workspace.desk.mkdir()
    (workspace.desk / "desk.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(DeskUnreachable):
        built(workspace)
    assert workspace.releases() == ()
    assert not list(workspace.releases_folder.glob(".*"))


def test_what_is_decided_while_a_build_runs_is_kept_for_the_next_one(workspace: Workspace, desk: Desk) -> None:
    made = []

    def tell(step: str) -> None:
        if step.startswith("Judging") and not made:
            made.append(desk.decide(KEY, "accept", CITY, who="desk RO", why="decided meanwhile"))

    release = build(workspace, tell, only=("polis",)).release
    assert names(release)[KEY]["outcome"] == "review"
    assert release.manifest["decisions"]["followed"] == []
    assert desk.log() == made
    assert names(built(workspace))[KEY]["outcome"] == "accepted"


def test_a_request_is_asked_for_in_the_next_release_without_a_word_on_persons(workspace: Workspace, desk: Desk) -> None:
    need = 'Ask Mr Qwertz Somebody: elderly people are "offline"\nand few.'
    sent = send_request(desk, 2742027, need, {}, "qwertz")
    steps = [Step("Open the library", "no extra money", "none"), Step("A van", "cost not stated", before=("a garage",))]
    assess(desk, sent.id, {"money": 3, "digital": 1}, steps, "qwertz", sent.version)
    made = propose_match(desk, sent.id, Offer("peer", 3202781, 70, "like it", "larger"), "qwertz")
    answer_match(desk, made.id, "mentor", False, "qwertz", made.version, "no time")
    body = add_expert(desk, "Adviser on digital inclusion", ["digital"], [], 2, "qwertz")
    add_expert_person(desk, body.id, "Qwertz Somebody", "", "qwertz@example.org", "qwertz")
    propose_match(desk, sent.id, Offer("expert", body.id, 40, "works on it"), "qwertz")

    release = built(workspace)
    store = ox.Store.read_only(str(release.store))
    endpoint = Embedded(store)
    rows = ask(endpoint, "support/matches", request="1").records()
    assert [(row["name"], row["pillar"], float(row["score"]), row["answer"], row["declined"]) for row in rows] == [
        ("Celje", "peer", 0.7, "declined", "no time"),
        ("Adviser on digital inclusion", "expert", 0.4, "proposed", None),
    ]
    assert {row["need"] for row in rows} == {'Ask Mr: elderly people are "offline"\nand few.'}
    (asked,) = ask(endpoint, "support/requests", country="PT").records()
    assert (asked["city"], asked["status"], asked["domains"], asked["barriers"]) == (
        *("Bragança", "matched", "digital", "money"),
    )
    told = ask(endpoint, "support/first-steps", request="1").records()
    assert [(row["order"], row["step"], row["band"], row["before"]) for row in told] == [
        (1, "Open the library", "none", None),
        (2, "A van", None, "a garage"),
    ]
    whole = store.dump(format=ox.RdfFormat.N_QUADS)
    assert whole is not None and b"wertz" not in whole
