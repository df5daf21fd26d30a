"""Ask a query within the limits, in its turn, and in a process that ends when it is cancelled.

Every text of one's own goes through `submit`, where it is judged; `Asker` is the same as an endpoint. Saved questions,
which need no judge, may go through `submit_bound`.
"""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.endpoint import Remote, Table
from graph.engine import evaluate, fetch
from graph.limits import Limits
from graph.reply import Reply
from graph.stop import Stop
from graph.stream import Solutions
from graph.turns import Ticket, Turns
from queries.guard import Judged, judge


@dataclass(frozen=True, slots=True)
class Engine:
    """Where queries of one's own go: the store of a release on this disk, or else an endpoint.

    `limits` is the ceiling for everybody; `turns` is the queue, one for the whole program.
    """

    where: Path | Remote
    limits: Limits = field(default_factory=Limits)
    turns: Turns = field(default_factory=Turns)


def submit(
    engine: Engine,
    text: str,
    user: str = "",
    *,
    seconds: float | None = None,
    rows: int | None = None,
    size: int | None = None,
    patience: float = float("inf"),
) -> Ticket[Reply]:
    """Queue a query for a user and come back at once; raises QueryRefused where it may not be asked.

    `seconds`, `rows` and `size` (bytes of the answer) can only lower the limits. The ticket tells how many are
    `before` it, whether it is `done`, waits for the `result`, and can `cancel`. With `patience` the query is given
    up once nobody has looked at `done` for so many seconds.
    """
    limits = engine.limits.lowered(seconds, rows, size)
    judged = judge(text, limits.rows + 1)
    return engine.turns.take(user, partial(_work, engine.where, judged, limits), patience)


def submit_bound(engine: Engine, query: str, user: str = "", patience: float = float("inf")) -> Ticket[Reply]:
    """Queue a saved question for a user, with its values bound: a query of the library, which is not judged."""
    return engine.turns.take(user, partial(_work, engine.where, Judged(query, False), engine.limits), patience)


def run(
    engine: Engine,
    text: str,
    user: str = "",
    *,
    seconds: float | None = None,
    rows: int | None = None,
    size: int | None = None,
) -> Reply:
    """Answer a query of one's own, waiting for it; Ctrl-C ends it."""
    return _waited(submit(engine, text, user, seconds=seconds, rows=rows, size=size))


def _waited(ticket: Ticket[Reply]) -> Reply:
    try:
        return ticket.result()
    except BaseException:
        ticket.cancel()
        raise


class Asker:
    """An endpoint that takes queries of one user's own, one at a time.

    `tables` is None, for it knows nothing of a release; `opened` holds the ticket of the query that was asked last.
    """

    def __init__(self, engine: Engine, user: str = "") -> None:
        """Ask for this user, for as many rows as the limits of the engine let through."""
        self.engine, self.user = engine, user
        self.limit = engine.limits.rows
        self.tables: Path | None = None
        self.opened: list[Ticket[Reply]] = []

    def select(self, query: str) -> Table:
        """Answer a query of one's own with a table."""
        return self._reply(query).table()

    def solutions(self, query: str) -> Solutions:
        """Answer a query of one's own with terms."""
        return self._reply(query).solutions()

    def cancel(self) -> None:
        """End whatever was asked here and is not over."""
        for ticket in self.opened:
            ticket.cancel()

    def _reply(self, query: str) -> Reply:
        self.opened[:] = [submit(self.engine, query, self.user)]
        return _waited(self.opened[0])


def _work(where: Path | Remote, judged: Judged, limits: Limits, stop: Stop) -> Reply:
    if isinstance(where, Remote):
        return fetch(where, judged.text, limits, stop)
    return evaluate(where, judged.text, judged.triples, limits, stop)
