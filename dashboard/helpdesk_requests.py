"""Requests for help, those that wait longest first, and all that is known of the one that is chosen."""

from datetime import date

import streamlit as st

from dashboard import (
    address,
    data,
    helpdesk_acts,
    helpdesk_answers,
    navigation,
    officer,
    refused_part,
    tables,
    team_desk,
)
from dashboard.help_rows import (
    COLUMNS,
    WHOM,
    Held,
    chosen,
    finding_rows,
    match_rows,
    read,
    request_rows,
    told,
)
from dashboard.helpdesk_steps import step_table
from dashboard.words import counted
from graph.help_requests import Request, state_label, times
from graph.rights import Right

PAGE = "helpdesk"
SHOWN = {"open": "Open", "all": "All", "mine": "Sent by me"}
HEADINGS = dict(zip(COLUMNS, ("Number", "Town", "In", "State", "Waits", "Need", "Sent on", "Sent by"), strict=True))


def draw(codes: dict[str, str]) -> None:
    """Draw the list, and the request that is chosen or that the address names."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=200):
            country = address.country(data.countries(), page=PAGE, everywhere="All countries")
        with st.container(width=180):
            officer.ask(PAGE, "You (role or initials)")
        with st.container(width="content"):
            shown = address.segments("Requests", "show", SHOWN, "open", page=PAGE)
    team_desk.tell()
    names = team_desk.names()
    held = team_desk.kept("helpdesk", lambda: read(team_desk.desk(), names), Held((), (), (), names))
    team_desk.tell_away()
    mine = team_desk.who() if shown == "mine" else ""
    found = chosen(held, "" if country == "all" else country, shown == "open", mine)
    picked = _list(held, found if shown != "mine" or mine else [])
    said = st.query_params.get("request", "")
    number = picked.id if picked else int(said) if said.isdecimal() and len(said) < 10 else 0
    address.write(**codes, country=country, show="" if shown == "open" else shown, request=str(number or ""))
    one = held.of(number)
    if one:
        _details(held, one)
    elif number:
        st.info(f"There is no request {number}; it may have been deleted.")


def _list(held: Held, found: list[Request]) -> Request | None:
    if not found:
        st.text("No request is kept here. A town sends one from the view Ask for help.")
        return None
    rows = request_rows(held, found, date.today())
    st.text(f"{counted(len(rows), 'request', 'requests')}, those that wait longest first.")
    order = ("city", "country", "state", "waits", "need", "sent", "by", "request")
    place = tables.choose(
        {key: HEADINGS[key] for key in order},
        [tuple(row[COLUMNS.index(key)] for key in order) for row in rows],
        name="Requests",
        key="helpdesk-requests",
        numbers=("request",),
        widths={"city": 130, "country": 40, "state": 80, "waits": 260, "need": 330, "request": 70},
    )
    tables.download("Download CSV", "requests.csv", COLUMNS, rows, key="helpdesk-csv")
    return None if place is None else found[place]


def _details(held: Held, one: Request) -> None:
    name = held.names.called(one.city)
    tables.heading(f"Request {one.id} of {name}", 2)
    st.text(one.need)
    st.text(f"{told(one).capitalize()}. It {held.waits(one, date.today())}. Sent on {one.day} by {one.author}.")
    if one.question:
        st.text(f"The helpdesk asked: {one.question}")
        st.text(f"The town said: {one.reply}" if one.reply else "The town has not answered yet.")
    with st.container(horizontal=True):
        if st.button("Questionnaire and what may help", key=f"helpdesk-look-{one.id}"):
            about = helpdesk_answers.address_of(one.need, one.given)
            navigation.go(PAGE, **about, id=str(one.city), request=str(one.id))
    _needs(one)
    _steps(one)
    _matches(held, one)
    may = not team_desk.why_not(Right.HELPDESK, one.city)
    experts = {each.id: each.name for each in held.experts}
    refused_part.draw(one.city, held.names.called, experts, team_desk.say, key=f"helpdesk-{one.id}", may=may)
    helpdesk_acts.draw(held, one)
    _times(one)


def _needs(one: Request) -> None:
    tables.heading("Needs", 3)
    rows = [(concept, kind, *rest) for kind, concept, *rest in finding_rows(one.given) if rest[0]]
    if not rows:
        st.text("Nothing is answered yet.")
        return
    columns = {"concept": "Challenge, barrier or field", "kind": "Kind", "score": "Score, 0 to 1", "need": "A need"}
    tables.text(columns, rows, name="Needs", widths={"concept": 50})


def _steps(one: Request) -> None:
    if one.advised:
        tables.heading("First steps", 3)
        step_table(one.advised, "First steps advised")


def _matches(held: Held, one: Request) -> None:
    rows = match_rows(held, one.id)
    if rows:
        tables.heading("Matches", 3)
        columns = {"with": "With", "pillar": "Pillar", "fit": "Fit", "why": "Why", "warning": "What speaks against it"}
        columns |= {"answer": "Answer", "declined": "Reason of a no"}
        shown = [(row[1], row[3], f"{row[4]:.0%}", *row[5:]) for row in rows]
        tables.text(columns, shown, name="Matches", widths={"why": 30, "warning": 20})


def _times(one: Request) -> None:
    with st.expander("When it stood where"):
        nothing: list[tuple[str, str, str, str]] = []
        turns = team_desk.kept(f"times-{one.id}", lambda: times(team_desk.desk(), one.id), nothing)
        rows = [(at, by, state_label(state), WHOM[waits]) for at, by, state, waits in turns]
        columns = {"at": "When (UTC)", "by": "By", "state": "State", "waits": "Waits on"}
        tables.text(columns, rows, name="Turns of the request")
