"""The part of the page City on peers for a need: three names with reasons and a warning, and a draft for the EUI."""

from datetime import date

import streamlit as st

from dashboard import data, equity_note, navigation, peer_answers, peer_ground, tables, team_desk
from dashboard.eui_exchange import MOST, check, docx, draft, xlsx
from dashboard.folded import folded
from dashboard.peers import Suggested, Suggestion, need_of, proposal, side_of, suggest
from dashboard.words import plain
from graph.errors import NcpError
from graph.peer_desk import propose
from graph.rights import Right

ABOUT = (
    "Cities abroad that did what the town needs, and that it has not met: by what they did, size, kind of region, "
    "official language and the way to them in the network. Nobody has asked them yet."
)
BEATEN = (
    "In a back-test on pairs that met first in URBACT III or later, this order did better than the most alike "
    "population, than distance and than chance, and is not shown to do better than naming the largest cities first."
)
ANY = "any"
TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
TYPES["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@st.fragment
def draw(city: str) -> None:
    """Draw the need, the suggestions when they are asked for, and what the team keeps of them."""
    st.header("Peers for a need")
    st.text(ABOUT)
    key = f"peers-{city}"
    options = {ANY: "Any domain", **{str(row["value"]): str(row["label"]) for row in data.rows("choices/domains")}}
    with st.form(key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("What the town needs", key=f"{key}-need", max_chars=400, placeholder="may stay empty")
        st.selectbox("In this domain", options, key=f"{key}-domain", format_func=options.__getitem__)
        pressed = st.form_submit_button("Suggest peers")
    if pressed:
        st.session_state[f"{key}-asked"] = True
    peer_answers.tell()
    if st.session_state.get(f"{key}-asked"):
        _suggested(city, _found(city, key))
    peer_answers.draw(int(city))
    folded("How good this order is", "city-peers-figures", _figures)


def _found(city: str, key: str) -> Suggested:
    known = peer_ground.found()
    domain = str(st.session_state[f"{key}-domain"])
    need = need_of(known, str(st.session_state[f"{key}-need"] or ""), domain="" if domain == ANY else domain)
    return suggest(known, side_of(data.endpoint(), known, int(city)), need, peer_ground.records())


def _suggested(city: str, found: Suggested) -> None:
    if not found.named:
        st.info("No city abroad is known that did what is asked for and may be suggested. Try other words.")
    refused = team_desk.why_not(Right.PEERS, int(city))
    with st.grid(3, min_column_width=300, border=True):
        for one in found.named:
            _card(found, one, refused)
    for sentence in found.left_out:
        st.text(f"{sentence}.")
    if found.named:
        equity_note.draw("peers-need", found.side.town.country)
        _draft(city, found)


def _card(found: Suggested, one: Suggestion, refused: str) -> None:
    town = one.fit.mentor.town
    with st.container(gap="xsmall"):
        st.subheader(plain(f"{town.name} ({town.country})"))
        st.text(f"Fit {one.fit.value:.0%}")
        for number, reason in enumerate(one.reasons, 1):
            st.text(f"{number}. {reason}")
        st.badge("Warning", color="orange")
        st.text(one.warning)
        with st.container(horizontal=True):
            key = f"peer-{found.side.town.geonames}-{town.geonames}"
            if st.button(plain(f"Open {town.name}"), key=f"{key}-open"):
                navigation.go("city", id=str(town.geonames))
            st.button(
                plain(f"Ask {town.name}"),
                key=f"{key}-ask",
                disabled=bool(refused),
                help=plain(refused) or None,
                on_click=_ask,
                args=(found, one),
            )


def _ask(found: Suggested, one: Suggestion) -> None:
    wish = proposal(one, found.side, found.need)
    try:
        propose(team_desk.desk(), wish, by=team_desk.who(), day=date.today())
    except NcpError as error:
        peer_answers.say("error", f"{error}{peer_answers.who()}")
    else:
        peer_answers.say("success", f"{one.fit.mentor.town.name} is asked; note below what both answer.")


def _draft(city: str, found: Suggested) -> None:
    named = {one.fit.mentor.town.geonames: one for one in found.named}
    with st.expander("Draft for the EUI: a city-to-city exchange"):
        st.text(
            "One peer of another Member State, or two. The official form was not at hand; see the note in the file."
        )
        chosen = st.multiselect(
            "Peers of the application",
            list(named),
            default=list(named)[:1],
            format_func=lambda one: named[one].fit.mentor.town.name,
            max_selections=MOST,
            key=f"peers-{city}-draft",
        )
        peers = [named[one] for one in chosen]
        try:
            check(found.side, [one.fit.mentor for one in peers])
        except NcpError as error:
            st.info(plain(str(error)))
            return
        made = draft(data.endpoint(), found.side, found.need.text, peers, date.today())
        with st.container(horizontal=True):
            for label, ending, write in (("Draft for Word", "docx", docx), ("Draft as Excel", "xlsx", xlsx)):
                name = f"exchange-{city}.{ending}"
                st.download_button(
                    label, write(made), name, TYPES[ending], key=f"peers-{city}-{ending}", on_click="ignore"
                )


def _figures() -> None:
    st.text(BEATEN)
    columns = {"moment": "Pairs", "order": "Order", "measure": "Measure", "value": "Value (95 %)"}
    tables.text(columns, peer_ground.figures(), name="Back-test of the order of peers", widths={"order": 36})
    st.text("How it was measured: docs/validation.md, part Peers; python -m benchmarks.peers prints the figures.")
