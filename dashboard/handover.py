"""The hand-over card: a town learns from a practice abroad, and two contact points, one on each side, open the door."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from dashboard.contact_points import Point


@dataclass(frozen=True, slots=True)
class Lesson:
    """A practice abroad; `family` is the key of the programme family that published it, `key` names the practice."""

    key: str
    title: str
    city: str
    country: str
    country_name: str
    geonames: str
    programme: str
    family: str
    page: str

    @property
    def shown(self) -> str:
        """The practice in one line, for a list of choices."""
        return f"{self.city} ({self.country}): {self.title}"


def lessons(rows: Sequence[Mapping[str, Any]], families: Mapping[str, str], names: Mapping[str, str]) -> list[Lesson]:
    """Read the answer to practices/list; `families` leads programmes to families, `names` codes to countries."""
    return [_lesson(row, families, names) for row in rows]


def _lesson(row: Mapping[str, Any], families: Mapping[str, str], names: Mapping[str, str]) -> Lesson:
    country, programme = str(row["country"]), str(row["programme"] or "")
    return Lesson(
        key=unquote(str(row["practice"]).partition("/practice/")[2]),
        title=str(row["title"]),
        city=str(row["city"]),
        country=country,
        country_name=names.get(country, country),
        geonames=str(row["geonames"]),
        programme=str(row["programmeName"] or ""),
        family=families.get(programme, ""),
        page=str(row["page"] or ""),
    )


@dataclass(frozen=True, slots=True)
class Card:
    """Who hands over to whom, each side's points with the best first, and what to say."""

    here: tuple[Point, ...]
    there: tuple[Point, ...]
    words: str


def card(town: str, country: str, lesson: Lesson, points: Sequence[Point]) -> Card:
    """Make the card for a town of a country; `points` is the answer to programmes/hand-over."""
    here = ordered([point for point in points if point.side == "here"], lesson.family)
    there = ordered([point for point in points if point.side == "there"], lesson.family)
    return Card(here, there, _words(town, country, lesson, here, there))


def ordered(points: Sequence[Point], family: str) -> tuple[Point, ...]:
    """Put first who serves the family of the lesson and is in office."""
    return tuple(sorted(points, key=lambda one: (not one.serving, family not in one.families, one.name)))


def _words(town: str, country: str, lesson: Lesson, here: Sequence[Point], there: Sequence[Point]) -> str:
    """Write what to say, in plain words, from function to function."""
    to = next((f"{one.name}, {one.hosted}" for one in there if one.serving), "")
    if not to:
        to = f"the secretariat of {lesson.programme or 'the programme'} (no contact point of {lesson.country_name} is "
        to += "known to be in office)"
    sender = next((f"{one.name}, {one.hosted}" for one in here if one.serving), f"contact point for towns, {country}")
    published = f", published by {lesson.programme}" if lesson.programme else ""
    page = f" ({lesson.page})" if lesson.page else ""
    return "\n".join(
        (
            f"To: {to}",
            f"From: {sender}",
            "",
            f"{town} ({country}) would like to learn from “{lesson.title}” of {lesson.city}{published}{page}.",
            f"Could you ask the city of {lesson.city} which of its departments answers questions about it, and whether "
            "it would take a call or a visit?",
            f"We stay at the side of {town} and prepare its questions; you know the language and the city. "
            "Please name us the function to write to, no personal address is needed.",
        )
    )
