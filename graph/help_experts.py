"""Experts of the helpdesk: bodies or roles, their fields and how many requests they can take on at once.

An expert is never a person here: whom to speak with there is contact data, kept apart, deleted for good when asked, and
in no graph and no file unless somebody asks for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from graph.audited import add, change, forget
from graph.database import wipe
from graph.desk import Desk
from graph.desk_tables import AUDIT
from graph.errors import BadParameter
from graph.helpdesk_tables import EXPERT, EXPERT_PERSON
from graph.needs import questions
from graph.plain_text import line, private
from graph.rights import Right


@dataclass(frozen=True, slots=True)
class Expert:
    """A body or role that advises towns; `fields` and `countries` hold keys with | between, "" for any."""

    id: int
    name: str
    fields: str
    countries: str
    capacity: int
    by: str
    at: str
    version: int

    @property
    def works_on(self) -> frozenset[str]:
        """The fields of work, as keys of the scheme `domain`."""
        return frozenset(filter(None, self.fields.split("|")))

    def serves(self, country: str) -> bool:
        """Tell whether it takes on requests from a country."""
        return not self.countries or country in self.countries.split("|")


@dataclass(frozen=True, slots=True)
class ExpertPerson:
    """Somebody whom one speaks with at an expert's: name, function, and how to reach them."""

    id: int
    expert: int
    name: str
    function: str
    reach: str
    by: str
    at: str
    version: int


def add_expert(
    desk: Desk, name: str, fields: Iterable[str], countries: Iterable[str], capacity: int, by: str
) -> Expert:
    """Keep an expert: a body or role, its fields, the countries that it serves, and its capacity."""
    with desk.writing() as connection:
        values = _values(name, fields, countries, capacity)
        return Expert(**add(connection, EXPERT, values, line(by, "Who writes")))


def change_expert(
    desk: Desk, held: Expert, name: str, fields: Iterable[str], countries: Iterable[str], capacity: int, by: str
) -> Expert:
    """Write an expert anew; if somebody else changed it since `held` was read, both texts are told."""
    with desk.writing() as connection:
        values = _values(name, fields, countries, capacity)
        by = line(by, "Who writes")
        return Expert(**change(connection, EXPERT, held.id, values, by, held.version))


def forget_expert(desk: Desk, number: int, by: str) -> bool:
    """Delete an expert and all contact data there for good; False when a file is still held open."""
    by = line(by, "Who deletes")
    with desk.writing() as connection:
        same = select(EXPERT_PERSON.c.id).where(EXPERT_PERSON.c.expert == number)
        for person in connection.execute(same).scalars().all():
            forget(connection, EXPERT_PERSON, person, by)
        forget(connection, EXPERT, number, by)
    return wipe(desk.engine, (EXPERT.name, EXPERT_PERSON.name, AUDIT.name))


def experts(desk: Desk) -> list[Expert]:
    """List the experts by name."""
    with desk.reading() as connection:
        return [Expert(**row) for row in connection.execute(select(EXPERT).order_by(EXPERT.c.name)).mappings()]


def add_expert_person(desk: Desk, expert: int, name: str, function: str, reach: str, by: str) -> ExpertPerson:
    """Keep whom to speak with at an expert's."""
    with desk.writing() as connection:
        if connection.execute(select(EXPERT.c.id).where(EXPERT.c.id == expert)).first() is None:
            raise BadParameter(f"There is no expert {expert}; `ncp helpdesk experts` lists them.")
        values = {"expert": expert, **_person(name, function, reach)}
        return ExpertPerson(**add(connection, EXPERT_PERSON, values, line(by, "Who writes")))


def forget_expert_person(desk: Desk, number: int, by: str) -> bool:
    """Delete contact data for good, from the log of changes and the files too; False when a file is held open."""
    with desk.writing() as connection:
        forget(connection, EXPERT_PERSON, number, line(by, "Who deletes"))
    return wipe(desk.engine, (EXPERT_PERSON.name, AUDIT.name))


def expert_persons(desk: Desk) -> list[ExpertPerson]:
    """List whom to speak with at the experts', for those who may see it."""
    desk.acting.must(Right.EXPERTS)
    with desk.reading() as connection:
        rows = connection.execute(select(EXPERT_PERSON).order_by(EXPERT_PERSON.c.id)).mappings()
        return [ExpertPerson(**row) for row in rows]


def _values(name: str, fields: Iterable[str], countries: Iterable[str], capacity: int) -> dict[str, str | int]:
    known = {one.key for one in questions() if one.is_field}
    wanted = tuple(dict.fromkeys(fields))
    if unknown := next((one for one in wanted if one not in known), ""):
        raise BadParameter(f'"{unknown[:40]}" is no field of work; write one of {", ".join(sorted(known))}.')
    codes = tuple(dict.fromkeys(code.strip().upper() for code in countries))
    if wrong := next((code for code in codes if len(code) != 2 or not code.isalpha()), ""):
        raise BadParameter(f'"{wrong[:10]}" is no country; write EU codes of two letters, such as PT.')
    if not 0 <= capacity <= 99:
        raise BadParameter(f"The capacity is {capacity}; write how many requests at once, from 0 to 99.")
    told = line(name, "The name of the body or role", 120)
    return {"name": told, "fields": "|".join(wanted), "countries": "|".join(codes), "capacity": capacity}


def _person(name: str, function: str, reach: str) -> dict[str, str]:
    values = {
        "name": private(name, "The name", 120),
        "function": private(function, "The function", 120),
        "reach": private(reach, "The way to reach them", 200),
    }
    if not any(values.values()):
        raise BadParameter("Name, function and way to reach them are all empty; fill in one of them.")
    return values
