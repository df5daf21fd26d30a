"""The part of the page Practices in which people submit: notices, own submissions, the form, Excel out and in."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import cities, data, officer, submission_form, tables, team_desk
from dashboard.outreach_files import XLSX
from dashboard.outreach_workbook import Refused
from dashboard.submission_workbook import take, workbook
from dashboard.submissions import COLUMNS, check_rows, submission_rows
from dashboard.words import counted, plain
from graph.errors import EditConflict, NcpError
from graph.rights import Right
from graph.submission_checks import checks
from graph.submissions import (
    DRAFT,
    MOVES,
    PUBLISHED,
    SUBMITTED,
    WITHDRAWN,
    WRITABLE,
    Notice,
    Submission,
    forget_submission,
    hand_in,
    mark_seen,
    notices,
    rewrite,
    same_person,
    start,
    state_label,
    submissions,
    take_up,
    withdraw,
)

PAGE = "practices"
HEADINGS = dict(
    zip(
        COLUMNS,
        ("Number", "Title", "City", "In", "State", "Author", "Since", "Newer version of", "Version"),
        strict=True,
    )
)
CHECKS = {"outcome": "Outcome", "day": "Day", "by": "By", "met": "Met", "lacks": "Not met", "said": "What to know"}


def profile(city: int) -> Mapping[str, Any] | None:
    """Tell what is known of a city by the release that is served."""
    return cities.profile(str(city))


def draw() -> None:
    """Draw what the author has to know and can do."""
    officer.ask(PAGE, "You (role or initials)")
    team_desk.tell()
    held = team_desk.kept("own-submissions", _mine, list[Submission]())
    _notices(team_desk.kept("own-notices", lambda: notices(team_desk.desk(), team_desk.who()), list[Notice]()))
    team_desk.tell_away()
    if team_desk.tell_why_not(Right.SUBMIT):
        return
    chosen = _list(held)
    if chosen:
        _one(chosen)
    with st.expander("Write a new practice", expanded=bool(st.query_params.get("revises")) or not held):
        _new()
    with st.expander("Excel: a template, and practices read in"):
        _excel(held)


def _mine() -> list[Submission]:
    """List the submissions of whoever looks at the page; of a user without a sign-in who says no name, all."""
    who = team_desk.who()
    return [one for one in submissions(team_desk.desk()) if not who or same_person(one.author, who)]


def _notices(held: list[Notice]) -> None:
    for one in (one for one in held if not one.seen):
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.text(f"{one.at[:10]}: {one.told}")
            st.button("I have read it", key=f"seen-{one.id}", on_click=_do, args=(mark_seen, one.id, ""))
    if read := [(one.at[:10], one.told) for one in held if one.seen]:
        with st.expander(f"{counted(len(read), 'notice', 'notices')} read before"):
            tables.text({"day": "Day", "told": "Notice"}, read, name="Notices read before", widths={"day": 15})


def _list(held: list[Submission]) -> Submission | None:
    st.header("Your submissions")
    if not held:
        st.text("Nothing of yours is kept yet. What you write is a draft that you alone see until you hand it in.")
        return None
    rows = submission_rows(held, profile)
    columns = {name: label for name, label in HEADINGS.items() if name != "version"}
    place = tables.choose(
        columns, rows_of(rows), name="Your submissions", key=f"{PAGE}-own", numbers=("number",), widths={"title": 330}
    )
    if place is not None:
        st.query_params["submission"] = str(held[place].id)
    said = st.query_params.get("submission", "")
    return next((one for one in held if str(one.id) == said), None)


def rows_of(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Leave the version out of the rows, which is shown nowhere."""
    return [row[:-1] for row in rows]


def _one(one: Submission) -> None:
    tables.heading(f"{one.id}: {one.title}", 2)
    st.text(f"It is {state_label(one.state)} since {one.at[:10]}.")
    told = [row[1:] for row in check_rows(checks(team_desk.desk())) if row[0] == one.id]
    if told:
        tables.text(CHECKS, told, name="Checks of it", widths={"said": 35})
    _steps(one)
    if one.state in WRITABLE:
        key = f"submission-{one.id}"
        if f"{key}-title" not in st.session_state:
            st.session_state[f"{key}-version"] = one.version
        with st.form(key, border=True):
            submission_form.draw(key, starting(one))
            with st.container(horizontal=True):
                st.form_submit_button("Save", type="primary", on_click=_save, args=(key, one.id))
                st.form_submit_button("Save and hand it in", on_click=_save, args=(key, one.id, True))


def _steps(one: Submission) -> None:
    may = MOVES[one.state]
    with st.container(horizontal=True):
        if SUBMITTED in may:
            st.button(
                "Hand it in", type="primary", key=f"send-{one.id}", on_click=_do, args=_args(hand_in, one, SUBMITTED)
            )
        if WITHDRAWN in may:
            note = "It leaves the catalogue at once." if one.state == PUBLISHED else None
            st.button(
                "Withdraw it", key=f"back-{one.id}", on_click=_do, args=_args(withdraw, one, WITHDRAWN), help=note
            )
        if one.state == WITHDRAWN:
            st.button("Make a draft of it", key=f"up-{one.id}", on_click=_do, args=_args(take_up, one, "draft"))
    if one.state in (DRAFT, WITHDRAWN):
        with st.expander("Delete it for good"):
            st.text("It goes with its checks and notices from the records, the log of changes and the files.")
            sure = st.checkbox("Yes, delete it", key=f"sure-{one.id}")
            st.button("Delete for good", key=f"forget-{one.id}", disabled=not sure, on_click=_forget, args=(one.id,))


def _forget(number: int) -> None:
    try:
        whole = forget_submission(team_desk.desk(), number, team_desk.who())
    except NcpError as error:
        team_desk.say("error", str(error))
        return
    wait = "" if whole else " Another program holds the file open; it is cleared when that program ends."
    team_desk.say("success", f"Submission {number} is deleted for good.{wait}")


def _args(do: Callable[..., object], one: Submission, state: str) -> tuple[Any, ...]:
    return do, one.id, f"Submission {one.id} is {state_label(state)} now.", one.version


def _do(do: Callable[..., object], number: int, told: str, *seen: int) -> None:
    try:
        do(team_desk.desk(), number, team_desk.who(), *seen)
    except NcpError as error:
        team_desk.say("error", str(error))
    else:
        team_desk.say("success", told or "Noted.")


def starting(one: Submission) -> dict[str, Any]:
    """Give what the fields hold when a submission is changed."""
    known = profile(one.city)
    place = {"place": str(known["name"]), "country": str(known["country"])} if known else {"place": str(one.city)}
    return {**asdict(one), **place}


def _save(key: str, number: int, send: bool = False) -> None:
    seen = int(st.session_state.get(f"{key}-version", 0))
    try:
        made = rewrite(team_desk.desk(), number, submission_form.typed(key), team_desk.who(), seen)
    except EditConflict as conflict:
        st.session_state[f"{key}-version"] = conflict.kept.get("version", seen)
        team_desk.say("warning", f"{conflict} Save once more to put yours in its place.")
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
    else:
        submission_form.empty(key)
        team_desk.say("success", f"Submission {made.id} is saved.")
        if send:
            _do(*_args(hand_in, made, SUBMITTED))


def _new() -> None:
    older = st.query_params.get("revises", "")
    key = f"submission-new-{older}"
    if older:
        st.text(f"A newer version of {older}. It goes through the same check, and is shown with the chain of versions.")
    with st.form(key, border=False):
        submission_form.draw(key, _older(older))
        st.form_submit_button("Keep the draft", type="primary", on_click=_start, args=(key, older))


def _older(key: str) -> dict[str, Any]:
    """Begin a newer version with what the older one tells."""
    if not key:
        return {}
    every = team_desk.kept("published-now", lambda: submissions(team_desk.desk()), list[Submission]())
    if held := next((one for one in every if one.key == key and one.state == PUBLISHED), None):
        return starting(held)
    found = next(
        (row for row in data.rows("practices/list") if str(row["practice"]).endswith(key.replace("/", "%2F"))), None
    )
    told = {str(row["part"]): str(row["text"]) for row in data.rows("practices/told", practice=key)}
    place = (
        {"title": found["title"], "place": found["city"], "country": found["country"], "city": found["geonames"]}
        if found
        else {}
    )
    return {**told, "summary": told.get("description", ""), "failed": told.get("whatFailed", ""), **place}


def _start(key: str, older: str) -> None:
    said = st.query_params.get("adoption", "")
    adoption = int(said) if said.isdecimal() and len(said) < 10 else 0
    try:
        made = start(team_desk.desk(), submission_form.typed(key, older, adoption), team_desk.who())
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
        return
    submission_form.empty(key)
    for name in ("revises", "adoption"):
        st.query_params.pop(name, None)
    st.query_params["submission"] = str(made.id)
    team_desk.say("success", f"Draft {made.id} is kept. Hand it in when it is whole.")


def _excel(held: list[Submission]) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "Download the empty template", workbook, "practices.xlsx", XLSX, on_click="ignore", key=f"{PAGE}-template"
        )
        if held:
            st.download_button(
                f"Download {counted(len(held), 'submission', 'submissions')} as Excel",
                lambda: workbook(held, team_desk.names()),
                "submissions.xlsx",
                XLSX,
                on_click="ignore",
                key=f"{PAGE}-own-xlsx",
            )
    file = st.file_uploader("Workbook with practices", type=["xlsx", "ods", "csv"], key=f"{PAGE}-file")
    if file is None or not st.button("Read it in as drafts", type="primary", key=f"{PAGE}-read"):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getvalue())
        try:
            taken = take(team_desk.desk(), path, team_desk.names(), team_desk.who(), file.name)
        except Refused as refused:
            st.error("Nothing was read in. Mend these cells and read the file again.")
            tables.text({"told": "What to mend"}, [(line,) for line in refused.told], name="Cells to mend")
        except NcpError as error:
            st.error(plain(str(error)))
        else:
            st.success(plain(str(taken)))
