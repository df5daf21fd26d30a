"""Programmes and contact points: who serves whom, whom each programme reaches, and how to hand a town over abroad."""

import re
from typing import Any

import streamlit as st

from dashboard import address, cities, contact_points, data, handover, navigation, reach, tables, unfit
from dashboard.sizes import USE
from dashboard.words import counted
from graph.verdicts import inhabitants, ranked

TITLE = "Programmes and contact points"
ORDER = 9


def show() -> None:
    """Draw the contact points, the reach of the programmes in a country, and the hand-over card."""
    st.title(TITLE)
    countries = data.countries()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        with st.container(width=260):
            country = address.country(countries, page="programmes")
        with st.container(width=320):
            known = data.size_schemes()
            titles = {key: one.title for key, one in known.items()}
            scheme = address.select("Size scheme", "scheme", titles, USE, page="programmes")
        with st.container(width="content"):
            parts = {"families": "Families", "programmes": "Families and programmes"}
            detail = address.segments("Rows", "rows", parts, "families", page="programmes")
    kept = {
        "country": country,
        "scheme": "" if scheme == USE else scheme,
        "rows": "" if detail == "families" else detail,
    }
    address.write(("id", "practice"), **kept)
    _reach(country, countries[country], scheme, detail)
    _who(country, countries)
    _hand_over(country, countries)


def _reach(country: str, place: str, scheme: str, detail: str) -> None:
    st.header(f"Reach by size class: {place}")
    chosen = data.size_schemes()[scheme]
    rows = data.rows("programmes/reach", country=country, scheme=scheme)
    classes = reach.classes(chosen, rows)
    found = [one for one in reach.programmes(rows) if detail == "programmes" or one.key == one.family]
    told = [one for one in found if one.tells]
    st.text(
        "Share of the cities of which the sources can tell that take part, by any reading, with counts. "
        "Not covered: no source at hand lists the programme completely for this country; known links are counted."
    )
    columns = {"name": "Programme", **classes, "until": "Covered to"}
    lines = [
        (one.name if one.key == one.family else f"– {one.name}", *(_told(one, key) for key in classes), one.until)
        for one in told
    ]
    tables.text(columns, lines, name=f"Reach of the programmes in {place} by size class", widths={"name": 24})
    silent = [one.name for one in found if not one.tells]
    if silent:
        st.text(f"Not covered, and no link known: {', '.join(silent[:12])}{_more(silent)}.")
    st.text(f"{chosen.meaning} Source: {chosen.source}.")
    with st.container(horizontal=True):
        keys = tuple(rows[0]) if rows else ()
        plain = [tuple(row[key] for key in keys) for row in rows]
        tables.download("Download reach as CSV", f"reach-{country}-{scheme}.csv", keys, plain, key="reach-csv")
        if st.button("Show the unlinked cities", key="programmes-unlinked"):
            navigation.go("unlinked", country=country)


def _told(one: reach.Programme, key: str) -> str:
    held = one.reach.get(key)
    return held.told if held else "no city"


def _more(names: list[str]) -> str:
    return f" and {len(names) - 12} more" if len(names) > 12 else ""


def _who(country: str, countries: dict[str, str]) -> None:
    st.header("Who serves whom")
    points = contact_points.read(data.rows("programmes/contact-points", country=""))
    families = ranked({key for point in points for key in point.families})
    rows = contact_points.matrix(points, families)
    if not rows:
        st.text("The graph knows no contact point.")
        return
    rows.sort(key=lambda row: (row[0] != country, countries.get(row[0], row[0])))
    vacant = sum(point.vacant for point in points)
    joint = sum(len(point.countries) > 1 for point in points)
    st.text(
        f"{counted(len(points), 'contact point', 'contact points')}, {joint} of them joint, {vacant} vacant. "
        f"The chosen country stands first; “none known” says that our source names none, not that there is none."
    )
    columns = {"country": "Country", **{key: contact_points.HEADINGS.get(key, key) for key in families}}
    named = [(countries.get(row[0], row[0]), *row[1:]) for row in rows]
    tables.text(
        columns,
        named,
        name="Contact points by country and programme family",
        widths=dict.fromkeys(columns, 100 // len(columns)),
    )
    with st.expander("Each contact point with its page and source"):
        _points(points)


def _points(points: list[contact_points.Point]) -> None:
    columns = {
        "name": "Contact point",
        "programmes": "Programme",
        "countries": "Countries",
        "host": "Host",
        "state": "State",
        "web": "Page",
        "note": "Note",
        "page": "Source",
    }
    rows = [
        (p.name, ", ".join(p.programmes), ", ".join(p.countries), p.hosted, p.state, p.web, p.note, p.page)
        for p in points
    ]
    tables.text(columns, rows, name="Contact points", links=("web", "page"))


def _hand_over(country: str, countries: dict[str, str]) -> None:
    st.header("Hand-over card")
    st.text(
        "A town of your country wants to learn from a practice abroad: the contact points on both sides, and words."
    )
    town = _town(country, countries)
    lesson = _lesson(country, countries)
    if town is None or lesson is None:
        return
    points = contact_points.read(data.rows("programmes/hand-over", city=str(town["geonames"]), country=lesson.country))
    made = handover.card(str(town["name"]), str(town["countryName"]), lesson, points)
    left, right = st.columns(2, gap="medium")
    for column, label, side in ((left, countries[country], made.here), (right, lesson.country_name, made.there)):
        with column:
            st.markdown(f"**Contact points: {label}**" if label.isalpha() else "**Contact points**")
            _side(side)
    st.text("What to say")
    st.code(made.words, language=None, wrap_lines=True)


def _side(points: tuple[contact_points.Point, ...]) -> None:
    if not points:
        st.text("Our source names no contact point here.")
        return
    columns = {"name": "Contact point", "host": "Host", "programmes": "Programme", "state": "State", "web": "Page"}
    rows = [(one.name, one.hosted, ", ".join(one.programmes), one.state, one.web) for one in points]
    tables.text(columns, rows, name="Contact points of this side", links=("web",))


def _town(country: str, countries: dict[str, str]) -> dict[str, Any] | None:
    """Let a town of the country be searched; the address keeps it."""
    text = st.text_input("Town of your country", key="programmes-town", placeholder="a part of its name")
    if text and len(text.strip()) > 1:
        hits = [hit for hit in cities.search(text.strip()) if hit.country == countries[country]]
        if not hits:
            st.text("No city of this country has a name like this.")
        elif hits[0].id != st.query_params.get("id"):
            st.query_params["id"] = hits[0].id
    code = st.query_params.get("id", "")
    found = cities.profile(code) if re.fullmatch(r"[1-9][0-9]{0,14}", code) else None
    if code and found is None:
        unfit.note("Town", code, "find the town by its name")
    if found is None or found["country"] != country:
        st.text("Name a town to see its card.")
        return None
    st.text(f"Town: {found['name']}, {inhabitants(int(found['population'] or 0))}")
    return found


def _lesson(country: str, countries: dict[str, str]) -> handover.Lesson | None:
    families = {str(row["programme"]): str(row["family"]) for row in data.rows("programmes/tree")}
    found = handover.lessons(data.rows("practices/list", country=""), families, countries)
    abroad = {one.key: one for one in found if one.country != country}
    if not abroad:
        st.text("The graph holds no practice of another country.")
        return None
    options = {key: one.shown for key, one in abroad.items()}
    chosen = address.select("Practice abroad", "practice", options, next(iter(options)), page="programmes")
    st.query_params["practice"] = chosen
    return abroad[chosen]
