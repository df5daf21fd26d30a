"""What towns report of a practice: the replicability meter, its versions, and the form in which a town tells."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard import data, officer, tables, team_desk
from dashboard.city_names import find_city
from dashboard.meter import SIZE_COLUMNS, Told, adopt, chain, told_of
from dashboard.submission_part import profile
from dashboard.submissions import scheme_names, version_pairs
from dashboard.words import plain
from graph.adoptions import STATUSES, Adoption, Use, adoptions, amend, confirm, drop, may_confirm
from graph.errors import NcpError
from graph.replicability_meter import NO_PROMISE, OUTCOMES, by_size, sentence
from graph.rights import Right
from graph.submissions import Submission

PAGE = "practices"
FIELDS = {
    **{"reason": "Why it stopped", "changed": "What the town does otherwise", "comment": "What the town says"},
    **{"cost": "What it cost", "currency": "Currency", "staff": "Person-months", "months": "Months to a result"},
    **{"start": "Start (year or day)", "end": "End (year or day)"},
}
LONG = ("changed", "comment")
TOWNS = {
    **{"city": "Town", "country": "In", "population": "Inhabitants", "status": "How far", "rating": "Rating"},
    **{"reason": "Why it stopped", "changed": "Does otherwise", "comment": "Says", "cost": "Cost", "counts": "Counts"},
}


def draw(row: dict[str, Any], own: Sequence[Submission], titles: dict[str, str]) -> None:
    """Draw the meter of one practice of the catalogue, the towns, the versions and the form."""
    key, origin = str(row["practice"]), int(row["geonames"])
    records = team_desk.kept("adoptions", lambda: tuple(adoptions(team_desk.desk())), None)
    told = told_of(key, data.rows("practices/adoptions", practice=key), records, profile, origin)
    tables.heading("How it fared elsewhere", 3)
    st.text(sentence(one.counted for one in told))
    if told:
        st.text(NO_PROMISE)
        sizes = dict(zip(SIZE_COLUMNS, ("Size of town", *OUTCOMES.values()), strict=True))
        tables.text(
            sizes, by_size(one.counted for one in told), name="Towns by size and outcome", numbers=tuple(OUTCOMES)
        )
        tables.text(TOWNS, [one.row[:-1] for one in told], name="Towns that report", numbers=("population",))
    _versions(key, own, titles)
    if records is not None:
        _tell(key, origin, told)


def _versions(key: str, own: Sequence[Submission], titles: dict[str, str]) -> None:
    held = chain(key, version_pairs(data.rows("practices/versions"), own))
    if len(held) > 1:
        tables.heading("Versions, the first one first", 3)
        named = [
            (number, titles.get(one, one), "shown here" if one == key else one) for number, one in enumerate(held, 1)
        ]
        tables.text({"number": "Version", "title": "Practice", "key": "Key"}, named, name="Versions of the practice")


def _tell(key: str, origin: int, told: Sequence[Told]) -> None:
    with st.expander("A town uses this practice"):
        officer.ask(PAGE, "You (role or initials)")
        if not team_desk.tell_why_not(Right.SUBMIT):
            form = f"adopt-{key}"
            with st.form(form, border=False):
                with st.container(horizontal=True):
                    st.text_input("Town", key=f"{form}-place", max_chars=120)
                    st.selectbox("Its country", ["", *data.countries()], key=f"{form}-country", format_func=_country)
                _fields(form, None)
                st.form_submit_button("Tell it", type="primary", on_click=_report, args=(form, key, origin))
    for one in told:
        if one.record and _mine(one.record):
            _change(one, one.record)
    st.button("Write a newer version", key=f"newer-{key}", on_click=_newer, args=(key, _changed(told)))


def _changed(told: Sequence[Told]) -> int:
    """Give the report whose change a newer version takes up: the last one that counts."""
    return next((one.record.id for one in reversed(told) if one.record and one.changed and one.counted.counts), 0)


def _newer(key: str, adoption: int) -> None:
    st.session_state[f"{PAGE}-part"] = "submit"
    codes = {"part": "submit", "revises": key, **({"adoption": str(adoption)} if adoption else {})}
    st.query_params.from_dict(codes)


def _mine(one: Adoption) -> bool:
    acting = team_desk.desk().acting
    return may_confirm(acting, one.city) or one.author == acting.actor.name


def _change(one: Told, held: Adoption) -> None:
    form = f"report-{held.id}"
    waits = "" if held.confirmed else ", waits to be confirmed"
    with st.expander(f"Change what {plain(one.counted.city)} tells (report {held.id}{waits})"):
        with st.form(form, border=False):
            _fields(form, held)
            st.form_submit_button("Save", type="primary", on_click=_amend, args=(form, held))
        with st.container(horizontal=True):
            if not held.confirmed and may_confirm(team_desk.desk().acting, held.city):
                args = (confirm, held, "It counts now.")
                st.button("Confirm it", key=f"{form}-confirm", on_click=_do, args=args)
            st.button("Take it out", key=f"{form}-drop", on_click=_do, args=(drop, held, "The report is taken out."))


def _fields(form: str, held: Use | None) -> None:
    for name in ("status", "rating", *FIELDS):
        st.session_state.setdefault(
            f"{form}-{name}", getattr(held, name) if held else "running" if name == "status" else ""
        )
    ratings = {"": "Not rated", **scheme_names("rating")}
    with st.container(horizontal=True):
        st.selectbox("How far it is", STATUSES, key=f"{form}-status", format_func=scheme_names("adoption").__getitem__)
        st.selectbox("Rating", list(ratings), key=f"{form}-rating", format_func=ratings.__getitem__)
        st.text_input(FIELDS["reason"], key=f"{form}-reason", max_chars=200)
    for name in LONG:
        st.text_area(FIELDS[name], key=f"{form}-{name}", height=70)
    with st.container(horizontal=True):
        for name in (name for name in FIELDS if name not in (*LONG, "reason")):
            st.text_input(FIELDS[name], key=f"{form}-{name}", max_chars=20)


def _country(code: str) -> str:
    return data.countries()[code] if code else "Any"


def _use(form: str, practice: str, city: int) -> Use:
    said = {name: str(st.session_state.get(f"{form}-{name}") or "") for name in ("status", "rating", *FIELDS)}
    return Use(practice, city, **said)


def _report(form: str, key: str, origin: int) -> None:
    place, country = (str(st.session_state.get(f"{form}-{name}") or "").strip() for name in ("place", "country"))
    try:
        city = find_city(data.endpoint(), place, country)
        made = adopt(team_desk.desk(), _use(form, key, city), team_desk.who(), {key: origin})
    except NcpError as error:
        team_desk.say("error", f"{error} What you typed stays in the fields.")
        return
    for name in ("place", "country", "status", "rating", *FIELDS):
        st.session_state.pop(f"{form}-{name}", None)
    wait = "" if made.confirmed else " It counts when somebody who may confirms it."
    team_desk.say("success", f"Report {made.id} is kept.{wait}")


def _amend(form: str, held: Adoption) -> None:
    _do(
        lambda desk, number, who, seen: amend(desk, number, _use(form, held.practice, held.city), who, seen),
        held,
        "The report is changed.",
    )


def _do(do: Any, held: Adoption, told: str) -> None:  # noqa: ANN401 - any of the functions on reports
    try:
        do(team_desk.desk(), held.id, team_desk.who(), held.version)
    except NcpError as error:
        team_desk.say("error", str(error))
    else:
        team_desk.say("success", told)
