"""The check of a submitted practice by a second person: the criteria, and what follows. Nobody checks his own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from graph.audited import add, now
from graph.database import acting
from graph.desk import Desk
from graph.desk_tables import PRACTICE_CHECK
from graph.errors import BadParameter, NotAllowed
from graph.plain_text import line, note
from graph.rights import Right
from graph.submissions import (
    IN_CHECK,
    PUBLISHED,
    SENT_BACK,
    Submission,
    found,
    same_person,
    step,
    submissions,
    tell,
)
from ontology.terms import SCHEME, label

CRITERIA = ("impact", "participatory", "relevant", "transferable", "evidence")
"""Keys of the scheme `criterion`, in the order of the check list; the scheme names their source."""


@dataclass(frozen=True, slots=True)
class PracticeCheck:
    """A check as it is kept: of which version of which submission, which criteria were met and which not.

    `role` is the role of who checked, which goes into the graph in place of any name.
    """

    id: int
    submission: int
    edition: int
    role: str
    outcome: str
    met: str
    lacks: str
    note: str
    by: str
    at: str
    version: int

    @property
    def criteria(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The criteria that are met and those that are not."""
        return tuple(self.met.split("|")) if self.met else (), tuple(self.lacks.split("|")) if self.lacks else ()


def criterion_label(criterion: str) -> str:
    """Name a criterion as its scheme does."""
    return label(SCHEME[f"criterion-{criterion}"])


def take_into_check(desk: Desk, number: int, by: str, seen: int) -> Submission:
    """Begin the check of a submission; of two who begin at once the later is told."""
    with desk.writing() as connection:
        held, by = _second(connection, number, by)
        moved = step(connection, held, IN_CHECK, by, seen, checked=now())
        tell(connection, moved, f"Your practice “{moved.title}” is in check.", by)
        return moved


def publish(desk: Desk, number: int, found_met: Mapping[str, bool], by: str, seen: int, said: str = "") -> Submission:
    """Publish a submission that is in check; each criterion must have been judged, and a lack be explained."""
    return _decide(desk, number, PUBLISHED, found_met, by, seen, said)


def send_back(desk: Desk, number: int, found_met: Mapping[str, bool], by: str, seen: int, said: str) -> Submission:
    """Send a submission back to its author with what to mend."""
    return _decide(desk, number, SENT_BACK, found_met, by, seen, said)


def _decide(
    desk: Desk, number: int, state: str, judged: Mapping[str, bool], by: str, seen: int, said: str
) -> Submission:
    with desk.writing() as connection:
        held, by = _second(connection, number, by)
        said = _held_against(judged, state, note(said, "What the check says"))
        times = {"published": now()} if state == PUBLISHED else {}
        moved = step(connection, held, state, by, seen, **times)
        met, lacks = ([one for one in CRITERIA if judged.get(one) is wanted] for wanted in (True, False))
        values = {"submission": number, "edition": seen, "outcome": state, "note": said}
        role = str(acting(connection).actor.role)
        add(
            connection,
            PRACTICE_CHECK,
            {**values, "role": role, "met": "|".join(met), "lacks": "|".join(lacks)},
            by,
        )
        tell(connection, moved, _news(moved, lacks, said), by)
        return moved


def _held_against(judged: Mapping[str, bool], state: str, said: str) -> str:
    """Hold the check list against what the outcome needs."""
    if unknown := [one for one in judged if one not in CRITERIA]:
        raise BadParameter(f'"{unknown[0][:40]}" is no criterion; write one of {", ".join(CRITERIA)}.')
    open_ones = [criterion_label(one) for one in CRITERIA if one not in judged]
    if state == PUBLISHED and open_ones:
        raise BadParameter(f"The check list is not whole: {', '.join(open_ones)} is not judged; judge each criterion.")
    if not said and state == SENT_BACK:
        raise BadParameter("Nothing says what the author should mend; write it.")
    if not said and not all(judged.values()):
        raise BadParameter("A criterion is not met and nothing says why it is published all the same; write it.")
    return said


def _news(moved: Submission, lacks: Sequence[str], said: str) -> str:
    what = "is published" if moved.state == PUBLISHED else "is sent back"
    open_ones = f" Not met: {', '.join(map(criterion_label, lacks))}." if lacks else ""
    return f"Your practice “{moved.title}” {what}.{open_ones}{f' {said}' if said else ''}"


def _second(connection: Connection, number: int, by: str) -> tuple[Submission, str]:
    """Give a submission to whoever may check it, with the name to keep; its author is refused."""
    who = acting(connection)
    who.must(Right.CHECK)
    by = line(who.signs(by), "Who checks")
    held = found(connection, number)
    if same_person(by, held.author):
        raise NotAllowed(
            f"You may not check or publish submission {number}: you wrote it, and nobody checks his own; "
            "a second person has to do it."
        )
    return held, by


def checks(desk: Desk) -> list[PracticeCheck]:
    """List the checks of the submissions that whoever reads may see, the latest first.

    Who checked, and what he wrote, is for the author and for those who check.
    """
    seen = {one.id: one for one in submissions(desk)}
    with desk.reading() as connection:
        rows = connection.execute(select(PRACTICE_CHECK).order_by(PRACTICE_CHECK.c.id.desc())).mappings()
        every = [PracticeCheck(**row) for row in rows]
    return [one for one in every if one.submission in seen and seen[one.submission].author]


def last_checks(desk: Desk) -> dict[int, PracticeCheck]:
    """Give the check by which each published practice was published, by the number of its submission."""
    public = {one.id for one in submissions(desk) if one.state == PUBLISHED}
    with desk.reading() as connection:
        rows = connection.execute(select(PRACTICE_CHECK).order_by(PRACTICE_CHECK.c.id)).mappings()
        return {row["submission"]: PracticeCheck(**row) for row in rows if row["submission"] in public}
