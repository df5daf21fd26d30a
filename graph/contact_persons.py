"""Contact data of persons: only what an officer enters, here alone, and deleted for good when asked.

It goes into no graph and no file unless somebody asks for that, and the log of changes forgets it with the record.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from graph.audited import add, change, forget
from graph.database import wipe
from graph.desk import Desk
from graph.desk_tables import AUDIT, PERSON
from graph.errors import BadParameter
from graph.plain_text import line, private
from graph.rights import Right, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a contact point speaks with in a city: name, function, and how to reach them."""

    id: int
    city: int
    name: str
    function: str
    reach: str
    by: str
    at: str
    version: int


def persons(desk: Desk, cities: Iterable[int] | None = None) -> list[Person]:
    """List the contact persons that the reader may see, or those of some cities, all of which must be in his care."""
    desk.acting.must(Right.PERSONS)
    query = select(PERSON).order_by(PERSON.c.city, PERSON.c.id)
    if cities is not None:
        wanted = list(cities)
        for city in wanted:
            desk.acting.must(Right.PERSONS, city)
        query = query.where(PERSON.c.city.in_(wanted))
    with desk.reading() as connection:
        found = [Person(**row) for row in connection.execute(query).mappings()]
    return [one for one in found if _in_care(desk, one.city)]


def persons_to_export(desk: Desk, cities: Iterable[int]) -> list[Person]:
    """List the contact persons of some cities for a file that leaves the records."""
    desk.acting.must(Right.EXPORT_PERSONS)
    return persons(desk, cities)


def _in_care(desk: Desk, city: int) -> bool:
    who = desk.acting
    return who.actor.role is not Role.OFFICER or who.actor.may(Right.PERSONS, who.country_of(city))


def add_person(desk: Desk, city: int, name: str, function: str, reach: str, by: str) -> Person:
    """Keep whom to speak with in a city."""
    values = {"city": city, **_values(name, function, reach)}
    with desk.writing() as connection:
        return Person(**add(connection, PERSON, values, line(by, "The officer who writes")))


def change_person(desk: Desk, number: int, name: str, function: str, reach: str, by: str, seen: int) -> Person:
    """Write contact data anew; if somebody else changed it since version `seen`, both texts are told."""
    with desk.writing() as connection:
        values = _values(name, function, reach)
        return Person(**change(connection, PERSON, number, values, line(by, "The officer who writes"), seen))


def forget_person(desk: Desk, number: int, by: str) -> bool:
    """Delete contact data for good, from the log of changes and the files too; False when a file is still held open."""
    with desk.writing() as connection:
        forget(connection, PERSON, number, line(by, "The officer who writes"))
    return wipe(desk.engine, (PERSON.name, AUDIT.name))


def _values(name: str, function: str, reach: str) -> dict[str, str]:
    values = {
        "name": private(name, "The name", 120),
        "function": private(function, "The function", 120),
        "reach": private(reach, "The way to reach them", 200),
    }
    if not any(values.values()):
        raise BadParameter("Name, function and way to reach them are all empty; fill in one of them.")
    return values
