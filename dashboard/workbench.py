"""The query on the page Workbench: as the address names it, or as it was run in the editor."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard import editor, officer, team_desk
from dashboard.editor import Deed
from graph.errors import BadParameter, NcpError, QueryRefused
from graph.saved_queries import SavedQuery, saved_query
from graph.saved_queries import remember as keep_asked
from queries.catalogue import FOLDER, Question, find
from queries.formatting import formatted
from queries.own import lines_before, own, place_of

KEY, SAVING = "workbench-editor", "workbench-saving"
ROWS = 10_000
"""Rows that are read of an answer unless more are asked for."""
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
LATE = 3.0
"""Seconds in which a browser may still send the address that was left."""
_QUERY, _SEEN, _BY_HAND, _TOLD, _NOTED, _LEFT = (
    *("workbench-query", "workbench-seen", "workbench-by-hand", "workbench-told"),
    *("workbench-noted", "workbench-left"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query that was run.

    `origin` says whose text it is: "question:NAME" of the library, "kept:NUMBER@VERSION" of the team's records, or ""
    of nobody's. `turn` tells one run of it from the next.
    """

    text: str
    origin: str = ""
    turn: str = ""

    @property
    def name(self) -> str:
        """The name by which its answer is called, "" for one of its own."""
        kind, name, _ = parted(self.origin)
        return f"kept/{name}" if kind == "kept" else name


def parted(origin: str) -> tuple[str, str, str]:
    """Part an origin into its kind, its name or number, and its version or ""."""
    kind, _, rest = origin.partition(":")
    name, _, version = rest.partition("@")
    return (kind, name, version) if name else ("", "", "")


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
    if origin and not by_hand and st.session_state.get(_SEEN) != origin and not _is_late(origin):
        take(origin)


def _is_late(origin: str) -> bool:
    """Tell whether the browser still sends the address that was left a moment ago."""
    left, when = st.session_state.get(_LEFT, ("", 0.0))
    return bool(left == origin and time.monotonic() - when < LATE)


def origin_of(codes: Mapping[str, str]) -> str:
    """Say which saved query the codes of an address name."""
    return next((f"{kind}:{codes[kind]}" for kind in ("question", "kept") if codes.get(kind)), "")


def codes_of(origin: str) -> dict[str, str]:
    """Give the codes by which an address names a saved query."""
    kind, name, _ = parted(origin)
    return {kind: name} if kind else {}


def note(origin: str) -> None:
    """Note what the address names now."""
    now, before = origin_of(codes_of(origin)), st.session_state.get(_SEEN, "")
    if now != before:
        st.session_state[_LEFT] = (before, time.monotonic())
    st.session_state[_SEEN] = now


def take(origin: str) -> None:
    """Open a saved query in a tab of its own and answer it; raises NcpError where there is none."""
    note(origin)
    st.session_state.pop(_QUERY, None)
    name, text, origin = found(origin)
    st.session_state[_QUERY] = Asked(text, origin, uuid4().hex)
    _open(name, text, origin)


def open_text(text: str) -> None:
    """Open a text in a tab of its own."""
    _open("", text, "")


def open_beside(number: int) -> None:
    """Open a saved query as it stands now beside what is being written."""
    with suppress(NcpError):
        _open(*found(f"kept:{number}"))


def _open(name: str, text: str, origin: str) -> None:
    opened = {"token": uuid4().hex, "text": text, "origin": origin} | ({"name": name} if name else {})
    _tell(open=opened, fault=None)


def found(origin: str) -> tuple[str, str, str]:
    """Look up a saved query: its name, its text, and its origin with the version; raises NcpError."""
    kind, name, _ = parted(origin)
    if kind == "kept":
        if not name.isdecimal() or len(name) > 9:
            raise BadParameter(f'"{name[:20]}" is no number of a saved query; ask who sent the link.')
        kept = saved_query(team_desk.desk(), int(name), team_desk.who())
        return kept.name, kept.text, origin_in(kept)
    question = find(name)
    return question.name, (FOLDER / f"{question.name}.rq").read_text("utf-8"), f"question:{question.name}"


def origin_in(kept: SavedQuery) -> str:
    """Write the origin of a query of the team's records."""
    return f"kept:{kept.id}@{kept.version}"


def saved(deed: Deed, kept: SavedQuery) -> None:
    """Let the tab and the answer be those of the query that was saved just now."""
    _tell(named={"of": deed.number, "name": kept.name, "origin": origin_in(kept), "text": kept.text})
    last = asked()
    turn = last.turn if last and last.text == deed.text else uuid4().hex
    st.session_state[_QUERY] = Asked(kept.text, origin_in(kept), turn)
    st.session_state[_BY_HAND] = True


def replace(deed: Deed, text: str) -> None:
    """Put another text into the tab that was sent."""
    _tell(put={"of": deed.number, "text": text}, fault=None)


def act() -> None:
    """Do what was asked for in the editor."""
    done = editor.deed(KEY)
    if done is None:
        return
    st.session_state[_BY_HAND] = True
    if done.kind == "run":
        run(done.text, done.origin)
    elif done.kind == "save":
        st.session_state[SAVING] = done
    elif done.kind == "format":
        with suppress(NcpError):
            replace(done, formatted(done.text))
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
        return bool(origin) and found(origin)[1:] == (text, origin)
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


def blamed_by_the_graph(text: str, error: QueryRefused) -> bool:
    """Tell the editor where the graph says that a text is wrong; says whether that is news."""
    return blame(text, error, lines_before(text))


def remember(asked: Asked, told: str) -> None:
    """Note in the team's records that a text of one's own was run, once for each run."""
    if not asked.origin and st.session_state.get(_NOTED) != asked.turn:
        st.session_state[_NOTED] = asked.turn
        with suppress(NcpError):  # the answer does not depend on it
            keep_asked(team_desk.desk(), asked.text, told, officer.who())
