"""Claims that a lesson of one domain is useful in another: proposed by one, confirmed or contested by somebody else.

| from | to | by | needs |
|---|---|---|---|
| – | proposed | anybody with the right | a reason |
| proposed, contested | confirmed | not the author | a reason, and what shows it |
| proposed, confirmed | contested | not the author | a reason |
| proposed, confirmed, contested | withdrawn | the author | a reason |
| withdrawn | proposed | the author | a reason |
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from graph.audited import add, change
from graph.database import acting, alone
from graph.desk import FILE, Desk, address_in, open_desk
from graph.desk_tables import LESSON as LESSON_TABLE
from graph.desk_tables import TRANSFER
from graph.errors import BadParameter, EditConflict, NotAllowed
from graph.lessons import CONFIRMED, CONTESTED, LESSON, PROPOSED, STATUSES, TEAM, WITHDRAWN, Transfer
from graph.names import fold
from graph.plain_text import line
from graph.workspace import Workspace
from ontology.terms import SCHEME

NEXT: Mapping[str, tuple[str, ...]] = {
    PROPOSED: (CONFIRMED, CONTESTED, WITHDRAWN),
    CONFIRMED: (CONTESTED, WITHDRAWN),
    CONTESTED: (CONFIRMED, WITHDRAWN),
    WITHDRAWN: (PROPOSED,),
}
OTHERS = (CONFIRMED, CONTESTED)
"""Statuses that somebody else than the author gives; the others are the author's alone."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it is kept; `by` wrote its status last, `author` made it."""

    id: int
    lesson: str
    origin: str
    goal: str
    reason: str
    author: str
    status: str
    why: str
    evidence: str
    by: str
    at: str
    version: int

    @property
    def transfer(self) -> Transfer:
        """The claim as the graph will hold it."""
        said = (self.lesson, self.origin, self.goal, self.reason, self.author, self.status, self.why, self.evidence)
        return Transfer(f"team-{self.id}", *said, self.at[:10])


def propose(desk: Desk, lesson: str, origin: str, goal: str, *, by: str, reason: str) -> Claim:
    """Claim that a lesson (its key) of the domain `origin` is useful in the domain `goal`."""
    _domains(origin, goal)
    values = {"lesson": line(lesson, "The lesson", 300), "origin": origin, "goal": goal, "status": PROPOSED}
    values |= {"reason": line(reason, "The reason", 500), "why": "", "evidence": ""}
    by = line(by, "Who claims it")
    with desk.writing() as connection:
        alone(connection)
        _fits(connection, values["lesson"], origin, goal)
        same = (TRANSFER.c.lesson == values["lesson"]) & (TRANSFER.c.goal == goal)
        if row := connection.execute(select(TRANSFER).where(same)).mappings().one_or_none():
            raise BadParameter(f"This is claim {row['id']} of {row['author']} already, {row['status']}; decide on it.")
        author = acting(connection).signs(by)
        return Claim(**add(connection, TRANSFER, values | {"author": author}, by))


def set_status(desk: Desk, number: int, status: str, *, by: str, why: str, evidence: str = "", seen: int = 0) -> Claim:
    """Give a claim another status, with the reason; `seen` is the version that the writer saw, 0 for the one now."""
    if status not in STATUSES:
        raise BadParameter(f'"{status[:40]}" is no status; write one of {", ".join(STATUSES)}.')
    values = {"status": status, "why": line(why, "The reason", 500)}
    shown = line(evidence, "What shows it", 500, needed=status == CONFIRMED)
    by = line(by, "Who decides")
    with desk.writing() as connection:
        held = _held(connection, number)
        _may(held, status, acting(connection).signs(by))
        values |= {"evidence": shown} if status in OTHERS else {}
        return Claim(**change(connection, TRANSFER, number, values, by, seen or held.version))


def why_not_status(claim: Claim, status: str, who: str) -> str:
    """Say why somebody may not give a claim a status, or "" where he may."""
    try:
        _may(claim, status, who)
    except (BadParameter, NotAllowed) as error:
        return str(error)
    return ""


def claims(desk: Desk) -> list[Claim]:
    """List the claims, the oldest first."""
    with desk.reading() as connection:
        return [Claim(**row) for row in connection.execute(select(TRANSFER).order_by(TRANSFER.c.id)).mappings()]


def transfers_of(workspace: Workspace, address: str = "") -> list[Transfer]:
    """Read the claims at an address, or in the records of the workspace, which may not have any yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return []
    return [one.transfer for one in claims(open_desk(address or address_in(workspace.desk)))]


def _fits(connection: Connection, lesson: str, origin: str, goal: str) -> None:
    """Hold a claim against a lesson of the team: it stands, is of the one domain and not of the other."""
    number = lesson.removeprefix(TEAM)
    if number == lesson or not number.isdecimal():
        return
    query = select(LESSON_TABLE.c.domains).where((LESSON_TABLE.c.id == int(number)) & (LESSON_TABLE.c.status == LESSON))
    found = connection.execute(query).scalars().one_or_none()
    if found is None:
        raise BadParameter(f'"{lesson}" is no lesson of the team; `ncp lessons list` tells their keys.')
    if origin not in found.split() or goal in found.split():
        raise BadParameter(f"The lesson is of {', '.join(found.split())}; claim that it carries from there to another.")


def _held(connection: Connection, number: int) -> Claim:
    row: Any = connection.execute(select(TRANSFER).where(TRANSFER.c.id == number)).mappings().one_or_none()
    if row is None:
        raise EditConflict(f"There is no claim {number}; `ncp lessons claims` lists them.", {}, {})
    return Claim(**row)


def _may(claim: Claim, status: str, who: str) -> None:
    if status not in NEXT[claim.status]:
        ways = ", ".join(NEXT[claim.status])
        raise BadParameter(f"Claim {claim.id} is {claim.status} and cannot become {status}; it can become {ways}.")
    own = _same(who, claim.author)
    if own and status in OTHERS:
        raise NotAllowed(f"You may not call your own claim {status}: somebody else than {claim.author} must.")
    if not own and status not in OTHERS:
        raise NotAllowed(f"You may not call the claim of {claim.author} {status}: only the author may; contest it.")


def _same(one: str, other: str) -> bool:
    return fold(" ".join(one.split())) == fold(" ".join(other.split()))


def _domains(origin: str, goal: str) -> None:
    for key in (origin, goal):
        if f"domain-{key}" not in SCHEME:
            raise BadParameter(f'"{key[:40]}" is no domain; write such as care or housing.')
    if origin == goal:
        raise BadParameter(f"The lesson is of {origin} itself; name another domain that it carries over to.")
