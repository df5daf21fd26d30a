"""The team's records: a log that only grows, safe under two writers and kills, on SQLite and PostgreSQL."""

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import UniqueConstraint, create_engine, inspect

from graph.city_lists import add_cities
from graph.decisions import in_force
from graph.desk import address_in, decisions_of, open_desk
from graph.errors import BadParameter, DecisionConflict, DeskUnreachable, NcpError
from graph.outreach import Entry, log_contact
from graph.workspace import Workspace
from ingest.villages import named
from tests.database import Control

KEY = "SI/ravne/SI034"
WRITER = """
import sys
from graph.desk import open_desk
desk = open_desk(sys.argv[1])
for number in range(100_000):
    print(desk.decide(f"SI/town-{number}", "accept", number, who="desk", why="test").id, flush=True)
"""


def test_who_when_and_why_are_kept_and_nothing_is_ever_removed(address: str) -> None:
    desk = open_desk(address)
    first = desk.decide(KEY, "accept", 11, who=" desk  SI ", why="the letter\nsays so")
    assert (first.who, first.why, first.turn) == ("desk SI", "the letter says so", 1)
    back = desk.undo(first.id, who="M. K.", why="it was the other one")
    desk.decide(KEY, "not-this", 11, who="M. K.", why="see there")
    desk.decide(KEY, "accept", 22, who="M. K.", why="see there")
    log = open_desk(address).log()
    assert [(one.kind, one.city, one.undoes) for one in log] == [
        ("accept", 11, None),
        ("undo", 11, first.id),
        ("not-this", 11, None),
        ("accept", 22, None),
    ]
    assert log[1] == back
    assert all(one.made.endswith("Z") and one.who and one.why for one in log)
    assert [one.kind for one in in_force(log)[KEY]] == ["not-this", "accept"]


def test_the_later_of_two_writers_sees_the_conflict(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    seen = len(one.log())
    one.decide(KEY, "not-this", 11, who="A", why="no")
    with pytest.raises(DecisionConflict, match=r"decided on meanwhile.*of A on"):
        two.decide(KEY, "not-this", 22, who="B", why="no", seen=seen)
    accepted = two.decide(KEY, "accept", 22, who="B", why="yes", seen=1)
    with pytest.raises(DecisionConflict, match=rf"of B on .*it is 22.*undo {accepted.id} first"):
        one.decide(KEY, "accept", 33, who="A", why="yes")
    one.undo(accepted.id, who="A", why="no")
    with pytest.raises(DecisionConflict, match="taken back already"):
        two.undo(accepted.id, who="B", why="no")


def test_of_many_writers_at_once_one_wins_and_each_other_is_told(address: str) -> None:
    desks = [open_desk(address) for _ in range(8)]

    def decide(number: int) -> str:
        try:
            return str(desks[number].decide(KEY, "accept", number, who=f"W{number}", why="race").city)
        except DecisionConflict:
            return "conflict"

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(decide, range(8)))
    assert told.count("conflict") == 7
    (kept,) = in_force(desks[0].log())[KEY]
    assert str(kept.city) in told


def test_a_municipality_that_bears_a_number_of_our_own_is_decided_on_and_contacted(address: str) -> None:
    desk, number = open_desk(address), named("PL", "PL427", "Starogard")
    assert desk.decide(KEY, "accept", number, who="A", why="its own page names it").city == number
    add_cities(desk, [number], "A")
    assert log_contact(desk, Entry(number, "2026-03-02", "phone", "A", "call back"), "A").city == number


def test_many_processes_that_open_the_records_first_make_the_tables_once(address: str) -> None:
    code = "import sys; from graph.desk import open_desk; print(len(open_desk(sys.argv[1]).log()))"
    runs = [subprocess.Popen([sys.executable, "-c", code, address], stdout=subprocess.PIPE) for _ in range(3)]
    assert [run.communicate()[0].strip() for run in runs] == [b"0"] * 3


def test_what_was_recorded_before_a_kill_is_there_and_the_next_writer_goes_on(address: str) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, address], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        told = [int(run.stdout.readline()) for _ in range(20)]
        run.send_signal(signal.SIGKILL)
        told += [int(line) for line in run.stdout.read().splitlines()]
    desk = open_desk(address)
    log = desk.log()
    assert {one.id for one in log} >= set(told)
    assert len(log) - len(told) <= 1
    assert desk.decide(KEY, "reject", who="desk", why="after the kill").id > max(told)


def test_readers_go_on_while_somebody_writes_and_see_what_was_kept_before(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    kept = one.decide(KEY, "not-this", 11, who="A", why="no")
    with one.writing() as connection:
        connection.exec_driver_sql("UPDATE decision SET why = 'half done'")
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(two.log).result(timeout=5) == [kept]
        connection.rollback()
    assert two.log() == [kept]


def test_a_writer_ends_while_somebody_reads_and_the_reader_sees_one_state(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    one.decide(KEY, "not-this", 11, who="A", why="no")
    with one.reading() as connection:
        seen = connection.exec_driver_sql("SELECT count(*) FROM decision").scalar_one()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(two.decide, KEY, "accept", 12, who="B", why="letter").result(timeout=10)
        assert connection.exec_driver_sql("SELECT count(*) FROM decision").scalar_one() == seen == 1
    assert len(one.log()) == 2


def test_a_database_that_goes_away_is_told_and_used_again_when_it_is_back(
    postgresql: str, cluster: tuple[str, Control]
) -> None:
    desk = open_desk(postgresql)
    kept = desk.decide(KEY, "not-this", 11, who="A", why="before")
    cluster[1]("stop")
    try:
        with pytest.raises(DeskUnreachable, match="do not answer"):
            desk.decide(KEY, "not-this", 22, who="A", why="meanwhile")
    finally:
        cluster[1]("start")
    again = desk.decide(KEY, "not-this", 22, who="A", why="meanwhile")
    assert desk.log() == [kept, again]


@pytest.mark.parametrize(
    ("who", "why", "told"),
    [
        ("", "x", "--by is empty"),
        ("desk", " \n", "--why is empty"),
        ("desk", "ask ana@example.org", "e-mail"),
        ("x" * 41, "x", "at most 40"),
    ],
)
def test_a_decision_without_who_or_why_or_with_data_on_persons_is_refused(
    tmp_path: Path, who: str, why: str, told: str
) -> None:
    desk = open_desk(address_in(tmp_path))
    with pytest.raises(BadParameter, match=told):
        desk.decide(KEY, "accept", 11, who=who, why=why)
    assert desk.log() == []


def test_only_a_decision_can_be_taken_back(tmp_path: Path) -> None:
    desk = open_desk(address_in(tmp_path))
    back = desk.undo(desk.decide(KEY, "reject", who="A", why="b").id, who="A", why="b")
    for number in (7, back.id):
        with pytest.raises(BadParameter, match=f"no decision {number} to take back"):
            desk.undo(number, who="A", why="b")


def test_any_text_is_kept_as_it_is(address: str) -> None:
    why = "'; DROP TABLE decision; -- <b>=1+1</b> Šoštanj \u202e"
    desk = open_desk(address)
    desk.decide("SI/x'; --", "reject", who="A", why=why)
    (kept,) = desk.log()
    assert kept.why == why.replace("\u202e", "").strip()
    assert kept.key == "SI/x'; --"


@pytest.mark.parametrize(
    "address",
    [
        "no address",
        "nosuch://x/y",
        "postgresql+psycopg://desk:secret@127.0.0.1:1/none",
        "sqlite:////proc/none/desk.sqlite",
    ],
)
def test_records_out_of_reach_are_told_in_one_sentence_without_the_password(address: str) -> None:
    with pytest.raises(DeskUnreachable) as caught:
        open_desk(address).log()
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_records_of_a_newer_version_and_a_broken_file_stop_with_a_sentence(tmp_path: Path) -> None:
    address = address_in(tmp_path)
    open_desk(address)
    with sqlite3.connect(tmp_path / "desk.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-tomorrow'")
    with pytest.raises(NcpError, match="newer version"):
        open_desk(address)
    broken = address_in(tmp_path / "broken")
    (tmp_path / "broken" / "desk.sqlite").write_bytes(b"<!DOCTYPE html>" * 100)
    with pytest.raises(DeskUnreachable, match="not a database"):
        open_desk(broken)


def test_the_tables_are_those_of_the_migrations(tmp_path: Path) -> None:
    from graph.desk_tables import TABLES

    address = address_in(tmp_path)
    open_desk(address)
    held = inspect(create_engine(address))
    assert {table.name for table in TABLES} == set(held.get_table_names()) - {"alembic_version"}
    for table in TABLES:
        made = {column["name"]: column["nullable"] for column in held.get_columns(table.name)}
        assert made == {column.name: bool(column.nullable) for column in table.columns}
        unique = {tuple(one["column_names"]) for one in held.get_unique_constraints(table.name)}
        single = {(column.name,) for column in table.columns if column.unique}
        several = {tuple(part.columns.keys()) for part in table.constraints if isinstance(part, UniqueConstraint)}
        assert unique == single | several


def test_a_workspace_without_decisions_gets_no_records_by_being_read(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert decisions_of(workspace) == []
    assert not workspace.desk.exists()
