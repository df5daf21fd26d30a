"""Experts of the helpdesk: bodies or roles, what they work on, how many towns they can help, whom to speak with."""

from collections.abc import Callable

import streamlit as st

from dashboard import address, officer, tables, team_desk
from dashboard.help_rows import Held, read
from dashboard.words import plain
from graph.errors import NcpError
from graph.help_experts import (
    Expert,
    ExpertPerson,
    add_expert,
    add_expert_person,
    expert_persons,
    forget_expert,
    forget_expert_person,
)
from graph.help_matches import EXPERT_PILLAR, busy
from graph.needs import questions
from graph.rights import Right
from ontology.terms import SCHEME, label

FIELDS = {one.key: one.text for one in questions() if one.is_field}


def draw(codes: dict[str, str]) -> None:
    """Draw the experts, and the forms for those who may keep them."""
    address.write(**codes)
    officer.ask("helpdesk", "You (role or initials)")
    team_desk.tell()
    names = team_desk.names()
    held = team_desk.kept("helpdesk", lambda: read(team_desk.desk(), names), Held((), (), (), names))
    team_desk.tell_away()
    _list(held)
    if team_desk.tell_why_not(Right.EXPERTS):
        return
    with st.expander("Keep an expert", expanded=not held.experts):
        _new()
    persons = team_desk.kept("expert-persons", lambda: expert_persons(team_desk.desk()), list[ExpertPerson]())
    for one in held.experts:
        with st.expander(f"{plain(one.name)}: whom to speak with"):
            _persons(one, [person for person in persons if person.expert == one.id])


def _list(held: Held) -> None:
    if not held.experts:
        st.text("No expert is kept yet.")
        return
    rows = [
        (
            one.name,
            ", ".join(label(SCHEME[f"domain-{key}"]) for key in sorted(one.works_on)) or "none told",
            one.countries.replace("|", ", ") or "any",
            f"{busy(held.matches, held.requests, EXPERT_PILLAR, one.id)} of {one.capacity}",
        )
        for one in held.experts
    ]
    columns = {"name": "Body or role", "fields": "Works on", "countries": "Countries", "busy": "Helps now"}
    tables.text(columns, rows, name="Experts", widths={"name": 30, "fields": 40})


def _new() -> None:
    st.text("A body or a role, such as “Adviser on digital inclusion, national library”: no name of a person.")
    with st.form("helpdesk-expert", border=False):
        st.text_input("Body or role", key="expert-name", max_chars=120)
        st.pills("Works on", list(FIELDS), format_func=FIELDS.__getitem__, selection_mode="multi", key="expert-fields")
        with st.container(horizontal=True):
            st.text_input("Countries (EU codes, empty for any)", key="expert-countries", max_chars=120)
            st.number_input("Requests at once", 0, 99, 1, key="expert-capacity")
        st.form_submit_button("Keep the expert", type="primary", on_click=_add)


def _add() -> None:
    held = st.session_state
    codes = [code for code in str(held["expert-countries"]).replace(",", " ").split() if code]
    try:
        made = add_expert(
            team_desk.desk(),
            held["expert-name"],
            held["expert-fields"] or (),
            codes,
            int(held["expert-capacity"]),
            team_desk.who(),
        )
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    for key in ("expert-name", "expert-fields", "expert-countries", "expert-capacity"):
        held.pop(key, None)
    team_desk.say("success", f"{made.name} is kept.")


def _persons(one: Expert, found: list[ExpertPerson]) -> None:
    st.text("Contact data stays in the records: in no graph, in a file only when asked for, deleted for good.")
    for person in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(", ".join(filter(None, (person.name, person.function, person.reach))))
            told = "Contact data is deleted for good."
            act = (lambda number: forget_expert_person(team_desk.desk(), number, team_desk.who()), person.id, told)
            st.button("Delete for good", key=f"expert-person-{person.id}", on_click=_forget, args=act)
    key = f"expert-{one.id}"
    with st.form(f"{key}-person", border=False):
        with st.container(horizontal=True):
            for field, name in {"name": "Name", "function": "Function", "reach": "How to reach them"}.items():
                st.text_input(name, key=f"{key}-{field}", max_chars=200 if field == "reach" else 120)
        st.form_submit_button("Keep contact data", on_click=_add_person, args=(one.id, key))
    sure = st.checkbox("Yes, delete the expert and all contact data there", key=f"{key}-sure")
    act = (lambda number: forget_expert(team_desk.desk(), number, team_desk.who()), one.id, f"{one.name} is deleted.")
    st.button("Delete the expert for good", key=f"{key}-delete", disabled=not sure, on_click=_forget, args=act)


def _add_person(expert: int, key: str) -> None:
    name, function, reach = (
        str(st.session_state.get(f"{key}-{field}") or "") for field in ("name", "function", "reach")
    )
    try:
        add_expert_person(team_desk.desk(), expert, name, function, reach, team_desk.who())
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    for field in ("name", "function", "reach"):
        st.session_state.pop(f"{key}-{field}", None)
    team_desk.say("success", "Contact data is kept.")


def _forget(act: Callable[[int], object], number: int, told: str) -> None:
    try:
        act(number)
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    team_desk.say("success", told)
