"""What the page Review does: names of the release that is served, decisions recorded and taken back, what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import data, team_desk
from dashboard.officer import who
from dashboard.review import Bearing, Name, Wish, bearings, decide, levels, names
from dashboard.settings import settings
from graph.decisions import ACCEPT, NOT_THIS, REJECT, Decision, in_force
from graph.desk import Desk
from graph.endpoint import Remote
from graph.errors import NcpError
from graph.workspace import Release
from queries.titles import titles

MINE, SAID, SKIPPED, ROUND = "review-mine", "review-said", "review-skipped", "review-round"
"""Where a visit keeps what is its own: decisions made, last message, names put off, turn of the table."""


@dataclass(frozen=True, slots=True)
class Known:
    """The names of a release, the rows that bear each, and every key under which a decision would hold."""

    names: tuple[Name, ...]
    rows: dict[str, tuple[Bearing, ...]]
    keys: frozenset[str]
    by_key: dict[str, Name]


@st.cache_resource(show_spinner="Reading the names", max_entries=2)
def _known(folder: str) -> Known:
    release = Release(Path(folder))
    held = names(release)
    every = frozenset(level for each in held for level in levels(each.key))
    return Known(held, bearings(release), every, {each.key: each for each in held})


def known() -> Known:
    """Give the names of the release that is served."""
    return _known(str(settings(None).workspace.current().folder))


@st.cache_resource(show_spinner=False, max_entries=64)
def _called(now: data.Served, keys: frozenset[str]) -> dict[str, str]:
    return titles(Remote(now.address), keys)


def called(keys: frozenset[str]) -> dict[str, str]:
    """Give the titles of projects and initiatives by their keys."""
    return _called(data.served(), keys)


def desk() -> Desk:
    """Open the team's records, once for all pages."""
    return team_desk.desk()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next build will follow: decisions made, and decisions taken back, since the release was built."""

    made: tuple[Decision, ...]
    undone: tuple[Decision, ...]


def waiting(log: Sequence[Decision], keys: frozenset[str]) -> Waiting:
    """Hold the log against what the release that is served follows."""
    told = settings(None).workspace.current().manifest.get("decisions") or {}
    followed, held = set(told.get("followed", ())), in_force(log)
    valid = [one for several in held.values() for one in several]
    made = [one for one in valid if one.id not in followed and one.key in keys]
    gone = followed - {one.id for one in valid}
    return Waiting(tuple(made), tuple(one for one in log if one.id in gone))


@dataclass(frozen=True, slots=True)
class Step:
    """A decision that a button stands for: what, on which key, seen after how many decisions, which name comes next."""

    key: str
    kind: str
    city: str
    why: str
    seen: int
    then: str


def carry_out(step: Step) -> None:
    """Record a decision and open the next name; what goes wrong is told on the page, which stays where it is."""
    written = str(st.session_state.get("review-why") or "").strip()
    place = step.city or str(st.session_state.get("review-other") or "").strip()
    try:
        if not who():
            st.session_state[SAID] = ("error", "Say who decides: a role or initials, in the field “Decided by”.")
            return
        if step.kind != REJECT and not place:
            st.session_state[SAID] = ("error", "Write the name of a city or its GeoNames id into the field.")
            return
        wish, endpoint = Wish(step.key, step.kind, place, written or step.why), Remote(data.served().address)
        made = decide(desk(), endpoint, known().names, wish, who(), step.seen)
    except NcpError as error:
        st.session_state[SAID] = ("error", str(error))
        return
    rows = sum(each.rows for each in made.holds)
    told = {ACCEPT: f"it is {made.called}", NOT_THIS: f"it is not {made.called}", REJECT: "it is none of the cities"}
    st.session_state[SAID] = ("success", f"{step.key}: {told[step.kind]}. {_held(rows)}")
    st.session_state.setdefault(MINE, []).append(made.decision.id)
    _open(step.then)


def undo(number: int, key: str) -> None:
    """Take a decision back and open its name again."""
    try:
        if not who():
            st.session_state[SAID] = ("error", "Say who takes it back: a role or initials, in the field “Decided by”.")
            return
        desk().undo(number, who=who(), why=str(st.session_state.get("review-why") or "").strip() or "taken back")
    except NcpError as error:
        st.session_state[SAID] = ("error", str(error))
        return
    mine = st.session_state.get(MINE, [])
    st.session_state[MINE] = [one for one in mine if one != number]
    st.session_state[SAID] = ("success", f"Decision {number} on {key} is taken back.")
    _open(next((each.key for each in known().names if key in levels(each.key)), ""))


def skip(key: str, then: str) -> None:
    """Put a name off for this visit: it stands at the end."""
    st.session_state.setdefault(SKIPPED, []).append(key)
    _open(then)


def put_off(found: Sequence[Name]) -> list[Name]:
    """Let the names that were put off stand at the end."""
    skipped: list[str] = st.session_state.get(SKIPPED, [])
    return sorted(found, key=lambda each: skipped.index(each.key) + 1 if each.key in skipped else 0)


def _open(key: str) -> None:
    """Name the next name in the address; the table is drawn anew, so that no old row stays ticked."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    for field in ("review-why", "review-other"):
        st.session_state.pop(field, None)
    if key:
        st.query_params["key"] = key
    else:
        st.query_params.pop("key", None)


def _held(rows: int) -> str:
    return f"Decided for {rows:,} row{'s' * (rows != 1)} at once; it takes effect with the next build."
