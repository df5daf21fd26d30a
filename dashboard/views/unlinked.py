"""Towns that no EU programme or initiative has reached, or hardly, or that the sources cannot tell about, and why."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import address, data, flags_kept, picks_bar, tables
from dashboard.flags import rows_of
from dashboard.maps import Point, town_map
from dashboard.picks import Picks
from dashboard.sizes import Scheme
from dashboard.words import NO_SOURCE, STATE_MEANINGS, STATES, counted
from dashboard.work_filters import Asked, ask
from dashboard.work_rows import Work, chosen, table, work
from dashboard.work_workbook import workbook

TITLE = "Unlinked cities"
ORDER = 2
PAGE = "unlinked"
COLUMNS = {
    "name": "City",
    "population": "Inhabitants",
    "listed": "State, rules",
    "score": "Score",
    "reason": "Reason",
    "kilometres": "km to 50,000",
    "contact": "Contact",
    "size": "Size class",
    "region": "Region (NUTS 3)",
    "links": "Links",
    "counted": "Whose, year",
}
WIDTHS = {
    "name": 110,
    "population": 80,
    "listed": 88,
    "score": 50,
    "reason": 318,
    "kilometres": 92,
    "contact": 82,
    "size": 110,
    "region": 190,
    "links": 60,
    "counted": 110,
}
"""The columns up to the distance fit beside the map on a screen of 1440 pixels; the others are scrolled to."""

MEANINGS = {"kilometres": "Kilometres in a straight line to the nearest place of 50,000 inhabitants; computed."}

ROW = 109
"""Height of a row in pixels: six lines of text."""

HEIGHT = 540
"""Height of map and table in pixels, so that both end on one line."""


def show() -> None:
    """Draw filters, map and table, counts, and what is known of the towns that are picked."""
    st.title(TITLE)
    countries = data.countries()
    asked = ask(countries)
    country = asked.country
    picks = Picks(PAGE)
    picks.follow()
    address.write(**asked.codes, pick=picks.code())
    everyone = data.towns(country, *asked.bounds, asked.scheme.key)
    flags = flags_kept.flags(country, asked.bounds, asked.values, asked.weights)
    rows = work(everyone, flags, picks_bar.met(), asked.filter.rules)
    found = chosen(rows, asked.filter)
    if not _searched(country):
        st.info(NO_SOURCE.format(country=countries[country]))
    if not found:
        st.info("No city fits these filters. Choose another size, state, unit, kind of region, rule or distance.")
    else:
        picks_bar.said()
        _draw(found, picks, asked, countries[country])
        picks_bar.draw(picks, found)
        _take_along(found, country)
    _counts(rows, asked)
    if found:
        picks_bar.details(picks, rows)
    if not asked.filter.rules or "R3" in asked.filter.rules:
        st.text(flags_kept.spoken(country, asked.bounds, asked.values["interval"]))
    st.text(_whose_small(asked.scheme))


def _whose_small(scheme: Scheme) -> str:
    counted = "The inhabitants counted are the municipality's where they are known, else those of GeoNames"
    return f"{scheme.meaning} Source: {scheme.source}. {counted}; the table says which, and of which year."


def _searched(country: str) -> bool:
    """Say whether any programme family was searched completely in the country."""
    return any(row["families"] for row in data.overview() if row["country"] == country)


def _counts(everyone: Sequence[Work], asked: Asked) -> None:
    """Draw the counts of all towns of the size, whatever the other filters leave."""
    searched = _searched(asked.country)
    by_state = Counter(one.town.state_in(asked.filter.family) for one in everyone)
    with st.grid(4, min_column_width=150):
        st.metric("Cities in this size", f"{len(everyone):,}", border=True)
        for state, label in STATES.items():
            known = searched or state == "uncovered" or (state == "linked" and by_state[state])
            figure = f"{by_state[state]:,}" if known else "not covered"
            st.metric(label, figure, border=True, help=STATE_MEANINGS[state])


def _draw(found: Sequence[Work], picks: Picks, asked: Asked, place: str) -> None:
    left, right = st.columns([5, 9], gap="small")
    family = asked.filter.family
    with left:
        towns = [one.town for one in found]
        points = [Point(t.geonames, t.name, t.latitude, t.longitude, t.population, t.state_in(family)) for t in towns]
        key = f"{PAGE}-map"
        town_map(
            points,
            place=place,
            focus=asked.country,
            key=key,
            height=HEIGHT - 62,
            chosen=picks.ids,
            on_click=picks.from_map(key),
        )
    with right:
        _table(found, picks, place, family)


def _table(found: Sequence[Work], picks: Picks, place: str, family: str) -> None:
    """Draw the towns, those that were picked first."""
    picked = picks.ids
    shown = sorted(
        found, key=lambda one: picked.index(one.town.geonames) if one.town.geonames in picked else len(picked)
    )
    picks.tick([one.town.geonames for one in shown])
    st.dataframe(
        tables.arrow(tuple(COLUMNS), [_row(one, family) for one in shown]),
        column_config=tables.config(COLUMNS, ("population", "score", "kilometres"), widths=WIDTHS, meanings=MEANINGS),
        hide_index=True,
        height=min(HEIGHT, tables.height(len(shown), len(shown), ROW)),
        row_height=ROW,
        on_select=picks.from_table,
        selection_mode=["multi-row", "single-cell"],
        placeholder="not known",
        key=picks.table,
        alt=f"Cities of {place} with state, score and reason",
    )


def _row(one: Work, family: str) -> tuple[object, ...]:
    town = one.town
    region = f"{town.region} ({town.nuts3})" if town.region else town.nuts3
    return (
        *(town.name, town.population or None, one.listed_as(family), one.score, one.why, town.kilometres),
        *(one.contact, town.size, region, town.links, town.counted),
    )


def _take_along(found: Sequence[Work], country: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.text(f"{counted(len(found), 'city', 'cities')}. Pick towns on the map or in the table; the other follows.")
        with st.container(horizontal=True, width="content"):
            file = f"unlinked-{country}.csv"
            tables.download_later("Download CSV", file, partial(table, found), key="unlinked-csv")
            st.download_button(
                "Download Excel",
                partial(workbook, found),
                file_name=f"worklist-{country}.xlsx",
                on_click="ignore",
                key="unlinked-xlsx",
            )
            file = f"flags-{country}.csv"
            tables.download_later("Download flags", file, partial(_flags, found), key="unlinked-flags-csv")
            picks_bar.read_back()


def _flags(found: Sequence[Work]) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    return rows_of([flag for one in found for flag in one.flags], full=True)
