"""Lists of towns and saved filters on the page Outreach."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from dashboard import navigation, tables, team_desk
from dashboard.city_names import CityNames
from dashboard.words import counted, plain
from graph.city_lists import CityList, SavedFilter, drop_cities, filters, lists, remove_filter, remove_list, save_filter
from graph.errors import BadParameter, NcpError
from graph.rights import Right


def draw(names: CityNames) -> None:
    """Draw the lists with their towns, then the saved filters."""
    st.header("Lists")
    team_desk.tell_why_not(Right.LIST)
    held = team_desk.kept("lists", lambda: lists(team_desk.desk()), list[CityList]())
    if not held:
        st.text("No list is kept yet. The worklist puts towns on yours.")
    for one in held:
        with st.expander(f"{plain(one.name)} of {plain(one.owner)}: {counted(len(one.cities), 'town', 'towns')}"):
            _list(one, names)
    st.header("Saved filters")
    _filters()


def _list(one: CityList, names: CityNames) -> None:
    rows = [(names.called(city), names.country(city)) for city in one.cities]
    if rows:
        place = tables.choose(
            {"city": "City", "country": "In"}, rows, name=f"Towns on {one.name}", key=f"list-{one.id}"
        )
        if place is not None:
            city = one.cities[place]
            with st.container(horizontal=True):
                if st.button("Open the page of the city", key=f"list-open-{one.id}"):
                    navigation.go("city", id=str(city))
                told = team_desk.why_not_own(one.owner)
                key, off = f"list-drop-{one.id}", "Take it off the list"
                st.button(off, key=key, disabled=bool(told), help=told or None, on_click=_drop, args=(one, city))
    told = team_desk.why_not_own(one.owner)
    key, gone = f"list-remove-{one.id}", "Remove the list"
    st.button(gone, key=key, disabled=bool(told), help=told or None, on_click=_remove, args=(one.id,))


def _drop(one: CityList, city: int) -> None:
    _tried(
        lambda: drop_cities(team_desk.desk(), [city], team_desk.who(), one.name, one.owner), "The town is off the list."
    )


def _remove(number: int) -> None:
    _tried(
        lambda: remove_list(team_desk.desk(), number, team_desk.who()),
        "The list is removed; the board keeps its towns.",
    )


def _filters() -> None:
    held = team_desk.kept("filters", lambda: filters(team_desk.desk()), list[SavedFilter]())
    for one in held:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{one.name} ({one.page}, {one.owner})")
            if st.button("Open", key=f"filter-{one.id}") and one.page in navigation.pages():
                navigation.go(one.page, **dict(parse_qsl(one.address)))
            told = team_desk.why_not_own(one.owner)
            key = f"filter-remove-{one.id}"
            st.button("Remove", key=key, disabled=bool(told), help=told or None, on_click=_unsave, args=(one,))
    if team_desk.why_not(Right.LIST):
        return
    with st.form("filter", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("Name of the filter", key="filter-name", max_chars=80)
        st.text_input("Address of the page, copied from the browser", key="filter-address", max_chars=2_000)
        st.form_submit_button("Save the filter", on_click=_save)


def _unsave(one: SavedFilter) -> None:
    _tried(lambda: remove_filter(team_desk.desk(), one.id, team_desk.who(), one.version), "The filter is removed.")


def page_and_codes(address: str) -> tuple[str, str]:
    """Part an address of the dashboard into its page and its filters; raises BadParameter when it names no page."""
    parts = urlsplit(address.strip())
    page = parts.path.strip("/").split("/")[-1] or next(iter(navigation.pages()))
    if page not in navigation.pages():
        raise BadParameter("This is no address of a page; copy it from the browser, filters included.")
    return page, urlencode(parse_qsl(parts.query))


def _save() -> None:
    name, address = (str(st.session_state.get(f"filter-{field}") or "") for field in ("name", "address"))

    def save() -> None:
        save_filter(team_desk.desk(), name, *page_and_codes(address), team_desk.who())
        for field in ("name", "address"):
            st.session_state[f"filter-{field}"] = ""

    _tried(save, "The filter is kept.")


def _tried(do: Callable[[], object], told: str) -> None:
    try:
        do()
    except NcpError as error:
        team_desk.say("error", str(error))
    else:
        team_desk.say("success", told)
