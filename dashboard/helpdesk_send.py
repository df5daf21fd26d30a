"""Send a request, or keep what the questionnaire says as the assessment of one that was sent."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from dashboard import navigation, officer, team_desk
from dashboard.help_rows import told
from dashboard.words import plain
from graph.errors import NcpError
from graph.first_steps import Step
from graph.help_requests import Request, assess, not_theirs, requests, rewrite_request, send_request, waiting
from graph.needs import Answers
from graph.rights import Right

SENT = "helpdesk-sent"


def draw(city: int, name: str, need: str, given: Answers, steps: Sequence[Step]) -> None:
    """Draw the button that sends, or those that write into the request that the address names."""
    st.header("Ask the helpdesk")
    officer.ask("helpdesk", "You (role or initials)")
    team_desk.tell()
    held = _held(city)
    team_desk.tell_away()
    if held is not None:
        _write(held, need, given, steps)
        return
    st.text(
        "The helpdesk sees the request, assesses it and looks for a mentor. Whoever may read these pages sees it too, "
        "and the next release tells it without who sent it: write no names of persons."
    )
    refused = team_desk.tell_why_not(Right.REQUEST)
    st.button(
        f"Send the request of {plain(name)}",
        type="primary",
        key="helpdesk-send",
        disabled=refused,
        on_click=_send,
        args=(city, name, need, dict(given)),
    )
    if (number := st.session_state.get(SENT)) and st.button(f"Open request {number}", key="helpdesk-open"):
        open_request(int(number))


def _held(city: int) -> Request | None:
    """Look up the request that the address names, if it is one of this town and still open."""
    said = st.query_params.get("request", "")
    if not said.isdecimal() or len(said) > 9:
        return None
    found = team_desk.kept("requests", lambda: requests(team_desk.desk()), list[Request]())
    return next((one for one in found if (one.id, one.city) == (int(said), city) and one.open), None)


def _send(city: int, name: str, need: str, given: dict[str, int]) -> None:
    try:
        made = send_request(team_desk.desk(), city, need, given, team_desk.who())
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
        return
    st.session_state[SENT] = made.id
    team_desk.say("success", f"Request {made.id} is kept. It {waiting(made, date.today(), name)}.")


def _write(held: Request, need: str, given: Answers, steps: Sequence[Step]) -> None:
    st.text(f"This belongs to request {held.id}, sent on {held.day} ({told(held)}).")
    can = held.state in ("new", "assessed")
    whole = (held.id, need, dict(given), held.version)
    with st.container(horizontal=True):
        st.button(
            f"Keep as the assessment of request {held.id}",
            type="primary",
            disabled=not can or bool(team_desk.why_not(Right.HELPDESK, held.city)),
            on_click=_assess,
            args=(held.id, dict(given), tuple(steps), held.version),
        )
        st.button("Keep need and answers alone", disabled=not can or bool(_theirs(held)), on_click=_keep, args=whole)
        if st.button(f"Open request {held.id}", key="helpdesk-open"):
            open_request(held.id)


def _theirs(held: Request) -> str:
    try:
        return not_theirs(team_desk.desk().acting, held)
    except NcpError as error:
        return str(error)


def _assess(number: int, given: dict[str, int], steps: Sequence[Step], seen: int) -> None:
    try:
        made = assess(team_desk.desk(), number, given, steps, team_desk.who(), seen)
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    team_desk.say("success", f"Request {made.id} is assessed, with {len(steps)} first steps.")


def _keep(number: int, need: str, given: dict[str, int], seen: int) -> None:
    try:
        made = rewrite_request(team_desk.desk(), number, need, given, team_desk.who(), seen)
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    team_desk.say("success", f"Need and answers of request {made.id} are kept.")


def open_request(number: int) -> None:
    """Open a request on the view that lists them."""
    navigation.go("helpdesk", view="requests", request=str(number))
