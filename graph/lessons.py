"""Lessons and the claims that they carry over to another domain, as people enter them and as a release holds them."""

import re
from dataclasses import dataclass

KINDS = ("success", "barrier", "failure", "warning")
BARRIERS = ("money", "staff", "skills", "law", "technology", "data", "trust", "politics", "partners", "place")
ORIGINS = ("practice", "project", "adoption")
"""What a lesson may be learned from."""
LEVELS = ("claimed", "monitored", "evaluated", "compared")
"""How a lesson was shown, the weakest first."""
LESSON, REFUSED, WITHDRAWN = "lesson", "refused", "withdrawn"
"""States of a record: a lesson, a passage in which somebody found none, and a lesson that was taken back."""
PROPOSED, CONFIRMED, CONTESTED = "proposed", "confirmed", "contested"
STATUSES = (PROPOSED, CONFIRMED, CONTESTED, WITHDRAWN)
TEAM = "team-"
"""How the keys of lessons begin that the team entered."""
_FULL = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: what was learned, of which kind, on which barriers, from what, and on which evidence.

    `key` is the last part of its IRI; `of` and `origin` name the practice, project or adoption that it comes from;
    `level` is a key of `evidence-*` or ""; `evidence` names what shows it, `page` where that stands.
    """

    key: str
    statement: str
    of: str
    origin: str
    kind: str = ""
    barriers: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    level: str = ""
    evidence: str = ""
    page: str = ""
    language: str = "en"
    by: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """The claim that a lesson of the domain `origin` is useful in the domain `goal`, why, and how it stands.

    `author` made the claim; `status` is a key of `transfer-*`, `why` the reason of the last change of it, by whom and
    when stands in the log; `evidence` is what a confirmation rests on.
    """

    key: str
    lesson: str
    origin: str
    goal: str
    reason: str
    author: str
    status: str
    why: str = ""
    evidence: str = ""
    day: str = ""


def signed(name: str) -> str:
    """Give a role or initials as the graph may hold them: a name of several words is brought to its initials."""
    words = name.split()
    if len(words) > 1 and all(_FULL.match(word) for word in words):
        return " ".join(f"{word[0]}." for word in words)
    return name


def short(statement: str, most: int = 80) -> str:
    """Give the beginning of a statement as a title."""
    if len(statement) <= most:
        return statement
    return statement[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"
