"""One name on the page Review: what is known of it, the buttons of a decision, map, candidates, rows that bear it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import cities, data, navigation, review_desk, tables, team_desk
from dashboard.evidence import WHY_OPEN, Candidate, because, candidates
from dashboard.maps import Point, town_map
from dashboard.review import Name, covered, levels
from dashboard.review_desk import Known, Step
from dashboard.words import SHORT_STATES, counted, plain
from graph.decisions import ACCEPT, NOT_THIS, REJECT, Decision, InForce

KEYS = "Keys: 1 to 9 choose a city, N none of these, X not this one, S skip, U undo. Tab and Enter work as well."
SHARES = {"key": 7, "name": 21, "region": 18, "population": 13, "links": 10, "score": 7}
BEARERS = {
    "title": "Project or initiative",
    "source": "Source",
    "file": "File",
    "sheet": "Sheet",
    "row": "Row",
    "so_far": "So far",
    "hints": "Hints of the row",
    "holds": "Its key",
}
BEARER_WIDTHS = {"title": 300, "source": 70, "file": 215, "sheet": 60, "row": 55, "so_far": 70, "hints": 130}
BEARER_WIDTHS |= {"holds": 145}


def draw(known: Known, name: Name, found: Sequence[Name], held: InForce, log: Sequence[Decision]) -> None:
    """Draw what is known of a name and what can be decided on it."""
    tables.heading(f"{name.name} ({name.country})")
    decided = [one for level in levels(name.key) for one in held.get(level, ())]
    with st.container(gap="xxsmall"):
        st.text(_held_up(name))
        said = f" The rows say: {name.hints}." if name.hints else ""
        st.text(WHY_OPEN["decided" if decided else name.outcome] + said)
    shown = candidates(name, cities.profile)
    level = _level(known, name)
    told = team_desk.why_not_decide(name.country)
    if told:
        st.info(told)
    _decided(decided, refused=bool(told))
    if not told:
        _buttons(name, level, shown, found, decided, log)
    if shown:
        _map(shown, name)
        _candidates(shown, with_distance=name.point is not None)
    _rows(known, level)


def _held_up(name: Name) -> str:
    facts = [counted(name.rows, "row", "rows")]
    facts.append(counted(name.projects, "project or initiative", "projects and initiatives"))
    facts += [f"partners in {counted(name.countries, 'country', 'countries')}"] * bool(name.countries)
    titles = {str(row["source"]): str(row["title"]) for row in data.rows("sources/datasets")}
    return f"{', '.join(facts)}. Sources: {', '.join(titles.get(one, one) for one in name.sources)}."


def _level(known: Known, name: Name) -> str:
    """Draw the choice of the rows that a decision holds for."""
    every = levels(name.key)
    if len(every) == 1:
        return name.key
    options = {}
    for level in every:
        rows = sum(each.rows for each in covered(known.names, level))
        hints = ", ".join(level.split("/")[2:])
        options[str(level.count("/"))] = f"{rows:,} with {hints}" if hints else f"all {rows:,} of this name"
    chosen = st.segmented_control(
        "Rows that it holds for",
        list(options),
        format_func=lambda code: plain(options[code]),
        default=next(iter(options)),
        key=f"review-level-{name.key}",
        required=True,
    )
    return next(level for level in every if str(level.count("/")) == chosen)


def _decided(decided: Sequence[Decision], *, refused: bool) -> None:
    for one in decided:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{one}. Why: {one.why}")
            label, key, whole = f"Take back {one.id}", f"review-undo-{one.id}", (one.id, one.key)
            st.button(label, key=key, disabled=refused, on_click=review_desk.undo, args=whole)


def _buttons(
    name: Name,
    level: str,
    shown: Sequence[Candidate],
    found: Sequence[Name],
    decided: Sequence[Decision],
    log: Sequence[Decision],
) -> None:
    closed = any(one.kind in (ACCEPT, REJECT) for one in decided)
    seen, then = sum(one.key == level for one in log), _then(name, found)

    def step(kind: str, city: int | None, why: str) -> tuple[Step]:
        return (Step(level, kind, str(city or ""), why, seen, then),)

    with st.container(horizontal=True, gap="small"):
        for place, one in enumerate(shown[:9], 1):
            label = plain(one.name) + (", as the machine says" if one.accepted else "")
            chosen = step(ACCEPT, one.id, because(name, shown, one.id))
            _decide(label, str(place), f"choose-{place}", chosen, closed=closed)
        accepted = next((one for one in shown if one.accepted), None)
        if accepted:
            wrong = step(NOT_THIS, accepted.id, "the machine's match is wrong")
            _decide("Not this one", "X", "not-this", wrong, closed=closed)
        _decide("None of these", "N", "none", step(REJECT, None, because(name, shown, None)), closed=closed)
        st.button("Skip", shortcut="S", key="review-skip", on_click=review_desk.skip, args=(name.key, then))
        _undo(log)
    _other(closed, step(ACCEPT, None, "chosen by name"))
    st.text(KEYS)


def _decide(label: str, shortcut: str, key: str, step: tuple[Step], *, closed: bool) -> None:
    """Draw a button that makes a decision, by a click or by its key."""
    st.button(label, shortcut=shortcut, disabled=closed, key=f"review-{key}", on_click=review_desk.carry_out, args=step)


def _then(name: Name, found: Sequence[Name]) -> str:
    """Name the one that comes after this one."""
    keys = [each.key for each in found]
    place = keys.index(name.key) + 1 if name.key in keys else 0
    left = [key for key in (*keys[place:], *keys[:place]) if key != name.key]
    return left[0] if left else ""


def _undo(log: Sequence[Decision]) -> None:
    mine = st.session_state.get(review_desk.MINE, [])
    last = next((one for one in reversed(log) if mine and one.id == mine[-1]), None)
    st.button(
        "Undo",
        shortcut="U",
        key="review-undo",
        disabled=last is None,
        help="Takes back the last decision of this visit.",
        on_click=review_desk.undo,
        args=(last.id, last.key) if last else (0, ""),
    )


def _other(closed: bool, step: tuple[Step]) -> None:
    """Draw the fields for another city and for the reason."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=230):
            st.text_input("Another city: name or GeoNames id", key="review-other", max_chars=120)
        st.button("Choose it", key="review-choose-other", disabled=closed, on_click=review_desk.carry_out, args=step)
        with st.container(width="stretch"):
            st.text_input(
                "Why (left empty: what the page shows)",
                key="review-why",
                max_chars=500,
                placeholder="for example: the programme's own page names it",
            )


def _map(shown: Sequence[Candidate], name: Name) -> None:
    points = [
        Point(one.id, f"{place} · {one.name}", one.latitude, one.longitude, one.population, one.state)
        for place, one in enumerate(shown, 1)
    ]
    place = f"candidates for {name.name}"
    clicked = town_map(points, place=place, focus=name.key, key="review-map", height=240)
    if clicked:
        navigation.go("city", id=str(clicked))


def _candidates(shown: Sequence[Candidate], *, with_distance: bool) -> None:
    columns = {
        "key": "Key",
        "name": "City",
        "region": "Region (NUTS 3)",
        "population": "Inhabitants",
        "links": "State, links",
        "told": "What speaks for it, what against",
        "score": "Score",
    }
    if with_distance:
        columns["distance"] = "From the row's coordinates"
    rows = [
        (
            place if place < 10 else "",
            f"{one.name} ({one.country}, GeoNames {one.id})" + (" – the machine's choice" if one.accepted else ""),
            one.region,
            one.population or None,
            f"{SHORT_STATES[one.state]}, {one.links}",
            one.told,
            f"{one.evidence.score:.2f}" if one.evidence else "",
            one.distance,
        )[: len(columns)]
        for place, one in enumerate(shown, 1)
    ]
    tables.text(columns, rows, name="Candidates", numbers=("population",), widths=SHARES)


def _rows(known: Known, level: str) -> None:
    """Draw the rows that bear the name, those that say no more than the key first."""
    held = sorted(covered(known.names, level), key=lambda each: each.key.count("/"))
    bearers = [(one, each) for each in held for one in known.rows.get(each.key, ())]
    called = review_desk.called(frozenset(one.holds for one, _ in bearers))
    rows = [
        (
            *(called.get(one.holds, one.holds), one.source, one.file, one.sheet, one.row),
            *(_so_far(each), each.hints, one.holds),
        )
        for one, each in bearers
    ]
    if not rows:
        st.text("This release notes no rows by name; the next build does.")
        return
    every, many = sum(each.rows for each in held), f"the first {len(rows):,} are listed"
    st.text(f"A decision holds for {counted(every, 'row', 'rows')}{f'; {many}' if len(rows) < every else ''}:")
    tables.show(BEARERS, rows, name="Rows that bear the name", most=6, widths=BEARER_WIDTHS)


def _so_far(each: Name) -> str:
    """Say what became of a name in the release."""
    return each.city[1] if each.city else "open" if each.outcome == "review" else "no city"
