"""What is done with picked towns of the worklist: open one, put them on my list, read a workbook back, see details."""

from collections.abc import Sequence

import streamlit as st

from dashboard import cities, flag_list, navigation, officer, review_desk, team_desk
from dashboard.picks import Picks
from dashboard.words import counted, plain
from dashboard.work_rows import Met, Work
from dashboard.work_workbook import filled, take_over
from graph.city_lists import add_cities, cities_of
from graph.errors import NcpError
from graph.outreach import board, contacted, state_label
from graph.rights import Right

SAID = "unlinked-said"
DETAILED = 5
"""So many picked towns are shown with details; the last picked first."""


def met() -> Met:
    """Read what the team's records say of the towns; where they do not answer, the page says so and goes on."""
    try:
        desk = review_desk.desk()
        states = {city: state_label(one.state) for city, one in board(desk).items()}
        mine = cities_of(desk, officer.who()) if officer.who() else ()
        return Met(states, contacted(desk), frozenset(mine))
    except NcpError as error:
        st.warning(f"{error} The towns are shown without contacts and lists.")
        return Met()


def said() -> None:
    """Say what became of the last button."""
    kind, text = st.session_state.pop(SAID, ("", ""))
    if kind:
        (st.success if kind == "success" else st.error)(plain(text))


def draw(picks: Picks, found: Sequence[Work]) -> None:
    """Draw the bar below map and table."""
    named = {one.town.geonames: one.town.name for one in found}
    ids = picks.ids
    last = next((city for city in reversed(ids) if city in named), None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        hidden = sum(city not in named for city in ids)
        told = f"{counted(len(ids), 'town', 'towns')} picked" if ids else "No town picked"
        with st.container(width="content"):
            st.text(f"{told}, {hidden} of them hidden by the filters" if hidden else told)
        if last and st.button(f"Open {plain(named[last])}", key="unlinked-open"):
            navigation.go("city", id=str(last))
        every = list(named)
        st.button(f"Pick all {len(every):,}", key="unlinked-all", on_click=picks.put, args=([*ids, *every],))
        st.button("Pick none", key="unlinked-none", disabled=not ids, on_click=picks.put, args=([],))
        _add_button(ids, plain(team_desk.why_not(Right.LIST)))
        with st.container(width=150):
            officer.ask("unlinked", "My role or initials")


def _add_button(ids: Sequence[int], told: str) -> None:
    off, label = not ids or bool(told), "Add to my list"
    whole = (tuple(ids),)
    st.button(label, key="unlinked-add", type="primary", disabled=off, help=told or None, on_click=_add, args=whole)


def _add(ids: Sequence[int]) -> None:
    who = officer.who()
    if not who:
        st.session_state[SAID] = ("error", "Say whose list it is: a role or initials, in the field beside the button.")
        return
    try:
        added = add_cities(review_desk.desk(), ids, who)
    except NcpError as error:
        st.session_state[SAID] = ("error", str(error))
        return
    before = len(set(ids)) - added
    told = f"{counted(added, 'town', 'towns')} added to the list of {who}"
    st.session_state[SAID] = ("success", f"{told}, {before} stood on it before." if before else f"{told}.")


def read_back() -> None:
    """Draw the field for a workbook that was filled in; its good rows are recorded at the press of a button."""
    with st.popover("Read Excel back"):
        if team_desk.tell_why_not(Right.OUTREACH):
            return
        st.text("The file of “Download Excel”, with its last six columns filled in: my list, contacted on, how, …")
        file = st.file_uploader("Workbook", type=["xlsx"], key="unlinked-upload")
        who = officer.who()
        if file is None:
            return
        if not who:
            st.error("Say who you are first: a role or initials, in the field below the map.")
            return
        try:
            what = filled(file.getvalue(), file.name, cities.names(), who)
        except NcpError as error:
            st.error(plain(str(error)))
            return
        for line in what.refused[:20]:
            st.error(plain(line))
        good = len({*what.on, *what.off, *(one.city for one in what.entries)})
        st.text(f"{counted(good, 'town', 'towns')} can be taken over; {len(what.refused)} rows cannot.")
        if good and st.button("Take over", key="unlinked-take-over"):
            try:
                st.session_state[SAID] = ("success", take_over(review_desk.desk(), what, who))
            except NcpError as error:
                st.session_state[SAID] = ("error", str(error))
            st.rerun()


def details(picks: Picks, rows: Sequence[Work]) -> None:
    """Draw reason and flags of the towns that were picked last."""
    held = {one.town.geonames: one for one in rows}
    for city in list(reversed([city for city in picks.ids if city in held]))[:DETAILED]:
        one = held[city]
        st.header(plain(one.town.name), anchor=False)
        st.text(one.town.reason)
        if one.flags:
            flag_list.details(one.flags, one.town.name)
