"""What can be done with a request: ask back, reply, propose a match, answer for a side, close, take back, delete."""

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard import city_search, helpdesk_ask, refused_part, tables, team_desk
from dashboard.help_offer import expert_offers, peer_offers
from dashboard.help_rows import Held
from dashboard.words import plain
from graph.errors import NcpError
from graph.help_matches import (
    AGREED,
    CITY,
    DECLINED,
    EXPERT_PILLAR,
    OF_MENTOR,
    PEER,
    Match,
    Offer,
    answer_match,
    propose_match,
)
from graph.help_requests import (
    OUTCOMES,
    TOWN,
    Request,
    ask_back,
    close_request,
    forget_request,
    not_theirs,
    outcome_label,
    reply,
    withdraw_request,
)
from graph.rights import Right


def draw(held: Held, one: Request) -> None:
    """Draw the acts that are possible now; of the others one sentence says who may."""
    if not one.open:
        _delete(one)
        return
    refused = team_desk.why_not(Right.HELPDESK, one.city)
    if refused:
        st.info(plain(refused))
    else:
        _question(one)
        if one.state in ("assessed", "matched"):
            _propose(held, one)
    if one.waits == TOWN and one.question and one.state in ("new", "assessed"):
        _reply(one)
    for match in held.matches_of(one.id):
        if match.answer not in (AGREED, DECLINED):
            _answer(held, match, bool(refused), bool(_not_theirs(one)))
    _end(one, bool(refused))
    _delete(one)


def _not_theirs(one: Request) -> str:
    try:
        return not_theirs(team_desk.desk().acting, one)
    except NcpError as error:
        return str(error)


def _do(act: Callable[[], object], told: str, leave: Sequence[str] = ()) -> None:
    """Do something and say that it is done; what was typed stays until then."""
    try:
        act()
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    for key in leave:
        st.session_state.pop(key, None)
    team_desk.say("success", told)


def _typed(key: str) -> str:
    return str(st.session_state.get(key) or "")


def _question(one: Request) -> None:
    if one.state not in ("new", "assessed"):
        return
    key = f"helpdesk-question-{one.id}"

    def act() -> None:
        _do(
            lambda: ask_back(team_desk.desk(), one.id, _typed(key), team_desk.who(), one.version),
            "The question is kept; the request waits on the town.",
            [key],
        )

    with st.expander("Ask the town something"):
        st.text_area("Question to the town", key=key, height=70)
        st.button("Ask the town", key=f"{key}-go", on_click=act)


def _reply(one: Request) -> None:
    key = f"helpdesk-reply-{one.id}"

    def act() -> None:
        _do(
            lambda: reply(team_desk.desk(), one.id, _typed(key), team_desk.who(), one.version),
            "The reply is kept; the request waits on the helpdesk.",
            [key],
        )

    st.text_area("Reply of the town", key=key, height=70)
    st.button("Keep the reply", key=f"{key}-go", type="primary", disabled=bool(_not_theirs(one)), on_click=act)


def _propose(held: Held, one: Request) -> None:
    with st.expander("Propose a mentor city or an expert", expanded=one.state == "assessed"):
        peers = peer_offers(helpdesk_ask.offered(one.city, one.need, one.given).peers)
        country = held.names.country(one.city)
        no = {(each.pillar, each.mentor): each.told for each in reversed(refused_part.found(one.city))}
        open_to = [each for each in held.experts if (EXPERT_PILLAR, each.id) not in no]
        offers = [*peers, *expert_offers(open_to, one.given, country, held.matches, held.requests)]
        tried = {(match.pillar, match.mentor) for match in held.matches_of(one.id)}
        for offer in offers:
            if (offer.pillar, offer.mentor) not in tried:
                _offer(held, one, offer)
        if not offers:
            st.text("No city and no expert is known that fits; keep an expert in the view Experts.")
        hit = city_search.pick("Another city as mentor", f"helpdesk-mentor-{one.id}", str(one.city))
        if hit is not None:
            other = helpdesk_ask.offer_of(one.city, one.need, int(hit.id))
            _offer(held, one, other, no.get((other.pillar, other.mentor), ""))


def _offer(held: Held, one: Request, offer: Offer, refused: str = "") -> None:
    name, key = _name(held, offer), f"helpdesk-propose-{one.id}-{offer.pillar}-{offer.mentor}"

    def act() -> None:
        told = f"{name} is proposed; the request waits on both sides."
        again = _typed(f"{key}-again")
        _do(lambda: propose_match(team_desk.desk(), one.id, offer, team_desk.who(), again), told)

    with st.container(border=True, gap="small"):
        tables.heading(f"{name}, {'mentor city' if offer.pillar == PEER else 'expert'}, fit {offer.fit} %", 4)
        st.text(f"Why: {offer.why}.")
        if offer.warning:
            st.text(f"What speaks against it: {offer.warning}.")
        if refused:
            st.text(f"It {refused}.")
            st.text_input("New reason to ask again", key=f"{key}-again", max_chars=400)
        st.button(f"Propose {plain(name)}", key=key, on_click=act)


def _name(held: Held, offer: Offer) -> str:
    if offer.pillar == PEER:
        return held.names.called(offer.mentor)
    return next((each.name for each in held.experts if each.id == offer.mentor), f"expert {offer.mentor}")


def _answer(held: Held, match: Match, not_desk: bool, not_town: bool) -> None:
    name, town = held.called(match), held.names.called(match.city)
    key = f"helpdesk-why-{match.id}"

    def act(side: str, agrees: bool) -> None:
        told = f"The answer on {name} is kept."
        _do(
            lambda: answer_match(team_desk.desk(), match.id, side, agrees, team_desk.who(), match.version, _typed(key)),
            told,
            [key],
        )

    tables.heading(f"Answer on {name}", 3)
    st.text_input("Reason, where the answer is no", key=key, max_chars=500)
    with st.container(horizontal=True):
        for side, whose, off in ((CITY, town, not_town), (OF_MENTOR, name, not_desk)):
            if match.answer != side:
                st.button(
                    f"{plain(whose)} agrees", key=f"{key}-{side}-yes", disabled=off, on_click=act, args=(side, True)
                )
            st.button(f"{plain(whose)} says no", key=f"{key}-{side}-no", disabled=off, on_click=act, args=(side, False))


def _end(one: Request, refused: bool) -> None:
    key = f"helpdesk-outcome-{one.id}"

    def close() -> None:
        outcome = str(st.session_state[key])
        _do(
            lambda: close_request(team_desk.desk(), one.id, outcome, team_desk.who(), one.version),
            f"Request {one.id} is closed: {outcome_label(outcome)}.",
        )

    def back() -> None:
        _do(
            lambda: withdraw_request(team_desk.desk(), one.id, team_desk.who(), one.version),
            f"Request {one.id} is withdrawn.",
        )

    tables.heading("End it", 3)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=240):
            st.selectbox("What came of it", OUTCOMES, key=key, format_func=outcome_label, disabled=refused)
        st.button("Close", key=f"{key}-go", disabled=refused, on_click=close)
        st.button("Take it back", key=f"{key}-back", disabled=bool(_not_theirs(one)), on_click=back)


def _delete(one: Request) -> None:
    if _not_theirs(one):
        return
    key = f"helpdesk-delete-{one.id}"

    def act() -> None:
        told = f"Request {one.id} is deleted for good."
        _do(lambda: forget_request(team_desk.desk(), one.id, team_desk.who()), told)

    with st.expander("Delete this request for good"):
        st.text(
            "It goes with its matches from the records, from the log of changes and from the files of the database."
        )
        sure = st.checkbox("Yes, delete it", key=f"{key}-sure")
        st.button("Delete for good", key=key, disabled=not sure, on_click=act)
