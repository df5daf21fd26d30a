"""What the page of a city shows: search, profile, verdicts, links, contact points and network, ready to draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import contact_points, data
from dashboard.coverage import PERIODS as RUN
from dashboard.words import METHODS, READINGS, ROLES, STATES, STATUSES, counted
from graph.names import fold
from graph.network import Meeting, Node, Picture, ego
from graph.verdicts import ranked

ENOUGH = 8
"""So many hits among the cities' own names are enough; with fewer, other names are searched too."""

MOST = 50

PERIODS = ("2007", "2014", "2021")
"""Programming periods that the page of a city tells of, by their first year."""

ROWS = 2
"""So many rows of evidence a verdict names; the others are counted."""

APPLIED = "applied"
"""Status of an application, which is no link."""

PARTS = 6
"""So many programmes of one source a verdict names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A city that a search found; `found` is the name that holds the text when it is another than its own."""

    id: str
    name: str
    country: str
    population: int
    found: str = ""

    @property
    def title(self) -> str:
        """The city in one line, for a list of choices."""
        people = f", {self.population:,}" if self.population else ""
        return f"{self.name} ({self.country}{people})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a city for one family, its links, what was searched and what is known in part, in words.

    `evidence` names the first rows that tell a link. `doubtful`: a source lists the family completely, but an undecided
    row of it may mean the city.
    """

    family: str
    state: str
    links: str
    searched: str
    partly: str
    doubtful: bool
    evidence: str


def profile(city: str) -> dict[str, Any] | None:
    """Look up what is known of a city, or None when the graph does not hold it."""
    found = data.rows("cities/profile", city=city)
    return found[0] if found else None


@st.cache_resource(show_spinner="Reading the names", max_entries=2)
def _index(now: data.Served) -> tuple[tuple[str, Hit], ...]:
    """Read every city's name once for a release, the largest city first."""
    countries = data.countries()
    hits = sorted((_hit(row, countries) for row in data.rows("cities/names")), key=lambda hit: -hit.population)
    return tuple((fold(hit.name), hit) for hit in hits)


def _hit(row: dict[str, Any], countries: Mapping[str, str]) -> Hit:
    name, found, country = str(row["name"]), str(row.get("found") or ""), str(row["country"])
    other = "" if found == name else found
    return Hit(str(row["geonames"]), name, countries.get(country, country), int(row["population"] or 0), other)


def names() -> dict[int, str]:
    """Name every city of the graph by its GeoNames id."""
    return {int(hit.id): hit.name for _, hit in _index(data.served())}


def search(text: str) -> list[Hit]:
    """Find cities by a part of a name, with or without accents; exact and leading matches first, then by size."""
    sought = fold(text.strip())
    if len(sought) < 2:
        return []
    index = _index(data.served())
    begins = [hit for key, hit in index if key.startswith(sought)]
    begins.sort(key=lambda hit: fold(hit.name) != sought)
    inside = [hit for key, hit in index if sought in key and not key.startswith(sought)]
    others = _by_other_names(text.strip()) if len(begins) < ENOUGH and len(sought) > 2 else []
    best: dict[str, Hit] = {}
    for hit in (*begins, *others, *inside):
        best.setdefault(hit.id, hit)
    return list(best.values())[:MOST]


def _by_other_names(text: str) -> list[Hit]:
    countries = data.countries()
    return [_hit(row, countries) for row in data.rows("cities/search", text=text)]


def verdicts(city: str) -> list[Verdict]:
    """Give the verdict for each programme family with what the sources cover, the most asked for first."""
    statements: dict[str, list[dict[str, Any]]] = {}
    for row in data.rows("cities/coverage", city=city):
        statements.setdefault(str(row["family"]), []).append(row)
    found = {str(row["family"]): row for row in data.rows("cities/verdicts", city=city)}
    told: dict[str, list[str]] = {}
    for row in data.rows("cities/links", city=city):
        if row["status"] != APPLIED:
            told.setdefault(str(row["family"]), []).append(f"{_place(row)} ({row['sourceTitle']})")
    return [_verdict(found[key], statements.get(key, []), told.get(key, [])) for key in ranked(found)]


def _evidence(places: list[str]) -> str:
    """Name the first rows, and count the others, which the table of links lists."""
    each = list(dict.fromkeys(places))
    more = len(each) - ROWS
    return "; ".join(each[:ROWS]) + (f"; and {counted(more, 'row', 'rows')} more" if more > 0 else "")


def _verdict(row: dict[str, Any], statements: list[dict[str, Any]], places: list[str]) -> Verdict:
    complete = [s for s in statements if s["completeness"] == "complete"]
    whole = {s["instrument"] for s in complete}
    partial = [s for s in statements if s["completeness"] == "partial" and s["instrument"] not in whole]
    state = str(row["state"])
    return Verdict(
        family=str(row["name"]),
        state=state,
        links=_counts(int(row["authorityLinks"] or 0), int(row["placeLinks"] or 0)),
        searched=_stated(complete),
        partly=_stated(partial),
        doubtful=bool(complete) and state == "uncovered",
        evidence=_evidence(places),
    )


def periods(city: str) -> tuple[list[tuple[str, ...]], int]:
    """Give the state of each family by programming period, and count the families that no period tells of."""
    held: dict[str, dict[str, str]] = {}
    for row in data.rows("cities/periods", city=city):
        held.setdefault(str(row["family"]), {"name": str(row["familyName"])})[str(row["period"])] = _of_period(row)
    told = [key for key in ranked(held) if {held[key][first] for first in PERIODS} != {STATES["uncovered"]}]
    return [(held[key]["name"], *(held[key][first] for first in PERIODS)) for key in told], len(held) - len(told)


def _of_period(row: Mapping[str, Any]) -> str:
    """Write a state with its links, with the year to which a source covers the period, or with the doubt on it."""
    state = STATES[str(row["state"])]
    if row["state"] == "uncovered" and row["coveredUntil"]:
        return f"{state}: {row['reason']}"
    if row["state"] == "linked":
        return f"{state} ({row['links']})"
    first, last = RUN[str(row["period"])]
    cut = row["state"] == "absent" and first <= int(row["coveredUntil"]) < last
    return f"{state} (to {row['coveredUntil']})" if cut else state


def _counts(authority: int, place: int) -> str:
    parts = [f"{authority} of the authority itself"] * bool(authority)
    parts += [f"{place} of organisations in the town only"] * bool(place)
    return ", ".join(parts)


def _stated(statements: list[dict[str, Any]]) -> str:
    """Name what the statements are on, by source: "URBACT I 2000–2006, URBACT II 2007–2015 (URBACT networks)"."""
    parts: dict[tuple[str, str], list[str]] = {}
    for row in statements:
        years = data.years(row["from"], row["until"])
        told = f"{row['instrumentName']}{f' {years}' if years else ''}"
        parts.setdefault((str(row["sourceTitle"]), data.day(row["issued"])), []).append(told)
    return "; ".join(_of_source(title, day, told) for (title, day), told in parts.items())


def _of_source(title: str, day: str, told: list[str]) -> str:
    """Leave the source out where it bears the name of what it tells of."""
    named = ", ".join(told if len(told) <= PARTS else [*told[:PARTS], f"{len(told) - PARTS} more"])
    own = "" if len(told) == 1 and told[0].startswith(title) else title
    inside = ", ".join(part for part in (own, day) if part)
    return f"{named} ({inside})" if inside else named


def links(city: str) -> list[tuple[object, ...]]:
    """List the links of a city with the row that says so: title, programme, years, reading, role, …"""
    return [_link(row) for row in data.rows("cities/links", city=city)]


def _place(row: Mapping[str, Any]) -> str:
    sheet = f", sheet {row['sheet']}" if row["sheet"] else ""
    return f"{row['file']}{sheet}, row {row['row']}"


def _link(row: dict[str, Any]) -> tuple[object, ...]:
    short = row["acronym"] not in ("", None, row["title"])
    title = f"{row['acronym']}: {row['title']}" if short else row["title"]
    role = STATUSES.get(str(row["status"]), "") if row["status"] else ROLES.get(str(row["role"]), str(row["role"]))
    method = METHODS.get(str(row["method"]), str(row["method"] or ""))
    score = f", certainty {float(row['score']):.2f}" if row["score"] is not None else ""
    return (
        title,
        row["programmeName"],
        data.years(row["startYear"], row["endYear"]),
        READINGS[str(row["reading"])],
        role,
        row["organisation"],
        row["sourceTitle"],
        _place(row),
        f"“{row['sourceName']}”: {method}{score}",
        row["page"],
    )


def contacts(country: str) -> list[tuple[object, ...]]:
    """List the contact points that serve a country: name, programmes, host, state, homepage, source."""
    points = contact_points.read(data.rows("programmes/contact-points", country=country))
    return [(p.name, ", ".join(p.programmes), p.hosted, p.state, p.web, p.page) for p in points]


@st.cache_resource(show_spinner=False, max_entries=100, ttl=f"{data.HOURS}h")
def _network(now: data.Served, city: str, name: str, limit: int) -> Picture | None:
    known: dict[object, Node] = {}
    meetings = [_meeting(row, known) for row in data.rows("network/ego", city=city)]
    return ego(Node(city, name, "centre"), meetings, limit) if meetings else None


def network(city: str, name: str, limit: int = 36) -> Picture | None:
    """Compose the picture around a city, of at most `limit` projects and as many cities; None when it has no link."""
    return _network(data.served(), city, name, limit)


def _meeting(row: dict[str, Any], known: dict[object, Node]) -> Meeting:
    """Read a row; each project and each city that stands in many rows is made once."""
    link, other = row["link"], row["geonames"]
    through = known.get(link)
    if through is None:
        label = str(row["acronym"] or row["title"])
        through = known[link] = Node(str(link), label, str(row["kind"]), str(row["family"]))
    if other is None:
        return Meeting(through)
    city = known.get(other)
    if city is None:
        city = known[other] = Node(str(other), f"{row['name']} ({row['country']})", "city")
    return Meeting(through, city)


def met(city: str) -> list[tuple[str, str, int, str]]:
    """List the cities that share a project or initiative: name, country, how many, which; those with most first."""
    shared: dict[str, tuple[str, str, list[str]]] = {}
    for row in data.rows("network/ego", city=city):
        if row["geonames"] is not None:
            held = shared.setdefault(str(row["geonames"]), (str(row["name"]), str(row["country"]), []))
            held[2].append(str(row["acronym"] or row["title"]))
    found = [(name, country, len(titles), ", ".join(sorted(titles))) for name, country, titles in shared.values()]
    return sorted(found, key=lambda row: (-row[2], row[0]))
