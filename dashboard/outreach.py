"""What the page Outreach and `ncp outreach` show: steps, contacts and board as rows, counted by state and officer."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.city_names import CityNames
from graph.desk import Desk
from graph.outreach import STATES, Contact, Standing, board, by_city, channel_label, contacts, state_label

STEP_COLUMNS = ("city", "country", "due", "late", "step", "officer", "last contact", "note")
CONTACT_COLUMNS = (
    "number",
    "city",
    "country",
    "day",
    "channel",
    "who",
    "note",
    "answer",
    "step",
    "due",
    "officer",
    "done",
)
BOARD_COLUMNS = ("city", "country", "inhabitants", "state", "since", "officer", "contacts", "last contact", "next step")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of the records is looked at: an EU code of a country and an officer, each "" for all."""

    country: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What the records hold of the chosen part: contacts, the latest first, and standings by city."""

    contacts: tuple[Contact, ...]
    board: Mapping[int, Standing]
    names: CityNames

    @property
    def open(self) -> list[Contact]:
        """Contacts whose next step is open, the longest overdue first; those without a day stand at the end."""
        return sorted((one for one in self.contacts if one.open), key=lambda one: (not one.due, one.due, one.id))


def read(desk: Desk, names: CityNames, choice: Choice) -> Held:
    """Read the contacts and the board of a country and an officer.

    A city belongs to the officer who spoke with it last, or who put it on the board.
    """
    every = [one for one in contacts(desk) if choice.country in ("", names.country(one.city))]
    mine = [one for one in every if choice.officer in ("", one.who, one.officer)]
    cities = {one.city for one in mine}
    last = by_city(every)
    held = {
        city: one
        for city, one in board(desk).items()
        if choice.country in ("", names.country(city))
        and (choice.officer == "" or city in cities or (city not in last and one.by == choice.officer))
    }
    return Held(tuple(mine), held, names)


def officers(desk: Desk) -> list[str]:
    """List everybody who made a contact, has a step to take or moved a city, by name."""
    found = {name for one in contacts(desk) for name in (one.who, one.officer, one.by) if name}
    return sorted(found | {one.by for one in board(desk).values()})


def step_rows(held: Held, today: date) -> list[tuple[Any, ...]]:
    """Give the open steps as rows."""
    names = held.names
    return [
        (
            names.called(one.city),
            names.country(one.city),
            one.due,
            late(one, today),
            one.step,
            one.officer,
            one.day,
            one.note,
        )
        for one in held.open
    ]


def late(one: Contact, today: date) -> str:
    """Tell how a step stands: overdue by how many days, due today, or in how many days."""
    if not one.due:
        return "no day set"
    days = (date.fromisoformat(one.due) - today).days
    if days < 0:
        return f"overdue by {-days} day{'s' * (days != -1)}"
    return "due today" if days == 0 else f"in {days} day{'s' * (days != 1)}"


def contact_rows(held: Held) -> list[tuple[Any, ...]]:
    """Give the contacts as rows, the latest first."""
    return [contact_row(one, held.names) for one in held.contacts]


def contact_row(one: Contact, names: CityNames) -> tuple[Any, ...]:
    """Give a contact as a row."""
    where = (one.id, names.called(one.city), names.country(one.city), one.day, channel_label(one.channel))
    return (*where, one.who, one.note, one.answer, one.step, one.due, one.officer, one.done)


def counts(held: Held) -> dict[str, int]:
    """Count the cities on the board by state, in the order of the board."""
    found = Counter(one.state for one in held.board.values())
    return {state: found[state] for state in STATES}


def counts_by(held: Held, of: str) -> list[tuple[Any, ...]]:
    """Count the cities by state for each officer or country: name, all, then one number for each state."""
    last = by_city(held.contacts)
    found: dict[str, Counter[str]] = {}
    for city, one in held.board.items():
        key = held.names.country(city) if of == "country" else officer_of(one, last.get(city, ()))
        found.setdefault(key or "not known", Counter())[one.state] += 1
    return [(key, number.total(), *(number[state] for state in STATES)) for key, number in sorted(found.items())]


def officer_of(one: Standing, of_city: Sequence[Contact]) -> str:
    """Name whose city it is: who spoke with it last, else who put it on the board."""
    return of_city[0].who if of_city else one.by


def board_rows(held: Held, states: Iterable[str] = STATES) -> tuple[list[Standing], list[tuple[Any, ...]]]:
    """Give the standings in these states with their rows, in the order of the board, then by name."""
    wanted = [one for one in held.board.values() if one.state in tuple(states)]
    wanted.sort(key=lambda one: (STATES.index(one.state), held.names.called(one.city)))
    last = by_city(held.contacts)
    return wanted, [_board_row(one, last.get(one.city, ()), held.names) for one in wanted]


def _board_row(one: Standing, of_city: Sequence[Contact], names: CityNames) -> tuple[Any, ...]:
    known = names.by_id.get(one.city)
    who = (names.called(one.city), names.country(one.city), known.population if known else None)
    step = next((each for each in of_city if each.open), None)
    told = " ".join(part for part in (step.step, step.due) if part) if step else ""
    last = of_city[0].day if of_city else ""
    return (*who, state_label(one.state), one.day, officer_of(one, of_city), len(of_city), last, told)
