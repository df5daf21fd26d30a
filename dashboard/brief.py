"""The brief on a city: one page in a fixed order, the same for the page, the command line and every format."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard import companions, contact_points, worklist
from dashboard.brief_doors import doors
from dashboard.formats import day as written
from dashboard.introduction import known_world
from dashboard.words import DEGURBA, STATES
from graph.acquaintance import World
from graph.endpoint import Endpoint
from graph.errors import BadParameter
from graph.peripheral import setting
from graph.verdicts import inhabitants, ranked, reason
from ontology.terms import NCP, label
from queries.ask import ask

HEADINGS = (
    "Who",
    "Where",
    "Verdict, with reasons",
    "Three doors",
    "Three peers",
    "Open calls",
    "Contact points",
    "Sources",
)
"""The fixed order of a brief."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a section; `page` is a web address that supports it, or ""."""

    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief before it is written: title, sections in their order, and what stands at the foot."""

    city: str
    title: str
    sections: tuple[Section, ...]
    foot: str
    day: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a brief is written: lines of a section, letters of a line."""

    lines: int = 6
    letters: int = 260


def cut(brief: Brief, limits: Limits) -> Brief:
    """Shorten a brief; what is left out is counted."""
    return replace(brief, sections=tuple(_cut(section, limits) for section in brief.sections))


def _cut(section: Section, limits: Limits) -> Section:
    kept = [replace(item, text=_short(item.text, limits.letters)) for item in section.items[: limits.lines]]
    left = len(section.items) - len(kept)
    return replace(section, items=(*kept, *([Item(f"and {left} more")] if left else [])))


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def compose(
    endpoint: Endpoint, city: str, day: str, release: str = "", sought: str = "", known: World | None = None
) -> Brief:
    """Gather what is known of a city on a day; raises BadParameter where the graph holds no such city.

    Doors lead to what is `sought`, the key of a programme or initiative; `known` is who shares what in the release.
    """
    found = list(ask(endpoint, "cities/profile", city=city).records())
    if not found:
        raise BadParameter(
            f"The graph holds no city {city}; `ncp ask cities/search --text NAME` finds its GeoNames id."
        )
    profile = found[0]
    peers = companions.peers_of(profile, ask(endpoint, "cities/peer-candidates", city=city).records())
    made = (
        _who(profile),
        _where(endpoint, profile),
        _verdict(endpoint, profile),
        [Item(*line) for line in doors(endpoint, known or known_world(endpoint, int(day[:4])), city, sought)],
        [Item(f"{one.town.name} ({one.town.country}): {one.reason}; {_links(one.town.links)}") for one in peers]
        or [Item("No peer can be named: population or region of the city is not known, or no city abroad is like it.")],
        _calls(endpoint, city, day),
        _points(endpoint, str(profile["country"]), [one.town.country for one in peers]),
        _sources(endpoint, city),
    )
    sections = tuple(Section(heading, tuple(items)) for heading, items in zip(HEADINGS, made, strict=True))
    title = f"{profile['name']} ({profile['countryName']})"
    of = f"Release {release}. " if release else ""
    foot = f"{of}Judged on {written(day)}. “Not covered” says that no source at hand can tell; it is never zero."
    return Brief(city, title, sections, foot, day)


def _links(number: int) -> str:
    return (
        f"its authority takes part in {number} {'project or initiative' if number == 1 else 'projects and initiatives'}"
    )


def _who(profile: dict[str, Any]) -> list[Item]:
    whose = "municipality" if profile["basis"] == "municipal" else "place, GeoNames"
    told = inhabitants(int(profile["population"] or 0))
    if profile["population"]:
        told = f"{told} ({whose}, {profile['year'] or 'year not known'})"
    degree = DEGURBA.get(int(profile["degurba"] or 0), "")
    return [Item(f"{profile['name']}, {profile['countryName']}: {told}{f'; {degree.lower()}' if degree else ''}")]


def _where(endpoint: Endpoint, profile: dict[str, Any]) -> list[Item]:
    place = f"{profile['region']} ({profile['nuts3']}, NUTS 3)" if profile["nuts3"] else "NUTS 3 region not known"
    kinds = [part.replace("-", " ") for part in str(profile["typologies"] or "").split("|") if part]
    official = f"; officially {', '.join(kinds)}" if kinds else ""
    return [Item(f"{place}{official}"), Item(_setting(endpoint, profile) or "Distance to a larger city not computed")]


def _setting(endpoint: Endpoint, profile: dict[str, Any]) -> str:
    """Say how far a larger city is, which is computed and not official."""
    far = _kilometres(endpoint, profile)
    told = setting((), far, int(profile["population"] or 0))
    return f"{told} (straight line, computed)" if told else ""


def _kilometres(endpoint: Endpoint, profile: dict[str, Any]) -> float | None:
    rows = ask(endpoint, "cities/peripherality", city=str(profile["geonames"])).records()
    found = [row for row in rows if row["what"] == label(NCP.distanceToPlaceOf50000)]
    return float(found[0]["value"]) if found else None


def _verdict(endpoint: Endpoint, profile: dict[str, Any]) -> list[Item]:
    """Give the state with its reason, then what is linked, absent and not covered by family."""
    country, rows = (
        str(profile["country"]),
        list(ask(endpoint, "cities/verdicts", city=str(profile["geonames"])).records()),
    )
    known = worklist.families(endpoint, country)
    state = {str(row["family"]): row for row in rows}
    by = {name: [key for key in ranked(state) if state[key]["state"] == name] for name in STATES}
    open_ = by["uncovered"]
    why = reason(
        str(profile["name"]),
        int(profile["population"] or 0),
        str(profile["countryName"]),
        (int(profile["authorityLinks"] or 0), int(profile["placeLinks"] or 0)),
        absent=[known[key].searched for key in by["absent"]],
        undecided=[known[key].label for key in open_ if known[key].detail],
        uncovered=(),
    )
    linked = ", ".join(f"{known[key].label} ({_counted(state[key])})" for key in by["linked"])
    absent = ", ".join(known[key].label for key in by["absent"])
    gone = ", ".join(known[key].label for key in open_)
    told = (("Linked", linked), ("Searched and absent", absent), ("Not covered", gone))
    first = Item(f"{STATES[str(profile['state'])]}. {why}")
    return [first, *(Item(f"{label}: {text}") for label, text in told if text)]


def _counted(row: dict[str, Any]) -> str:
    own, place = int(row["authorityLinks"] or 0), int(row["placeLinks"] or 0)
    return " and ".join(
        part for part in (f"{own} by its authority" * bool(own), f"{place} in the town" * bool(place)) if part
    )


def _calls(endpoint: Endpoint, city: str, day: str) -> list[Item]:
    found = companions.calls(ask(endpoint, "cities/calls", city=city, day=day).records())
    return [Item(f"{one.name}: {one.told}", one.page) for one in found] or [Item("The graph knows no open call.")]


def _points(endpoint: Endpoint, country: str, abroad: Sequence[str]) -> list[Item]:
    """Name who serves the city, then one contact point abroad to hand over to: that of the first peer that has one."""
    own = contact_points.of_country(endpoint, country)
    items = [Item(_point(one), one.web) for one in own] or [Item("No contact point of this country is known.")]
    for code in abroad:
        serving = [one for one in contact_points.of_country(endpoint, code) if one.serving]
        if serving:
            return [*items, Item(f"For a hand-over to {code}: {_point(serving[0])}", serving[0].web)]
    return items


def _point(one: contact_points.Point) -> str:
    return f"{one.name}: {one.hosted}; {', '.join(one.programmes)}; {one.state[:1].lower()}{one.state[1:]}"


def _sources(endpoint: Endpoint, city: str) -> list[Item]:
    """Name the sources that tell of the country with their dates: what each covers completely apart from the rest."""
    rows = list(ask(endpoint, "cities/coverage", city=city).records())
    whole = {str(row["source"]) for row in rows if row["completeness"] == "complete"}
    items = [
        Item(f"{label}: {_dated([row for row in rows if (row['source'] in whole) is complete])}")
        for label, complete in (("Complete for a programme", True), ("In part only", False))
        if any((row["source"] in whole) is complete for row in rows)
    ]
    return items or [Item("No source at hand makes a statement on this country.")]


def _dated(rows: Iterable[dict[str, Any]], most: int = 4) -> str:
    """Write sources with their dates, those that have one first; of many the rest is counted."""
    dates = {str(row["sourceTitle"]): written(row["issued"]) for row in rows}
    held = [f"{title} ({dates[title] or 'date not stated'})" for title in sorted(dates, key=lambda one: not dates[one])]
    more = f" and {len(held) - most} more" if len(held) > most else ""
    return f"{'; '.join(held[:most])}{more}"
