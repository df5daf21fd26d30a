"""The query on the page Workbench: as the address names it, or as it was run in the editor."""

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard import data, editor
from graph.endpoint import Table
from graph.errors import NcpError, QueryRefused
from queries import ask
from queries.catalogue import FOLDER, Question, find
from queries.formatting import formatted
from queries.own import lines_before, own, place_of

KEY = "workbench-editor"
ROWS, MOST = 10_000, 100_000
"""Rows that are read of an answer unless more are asked for, and at most."""
BEGIN = """#+ defaults: {country: PT}
PREFIX ncp: <https://w3id.org/ncp-graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?city ?name ?population WHERE {
  ?city a ncp:City ;
    skos:prefLabel ?name ;
    ncp:population ?population ;
    ncp:inCountry ?_country_iri .
}
ORDER BY DESC(?population)
LIMIT 100
"""
"""What stands in the editor at first."""
_QUERY, _SEEN, _BY_HAND, _TOLD = "workbench-query", "workbench-seen", "workbench-by-hand", "workbench-told"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was run; `origin` is "question:NAME" of the saved question whose text it is, or "" for its own.

    `turn` tells one run of it from the next.
    """

    text: str
    origin: str = ""
    turn: str = ""

    @property
    def name(self) -> str:
        """The name of the saved question, or ""."""
        return self.origin.partition(":")[2]


def asked() -> Asked | None:
    """Give the query that is answered on the page, None before the first one."""
    found: Asked | None = st.session_state.get(_QUERY)
    return found


def told() -> dict[str, Any]:
    """Give what the editor is told: a question to open, a text laid out, where an error is."""
    return dict(st.session_state.get(_TOLD, {}))


def _tell(**news: object) -> None:
    st.session_state[_TOLD] = told() | news


def follow() -> None:
    """Take the query that the address names, where somebody came by a link or went back."""
    by_hand = st.session_state.pop(_BY_HAND, False)
    origin = origin_of(st.query_params.to_dict())
    if origin and not by_hand and st.session_state.get(_SEEN) != origin:
        take(origin)


def origin_of(codes: dict[str, str]) -> str:
    """Say which saved query the codes of an address name."""
    return f"question:{codes['question']}" if codes.get("question") else ""


def codes_of(origin: str) -> dict[str, str]:
    """Give the codes by which an address names a saved query."""
    kind, _, name = origin.partition(":")
    return {kind: name} if name else {}


def note(origin: str) -> None:
    """Note what the address names now."""
    st.session_state[_SEEN] = origin


def take(origin: str) -> None:
    """Open a saved query in a tab of its own and answer it; raises NcpError where there is none."""
    note(origin)
    st.session_state.pop(_QUERY, None)
    text = text_of(origin)
    st.session_state[_QUERY] = Asked(text, origin, uuid4().hex)
    name = origin.partition(":")[2]
    _tell(open={"token": uuid4().hex, "name": name, "text": text, "origin": origin}, fault=None)


def text_of(origin: str) -> str:
    """Read the text of a saved query; raises NcpError where there is none."""
    return (FOLDER / f"{find(origin.partition(':')[2]).name}.rq").read_text("utf-8")


def act() -> None:
    """Do what was asked for in the editor."""
    done = editor.deed(KEY)
    if done is None:
        return
    st.session_state[_BY_HAND] = True
    if done.kind == "run":
        run(done.text, done.origin)
    elif done.kind == "format":
        with suppress(NcpError):
            _tell(put={"of": done.number, "text": formatted(done.text)}, fault=None)
            return
        run(done.text, "")


def run(text: str, origin: str) -> None:
    """Answer a text from now on; it keeps its origin as long as it is not changed."""
    st.session_state[_QUERY] = Asked(text, origin if _is_still(origin, text) else "", uuid4().hex)
    _tell(fault=None)
    with suppress(NcpError):
        try:
            question(text)
        except QueryRefused as error:
            blame(text, error)


def _is_still(origin: str, text: str) -> bool:
    try:
        return bool(origin) and text == text_of(origin)
    except NcpError:
        return False


def blame(text: str, error: QueryRefused, before: int = 0) -> bool:
    """Tell the editor where a text is wrong; says whether that is news. `before` lines were not sent along."""
    place = place_of(error)
    fault = {"line": place[0] + before, "column": place[1], "told": str(error), "text": text} if place else None
    news = told().get("fault") != fault
    _tell(fault=fault)
    return news


@lru_cache(maxsize=64)
def question(text: str, name: str = "") -> Question:
    """Make a question of a text, which takes a moment to parse."""
    return own(text, name)


@st.cache_resource(show_spinner="Asking the graph", max_entries=12, ttl="1h")
def _answer(now: data.Served, query: str, limit: int, turn: str) -> Table | NcpError:
    try:
        found = ask.run(data.endpoint(), query, limit + 1)
    except NcpError as error:  # kept too, so that a query that fails is not asked again by every click on the page
        return error
    if len(found.rows) <= limit:
        return found
    return Table(found.columns, found.rows[:limit], True, found.seconds)


def answer(asked: Asked, query: str, limit: int) -> Table:
    """Answer a query with at most so many rows, once for each time that it is run, and say whether there are more."""
    found = _answer(data.served(), query, limit, asked.turn)
    if isinstance(found, NcpError):
        raise found
    return found


def blamed_by_the_graph(text: str, error: QueryRefused) -> bool:
    """Tell the editor where the graph says that a text is wrong; says whether that is news."""
    return blame(text, error, lines_before(text))
