"""The records of peers: both must say yes, a no is kept and not asked again blindly, no mentor has too many towns."""

from datetime import date
from pathlib import Path

import pytest

from graph.audited import changes
from graph.desk import Desk, address_in, open_desk
from graph.errors import BadParameter, EditConflict
from graph.first_steps import Step
from graph.help_known import known_mentors
from graph.help_matches import PEER, Offer, answer_match, propose_match
from graph.help_requests import assess, send_request
from graph.peer_desk import Pair, Proposal, answer, end, mentors, pairs, propose, set_capacity
from graph.peer_fit import NO, rank
from tests.graph.test_peer_fit import FIELD, HOME

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
WISH = Proposal(1, 3, "offline", ("it began a practice", "it is as large"), "no shared language")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(address_in(tmp_path))


def said(desk: Desk, pair: Pair, side: str, word: str, why: str = "") -> Pair:
    return answer(desk, pair.id, side, word, by="desk PT", day=LATER, seen=pair.version, why=why)


def agreed(desk: Desk, town: int) -> Pair:
    made = propose(desk, Proposal(town, 3), by="desk", day=DAY)
    return said(desk, said(desk, made, "town", "yes"), "mentor", "yes")


def test_both_must_say_yes(address: str) -> None:
    desk = open_desk(address)
    made = propose(desk, WISH, by="desk PT", day=DAY)
    assert (made.answer, made.reasons) == ("proposed", "it began a practice\nit is as large")
    city = said(desk, made, "town", "yes")
    assert (city.answer, said(desk, city, "mentor", "yes").answer) == ("city", "both")
    assert said(desk, propose(desk, Proposal(2, 3), by="d", day=DAY), "mentor", "yes").answer == "mentor"
    with pytest.raises(BadParameter, match="brought together on 2026-03-02 already: both agree"):
        propose(desk, WISH, by="desk PT", day=LATER)
    with desk.reading() as connection:
        assert [(one.done, one.city) for one in changes(connection, ["peer"], 1)] == [
            *[("changed", 1)] * 2,
            ("added", 1),
        ]


def test_a_no_is_kept_with_its_reason_and_never_suggested_again_blindly(desk: Desk) -> None:
    made = propose(desk, WISH, by="desk PT", day=DAY)
    with pytest.raises(BadParameter, match="reason of a no is empty"):
        said(desk, made, "mentor", "no")
    refused = said(desk, made, "mentor", "no", "nobody has time")
    told = known_mentors(desk, FIELD.called)
    assert told.refused == {(1, 3): "Door said no on 2026-03-09, because nobody has time"}
    assert [one.mentor.town.geonames for one in rank(HOME, FIELD, None, told).fits] == [4]
    assert rank(HOME, FIELD, None, told).left_out[NO] == 1
    with pytest.raises(BadParameter, match="because nobody has time; ask again only with a new reason"):
        propose(desk, WISH, by="desk PT", day=LATER)
    again = propose(desk, WISH, by="desk PT", day=LATER, again="they hired somebody")
    assert (again.answer, again.why, again.again) == ("proposed", refused.why, "they hired somebody")
    told = known_mentors(desk, FIELD.called)
    assert (told.refused, told.asked) == ({}, {(1, 3)})
    assert [one.mentor.town.geonames for one in rank(HOME, FIELD, None, told).fits] == [4]
    said(desk, again, "mentor", "no", "still nobody")
    with pytest.raises(BadParameter, match="was asked for this reason before"):
        propose(desk, WISH, by="desk PT", day=LATER, again="They hired somebody")


def test_a_no_of_the_town_is_told_as_its_own(desk: Desk) -> None:
    said(desk, propose(desk, WISH, by="desk PT", day=DAY), "town", "no", "too far")
    assert list(known_mentors(desk, FIELD.called).refused.values()) == [
        "Door was refused by the town on 2026-03-09, because too far"
    ]


def test_no_mentor_has_more_towns_than_it_may_have(desk: Desk) -> None:
    assert set_capacity(desk, 3, 1, by="desk RO", why="letter of the town hall").capacity == 1
    first = agreed(desk, 1)
    with pytest.raises(BadParameter, match="room for 1 at once and has 1; end another one first"):
        agreed(desk, 2)
    told = known_mentors(desk, FIELD.called)
    assert (told.left(3), told.left(4)) == (0, None)
    end(desk, first.id, by="desk PT", day=LATER, seen=first.version)
    assert known_mentors(desk, FIELD.called).left(3) == 1
    waiting = next(one for one in pairs(desk, 2))
    assert said(desk, waiting, "mentor", "yes").answer == "both"


def test_a_capacity_is_changed_and_the_log_keeps_what_it_was(desk: Desk) -> None:
    set_capacity(desk, 3, 1, by="desk RO", why="letter")
    set_capacity(desk, 3, 2, by="desk RO", why="phone")
    assert [(one.capacity, one.version) for one in mentors(desk)] == [(2, 2)]
    with pytest.raises(BadParameter, match="0 to 99"):
        set_capacity(desk, 3, 100, by="desk RO", why="phone")


def test_who_writes_on_an_old_version_is_told(desk: Desk) -> None:
    made = propose(desk, WISH, by="desk PT", day=DAY)
    said(desk, made, "town", "yes")
    with pytest.raises(EditConflict, match="changed meanwhile"):
        said(desk, made, "town", "no", "late")
    with pytest.raises(BadParameter, match="is no answer"):
        said(desk, made, "town", "perhaps")
    with pytest.raises(BadParameter, match="no peer of itself"):
        propose(desk, Proposal(1, 1), by="desk PT", day=DAY)
    with pytest.raises(BadParameter, match="e-mail address"):
        propose(desk, Proposal(1, 4, "ask a@example.org"), by="desk PT", day=DAY)


def test_the_helpdesk_and_the_pairs_share_the_places_of_a_mentor(desk: Desk) -> None:
    set_capacity(desk, 3, 1, by="desk RO", why="letter")
    sent = send_request(desk, 1, "We have many elderly people offline.", {}, "town hall")
    assess(desk, sent.id, {"money": 3}, [Step("Open the library", "no extra money", "none")], "desk PT", sent.version)
    match = propose_match(desk, sent.id, Offer(PEER, 3, 70, "it did it", "far"), "desk PT")
    match = answer_match(desk, match.id, "city", True, "desk PT", match.version)
    pair = said(desk, propose(desk, Proposal(2, 3), by="desk", day=DAY), "town", "yes")
    match = answer_match(desk, match.id, "mentor", True, "desk PT", match.version)
    assert known_mentors(desk, FIELD.called).left(3) == 0
    with pytest.raises(BadParameter, match="room for 1 at once and has 1"):
        said(desk, pair, "mentor", "yes")
    set_capacity(desk, 3, 2, by="desk RO", why="phone")
    said(desk, pair, "mentor", "yes")
    other = send_request(desk, 5, "We have many elderly people offline.", {}, "town hall")
    assess(desk, other.id, {"money": 3}, [Step("Open the library", "no extra money", "none")], "d", other.version)
    late = propose_match(desk, other.id, Offer(PEER, 3, 70, "it did it", "far"), "desk PT")
    late = answer_match(desk, late.id, "city", True, "desk PT", late.version)
    with pytest.raises(BadParameter, match="room for 2 at once and has 2"):
        answer_match(desk, late.id, "mentor", True, "desk PT", late.version)
