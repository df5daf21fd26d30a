"""Contact points as pages, briefs and cards tell of them: a function with a host, never a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.formats import day
from graph.endpoint import Endpoint
from queries.ask import ask


@dataclass(frozen=True, slots=True)
class Point:
    """A contact point; programmes and countries by label and code, `families` as keys, `issued` dates its source."""

    name: str
    host: str
    programmes: tuple[str, ...]
    families: tuple[str, ...]
    countries: tuple[str, ...]
    homepage: str
    since: str
    until: str
    vacant: bool
    note: str
    page: str
    issued: str
    ends: str = ""
    side: str = ""

    @property
    def state(self) -> str:
        """Its state in words; a vacancy is told with the day of the source that says so."""
        if self.vacant:
            return f"Vacant as of {day(self.issued)}" if self.issued else "Vacant"
        since = f"since {day(self.since)}" if self.since else ""
        until = f"until {day(self.until)}" if self.until else ""
        told = " ".join(part for part in (since, until) if part)
        if not self.until and self.ended:
            return f"{told}; its programme ended in {self.ends}".removeprefix("; ")
        return told or (f"named on {day(self.issued)}" if self.issued else "named, no date")

    @property
    def serving(self) -> bool:
        """Say whether somebody answers there: it is not vacant, and neither its mandate nor its programme ended."""
        return not self.vacant and not self.until and not self.ended

    @property
    def ended(self) -> bool:
        """Say whether all programmes that it serves had ended on the day of its source."""
        return bool(self.ends and self.issued and self.ends < self.issued[:4])

    @property
    def web(self) -> str:
        """The page to open: its own, else the one that tells of it, if that is an address."""
        first = self.page.split(" ")[0]
        return self.homepage or (first if first.startswith("http") else "")

    @property
    def hosted(self) -> str:
        """Its host, or that the source does not name it."""
        return self.host or "host not known"


def read(rows: Iterable[Mapping[str, Any]]) -> list[Point]:
    """Read the answer to programmes/contact-points or programmes/hand-over."""
    return [_point(row) for row in rows]


def _point(row: Mapping[str, Any]) -> Point:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    def several(name: str) -> tuple[str, ...]:
        return tuple(part for part in text(name).split("|") if part)

    return Point(
        name=text("name"),
        host=text("host"),
        programmes=several("instruments"),
        families=several("families"),
        countries=several("countries"),
        homepage=text("homepage"),
        since=text("since"),
        until=text("until"),
        vacant=text("vacant") in ("True", "true"),
        note=text("note"),
        page=text("page"),
        issued=text("issued"),
        ends=text("ends"),
        side=text("side"),
    )


def of_country(endpoint: Endpoint, country: str) -> list[Point]:
    """Ask for the contact points of a country, or of all with ""."""
    return read(ask(endpoint, "programmes/contact-points", country=country).records())


HEADINGS = {
    "urban-innovation": "European Urban Initiative (Urban Contact Point)",
    "urbact": "URBACT (National URBACT Point)",
}
"""How the families that contact points serve are headed."""


def served(points: Sequence[Point], country: str, family: str) -> str:
    """Say who serves a programme family in a country: the points with their state, or that none is known."""
    found = [point for point in points if country in point.countries and family in point.families]
    return "; ".join(_named(point, HEADINGS.get(family, family)) for point in found) or "none known"


def _named(point: Point, heading: str) -> str:
    """Name the host with what a reader would not expect: several countries, another programme, an end."""
    joint = f"joint: {', '.join(point.countries)}" if len(point.countries) > 1 else ""
    other = ", ".join(one for one in point.programmes if one not in heading)
    past = point.state if point.until or point.ended else ""
    told = "; ".join(part for part in (joint, other, past) if part)
    who = f"{point.state[:1].lower()}{point.state[1:]}" if point.vacant else point.hosted
    return f"{who} ({told})" if told else who


def matrix(points: Sequence[Point], families: Sequence[str]) -> list[tuple[str, ...]]:
    """Make a row for each country that some point serves: its code, then who serves each family there."""
    countries = sorted({code for point in points for code in point.countries})
    return [(code, *(served(points, code, family) for family in families)) for code in countries]
