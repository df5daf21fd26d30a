"""Every right of every role, held against the functions that write: on both engines, with nothing written when refused.

The table of docs/people.md is written down here by hand, so that a right given by mistake fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from graph.adoptions import Adoption, Use, confirm, drop, report
from graph.audited import changes
from graph.city_lists import add_cities, drop_cities, filters, lists, remove_filter, remove_list, save_filter
from graph.contact_persons import add_person, change_person, forget_person, persons, persons_to_export
from graph.deeds import roll_back
from graph.desk import Desk, address_in, open_desk
from graph.desk_backup import export_desk, import_desk
from graph.endpoint import Remote
from graph.errors import NotAllowed
from graph.graph_store import GraphStore
from graph.help_experts import add_expert, add_expert_person, expert_persons, forget_expert
from graph.help_matches import Offer, answer_match, propose_match, take_back_match
from graph.help_requests import (
    Request,
    ask_back,
    assess,
    close_request,
    forget_request,
    reply,
    requests,
    rewrite_request,
    send_request,
    withdraw_request,
)
from graph.keyword_desk import decide_keyword
from graph.lesson_desk import (
    WrittenLesson,
    change_lesson,
    keep_lesson,
    lesson_records,
    refuse_passage,
    withdraw_lesson,
)
from graph.outreach import Entry, board, change_contact, close_step, contacts, forget_contact, log_contact, set_state
from graph.peer_desk import Proposal, answer, pairs, set_capacity, take_back_pair
from graph.peer_desk import propose as ask_peer
from graph.remote_release import Target, publish
from graph.rights import LOCAL, MAY, NOBODY, Actor, Right, Role
from graph.saved_queries import (
    Written,
    asked_last,
    change_query,
    remember,
    remove_query,
    save_query,
    saved_queries,
)
from graph.submission_checks import CRITERIA, send_back, take_into_check
from graph.submission_checks import publish as publish_practice
from graph.submission_fields import Told
from graph.submissions import Submission, hand_in, start, withdraw
from graph.transfer_desk import claims, propose, set_status
from graph.workspace import Release, Workspace
from ingest.build import build

BRAGANCA, ZAMORA = 2742027, 3104342
COUNTRIES = {BRAGANCA: "PT", ZAMORA: "ES"}
OFFICER = Actor("A. B.", Role.OFFICER, frozenset({"PT"}))
READER, EDITOR = Actor("R. R.", Role.READER), Actor("E. E.", Role.EDITOR)
ADMINISTRATOR = Actor("M. M.", Role.ADMINISTRATOR)
EVERYBODY = {"nobody": NOBODY, "reader": READER, "officer": OFFICER, "editor": EDITOR}
EVERYBODY |= {"administrator": ADMINISTRATOR, "local": LOCAL}
PRACTICE = Told(BRAGANCA, "A desk", problem="p", solution="s", results="r", transferability="t")
DAY = date(2026, 3, 2)
CALL = Entry(BRAGANCA, "2026-03-02", "phone", "town hall desk", "spoke", step="send the call")


@dataclass
class Ground:
    """Records with one of each kind for a town of Portugal and one of Spain, and a workspace of two releases."""

    whole: Desk
    desk: Desk
    folder: Path
    city: int

    @property
    def call(self) -> Entry:
        return Entry(self.city, CALL.day, CALL.channel, CALL.who, CALL.note)

    @property
    def workspace(self) -> Workspace:
        workspace = Workspace(self.folder / "workspace")
        workspace.prepare()
        for name in ("2026-01-01", "2026-01-02"):
            folder = workspace.releases_folder / name
            folder.mkdir(exist_ok=True)
            (folder / "manifest.json").write_text("{}", "utf-8")
        workspace.point_to(Release(workspace.releases_folder / "2026-01-02"))
        return workspace


def _contact(ground: Ground) -> int:
    return log_contact(ground.whole, ground.call, "desk").id


def _person(ground: Ground) -> int:
    return add_person(ground.whole, ground.city, "somebody", "mayor's office", "town hall", "desk").id


def _decided(ground: Ground) -> int:
    return ground.whole.decide(f"{COUNTRIES[ground.city]}/town", "accept", ground.city, who="desk", why="said so").id


def _filter(ground: Ground) -> None:
    remove_filter(ground.desk, save_filter(ground.desk, "mine", "unlinked", "country=PT", "me").id, "me", 1)


def _query(ground: Ground) -> None:
    made = save_query(ground.desk, Written("mine", "ASK { ?s ?p ?o }"), "me")
    changed = change_query(ground.desk, made.id, Written("mine", "ASK { ?s ?p 1 }"), "me", made.version)
    remove_query(ground.desk, changed.id, "me", changed.version)


def _foreign_query(ground: Ground) -> None:
    made = save_query(ground.whole, Written("theirs", "ASK { ?s ?p ?o }", "team"), "somebody else")
    change_query(ground.desk, made.id, Written("theirs", "ASK { ?s ?p 1 }", "team"), "me", made.version)


def _list(ground: Ground) -> None:
    add_cities(ground.desk, [ground.city], "me")
    drop_cities(ground.desk, [ground.city], "me")
    number = lists(ground.desk, ground.desk.acting.signs("me"))[0].id
    remove_list(ground.desk, number, "me")


def _foreign_list(ground: Ground) -> None:
    add_cities(ground.whole, [ground.city], "somebody else")
    add_cities(ground.desk, [ground.city], "me", owner="somebody else")


def _close(ground: Ground) -> None:
    kept = log_contact(ground.whole, Entry(ground.city, "2026-03-02", "phone", "desk", step="call"), "desk")
    close_step(ground.desk, kept, "me", date(2026, 3, 9))


def _handed_in(desk: Desk) -> Submission:
    return hand_in(desk, start(desk, PRACTICE, "somebody else").id, "somebody else", 1)


def _in_check(ground: Ground) -> int:
    return take_into_check(ground.whole, _handed_in(ground.whole).id, "desk", 2).id


def _use(ground: Ground) -> Use:
    with ground.whole.reading() as connection:
        return Use(f"urbact/{len(changes(connection))}", ground.city, "running")


def _told_by_a_reader(ground: Ground) -> Adoption:
    return report(ground.whole.on_behalf(Actor("desk", Role.READER), COUNTRIES.__getitem__), _use(ground), "desk")


def _restore(ground: Ground) -> None:
    export_desk(ground.whole, ground.folder / "all.json")
    empty = open_desk(address_in(ground.folder / "empty")).on_behalf(ground.desk.acting.actor, COUNTRIES.__getitem__)
    import_desk(empty, ground.folder / "all.json")


LESSON = WrittenLesson("Evening hours drew people.", "practice", "urbact/x", domains=("care",))


def _answered(ground: Ground) -> None:
    with ground.whole.reading() as connection:
        other = len(changes(connection)) + 2
    made = ask_peer(ground.whole, Proposal(ground.city, other), by="desk", day=DAY)
    answer(ground.desk, made.id, "town", "yes", by="me", day=DAY, seen=1)


def _lesson(ground: Ground) -> int:
    return keep_lesson(ground.whole, LESSON, by="desk").id


def _claim(ground: Ground, desk: Desk, by: str) -> int:
    return propose(desk, f"team-{_lesson(ground)}", "care", "culture", by=by, reason="so").id


def _asked(ground: Ground) -> Request:
    need = f"trouble {len(requests(ground.whole))}"
    return send_request(ground.whole, ground.city, need, {"money": 2}, "desk")


def _own_request(ground: Ground) -> None:
    """Whatever a town does with its own request."""
    sent = send_request(ground.desk, ground.city, "we are offline", {"devices": 3}, "me")
    sent = rewrite_request(ground.desk, sent.id, "we are offline and few", {}, "me", sent.version)
    sent = ask_back(ground.whole, sent.id, "How many are you?", "desk", sent.version)
    reply(ground.desk, sent.id, "four", "me", sent.version)
    assess(ground.whole, sent.id, {"money": 3}, [], "desk", sent.version + 1)
    match = propose_match(ground.whole, sent.id, Offer("peer", 3202781, 70, "like it"), "desk")
    answer_match(ground.desk, match.id, "city", True, "me", match.version)
    held = next(one for one in requests(ground.desk) if one.id == sent.id)
    withdraw_request(ground.desk, held.id, "me", held.version)
    forget_request(ground.desk, held.id, "me")


def _match(ground: Ground) -> None:
    sent = _asked(ground)
    assess(ground.whole, sent.id, {"money": 3}, [], "desk", sent.version)
    propose_match(ground.desk, sent.id, Offer("peer", 3202781, 70, "like it"), "me")


def _mentor_answers(ground: Ground) -> None:
    sent = _asked(ground)
    assess(ground.whole, sent.id, {"money": 3}, [], "desk", sent.version)
    again = f"reason {sent.id}"
    match = propose_match(ground.whole, sent.id, Offer("peer", 3202782, 70, "like it"), "desk", again)
    match = answer_match(ground.desk, match.id, "mentor", False, "me", match.version, "no time")
    take_back_match(ground.desk, match.id, by="me", seen=match.version)


def _peer_no(ground: Ground) -> None:
    with ground.whole.reading() as connection:
        other = len(changes(connection)) + 2
    made = ask_peer(ground.whole, Proposal(ground.city, other), by="desk", day=DAY)
    made = answer(ground.whole, made.id, "town", "no", by="desk", day=DAY, seen=1, why="too far")
    take_back_pair(ground.desk, made.id, by="me", seen=made.version)


def _expert(ground: Ground) -> None:
    made = add_expert(ground.desk, "Office", ["digital"], ["PT"], 2, "me")
    add_expert_person(ground.desk, made.id, "somebody", "", "", "me")
    expert_persons(ground.desk)
    forget_expert(ground.desk, made.id, "me")


def _elsewhere(ground: Ground) -> tuple[Release, Target]:
    """A store that nobody serves: whoever may publish hears that it cannot be reached."""
    away = "http://127.0.0.1:9/query"
    return ground.workspace.current(), Target(Remote(away, 1), GraphStore(away, seconds=1))


Deed = Callable[[Ground], object]
DEEDS: dict[str, tuple[str, Deed]] = {
    "read contacts": ("reader", lambda g: contacts(g.desk)),
    "read the board": ("reader", lambda g: board(g.desk)),
    "read lists": ("reader", lambda g: [lists(g.desk), filters(g.desk)]),
    "read decisions": ("reader", lambda g: g.desk.log()),
    "move a city": ("country", lambda g: set_state(g.desk, g.city, "applied", "me", 0)),
    "log a contact": ("country", lambda g: log_contact(g.desk, g.call, "me")),
    "change a contact": ("country", lambda g: change_contact(g.desk, _contact(g), g.call, "me", 1)),
    "take a step": ("country", _close),
    "delete a contact": ("country", lambda g: forget_contact(g.desk, _contact(g), "me")),
    "keep a list": ("country", _list),
    "add a person": ("country", lambda g: add_person(g.desk, g.city, "somebody", "", "", "me")),
    "change a person": ("country", lambda g: change_person(g.desk, _person(g), "other", "", "", "me", 1)),
    "delete a person": ("country", lambda g: forget_person(g.desk, _person(g), "me")),
    "see persons": ("country", lambda g: persons(g.desk, [g.city])),
    "decide": ("country", lambda g: g.desk.decide(f"{COUNTRIES[g.city]}/x", "accept", g.city, who="me", why="so")),
    "take a decision back": ("country", lambda g: g.desk.undo(_decided(g), who="me", why="so")),
    "save a filter": ("officer", _filter),
    "save a query": ("officer", _query),
    "change somebody else's query": ("editor", _foreign_query),
    "see saved queries": ("reader", lambda g: saved_queries(g.desk, "me")),
    "remember a query": ("reader", lambda g: [remember(g.desk, "ASK {}", "", "me"), asked_last(g.desk, "me")]),
    "write somebody else's list": ("editor", _foreign_list),
    "ask for help, and speak for one's own town": ("reader", _own_request),
    "ask back": ("country", lambda g: ask_back(g.desk, _asked(g).id, "why?", "me", 1)),
    "assess": ("country", lambda g: assess(g.desk, _asked(g).id, {"money": 3}, [], "me", 1)),
    "propose a mentor": ("country", _match),
    "answer for a mentor, and take a no back": ("country", _mentor_answers),
    "close a request": ("country", lambda g: close_request(g.desk, _asked(g).id, "answered", "me", 1)),
    "withdraw somebody else's request": ("country", lambda g: withdraw_request(g.desk, _asked(g).id, "me", 1)),
    "delete somebody else's request": ("country", lambda g: forget_request(g.desk, _asked(g).id, "me")),
    "keep an expert": ("officer", _expert),
    "decide on a keyword": (
        "editor",
        lambda g: decide_keyword(g.desk, "urbact/cafes", "domain-economy", by="me", why="so"),
    ),
    "ask a peer for a town": ("country", lambda g: ask_peer(g.desk, Proposal(g.city, 1), by="me", day=DAY)),
    "note what a peer answered": ("country", _answered),
    "take a no to a peer back": ("country", _peer_no),
    "say how many towns a mentor may have": ("country", lambda g: set_capacity(g.desk, g.city, 2, by="me", why="so")),
    "see peers": ("reader", lambda g: pairs(g.desk)),
    "keep a lesson": ("officer", lambda g: keep_lesson(g.desk, LESSON, by="me")),
    "refuse a passage": ("officer", lambda g: refuse_passage(g.desk, replace(LESSON, passage="x"), by="me", why="so")),
    "change a lesson": ("officer", lambda g: change_lesson(g.desk, _lesson(g), LESSON, by="me", seen=1)),
    "withdraw a lesson": ("officer", lambda g: withdraw_lesson(g.desk, _lesson(g), by="me", why="so", seen=1)),
    "claim that a lesson carries over": ("officer", lambda g: _claim(g, g.desk, "me")),
    "contest a claim": (
        "officer",
        lambda g: set_status(g.desk, _claim(g, g.whole, "desk"), "contested", by="me", why="so"),
    ),
    "see lessons and claims": ("reader", lambda g: [lesson_records(g.desk), claims(g.desk)]),
    "submit a practice": ("reader", lambda g: withdraw(g.desk, _handed_in(g.desk).id, "somebody else", 2)),
    "tell that a city uses one": ("reader", lambda g: drop(g.desk, report(g.desk, _use(g), "me").id, "me", 1)),
    "confirm a use": ("country", lambda g: confirm(g.desk, _told_by_a_reader(g).id, "me", 1)),
    "check a practice": ("editor", lambda g: take_into_check(g.desk, _handed_in(g.whole).id, "me", 2)),
    "publish one": ("editor", lambda g: publish_practice(g.desk, _in_check(g), dict.fromkeys(CRITERIA, True), "me", 3)),
    "send one back": ("editor", lambda g: send_back(g.desk, _in_check(g), {}, "me", 3, "say more")),
    "build": ("editor", lambda g: build(g.workspace, lambda _: None, only=("none",), actor=g.desk.acting.actor)),
    "publish elsewhere": ("administrator", lambda g: publish(*_elsewhere(g), lambda *_: None, g.desk.acting.actor)),
    "serve another release": ("administrator", lambda g: roll_back(g.workspace, g.desk, by="me")),
    "export persons": ("administrator", lambda g: persons_to_export(g.desk, [g.city])),
    "export all records": ("administrator", lambda g: export_desk(g.desk, g.folder / "all.json")),
    "export them with persons": ("administrator", lambda g: export_desk(g.desk, g.folder / "all.json", True)),
    "import all records": ("administrator", _restore),
}
LEAST = {
    ("country", "PT"): ("officer", "editor", "administrator", "local"),
    ("country", "ES"): ("editor", "administrator", "local"),
    "reader": ("reader", "officer", "editor", "administrator", "local"),
    "officer": ("officer", "editor", "administrator", "local"),
    "editor": ("editor", "administrator", "local"),
    "administrator": ("administrator", "local"),
}


def _ground(address: str, folder: Path, actor: Actor, city: int) -> Ground:
    whole = open_desk(address)
    return Ground(whole, whole.on_behalf(actor, lambda one: COUNTRIES.get(one, "")), folder, city)


@pytest.mark.parametrize("city", [BRAGANCA, ZAMORA], ids=["PT", "ES"])
@pytest.mark.parametrize("who", EVERYBODY)
def test_each_role_can_do_just_what_the_table_says(tmp_path: Path, who: str, city: int) -> None:
    ground = _ground(address_in(tmp_path), tmp_path, EVERYBODY[who], city)
    for deed, (least, do) in DEEDS.items():
        before = _by_me(ground)
        allowed = LEAST[("country", COUNTRIES[city])] if least == "country" else LEAST[least]
        if who not in allowed:
            with pytest.raises(NotAllowed, match="You may not"):
                do(ground)
            assert _by_me(ground) == before, f"{who} was refused to {deed}, and it was written all the same"
        else:
            _tried(do, ground, deed)


def _tried(do: Deed, ground: Ground, deed: str) -> None:
    try:
        do(ground)
    except NotAllowed as error:
        raise AssertionError(f"{ground.desk.acting.actor.told} may {deed}, but: {error}") from error
    except Exception as error:
        # No source is called "none", and no store is there; both are found later than the right.
        assert deed in ("build", "publish elsewhere"), f"{deed}: {error!r}"


def _by_me(ground: Ground) -> list[str]:
    """Who wrote anything but the ground itself."""
    with ground.whole.reading() as connection:
        wrote = [one.by for one in changes(connection)]
    return [
        name for name in (*wrote, *(one.who for one in ground.whole.log())) if name not in ("desk", "somebody else")
    ]


def test_an_officer_keeps_no_contact_by_moving_it_to_a_town_of_another_country(address: str, tmp_path: Path) -> None:
    ground = _ground(address, tmp_path, OFFICER, BRAGANCA)
    kept = log_contact(ground.desk, CALL, "me")
    foreign = log_contact(ground.whole, Entry(ZAMORA, CALL.day, CALL.channel, "desk ES"), "desk ES")
    for number, city in ((kept.id, ZAMORA), (foreign.id, BRAGANCA)):
        with pytest.raises(NotAllowed, match="of ES"):
            change_contact(ground.desk, number, Entry(city, CALL.day, CALL.channel, "me"), "me", 1)
    assert {(one.city, one.version) for one in contacts(ground.whole)} == {(BRAGANCA, 1), (ZAMORA, 1)}
    with pytest.raises(NotAllowed, match="of a country that is not known"):
        log_contact(ground.desk, Entry(999, CALL.day, CALL.channel, "me"), "me")


def test_the_log_names_who_is_signed_in_whatever_name_was_handed_over(address: str, tmp_path: Path) -> None:
    ground = _ground(address, tmp_path, EDITOR, BRAGANCA)
    log_contact(ground.desk, CALL, "the administrator")
    add_cities(ground.desk, [BRAGANCA], "the administrator")
    save_filter(ground.desk, "mine", "unlinked", "country=PT", "the administrator")
    ground.desk.decide("PT/town", "accept", BRAGANCA, who="the administrator", why="so")
    roll_back(ground.workspace, ground.whole.on_behalf(ADMINISTRATOR, COUNTRIES.__getitem__), by="somebody")
    assert [one.owner for one in (*lists(ground.whole), *filters(ground.whole))] == ["E. E.", "E. E."]
    with ground.whole.reading() as connection:
        log = changes(connection)
    assert (log[0].what, log[0].done, log[0].by, log[0].after) == (
        "release",
        "served",
        "M. M.",
        {"release": "2026-01-01"},
    )
    assert {one.by for one in log[1:]} == {"E. E."} == {one.who for one in ground.whole.log()}


def test_an_officer_sees_contact_persons_of_his_country_alone(address: str, tmp_path: Path) -> None:
    ground = _ground(address, tmp_path, OFFICER, BRAGANCA)
    for city in (BRAGANCA, ZAMORA):
        add_person(ground.whole, city, f"somebody in {city}", "", "", "desk")
    assert [one.city for one in persons(ground.desk)] == [BRAGANCA]
    with pytest.raises(NotAllowed, match="contact persons of a city of ES"):
        persons(ground.desk, [BRAGANCA, ZAMORA])
    assert len(persons(ground.whole)) == 2


def test_no_list_of_somebody_else_is_removed_by_an_officer(address: str, tmp_path: Path) -> None:
    ground = _ground(address, tmp_path, OFFICER, BRAGANCA)
    add_cities(ground.whole, [BRAGANCA], "desk PT")
    theirs, saved = lists(ground.whole)[0], save_filter(ground.whole, "f", "unlinked", "country=PT", "desk PT")
    for do in (
        lambda: remove_list(ground.desk, theirs.id, "desk PT"),
        lambda: remove_filter(ground.desk, saved.id, "", 1),
    ):
        with pytest.raises(NotAllowed, match="belongs to desk PT: desk PT, an editor or an administrator may"):
            do()
    with pytest.raises(NotAllowed, match="belongs to desk PT"):
        drop_cities(ground.desk, [BRAGANCA], "desk PT", owner="desk PT")
    assert lists(ground.whole)[0].cities == (BRAGANCA,) and filters(ground.whole) == [saved]


def test_a_refusal_is_one_sentence_that_says_who_may_and_who_you_are() -> None:
    assert OFFICER.why_not(Right.OUTREACH, "ES") == (
        "You may not keep contacts with a city of ES, or move it on the board: "
        "an officer of ES, an editor or an administrator may, and you are A. B., officer of PT."
    )
    assert READER.why_not(Right.ROLLBACK) == (
        "You may not serve another release: only an administrator may, and you are R. R., reader."
    )
    assert NOBODY.why_not(Right.READ).endswith("may, and you are not signed in.")
    assert LOCAL.told == "user of this machine, administrator"


@pytest.mark.parametrize("right", Right)
def test_each_role_may_all_that_the_one_before_may(right: Right) -> None:
    held = [right in MAY[role] for role in Role]
    assert held == sorted(held) and held[-1]
    assert not NOBODY.may(right) and LOCAL.may(right)
