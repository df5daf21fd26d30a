"""The list of who was refused for a town, on the page City and with a request of the helpdesk: one list in both."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard import tables, team_desk
from dashboard.refused import COLUMNS, name_of, rows
from graph.errors import NcpError
from graph.help_known import take_back
from graph.refusals import Refusal, refusals

ABOUT = "A no stands for this town wherever it was said: none of these is suggested until the no is taken back."


def found(city: int) -> list[Refusal]:
    """Read what was refused for a town; what was read last while the records do not answer."""
    return team_desk.kept(f"refused-{city}", lambda: refusals(team_desk.desk(), city), list[Refusal]())


def draw(
    city: int,
    called: Callable[[int], str],
    experts: Mapping[int, str],
    say: Callable[[str, str], None],
    *,
    key: str,
    may: bool,
) -> None:
    """Draw the list; whoever may takes a no back."""
    held = {one.key: one for one in found(city)}
    if not held:
        return
    tables.heading("Refused for this town", 3)
    st.text(ABOUT)
    heads = {name: name.capitalize() for name in COLUMNS[2:]}
    told = [row[2:] for row in rows(held.values(), called, experts)]
    tables.text(heads, told, name="Refused for this town", widths={"because": 36})
    if not may:
        return

    def act() -> None:
        one = held[str(st.session_state[f"{key}-no"])]
        try:
            take_back(team_desk.desk(), one, team_desk.who())
        except NcpError as error:
            say("error", str(error))
        else:
            say("success", f"The no to {name_of(one, called, experts)} of {one.day} is taken back.")

    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = {one.key: f"{name_of(one, called, experts)}, {one.day}" for one in held.values()}
        st.selectbox("A no", options, key=f"{key}-no", format_func=options.__getitem__)
        st.button("Take the no back", key=f"{key}-no-back", on_click=act)
