"""Records written to a file and restored are equal; a foreign, newer, cut or changed file changes nothing."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from graph.adoptions import Use, report
from graph.audited import RIGHTS, changes
from graph.city_lists import add_cities, save_filter
from graph.contact_persons import add_person, change_person, persons
from graph.desk import Desk, address_in, open_desk
from graph.desk_backup import export_desk, import_desk
from graph.desk_columns import METADATA
from graph.errors import BadInput
from graph.first_steps import Step
from graph.help_experts import add_expert, add_expert_person
from graph.help_matches import Offer, propose_match
from graph.help_requests import assess, send_request
from graph.keyword_desk import decide_keyword
from graph.lesson_desk import WrittenLesson, keep_lesson
from graph.outreach import Entry, contacts, log_contact, set_state
from graph.peer_desk import Proposal, set_capacity
from graph.peer_desk import propose as propose_peer
from graph.saved_queries import Written, remember, save_query
from graph.submission_checks import send_back, take_into_check
from graph.submission_fields import Told
from graph.submissions import hand_in, start
from graph.transfer_desk import propose

CALL = Entry(
    3190311,
    "2026-03-02",
    "phone",
    "desk SI",
    "=cmd 'quoted' \u0160o\u0161tanj\nsecond line",
    step="send",
    due="2026-03-09",
)

PRACTICE = Told(3202781, "=cmd|x", problem="p", solution="s", results="r", transferability="t")


def filled(address: str) -> Desk:
    desk = open_desk(address)
    undone = desk.decide("SI/ravne", "accept", 11, who="A", why="letter")
    desk.undo(undone.id, who="A", why="wrong one")
    add_cities(desk, [3190311, 3197378], "A")
    log_contact(desk, CALL, "A")
    set_state(desk, 3190311, "interested", "B", seen=2)
    save_filter(desk, "far", "unlinked", "country=SI&far=50", "A")
    remember(desk, "ASK { ?s ?p ?o }", "1 row", "A")
    save_query(desk, Written("all", 'SELECT * WHERE { ?s ?p "=cmd|x" }', "team"), "A")
    set_capacity(desk, 3202781, 2, by="A", why="letter")
    propose_peer(desk, Proposal(2742027, 3202781), by="A", day=date(2026, 3, 2))
    decide_keyword(desk, "urbact/cafes", "domain-economy", by="A", why="shops")
    kept = keep_lesson(desk, WrittenLesson("It helped.", "practice", "urbact/x", domains=("care",)), by="A")
    propose(desk, kept.key, "care", "culture", by="A", reason="so")
    sent = start(desk, PRACTICE, "A")
    taken = take_into_check(desk, sent.id, "B", hand_in(desk, sent.id, "A", sent.version).version)
    send_back(desk, sent.id, {"impact": False}, "B", taken.version, "=say how many")
    report(desk, Use("urbact/1", 3190311, "stopped", reason="staff left"), "A")
    body = add_expert(desk, "Adviser on digital inclusion", ["digital"], ["SI"], 2, "A")
    add_expert_person(desk, body.id, "Qwertzina Example", "", "qwertzina@example.org", "A")
    asked = send_request(desk, 3190311, "=cmd 'offline'", {"money": 3}, "A")
    assess(desk, asked.id, {"money": 3}, [Step("Open the library", "no extra money", "none")], "A", asked.version)
    propose_match(desk, asked.id, Offer("expert", body.id, 80, "works on it"), "A")
    known = add_person(desk, 3190311, "Qwertzina Example", "", "qwertzina@example.org", "A")
    change_person(desk, known.id, "Qwertzina Example", "mayor's office", "", "A", known.version)
    return desk


def content(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    with desk.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
            for table in METADATA.sorted_tables
        }


def test_what_is_restored_is_equal_on_the_other_engine_too_and_goes_on(address: str, tmp_path: Path) -> None:
    desk = filled(address)
    counts = export_desk(desk, tmp_path / "records.json", with_persons=True)
    assert all(counts.values())
    back = open_desk(address_in(tmp_path / "restored"))
    assert import_desk(back, tmp_path / "records.json") == counts
    assert content(back) == content(desk)
    assert log_contact(back, CALL, "A").id > contacts(desk)[0].id


UNLOGGED = {
    "decision": "is a log itself: it only grows, and what is taken back stays in it",
    "asked": "what somebody asked last, which he forgets when he likes",
    "audit": "the log",
}


def test_every_version_of_every_kind_of_record_is_in_the_log(address: str) -> None:
    desk = filled(address)
    held = content(desk)
    with desk.reading() as connection:
        log = changes(connection)
    assert set(RIGHTS) == set(held) - set(UNLOGGED), "each kind of record is logged, or says above why not"
    for kind in RIGHTS:
        for row in held[kind]:
            lines = [one for one in log if (one.what, one.item) == (kind, row["id"])]
            assert [one.done for one in lines] == ["changed"] * (row["version"] - 1) + ["added"], (kind, row)
            assert lines[0].by == row["by"] and lines[0].after is not None, (kind, row)
            assert {name: json.loads(json.dumps(row[name])) for name in lines[0].after} == lines[0].after, kind


def test_a_file_is_restored_into_postgresql_and_numbers_go_on(postgresql: str, tmp_path: Path) -> None:
    desk = filled(address_in(tmp_path))
    export_desk(desk, tmp_path / "records.json", with_persons=True)
    back = open_desk(postgresql)
    import_desk(back, tmp_path / "records.json")
    assert content(back) == content(desk)
    assert log_contact(back, CALL, "A").id == 2


def test_contact_data_of_persons_is_in_the_file_only_when_asked_for(tmp_path: Path) -> None:
    desk = filled(address_in(tmp_path))
    export_desk(desk, tmp_path / "records.json")
    held = (tmp_path / "records.json").read_text("utf-8")
    assert "wertzina" not in held
    assert "mayor" not in held
    back = open_desk(address_in(tmp_path / "restored"))
    import_desk(back, tmp_path / "records.json")
    assert persons(back) == []
    assert contacts(back) == contacts(desk)


def edited(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def edit(text: str) -> str:
        whole = json.loads(text)
        change(whole)
        return json.dumps(whole)

    return edit


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda text: text[:-200], "cut off"),
        (lambda text: "<!DOCTYPE html>", "no export of a desk"),
        (lambda text: '{"tables": []}', "no export of a desk"),
        (lambda text: "[" * 100_000, "no export of a desk"),
        (
            edited(lambda whole: whole.update(version="from-tomorrow")),
            r"newer version of this program \(from-tomorrow\)",
        ),
        (edited(lambda whole: whole["tables"]["contact"][0].update(note="other")), "changed after it was written"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_one_sentence(
    tmp_path: Path, edit: Callable[[str], str], told: str
) -> None:
    path = tmp_path / "records.json"
    export_desk(filled(address_in(tmp_path)), path)
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    back = open_desk(address_in(tmp_path / "restored"))
    with pytest.raises(BadInput, match=told) as met:
        import_desk(back, path)
    assert "\n" not in str(met.value)
    assert not any(content(back).values())


def test_nothing_is_restored_half_and_nothing_into_records_that_are_there(address: str, tmp_path: Path) -> None:
    from graph.desk_backup import _digest

    path = tmp_path / "records.json"
    desk = filled(address_in(tmp_path / "first"))
    export_desk(desk, path)
    with pytest.raises(BadInput, match="holds records already"):
        import_desk(desk, path)
    whole = json.loads(path.read_text("utf-8"))
    whole["tables"]["saved_filter"].append({**whole["tables"]["saved_filter"][0], "id": 2})
    whole["sha256"] = _digest(whole["tables"])
    path.write_text(json.dumps(whole), "utf-8")
    back = open_desk(address)
    with pytest.raises(BadInput, match="two records of saved_filter stand where one may"):
        import_desk(back, path)
    assert not any(content(back).values())


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be written"):
        export_desk(open_desk(address_in(tmp_path)), tmp_path / "none" / "records.json")
