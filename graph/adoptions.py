"""Cities that put a practice to use: how far they came, what they think of it, what they changed and what it cost.

A city has one record for each practice. What somebody without the right to confirm tells waits for an officer of the
country, an editor or an administrator, and counts nowhere before.
"""

from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import Connection, select

from graph.audited import add, change, now, remove
from graph.database import acting, alone
from graph.desk import Desk
from graph.desk_tables import ADOPTION
from graph.errors import BadParameter, NotAllowed
from graph.plain_text import line, note
from graph.rights import Acting, Right
from graph.submission_fields import currency, keys, number, one_of, when
from graph.submissions import same_person

STATUSES = ("planned", "running", "done", "stopped")
"""Keys of the scheme `adoption`."""
STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Use:
    """What a city tells of a practice that it uses; texts, "" where nothing is said.

    `practice` is the key of the practice, `city` a GeoNames id, `status` a key of the scheme `adoption`, `rating` one
    of the scheme `rating`, `reason` why it stopped, `changed` what the city does otherwise, `cost` what it cost.
    """

    practice: str
    city: int
    status: str
    reason: str = ""
    rating: str = ""
    comment: str = ""
    changed: str = ""
    cost: str = ""
    currency: str = ""
    staff: str = ""
    months: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Adoption(Use):
    """A use as it is kept; `confirmed` is the time since which it counts, or ""."""

    id: int = 0
    author: str = ""
    confirmed: str = ""
    by: str = ""
    at: str = ""
    version: int = 0

    @property
    def use(self) -> Use:
        """What the city tells."""
        return Use(**{field.name: getattr(self, field.name) for field in fields(Use)})


def checked(use: Use) -> Use:
    """Bring what was written to plain data; raises BadParameter with what to mend."""
    status = one_of("adoption")(use.status, "How far it is")
    reason = line(use.reason, "Why it stopped", 200, needed=False)
    if not status:
        raise BadParameter(f"How far the city is with the practice is not said; write one of {', '.join(STATUSES)}.")
    if (status == STOPPED) != bool(reason):
        told = "The city stopped, and why is not said; write it" if status == STOPPED else _NO_REASON
        raise BadParameter(f"{told}.")
    cost, code = number(use.cost, "What it cost"), currency(use.currency, "The currency")
    if code and not cost:
        raise BadParameter("A currency stands without a cost; write the cost, or empty the currency.")
    return Use(
        practice=line(use.practice, "The practice", 400),
        city=use.city,
        status=status,
        reason=reason,
        rating=_rating(use.rating),
        comment=note(use.comment, "What the city says"),
        changed=note(use.changed, "What the city changed"),
        cost=cost,
        currency=code,
        staff=number(use.staff, "Person-months"),
        months=number(use.months, "Months to the first result"),
        start=when(use.start, "The start"),
        end=when(use.end, "The end"),
    )


_NO_REASON = "A reason of stopping is written, but the city has not stopped; choose stopped, or empty the reason"


def _rating(said: str) -> str:
    if said.strip() not in ("", *keys("rating")):
        raise BadParameter(
            f'The rating is "{said[:40]}"; write a whole number from 1 (poor) to 5 (very good), or none.'
        )
    return said.strip()


def report(desk: Desk, use: Use, by: str) -> Adoption:
    """Keep that a city uses a practice; it counts at once where whoever tells it may confirm it."""
    tidy = checked(use)
    with desk.writing() as connection:
        who = acting(connection)
        who.must(Right.SUBMIT)
        author = line(who.signs(by), "Who tells it")
        alone(connection)
        same = (ADOPTION.c.practice == tidy.practice) & (ADOPTION.c.city == tidy.city)
        if held := connection.execute(select(ADOPTION.c.id).where(same)).scalar_one_or_none():
            raise BadParameter(f"That this city uses this practice is told already (report {held}); change that one.")
        values = asdict(tidy) | {"author": author, "confirmed": now() if may_confirm(who, tidy.city) else ""}
        return Adoption(**add(connection, ADOPTION, values, author))


def amend(desk: Desk, number: int, use: Use, by: str, seen: int) -> Adoption:
    """Write a report anew: its author may, and it waits again unless he may confirm it; and whoever may confirm it."""
    with desk.writing() as connection:
        held, by = _mine(connection, number, by)
        tidy = replace(checked(use), practice=held.practice, city=held.city)
        counts = (held.confirmed or now()) if may_confirm(acting(connection), held.city) else ""
        values = asdict(tidy) | {"confirmed": counts}
        return Adoption(**change(connection, ADOPTION, number, values, by, seen))


def confirm(desk: Desk, number: int, by: str, seen: int) -> Adoption:
    """Confirm that a city uses a practice; it counts from now on."""
    with desk.writing() as connection:
        held = _found(connection, number)
        acting(connection).must(Right.CONFIRM, held.city)
        return Adoption(**change(connection, ADOPTION, number, {"confirmed": held.confirmed or now()}, by, seen))


def drop(desk: Desk, number: int, by: str, seen: int) -> None:
    """Take a report out of the records: its author may, and whoever may confirm it; the log keeps what it held."""
    with desk.writing() as connection:
        _, by = _mine(connection, number, by)
        remove(connection, ADOPTION, number, by, seen)


def adoptions(desk: Desk) -> list[Adoption]:
    """List the reports that count, and of the others one's own and those that one may confirm, the oldest first."""
    with desk.reading() as connection:
        every = [Adoption(**row) for row in connection.execute(select(ADOPTION).order_by(ADOPTION.c.id)).mappings()]
    return [_for(desk.acting, one) for one in every if one.confirmed or _may(desk.acting, one)]


def _for(who: Acting, one: Adoption) -> Adoption:
    return one if _may(who, one) else replace(one, author="", by="")


def _may(who: Acting, one: Adoption) -> bool:
    return one.author == who.actor.name or may_confirm(who, one.city)


def may_confirm(who: Acting, city: int) -> bool:
    """Tell whether somebody may confirm what is told of a city."""
    try:
        who.must(Right.CONFIRM, city)
    except NotAllowed:
        return False
    return True


def _found(connection: Connection, number: int) -> Adoption:
    row = connection.execute(select(ADOPTION).where(ADOPTION.c.id == number)).mappings().one_or_none()
    if row is None:
        raise BadParameter(f"There is no report {number}; `ncp submissions meter` lists them.")
    return Adoption(**row)


def _mine(connection: Connection, number: int, by: str) -> tuple[Adoption, str]:
    """Give a report to its author or to whoever may confirm it, with the name to keep."""
    who = acting(connection)
    who.must(Right.SUBMIT)
    held, by = _found(connection, number), line(who.signs(by), "Who tells it")
    if not may_confirm(who, held.city) and not same_person(held.author, by):
        raise NotAllowed(f"You may not change report {number}: its author may, and whoever may confirm it.")
    return held, by
