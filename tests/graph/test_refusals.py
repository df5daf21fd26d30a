"""One list of refusals: a no to a peer and a no to a match of the helpdesk are known in both places."""

from datetime import date

import pytest

from dashboard.refused import rows, take_back_by_key
from graph.desk import Desk, open_desk
from graph.errors import BadParameter
from graph.help_experts import add_expert
from graph.help_known import known_mentors, take_back
from graph.help_matches import Match, Offer, answer_match, propose_match
from graph.help_requests import Request, assess, close_request, requests, send_request
from graph.peer_desk import Pair, Proposal, answer, pairs, propose
from graph.refusals import refusals
from tests.graph.test_peer_fit import FIELD

DAY = date(2026, 3, 2)
TOWN, MENTOR = 1, 3


@pytest.fixture
def desk(address: str) -> Desk:
    return open_desk(address)


def request(desk: Desk, need: str = "offline") -> Request:
    sent = send_request(desk, TOWN, need, {}, "town hall")
    return assess(desk, sent.id, {"devices": 3}, [], "desk PT", sent.version)


def declined(desk: Desk, offer: Offer, again: str = "") -> Match:
    made = propose_match(desk, request(desk).id, offer, "desk PT", again)
    return answer_match(desk, made.id, "mentor", False, "desk PT", made.version, "no time")


def refused_pair(desk: Desk, again: str = "") -> Pair:
    made = propose(desk, Proposal(TOWN, MENTOR), by="desk PT", day=DAY, again=again)
    return answer(desk, made.id, "town", "no", by="desk PT", day=DAY, seen=made.version, why="too far")


def test_a_no_to_the_helpdesk_is_known_to_the_peers(desk: Desk) -> None:
    match = declined(desk, Offer("peer", MENTOR, 50, "like it"))
    told = f"did not agree on {match.at[:10]}, because no time (request {match.request} of the helpdesk)"
    assert known_mentors(desk, FIELD.called).refused == {(TOWN, MENTOR): f"Door {told}"}
    with pytest.raises(BadParameter, match=r"because no time .* ask again only with a new reason"):
        propose(desk, Proposal(TOWN, MENTOR), by="desk PT", day=DAY)
    assert not pairs(desk)
    refused_pair(desk, "they hired somebody")
    assert [(one.place, one.why) for one in refusals(desk, TOWN)][-1] == ("pair", "too far")
    with pytest.raises(BadParameter, match="was asked for this reason before"):
        propose_match(desk, request(desk).id, Offer("peer", MENTOR, 50, "like"), "desk PT", "They hired somebody")


def test_a_no_to_a_peer_is_known_to_the_helpdesk(desk: Desk) -> None:
    refused_pair(desk)
    offer = Offer("peer", MENTOR, 50, "like it")
    with pytest.raises(BadParameter, match="refused by the town on 2026-03-02, because too far; ask again only"):
        propose_match(desk, request(desk).id, offer, "desk PT")
    match = declined(desk, offer, "a bus runs now")
    assert match.why == "like it; asked again because a bus runs now"
    with pytest.raises(BadParameter, match="for this reason before"):
        propose(desk, Proposal(TOWN, MENTOR), by="desk PT", day=DAY, again="A bus runs now")


def test_an_expert_who_said_no_is_asked_for_another_request_with_a_reason_alone(desk: Desk) -> None:
    body = add_expert(desk, "Office", ["digital"], [], 5, "desk PT")
    declined(desk, Offer("expert", body.id, 50, "works on it"))
    with pytest.raises(BadParameter, match="The expert did not agree"):
        propose_match(desk, request(desk).id, Offer("expert", body.id, 50, "works on it"), "desk PT")
    assert not known_mentors(desk, str).refused
    other = send_request(desk, 2, "few", {}, "other town")
    other = assess(desk, other.id, {"devices": 3}, [], "desk PT", other.version)
    propose_match(desk, other.id, Offer("expert", body.id, 50, "works on it"), "desk PT")
    (row,) = rows(refusals(desk), FIELD.called, {body.id: "Office"})
    assert (row[0], *row[2:4], row[5]) == ("match 1", "Office", "expert", "no time")


def test_a_no_can_be_taken_back_in_either_place(desk: Desk) -> None:
    match = declined(desk, Offer("peer", MENTOR, 50, "like it"))
    refused_pair(desk, "they hired somebody")
    assert take_back_by_key(desk, "Pair  1", "desk PT").why == "too far"
    (left,) = refusals(desk, TOWN)
    held = next(one for one in requests(desk) if one.id == match.request)
    assert (held.state, held.waits) == ("assessed", "helpdesk")
    take_back(desk, left, "desk PT")
    held = next(one for one in requests(desk) if one.id == match.request)
    assert (refusals(desk), held.state, held.waits) == ([], "matched", "both")
    assert (pairs(desk)[0].answer, known_mentors(desk, str).refused) == ("proposed", {})
    with pytest.raises(BadParameter, match='no refusal "pair 1"; `ncp peers refused` lists them'):
        take_back_by_key(desk, "pair 1", "desk PT")


def test_a_no_of_a_closed_request_is_taken_back_and_the_request_stays_closed(desk: Desk) -> None:
    match = declined(desk, Offer("peer", MENTOR, 50, "like it"))
    held = next(one for one in requests(desk) if one.id == match.request)
    close_request(desk, held.id, "answered", "desk PT", held.version)
    take_back(desk, refusals(desk)[0], "desk PT")
    assert (refusals(desk), requests(desk)[0].state) == ([], "closed")
