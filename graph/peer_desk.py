"""What the team keeps of peers: how many towns a mentor may have, whom a town was led to, and what both answered.

A pair is agreed when both sides said yes. A no is kept with its reason: the mentor is not suggested to the town again,
and is asked again only with a reason that was not given before. No person is named, and no address kept.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping, select

from graph.audited import add, change
from graph.database import alone
from graph.desk import Desk
from graph.desk_tables import MENTOR, PEER
from graph.errors import BadParameter, EditConflict
from graph.helpdesk_tables import HELP_MATCH, HELP_REQUEST
from graph.plain_text import line, note
from graph.refusals import CITY, must_be_new, told_no
from ontology.terms import SCHEME, label

YES, NO = "yes", "no"
SIDES = ("town", "mentor")
LARGEST = 99
"""No mentor has more towns."""


@dataclass(frozen=True, slots=True)
class Mentor:
    """How many towns a city may have at once, as it said, and who says so."""

    id: int
    city: int
    capacity: int
    why: str
    by: str
    at: str
    version: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A town and a mentor: the need, what both answered, and on which day; "" is what is not told.

    `reasons` are lines. `again` is the reason for which a mentor that had said no was asked again.
    """

    id: int
    city: int
    peer: int
    need: str
    town: str
    mentor: str
    asked: str
    refused: str
    ended: str
    reasons: str
    warning: str
    why: str
    again: str
    by: str
    at: str
    version: int

    @property
    def answer(self) -> str:
        """Tell the answer as a key of the scheme of answers."""
        if NO in (self.town, self.mentor):
            return "declined"
        said = {(YES, YES): "both", (YES, ""): "city", ("", YES): "mentor"}
        return said.get((self.town, self.mentor), "proposed")

    @property
    def told(self) -> str:
        """Tell the answer in words, with the reason of a no."""
        words = label(SCHEME[f"answer-{self.answer}"])
        return f"{words}{f', ended on {self.ended}' if self.ended else ''}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is written down when a mentor is asked for a town."""

    city: int
    peer: int
    need: str = ""
    reasons: Sequence[str] = ()
    warning: str = ""


def set_capacity(desk: Desk, city: int, capacity: int, *, by: str, why: str) -> Mentor:
    """Keep how many towns a city may have at once; `why` says who told it."""
    if not 0 <= capacity <= LARGEST:
        raise BadParameter(f"A mentor has 0 to {LARGEST} towns at once, not {capacity}.")
    values = {"city": city, "capacity": capacity, "why": line(why, "Who said so", 400)}
    by = line(by, "Who writes")
    with desk.writing() as connection:
        alone(connection)
        held = connection.execute(select(MENTOR).where(MENTOR.c.city == city)).mappings().one_or_none()
        if held is None:
            return Mentor(**add(connection, MENTOR, values, by))
        return Mentor(**change(connection, MENTOR, held["id"], values, by, held["version"]))


def mentors(desk: Desk) -> list[Mentor]:
    """List the mentors whose capacity is known."""
    with desk.reading() as connection:
        return [Mentor(**row) for row in connection.execute(select(MENTOR).order_by(MENTOR.c.city)).mappings()]


def pairs(desk: Desk, city: int | None = None) -> list[Pair]:
    """List the pairs that were proposed, or those of a town, the latest first."""
    query = select(PEER).order_by(PEER.c.asked.desc(), PEER.c.id.desc())
    with desk.reading() as connection:
        rows = connection.execute(query if city is None else query.where(PEER.c.city == city)).mappings()
        return [Pair(**row) for row in rows]


def propose(desk: Desk, wish: Proposal, *, by: str, day: date, again: str = "") -> Pair:
    """Write down that a mentor is asked for a town; after a no only for a reason that was not given before."""
    values = _checked(wish) | {"town": "", "mentor": "", "asked": day.isoformat(), "ended": ""}
    by, again = line(by, "Who writes"), line(again, "The new reason", 400, needed=False)
    with desk.writing() as connection:
        alone(connection)
        held = _pair(connection, (PEER.c.city == wish.city) & (PEER.c.peer == wish.peer))
        if held and held.answer != "declined" and not held.ended:
            raise BadParameter(f"The two were brought together on {held.asked} already: {held.told}.")
        must_be_new(connection, wish.city, CITY, wish.peer, again)
        if held is None:
            return Pair(**add(connection, PEER, values | {"refused": "", "why": "", "again": again}, by))
        return Pair(**change(connection, PEER, held.id, values | {"again": again}, by, held.version))


def _checked(wish: Proposal) -> dict[str, object]:
    if wish.city == wish.peer:
        raise BadParameter("A town is no peer of itself.")
    reasons = "\n".join(line(reason, "A reason", 600) for reason in wish.reasons)
    return {
        **{"city": wish.city, "peer": wish.peer, "need": line(wish.need, "The need", 400, needed=False)},
        **{"reasons": note(reasons, "The reasons"), "warning": line(wish.warning, "The warning", 600, needed=False)},
    }


def answer(desk: Desk, number: int, side: str, said: str, *, by: str, day: date, seen: int, why: str = "") -> Pair:
    """Note what a side answered; a no needs a reason, and a mentor without room cannot be agreed on."""
    if side not in SIDES or said not in (YES, NO):
        raise BadParameter(f'"{side} {said}" is no answer; write town or mentor, and yes or no.')
    values: dict[str, object] = {side: said}
    if said == NO:
        values |= {"refused": day.isoformat(), "why": line(why, "The reason of a no", 400)}
    with desk.writing() as connection:
        alone(connection)
        held = _pair(connection, PEER.c.id == number)
        if held is None:
            raise EditConflict(f"There is no pair {number}; look at the list again.", {}, {})
        if said == YES and YES in [getattr(held, other) for other in SIDES if other != side]:
            must_have_room(connection, held.peer, held.id)
        return Pair(**change(connection, PEER, number, values, line(by, "Who writes"), seen))


def must_have_room(connection: Connection, mentor: int, but: int = 0) -> None:
    """Refuse one more town for a mentor whose places are taken, by pairs or by requests of the helpdesk.

    `but` is the number of a pair that is not counted.
    """
    capacity = connection.execute(select(MENTOR.c.capacity).where(MENTOR.c.city == mentor)).scalar_one_or_none()
    rows = connection.execute(select(PEER).where((PEER.c.peer == mentor) & (PEER.c.id != but))).mappings()
    has = taken(map(_read, rows))[mentor] + _helped(connection, mentor)
    if capacity is not None and has >= capacity:
        raise BadParameter(f"The mentor has room for {capacity} at once and has {has}; end another one first.")


def _helped(connection: Connection, mentor: int) -> int:
    """Count the towns whose request of the helpdesk a mentor city helps with now."""
    agreed = (HELP_MATCH.c.pillar == "peer") & (HELP_MATCH.c.answer == "both") & (HELP_MATCH.c.mentor == mentor)
    running = (HELP_REQUEST.c.id == HELP_MATCH.c.request) & (HELP_REQUEST.c.state == "running")
    return len(connection.execute(select(HELP_MATCH.c.id).where(agreed & running)).all())


def take_back_pair(desk: Desk, number: int, *, by: str, seen: int) -> Pair:
    """Take a no back: the side that said it is asked as before; the log keeps what it had said."""
    with desk.writing() as connection:
        alone(connection)
        held = _pair(connection, PEER.c.id == number)
        if held is None or held.answer != "declined":
            raise BadParameter(f"There is no refusal of pair {number} to take back.")
        values: dict[str, object] = {side: "" for side in SIDES if getattr(held, side) == NO}
        values |= {"refused": "", "why": ""}
        return Pair(**change(connection, PEER, number, values, line(by, "Who writes"), seen))


def end(desk: Desk, number: int, *, by: str, day: date, seen: int) -> Pair:
    """Note that the two have finished; the mentor has room again."""
    with desk.writing() as connection:
        return Pair(**change(connection, PEER, number, {"ended": day.isoformat()}, line(by, "Who writes"), seen))


def _pair(connection: Connection, which: object) -> Pair | None:
    row = connection.execute(select(PEER).where(which)).mappings().one_or_none()  # type: ignore[arg-type]
    return _read(row) if row else None


def _read(row: RowMapping) -> Pair:
    return Pair(**row)


def taken(found: Iterable[Pair]) -> Counter[int]:
    """Count the towns that each mentor has: both agreed, and it has not ended."""
    return Counter(one.peer for one in found if one.answer == "both" and not one.ended)


def said_no(one: Pair) -> str:
    """Tell a no with its day and reason."""
    return told_no(one.town == NO, one.refused, one.why)
