"""Practices that people submit: from the draft to the catalogue, each step with who may take it.

The author alone writes, hands in and withdraws; whoever checks is never the author. Each step is held against the
state in which the submission stands and the version that the writer saw, and stands in the log of changes.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Connection, select

from graph.audited import add, change, forget, now
from graph.database import acting, wipe
from graph.desk import FILE, Desk, address_in, open_desk
from graph.desk_tables import AUDIT, NOTICE, PRACTICE_CHECK, SUBMISSION
from graph.errors import BadParameter, NotAllowed
from graph.plain_text import line
from graph.rights import Acting, Right
from graph.submission_fields import Told, checked, missing
from graph.workspace import Workspace
from ontology.terms import SCHEME, label

DRAFT, SUBMITTED, IN_CHECK, PUBLISHED = "draft", "submitted", "in-check", "published"
SENT_BACK, WITHDRAWN = "sent-back", "withdrawn"
STATES = (DRAFT, SUBMITTED, IN_CHECK, PUBLISHED, SENT_BACK, WITHDRAWN)
"""Keys of the scheme `submission`."""
MOVES: Mapping[str, tuple[str, ...]] = {
    DRAFT: (SUBMITTED, WITHDRAWN),
    SUBMITTED: (IN_CHECK, WITHDRAWN),
    IN_CHECK: (PUBLISHED, SENT_BACK, WITHDRAWN),
    SENT_BACK: (SUBMITTED, WITHDRAWN),
    PUBLISHED: (WITHDRAWN,),
    WITHDRAWN: (DRAFT,),
}
"""Which state may follow which."""
WRITABLE = (DRAFT, SENT_BACK)
KEY = "submitted/"
"""What the key of a submitted practice begins with in the graph."""


@dataclass(frozen=True, slots=True)
class Submission(Told):
    """A submission as it is kept; times in UTC, "" where a step was not taken. `author` is a role or initials."""

    id: int = 0
    author: str = ""
    state: str = DRAFT
    created: str = ""
    submitted: str = ""
    checked: str = ""
    published: str = ""
    by: str = ""
    at: str = ""
    version: int = 0

    @property
    def key(self) -> str:
        """The key of the practice in the graph."""
        return f"{KEY}{self.id}"

    @property
    def told(self) -> Told:
        """What the author wrote."""
        return Told(**{field.name: getattr(self, field.name) for field in fields(Told)})


def state_label(state: str) -> str:
    """Name a state as its scheme does."""
    return label(SCHEME[f"submission-{state}"])


def same_person(one: str, other: str) -> bool:
    """Tell whether two names that the records keep are one person's, however they are spaced and dotted."""
    bare = ["".join(c for c in name.casefold() if c.isalnum()) for name in (one, other)]
    return bare[0] == bare[1]


def start(desk: Desk, told: Told, by: str) -> Submission:
    """Keep a new draft."""
    with desk.writing() as connection:
        return keep(connection, told, by)


def keep(connection: Connection, told: Told, by: str) -> Submission:
    """Keep a new draft within a transaction that keeps more."""
    acting(connection).must(Right.SUBMIT)
    author = line(acting(connection).signs(by), "The author")
    times = {"created": now(), "submitted": "", "checked": "", "published": ""}
    values = {**asdict(checked(told)), "author": author, "state": DRAFT, **times}
    return Submission(**add(connection, SUBMISSION, values, author))


def rewrite(desk: Desk, number: int, told: Told, by: str, seen: int) -> Submission:
    """Write a draft, or what was sent back, anew; if it was changed since version `seen`, both texts are told."""
    with desk.writing() as connection:
        return reword(connection, number, told, by, seen)


def reword(connection: Connection, number: int, told: Told, by: str, seen: int) -> Submission:
    """Write it anew within a transaction that keeps more; of which practice it is a version does not change."""
    held = own(connection, number, by)
    if held.state not in WRITABLE:
        told_state = state_label(held.state)
        raise BadParameter(
            f"Submission {number} is {told_state}; it can be changed as a draft or when it is sent back."
        )
    values = asdict(checked(told)) | {"revises": held.revises, "adoption": held.adoption}
    return Submission(**change(connection, SUBMISSION, number, values, acting(connection).signs(by), seen))


def hand_in(desk: Desk, number: int, by: str, seen: int) -> Submission:
    """Hand a submission in; what is needed for the check must be there."""
    with desk.writing() as connection:
        return hand_over(connection, number, by, seen)


def hand_over(connection: Connection, number: int, by: str, seen: int) -> Submission:
    """Hand a submission in within a transaction that keeps more."""
    held = own(connection, number, by)
    if gone := missing(held):
        raise BadParameter(f"Submission {number} cannot be handed in without {', '.join(gone)}; fill it in.")
    return step(connection, held, SUBMITTED, by, seen, submitted=now())


def withdraw(desk: Desk, number: int, by: str, seen: int) -> Submission:
    """Take a submission back, also one that is published: it leaves the catalogue at once."""
    with desk.writing() as connection:
        return step(connection, own(connection, number, by), WITHDRAWN, by, seen)


def take_up(desk: Desk, number: int, by: str, seen: int) -> Submission:
    """Make a draft of a submission that was withdrawn."""
    with desk.writing() as connection:
        return step(connection, own(connection, number, by), DRAFT, by, seen)


def step(connection: Connection, held: Submission, state: str, by: str, seen: int, **times: str) -> Submission:
    """Move a submission to another state; whoever is not its author writes him a notice beside."""
    if state not in MOVES[held.state]:
        may = " or ".join(map(state_label, MOVES[held.state]))
        raise BadParameter(
            f"Submission {held.id} is {state_label(held.state)} and cannot become {state_label(state)}, only {may}."
        )
    by = line(acting(connection).signs(by), "Who does it")
    return Submission(**change(connection, SUBMISSION, held.id, {"state": state, **times}, by, seen))


def own(connection: Connection, number: int, by: str) -> Submission:
    """Give a submission to its author; anybody else is refused."""
    who = acting(connection)
    who.must(Right.SUBMIT)
    held = found(connection, number)
    if not same_person(line(who.signs(by), "The author"), held.author):
        raise NotAllowed(f"You may not change submission {number}: its author alone may.")
    return held


def found(connection: Connection, number: int) -> Submission:
    """Look up a submission that whoever asks may see; one that he may not see is as if it were not there."""
    row = connection.execute(select(SUBMISSION).where(SUBMISSION.c.id == number)).mappings().one_or_none()
    if row is None or not visible(acting(connection), Submission(**row)):
        raise BadParameter(f"There is no submission {number} that you may see; `ncp submissions list` tells them.")
    return Submission(**row)


def visible(who: Acting, one: Submission) -> bool:
    """Tell whether somebody may see a submission: his own, what is published, and who checks all that is handed in."""
    actor = who.actor
    if one.state == PUBLISHED or not actor.signed_in:
        return True
    return one.author == actor.name or (one.state != DRAFT and actor.may(Right.CHECK))


def submissions(desk: Desk) -> list[Submission]:
    """List the submissions that whoever reads may see, the latest first; of others' published ones not the author."""
    with desk.reading() as connection:
        rows = connection.execute(select(SUBMISSION).order_by(SUBMISSION.c.id.desc())).mappings()
        held = [Submission(**row) for row in rows]
    return [_for(desk.acting, one) for one in held if visible(desk.acting, one)]


def _for(who: Acting, one: Submission) -> Submission:
    if who.actor.may(Right.CHECK) or one.author == who.actor.name:
        return one
    return Submission(**asdict(one) | {"author": "", "by": "", "kind": ""})


def published(desk: Desk) -> list[Submission]:
    """List what is published, the oldest first."""
    return [one for one in reversed(submissions(desk)) if one.state == PUBLISHED]


def published_of(workspace: Workspace, address: str = "") -> list[Submission]:
    """Read what is published at an address, or in the records of the workspace, which may not have any yet."""
    held = desk_if_any(workspace, address)
    return published(held) if held else []


def desk_if_any(workspace: Workspace, address: str = "") -> Desk | None:
    """Open the records at an address or of the workspace; None where it has none yet."""
    if not address and not (workspace.desk / FILE).is_file():
        return None
    return open_desk(address or address_in(workspace.desk))


def forget_submission(desk: Desk, number: int, by: str) -> bool:
    """Delete a draft, or what was withdrawn, for good with its checks and notices; its author and an administrator may.

    False when a file is still held open by another program.
    """
    with desk.writing() as connection:
        who = acting(connection)
        who.must(Right.SUBMIT)
        held, by = found(connection, number), line(who.signs(by), "Who deletes it")
        if not same_person(by, held.author) and not who.actor.may(Right.RECORDS):
            raise NotAllowed(f"You may not delete submission {number}: its author and an administrator may.")
        if held.state not in (DRAFT, WITHDRAWN):
            raise BadParameter(f"Submission {number} is {state_label(held.state)}; withdraw it, then delete it.")
        for table in (PRACTICE_CHECK, NOTICE):
            for one in connection.execute(select(table.c.id).where(table.c.submission == number)).scalars().all():
                forget(connection, table, one, by)
        forget(connection, SUBMISSION, number, by)
    return wipe(desk.engine, (SUBMISSION.name, PRACTICE_CHECK.name, NOTICE.name, AUDIT.name))


@dataclass(frozen=True, slots=True)
class Notice:
    """What the author of a submission is told; `seen` is the time at which he read it, or ""."""

    id: int
    reader: str
    submission: int
    told: str
    seen: str
    by: str
    at: str
    version: int


def tell(connection: Connection, held: Submission, told: str, by: str) -> None:
    """Leave a notice to the author of a submission; no mail is sent."""
    values = {"reader": held.author, "submission": held.id, "told": told, "seen": ""}
    add(connection, NOTICE, values, by)


def notices(desk: Desk, reader: str = "") -> list[Notice]:
    """List the notices to a person, the latest first; the user of this machine may read those of everybody."""
    actor = desk.acting.actor
    mine = actor.name if actor.signed_in else reader
    with desk.reading() as connection:
        rows = connection.execute(select(NOTICE).order_by(NOTICE.c.id.desc())).mappings()
        every = [Notice(**row) for row in rows]
    return [one for one in every if (not mine and not actor.signed_in) or same_person(one.reader, mine)]


def mark_seen(desk: Desk, number: int, by: str) -> None:
    """Note that the author has read a notice; nobody else can."""
    with desk.writing() as connection:
        row: Any = connection.execute(select(NOTICE).where(NOTICE.c.id == number)).mappings().one_or_none()
        who = acting(connection)
        who.must(Right.SUBMIT)
        if row is None or not same_person(row["reader"], line(who.signs(by), "The reader")):
            raise NotAllowed(f"You may not mark notice {number} as read: it is not written to you.")
        if not row["seen"]:
            change(connection, NOTICE, number, {"seen": now()}, by, row["version"])
