"""Saved queries: private ones are nobody else's, two writers meet, changes are logged, hostile text stays text."""

import pytest

from dashboard.audit_log import change_rows
from graph.audited import changes
from graph.desk import Desk, open_desk
from graph.errors import BadParameter, EditConflict, NotAllowed
from graph.rights import Actor, Role
from graph.saved_queries import (
    HELD,
    PRIVATE,
    PROPOSED,
    TEAM,
    Written,
    asked_last,
    change_query,
    forget_asked,
    remember,
    remove_query,
    save_query,
    saved_queries,
    saved_query,
)

TEXT = "#+ summary: <img src=x onerror=alert(1)>\nSELECT ?s WHERE { ?s ?p '=cmd|x'@en }"
HOSTILE = "</script>=1+1 :red[x]"


def people(desk: Desk) -> tuple[Desk, Desk, Desk]:
    officer = desk.on_behalf(Actor("A. B.", Role.OFFICER, frozenset({"PT"})), lambda _: "PT")
    editor = desk.on_behalf(Actor("E. E.", Role.EDITOR), lambda _: "PT")
    return officer, editor, desk.on_behalf(Actor("R. R.", Role.READER), lambda _: "PT")


def test_a_private_query_is_seen_by_its_owner_alone_until_it_is_shared(address: str) -> None:
    officer, editor, reader = people(open_desk(address))
    kept = save_query(officer, Written(HOSTILE, TEXT, PRIVATE, "country=PT&view=map"), "somebody")
    assert (kept.owner, kept.by, kept.version, kept.text, kept.name) == ("A. B.", "A. B.", 1, TEXT, HOSTILE)
    assert saved_queries(officer, "") == [kept] == [saved_query(officer, kept.id, "")]
    for other in (editor, reader):
        assert saved_queries(other, "A. B.") == []
        with pytest.raises(BadParameter, match="private to somebody else"):
            saved_query(other, kept.id, "A. B.")
    with pytest.raises(BadParameter, match="private to somebody else"):
        change_query(editor, kept.id, Written("x", TEXT), "", kept.version)
    with pytest.raises(BadParameter, match="private to somebody else"):
        remove_query(editor, kept.id, "", kept.version)
    shared = change_query(officer, kept.id, Written(HOSTILE, TEXT, TEAM), "", kept.version)
    assert saved_query(reader, kept.id, "") == shared and shared.version == 2


def test_the_log_tells_changes_but_no_text_of_a_private_query(address: str) -> None:
    desk = open_desk(address)
    private = save_query(desk, Written("mine", "ASK { ?secret ?p 1 }"), "A")
    save_query(desk, Written("ours", "ASK { ?open ?p 1 }", TEAM), "A")
    change_query(desk, private.id, Written("mine", "ASK { ?secret ?p 2 }", TEAM), "A", 1)
    with desk.reading() as connection:
        assert [(one.what, one.done, one.by) for one in changes(connection, ["saved_query"])] == [
            ("saved_query", "changed", "A"),
            ("saved_query", "added", "A"),
            ("saved_query", "added", "A"),
        ]
    told = str(change_rows(desk))
    assert "?open" in told and "?secret" not in told


def test_of_two_who_change_a_query_the_later_is_told_both_texts(address: str) -> None:
    desk = open_desk(address)
    kept = save_query(desk, Written("ours", TEXT, TEAM), "A")
    change_query(desk, kept.id, Written("ours", "ASK { ?s ?p 1 }", TEAM), "A", kept.version)
    with pytest.raises(EditConflict, match=r"ASK \{ \?s \?p 1 \}”, you wrote “ASK \{ \?s \?p 2 \}") as told:
        change_query(desk, kept.id, Written("ours", "ASK { ?s ?p 2 }", TEAM), "B", kept.version)
    assert told.value.kept["version"] == 2
    with pytest.raises(EditConflict):
        remove_query(desk, kept.id, "B", kept.version)
    remove_query(desk, kept.id, "B", 2)
    assert saved_queries(desk, "A") == []


def test_a_name_stands_once_for_each_owner_and_an_officer_changes_his_own_alone(address: str) -> None:
    officer, editor, _ = people(open_desk(address))
    mine = save_query(officer, Written("ours", TEXT, PROPOSED), "")
    theirs = save_query(editor, Written("ours", TEXT, TEAM), "")
    with pytest.raises(BadParameter, match=r'A\. B\. has a query "ours" already'):
        save_query(officer, Written(" ours ", TEXT), "")
    with pytest.raises(NotAllowed, match=r"what belongs to E\. E\."):
        change_query(officer, theirs.id, Written("x", TEXT, TEAM), "", 1)
    assert change_query(editor, mine.id, Written("ours", "ASK {}", PROPOSED), "", 1).owner == "A. B."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (Written("", TEXT), "The name of the query is empty"),
        (Written("x", " \n"), "The query is empty"),
        (Written("x", "ASK { ?s ?p 'somebody@example.org' }"), "holds an e-mail address"),
        (Written("x", f"# {'x' * 50_000}\nASK {{}}"), "save at most 50,000"),
        (Written("x", TEXT, "everybody"), '"everybody" is no reach'),
    ],
)
def test_what_cannot_be_saved_is_told_and_nothing_is_written(address: str, written: Written, told: str) -> None:
    desk = open_desk(address)
    with pytest.raises(BadParameter, match=told):
        save_query(desk, written, "A")
    assert saved_queries(desk, "A") == []


def test_characters_that_no_database_takes_become_blanks(address: str) -> None:
    kept = save_query(open_desk(address), Written("x", "ASK {\r\n\t?s\x00 ?p\u202e 1 }"), "A")
    assert kept.text == "ASK {\n\t?s  ?p  1 }"


def test_what_was_asked_last_is_kept_for_each_person_and_can_be_forgotten(address: str) -> None:
    desk = open_desk(address)
    officer, _, reader = people(desk)
    for number in range(HELD + 3):
        remember(officer, f"ASK {{ ?s ?p {number} }}", "1 row in 0.1 seconds", "x")
    remember(officer, "ASK { ?s ?p 10 }", "again", "")
    remember(officer, "ASK { ?s ?p 'a.b@example.org' }", "", "")
    remember(reader, "ASK {}", "no", "")
    found = asked_last(officer, "")
    assert len(found) == HELD
    assert [found[0].text, found[0].told, found[1].text] == ["ASK { ?s ?p 10 }", "again", f"ASK {{ ?s ?p {HELD + 2} }}"]
    assert len({one.text for one in found}) == HELD
    assert [one.text for one in asked_last(reader, "A. B.")] == ["ASK {}"]
    forget_asked(officer, "")
    assert asked_last(officer, "") == [] and asked_last(reader, "")
