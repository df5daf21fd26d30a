"""What the team keeps of a town's peers, on the page City: whom it asked, what both answered, its room as a mentor."""

from datetime import date
from functools import partial

import streamlit as st

from dashboard import peer_ground, refused_part, tables, team_desk
from dashboard.folded import unfolded
from dashboard.peers import PAIR_COLUMNS, pair_rows
from dashboard.words import counted, plain
from graph.errors import NcpError
from graph.help_experts import experts
from graph.help_known import known_mentors
from graph.peer_desk import Pair, Proposal, answer, end, mentors, pairs, propose, set_capacity
from graph.rights import Right

_SAID = "peers-said"
DEEDS = {
    "town yes": "The town says yes",
    "town no": "The town says no",
    "mentor yes": "The peer says yes",
    "mentor no": "The peer says no",
    "again": "It is asked again, for a new reason",
    "end": "The two have finished",
}


def say(kind: str, told: str) -> None:
    """Keep a message for the next drawing of this part: "success" or "error"."""
    st.session_state[_SAID] = (kind, told)


def who() -> str:
    """Say where one tells who one is, while nobody has."""
    return "" if team_desk.who() else " Say who you are in the part Outreach log, further down."


def tell() -> None:
    """Draw the message that was kept."""
    if said := st.session_state.pop(_SAID, None):
        {"success": st.success, "error": st.error}[said[0]](plain(said[1]))


def draw(city: int) -> None:
    """Draw whom the team asked for a town, and how many towns it may advise itself."""
    held = team_desk.kept(f"peers-{city}", lambda: pairs(team_desk.desk(), city), list[Pair]())
    refused = team_desk.why_not(Right.PEERS, city)
    if held:
        rows = [row[2:] for row in pair_rows(held, peer_ground.called)]
        heads = {name: name.capitalize() for name in PAIR_COLUMNS[2:]}
        tables.text(heads, rows, name="Peers that were asked", widths={"reasons": 26, "no": 16})
        if not refused:
            _answers(city, {one.id: one for one in held})
    names = team_desk.kept("experts", _experts, dict[int, str]())
    refused_part.draw(city, peer_ground.called, names, say, key=f"peers-{city}", may=not refused)
    _room(city, refused)


def _experts() -> dict[int, str]:
    return {one.id: one.name for one in experts(team_desk.desk())}


def _answers(city: int, held: dict[int, Pair]) -> None:
    key = f"peers-answer-{city}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Peer", list(held), key=f"{key}-pair", format_func=lambda one: peer_ground.called(held[one].peer))
        st.selectbox("What happened", list(DEEDS), key=f"{key}-deed", format_func=DEEDS.__getitem__)
        st.text_input("Reason", key=f"{key}-why", max_chars=400, placeholder="needed for a no and to ask again")
        st.form_submit_button("Note it", on_click=_note, args=(key, held))


def _note(key: str, held: dict[int, Pair]) -> None:
    pair, deed = held[st.session_state[f"{key}-pair"]], str(st.session_state[f"{key}-deed"])
    try:
        made = _written(pair, deed, str(st.session_state[f"{key}-why"] or ""))
    except NcpError as error:
        say("error", f"{error}{who()} What you typed stays in the fields.")
        return
    st.session_state[f"{key}-why"] = ""
    say("success", f"{peer_ground.called(made.peer)}: {made.told}.")


def _written(pair: Pair, deed: str, why: str) -> Pair:
    desk, by, today = team_desk.desk(), team_desk.who(), date.today()
    if deed == "again":
        wish = Proposal(pair.city, pair.peer, pair.need, pair.reasons.splitlines(), pair.warning)
        return propose(desk, wish, by=by, day=today, again=why)
    if deed == "end":
        return end(desk, pair.id, by=by, day=today, seen=pair.version)
    side, said = deed.split()
    return answer(desk, pair.id, side, said, by=by, day=today, seen=pair.version, why=why)


def _room(city: int, refused: str) -> None:
    """Draw how many towns the city may advise itself."""
    told = team_desk.kept(f"mentor-{city}", lambda: _told(city), "")
    unfolded("As a mentor of other towns", f"mentor-part-{city}", partial(_room_form, city, told, refused))


def _room_form(city: int, told: str, refused: str) -> None:
    st.text(told or "Nobody has told yet how many towns it may advise at once.")
    if refused:
        st.text(refused)
        return
    key = f"mentor-{city}"
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input("Towns at once", 0, 99, 1, key=f"{key}-towns")
        st.text_input("Who said so", key=f"{key}-why", max_chars=400)
        st.form_submit_button("Keep", on_click=_keep, args=(city, key))


def _told(city: int) -> str:
    desk = team_desk.desk()
    held = next((one for one in mentors(desk) if one.city == city), None)
    if held is None:
        return ""
    taken = known_mentors(desk, str).taken.get(city, 0)
    said = f"It may advise {counted(held.capacity, 'town', 'towns')} at once and has {taken}"
    return f"{said}; {held.why}, noted by {held.by} on {held.at[:10]}."


def _keep(city: int, key: str) -> None:
    towns, why = int(st.session_state[f"{key}-towns"]), str(st.session_state[f"{key}-why"] or "")
    try:
        set_capacity(team_desk.desk(), city, towns, by=team_desk.who(), why=why)
    except NcpError as error:
        say("error", f"{error}{who()} What you typed stays in the fields.")
    else:
        say("success", f"It may advise {counted(towns, 'town', 'towns')} at once.")
