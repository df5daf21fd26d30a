"""Cities that put a practice to use: who may tell it, what counts, and the meter counted by hand."""

from dataclasses import replace

import pytest

from graph.adoptions import STATUSES, Use, adoptions, amend, confirm, drop, report
from graph.desk import Desk, open_desk
from graph.errors import BadParameter, EditConflict, NotAllowed
from graph.replicability_meter import Report, by_size, sentence
from graph.rights import Actor, Role
from graph.submission_fields import keys

CELJE, SOSTANJ, BRAGANCA = 3202781, 3190311, 2742027
USE = Use("urbact/12", SOSTANJ, "running", rating="4", changed="=opens in the evening", cost="12,000", currency="EUR")
COUNTRIES = {CELJE: "SI", SOSTANJ: "SI", BRAGANCA: "PT"}
READER, OTHER = Actor("R. R.", Role.READER), Actor("S. S.", Role.READER)
SLOVENE, PORTUGUESE = (Actor(c, Role.OFFICER, frozenset({c})) for c in ("SI", "PT"))


def of(desk: Desk, actor: Actor) -> Desk:
    return desk.on_behalf(actor, lambda city: COUNTRIES[city])


def test_what_a_reader_tells_waits_for_an_officer_of_the_country(address: str) -> None:
    desk = open_desk(address)
    told = report(of(desk, READER), USE, "")
    assert (told.author, told.confirmed, told.cost) == ("R. R.", "", "12000")
    assert not adoptions(of(desk, OTHER)) and not adoptions(of(desk, PORTUGUESE))
    assert (
        [one.id for one in adoptions(of(desk, READER))] == [told.id] == [one.id for one in adoptions(of(desk, SLOVENE))]
    )
    with pytest.raises(NotAllowed, match="confirm that a city of SI uses a practice"):
        confirm(of(desk, PORTUGUESE), told.id, "", told.version)
    with pytest.raises(NotAllowed, match="confirm that a city"):
        confirm(of(desk, READER), told.id, "", told.version)
    counted = confirm(of(desk, SLOVENE), told.id, "", told.version)
    assert counted.confirmed and [(one.author, one.by) for one in adoptions(of(desk, OTHER))] == [("", "")]
    again = amend(of(desk, READER), told.id, replace(USE, rating="1"), "", counted.version)
    assert not again.confirmed, "what a reader changes waits again"
    assert amend(of(desk, SLOVENE), told.id, USE, "", again.version).confirmed


def test_a_city_tells_of_a_practice_once_and_two_writers_meet(address: str) -> None:
    one, two = open_desk(address), open_desk(address)
    told = report(one, USE, "A")
    assert told.confirmed
    with pytest.raises(BadParameter, match=f"told already .report {told.id}."):
        report(two, replace(USE, status="planned"), "B")
    amend(one, told.id, replace(USE, comment="good"), "A", told.version)
    with pytest.raises(EditConflict, match="its comment is now “good”"):
        amend(two, told.id, replace(USE, comment="bad"), "B", told.version)
    with pytest.raises(NotAllowed, match="its author may"):
        drop(of(one, READER), told.id, "", 2)
    drop(two, told.id, "B", 2)
    assert adoptions(one) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"status": "stopped"}, "why is not said"),
        ({"reason": "staff left"}, "has not stopped"),
        ({"status": ""}, "is not said"),
        ({"status": "liked"}, "not on the list"),
        ({"rating": "6"}, "whole number from 1"),
        ({"cost": ""}, "without a cost"),
        ({"comment": "ask somebody@example.org"}, "e-mail address"),
        ({"practice": " "}, "The practice is empty"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: dict[str, str], told: str) -> None:
    desk = open_desk("sqlite://")
    with pytest.raises(BadParameter, match=told):
        report(desk, replace(USE, **wrong), "A")


def town(status: str, population: int | None = 9_000, rating: int | None = None, reason: str = "") -> Report:
    size = "unknown" if population is None else "small" if population < 50_000 else "medium"
    return Report("Town", "SI", population, size, status, rating, reason)


def test_the_meter_is_what_one_counts_by_hand() -> None:
    assert set(STATUSES) == set(keys("adoption"))
    told = [town("running", 8_000), town("done", 30_000, 5), town("running", 12_000, 3), town("done", 61_000, 2)]
    told += [town("running", 20_000), town("running", 25_000, 4)]
    told += [town("stopped", 9_000, None, "Staff left."), town("stopped", 70_000, 1, "staff left")]
    assert sentence(told) == (
        "Works in 5 towns of 8,000 to 30,000; 1 town in use, rated poor or weak; 2 stopped: staff left."
    )
    assert by_size(told) == [("Small", 5, 0, 1, 0), ("Medium", 0, 1, 1, 0)]
    more = [
        *told,
        town("planned"),
        replace(town("running", 1), counts=False),
        town("stopped", 9, reason="EU money ended"),
    ]
    assert sentence(more) == (
        "Works in 5 towns of 8,000 to 30,000; 1 town in use, rated poor or weak; "
        "3 stopped: staff left (2), EU money ended; 1 planned. 1 report waits to be confirmed."
    )


def test_the_meter_promises_nothing_where_nobody_told() -> None:
    assert sentence([]) == "No town has reported that it uses this practice." and by_size([]) == []
    assert sentence([town("running", None)]) == "Works in 1 town of a size that nobody tells."
    assert sentence([town("running", 5), town("done", None)]) == ("Works in 2 towns of 5, the size of 1 not known.")
    assert sentence([town("stopped", 9)]) == "1 stopped: no reason told."
