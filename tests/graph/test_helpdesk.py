"""Requests for help: states, who waits on whom, the questionnaire counted by hand, steps by cost, matches, deletion."""

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph.audited import changes
from graph.contact_persons import persons
from graph.describe_support import Support, describe_support
from graph.desk import Desk, address_in, open_desk
from graph.desk_backup import export_desk
from graph.errors import BadParameter, EditConflict, NotAllowed
from graph.first_steps import Candidate, Step, band, first_steps
from graph.help_experts import add_expert, add_expert_person, change_expert, experts, forget_expert
from graph.help_known import known_mentors
from graph.help_matches import AGREED, DECLINED, Offer, answer_match, matches, propose_match
from graph.help_requests import (
    OUTCOMES,
    STATES,
    Request,
    ask_back,
    assess,
    close_request,
    forget_request,
    outcome_label,
    reply,
    requests,
    rewrite_request,
    send_request,
    state_label,
    times,
    waiting,
    withdraw_request,
)
from graph.needs import checked, findings, needs, questions, read, suggested, written
from graph.practice_fit import cost_part
from graph.rights import Actor, Role
from ontology.terms import SCHEME, terms

TOWN, MENTOR, OTHER = 2732286, 3202781, 3196307
NEED = "We have little money and many elderly people offline."
STEP = Step("Open the library on one evening", "no extra money", "none")


@pytest.fixture
def desk(address: str) -> Desk:
    return open_desk(address)


def now(desk: Desk, number: int) -> Request:
    return next(one for one in requests(desk) if one.id == number)


def assessed(desk: Desk) -> Request:
    sent = send_request(desk, TOWN, NEED, {"money": 2}, "town hall")
    return assess(desk, sent.id, {"money": 3, "devices": 2}, [STEP], "desk PT", sent.version)


def test_each_question_points_at_concepts_that_exist_and_every_barrier_and_challenge_is_asked() -> None:
    pointed = {concept for one in questions() for concept in one.concepts}
    assert all(concept in SCHEME for concept in pointed)
    for scheme in ("challenge", "barrier", "domain"):
        held = {term.name for term in terms() if term.name.startswith(f"{scheme}-")}
        assert held <= pointed, held - pointed
    assert len({one.key for one in questions()}) == len(questions()) == 27


def test_the_score_is_the_one_counted_by_hand() -> None:
    # burden: duties alone points at it, 1 of 3; trust: 2 of 3 for challenge and barrier; money 3 of 3; staff 0.
    given = {"duties": 1, "trust": 2, "money": 3, "staff": 0, "care": 1}
    scores = {one.concept: round(one.score, 2) for one in findings(given)}
    assert scores == {
        **{"challenge-burden": 0.33, "barrier-law": 0.33, "challenge-trust": 0.67, "barrier-trust": 0.67},
        **{"barrier-money": 1.0, "barrier-staff": 0.0, "domain-care": 1.0},
    }
    assert needs(given) == ["barrier-money", "domain-care", "challenge-trust", "barrier-trust"]
    assert needs(given, "challenge") == ["challenge-trust"]
    assert [one.score >= other.score for one, other in pairwise(findings(given))] == [True] * 6
    assert findings({}) == [], "what is left open counts for nothing"
    assert needs({"money": 1}) == [] and needs({"money": 2}) == ["barrier-money"], "a need begins at one half"


@pytest.mark.parametrize(
    "need",
    [
        NEED,
        "temos pouco dinheiro e muitos idosos sem internet",
        "avem bani puțini și mulți vârstnici fără internet",
        "meillä on vähän rahaa ja paljon ikääntyneitä ilman nettiä",
    ],
)
def test_words_of_a_need_suggest_answers_in_several_languages(need: str) -> None:
    assert suggested(need) == {"devices": 2, "alone": 2, "money": 2, "care": 1, "digital": 1, "inclusion": 1}


def test_words_that_say_nothing_of_a_town_suggest_nothing() -> None:
    for need in ("", "parking in the old town is full", "' OR 1=1 --", "\x00", "a" * 1_000):
        assert suggested(need) == {}, need


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("money=4", "write 0 .no., 1"),
        ("care=2", "1 where it is ticked"),
        ("gold=1", "no question"),
        ("money", "no answer"),
    ],
)
def test_an_answer_that_cannot_be_is_told_with_what_to_write(said: str, told: str) -> None:
    with pytest.raises(BadParameter, match=told):
        read(said)
    assert read(written({"money": 3, "care": 1})) == {"money": 3, "care": 1}
    assert checked({"care": 0, "staff": 0}) == {"staff": 0}, "a field that is not ticked is no answer"


def test_steps_stand_in_the_order_of_cost_and_what_is_not_stated_stands_last() -> None:
    found = [
        Candidate("a", "Dear", "A", 0.9, 2_000_000, "EUR"),
        Candidate("b", "Unknown", "B", 1.0),
        Candidate("c", "No currency", "C", 0.5, 40_000),
        Candidate("d", "Cheap, much before it", "D", 0.8, 5_000, "EUR", before=("a room", "a van")),
        Candidate("e", "Cheap", "E", 0.2, 5_000, "EUR"),
        Candidate("f", "By its band", "F", 0.2, band="under-10000"),
        Candidate("g", "Zloty", "G", 0.9, 5_000, "PLN"),
    ]
    steps = first_steps(found, "Celje (SI)")
    assert [one.practice for one in steps] == ["", "f", "e", "d", "a", "c", "g", "b"]
    told = {one.practice: (one.told, one.band) for one in steps}
    assert told[""] == ("no extra money", "none")
    assert told["c"] == ("40,000 (currency not stated)", ""), "no band in euro is claimed where no currency is stated"
    assert told["b"] == ("cost not stated", "")
    assert told["g"] == ("5,000 PLN", "")
    assert [cost_part(one) for one in found] == [0.0, 0.5, 0.5, 1.0, 1.0, 1.0, 0.5]
    assert (band(Candidate("h", "Free", "H", 0.1, 0.0)), band(found[2])) == ("none", "")
    assert told["f"] == ("under 10,000 euro", "under-10000")
    assert first_steps([Candidate("h", "Free", "H", 0.1, 0.0)])[0].told == "0 by its source"
    assert steps[3].before == ("a room", "a van")


def test_a_request_goes_its_whole_way_and_says_at_each_turn_on_whom_it_waits(desk: Desk) -> None:
    sent = send_request(desk, TOWN, NEED, {"money": 2}, "town hall")
    assert (sent.state, sent.waits, sent.author) == ("new", "helpdesk", "town hall")
    asked = ask_back(desk, sent.id, "How many are offline?", "desk PT", sent.version)
    assert (asked.state, asked.waits) == ("new", "town")
    told = reply(desk, sent.id, "About 400.", "town hall", asked.version)
    assert (told.waits, told.question, told.reply) == ("helpdesk", "How many are offline?", "About 400.")
    known = assess(desk, sent.id, {"money": 3, "devices": 2}, [STEP], "desk PT", told.version)
    assert (known.state, known.waits, known.advised) == ("assessed", "helpdesk", (STEP,))
    match = propose_match(desk, sent.id, Offer("peer", MENTOR, 70, "like it", "six times as large"), "desk PT")
    assert (now(desk, sent.id).state, now(desk, sent.id).waits) == ("matched", "both")
    half = answer_match(desk, match.id, "city", True, "town hall", match.version)
    assert (half.answer, now(desk, sent.id).waits) == ("city", "mentor")
    whole = answer_match(desk, match.id, "mentor", True, "desk PT", half.version)
    assert (whole.answer, now(desk, sent.id).state, now(desk, sent.id).waits) == (AGREED, "running", "mentor")
    closed = close_request(desk, sent.id, "exchange", "desk PT", now(desk, sent.id).version)
    assert (closed.state, closed.waits, closed.outcome, closed.open) == ("closed", "", "exchange", False)
    turns = [(by, state, waits) for _, by, state, waits in times(desk, sent.id)]
    assert turns == [
        ("town hall", "new", "helpdesk"),
        ("desk PT", "new", "town"),
        ("town hall", "new", "helpdesk"),
        ("desk PT", "assessed", "helpdesk"),
        ("desk PT", "matched", "both"),
        ("town hall", "matched", "mentor"),
        ("desk PT", "running", "mentor"),
        ("desk PT", "closed", ""),
    ]


def test_the_days_of_waiting_are_counted_from_the_last_turn() -> None:
    held = _request(since="2026-03-02T23:59:59Z", state="new", waits="town")
    assert waiting(held, date(2026, 3, 14), "Vinhais") == "waits on Vinhais for 12 days"
    assert waiting(held, date(2026, 3, 2), "Vinhais") == "waits on Vinhais since today"
    assert waiting(held, date(2026, 3, 3), "Vinhais") == "waits on Vinhais since yesterday"
    assert waiting(held, date(2026, 3, 1), "Vinhais") == "waits on Vinhais since today", "clocks differ"
    both = replace(held, state="matched", waits="both")
    assert waiting(both, date(2026, 3, 14), "Vinhais", "Celje") == "waits on Vinhais and Celje for 12 days"
    assert waiting(replace(held, state="closed", waits=""), date(2026, 3, 14), "Vinhais") == "closed on 2026-03-02"


def _request(**said: str) -> Request:
    texts = dict.fromkeys(Request.__annotations__, "")
    return Request(**{**texts, "id": 1, "city": TOWN, "version": 1, **said})  # type: ignore[arg-type]


def test_what_was_declined_keeps_its_reason_and_is_not_proposed_again(desk: Desk) -> None:
    known = assessed(desk)
    match = propose_match(desk, known.id, Offer("peer", MENTOR, 70, "like it"), "desk PT")
    with pytest.raises(BadParameter, match="The reason is empty"):
        answer_match(desk, match.id, "mentor", False, "desk PT", match.version)
    answer_match(desk, match.id, "mentor", False, "desk PT", match.version, "no time this year")
    assert (now(desk, known.id).state, now(desk, known.id).waits) == ("assessed", "helpdesk")
    with pytest.raises(BadParameter, match="declined: no time this year"):
        propose_match(desk, known.id, Offer("peer", MENTOR, 70, "like it"), "desk PT")
    with pytest.raises(BadParameter, match="answered already"):
        answer_match(desk, match.id, "city", True, "town hall", match.version + 1)
    propose_match(desk, known.id, Offer("peer", OTHER, 40, "near"), "desk PT")
    assert [(one.mentor, one.answer) for one in matches(desk, known.id)] == [(OTHER, "proposed"), (MENTOR, DECLINED)]


def test_an_expert_takes_no_more_than_it_can_and_is_free_again_when_a_request_ends(desk: Desk) -> None:
    body = add_expert(desk, "Adviser on digital inclusion", ["digital"], ["PT"], 1, "desk PT")
    first, second = assessed(desk), _second(desk)
    match = propose_match(desk, first.id, Offer("expert", body.id, 80, "works on it"), "desk PT")
    match = answer_match(desk, match.id, "city", True, "town hall", match.version)
    answer_match(desk, match.id, "mentor", True, "desk PT", match.version)
    with pytest.raises(BadParameter, match="helps 1 of at most 1"):
        propose_match(desk, second.id, Offer("expert", body.id, 80, "works on it"), "desk PT")
    close_request(desk, first.id, "answered", "desk PT", now(desk, first.id).version)
    propose_match(desk, second.id, Offer("expert", body.id, 80, "works on it"), "desk PT")


def test_two_who_agree_at_once_do_not_overload_an_expert_and_a_no_is_known_to_the_suggestions(desk: Desk) -> None:
    body = add_expert(desk, "Adviser on digital inclusion", ["digital"], ["PT"], 1, "desk PT")
    first, second = assessed(desk), _second(desk)
    offered = [propose_match(desk, one.id, Offer("expert", body.id, 80, "fits"), "desk PT") for one in (first, second)]
    asked = [answer_match(desk, one.id, "city", True, "town hall", one.version) for one in offered]
    answer_match(desk, asked[0].id, "mentor", True, "desk PT", asked[0].version)
    with pytest.raises(BadParameter, match="helps 1 of at most 1"):
        answer_match(desk, asked[1].id, "mentor", True, "desk PT", asked[1].version)
    kept = propose_match(desk, second.id, Offer("peer", TOWN, 20, "near"), "desk PT")
    answer_match(desk, kept.id, "mentor", False, "desk PT", kept.version, "no time")
    assert "no time" in known_mentors(desk, str).refused[OTHER, TOWN]


def _second(desk: Desk) -> Request:
    sent = send_request(desk, OTHER, "few and far", {}, "other town")
    return assess(desk, sent.id, {"place": 3}, [], "desk PT", sent.version)


def test_what_cannot_be_is_refused_in_one_sentence(desk: Desk) -> None:
    sent = send_request(desk, TOWN, NEED, {}, "town hall")
    for do, told in {
        lambda: send_request(desk, TOWN, " \n", {}, "town hall"): "The need is empty",
        lambda: send_request(desk, TOWN, "write to ana@example.org", {}, "x"): "e-mail address",
        lambda: send_request(desk, TOWN, "x" * 1_001, {}, "x"): "at most 1,000",
        lambda: send_request(desk, TOWN, NEED, {}, ""): "Who sends it is empty",
        lambda: reply(desk, sent.id, "four", "x", 1): "does not wait for a reply",
        lambda: assess(desk, sent.id, {"staff": 0}, [], "x", 1): "Nothing is answered",
        lambda: propose_match(desk, sent.id, Offer("peer", MENTOR, 70, "y"), "x"): "assess its needs before",
        lambda: close_request(desk, sent.id, "fame", "x", 1): "no outcome",
        lambda: withdraw_request(desk, 99, "x", 1): "There is no request 99",
        lambda: add_expert(desk, "Office", ["gold"], [], 1, "x"): "no field of work",
        lambda: add_expert(desk, "Office", [], ["PRT"], 1, "x"): "no country",
    }.items():
        with pytest.raises(BadParameter, match=told):
            do()
    gone = withdraw_request(desk, sent.id, "town hall", 1)
    with pytest.raises(BadParameter, match="is withdrawn"):
        ask_back(desk, gone.id, "why?", "x", gone.version)
    known = assessed(desk)
    with pytest.raises(BadParameter, match="no mentor of itself"):
        propose_match(desk, known.id, Offer("peer", TOWN, 99, "the same"), "x")


def test_two_clicks_send_one_request_and_two_writers_see_both_texts(desk: Desk) -> None:
    one, other = (send_request(desk, TOWN, NEED, {}, "town hall") for _ in range(2))
    assert one == other and len(requests(desk)) == 1
    rewrite_request(desk, one.id, "We have no money.", {"money": 3}, "town hall", 1)
    with pytest.raises(EditConflict, match="changed meanwhile by town hall") as met:
        rewrite_request(desk, one.id, "We have some money.", {}, "desk PT", 1)
    assert met.value.kept["need"] == "We have no money."


def test_a_reader_speaks_for_his_own_request_alone(address: str) -> None:
    whole = open_desk(address)
    sent = send_request(whole, TOWN, NEED, {}, "somebody else")
    reader = whole.on_behalf(Actor("R. R.", Role.READER), lambda _: "PT")
    mine = send_request(reader, TOWN, NEED, {}, "the mayor")
    assert mine.author == "R. R.", "the name of the sign-in stands there, whatever was typed"
    assert {one.id for one in requests(reader)} == {sent.id, mine.id}
    with pytest.raises(NotAllowed, match=f"request {sent.id} was sent by somebody else"):
        withdraw_request(reader, sent.id, "R. R.", sent.version)
    assert withdraw_request(reader, mine.id, "R. R.", mine.version).state == "withdrawn"


def test_what_is_deleted_leaves_no_word_in_records_log_and_file(tmp_path: Path) -> None:
    desk = open_desk(address_in(tmp_path))
    sent = send_request(desk, TOWN, "qwertzneed of the town", {}, "town hall")
    known = assess(desk, sent.id, {"money": 3}, [replace(STEP, title="qwertzstep")], "desk PT", 1)
    propose_match(desk, known.id, Offer("peer", MENTOR, 70, "qwertzreason"), "desk PT")
    body = add_expert(desk, "Qwertzoffice", [], [], 1, "desk PT")
    change_expert(desk, body, "Qwertzoffice two", [], [], 1, "desk PT")
    add_expert_person(desk, body.id, "Qwertz Somebody", "", "qwertz@example.org", "desk PT")
    assert forget_request(desk, known.id, "desk PT") and forget_expert(desk, body.id, "desk PT")
    assert (requests(desk), matches(desk), experts(desk), persons(desk)) == ([], [], [], [])
    with desk.reading() as connection:
        assert {one.done for one in changes(connection)} >= {"forgotten"}
        assert "wertz" not in str([(one.before, one.after) for one in changes(connection)])
    for path in (tmp_path / "desk.sqlite", tmp_path / "desk.sqlite-wal"):
        assert not path.is_file() or b"wertz" not in path.read_bytes().lower()


def test_contact_data_at_an_expert_leaves_the_records_only_when_asked_for(tmp_path: Path) -> None:
    desk = open_desk(address_in(tmp_path))
    body = add_expert(desk, "Adviser on digital inclusion", ["digital"], [], 1, "desk PT")
    add_expert_person(desk, body.id, "Qwertz Somebody", "", "qwertz@example.org", "desk PT")
    export_desk(desk, tmp_path / "records.json")
    told = (tmp_path / "records.json").read_text("utf-8")
    assert "Adviser on digital" in told and "wertz" not in told
    assert json.loads(told)["tables"]["expert_person"] == []


def test_the_graph_tells_the_request_and_nothing_of_who_sent_it(tmp_path: Path) -> None:
    desk = open_desk(address_in(tmp_path))
    body = add_expert(desk, 'Adviser "digital"', ["digital"], ["PT"], 2, "qwertz")
    known = assess(
        desk, send_request(desk, TOWN, NEED, {}, "qwertz").id, {"money": 3, "digital": 1}, [STEP], "qwertz", 1
    )
    for one in (Offer("peer", MENTOR, 70, "like it", "large"), Offer("expert", body.id, 40, "works on it")):
        propose_match(desk, known.id, one, "qwertz")
    send_request(desk, 999, "a town that the graph does not hold", {}, "qwertz")
    held = Support(tuple(requests(desk)), tuple(matches(desk)), tuple(experts(desk)))
    told = describe_support(held, {TOWN, MENTOR}).write(tmp_path).path.read_text("utf-8")
    assert "qwertz" not in told and "city/999" not in told
    for said in (
        "barrier-money",
        "domain-digital",
        "request-matched",
        "pillar-peer",
        'Adviser \\"digital\\"',
        "cost-none",
    ):
        assert said in told, said


def test_every_key_of_states_and_outcomes_is_a_concept() -> None:
    held = {term.name for term in terms()}
    assert {f"request-{state}" for state in STATES} == {name for name in held if name.startswith("request-")}
    assert {f"support-outcome-{one}" for one in OUTCOMES} == {n for n in held if n.startswith("support-outcome-")}
    assert (state_label("new"), outcome_label("exchange"), outcome_label("")) == ("new", "exchange held", "")
