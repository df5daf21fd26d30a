"""The names of the places of one country, by the form in which names are compared."""

from collections.abc import Iterable, Iterator, Mapping

from graph.names import is_code, is_european, key, skeleton, spelt_out, words
from graph.records import City, Place

OWN, SHORT, OTHER, INNER, INNER_OTHER = 0, 1, 2, 3, 4
"""Whose name it is.

The city's own name; the beginning of it ("Newcastle" for Newcastle upon Tyne);
another name of the city; the name of a place inside it; another name of such a
place.
"""

_KINDS = 5

Table = dict[str, int | tuple[int, ...]]


class NameIndex:
    """Leads from the key of a name to the places that bear it; one number holds place and kind."""

    def __init__(self, numbered: Iterable[tuple[int, Place]], cities: Mapping[int, City]) -> None:
        """Enter all names of the places; forms without small words give way to full names."""
        self._table: Table = {}
        late: Table = {}
        for number, place in numbered:
            for name, kind in names_of(place, cities.get(place.city)):
                _enter(self._table, late, name, number * _KINDS + kind)
        for text, entries in late.items():
            self._table.setdefault(text, entries)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Return the number of each place that bears a key, and whose name it is."""
        entries = self._table.get(text, ())
        return [divmod(each, _KINDS) for each in ((entries,) if isinstance(entries, int) else entries)]


def names_of(place: Place, city: City | None) -> Iterator[tuple[str, int]]:
    """Yield the names of a place and whose names they are."""
    if place.geonames != place.city or not place.city:
        yield place.name, INNER
        yield from ((name, INNER_OTHER) for name in _readable(place.alternates))
        return
    whole = key(place.name)
    yield place.name, OTHER if city is not None and city.kind == "lau" and key(city.name) != whole else OWN
    if city is not None:
        yield from ((name, OWN) for name in _official(city))
    others = city.alternates if city is not None and city.alternates else place.alternates
    for name in _readable(others):
        yield name, SHORT if _begins(whole, name) else OTHER


def _readable(names: Iterable[str]) -> Iterator[str]:
    """Yield the names in European scripts that are no codes."""
    return (name for name in names if is_european(name) and not is_code(name))


def _begins(whole: str, name: str) -> bool:
    """Say whether a name is the beginning of the whole one."""
    begin = key(name) if len(name) < len(whole) + 4 else whole
    return 3 < len(begin) < len(whole) and whole.startswith(begin)


def _official(city: City) -> Iterator[str]:
    """Yield the city's own names: label, official name whole, before a comma and in each language."""
    yield city.name
    if city.official_name:
        yield city.official_name
        yield from city.official_name.split(",")[0].split("(")[0].split("/")


def _enter(table: Table, late: Table, name: str, entry: int) -> None:
    """Put a name into the table under its keys."""
    found = words(name)
    written = "".join(found)
    if not written:
        return
    _add(table, written, entry)
    if not name.isascii() and (other := spelt_out(name)):
        _add(table, key(other), entry)
    short = skeleton(found) if len(found) > 2 else ""
    if short and short != written:
        _add(late, short, entry)


def _add(table: Table, text: str, entry: int) -> None:
    """Add an entry under a key, keeping the best kind of each place."""
    held = table.get(text)
    if held is None:
        table[text] = entry
        return
    entries = (held,) if isinstance(held, int) else held
    for each in entries:
        if each // _KINDS == entry // _KINDS:
            if entry < each:
                table[text] = tuple(entry if other == each else other for other in entries)
            return
    table[text] = (*entries, entry)
