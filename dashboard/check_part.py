"""The part of the page Practices in which a second person checks what was handed in, and what follows."""

import streamlit as st

from dashboard import officer, tables, team_desk
from dashboard.submission_part import HEADINGS, profile, rows_of
from dashboard.submissions import submission_rows
from dashboard.words import plain
from graph.errors import NcpError
from graph.rights import Right
from graph.submission_checks import CRITERIA, criterion_label, publish, send_back, take_into_check
from graph.submission_fields import FIELDS
from graph.submissions import IN_CHECK, SUBMITTED, Submission, same_person, submissions
from ontology.terms import SCHEME, terms

PAGE = "practices"
MET = {"": "Not judged", "met": "Met", "lacks": "Not met"}


def draw() -> None:
    """Draw what waits for a check, and the check list of the one that is chosen."""
    officer.ask(PAGE, "You (role or initials)")
    team_desk.tell()
    if team_desk.tell_why_not(Right.CHECK):
        return
    st.header("Waiting for a check")
    every = team_desk.kept("to-check", lambda: submissions(team_desk.desk()), list[Submission]())
    team_desk.tell_away()
    held = [one for one in reversed(every) if one.state in (SUBMITTED, IN_CHECK)]
    if not held:
        st.text("Nothing waits for a check.")
        return
    columns = {name: label for name, label in HEADINGS.items() if name != "version"}
    rows = rows_of(submission_rows(held, profile))
    place = tables.choose(
        columns, rows, name="Submissions that wait for a check", key=f"{PAGE}-check", numbers=("number",)
    )
    if place is not None:
        st.query_params["submission"] = str(held[place].id)
    said = st.query_params.get("submission", "")
    if chosen := next((one for one in held if str(one.id) == said), None):
        _one(chosen)


def _one(one: Submission) -> None:
    tables.heading(f"{one.id}: {one.title}", 2)
    told = [(field.label, said) for name, field in FIELDS.items() if (said := str(getattr(one, name)))]
    tables.text({"what": "Field", "told": "What the author says"}, told, name="The submission", widths={"what": 25})
    if same_person(one.author, team_desk.who()):
        st.info("You wrote it, and nobody checks his own: a second person has to do it.")
        return
    if one.state == SUBMITTED:
        args = (one.id, one.version)
        st.button("Take it into check", type="primary", key=f"check-{one.id}", on_click=_take, args=args)
        return
    _list(one)


def _take(number: int, seen: int) -> None:
    try:
        take_into_check(team_desk.desk(), number, team_desk.who(), seen)
    except NcpError as error:
        team_desk.say("error", str(error))
    else:
        team_desk.say("success", f"Submission {number} is in check now; its author was told.")


def _list(one: Submission) -> None:
    meanings = {term.iri: term.definition for term in terms() if term.name.startswith("criterion-")}
    with st.form(f"check-list-{one.id}", border=True):
        st.subheader("Check list")
        st.text("Criteria by which URBACT and Interreg Europe choose good practices. Judge each of them.")
        for key in CRITERIA:
            st.segmented_control(
                criterion_label(key).capitalize(),
                list(MET),
                format_func=MET.__getitem__,
                default="",
                key=f"check-{one.id}-{key}",
                help=meanings[SCHEME[f"criterion-{key}"]],
            )
        st.text_area("What the author should know", key=f"check-{one.id}-say", height=90)
        with st.container(horizontal=True):
            st.form_submit_button("Publish", type="primary", on_click=_decide, args=(one.id, one.version, True))
            st.form_submit_button("Send back", on_click=_decide, args=(one.id, one.version, False))


def _decide(number: int, seen: int, public: bool) -> None:
    said = {key: str(st.session_state.get(f"check-{number}-{key}") or "") for key in CRITERIA}
    judged = {key: value == "met" for key, value in said.items() if value}
    say = str(st.session_state.get(f"check-{number}-say") or "")
    try:
        (publish if public else send_back)(team_desk.desk(), number, judged, team_desk.who(), seen, say)
    except NcpError as error:
        team_desk.say("error", f"{error} What you chose stays.")
    else:
        done = "published: it is in the catalogue now" if public else "sent back to its author"
        team_desk.say("success", plain(f"Submission {number} is {done}."))
