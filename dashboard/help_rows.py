"""Requests for help as rows, for page and command: where each stands, on whom it waits, what was advised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.city_names import CityNames
from graph.desk import Desk
from graph.help_experts import Expert, experts
from graph.help_matches import AGREED, DECLINED, EXPERT_PILLAR, PEER, Match, answer_label, matches
from graph.help_requests import Request, outcome_label, requests, state_label, waiting
from graph.needs import findings
from ontology.terms import SCHEME, label

COLUMNS = ("request", "city", "country", "state", "waits", "need", "sent", "by")
MATCHES = ("match", "with", "country", "pillar", "fit", "why", "warning", "answer", "declined")
STEPS = ("order", "step", "cost", "before")
FINDINGS = ("kind", "concept", "score", "need")
WHOM = {"helpdesk": "the helpdesk", "town": "the town", "mentor": "the mentor", "both": "both sides", "": "nobody"}


@dataclass(frozen=True, slots=True)
class Held:
    """What the records hold of the helpdesk, with the names of cities."""

    requests: Sequence[Request]
    matches: Sequence[Match]
    experts: Sequence[Expert]
    names: CityNames

    def of(self, number: int) -> Request | None:
        """Look up a request."""
        return next((one for one in self.requests if one.id == number), None)

    def matches_of(self, number: int) -> list[Match]:
        """List the matches of a request."""
        return [one for one in self.matches if one.request == number]

    def called(self, one: Match) -> str:
        """Name the mentor city or the expert of a match."""
        if one.pillar == PEER:
            return self.names.called(one.mentor)
        return next((each.name for each in self.experts if each.id == one.mentor), f"expert {one.mentor}")

    def waits(self, one: Request, today: date) -> str:
        """Say on whom a request waits and for how long; a mentor is named where it is one alone."""
        live = [m for m in self.matches_of(one.id) if m.answer != DECLINED]
        agreed = [m for m in live if m.answer == AGREED] or live
        mentor = self.called(agreed[0]) if len(agreed) == 1 else "the mentors"
        return waiting(one, today, self.names.called(one.city), mentor)


def read(desk: Desk, names: CityNames) -> Held:
    """Read everything of the helpdesk."""
    return Held(requests(desk), matches(desk), experts(desk), names)


def request_rows(held: Held, found: Iterable[Request], today: date) -> list[tuple[Any, ...]]:
    """List requests with the columns of `COLUMNS`."""
    return [
        (
            *(one.id, held.names.called(one.city), held.names.country(one.city), state_label(one.state)),
            *(held.waits(one, today), one.need, one.day, one.author),
        )
        for one in found
    ]


def chosen(held: Held, country: str = "", only_open: bool = False, author: str = "") -> list[Request]:
    """Leave the requests of a country, those that still wait, or those of one author."""
    return [
        one
        for one in held.requests
        if country in ("", held.names.country(one.city)) and (one.open or not only_open) and author in ("", one.author)
    ]


def match_rows(held: Held, number: int) -> list[tuple[Any, ...]]:
    """List the matches of a request with the columns of `MATCHES`."""
    return [
        (
            *(one.id, held.called(one), held.names.country(one.mentor) if one.pillar == PEER else ""),
            label(SCHEME[f"pillar-{one.pillar}"]),
            *(one.fit / 100, one.why, one.warning, answer_label(one.answer), one.declined),
        )
        for one in held.matches_of(number)
    ]


def step_rows(one: Request) -> list[tuple[Any, ...]]:
    """List the first steps that were advised, with the columns of `STEPS`."""
    return [
        (place, step.title, step.told, "; ".join(step.before) or NOTHING_STATED)
        for place, step in enumerate(one.advised, 1)
    ]


NOTHING_STATED = "nothing stated"


def finding_rows(answers: dict[str, int]) -> list[tuple[Any, ...]]:
    """List what answers to the questionnaire come to, with the columns of `FINDINGS`."""
    return [(one.scheme, one.label, round(one.score, 2), "yes" if one.is_need else "no") for one in findings(answers)]


def told(one: Request) -> str:
    """Tell the state of a request with its outcome."""
    outcome = outcome_label(one.outcome)
    return f"{state_label(one.state)}: {outcome}" if outcome else state_label(one.state)


def pillar_of(kind: str) -> str:
    """Name a pillar in a word for lists."""
    return "expert" if kind == EXPERT_PILLAR else "city"


def sentence(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
