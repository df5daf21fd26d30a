"""Names that wait for a decision: which city is meant, decided once for all rows, and taken back as easily."""

from collections.abc import Sequence

import streamlit as st

from dashboard import address, cities, data, navigation, officer, review_desk, review_name, tables, unfit
from dashboard.review import Name, listed
from dashboard.review_desk import ROUND, SAID, Known
from dashboard.words import counted, plain
from graph.decisions import Decision, InForce, in_force
from graph.errors import NcpError, NothingPublished

TITLE = "Review"
ORDER = 13
PAGE = "review"
SHOW = {"open": "Waiting", "none": "No city known", "accepted": "Accepted by the machine", "all": "All"}
OUTCOMES = {"open": ("review",), "none": ("none",), "accepted": ("accepted",), "all": ("review", "none", "accepted")}
FIRST = {"rows": "Rows", "projects": "Projects", "countries": "Countries"}
LISTED = 500
"""So many names the table holds; filters find the others."""

COLUMNS = {"name": "Name", "country": "In", "rows": "Rows", "projects": "Projects", "countries": "Countries"}
WIDTHS = {"name": 210, "country": 36, "rows": 46, "projects": 62, "countries": 74}


def show() -> None:
    """Draw the filters, the names and the one that is decided on."""
    st.title(TITLE)
    try:
        known, log = review_desk.known(), review_desk.desk().log()
    except NothingPublished as error:
        st.info(str(error))
        return
    except NcpError as error:
        st.error(str(error), title="The team's records do not answer")
        return
    held = in_force(log)
    codes, found = _filters(known, held)
    _said()
    name = _chosen(known, found)
    if name is None:
        address.write(**codes)
        st.info("No name fits these filters. Choose another country, another part of a name, or “All”.")
    else:
        left, right = st.columns([7, 11], gap="medium")
        with left:
            name = _queue(found, name)
        address.write(**codes, key=name.key)
        with right:
            review_name.draw(known, name, found, held, log)
    _next_build(log, known)


def _filters(known: Known, held: InForce) -> tuple[dict[str, str], list[Name]]:
    countries = data.countries()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=200):
            country = address.country(countries, page=PAGE, everywhere="All countries")
        with st.container(width="content"):
            shown = address.segments("Names", "show", SHOW, "open", page=PAGE)
        with st.container(width=200):
            text = address.text("Part of the name", "name", page=PAGE)
        with st.container(width="content"):
            first = address.segments("Order by", "first", FIRST, "rows", page=PAGE)
        with st.container(width=150):
            officer.ask(PAGE, "Decided by")
    city = st.query_params.get("city", "")
    city = city if city.isdecimal() and len(city) < 16 else ""
    if city:
        _only(city)
    country = "" if country == "all" else country
    found = listed(known.names, held, country, text, OUTCOMES[shown], first, int(city or 0))
    codes = {"country": country or "all", "show": shown, "name": text, "first": first, "city": city}
    return codes, review_desk.put_off(found)


def _only(city: str) -> None:
    about = cities.profile(city)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"Only names that stand for {about['name'] if about else city}, or may mean it.")
        if st.button("Show all names", key="review-all"):
            st.query_params.pop("city", None)
            st.rerun()


def _said() -> None:
    """Say what became of the last button, once."""
    kind, text = st.session_state.pop(SAID, ("", ""))
    if kind:
        (st.success if kind == "success" else st.error)(plain(text))


def _chosen(known: Known, found: Sequence[Name]) -> Name | None:
    """Find the name of the address; else the first that waits."""
    said = st.query_params.get("key", "")
    named = known.by_key.get(said)
    if said and named is None:
        unfit.note("Name", said, "the first that fits is shown")
    return named or (found[0] if found else None)


def _queue(found: Sequence[Name], name: Name) -> Name:
    """Draw the names, and give the one that is chosen."""
    shown = found[:LISTED]
    turn = st.session_state.get(ROUND, 0)
    columns = {key: label for key, label in COLUMNS.items() if key != "country" or len({n.country for n in shown}) > 1}
    rows = [tuple(getattr(each, column) for column in columns) for each in shown]
    hit = tables.choose(
        columns,
        rows,
        name="Names, those that hold up most first",
        key=f"review-names-{turn}",
        numbers=("rows", "projects", "countries"),
        widths=WIDTHS,
        most=18,
    )
    many = f"{counted(len(found), 'name', 'names')}"
    st.text(many if len(shown) == len(found) else f"{many}; the first {LISTED} are listed.")
    if hit is None or st.session_state.get("review-hit") == (turn, hit, shown[hit].key):
        return name
    st.session_state["review-hit"] = (turn, hit, shown[hit].key)
    return shown[hit]


def _next_build(log: Sequence[Decision], known: Known) -> None:
    """Say what the next build will follow, and how to start it."""
    st.header("At the next build")
    wait = review_desk.waiting(log, known.keys)
    if not wait.made and not wait.undone:
        st.text("Nothing waits: the release follows every decision. What you decide takes effect with the next build.")
    else:
        told = f"{counted(len(wait.made), 'decision', 'decisions')} and {len(wait.undone)} taken back"
        st.text(f"{told} since this release was built: they take effect with the next build.")
        if st.button("Build a release", key="review-build", help="On the page Update, or in a terminal by `ncp build`"):
            navigation.go("update")
    for one in (*wait.made, *wait.undone):
        with st.container(horizontal=True, vertical_alignment="center"):
            back = "" if one in wait.made else ", taken back"
            st.text(f"{one.key}: {one}{back}. Why: {one.why}")
