"""Submitted practices: every step and who may take it, two eyes, what each person sees, and two writers at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.audited import changes
from graph.desk import Desk, address_in, open_desk
from graph.errors import BadParameter, EditConflict, NotAllowed
from graph.rights import Actor, Role
from graph.submission_checks import CRITERIA, checks, last_checks, publish, send_back, take_into_check
from graph.submission_fields import Told, check_field, checked, keys
from graph.submission_log import may_read
from graph.submissions import (
    DRAFT,
    IN_CHECK,
    MOVES,
    PUBLISHED,
    SENT_BACK,
    STATES,
    SUBMITTED,
    WITHDRAWN,
    Submission,
    forget_submission,
    hand_in,
    mark_seen,
    notices,
    published,
    rewrite,
    start,
    submissions,
    take_up,
    withdraw,
)

CELJE = 3202781
TEXTS = {"problem": "Shops stood empty.", "solution": "The city lends them.", "results": "12 of 20 are open."}
PRACTICE = Told(CELJE, "Shops for beginners", **TEXTS, transferability="Begin with one shop.")
ALL = dict.fromkeys(CRITERIA, True)
AUTHOR, OTHER = Actor("A. A.", Role.READER), Actor("B. B.", Role.READER)
CHECKER, SECOND = Actor("C. C.", Role.EDITOR), Actor("D. D.", Role.EDITOR)


def of(desk: Desk, actor: Actor) -> Desk:
    return desk.on_behalf(actor, lambda _: "SI")


def brought(desk: Desk, state: str) -> Submission:
    """Bring a new submission of "A" to a state, checked by "B"."""
    one = start(desk, PRACTICE, "A")
    if state == DRAFT:
        return one
    if state == WITHDRAWN:
        return withdraw(desk, one.id, "A", one.version)
    one = hand_in(desk, one.id, "A", one.version)
    if state == SUBMITTED:
        return one
    one = take_into_check(desk, one.id, "B", one.version)
    if state == SENT_BACK:
        return send_back(desk, one.id, {}, "B", one.version, "say how many")
    return publish(desk, one.id, ALL, "B", one.version) if state == PUBLISHED else one


Move = Callable[[Desk, Submission], Submission]
TO: dict[str, Move] = {
    DRAFT: lambda desk, one: take_up(desk, one.id, "A", one.version),
    SUBMITTED: lambda desk, one: hand_in(desk, one.id, "A", one.version),
    IN_CHECK: lambda desk, one: take_into_check(desk, one.id, "B", one.version),
    PUBLISHED: lambda desk, one: publish(desk, one.id, ALL, "B", one.version),
    SENT_BACK: lambda desk, one: send_back(desk, one.id, {}, "B", one.version, "say how many"),
    WITHDRAWN: lambda desk, one: withdraw(desk, one.id, "A", one.version),
}


@pytest.fixture
def desk(tmp_path: object) -> Desk:
    return open_desk(address_in(tmp_path))  # type: ignore[arg-type]


def test_the_states_and_criteria_are_those_of_the_schemes() -> None:
    assert set(STATES) == set(keys("submission")) == set(MOVES)
    assert set(CRITERIA) == set(keys("criterion"))


def test_from_each_state_just_the_steps_of_the_table_can_be_taken(desk: Desk) -> None:
    for state in STATES:
        for wanted, move in TO.items():
            one = brought(desk, state)
            assert one.state == state
            if wanted in MOVES[state]:
                assert move(desk, one).state == wanted
            else:
                with pytest.raises(BadParameter, match="cannot become"):
                    move(desk, one)
                assert next(kept for kept in submissions(desk) if kept.id == one.id) == one


def test_every_state_stands_in_the_log_with_who_and_when(desk: Desk) -> None:
    one = brought(desk, SENT_BACK)
    one = hand_in(desk, rewrite(desk, one.id, replace(PRACTICE, results="12"), "A", one.version).id, "A", 5)
    one = take_into_check(desk, one.id, "B", one.version)
    publish(desk, one.id, ALL, "B", one.version)
    with desk.reading() as connection:
        log = [line for line in reversed(changes(connection, ("submission",))) if line.after]
    assert [(line.by, line.after["state"]) for line in log if line.after] == [
        *(("A", DRAFT), ("A", SUBMITTED), ("B", IN_CHECK), ("B", SENT_BACK), ("A", SENT_BACK)),
        *(("A", SUBMITTED), ("B", IN_CHECK), ("B", PUBLISHED)),
    ]


@pytest.mark.parametrize("name", ["A", "a", " A ", "A."])
def test_nobody_checks_or_publishes_his_own_however_he_spells_his_name(desk: Desk, name: str) -> None:
    handed, checking = brought(desk, SUBMITTED), brought(desk, IN_CHECK)
    for do in (
        lambda: take_into_check(desk, handed.id, name, handed.version),
        lambda: publish(desk, checking.id, ALL, name, checking.version),
        lambda: send_back(desk, checking.id, {}, name, checking.version, "more"),
    ):
        with pytest.raises(NotAllowed, match="nobody checks his own"):
            do()
    assert {one.state for one in submissions(desk)} == {SUBMITTED, IN_CHECK} and not published(desk)


def test_an_editor_who_is_signed_in_cannot_check_his_own_under_another_name(desk: Desk) -> None:
    mine = of(desk, CHECKER)
    one = hand_in(mine, start(mine, PRACTICE, "somebody").id, "somebody", 1)
    with pytest.raises(NotAllowed, match="nobody checks his own"):
        take_into_check(mine, one.id, "somebody else", one.version)
    assert take_into_check(of(desk, SECOND), one.id, "", one.version).state == IN_CHECK


def test_a_reader_sees_his_own_and_what_is_published_and_nothing_else(desk: Desk) -> None:
    mine, theirs, checking = of(desk, AUTHOR), of(desk, OTHER), of(desk, CHECKER)
    draft, one = start(mine, PRACTICE, ""), start(mine, replace(PRACTICE, title="Two", kind="company"), "")
    assert len(submissions(mine)) == 2 and not submissions(theirs) and not submissions(checking)
    one = hand_in(mine, one.id, "", one.version)
    assert [held.id for held in submissions(checking)] == [one.id], "a draft is its author's alone"
    with pytest.raises(BadParameter, match="no submission 1 that you may see"):
        rewrite(theirs, draft.id, PRACTICE, "", draft.version)
    with pytest.raises(NotAllowed, match="You may not check"):
        take_into_check(theirs, one.id, "", one.version)
    one = take_into_check(checking, one.id, "", one.version)
    publish(checking, one.id, {**ALL, "evidence": False}, "", one.version, "no study yet")
    seen = submissions(theirs)
    assert [(held.title, held.author, held.by, held.kind) for held in seen] == [("Two", "", "", "")]
    assert not checks(theirs) and [held.note for held in checks(mine)] == ["no study yet"]
    with pytest.raises(NotAllowed, match="its author alone"):
        withdraw(theirs, one.id, "", one.version + 1)
    assert last_checks(theirs)[one.id].criteria == (CRITERIA[:4], ("evidence",))


def test_the_log_shows_nobody_the_drafts_of_others(desk: Desk) -> None:
    mine, theirs, checking = of(desk, AUTHOR), of(desk, OTHER), of(desk, CHECKER)
    draft, one = start(mine, PRACTICE, ""), start(mine, PRACTICE, "")
    take_into_check(checking, one.id, "", hand_in(mine, one.id, "", one.version).version)
    with desk.reading() as connection:
        log = changes(connection)
    seen = {who: [(one.what, one.item) for one in log if may_read(who.acting, one)] for who in (mine, theirs, checking)}
    assert seen[theirs] == [] and len(seen[mine]) == len(log) == 5
    assert ("submission", draft.id) not in seen[checking] and seen[checking].count(("submission", one.id)) == 1


def test_its_author_deletes_a_submission_for_good_with_all_that_was_said_of_it(address: str) -> None:
    desk = open_desk(address)
    mine, theirs, checking = of(desk, AUTHOR), of(desk, OTHER), of(desk, CHECKER)
    one = hand_in(mine, start(mine, replace(PRACTICE, problem="Qwertzina said so"), "").id, "", 1)
    one = take_into_check(checking, one.id, "", one.version)
    one = send_back(checking, one.id, {}, "", one.version, "leave Qwertzina out")
    with pytest.raises(BadParameter, match="withdraw it, then delete it"):
        forget_submission(mine, one.id, "")
    withdraw(mine, one.id, "", one.version)
    with pytest.raises(BadParameter, match="no submission"):
        forget_submission(theirs, one.id, "")
    with pytest.raises(NotAllowed, match="its author and an administrator may"):
        forget_submission(checking, one.id, "")
    assert forget_submission(mine, one.id, "") in (True, False)
    assert not submissions(desk) and not checks(desk) and not notices(desk)
    with desk.reading() as connection:
        log = changes(connection)
    assert "Qwertzina" not in str([(line.before, line.after) for line in log]) and log[0].done == "forgotten"


def test_the_author_is_told_and_reads_it_alone(desk: Desk) -> None:
    mine, checking = of(desk, AUTHOR), of(desk, CHECKER)
    one = hand_in(mine, start(mine, PRACTICE, "").id, "", 1)
    one = take_into_check(checking, one.id, "", one.version)
    send_back(checking, one.id, {"impact": False}, "", one.version, "Say how many shops.")
    last, first = notices(mine)
    assert first.told == "Your practice “Shops for beginners” is in check."
    assert last.told == "Your practice “Shops for beginners” is sent back. Not met: impact shown. Say how many shops."
    assert not notices(of(desk, OTHER)) and not notices(checking)
    with pytest.raises(NotAllowed, match="not written to you"):
        mark_seen(of(desk, OTHER), last.id, "A. A.")
    mark_seen(mine, last.id, "")
    assert [bool(one.seen) for one in notices(mine)] == [True, False]


def test_a_check_list_must_be_whole_and_a_lack_explained(desk: Desk) -> None:
    one = brought(desk, IN_CHECK)
    refused = {
        "evidence is not judged": lambda: publish(desk, one.id, dict.fromkeys(CRITERIA[:4], True), "B", one.version),
        "why it is published all the same": lambda: publish(desk, one.id, {**ALL, "impact": False}, "B", one.version),
        "what the author should mend": lambda: send_back(desk, one.id, {}, "B", one.version, " "),
        "is no criterion": lambda: publish(desk, one.id, {**ALL, "pretty": True}, "B", one.version),
    }
    for told, do in refused.items():
        with pytest.raises(BadParameter, match=told):
            do()
    assert published(desk) == [] and checks(desk) == []


def test_nothing_is_handed_in_without_what_the_check_needs(desk: Desk) -> None:
    one = start(desk, Told(CELJE, "Only a title"), "A")
    with pytest.raises(BadParameter, match="without Problem, Solution, Results, How others can take it up"):
        hand_in(desk, one.id, "A", one.version)
    with pytest.raises(BadParameter, match="can be changed as a draft"):
        rewrite(desk, brought(desk, PUBLISHED).id, PRACTICE, "A", 4)


def test_of_two_who_begin_the_check_or_write_at_once_the_later_is_told(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    held = brought(one, SUBMITTED)
    take_into_check(one, held.id, "B", held.version)
    with pytest.raises((EditConflict, BadParameter), match=r"changed meanwhile by B|cannot become"):
        take_into_check(two, held.id, "C", held.version)
    draft = brought(one, DRAFT)
    rewrite(one, draft.id, replace(PRACTICE, title="First"), "A", draft.version)
    with pytest.raises(EditConflict, match="its title is now “First”, you wrote “Second”"):
        rewrite(two, draft.id, replace(PRACTICE, title="Second"), "A", draft.version)
    assert next(kept for kept in submissions(two) if kept.id == draft.id).title == "First"


HOSTILE = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)> </script> '; DROP TABLE submission; -- \u202egnp.exe"


def test_hostile_texts_are_kept_as_texts_and_addresses_of_persons_are_refused(address: str) -> None:
    desk = open_desk(address)
    one = start(desk, replace(PRACTICE, title=HOSTILE, problem=f"{HOSTILE}\x00\nsecond"), "A")
    assert one.title == HOSTILE.replace("\u202e", "")
    assert submissions(desk)[0].problem == HOSTILE.replace("\u202e", "") + "\nsecond"
    for name in ("title", "solution", "proof", "prerequisites"):
        with pytest.raises(BadParameter, match="e-mail address"):
            start(desk, replace(PRACTICE, **{name: "write to somebody@example.org"}), "A")


BAD = {
    "cost": ["many", "-1", "1e9", "40000 EUR", "1.234,5"],
    "currency": ["euro", "€"],
    "challenges": ["digital-inequality; nothing"],
    "maturity": ["old"],
    "page": ["javascript:alert(1)", "https://", "www.example.org", "https://a b.c"],
    "start": ["soon", "2024-13", "0024", "2024-02-30", "9999"],
    "language": ["", "english", "e1"],
    "kind": ["mayor"],
    "title": ["", " ", "x" * 201],
    "problem": ["x" * 4_001],
}


@pytest.mark.parametrize(("name", "said"), [(name, one) for name, several in BAD.items() for one in several])
def test_a_bad_field_is_refused_in_one_sentence(name: str, said: str) -> None:
    with pytest.raises(BadParameter, match=r"\.$"):
        check_field(name, said)


def test_a_good_field_is_brought_to_plain_data() -> None:
    good = {
        **{("cost", "40,000"): "40000", ("cost", "40 000.5"): "40000.5", ("currency", "eur"): "EUR"},
        **{("challenges", "Trust; digital-inequality;trust"[7:]): "digital-inequality; trust"},
        **{("maturity", "In operation"): "operation", ("start", "2024-03-09 00:00:00"): "2024-03-09"},
        **{("start", "2024-03"): "2024-03", ("language", "SL"): "sl", ("kind", ""): "city", ("page", ""): ""},
    }
    for (name, said), kept in good.items():
        assert check_field(name, said) == kept
    for wrong in ({"currency": "EUR"}, {"proof_page": "https://example.org"}, {"start": "2024", "end": "2023"}):
        with pytest.raises(BadParameter):
            checked(replace(PRACTICE, **wrong))
    assert checked(replace(PRACTICE, start="2024-03-09", end="2024")).end == "2024"
