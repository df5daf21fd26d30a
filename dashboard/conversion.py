"""Which contacted towns appear in a project or an initiative of the release that began after the first contact.

Joining after a contact is no proof that the contact brought it about, and a town counts as not joined only where a
source that covers its country completely was issued after the contact.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.city_names import CityNames
from graph.endpoint import Endpoint
from graph.outreach import Contact
from graph.outreach_measures import Begin, Figure, begin, outreach_figures
from queries.ask import ask

COLUMNS = ("city", "country", "first contact", "outcome", "began", "project or initiative", "programme")
FIGURES = ("figure", "value", "unit", "hits", "of", "not over yet", "not told", "why it is not computed")
OUTCOMES = {
    "joined": "Appears since",
    "open": "Same year, day not known",
    "absent": "Not found",
    "uncovered": "Not covered",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a city that began at a known time."""

    city: int
    title: str
    programme: str
    begun: Begin

    @property
    def told(self) -> str:
        """The day on which it began, or the year."""
        return self.begun.first.isoformat() if self.begun.first == self.begun.last else str(self.begun.first.year)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the release shows of a contacted city: a key of OUTCOMES, and the first link that bears it out."""

    city: int
    contacted: date
    outcome: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """What a release shows of some countries: links since a year, and until which day sources tell all, by country."""

    links: tuple[Link, ...]
    until: Mapping[str, date]


def sight(endpoint: Endpoint, countries: Collection[str], since: int) -> Sight:
    """Read the links of the cities of some countries that began in a year or later, and what covers them."""
    links: list[Link] = []
    until: dict[str, date] = {}
    for country in sorted(countries):
        rows = ask(endpoint, "cities/begun", country=country, since=str(since)).records()
        links += [found for row in rows if (found := _link(row))]
        told = told_until(ask(endpoint, "sources/coverage", country=country).records())
        if told:
            until[country] = told
    return Sight(tuple(links), until)


def told_until(statements: Iterable[Mapping[str, Any]]) -> date | None:
    """Say up to which day sources that cover some programme of a country completely tell its links."""
    days = [_until(row) for row in statements if row["completeness"] == "complete"]
    return max((day for day in days if day), default=None)


def _until(row: Mapping[str, Any]) -> date | None:
    """A source tells no more than its last year, and nothing after the day on which it was issued."""
    ends = [date(int(str(row["until"])[:4]), 12, 31)] if row["until"] else []
    ends += [date.fromisoformat(str(row["issued"])[:10])] if len(str(row["issued"] or "")) >= 10 else []
    return min(ends, default=None)


def _link(row: Mapping[str, Any]) -> Link | None:
    begun = begin(str(row["day"] or ""), str(row["year"] or ""))
    return Link(int(row["geonames"]), str(row["title"]), str(row["programmeName"] or ""), begun) if begun else None


def first_contacts(contacts: Iterable[Contact]) -> dict[int, date]:
    """Give the day of the first contact with each city."""
    found: dict[int, date] = {}
    for one in contacts:
        day = date.fromisoformat(one.day)
        found[one.city] = min(day, found.get(one.city, day))
    return found


def outcomes(contacts: Iterable[Contact], seen: Sight, names: CityNames) -> list[Outcome]:
    """Hold the first contact with each city against its links: those that joined first, then by name."""
    of_city: dict[int, list[Link]] = {}
    for link in seen.links:
        of_city.setdefault(link.city, []).append(link)
    found = [
        _outcome(city, day, of_city.get(city, []), seen.until.get(names.country(city)))
        for city, day in first_contacts(contacts).items()
    ]
    return sorted(found, key=lambda one: (list(OUTCOMES).index(one.outcome), names.called(one.city), one.city))


def _outcome(city: int, day: date, links: list[Link], until: date | None) -> Outcome:
    later = [link for link in links if link.begun.first > day]
    if later:
        return Outcome(city, day, "joined", min(later, key=lambda link: (link.begun.first, link.title)))
    same = [link for link in links if link.begun.last > day]
    if same:
        return Outcome(city, day, "open", min(same, key=lambda link: link.title))
    return Outcome(city, day, "absent" if until and until > day else "uncovered")


def sentence(found: Collection[Outcome]) -> str:
    """Tell the conversion with its coverage: "9 of your 41 towns now appear in a project …"."""
    if not found:
        return "No town has been contacted yet."
    number = Counter(one.outcome for one in found)
    of = f"{number['joined']} of your {len(found)} contacted town{'s' * (len(found) != 1)}"
    appear = f"now appear{'s' * (number['joined'] == 1)} in a project or an initiative"
    told = f"{of} {appear} that began after the first contact."
    parts = (
        (number["open"], "began something in the year of the contact, on a day that no source tells"),
        (number["absent"], "not found, though a source that covers the country completely is younger than the contact"),
        (number["uncovered"], "not covered: no complete source of the country is younger than the contact"),
    )
    rest = "; ".join(f"{many} {what}" for many, what in parts if many)
    return f"{told} Of the others: {rest}." if rest else told


def coverage(seen: Sight, countries: Collection[str]) -> str:
    """Say for each country up to which day sources that cover a programme completely tell its links."""
    told = [
        f"{country} to {seen.until[country].isoformat()}" if country in seen.until else f"{country}: none"
        for country in sorted(countries)
    ]
    return f"Covered completely by at least one source: {'; '.join(told)}." if told else ""


def rows_of(found: Iterable[Outcome], names: CityNames) -> list[tuple[Any, ...]]:
    """Give the outcomes as rows."""
    return [
        (
            names.called(one.city),
            names.country(one.city),
            one.contacted.isoformat(),
            OUTCOMES[one.outcome],
            one.link.told if one.link else "",
            one.link.title if one.link else "",
            one.link.programme if one.link else "",
        )
        for one in found
    ]


def figures(
    contacts: Iterable[Contact], seen: Sight, names: CityNames, flagged: Mapping[int, date], today: date
) -> tuple[Figure, ...]:
    """Compute the contact point's own result (measure M14) from its contacts and what a release shows."""
    engaged: dict[int, list[date]] = {}
    for one in contacts:
        engaged.setdefault(one.city, []).append(date.fromisoformat(one.day))
    links: dict[int, list[Begin]] = {}
    for link in seen.links:
        links.setdefault(link.city, []).append(link.begun)
    told = {city: seen.until[names.country(city)] for city in engaged if names.country(city) in seen.until}
    return outreach_figures(flagged, engaged, links, told, today)


def figure_rows(found: Iterable[Figure]) -> list[tuple[Any, ...]]:
    """Give the figures as rows; what is not computed has no value."""
    return [(f.name, f.value, f.unit, f.hits, f.of, f.waiting, f.untold, f.why) for f in found]
