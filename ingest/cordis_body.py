"""Who takes part in a project of CORDIS and where: an organisation as a row tells it."""

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from graph.countries import SERVED
from graph.records import Named, Participation
from ingest import cordis_left
from ingest.authority import judge
from ingest.countries import country_code
from ingest.once import Once
from ingest.recall import Said
from ingest.row import NotTakenError, Row, all_clean, nuts_of, postcode_of
from ingest.spill import Part, part_saying

KINDS = {"PUB": "public", "OTH": "unknown", "": "unknown", "HES": "education", "REC": "research", "PRC": "company"}
"""Kinds of bodies by CORDIS' activity type."""
MAYBE_TOWN = {"PUB", "OTH", ""}
"""Activity types that a municipality may be listed under."""
FORMER = {"AN", "CS", "SU", "YU"}
"""Codes of countries that are no more; old exports hold them."""
COUNTRIES = frozenset(SERVED)
WANTED = (
    *("name", "activityType", "organisationID", "id", "vatNumber", "country", "city", "nutsCode", "postCode"),
    *("geolocation", "endOfParticipation"),
)
"""Columns that are read beside project and role."""
NEEDED = {"name", "country", "city"}
PIC = re.compile(r"\d{9}")
VAT = re.compile(r"[A-Z]{2}[0-9A-Z]{5,13}")
FIVE_DIGITS = re.compile(r"\d{5}")
PUNCTUATION = re.compile(r"[\s.\-]")


def optional(row: Row, *columns: str) -> str:
    """Read the first of several columns that this export has and that holds a value; "" when there is none."""
    for column in columns:
        if column in row.cells and (text := row.take(column)):
            return text
    return ""


def place(row: Row) -> Named:
    """Read where an organisation is, with postcode, NUTS code and coordinates where they say something."""
    if row.take("country").upper() in FORMER:
        raise NotTakenError("country not served")
    country, town = row.country("country"), row.take("city")
    if not town:
        raise NotTakenError("no town")
    return _named(town, country, *(optional(row, column) for column in ("nutsCode", "postCode", "geolocation")))


def _named(town: str, country: str, nuts: str, postcode: str, where: str) -> Named:
    code = nuts_of(nuts)
    return Named(town, country, code if code != country else "", postcode_of(postcode, country), *coordinates(where))


def coordinates(text: str) -> tuple[float | None, float | None]:
    """Read "latitude,longitude"; whole degrees are placeholders, and anything else is no place."""
    if not text:
        return None, None
    try:
        north, east = (float(part) for part in text.strip("()").split(","))
    except ValueError:
        return None, None
    if (north.is_integer() and east.is_integer()) or abs(north) > 90 or abs(east) > 180:
        return None, None
    return north, east


class Body(NamedTuple):
    """An organisation as a row tells it: the town it stands for, its reading, name, own key, numbers and kind."""

    city: Named
    reading: str
    name: str
    own: str
    marks: tuple[tuple[str, str], ...]
    kind: str


def body(row: Row) -> Body:
    """Read an organisation, its numbers and where it is."""
    name, activity = row.take("name"), optional(row, "activityType")
    if activity not in KINDS:
        raise row.no_category(activity, "activityType", "cordis_body.KINDS")
    return _body(name, activity, optional(row, "organisationID", "id"), optional(row, "vatNumber"), place(row))


def _body(name: str, activity: str, number: str, vat: str, where: Named) -> Body:
    name, pic = name.strip('"'), number.removesuffix(".0")
    reading, city = judge(name, where, activity in MAYBE_TOWN)
    kind = "urban-authority" if reading == "authority" else KINDS[activity]
    return Body(city, reading, name, f"cordis-{pic}" if pic else "", numbers(pic, vat), kind)


BODY = Once(body, "organisationID id vatNumber name activityType city country geolocation nutsCode postCode")
"""The organisation of a row; most take part many times."""


def numbers(pic: str, vat: str) -> tuple[tuple[str, str], ...]:
    """Give the PIC and the VAT number of an organisation, whichever are real."""
    mark = (vat if vat.isalnum() else PUNCTUATION.sub("", vat)).upper()
    found = [("pic", pic)] if PIC.fullmatch(pic) else []
    if mark and VAT.fullmatch(mark) and FIVE_DIGITS.search(mark):
        found.append(("vat", mark))
    return tuple(found)


def part(told: Body, project: str, role: str, left: str) -> Participation:
    """Make the part of an organisation in a project; `left` says "true" where it left before the end."""
    city, reading, name, own, marks, kind = told
    gone = _gone(left)
    return Participation(project, city, role, reading, name, own, identifiers=marks, kind=kind, left_early=gone)


def _gone(left: str) -> bool:
    return left.casefold() == "true"


def quick(columns: Sequence[str]) -> Said | None:
    """Read the organisations of rows that are in order by the places of their cells; None where columns are not known.

    Whatever would stop or set aside a row is left to its whole reading.
    """
    known = {*WANTED, *cordis_left.OF_ORGANISATION, "role"}
    if not NEEDED <= set(columns) <= known:
        return None
    at = {column: n for n, column in enumerate(columns)}
    wanted: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*(at.get(one, len(columns)) for one in WANTED))

    def said(cells: Sequence[str]) -> Part | None:
        name, activity, number, other, vat, written, town, *hints, left = all_clean(wanted((*cells, "")))
        country = country_code(written) if written and written.upper() not in FORMER else ""
        if country not in COUNTRIES or not town or activity not in KINDS:
            return None
        told = _body(name, activity, number or other, vat, _named(town, country, *hints))
        return part_saying(told.city, (*told[1:4], "office", *told[4:], _gone(left)), bool(told.marks))

    return said
