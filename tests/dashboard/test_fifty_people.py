"""Fifty people at once in the functions of the pages, each with his role, on SQLite and on PostgreSQL: nothing is lost
and nothing is doubled, and of those who change one record all but the first see the conflict.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from dashboard.audit_log import change_rows
from dashboard.city_names import CityName, CityNames
from dashboard.outreach import Choice, read
from dashboard.outreach_workbook import take, workbook
from dashboard.work_workbook import Filled, take_over
from graph.city_lists import add_cities, lists
from graph.contact_persons import add_person, persons
from graph.decisions import in_force
from graph.desk import Desk, open_desk
from graph.errors import DecisionConflict, EditConflict, NotAllowed
from graph.outreach import Contact, Entry, board, change_contact, contacts, log_contact, log_once, set_state
from graph.rights import Actor, Role

MANY = 50
TOWNS = {city: ("PT", "SI")[city % 2] for city in range(1, 41)}
NAMES = CityNames({city: CityName(city, f"Town {city}", of, 1000) for city, of in TOWNS.items()}, {})
CALL = Entry(2, "2026-03-02", "phone", "desk PT", "spoke", step="send the call")
ROLES = (Role.OFFICER, Role.EDITOR, Role.ADMINISTRATOR)


def everybody(desk: Desk) -> list[Desk]:
    """The records for fifty people: officers of Portugal, editors and administrators."""
    actors = [
        Actor(f"P{number}", ROLES[number % 3], frozenset({"PT"} if not number % 3 else ())) for number in range(MANY)
    ]
    return [desk.on_behalf(actor, lambda city: TOWNS.get(city, "")) for actor in actors]


Given = TypeVar("Given")


def at_once(desks: Sequence[Desk], do: Callable[[int, Desk], Given]) -> list[Given | Exception]:
    """Let all do something at the same moment; a conflict or a refusal is an answer too."""

    def work(number: int) -> Given | Exception:
        try:
            return do(number, desks[number])
        except (EditConflict, DecisionConflict, NotAllowed) as error:
            return error

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(work, range(len(desks))))


def test_each_contact_is_kept_once_with_who_wrote_it(address: str) -> None:
    desk = open_desk(address)
    begun = time.perf_counter()

    def day(number: int, mine: Desk) -> int:
        log_once(mine, replace(CALL, city=2 + 2 * (number % 10), note=f"call {number}"), "-")
        log_once(mine, replace(CALL, city=2 + 2 * (number % 10), note=f"call {number}"), "-")
        return len(read(mine, NAMES, Choice("PT", "")).contacts)

    seen = at_once(everybody(desk), day)
    assert all(isinstance(one, int) and one >= 1 for one in seen)
    assert {(one.note, one.by) for one in contacts(desk)} == {(f"call {n}", f"P{n}") for n in range(MANY)}
    assert len(contacts(desk)) == MANY and len(board(desk)) == 10
    assert Counter(row[5] for row in change_rows(desk) if row[2] == "contact") == {"added": MANY}
    assert time.perf_counter() - begun < 60


def test_of_fifty_who_change_one_contact_one_is_kept_and_all_others_see_both_texts(address: str) -> None:
    desk = open_desk(address)
    kept = log_contact(desk, CALL, "desk PT")

    def write(number: int, mine: Desk) -> Contact:
        return change_contact(mine, kept.id, replace(CALL, note=f"text {number}"), "-", kept.version)

    answers = at_once(everybody(desk), write)
    (won,) = (one for one in answers if isinstance(one, Contact))
    conflicts = [one for one in answers if isinstance(one, EditConflict)]
    assert len(conflicts) == MANY - 1
    assert {one.kept["note"] for one in conflicts} == {won.note}
    assert len({one.wanted["note"] for one in conflicts} | {won.note}) == MANY
    assert contacts(desk) == [won] and won.version == 2


def test_lists_and_board_hold_each_town_once_in_whatever_order_they_come(address: str) -> None:
    desk = open_desk(address)
    towns = [city for city, of in TOWNS.items() if of == "PT"]

    def pick(number: int, mine: Desk) -> int:
        mixed = random.Random(number).sample(towns, len(towns))
        return add_cities(mine, mixed, "-") + (0 if number % 3 == 0 else add_cities(mine, mixed, "-", "all", "team"))

    added = at_once(everybody(desk), pick)
    assert sum(one for one in added if isinstance(one, int)) == (MANY + 1) * len(towns)
    held = lists(desk)
    assert {one.owner for one in held} == {f"P{number}" for number in range(MANY)} | {"team"}
    assert all(sorted(one.cities) == towns for one in held) and sorted(board(desk)) == towns


def test_one_workbook_that_all_read_in_is_taken_once(address: str, tmp_path: Path) -> None:
    desk = open_desk(address)
    rows = [Contact(city, "2026-03-02", "mail", "desk PT", f"wrote to {city}") for city in range(2, 22, 2)]
    content = workbook(rows, {}, NAMES)
    filled = Filled((2, 4), (), tuple(replace(CALL, city=city, note="filled in") for city in (2, 4, 6)), ())

    def bring(number: int, mine: Desk) -> str:
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(content)
        take_over(mine, filled, mine.acting.actor.name)
        return str(take(mine, path, NAMES, "-"))

    answers = at_once(everybody(desk), bring)
    assert not [one for one in answers if isinstance(one, Exception)]
    notes = Counter((one.city, one.note) for one in contacts(desk))
    wanted = [(one.city, one.note) for one in rows] + [(city, "filled in") for city in (2, 4, 6)]
    assert notes == Counter(wanted)


def test_a_name_is_decided_and_a_town_moved_once_and_refusals_write_nothing(address: str) -> None:
    desk = open_desk(address)
    decided = at_once(
        everybody(desk), lambda n, mine: mine.decide("PT/town", "accept", n + 1, who="-", why="so", seen=0)
    )
    assert sum(not isinstance(one, Exception) for one in decided) == 1
    assert len(desk.log()) == 1 and len(in_force(desk.log())["PT/town"]) == 1
    moved = at_once(everybody(desk), lambda n, mine: set_state(mine, 2, ("applied", "interested")[n % 2], "-", 0))
    assert sum(not isinstance(one, Exception) for one in moved) == 1
    foreign = at_once(everybody(desk), lambda n, mine: log_contact(mine, replace(CALL, city=1, note=str(n)), "-"))
    refused = [number for number, one in enumerate(foreign) if isinstance(one, NotAllowed)]
    assert refused == [number for number in range(MANY) if number % 3 == 0]
    assert len(contacts(desk)) == MANY - len(refused)


def test_nobody_sees_contact_persons_of_another_country(address: str) -> None:
    desk = open_desk(address)
    at_once(everybody(desk), lambda n, mine: add_person(mine, 1 + n % 2, f"person {n}", "", "", "-"))
    seen = at_once(everybody(desk), lambda n, mine: {one.city for one in persons(mine)})
    assert all(one == ({2} if number % 3 == 0 else {1, 2}) for number, one in enumerate(seen))
