"""Lessons and claims in the team's records: what is kept, who may say what of a claim, what the graph holds of it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.audited import changes
from graph.describe_lessons import describe_lessons
from graph.desk import Desk, open_desk
from graph.errors import BadParameter, EditConflict, NotAllowed
from graph.lesson_desk import (
    WrittenLesson,
    change_lesson,
    decided_passages,
    keep_lesson,
    lesson_records,
    refuse_passage,
    withdraw_lesson,
)
from graph.lessons import REFUSED, Lesson, Transfer, short, signed
from graph.rights import Actor, Role
from graph.transfer_desk import NEXT, Claim, claims, propose, set_status, why_not_status

EVENING = WrittenLesson(
    "Opening in the evening doubled the number of visitors.",
    *("practice", "urbact/udine-the-playful-paradigm"),
    barriers=("staff",),
    domains=("employment",),
    level="monitored",
    evidence="Count of visitors",
)
HOSTILE = '<img src=x onerror=alert(1)> "}\n# =cmd|x [a](javascript:b)'


def claimed(desk: Desk, goal: str = "culture", by: str = "workstream lead") -> Claim:
    lesson = keep_lesson(desk, EVENING, by=by)
    return propose(desk, lesson.key, "employment", goal, by=by, reason="people who work come after six in both")


def test_a_lesson_is_kept_changed_withdrawn_and_each_step_is_logged(address: str) -> None:
    desk = open_desk(address)
    kept = keep_lesson(desk, EVENING, by="workstream lead")
    assert (kept.key, kept.barriers, kept.version) == ("team-1", ("staff",), 1)
    assert lesson_records(open_desk(address)) == [kept]
    longer = WrittenLesson(**{**vars_of(EVENING), "barriers": ("staff", "money")})
    changed = change_lesson(desk, kept.id, longer, by="desk PT", seen=1)
    assert changed.barriers == ("staff", "money")
    with pytest.raises(EditConflict, match="was changed meanwhile by desk PT"):
        change_lesson(desk, kept.id, EVENING, by="desk SI", seen=1)
    withdraw_lesson(desk, kept.id, by="desk PT", why="the count was wrong", seen=2)
    assert lesson_records(desk) == []
    with desk.reading() as connection:
        assert [(one.done, one.by) for one in changes(connection, ["lesson"])] == [
            ("changed", "desk PT"),
            ("changed", "desk PT"),
            ("added", "workstream lead"),
        ]


def vars_of(written: WrittenLesson) -> dict[str, object]:
    return {name: getattr(written, name) for name in WrittenLesson.__dataclass_fields__}


def test_a_passage_is_decided_on_once(address: str) -> None:
    desk = open_desk(address)
    found = WrittenLesson(**{**vars_of(EVENING), "passage": "urbact/x/results/1"})
    refused = refuse_passage(desk, found, by="desk PT", why="says nothing that was learned")
    assert (refused.status, lesson_records(desk)) == (REFUSED, [])
    assert refuse_passage(desk, found, by="desk SI", why="again").by == "desk PT", "the first decision stands"
    assert decided_passages(desk) == {"urbact/x/results/1"}
    kept = keep_lesson(desk, found, by="desk SI")
    assert (kept.id, kept.version) == (refused.id, 2), "who sees a lesson in it later changes the decision"
    with pytest.raises(BadParameter, match="is lesson 1 already, kept by desk SI"):
        keep_lesson(desk, found, by="desk PT")
    with pytest.raises(BadParameter, match="withdraw the lesson first"):
        refuse_passage(desk, found, by="desk PT", why="no")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"domains": ()}, "names no domain"),
        ({"domains": ("joy",)}, '"joy" is no domain'),
        ({"barriers": ("weather",)}, '"weather" is no barrier'),
        ({"challenges": ("x",)}, '"x" is no challenge'),
        ({"kind": "idea"}, "is no kind of lesson"),
        ({"of": "city"}, "is no kind of origin"),
        ({"level": "proved"}, "is no level of evidence"),
        ({"evidence": ""}, "The evidence is empty"),
        ({"statement": "ask somebody@example.org"}, "e-mail address"),
        ({"statement": " \n "}, "The lesson is empty"),
        ({"page": "javascript:alert(1)"}, "is no page"),
        ({"language": "English"}, "is no code of a language"),
    ],
)
def test_a_lesson_that_is_not_whole_is_refused_in_words(tmp_path: Path, change: dict[str, object], told: str) -> None:
    desk = open_desk(f"sqlite:///{tmp_path}/desk.sqlite")
    with pytest.raises(BadParameter, match=told):
        keep_lesson(desk, WrittenLesson(**{**vars_of(EVENING), **change}), by="me")  # type: ignore[arg-type]
    assert lesson_records(desk) == []


def test_nobody_confirms_or_contests_his_own_claim_and_nobody_else_withdraws_it(address: str) -> None:
    desk = open_desk(address)
    claim = claimed(desk)
    for status in ("confirmed", "contested"):
        with pytest.raises(NotAllowed, match="your own claim"):
            set_status(desk, claim.id, status, by=" Workstream  LEAD", why="so", evidence="seen")
    with pytest.raises(NotAllowed, match="only the author may"):
        set_status(desk, claim.id, "withdrawn", by="desk PT", why="so")
    with pytest.raises(BadParameter, match="What shows it is empty"):
        set_status(desk, claim.id, "confirmed", by="desk PT", why="so")
    with pytest.raises(BadParameter, match="The reason is empty"):
        set_status(desk, claim.id, "contested", by="desk PT", why=" ")
    sure = set_status(desk, claim.id, "confirmed", by="desk PT", why="held in Udine", evidence="visits 2025", seen=1)
    assert (sure.status, sure.author, sure.by, sure.evidence) == (
        "confirmed",
        "workstream lead",
        "desk PT",
        "visits 2025",
    )
    with pytest.raises(EditConflict, match="changed meanwhile by desk PT"):
        set_status(desk, claim.id, "contested", by="desk SI", why="not here", seen=1)
    assert [one.status for one in claims(desk)] == ["confirmed"]


def test_who_is_signed_in_is_the_author_whatever_else_is_typed(address: str) -> None:
    whole = open_desk(address)
    lead = whole.on_behalf(Actor("L. L.", Role.OFFICER, frozenset({"PT"})), lambda _: "PT")
    claim = claimed(lead, by="somebody else")
    assert claim.author == "L. L."
    with pytest.raises(NotAllowed, match="your own claim"):
        set_status(lead, claim.id, "confirmed", by="somebody else", why="so", evidence="seen")
    reader = whole.on_behalf(Actor("R. R.", Role.READER), lambda _: "")
    with pytest.raises(NotAllowed, match="keep lessons"):
        set_status(reader, claim.id, "confirmed", by="R. R.", why="so", evidence="seen")


def test_every_way_between_statuses_is_open_or_told() -> None:
    ways = {("proposed", "confirmed"), ("proposed", "contested"), ("proposed", "withdrawn"), ("withdrawn", "proposed")}
    ways |= {
        ("confirmed", "contested"),
        ("confirmed", "withdrawn"),
        ("contested", "confirmed"),
        ("contested", "withdrawn"),
    }
    for before in NEXT:
        for after in NEXT:
            claim = Claim(1, "team-1", "care", "culture", "so", "A", before, "", "", "A", "", 1)
            who = "B" if after in ("confirmed", "contested") else "A"
            assert (why_not_status(claim, after, who) == "") == ((before, after) in ways), (before, after)
            other = "A" if who == "B" else "B"
            assert why_not_status(claim, after, other), (before, after, other)


def test_a_claim_fits_its_lesson_and_is_made_once(address: str) -> None:
    desk = open_desk(address)
    claim = claimed(desk)
    for origin, goal, told in (
        ("employment", "employment", "name another domain"),
        ("employment", "joy", "is no domain"),
        ("care", "culture", "The lesson is of employment"),
        ("employment", "culture", f"This is claim {claim.id} of workstream lead already"),
    ):
        with pytest.raises(BadParameter, match=told):
            propose(desk, "team-1", origin, goal, by="desk PT", reason="so")
    with pytest.raises(BadParameter, match="no lesson of the team"):
        propose(desk, "team-9", "employment", "culture", by="desk PT", reason="so")
    set_status(desk, claim.id, "confirmed", by="desk PT", why="held", evidence="visits")
    with pytest.raises(BadParameter, match="is confirmed, so that its words stay"):
        change_lesson(desk, 1, EVENING, by="workstream lead", seen=1)


def test_names_of_persons_do_not_enter_the_graph_and_hostile_text_stays_text(tmp_path: Path) -> None:
    assert [signed(name) for name in ("Maria Silva", "desk PT", "A. B.", "workstream lead", "Žiga Kovač")] == [
        *("M. S.", "desk PT", "A. B.", "workstream lead", "Ž. K."),
    ]
    lesson = Lesson("team-1", HOSTILE, "practice", "a/b", domains=("care",), evidence=HOSTILE, by="Maria Silva")
    claim = Transfer("team-1", "team-1", "care", "culture", HOSTILE, "Maria Silva", "contested", HOSTILE)
    store = ox.Store()
    store.load(path=str(describe_lessons([lesson], [claim]).write(tmp_path).path), format=ox.RdfFormat.N_QUADS)
    said = [quad.object.value for quad in store if isinstance(quad.object, ox.Literal)]
    assert said.count(HOSTILE) == 5, "statement, its title, evidence, reason, and the reason of the status"
    assert said.count("M. S.") == 2
    assert not any("Silva" in one for one in said)
    assert short("word " * 40).endswith("word…")
