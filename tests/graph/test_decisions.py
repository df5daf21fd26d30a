"""What people decide on names wins over the machine, for all rows that say the same."""

from dataclasses import replace

import pytest

from graph.decisions import (
    ACCEPT,
    NOT_THIS,
    REJECT,
    UNDO,
    Decision,
    InForce,
    check,
    deciding,
    follow,
    held_for,
    in_force,
    keys,
    usable,
)
from graph.errors import DecisionConflict
from graph.records import Named
from graph.resolution import Candidate, Resolution

RAVNE = "SI/ravne/SI034"
REVIEW = Resolution("review", None, "name", 0.4, (11, 22, 33))
ACCEPTED = Resolution("accepted", 11, "name", 0.9, (22,), 110)


def made(number: int, kind: str, city: int | None = None, key: str = RAVNE, undoes: int | None = None) -> Decision:
    return Decision(number, key, kind, city, "desk SI", "seen on the map", "2026-01-02T03:04:05Z", number, undoes)


@pytest.mark.parametrize(
    ("named", "key"),
    [
        (Named("Vila  Nova de GAIA", "PT"), "PT/vila-nova-de-gaia"),
        (Named("Braganca", "PT", "PT11E"), "PT/braganca/PT11E"),
        (Named("Bragança", "PT", "PT11E", "5300-252"), "PT/braganca/PT11E/5300252"),
        (Named("Καρδίτσα", "EL", latitude=39.3649, longitude=21.9223), "EL/καρδιτσα/@39.36,21.92"),
        (Named("", "ES", street="Plaza Mayor, 1, Lugo"), "ES/plaza-mayor-1-lugo"),
    ],
)
def test_a_decision_is_kept_under_what_the_row_says(named: Named, key: str) -> None:
    assert keys(named)[0] == key


def test_nothing_is_decided_on_a_name_without_a_letter_and_a_long_text_has_a_short_key() -> None:
    assert keys(Named("?!", "SI")) == ()
    sentences = ["word " * 100, "word " * 101]
    first, second = (keys(Named(text, "SI"))[0] for text in sentences)
    assert first != second
    assert max(len(first), len(second)) < 150


def test_the_decision_under_the_most_hints_holds() -> None:
    wide, narrow = made(1, ACCEPT, 11, "SI/ravne"), made(2, ACCEPT, 22)
    held = in_force([wide, narrow])
    assert held_for(Named("Ravne", "SI", "SI034", "3325"), held) == (narrow,)
    assert held_for(Named("RAVNE", "SI", "SI033"), held) == (wide,)
    assert held_for(Named("Ravne", "HR"), held) == ()


def test_what_was_taken_back_is_not_in_force() -> None:
    log = [made(1, ACCEPT, 11), made(2, UNDO, 11, undoes=1), made(3, NOT_THIS, 22)]
    assert in_force(log) == {RAVNE: (log[2],)}
    assert in_force(log[:2]) == {}


def test_accepting_and_rejecting_win_over_the_machine() -> None:
    for machine in (REVIEW, ACCEPTED, Resolution("none", None, "none", 0.0)):
        assert follow(machine, (made(1, ACCEPT, 33),)) == Resolution("accepted", 33, "decision", 1.0, decisions=(1,))
        assert follow(machine, (made(1, REJECT),)) == Resolution("none", None, "decision", 0.0, decisions=(1,))


def test_after_not_this_one_the_rest_stands_or_goes_to_review() -> None:
    other = follow(ACCEPTED, (made(1, NOT_THIS, 22),))
    assert (other.outcome, other.city, other.candidates) == ("accepted", 11, ())
    rest = follow(ACCEPTED, (made(1, NOT_THIS, 11),))
    assert (rest.outcome, rest.city, rest.candidates) == ("review", None, (22,))
    nothing = follow(ACCEPTED, (made(1, NOT_THIS, 11), made(2, NOT_THIS, 22)))
    assert (nothing.outcome, nothing.city, nothing.decisions) == ("none", None, (1, 2))
    assert follow(REVIEW, (made(1, NOT_THIS, 22),)).candidates == (11, 33)
    bearers = tuple(Candidate(city, city, "own", 0.5) for city in (11, 44, 22))
    all_others = follow(replace(ACCEPTED, ranked=bearers), (made(1, NOT_THIS, 11),))
    assert (all_others.outcome, all_others.candidates) == ("review", (44, 22))


@pytest.mark.parametrize(
    ("held", "kind", "city"),
    [
        (made(1, ACCEPT, 11), ACCEPT, 22),
        (made(1, ACCEPT, 11), NOT_THIS, 11),
        (made(1, REJECT), ACCEPT, 11),
        (made(1, NOT_THIS, 11), ACCEPT, 11),
        (made(1, NOT_THIS, 11), NOT_THIS, 11),
    ],
)
def test_a_decision_against_one_in_force_is_refused(held: Decision, kind: str, city: int) -> None:
    with pytest.raises(DecisionConflict, match="undo 1 first"):
        check(kind, city, (held,))


def test_several_cities_can_be_excluded_and_then_one_accepted() -> None:
    check(NOT_THIS, 22, (made(1, NOT_THIS, 11),))
    check(ACCEPT, 33, (made(1, NOT_THIS, 11), made(2, NOT_THIS, 22)))


def test_a_decision_for_a_city_that_is_gone_is_left_out_and_told() -> None:
    lost = made(1, ACCEPT, 99)
    kept, gone = usable({RAVNE: (lost,), "SI/kranj": (made(2, REJECT, key="SI/kranj"),)}, {11, 22})
    assert list(kept) == ["SI/kranj"]
    assert gone == (lost,)


def test_without_decisions_the_resolver_is_asked_as_it_is() -> None:
    def machine(_: Named) -> Resolution:
        return REVIEW

    none: InForce = {}
    assert deciding(machine, none) is machine
    decided = deciding(machine, in_force([made(1, ACCEPT, 33)]))
    assert decided(Named("Ravne", "SI", "SI034")).city == 33
    assert decided(Named("Kranj", "SI")) == REVIEW
