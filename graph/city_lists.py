"""Named sets of cities and saved filters, each of an officer or of the whole team."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from graph.audited import add, remove
from graph.database import alone
from graph.desk import Desk
from graph.desk_tables import BOARD, CITY_LIST, LISTED, SAVED_FILTER
from graph.errors import BadParameter, EditConflict
from graph.outreach import city_iri, standing
from graph.plain_text import NAME, line
from graph.rights import Right

MINE = "my list"


@dataclass(frozen=True, slots=True)
class CityList:
    """A named set of cities by GeoNames id; `owner` is the role or initials of who made it."""

    id: int
    owner: str
    name: str
    cities: tuple[int, ...]
    by: str
    at: str
    version: int

    @property
    def iris(self) -> frozenset[str]:
        """The cities by IRI."""
        return frozenset(map(city_iri, self.cities))


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A page with its filters, as its address keeps them: `page` "unlinked", `address` "country=PT&size=small"."""

    id: int
    owner: str
    name: str
    page: str
    address: str
    by: str
    at: str
    version: int


def lists(desk: Desk, owner: str = "") -> list[CityList]:
    """Read the lists, or those of one officer, by name."""
    with desk.reading() as connection:
        return [one for one in _lists(connection) if owner in ("", one.owner)]


def cities_of(desk: Desk, owner: str, name: str = MINE) -> tuple[int, ...]:
    """Read the cities of a list by GeoNames id, in the order in which they came; none when there is no such list."""
    return next((one.cities for one in lists(desk, owner) if one.name == name), ())


def add_cities(desk: Desk, cities: Iterable[int], by: str, name: str = MINE, owner: str = "") -> int:
    """Put cities on a list, which is made when it is not there, and on the board as new; says how many were not on it.

    `owner` is who the list belongs to, the writer unless another is named.
    """
    by, name = _writer(desk, by), line(name, "The name of the list", NAME)
    desk.acting.must_own(owner or by)
    with desk.writing() as connection:
        alone(connection)
        held = _made(connection, owner or by, name, by)
        fresh = [city for city in dict.fromkeys(cities) if city not in held.cities]
        return sum(_put(connection, held.id, city, by) for city in fresh)


def _made(connection: Connection, owner: str, name: str, by: str) -> CityList:
    """Give a list, which is made when it is not there; of two who make it at once both go on with it."""
    if _named(connection, owner, name) is None:
        with suppress(EditConflict):
            add(connection, CITY_LIST, {"owner": owner, "name": name}, by)
    held = _named(connection, owner, name)
    if held is None:
        raise BadParameter(f'The list "{name}" was removed at the same moment; try again.')
    return held


def _put(connection: Connection, number: int, city: int, by: str) -> bool:
    """Put a city on a list and on the board; False when somebody else just did."""
    if standing(connection, city) is None:
        with suppress(EditConflict):
            add(connection, BOARD, {"city": city, "state": "new", "day": date.today().isoformat()}, by)
    try:
        add(connection, LISTED, {"list": number, "city": city}, by)
    except EditConflict:
        return False
    return True


def drop_cities(desk: Desk, cities: Iterable[int], by: str, name: str = MINE, owner: str = "") -> int:
    """Take cities off a list and say how many stood on it; the board keeps them."""
    by, wanted = _writer(desk, by), set(cities)
    desk.acting.must_own(owner or by)
    with desk.writing() as connection:
        alone(connection)
        held = _named(connection, owner or by, name)
        if held is None:
            raise BadParameter(f'{owner or by} has no list "{name}"; nothing was taken off.')
        of_list = (LISTED.c.list == held.id) & LISTED.c.city.in_(wanted)
        rows = connection.execute(select(LISTED.c.id, LISTED.c.version).where(of_list)).all()
        for number, version in rows:
            remove(connection, LISTED, number, by, version)
        return len(rows)


def remove_list(desk: Desk, number: int, by: str) -> None:
    """Remove a list with its cities from the lists; contacts and board keep them."""
    by = _writer(desk, by)
    with desk.writing() as connection:
        alone(connection)
        held = next((one for one in _lists(connection) if one.id == number), None)
        if held is None:
            raise BadParameter(f"There is no list {number}; nothing was removed.")
        desk.acting.must_own(held.owner)
        rows = connection.execute(select(LISTED.c.id, LISTED.c.version).where(LISTED.c.list == number)).all()
        for item, version in rows:
            remove(connection, LISTED, item, by, version)
        remove(connection, CITY_LIST, number, by, held.version)


def filters(desk: Desk, owner: str = "", page: str = "") -> list[SavedFilter]:
    """Read the saved filters, or those of an officer or a page, by name."""
    query = select(SAVED_FILTER).order_by(SAVED_FILTER.c.name, SAVED_FILTER.c.id)
    with desk.reading() as connection:
        found = [SavedFilter(**row) for row in connection.execute(query).mappings()]
    return [one for one in found if owner in ("", one.owner) and page in ("", one.page)]


def save_filter(desk: Desk, name: str, page: str, address: str, by: str) -> SavedFilter:
    """Keep the filters of a page under a name."""
    by, name = _writer(desk, by), line(name, "The name of the filter", NAME)
    values = {"owner": by, "name": name, "page": line(page, "The page"), "address": line(address, "The address", 2_000)}
    with desk.writing() as connection:
        same = (SAVED_FILTER.c.owner == by) & (SAVED_FILTER.c.name == name)
        if connection.execute(select(SAVED_FILTER.c.id).where(same)).first():
            raise BadParameter(f'{by} has a filter "{name}" already; choose another name, or remove that one.')
        return SavedFilter(**add(connection, SAVED_FILTER, values, by))


def remove_filter(desk: Desk, number: int, by: str, seen: int) -> None:
    """Remove a saved filter."""
    with desk.writing() as connection:
        remove(connection, SAVED_FILTER, number, _writer(desk, by), seen)


def _writer(desk: Desk, by: str) -> str:
    """Name who writes, which is also whose list it is where no other owner is named."""
    desk.acting.must(Right.LIST)
    return line(desk.acting.signs(by), "The officer who writes")


def _named(connection: Connection, owner: str, name: str) -> CityList | None:
    return next((one for one in _lists(connection) if (one.owner, one.name) == (owner, name)), None)


def _lists(connection: Connection) -> list[CityList]:
    held: dict[int, list[int]] = {}
    for number, city in connection.execute(select(LISTED.c.list, LISTED.c.city).order_by(LISTED.c.id)).all():
        held.setdefault(number, []).append(city)
    rows = connection.execute(select(CITY_LIST).order_by(CITY_LIST.c.name, CITY_LIST.c.id)).mappings()
    return [CityList(**row, cities=tuple(held.get(row["id"], ()))) for row in rows]
