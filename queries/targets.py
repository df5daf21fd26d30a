"""Endpoints of others: named targets with questions of their own; answers are shown with their origin, never kept.

A target is a file `elsewhere/NAME.toml`, its questions lie in the folder `elsewhere/NAME`. Nothing is asked before
somebody asks.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from graph.endpoint import Remote, Table
from graph.errors import EndpointError, UnknownQuestion
from queries.binding import bind
from queries.catalogue import Question, read

FOLDER = Path(__file__).parent / "elsewhere"


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint of others: its key and title, who runs it under which licence, its address and limits."""

    key: str
    title: str
    publisher: str
    url: str
    page: str
    licence: str
    seconds: float
    rows: int


@dataclass(frozen=True, slots=True)
class Foreign:
    """An answer of a target, with the question and the moment (UTC) at which it was asked."""

    target: Target
    question: Question
    table: Table
    asked: str

    @property
    def origin(self) -> str:
        """Say where the answer is from, under which licence, and that it is no part of the graph."""
        cut = " The answer is truncated: more rows exist." if self.table.truncated else ""
        return (
            f"From {self.target.title} ({self.target.url}, {self.target.licence}), asked {self.asked}; "
            f"it is no part of the graph.{cut}"
        )

    def marked(self) -> Table:
        """Give the answer with its origin and the moment on each row, for files that leave this place."""
        origin = (self.target.title, self.asked)
        return replace(
            self.table,
            columns=(*self.table.columns, "origin", "asked"),
            rows=[(*row, *origin) for row in self.table.rows],
        )


@cache
def targets() -> dict[str, Target]:
    """Read every target, ordered by its key."""
    return {
        path.stem: Target(path.stem, **tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))
    }


@cache
def questions(key: str) -> dict[str, Question]:
    """Read the questions of a target by the names that they bear there."""
    return {question.name.rsplit("/", 1)[-1]: question for question in read(FOLDER / key)}


def find(key: str, told: Mapping[str, object] | None = None) -> Target:
    """Give the target of this key; settings may tell another address, time limit or most rows."""
    if key not in targets():
        raise UnknownQuestion(f'There is no endpoint called "{key}"; choose from {", ".join(targets())}.')
    target, told = targets()[key], told or {}
    return replace(
        target,
        url=str(told.get("url", target.url)),
        seconds=float(str(told.get("seconds", target.seconds))),
        rows=int(str(told.get("rows", target.rows))),
    )


def ask(target: Target, name: str, values: Mapping[str, str]) -> Foreign:
    """Put one of its questions to a target; what goes wrong is told with the target's name."""
    known = questions(target.key)
    if name not in known:
        near = get_close_matches(name, known, n=2) or list(known)
        raise UnknownQuestion(f'{target.title} has no question "{name}" here; did you mean {" or ".join(near)}?')
    query = bind(known[name], values)
    moment = datetime.now(UTC)
    try:
        table = Remote(target.url, target.seconds, target.rows).select(query)
    except EndpointError as error:
        raise EndpointError(f"{target.title} gave no answer. {error}") from error
    return Foreign(target, known[name], table, f"{moment:%Y-%m-%d %H:%M} UTC")
