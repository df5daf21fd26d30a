"""Queries take turns: a few run at once, and one user with many does not hold up another.

One user may have all places but one, so that a newcomer finds one free; those who wait are served in rotation, each
user's queries in the order in which they came.
"""

import atexit
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from itertools import chain
from typing import Any, Generic, TypeVar

from graph.errors import QueryStopped, TooManyQueries
from graph.stop import CANCELLED, FORGOTTEN, Stop

T = TypeVar("T")
PLACES, WAITING = 2, 20
"""So many queries run at once, and so many of one user wait."""
SECONDS = 1.0
"""So often it is looked whether somebody still waits for an answer."""


class Ticket(Generic[T]):
    """One query that waits, runs or is done; who waits for it looks at `done` or asks for the `result`."""

    def __init__(self, turns: "Turns", user: str, work: Callable[[Stop], T], patience: float) -> None:
        """Wait for a turn; made by Turns.take alone."""
        self.user, self.work, self.stop = user, work, Stop()
        self.future: Future[T] = Future()
        self._turns, self._patience, self._seen = turns, patience, time.monotonic()
        self._began = 0.0

    @property
    def before(self) -> int:
        """How many queries run or come before this one; 0 once it runs."""
        return self._turns.before(self)

    @property
    def done(self) -> bool:
        """Whether the answer, or the reason why there is none, is there."""
        self._seen = time.monotonic()
        return self.future.done()

    @property
    def seconds(self) -> float:
        """For how long it has run."""
        return time.monotonic() - self._began if self._began else 0.0

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody has looked at it for longer than it has patience."""
        return time.monotonic() - self._seen > self._patience

    def cancel(self) -> None:
        """End the query, whether it waits or runs."""
        self._turns.drop(self)

    def wait(self, seconds: float) -> None:
        """Wait until it is over, at most so long."""
        wait([self.future], seconds)

    def result(self, seconds: float | None = None) -> T:
        """Wait for the answer; TimeoutError where it takes longer than this."""
        try:
            return self.future.result(seconds)
        except CancelledError as error:
            raise QueryStopped("The query was cancelled before it began.") from error

    def run(self) -> Callable[[], None]:
        """Do the work; gives what hands its result over."""
        self._began = time.monotonic()
        try:
            result = self.work(self.stop)
        except BaseException as error:
            # What a parser holds must be let go in this thread, and tracebacks would hold it.
            error.__context__ = error.__cause__ = None
            failed = error.with_traceback(None)
            return lambda: self.future.set_exception(failed)
        return lambda: self.future.set_result(result)


class Turns:
    """The queue of one program."""

    def __init__(self, places: int = PLACES, waiting: int = WAITING) -> None:
        """Let so many run at once, and so many of each user wait."""
        self.places, self.waiting = max(1, places), waiting
        self._lock = threading.RLock()
        self._queues: dict[str, deque[Ticket[Any]]] = {}
        self._running: list[Ticket[Any]] = []
        self._watched = False
        atexit.register(self.end)

    def take(self, user: str, work: Callable[[Stop], T], patience: float = float("inf")) -> Ticket[T]:
        """Queue a piece of work; it is given up where nobody looks at it for `patience` seconds."""
        ticket = Ticket(self, user, work, patience)
        with self._lock:
            if len(self._queues.get(user, ())) >= self.waiting:
                raise TooManyQueries(f"{self.waiting} of your queries wait already; cancel one or let one end.")
            self._queues.setdefault(user, deque()).append(ticket)
            self._start()
            if patience < float("inf") and not self._watched:
                self._watched = True
                threading.Thread(target=self._watch, name="forgotten queries", daemon=True).start()
        return ticket

    def before(self, ticket: Ticket[Any]) -> int:
        """Count what runs and what has its turn earlier."""
        with self._lock:
            turns = sorted(
                ((rank, place), waiting)
                for place, queue in enumerate(self._queues.values())
                for rank, waiting in enumerate(map(id, queue))
            )
            waiting = [found for _, found in turns]
            return waiting.index(id(ticket)) + len(self._running) if id(ticket) in waiting else 0

    def drop(self, ticket: Ticket[Any], why: str = CANCELLED) -> None:
        """End a query, whether it waits or runs."""
        with self._lock:
            queue = self._queues.get(ticket.user, ())
            if ticket in queue:
                queue.remove(ticket)  # type: ignore[union-attr]
                ticket.future.cancel()
        ticket.stop(why)

    def end(self) -> None:
        """End whatever runs or waits."""
        for ticket in self._known():
            self.drop(ticket)

    def _known(self) -> list[Ticket[Any]]:
        with self._lock:
            return [*chain.from_iterable(self._queues.values()), *self._running]

    def _start(self) -> None:
        """Fill the free places; who has had a turn goes to the end of the rotation."""
        while len(self._running) < self.places and (user := self._next()) is not None:
            queue = self._queues.pop(user)
            ticket = queue.popleft()
            self._queues |= {user: queue} if queue else {}
            self._running.append(ticket)
            threading.Thread(target=self._run, args=(ticket,), name="query", daemon=True).start()

    def _next(self) -> str | None:
        self._queues = {user: queue for user, queue in self._queues.items() if queue}
        runs = Counter(ticket.user for ticket in self._running)
        return next((user for user in self._queues if runs[user] < max(1, self.places - 1)), None)

    def _run(self, ticket: Ticket[Any]) -> None:
        hand_over = ticket.run()
        with self._lock:
            self._running.remove(ticket)
            self._start()
        hand_over()

    def _watch(self) -> None:
        """End the queries for which nobody waits any more."""
        while True:
            time.sleep(SECONDS)
            for ticket in self._known():
                if ticket.is_forgotten:
                    self.drop(ticket, FORGOTTEN)
