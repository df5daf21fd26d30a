"""The query of one's own that a page waits for: in its turn, running with a button that ends it, or answered."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard import own_queries, sign_in, tables
from graph.endpoint import Table
from graph.errors import NcpError
from graph.reply import Reply
from graph.turns import Ticket
from queries.run import submit, submit_bound

PATIENCE, AT_ONCE = 15.0, 1.0
"""Seconds after which a query is given up that nobody looks at, and for which a page waits without saying so."""
_HELD, _USER = "ncp-running", "ncp-asker"


@dataclass(frozen=True)
class Held:
    """A query that was sent; `key` tells it from others, `where` names what answers it."""

    key: str
    ticket: Ticket[Reply]
    where: str

    @cached_property
    def reply(self) -> Reply:
        """The answer, with its terms as they came."""
        return self.ticket.result()

    @cached_property
    def table(self) -> Table:
        """The answer with the values of its terms."""
        return self.reply.table()

    @cached_property
    def arrow(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """The same as a table of Arrow."""
        return tables.arrow(self.table.columns, self.table.rows)


def most() -> int:
    """Give the most rows that an answer can have here."""
    return own_queries.served().limits.rows


def longest() -> int:
    """Give the most seconds that a query may take here."""
    return int(own_queries.served().limits.seconds)


def answered(key: str, query: str, rows: int, seconds: int | None = None, saved: bool = False) -> Held | None:
    """Send a query where it is another than the last one; gives its answer, None while it waits or runs.

    A query that is no longer asked for is ended; a `saved` one needs no judge. Raises NcpError where none can be given.
    """
    held: Held | None = st.session_state.get(_HELD)
    if held is None or held.key != key:
        if held:
            held.ticket.cancel()
        st.session_state.pop(_HELD, None)
        held = _sent(key, query, rows, seconds, saved)
        st.session_state[_HELD] = held
    if not held.ticket.done:
        try:
            held.ticket.result(AT_ONCE)
        except TimeoutError:
            return None
    held.ticket.result()
    return held


def last() -> Held | None:
    """Give the query that was answered last, None where there was none or it failed."""
    held: Held | None = st.session_state.get(_HELD)
    if held is None or not held.ticket.done:
        return None
    try:
        held.ticket.result()
    except NcpError:
        return None
    return held


def _sent(key: str, query: str, rows: int, seconds: int | None, saved: bool) -> Held:
    engine = own_queries.served()
    where = "the store of this workspace" if isinstance(engine.where, Path) else engine.where.url
    if saved:
        return Held(key, submit_bound(engine, query, _user(), PATIENCE), where)
    ticket = submit(engine, query, _user(), rows=rows, seconds=seconds, patience=PATIENCE)
    return Held(key, ticket, where)


def _user() -> str:
    """Name whose turn it is: whoever is signed in, else the one who looks at this page."""
    if sign_in.setup():
        return sign_in.actor().name
    return str(st.session_state.setdefault(_USER, uuid4().hex))


@st.fragment(run_every=0.5)
def wait() -> None:
    """Say how long the query runs or how many come before it, until it is done; the button ends it."""
    held: Held | None = st.session_state.get(_HELD)
    if held is None or held.ticket.done:
        st.rerun()
    before = held.ticket.before
    waiting = f"Waiting: {before} before you." if before else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(waiting or f"Running for {held.ticket.seconds:.0f} seconds.")
        st.button("Cancel", key="workbench-cancel", on_click=held.ticket.cancel)
