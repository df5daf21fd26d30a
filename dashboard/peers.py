"""Peers for a town: what a release tells of cities that did something themselves, and who of them suits a need."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.companions import town
from dashboard.introduction import known_members
from graph.acquaintance import Member
from graph.central import central_of
from graph.endpoint import Endpoint
from graph.equity import spared
from graph.errors import BadInput
from graph.languages import languages
from graph.peer_desk import Pair, Proposal, said_no
from graph.peer_field import Deed, Field, Side, doors
from graph.peer_fit import Fit, Known, Need, able, choose, fit, rank
from graph.peer_words import reasons, warning
from graph.practice_index import PracticeIndex, Text, index_of
from graph.workspace import Release
from ontology.terms import SCHEME, label
from queries.ask import ask

Row = Mapping[str, Any]
AS_PROJECT = 0.8
"""What a project's title and keywords say of a need counts so much beside the description of a practice."""
MARGIN = 0.12
"""A central city loses this part of its fit: a judgement, measured in docs/equity.md; fits lie close together."""
ELSEWHERE = 0.5
"""What fits the words of a need and not its challenge or domain counts so much."""


@dataclass(frozen=True)
class Material:
    """What peers are found in: all cities that did something, clubs by city, and the texts of what they did.

    `rich` are the cities that are central already.
    """

    field: Field
    clubs: Mapping[int, frozenset[str]]
    practices: PracticeIndex
    projects: PracticeIndex
    rich: frozenset[int] = frozenset()


def material(endpoint: Endpoint, release: Release | None, year: int) -> Material:
    """Read it from a release; `year` is that of the release."""
    rows = ask(endpoint, "cities/experience").records()
    deeds: defaultdict[int, dict[str, Deed]] = defaultdict(dict)
    for row in rows:
        deeds[int(row["geonames"])][str(row["deed"])] = _deed(row)
    clubs = _clubs(known_members(endpoint))
    found = (_side(row, deeds, clubs) for row in ask(endpoint, "cities/with-experience").records())
    known = Field({side.town.geonames: side for side in found}, year)
    rich = central_of(release.folder if release else None)
    return Material(known, clubs, index_of(release, endpoint), PracticeIndex(None, texts_of(rows)), rich)


def _deed(row: Row) -> Deed:
    first, last = (int(str(row[name] or 0)[:4]) for name in ("startYear", "endYear"))
    concepts = frozenset(part for part in str(row["concepts"] or "").split("|") if part)
    title = str(row["acronym"] or row["title"])
    return Deed(str(row["deed"]), str(row["kind"]), title, bool(int(row["lead"] or 0)), first, last, concepts)


def _side(row: Row, deeds: Mapping[int, Mapping[str, Deed]], clubs: Mapping[int, frozenset[str]]) -> Side:
    region, city = str(row["nuts3"] or ""), int(row["geonames"])
    own = tuple(sorted(deeds.get(city, {}).values(), key=lambda deed: deed.key))
    return Side(town(row), region, languages(str(row["country"]), region), own, clubs.get(city, frozenset()))


def _clubs(members: Iterable[Member]) -> dict[int, frozenset[str]]:
    """Gather the associations and groups whose members meet; a covenant of thousands is no club."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for member in members:
        if member.group or member.meets:
            found[member.city].add(member.group or member.initiative)
    return {city: frozenset(clubs) for city, clubs in found.items()}


def texts_of(rows: Iterable[Row]) -> list[Text]:
    """Give the titles, acronyms and keywords of the projects."""
    found: dict[Text, None] = {}
    for row in rows:
        if row["kind"] == "project":
            words = [("title", row["title"]), ("title", row["acronym"])]
            words += [("keyword", keyword) for keyword in str(row["keywords"] or "").split("|")]
            found |= {Text(str(row["deed"]), part, str(text), "en"): None for part, text in words if text}
    return list(found)


def side_of(endpoint: Endpoint, known: Material, city: int) -> Side:
    """Look a city up, whether it did something or not."""
    if city in known.field.sides:
        return known.field.sides[city]
    rows = ask(endpoint, "cities/profile", city=str(city)).records()
    if not rows:
        raise BadInput(f"the graph holds no city {city}", "give the GeoNames id of a municipality's seat")
    return _side(rows[0], {}, known.clubs)


def need_of(known: Material, text: str = "", challenge: str = "", domain: str = "") -> Need:
    """Say how well everything that cities did answers a need, in words, by challenge or by domain."""
    wanted = {key for key in (challenge and f"challenge-{challenge}", domain and f"domain-{domain}") if key}
    if unknown := [key for key in sorted(wanted) if key not in SCHEME]:
        raise BadInput(f'"{unknown[0]}" is no challenge or domain', "choose one of `ncp ask choices/domains`")
    said = " · ".join(part for part in (text.strip(), *(label(SCHEME[key]) for key in sorted(wanted))) if part)
    scores = _by_words(known, text) if text.strip() else {}
    if not wanted:
        return Need(said, scores)
    every = (deed for side in known.field.sides.values() for deed in side.deeds)
    fitting = {deed.key: _as_much(deed.kind) for deed in every if wanted <= deed.concepts}
    if not text.strip():
        return Need(said, fitting)
    return Need(said, {key: score if key in fitting else score * ELSEWHERE for key, score in scores.items()})


def _as_much(kind: str) -> float:
    return 1.0 if kind == "practice" else AS_PROJECT


def _by_words(known: Material, text: str) -> dict[str, float]:
    """Take the scores of the full-text search as shares of the best one."""
    found: dict[str, float] = {}
    for index, most in ((known.practices, 1.0), (known.projects, AS_PROJECT)):
        hits = index.search(text, 1_000)
        top = max((score for _, score in hits), default=0.0)
        found |= {key: round(most * score / top, 6) for key, score in hits if top > 0 and score > 0}
    return found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A city that is suggested to a town, with three reasons and one warning."""

    fit: Fit
    reasons: tuple[str, ...]
    warning: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested to a town for a need, and sentences on who was left out and why."""

    side: Side
    need: Need
    named: tuple[Suggestion, ...]
    left_out: tuple[str, ...]


def first(known: Material, fits: Iterable[Fit], spare: bool = True) -> tuple[Fit, ...]:
    """Choose three cities, each of another country; one that is central counts less, unless it is not to be spared."""
    rich = known.rich if spare else frozenset[int]()
    return choose(spared(list(fits), lambda one: one.value, lambda one: one.mentor.town.geonames, rich, MARGIN))


def suggest(known: Material, side: Side, need: Need, records: Known, *, spare: bool = True) -> Suggested:
    """Name three cities for a town, each of another country, with three reasons and one warning each."""
    found = rank(side, known.field, need, records)
    named = tuple(_suggestion(known, side, need, records, one) for one in first(known, able(found.fits, need), spare))
    refused = [told for (city, _), told in sorted(records.refused.items()) if city == side.town.geonames]
    left = ", ".join(f"{number:,} {why}" for why, number in sorted(found.left_out.items()))
    return Suggested(side, need, named, (*((f"Left out: {left}",) if left else ()), *refused))


def about(known: Material, side: Side, need: Need, records: Known, peer: Side) -> Suggestion:
    """Say why a city that somebody names would be a peer, and what speaks against it."""
    return _suggestion(known, side, need, records, fit(side, peer, need, doors(side, known.field)))


def _suggestion(known: Material, side: Side, need: Need, records: Known, one: Fit) -> Suggestion:
    told = reasons(side, one, need, known.field)
    return Suggestion(one, told, warning(side, one, need, records, known.field.year))


COLUMNS = ("city", "country", "geonames", "fit", "reason 1", "reason 2", "reason 3", "warning")


def rows(found: Suggested) -> list[tuple[Any, ...]]:
    """Give a row for each city that is suggested."""
    return [
        (
            *(one.fit.mentor.town.name, one.fit.mentor.town.country, one.fit.mentor.town.geonames),
            *(f"{one.fit.value:.2f}", *(*one.reasons, "", "", "")[:3], one.warning),
        )
        for one in found.named
    ]


def proposal(found: Suggestion, side: Side, need: Need) -> Proposal:
    """Write down what is kept when a city is asked."""
    return Proposal(side.town.geonames, found.fit.mentor.town.geonames, need.text, found.reasons, found.warning)


PAIR_COLUMNS = ("number", "town", "peer", "answer", "asked", "need", "no", "asked again because", "reasons", "warning")


def pair_rows(found: Iterable[Pair], called: Callable[[int], str]) -> list[tuple[Any, ...]]:
    """Give a row for each pair that was asked, with what both answered and the reason of a no."""
    return [
        (
            *(one.id, called(one.city), called(one.peer), one.told, one.asked, one.need),
            *(said_no(one) if one.refused else "", one.again, one.reasons.replace("\n", "; "), one.warning),
        )
        for one in found
    ]
