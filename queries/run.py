"""Ask a query of one's own: judged, within the limits, in its turn, and ended when it is cancelled.

Everything that takes a stranger's text goes through `submit`: the page Ask, `ncp ask --query` and the data service.
"""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.endpoint import Remote
from graph.engine import evaluate, fetch
from graph.limits import Limits
from graph.reply import Reply
from graph.stop import Stop
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
    ticket = submit(engine, text, user, seconds=seconds, rows=rows, size=size)
    try:
        return ticket.result()
    except BaseException:
        ticket.cancel()
        raise


def _work(where: Path | Remote, judged: Judged, limits: Limits, stop: Stop) -> Reply:
    if isinstance(where, Remote):
        return fetch(where, judged.text, limits, stop)
    return evaluate(where, judged.text, judged.triples, limits, stop)
