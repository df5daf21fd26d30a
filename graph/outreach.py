"""Contacts that a contact point has had with cities, answers, next steps, and the state of each city on the board."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from datetime import date

from sqlalchemy import Connection, select

from graph.audited import add, change, forget
from graph.database import alone, wipe
from graph.desk import Desk
from graph.desk_tables import AUDIT, BOARD, CONTACT
from graph.errors import BadParameter, EditConflict
from graph.plain_text import line, note
from ontology.terms import BASE, SCHEME, label

STATES = ("new", "contacted", "interested", "applied", "linked")
CHANNELS = ("phone", "mail", "letter", "meeting", "event", "other")
"""Keys of the concepts of the schemes `outreach` and `channel`, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an officer writes of a contact; days are YYYY-MM-DD, and "" where there is none.

    `city` is a GeoNames id, `who` and `officer` roles or initials: who made the contact, and who takes the next step.
    """

    city: int
    day: str
    channel: str
    who: str
    note: str = ""
    answer: str = ""
    step: str = ""
    due: str = ""
    officer: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Contact(Entry):
    """A contact as it is kept: its number, who wrote it last and when, and its version."""

    id: int = 0
    by: str = ""
    at: str = ""
    version: int = 0

    @property
    def open(self) -> bool:
        """Tell whether a step is still to be taken."""
        return bool(self.step) and not self.done

    def overdue(self, today: date) -> bool:
        """Tell whether a step should have been taken before today."""
        return self.open and bool(self.due) and self.due < today.isoformat()

    @property
    def entry(self) -> Entry:
        """What the officer wrote."""
        return Entry(**{field.name: getattr(self, field.name) for field in fields(Entry)})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a city stands on the board since which day; `seen` 0 is a city that stands there by its list alone."""

    city: int
    state: str
    day: str
    by: str = ""
    at: str = ""
    version: int = 0
    id: int = 0


def state_label(state: str) -> str:
    """Name a state of the board as its scheme does."""
    return label(SCHEME[f"outreach-{state}"])


def channel_label(channel: str) -> str:
    """Name a channel as its scheme does."""
    return label(SCHEME[f"channel-{channel}"])


def city_iri(city: int) -> str:
    """Write the IRI of a city by its GeoNames id."""
    return f"{BASE}id/city/{city}"


def log_contact(desk: Desk, entry: Entry, by: str) -> Contact:
    """Keep a contact; a city that was new on the board stands there as contacted from now on."""
    with desk.writing() as connection:
        return keep(connection, entry, by)


def log_once(desk: Desk, entry: Entry, by: str) -> Contact:
    """Keep a contact that may come twice, as by two clicks: one that stands there is not doubled."""
    with desk.writing() as connection:
        alone(connection)
        return same_contact(connection, entry) or keep(connection, entry, by)


def keep_new(desk: Desk, entries: Iterable[Entry], by: str) -> int:
    """Keep the contacts of a list whose city, day, channel, note and step no contact has; says how many."""
    with desk.writing() as connection:
        alone(connection)
        rows = connection.execute(select(CONTACT)).mappings()
        held = {_gist(Contact(**row)) for row in rows}
        fresh = {_gist(one): one for one in entries if _gist(one) not in held}
        for entry in fresh.values():
            keep(connection, entry, by)
        return len(fresh)


def _gist(one: Entry) -> tuple[int, str, str, str, str]:
    return one.city, one.day, one.channel, one.note, one.step


def keep(connection: Connection, entry: Entry, by: str) -> Contact:
    """Keep a contact within a transaction that keeps more."""
    tidy, by = checked(entry), line(by, "The officer who writes")
    made = Contact(**add(connection, CONTACT, asdict(tidy), by))
    with suppress(
        EditConflict
    ):  # somebody else moved the city at the same moment: that stands, and the contact is kept
        _moved_on(connection, tidy, by)
    return made


def _moved_on(connection: Connection, entry: Entry, by: str) -> None:
    held = standing(connection, entry.city)
    values = {"city": entry.city, "state": "contacted", "day": entry.day}
    if held is None:
        add(connection, BOARD, values, by)
    elif held.state == "new":
        change(connection, BOARD, held.id, values, by, held.version)


def change_contact(desk: Desk, number: int, entry: Entry, by: str, seen: int) -> Contact:
    """Write a contact anew; if somebody else changed it since version `seen`, both texts are told."""
    with desk.writing() as connection:
        return rewrite(connection, number, entry, by, seen)


def rewrite(connection: Connection, number: int, entry: Entry, by: str, seen: int) -> Contact:
    """Write a contact anew within a transaction that keeps more."""
    by = line(by, "The officer who writes")
    return Contact(**change(connection, CONTACT, number, asdict(checked(entry)), by, seen))


def close_step(desk: Desk, contact: Contact, by: str, day: date) -> Contact:
    """Note that the next step of a contact was taken."""
    return change_contact(desk, contact.id, replace(contact.entry, done=day.isoformat()), by, contact.version)


def forget_contact(desk: Desk, number: int, by: str) -> bool:
    """Delete a contact for good, from the log of changes and the files too; False when a file is still held open."""
    with desk.writing() as connection:
        forget(connection, CONTACT, number, line(by, "The officer who writes"))
    return wipe(desk.engine, (CONTACT.name, AUDIT.name))


def contacts(desk: Desk, cities: Iterable[int] | None = None) -> list[Contact]:
    """List the contacts, or those with some cities, the latest first."""
    query = select(CONTACT).order_by(CONTACT.c.day.desc(), CONTACT.c.id.desc())
    if cities is not None:
        query = query.where(CONTACT.c.city.in_(list(cities)))
    with desk.reading() as connection:
        return [Contact(**row) for row in connection.execute(query).mappings()]


def contact_of(connection: Connection, number: int) -> Contact | None:
    """Look up a contact by its number."""
    row = connection.execute(select(CONTACT).where(CONTACT.c.id == number)).mappings().one_or_none()
    return Contact(**row) if row else None


def same_contact(connection: Connection, entry: Entry) -> Contact | None:
    """Find a contact that was kept with just these contents, as when a list is read twice."""
    tidy = checked(entry)
    query = select(CONTACT).where((CONTACT.c.city == tidy.city) & (CONTACT.c.day == tidy.day))
    found = (Contact(**row) for row in connection.execute(query).mappings())
    return next((one for one in found if one.entry == tidy), None)


def contacted(desk: Desk) -> set[str]:
    """Give the IRIs of all cities that were contacted at least once."""
    with desk.reading() as connection:
        return {city_iri(city) for city in connection.execute(select(CONTACT.c.city).distinct()).scalars()}


def steps_due(desk: Desk, until: date, officer: str = "") -> list[Contact]:
    """List the contacts whose next step is open and due until a day, the longest overdue first.

    A step without a day is due at once and stands at the end.
    """
    found = [one for one in contacts(desk) if one.open and one.due <= until.isoformat()]
    mine = [one for one in found if officer in ("", one.officer)]
    return sorted(mine, key=lambda one: (not one.due, one.due, one.id))


def board(desk: Desk) -> dict[int, Standing]:
    """Give the state of every city on the board, by GeoNames id."""
    with desk.reading() as connection:
        rows = connection.execute(select(BOARD).order_by(BOARD.c.city)).mappings()
        return {row["city"]: Standing(**row) for row in rows}


def standing(connection: Connection, city: int) -> Standing | None:
    """Look up where a city stands on the board."""
    row = connection.execute(select(BOARD).where(BOARD.c.city == city)).mappings().one_or_none()
    return Standing(**row) if row else None


def set_state(desk: Desk, city: int, state: str, by: str, seen: int, day: date | None = None) -> Standing:
    """Move a city on the board; `seen` is the version of its standing that the writer saw, 0 for none."""
    with desk.writing() as connection:
        return move(connection, city, state, by, seen, day)


def move(connection: Connection, city: int, state: str, by: str, seen: int, day: date | None = None) -> Standing:
    """Move a city on the board within a transaction that keeps more."""
    by = line(by, "The officer who writes")
    values = {"city": city, "state": _one_of(state, STATES, "state"), "day": (day or date.today()).isoformat()}
    held = standing(connection, city)
    if held is None:
        return Standing(**add(connection, BOARD, values, by))
    return Standing(**change(connection, BOARD, held.id, values, by, seen))


def checked(entry: Entry) -> Entry:
    """Bring what an officer wrote to plain text and real days; raises BadParameter with what to mend."""
    step = line(entry.step, "The next step", 400, needed=False)
    due = _day(entry.due, "The day on which the step is due")
    if due and not step:
        raise BadParameter("A day is given on which a step is due, but no step; write the step.")
    return Entry(
        city=entry.city,
        day=_day(entry.day, "The day of the contact", needed=True),
        channel=_one_of(entry.channel, CHANNELS, "channel"),
        who=line(entry.who, "The officer who made the contact"),
        note=note(entry.note, "The note"),
        answer=note(entry.answer, "The answer"),
        step=step,
        due=due,
        officer=line(entry.officer or entry.who, "The officer of the step") if step else "",
        done=_day(entry.done, "The day on which the step was taken"),
    )


def _one_of(said: str, known: tuple[str, ...], what: str) -> str:
    if said not in known:
        raise BadParameter(f'"{said[:40]}" is no {what}; write one of {", ".join(known)}.')
    return said


def _day(said: str, what: str, needed: bool = False) -> str:
    if not said and not needed:
        return ""
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise BadParameter(f'{what} is "{said[:40]}"; write it as {date.today().isoformat()}.') from None


def by_city(found: Iterable[Contact]) -> Mapping[int, list[Contact]]:
    """Put contacts under their cities, in the order in which they come."""
    held: dict[int, list[Contact]] = {}
    for one in found:
        held.setdefault(one.city, []).append(one)
    return held
