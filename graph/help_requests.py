"""Requests for help of towns: sent, assessed, matched, closed; each says who waits on whom, and since when.

new        the helpdesk has to look at it; a question back waits on the town
assessed   the needs are known and first steps are advised; the helpdesk looks for a mentor city or an expert
matched    a mentor or an expert is proposed, and both sides are asked (graph/help_matches.py)
running    both have agreed, and the mentor helps
closed     it ended, with an outcome
withdrawn  the town took it back
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from graph.audited import add, change, changes, forget, now
from graph.database import acting, alone, wipe
from graph.desk import Desk
from graph.desk_tables import AUDIT
from graph.errors import BadParameter, NotAllowed
from graph.first_steps import Step
from graph.helpdesk_tables import HELP_MATCH, HELP_REQUEST
from graph.needs import checked, read, written
from graph.plain_text import line, note
from graph.rights import Acting, Right
from ontology.terms import SCHEME, label

STATES = ("new", "assessed", "matched", "running", "closed", "withdrawn")
ENDED = ("closed", "withdrawn")
OUTCOMES = ("answered", "exchange", "adopted", "applied", "nothing")
"""Keys of the concepts of the schemes `request` and `support-outcome`, in their order."""
HELPDESK, TOWN, MENTOR, BOTH, NOBODY = "helpdesk", "town", "mentor", "both", ""
LONGEST = 1_000
"""Letters of a need."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it is kept; `answers` and `steps` are written as one text each, days are YYYY-MM-DD.

    `waits` says on whom it waits, `since` the moment (UTC) from which it does; `question` is what the helpdesk asked
    back last, `reply` what the town said to it; `author` is the name or role of who sent it.
    """

    id: int
    city: int
    day: str
    need: str
    answers: str
    author: str
    state: str
    waits: str
    since: str
    question: str
    reply: str
    steps: str
    outcome: str
    by: str
    at: str
    version: int

    @property
    def given(self) -> dict[str, int]:
        """The answers to the questionnaire."""
        return read(self.answers)

    @property
    def advised(self) -> tuple[Step, ...]:
        """The first steps, the cheapest first."""
        return tuple(Step(**{**one, "before": tuple(one["before"])}) for one in json.loads(self.steps or "[]"))

    @property
    def open(self) -> bool:
        """Tell whether it still waits on somebody."""
        return self.state not in ENDED

    def days(self, today: date) -> int:
        """Count the days for which it has waited as it does now."""
        return max(0, (today - date.fromisoformat(self.since[:10])).days)


def state_label(state: str) -> str:
    """Name a state as its scheme does."""
    return label(SCHEME[f"request-{state}"])


def outcome_label(outcome: str) -> str:
    """Name an outcome as its scheme does; "" where there is none."""
    return label(SCHEME[f"support-outcome-{outcome}"]) if outcome else ""


def waiting(request: Request, today: date, town: str, mentor: str = "the mentor") -> str:
    """Say on whom a request waits and for how many days, such as "waits on Vinhais for 12 days"."""
    if not request.open:
        return f"{state_label(request.state)} on {request.since[:10]}"
    whom = {HELPDESK: "the helpdesk", TOWN: town, MENTOR: mentor, BOTH: f"{town} and {mentor}"}[request.waits]
    days = request.days(today)
    since = "since today" if not days else "since yesterday" if days == 1 else f"for {days:,} days"
    return f"waits on {whom} {since}"


def send_request(desk: Desk, city: int, need: str, answers: Mapping[str, int], by: str) -> Request:
    """Keep a request; one that the same person sent twice, as by two clicks, is kept once."""
    said, by = _need(need), line(by, "Who sends it")
    with desk.writing() as connection:
        alone(connection)
        by = acting(connection).signs(by)
        same = (HELP_REQUEST.c.city == city) & (HELP_REQUEST.c.author == by) & (HELP_REQUEST.c.state == "new")
        rows = connection.execute(select(HELP_REQUEST).where(same)).mappings()
        twin = next((row for row in rows if row["need"] == said), None)
        if twin:
            return Request(**twin)
        values = {"city": city, "day": date.today().isoformat(), "need": said, "answers": written(answers)}
        rest = {"author": by, "question": "", "reply": "", "steps": "", "outcome": ""}
        return Request(**add(connection, HELP_REQUEST, {**values, **rest, **_stands("new", HELPDESK)}, by))


def rewrite_request(desk: Desk, number: int, need: str, answers: Mapping[str, int], by: str, seen: int) -> Request:
    """Write need and answers anew, as whoever sent it or the helpdesk; nothing that was advised is changed."""
    values = {"need": _need(need), "answers": written(answers)}
    with desk.writing() as connection:
        held = of_sender(connection, number)
        _must_be(held, "new", "assessed")
        return Request(**change(connection, HELP_REQUEST, number, values, line(by, "Who writes"), seen))


def ask_back(desk: Desk, number: int, question: str, by: str, seen: int) -> Request:
    """Ask the town something as the helpdesk; from now on it waits on the town."""
    asked = line(question, "The question", LONGEST)
    with desk.writing() as connection:
        held = of_helpdesk(connection, number)
        _must_be(held, "new", "assessed")
        return _move(connection, held, by, seen, held.state, TOWN, question=asked, reply="")


def reply(desk: Desk, number: int, said: str, by: str, seen: int) -> Request:
    """Answer the question of the helpdesk as the town; from now on it waits on the helpdesk."""
    told = _text(said, "The reply")
    with desk.writing() as connection:
        held = of_sender(connection, number)
        if held.waits != TOWN or not held.question or held.state not in ("new", "assessed"):
            raise BadParameter(f"Request {number} does not wait for a reply of the town; look at it again.")
        return _move(connection, held, by, seen, held.state, HELPDESK, reply=told)


def assess(desk: Desk, number: int, answers: Mapping[str, int], steps: Iterable[Step], by: str, seen: int) -> Request:
    """Keep the answers to the questionnaire and the first steps as the helpdesk: the needs are known."""
    given = checked(answers)
    if not any(given.values()):
        raise BadParameter("Nothing is answered in the questionnaire; answer at least one statement or tick a field.")
    advised = json.dumps([asdict(one) for one in steps], ensure_ascii=False)
    with desk.writing() as connection:
        held = of_helpdesk(connection, number)
        _must_be(held, "new", "assessed")
        return _move(connection, held, by, seen, "assessed", HELPDESK, answers=written(given), steps=advised)


def close_request(desk: Desk, number: int, outcome: str, by: str, seen: int) -> Request:
    """End a request as the helpdesk, with what came of it."""
    if outcome not in OUTCOMES:
        raise BadParameter(f'"{outcome[:40]}" is no outcome; write one of {", ".join(OUTCOMES)}.')
    with desk.writing() as connection:
        held = of_helpdesk(connection, number)
        _must_be(held, *STATES[:4])
        return _move(connection, held, by, seen, "closed", NOBODY, outcome=outcome)


def withdraw_request(desk: Desk, number: int, by: str, seen: int) -> Request:
    """Take a request back, as whoever sent it or the helpdesk."""
    with desk.writing() as connection:
        held = of_sender(connection, number)
        _must_be(held, *STATES[:4])
        return _move(connection, held, by, seen, "withdrawn", NOBODY)


def forget_request(desk: Desk, number: int, by: str) -> bool:
    """Delete a request and its matches for good, from the log and the files too; False when a file is held open."""
    with desk.writing() as connection:
        of_sender(connection, number)
        same = select(HELP_MATCH.c.id).where(HELP_MATCH.c.request == number)
        for match in connection.execute(same).scalars().all():
            forget(connection, HELP_MATCH, match, line(by, "Who deletes"))
        forget(connection, HELP_REQUEST, number, line(by, "Who deletes"))
    return wipe(desk.engine, (HELP_REQUEST.name, HELP_MATCH.name, AUDIT.name))


def requests(desk: Desk) -> list[Request]:
    """List all requests, those that wait longest first and those that ended last."""
    with desk.reading() as connection:
        found = [Request(**row) for row in connection.execute(select(HELP_REQUEST)).mappings()]
    return sorted(found, key=lambda one: (not one.open, one.since, one.id))


def request_of(connection: Connection, number: int) -> Request:
    """Look up a request; raises BadParameter where there is none."""
    row = connection.execute(select(HELP_REQUEST).where(HELP_REQUEST.c.id == number)).mappings().one_or_none()
    if row is None:
        raise BadParameter(f"There is no request {number}; `ncp helpdesk list` lists them.")
    return Request(**row)


def times(desk: Desk, number: int) -> list[tuple[str, str, str, str]]:
    """List when a request changed its state or on whom it waits: moment, by whom, state, on whom; the first first."""
    with desk.reading() as connection:
        lines = [one for one in reversed(changes(connection, (HELP_REQUEST.name,))) if one.item == number]
    found: list[tuple[str, str, str, str]] = []
    for one in lines:
        after: Mapping[str, Any] = one.after or {}
        if after and (not found or found[-1][2:] != (after["state"], after["waits"])):
            found.append((one.at, one.by, after["state"], after["waits"]))
    return found


def of_helpdesk(connection: Connection, number: int) -> Request:
    """Look up a request on which the helpdesk works; raises NotAllowed for somebody who may not in its country."""
    held = request_of(connection, number)
    acting(connection).must(Right.HELPDESK, held.city)
    return held


def of_sender(connection: Connection, number: int) -> Request:
    """Look up a request that whoever sent it, or the helpdesk of its country, may change."""
    held, who = request_of(connection, number), acting(connection)
    if told := not_theirs(who, held):
        raise NotAllowed(told)
    return held


def not_theirs(who: Acting, held: Request) -> str:
    """Say why somebody may not speak for the town of a request; "" for who sent it and for the helpdesk."""
    who.must(Right.REQUEST)
    if who.signs("") == held.author and held.author:
        return ""
    try:
        who.must(Right.HELPDESK, held.city)
    except NotAllowed as error:
        return f"{str(error).rstrip('.')}; request {held.id} was sent by {held.author}."
    return ""


def move_on(connection: Connection, held: Request, by: str, state: str, waits: str) -> Request:
    """Let a request stand somewhere else because of its matches, within a transaction that keeps more."""
    if (held.state, held.waits) == (state, waits):
        return held
    return _move(connection, held, by, held.version, state, waits)


def _move(connection: Connection, held: Request, by: str, seen: int, state: str, waits: str, **values: str) -> Request:
    stands = _stands(state, waits) if (held.state, held.waits) != (state, waits) else {}
    return Request(**change(connection, HELP_REQUEST, held.id, {**values, **stands}, line(by, "Who writes"), seen))


def _stands(state: str, waits: str) -> dict[str, str]:
    return {"state": state, "waits": waits, "since": now()}


def _must_be(held: Request, *states: str) -> None:
    if held.state not in states:
        raise BadParameter(f"Request {held.id} is {state_label(held.state)}; that can be done no more.")


def _need(said: str) -> str:
    told = _text(said, "The need")
    if not told:
        raise BadParameter("The need is empty; say in a sentence what the trouble is.")
    return told


def _text(said: str, what: str) -> str:
    told = note(said, what)
    if len(told) > LONGEST:
        raise BadParameter(f"{what} has {len(told):,} letters; write at most {LONGEST:,}.")
    return told
