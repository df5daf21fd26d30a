"""One lesson with its evidence and trace, and the claims that it carries over: proposed, confirmed, contested."""

import streamlit as st

from dashboard import data, lesson_rows, navigation, tables, team_desk
from dashboard.lesson_page import Asked, may, write
from dashboard.lessons import Known, named, trace
from dashboard.words import counted, plain
from graph.lessons import CONFIRMED, Lesson, Transfer
from graph.transfer_desk import NEXT, Claim, claims, propose, set_status, why_not_status

STEPS = {"step": "Step", "name": "What", "told": "How it belongs", "file": "File", "row": "Row"}


def draw_lesson(of: Known, asked: Asked) -> None:
    """Draw the lesson that is chosen, with what it rests on and where it comes from."""
    lesson = next((one for one in of.lessons if one.key == asked.lesson), None)
    if lesson is None:
        if asked.lesson:
            st.warning(plain(f"There is no lesson {asked.lesson[:40]}; it may have been deleted."))
        return
    st.header("The lesson")
    st.text(lesson.statement)
    tables.text({"what": "What", "told": "Told"}, _facts(of, lesson), name="Facts of the lesson", widths={"what": 25})
    _claims(of, asked, lesson)
    st.subheader("Where it comes from")
    rows = [tuple(row[name] for name in STEPS) for row in trace(data.endpoint(), lesson)]
    if rows:
        tables.text(STEPS, rows, name="City, practice, project, programme, file and row", widths={"told": 25})
    else:
        st.info("The release does not hold what it was learned from; the next build may.")
    held = lesson.of == "practice" and lesson.origin in of.practices
    if held and st.button("Open the practice", key="lessons-practice"):
        navigation.go("practices", practice=lesson.origin)


def _facts(of: Known, lesson: Lesson) -> list[tuple[str, str]]:
    held = {
        "Kind": named("lesson", lesson.kind),
        "Barriers": ", ".join(named("barrier", key) for key in lesson.barriers) or "not stated",
        "Challenges": ", ".join(named("challenge", key) for key in lesson.challenges) or "not stated",
        "Domains": ", ".join(named("domain", key) for key in lesson.domains) or "not stated",
        "Evidence": f"{named('evidence', lesson.level)}{f': {lesson.evidence}' if lesson.evidence else ''}",
        "Learned from": lesson_rows.title(of, lesson),
        "Kept by": f"{lesson.by or 'not stated'}{f', {lesson.day}' if lesson.day else ''}",
    }
    return list(held.items())


def _claims(of: Known, asked: Asked, lesson: Lesson) -> None:
    st.subheader("Claims that it carries over")
    own = {one.transfer.key: one for one in team_desk.kept("claims", lambda: claims(team_desk.desk()), list[Claim]())}
    found = [one for one in of.claims if one.lesson == lesson.key]
    if not found:
        st.text("Nobody has claimed that it helps in another domain.")
    for one in found:
        _claim(one, own.get(one.key))
    _propose(asked, lesson, {one.goal for one in found})


def _claim(one: Transfer, record: Claim | None) -> None:
    with st.container(border=True):
        ends = f"From {named('domain', one.origin)} to {named('domain', one.goal)}"
        st.text(f"{ends}: {one.status}. Claimed by {one.author}: {one.reason}")
        said = f"{one.status.capitalize()} because {one.why}" if one.why else ""
        st.text(" ".join(part for part in (said, f"Shown by {one.evidence}." if one.evidence else "") if part))
        if record and may():
            _decide(record)


def _decide(claim: Claim) -> None:
    """Draw what whoever looks at the page may do with the claim, and why not what he may not."""
    who = team_desk.who()
    open_ = [status for status in NEXT[claim.status] if not why_not_status(claim, status, who)]
    shut = next((why_not_status(claim, status, who) for status in NEXT[claim.status] if status not in open_), "")
    key = f"lessons-claim-{claim.id}"
    if not who:
        st.text("Say above who you are, to decide on it.")
        return
    with st.form(key, border=False):
        status = st.selectbox("It is", open_, key=f"{key}-status")
        st.text_input("Reason", key=f"{key}-why", max_chars=500)
        if CONFIRMED in open_:
            st.text_input("What shows it (needed to confirm)", key=f"{key}-evidence", max_chars=500)
        st.form_submit_button("Decide", on_click=_set, args=(claim, key))
    if shut and status:
        st.text(shut)


def _set(claim: Claim, key: str) -> None:
    held = st.session_state
    status, why = str(held.get(f"{key}-status", "")), str(held.get(f"{key}-why", ""))
    shown = str(held.get(f"{key}-evidence", ""))

    def do(who: str) -> str:
        done = set_status(team_desk.desk(), claim.id, status, by=who, why=why, evidence=shown, seen=claim.version)
        return f"Claim {done.id} of {done.author} is {done.status}."

    write(do, (f"{key}-why", f"{key}-evidence", f"{key}-status"))


def _propose(asked: Asked, lesson: Lesson, taken: set[str]) -> None:
    goals = {key: name for key, name in lesson_rows.choices("domain").items() if key not in {*lesson.domains, *taken}}
    key = f"lessons-propose-{lesson.key}"
    if not goals or not lesson.domains or not may():
        return
    keys = list(goals)
    at = keys.index(asked.column) if asked.column in keys else 0
    with st.form(key):
        st.text("Claim that it helps in another domain; somebody else confirms or contests it.")
        st.selectbox("From", lesson.domains, format_func=lambda each: named("domain", each), key=f"{key}-from")
        st.selectbox("To", keys, index=at, format_func=goals.__getitem__, key=f"{key}-to")
        st.text_input("Why should it help there?", key=f"{key}-why", max_chars=500)
        st.form_submit_button("Propose", type="primary", on_click=_made, args=(lesson.key, key))


def _made(lesson: str, key: str) -> None:
    held = st.session_state

    def do(who: str) -> str:
        ends = (str(held[f"{key}-from"]), str(held[f"{key}-to"]))
        made = propose(team_desk.desk(), lesson, *ends, by=who, reason=str(held[f"{key}-why"]))
        return f"Claim {made.id} is proposed, from {named('domain', made.origin)} to {named('domain', made.goal)}."

    write(do, (f"{key}-why",))


def draw_all(of: Known) -> str | None:
    """Draw all claims; gives the key of the lesson whose claim was chosen."""
    rows = lesson_rows.claims(of)
    with st.expander(f"All claims: {counted(len(rows), 'claim', 'claims')}"):
        if not rows:
            st.text("None yet.")
            return None
        places = [lesson_rows.CLAIMS.index(name) for name in ("statement", "from", "to", "status", "author", "reason")]
        columns = {
            "statement": "Lesson",
            "from": "From",
            "to": "To",
            "status": "State",
            "author": "By",
            "reason": "Why",
        }
        lines = [tuple(row[place] for place in places) for row in rows]
        chosen = tables.choose(columns, lines, name="Claims", key="lessons-claims", widths={"statement": 360})
        return None if chosen is None else str(rows[chosen][1])
