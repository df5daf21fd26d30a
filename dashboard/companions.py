"""Who a town can learn from: peers, practices that fit, open calls; each with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.formats import day as written
from graph.peers import Peer, Town, likeness, peers, reason

Row = Mapping[str, Any]
NOBODY = "1"
"""A number that no city bears: cities/practices, asked with it, gives the practices of all cities."""
FITS = 0.5
"""Practices of cities that are at least so like a town (graph/peers.py) are said to fit."""


def town(row: Row) -> Town:
    """Read a city to compare from an answer to cities/profile, cities/peer-candidates or cities/practices."""
    return Town(
        geonames=int(row["geonames"]),
        name=str(row["name"]),
        country=str(row["country"]),
        population=int(row["population"] or 0),
        typologies=frozenset(part for part in str(row["typologies"] or "").split("|") if part),
        degurba=int(row["degurba"] or 0),
        links=int(row.get("authorityLinks") or 0),
    )


def peers_of(profile: Row, rows: Iterable[Row]) -> list[Peer]:
    """Choose three linked towns like a city; `rows` is the answer to cities/peer-candidates."""
    return peers(town(profile), [town(row) for row in rows])


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice of a city like the one that seeks; `evidence` says what is known of its use, and no more."""

    key: str
    title: str
    city: str
    geonames: int
    country: str
    published: str
    page: str
    adopters: int
    likeness: float
    reason: str

    @property
    def evidence(self) -> str:
        """Say who vouches for it and who is known to have put it to use."""
        label = f"published by {self.published}" if self.published else "no label is known"
        if not self.adopters:
            return f"{label}; no other city is known to use it"
        return f"{label}; used by {self.adopters} other {'city' if self.adopters == 1 else 'cities'} that we know of"


def elsewhere(every: Iterable[Row], city: int) -> list[Row]:
    """Leave the practices out that the city began itself."""
    return [row for row in every if int(row["geonames"]) != city]


def practices_of(profile: Row, rows: Iterable[Row]) -> list[Practice]:
    """List practices of cities like this one in size or kind of region: those with most known users first."""
    own = town(profile)
    if not own.population or not own.typologies:
        return []
    found = [_practice(own, row) for row in rows]
    fitting = [one for one in found if one.likeness >= FITS]
    return sorted(fitting, key=lambda one: (-one.adopters, -round(one.likeness, 2), one.title))


def _practice(own: Town, row: Row) -> Practice:
    other = town(row)
    return Practice(
        key=str(row["practice"]).partition("/practice/")[2],
        title=str(row["title"]),
        city=other.name,
        geonames=other.geonames,
        country=other.country,
        published=str(row["programmeName"] or ""),
        page=str(row["page"] or ""),
        adopters=int(row["adopters"] or 0),
        likeness=likeness(own, other),
        reason=reason(own, other),
    )


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is open, to come or of unknown dates on a day, and whether the city meets its conditions."""

    name: str
    state: str
    dates: str
    fits: str
    because: str
    page: str
    asks: str = ""
    rule: str = ""

    @property
    def told(self) -> str:
        """The judgement in one sentence; a call without dates is never called open."""
        judged = {
            "yes": "the city meets the stated conditions",
            "no": "the city does not qualify",
            "in a grouping": "together with others",
        }
        fit = judged.get(self.fits, "whether the city qualifies is not known")
        asked = f"; it needs {self.asks}" if self.asks else ""
        return f"{self.state}{f' {self.dates}' if self.dates else ''}; {fit} ({self.because}){asked}"


def calls(rows: Iterable[Row]) -> list[Call]:
    """Read the answer to cities/calls, open ones that the city may answer first."""
    rank = {"open": 0, "to come": 1}, {"yes": 0, "in a grouping": 1, "not known": 2}
    found = [_call(row) for row in rows]
    return sorted(found, key=lambda one: (rank[1].get(one.fits, 3), rank[0].get(one.state, 2), one.name))


def _call(row: Row) -> Call:
    begin, end = (written(row[name]) for name in ("opens", "closes"))
    dates = " ".join(part for part in (begin and f"from {begin}", end and f"to {end}") if part)
    if row["state"] == "open" and not end:
        dates = f"{dates}, no closing day stated".lstrip(", ")
    return Call(
        str(row["name"]),
        str(row["state"]),
        dates,
        str(row["fits"]),
        str(row["because"]),
        str(row["page"] or ""),
        str(row["asks"] or ""),
        str(row["rule"] or ""),
    )
