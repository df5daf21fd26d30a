"""Matches of a request with a mentor city (pillar one) or an expert (pillar two): proposed, answered, declined.

Both sides are asked. Agreed by both, support runs; declined by one, the reason stays, and the same mentor or expert is
not proposed for that request again, and for another request of the town only with a new reason (graph/refusals.py). A
request of which every match was declined waits on the helpdesk.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from graph.audited import add, change
from graph.database import alone
from graph.desk import Desk
from graph.errors import BadParameter
from graph.help_requests import (
    BOTH,
    ENDED,
    HELPDESK,
    MENTOR,
    TOWN,
    Request,
    move_on,
    of_helpdesk,
    of_sender,
    request_of,
)
from graph.helpdesk_tables import EXPERT, HELP_MATCH, HELP_REQUEST
from graph.peer_desk import must_have_room
from graph.plain_text import line
from graph.refusals import AGAIN, must_be_new
from ontology.terms import SCHEME, label

PEER, EXPERT_PILLAR = "peer", "expert"
PILLARS = (PEER, EXPERT_PILLAR)
PROPOSED, CITY, OF_MENTOR, AGREED, DECLINED = "proposed", "city", "mentor", "both", "declined"
SIDES = {CITY: "the town", OF_MENTOR: "the mentor or expert"}
WAITS = {PROPOSED: BOTH, CITY: MENTOR, OF_MENTOR: TOWN}
"""On whom a match waits by its answer."""


@dataclass(frozen=True, slots=True)
class Match:
    """A match as it is kept: `mentor` is a GeoNames id (peer) or the number of an expert, `fit` runs from 0 to 100."""

    id: int
    request: int
    city: int
    pillar: str
    mentor: int
    fit: int
    why: str
    warning: str
    answer: str
    declined: str
    by: str
    at: str
    version: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom the helpdesk proposes, how well it fits (0 to 100), why, and the one thing that speaks against it."""

    pillar: str
    mentor: int
    fit: int
    why: str
    warning: str = ""


def answer_label(answer: str) -> str:
    """Name an answer as its scheme does."""
    return label(SCHEME[f"answer-{answer}"])


def propose_match(desk: Desk, number: int, offer: Offer, by: str, again: str = "") -> Match:
    """Propose a mentor city or an expert for a request; after a no to the town only for a reason not given before."""
    by, again = line(by, "Who writes"), line(again, "The new reason", 400, needed=False)
    with desk.writing() as connection:
        alone(connection)
        held = of_helpdesk(connection, number)
        if held.state not in ("assessed", "matched"):
            raise BadParameter(f"Request {number} is {held.state}; assess its needs before a match is proposed.")
        _fits(connection, held, offer)
        must_be_new(connection, held.city, offer.pillar, offer.mentor, again)
        values = {**_values(offer, again), "request": number, "city": held.city, "answer": PROPOSED, "declined": ""}
        made = Match(**add(connection, HELP_MATCH, values, by))
        _follow(connection, held, by)
        return made


def answer_match(desk: Desk, number: int, side: str, agrees: bool, by: str, seen: int, why: str = "") -> Match:
    """Keep what one side says to a match; a no needs its reason.

    The town's side may be told by who sent the request or by the helpdesk, the other one by the helpdesk.
    """
    if side not in SIDES:
        raise BadParameter(f'"{side[:20]}" is no side of a match; write city or mentor.')
    reason = "" if agrees else line(why, "The reason", 500)
    with desk.writing() as connection:
        alone(connection)
        match = match_of(connection, number)
        held = (of_sender if side == CITY else of_helpdesk)(connection, match.request)
        if match.answer in (AGREED, DECLINED) or held.state in ENDED:
            raise BadParameter(f"Match {number} is answered already: {answer_label(match.answer)}.")
        said = _said(match, side, agrees)
        if said == AGREED:
            (must_have_room if match.pillar == PEER else _must_have_time)(connection, match.mentor)
        by = line(by, "Who writes")
        made = Match(**change(connection, HELP_MATCH, number, {"answer": said, "declined": reason}, by, seen))
        _follow(connection, held, by)
        return made


def take_back_match(desk: Desk, number: int, *, by: str, seen: int) -> Match:
    """Take a no back: both sides are asked anew; a request that has ended stays as it ended."""
    by = line(by, "Who writes")
    with desk.writing() as connection:
        alone(connection)
        match = match_of(connection, number)
        held = of_helpdesk(connection, match.request)
        if match.answer != DECLINED:
            raise BadParameter(f"There is no refusal of match {number} to take back.")
        made = Match(**change(connection, HELP_MATCH, number, {"answer": PROPOSED, "declined": ""}, by, seen))
        if held.state not in ENDED:
            _follow(connection, held, by)
        return made


def matches(desk: Desk, request: int | None = None) -> list[Match]:
    """List the matches, or those of a request, the best fit first and what was declined last."""
    with desk.reading() as connection:
        found = _read(connection, request)
    return sorted(found, key=lambda one: (one.request, one.answer == DECLINED, -one.fit, one.id))


def match_of(connection: Connection, number: int) -> Match:
    """Look up a match; raises BadParameter where there is none."""
    row = connection.execute(select(HELP_MATCH).where(HELP_MATCH.c.id == number)).mappings().one_or_none()
    if row is None:
        raise BadParameter(f"There is no match {number}; `ncp helpdesk show` lists those of a request.")
    return Match(**row)


def busy(found: Sequence[Match], open_requests: Sequence[Request], pillar: str, mentor: int) -> int:
    """Count the requests that a mentor or an expert helps with now."""
    running = {one.id for one in open_requests if one.state not in ENDED}
    return sum((m.pillar, m.mentor, m.answer) == (pillar, mentor, AGREED) and m.request in running for m in found)


def _read(connection: Connection, request: int | None) -> list[Match]:
    query = select(HELP_MATCH)
    rows = connection.execute(query if request is None else query.where(HELP_MATCH.c.request == request))
    return [Match(**row) for row in rows.mappings()]


def _values(offer: Offer, again: str) -> dict[str, str | int]:
    if offer.pillar not in PILLARS or not 0 <= offer.fit <= 100:
        raise BadParameter("A match is with a peer or an expert, and its fit runs from 0 to 100.")
    why, warning = line(offer.why, "The reason", 500), line(offer.warning, "The warning", 500, needed=False)
    why += f"; {AGAIN}{again}" if again else ""
    return {"pillar": offer.pillar, "mentor": offer.mentor, "fit": offer.fit, "why": why, "warning": warning}


def _fits(connection: Connection, held: Request, offer: Offer) -> None:
    """Refuse what cannot be: the town itself, one who said no, an expert who is gone or has no time left."""
    if (offer.pillar, offer.mentor) == (PEER, held.city):
        raise BadParameter("A town is no mentor of itself; name another city.")
    for one in _read(connection, held.id):
        if (one.pillar, one.mentor) == (offer.pillar, offer.mentor):
            told = f"declined: {one.declined}" if one.answer == DECLINED else answer_label(one.answer)
            raise BadParameter(f"This match was proposed already for request {held.id} ({told}); name another one.")
    if offer.pillar == EXPERT_PILLAR:
        _must_have_time(connection, offer.mentor)


def _must_have_time(connection: Connection, expert: int) -> None:
    """Refuse one more request for an expert who is gone or helps as many as it can."""
    row = connection.execute(select(EXPERT).where(EXPERT.c.id == expert)).mappings().one_or_none()
    if row is None:
        raise BadParameter(f"There is no expert {expert}; `ncp helpdesk experts` lists them.")
    every = [Request(**each) for each in connection.execute(select(HELP_REQUEST)).mappings()]
    if (taken := busy(_read(connection, None), every, EXPERT_PILLAR, expert)) >= row["capacity"]:
        raise BadParameter(f"{row['name']} helps {taken} of at most {row['capacity']} requests; name another one.")


def _said(match: Match, side: str, agrees: bool) -> str:
    if not agrees:
        return DECLINED
    other = OF_MENTOR if side == CITY else CITY
    return AGREED if match.answer == other else side


def _follow(connection: Connection, held: Request, by: str) -> None:
    """Let a request stand where its matches lead it."""
    said = [one.answer for one in _read(connection, held.id)]
    now = request_of(connection, held.id)
    pending = [WAITS[one] for one in said if one in WAITS]
    if AGREED in said:
        move_on(connection, now, by, "running", MENTOR)
    elif pending:
        move_on(connection, now, by, "matched", pending[0] if len(set(pending)) == 1 else BOTH)
    else:
        move_on(connection, now, by, "assessed", HELPDESK)
