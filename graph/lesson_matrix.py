"""What is known where: practices, lessons and passages that wait, by challenge and domain, and lessons carried over.

A cell of challenge and domain counts the practices, lessons and waiting passages that bear both; the row and the column
"" hold those that say none. It is a hole where it has no lesson.
A cell of two domains counts the lessons of the first that are claimed to be useful in the second (proposed, confirmed
or contested), those of them confirmed, and the claims that are not; its practices are those of both domains. On the
diagonal stand practices, lessons and passages of the domain itself. It is a hole where it has no lesson.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph.lessons import CONFIRMED, WITHDRAWN, Lesson, Transfer


class Borne(Protocol):
    """What bears challenges and domains: a practice, a lesson or a passage."""

    @property
    def challenges(self) -> tuple[str, ...]:
        """Keys of challenges."""

    @property
    def domains(self) -> tuple[str, ...]:
        """Keys of domains."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Counts of one cell; `row` and `column` are keys of challenges or domains, "" for those that say none."""

    row: str
    column: str
    practices: int = 0
    lessons: int = 0
    confirmed: int = 0
    waiting: int = 0

    @property
    def hole(self) -> bool:
        """Tell whether no lesson is known."""
        return not self.lessons


def challenge_cells(
    challenges: Sequence[str],
    domains: Sequence[str],
    practices: Iterable[Borne],
    lessons: Iterable[Borne],
    waiting: Iterable[Borne],
) -> list[Cell]:
    """Count what bears each challenge and each domain, row by row, "" last."""
    counted = [_counted(held) for held in (practices, lessons, waiting)]
    return [
        Cell(row, column, counted[0](row, column), counted[1](row, column), waiting=counted[2](row, column))
        for row in (*challenges, "")
        for column in (*domains, "")
    ]


def domain_cells(
    domains: Sequence[str],
    practices: Sequence[Borne],
    lessons: Sequence[Lesson],
    waiting: Sequence[Borne],
    claims: Iterable[Transfer],
) -> list[Cell]:
    """Count what is carried from each domain (rows) to each other (columns), and what each holds itself."""
    known = {one.key for one in lessons}
    live = [one for one in claims if one.status != WITHDRAWN and one.lesson in known]
    return [
        _own(row, practices, lessons, waiting) if row == column else _carried(row, column, practices, live)
        for row in domains
        for column in domains
    ]


def _own(domain: str, practices: Iterable[Borne], lessons: Iterable[Borne], waiting: Iterable[Borne]) -> Cell:
    numbers = [sum(domain in one.domains for one in held) for held in (practices, lessons, waiting)]
    return Cell(domain, domain, numbers[0], numbers[1], waiting=numbers[2])


def _carried(row: str, column: str, practices: Iterable[Borne], live: Iterable[Transfer]) -> Cell:
    both = sum({row, column} <= set(one.domains) for one in practices)
    said = [one for one in live if (one.origin, one.goal) == (row, column)]
    sure = {one.lesson for one in said if one.status == CONFIRMED}
    open_ = sum(one.status != CONFIRMED for one in said)
    return Cell(row, column, both, len({one.lesson for one in said}), len(sure), open_)


def _counted(held: Iterable[Borne]) -> Callable[[str, str], int]:
    numbers: dict[tuple[str, str], int] = {}
    for one in held:
        for challenge in one.challenges or ("",):
            for domain in one.domains or ("",):
                numbers[challenge, domain] = numbers.get((challenge, domain), 0) + 1
    return lambda row, column: numbers.get((row, column), 0)
