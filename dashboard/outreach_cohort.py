"""The view Cohort of the page Outreach: many towns and many mentors at once, from a workbook or from two lists."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard import data, peer_ground, tables, team_desk
from dashboard.city_names import CityNames
from dashboard.cohort_workbook import (
    ALONE,
    LOAD,
    PAIRS,
    Offer,
    Wanted,
    alone_rows,
    cohort,
    load_rows,
    offer,
    pair_rows,
    take,
    template,
    workbook,
)
from dashboard.peers import need_of, side_of
from dashboard.words import counted
from graph.city_lists import CityList, lists
from graph.errors import NcpError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT = (
    "Each town gets a mentor abroad: as many towns as can be have one, and the fits together are the best that there "
    "are. No mentor has more towns than it may have, and none that said no. The same list gives the same answer."
)
Listed = tuple[list[Wanted], list[Offer]]


def draw(names: CityNames) -> None:
    """Draw the two ways in, and who advises whom."""
    st.text(ABOUT)
    left, right = st.columns(2, gap="large")
    with left:
        st.header("From a workbook")
        given = _workbook(names)
    with right:
        st.header("From two lists")
        given = _lists() or given
    if given:
        try:
            _assigned(*given, names)
        except NcpError as error:
            st.error("Nobody was assigned.")
            st.text(str(error))


def _workbook(names: CityNames) -> Listed | None:
    st.download_button(
        "Download the empty cohort", template, "cohort.xlsx", XLSX, on_click="ignore", key="cohort-template"
    )
    file = st.file_uploader("Workbook with towns and mentors", type=["xlsx", "ods"], key="cohort-file")
    if file is None or not st.button("Assign the workbook", type="primary", key="cohort-read"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(file.name).suffix.lower()}"
        path.write_bytes(file.getvalue())
        try:
            return take(path, names, peer_ground.records(), file.name)
        except NcpError as error:
            st.error("The workbook was not read.")
            st.text(str(error))
            return None


def _lists() -> Listed | None:
    held = team_desk.kept("cohort-lists", lambda: lists(team_desk.desk()), list[CityList]())
    if not held:
        st.text("No list is kept yet. Put towns on one on the page Unlinked cities, and mentors on another.")
        return None
    by_id = {one.id: one for one in held}

    def told(number: int) -> str:
        return f"{by_id[number].name} of {by_id[number].owner} ({counted(len(by_id[number].cities), 'city', 'cities')})"

    towns = st.selectbox("Towns", list(by_id), format_func=told, key="cohort-towns")
    mentors = st.selectbox("Mentors", list(by_id), format_func=told, key="cohort-mentors")
    need = st.text_input("What the towns need", key="cohort-need", max_chars=400, placeholder="may stay empty")
    if not st.button("Assign the lists", type="primary", key="cohort-lists-go"):
        return None
    wanted = [Wanted(city, need.strip()) for city in by_id[towns].cities]
    return wanted, [offer(city, None, peer_ground.records()) for city in by_id[mentors].cities]


def _assigned(towns: Sequence[Wanted], offers: Sequence[Offer], names: CityNames) -> None:
    known = peer_ground.found()
    find, need = partial(side_of, data.endpoint(), known), partial(need_of, known)
    made = cohort(towns, offers, find, need, known.field, peer_ground.records())
    st.success(f"{len(made.placed):,} of {counted(len(towns), 'town', 'towns')} have a mentor.")
    for title, columns, rows in (
        ("Who advises whom", PAIRS, pair_rows(made)),
        ("Towns without a mentor", ALONE, alone_rows(made)),
        ("Mentors and their towns", LOAD, load_rows(made, offers, names)),
    ):
        if rows:
            st.subheader(title)
            tables.text({name: name.capitalize() for name in columns}, rows, name=title)
    written = workbook(made, offers, names)
    st.download_button(
        "Download the cohort as Excel", written, "pairs.xlsx", XLSX, on_click="ignore", key="cohort-xlsx"
    )
