"""Contacts, board, lists, filters and contact persons: two writers meet, changes are logged, persons go for good."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from graph.audited import changes
from graph.city_lists import (
    add_cities,
    cities_of,
    drop_cities,
    filters,
    lists,
    remove_filter,
    remove_list,
    save_filter,
)
from graph.contact_persons import add_person, change_person, forget_person, persons
from graph.desk import Desk, address_in, open_desk
from graph.desk_backup import export_desk
from graph.errors import BadParameter, EditConflict
from graph.outreach import (
    CHANNELS,
    STATES,
    Entry,
    board,
    change_contact,
    channel_label,
    close_step,
    contacted,
    contacts,
    forget_contact,
    log_contact,
    set_state,
    state_label,
    steps_due,
)
from ontology.terms import terms

CALL = Entry(
    3190311, "2026-03-02", "phone", "desk SI", "spoke with the town hall", step="send the call", due="2026-03-09"
)


def audit(desk: Desk, *what: str) -> list[tuple[str, str, str]]:
    with desk.reading() as connection:
        return [(one.what, one.done, one.by) for one in changes(connection, what)]


def test_a_contact_moves_a_new_city_on_and_its_step_falls_due(address: str) -> None:
    desk = open_desk(address)
    add_cities(desk, [3190311, 3197378, 3190311], "desk SI")
    kept = log_contact(desk, CALL, "M. K.")
    assert (kept.who, kept.officer, kept.by, kept.version) == ("desk SI", "desk SI", "M. K.", 1)
    assert contacts(open_desk(address), [3190311]) == [kept]
    assert contacted(desk) == {"https://w3id.org/ncp-graph/id/city/3190311"}
    assert {one.city: one.state for one in board(desk).values()} == {3190311: "contacted", 3197378: "new"}
    assert steps_due(desk, date(2026, 3, 8)) == []
    assert steps_due(desk, date(2026, 3, 9)) == [kept]
    assert not kept.overdue(date(2026, 3, 9))
    assert kept.overdue(date(2026, 3, 10))
    close_step(desk, kept, "desk SI", date(2026, 3, 9))
    assert steps_due(desk, date(2026, 12, 31)) == []


def test_a_contact_does_not_throw_a_city_back_on_the_board(address: str) -> None:
    desk = open_desk(address)
    set_state(desk, 3190311, "applied", "desk SI", seen=0)
    log_contact(desk, CALL, "desk SI")
    assert board(desk)[3190311].state == "applied"


def test_the_longest_overdue_step_stands_first_and_one_without_a_day_last(tmp_path: Path) -> None:
    desk = open_desk(address_in(tmp_path))
    for due, officer in (("2026-03-09", "A"), ("2026-03-01", "B"), ("", "A"), ("2026-04-01", "A")):
        log_contact(desk, replace(CALL, due=due, officer=officer), "desk SI")
    assert [one.due for one in steps_due(desk, date(2026, 3, 31))] == ["2026-03-01", "2026-03-09", ""]
    assert [one.due for one in steps_due(desk, date(2026, 3, 31), "A")] == ["2026-03-09", ""]


def test_the_later_of_two_writers_sees_both_texts_and_nothing_of_the_first_is_lost(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    kept = log_contact(one, CALL, "A")
    first = change_contact(one, kept.id, replace(CALL, note="they asked for a partner"), "A", kept.version)
    with pytest.raises(
        EditConflict, match=r"changed meanwhile by A on .*they asked for a partner.*nobody answered"
    ) as met:
        change_contact(two, kept.id, replace(CALL, note="nobody answered"), "B", kept.version)
    assert met.value.kept["note"] == "they asked for a partner"
    assert met.value.wanted["note"] == "nobody answered"
    assert contacts(two) == [first]
    again = change_contact(two, kept.id, replace(CALL, note="nobody answered"), "B", first.version)
    assert (again.version, again.by) == (3, "B")


def test_of_many_writers_at_once_on_one_contact_one_wins_and_each_other_is_told(address: str) -> None:
    desks = [open_desk(address) for _ in range(6)]
    kept = log_contact(desks[0], CALL, "A")

    def write(number: int) -> str:
        try:
            wanted = replace(CALL, note=f"text {number}")
            return change_contact(desks[number], kept.id, wanted, f"W{number}", kept.version).note
        except EditConflict as conflict:
            assert {conflict.kept["note"], conflict.wanted["note"]} > {f"text {number}"}
            return "conflict"

    with ThreadPoolExecutor(6) as pool:
        told = list(pool.map(write, range(6)))
    assert told.count("conflict") == 5
    assert contacts(desks[0])[0].note in told
    assert audit(desks[0], "contact").count(("contact", "changed", contacts(desks[0])[0].by)) == 1


def test_many_who_log_and_list_the_same_new_city_at_once_all_succeed(address: str) -> None:
    desks = [open_desk(address) for _ in range(6)]

    def write(number: int) -> int:
        log_contact(desks[number], replace(CALL, note=f"call {number}"), f"W{number}")
        return add_cities(desks[number], [3190311, 3197378], "desk SI", owner="desk SI")

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(write, range(6))) == 2
    assert len(contacts(desks[0])) == 6
    assert board(desks[0])[3190311].state == "contacted"
    assert cities_of(desks[0], "desk SI") == tuple(dict.fromkeys(cities_of(desks[0], "desk SI")))
    assert len(cities_of(desks[0], "desk SI")) == 2


def test_fifty_people_at_once_lose_nothing_and_are_answered(address: str) -> None:
    desk = open_desk(address)

    def work(number: int) -> float:
        start = time.perf_counter()
        log_contact(desk, replace(CALL, city=number + 1, note=f"call {number}"), f"W{number}")
        assert contacts(desk, [number + 1])[0].note == f"call {number}"
        return time.perf_counter() - start

    with ThreadPoolExecutor(50) as pool:
        waited = sorted(pool.map(work, range(50)))
    assert len(contacts(desk)) == len(board(desk)) == 50
    assert waited[25] < 10, f"half of them waited {waited[25]:.1f} s"


def test_of_two_who_move_a_city_the_later_is_told(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    set_state(one, 3190311, "interested", "A", seen=0)
    with pytest.raises(EditConflict, match=r"by A on .*“interested”, you wrote “contacted”"):
        set_state(two, 3190311, "contacted", "B", seen=0)
    assert set_state(two, 3190311, "applied", "B", seen=1).state == "applied"


def test_lists_and_filters_are_of_their_officer_and_come_back_as_they_were(address: str) -> None:
    desk = open_desk(address)
    assert add_cities(desk, [11, 22], "A") == 2
    assert add_cities(desk, [22, 33], "A") == 1
    assert add_cities(desk, [44], "B", "spring 2026") == 1
    assert cities_of(desk, "A") == (11, 22, 33)
    assert drop_cities(desk, [22, 99], "A") == 1
    assert [(one.owner, one.name, one.cities) for one in lists(desk)] == [
        ("A", "my list", (11, 33)),
        ("B", "spring 2026", (44,)),
    ]
    remove_list(desk, lists(desk, "B")[0].id, "B")
    assert lists(desk, "B") == []
    kept = save_filter(desk, "small and far", "unlinked", "country=PT&far=50", "A")
    with pytest.raises(BadParameter, match=r'has a filter "small and far" already'):
        save_filter(desk, "small and far", "unlinked", "country=SI", "A")
    assert filters(desk, "A", "unlinked") == [kept]
    remove_filter(desk, kept.id, "A", kept.version)
    assert filters(desk) == []


def test_every_change_is_logged_with_who_and_what_stood_before_and_after(address: str) -> None:
    desk = open_desk(address)
    kept = log_contact(desk, CALL, "A")
    change_contact(desk, kept.id, replace(CALL, answer="yes"), "B", 1)
    with desk.reading() as connection:
        later, earlier = changes(connection, ["contact"])
    assert (earlier.done, earlier.by, earlier.before, earlier.city) == ("added", "A", None, 3190311)
    assert (later.done, later.by, later.item) == ("changed", "B", kept.id)
    assert later.before and later.after
    assert (later.before["answer"], later.after["answer"]) == ("", "yes")
    assert audit(desk, "board") == [("board", "added", "A")]


def test_what_is_removed_stays_in_the_log_and_an_older_version_is_not_removed(address: str) -> None:
    desk = open_desk(address)
    add_cities(desk, [11, 22], "A")
    drop_cities(desk, [22], "A")
    remove_list(desk, lists(desk, "A")[0].id, "B")
    kept = save_filter(desk, "far", "unlinked", "country=PT&far=50", "A")
    with pytest.raises(EditConflict, match="you wanted it removed"):
        remove_filter(desk, kept.id, "B", kept.version - 1)
    assert filters(desk) == [kept]
    remove_filter(desk, kept.id, "B", kept.version)
    with desk.reading() as connection:
        gone = {(one.what, one.by, one.city): one for one in changes(connection) if one.done == "removed"}
    assert set(gone) == {
        ("listed", "A", 22), ("listed", "B", 11), ("city_list", "B", None), ("saved_filter", "B", None)
    }  # fmt: skip
    assert all(one.after is None and one.before for one in gone.values())
    told = gone["saved_filter", "B", None].before
    assert told and told["name"] == "far"


def bytes_of(address: str, folder: Path) -> bytes:
    """Everything that the database holds: its files, or on a server each row of its tables."""
    if address.startswith("sqlite"):
        return b"".join(path.read_bytes() for path in sorted(folder.glob("desk.sqlite*")))
    with create_engine(address).connect() as connection:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pageinspect")
        tables = [
            row[0] for row in connection.exec_driver_sql("SELECT relname FROM pg_class WHERE relkind IN ('r', 't')")
        ]
        pages = b""
        for table in ("person", "audit", "contact"):
            assert table in tables
            size = connection.exec_driver_sql(f"SELECT pg_relation_size('{table}') / 8192").scalar_one()
            for page in range(size):
                pages += connection.exec_driver_sql(f"SELECT get_raw_page('{table}', {page})").scalar_one()
        return pages


def test_contact_data_that_is_deleted_is_in_no_byte_of_the_database(address: str, tmp_path: Path) -> None:
    desk = open_desk(address)
    gone = add_person(desk, 3190311, "Qwertzina Example", "mayor's office", "qwertzina@example.org", "A")
    stays = add_person(desk, 3190311, "", "office for Europe", "europe@example.org", "A")
    change_person(desk, gone.id, "Qwertzina Example-Yxcvb", "mayor's office", "+386 1 555 0199", "A", gone.version)
    call = log_contact(desk, replace(CALL, note="Qwertzina calls back"), "A")
    assert b"Qwertzina" in bytes_of(address, tmp_path)
    assert forget_person(desk, gone.id, "B")
    assert forget_contact(desk, call.id, "B")
    held = bytes_of(address, tmp_path)
    for word in (b"Qwertzina", b"qwertzina", b"Yxcvb", b"555 0199", b"calls back"):
        assert word not in held
    assert b"europe@example.org" in held
    export_desk(desk, tmp_path / "records.json", with_persons=True)
    saved = (tmp_path / "records.json").read_bytes()
    assert b"europe@example.org" in saved and b"wertzina" not in saved and b"0199" not in saved
    assert persons(desk) == [stays]
    assert audit(desk, "person")[0] == ("person", "forgotten", "B")
    with pytest.raises(BadParameter, match="no person 99"):
        forget_person(desk, 99, "B")


def test_a_file_that_another_program_reads_is_told_not_to_be_wiped_yet(tmp_path: Path) -> None:
    address = address_in(tmp_path)
    desk = open_desk(address)
    gone = add_person(desk, 3190311, "Qwertzina Example", "", "", "A")
    with sqlite3.connect(tmp_path / "desk.sqlite", isolation_level=None) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM person").fetchall()
        assert not forget_person(desk, gone.id, "B")
        other.execute("ROLLBACK")
    other.close()
    assert forget_person(desk, gone.id, "B")
    assert b"Qwertzina" not in bytes_of(address, tmp_path)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"channel": "pigeon"}, "is no channel; write one of phone"),
        ({"day": "2.3.2026"}, "The day of the contact is"),
        ({"day": ""}, "The day of the contact is"),
        ({"who": " "}, "is empty; fill it in"),
        ({"step": "", "due": "2026-03-09"}, "but no step; write the step"),
        ({"note": "write to ana@example.org"}, "under the contact persons, where it can be deleted for good"),
        ({"note": "x" * 4_001}, "at most 4,000"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_with_what_to_mend(
    tmp_path: Path, changed: dict[str, str], told: str
) -> None:
    desk = open_desk(address_in(tmp_path))
    with pytest.raises(BadParameter, match=told):
        log_contact(desk, replace(CALL, **changed), "A")
    assert (contacts(desk), board(desk), audit(desk)) == ([], {}, [])


def test_states_and_channels_are_the_concepts_of_their_schemes() -> None:
    concepts = {term.name for term in terms() if term.kind == "concept"}
    for scheme, keys, name in (("outreach", STATES, state_label), ("channel", CHANNELS, channel_label)):
        assert {f"{scheme}-{key}" for key in keys} == {one for one in concepts if one.startswith(f"{scheme}-")}
        assert all(map(name, keys))
