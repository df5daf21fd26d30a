"""What a town that asks for help is shown: practices that fit, peers, calls, experts and first steps, with reasons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.companions import NOBODY, Call, calls, elsewhere, town
from dashboard.peers import Material, Suggested, Suggestion, need_of, side_of, suggest
from graph.endpoint import Endpoint
from graph.first_steps import Candidate, Step, first_steps
from graph.first_steps import told as told_cost
from graph.help_experts import Expert
from graph.help_matches import EXPERT_PILLAR, PEER, Match, Offer, busy
from graph.help_requests import Request
from graph.needs import Answers, needs
from graph.peer_fit import Known
from graph.peers import likeness
from graph.practice_fit import Described, Fitting, fitting, telling
from graph.practice_index import PracticeIndex
from ontology.terms import SCHEME, label

Rows = Callable[..., list[dict[str, Any]]]
"""What answers a saved question: its name, then its values."""

MOST, STEPS, LOOKED_AT = 3, 5, 12
"""So many practices are shown; so many become steps; for so many the conditions are looked up."""


@dataclass(frozen=True, slots=True)
class Fits:
    """A practice that fits a town, in words."""

    practice: str
    title: str
    city: str
    country: str
    why: str
    cost: str
    page: str
    fit: float


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything that a town is shown for its need."""

    practices: tuple[Fits, ...]
    number: int
    peers: Suggested
    calls: tuple[Call, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What an offer is made from: the graph, its saved questions, the full text of the practices, and the peers."""

    endpoint: Endpoint
    rows: Rows
    index: PracticeIndex
    material: Material


def offer(grounds: Grounds, city: int, need: str, answers: Answers, records: Known, day: str) -> Offered:
    """Find what may help a town with its need; `answers` are those to the questionnaire."""
    every = _described(grounds.rows, city)
    found = fitting(grounds.index, need, needs(answers), {one.iri: one for one, _ in every.values()})
    rows = {one.iri: row for one, row in every.values()}
    shown = tuple(_words(one, rows[one.described.iri]) for one in found[:MOST])
    side = side_of(grounds.endpoint, grounds.material, city)
    peers = suggest(grounds.material, side, need_of(grounds.material, " ".join(telling(need))), records)
    open_calls = tuple(calls(grounds.rows("cities/calls", city=str(city), day=day)))
    return Offered(shown, len(found), peers, open_calls, _steps(grounds.rows, found, peers))


def _described(rows: Rows, city: int) -> dict[str, tuple[Described, dict[str, Any]]]:
    """Read all practices of other cities, with how like the town the city of each is."""
    (profile,) = rows("cities/profile", city=str(city)) or [{}]
    if not profile:
        return {}
    own = town(profile)
    like = {row["practice"]: likeness(own, town(row)) for row in elsewhere(rows("cities/practices", city=NOBODY), city)}
    found = {str(row["practice"]): row for row in rows("practices/catalogue") if row["practice"] in like}
    return {iri: (_one(row, like[row["practice"]]), row) for iri, row in found.items()}


def _one(row: dict[str, Any], like: float) -> Described:
    concepts = [f"challenge-{key}" for key in str(row["challenges"] or "").split("|") if key]
    concepts += [f"domain-{key}" for key in str(row["domains"] or "").split("|") if key]
    cost = None if row["cost"] is None else float(str(row["cost"]))
    key = str(row["practice"]).partition("/practice/")[2].replace("%2F", "/")
    candidate = Candidate(key, str(row["title"]), str(row["city"]), 0.0, cost, row["currency"] or "", row["band"] or "")
    return Described(str(row["practice"]), candidate, frozenset(concepts), like)


def _words(one: Fitting, row: dict[str, Any]) -> Fits:
    """Tell why a practice fits."""
    candidate = one.described.candidate
    told = [f"speaks of {', '.join(f'“{word}”' for word in one.words)}"] if one.words else []
    if one.shared:
        told.append(f"is about {', '.join(label(SCHEME[concept]) for concept in one.shared)}")
    people = f"{row['population']:,} inhabitants" if row["population"] else "inhabitants not known"
    told.append(f"{candidate.city} has {people}")
    cost, page = told_cost(candidate), str(row["page"] or "")
    where = (candidate.city, str(row["country"]))
    return Fits(candidate.practice, candidate.title, *where, "; ".join(told), cost, page, one.fit)


def _steps(rows: Rows, found: Sequence[Fitting], peers: Suggested) -> tuple[Step, ...]:
    """Put the practices that fit best into the order of cost, each with what its source says must be in place."""
    candidates = []
    for one in found[:STEPS]:
        before = rows("practices/prerequisites", practice=one.described.candidate.practice)
        named = tuple(dict.fromkeys(str(row["prerequisite"]) for row in before))
        candidates.append(replace(one.described.candidate, fit=one.fit, before=named))
    first = peers.named[0].fit.mentor.town if peers.named else None
    return tuple(first_steps(candidates, f"{first.name} ({first.country})" if first else ""))


def peer_offers(peers: Suggested) -> list[Offer]:
    """Make what the helpdesk may propose of the cities that are suggested."""
    return [offer_from(one) for one in peers.named]


def offer_from(one: Suggestion) -> Offer:
    """Make what the helpdesk may propose of one city."""
    fit = round(100 * min(1.0, one.fit.value))
    return Offer(
        PEER, one.fit.mentor.town.geonames, fit, "; ".join(one.reasons) or "named by the helpdesk", one.warning
    )


def expert_offers(
    experts: Sequence[Expert], answers: Answers, country: str, taken: Sequence[Match], asked: Sequence[Request]
) -> list[Offer]:
    """Make what the helpdesk may propose of the experts: the share of the fields of the need that each works on.

    fit = fields that both share / fields of the need; an expert who serves other countries only, or helps as many
    requests as it can, is left out.
    """
    wanted = [concept.removeprefix("domain-") for concept in needs(answers, "domain")]
    found = []
    for one in experts:
        shared = [key for key in wanted if key in one.works_on]
        left = one.capacity - busy(taken, asked, EXPERT_PILLAR, one.id)
        if shared and left > 0 and one.serves(country):
            fields = ", ".join(label(SCHEME[f"domain-{key}"]) for key in shared)
            apart = [label(SCHEME[f"domain-{key}"]) for key in wanted if key not in shared]
            warning = f"does not work on {', '.join(apart)}" if apart else ""
            fit = round(100 * len(shared) / len(wanted))
            found.append(Offer(EXPERT_PILLAR, one.id, fit, f"works on {fields}; room for {left} more", warning))
    return sorted(found, key=lambda offered: (-offered.fit, offered.mentor))
