"""The team's records for the pages: opened once, who writes, and what was read last when they do not answer."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard import cities, data, officer, sign_in
from dashboard.city_names import CityNames, names_from
from dashboard.settings import settings
from dashboard.words import plain
from graph.database import mark
from graph.desk import Desk, address_in, open_desk
from graph.errors import DeskUnreachable, NcpError
from graph.rights import Acting, Right

_AWAY, _SAID = "desk-away", "desk-said"
Read = TypeVar("Read")


@st.cache_resource(show_spinner=False, max_entries=4)
def _open(address: str, file: int) -> Desk:
    return open_desk(address)


def desk() -> Desk:
    """Open the team's records for whoever looks at the page, with his rights.

    The connection is kept, made anew after it broke, and for a file that was replaced.
    """
    config = settings(None)
    address = config.get("desk") or address_in(config.workspace.desk)
    if not mark(address):
        open_desk(address)
    return _open(address, mark(address)).on_behalf(sign_in.actor(), country_of)


def country_of(city: int) -> str:
    """Tell the EU code of a city's country by the release that is served; "" where it holds no such city."""
    for code in sorted(sign_in.actor().countries):
        if city in names(code).by_id:
            return code
    known = cities.profile(str(city))
    return str(known["country"]) if known else ""


def why_not(right: Right, city: int | None = None) -> str:
    """Say why whoever looks at the page may not do something, or not for this city; "" where he may."""
    return _told(lambda who: who.must(right, city))


def why_not_own(owner: str) -> str:
    """Say why whoever looks at the page may not change what belongs to somebody; "" where he may."""
    return plain(_told(lambda who: who.must_own(owner)))


def why_not_decide(country: str) -> str:
    """Say why whoever looks at the page may not decide on names of a country; "" where he may."""
    return plain(_told(lambda who: who.actor.must(Right.DECIDE, country)))


def _told(ask: Callable[[Acting], None]) -> str:
    try:
        ask(Acting(sign_in.actor(), country_of))
    except NcpError as error:
        return str(error)
    return ""


def tell_why_not(right: Right, city: int | None = None) -> bool:
    """Draw why something is not possible; tells whether it is so."""
    told = why_not(right, city)
    if told:
        st.info(plain(told))
    return bool(told)


@st.cache_resource(show_spinner="Reading the names", max_entries=40)
def _names(now: data.Served, country: str) -> CityNames:
    return names_from(data.rows("cities/of-country", country=country) if country else data.rows("cities/names"))


def names(country: str = "") -> CityNames:
    """Name every city of the release that is served, or those of one country, which takes a tenth of the time."""
    return _names(data.served(), country)


def kept(key: str, read: Callable[[], Read], otherwise: Read) -> Read:
    """Read from the records; while they do not answer, give what was read last."""
    try:
        found = read()
    except DeskUnreachable as error:
        st.session_state[_AWAY] = str(error)
        last: Read = st.session_state.get(f"desk-last-{key}", otherwise)
        return last
    st.session_state.pop(_AWAY, None)
    st.session_state[f"desk-last-{key}"] = found
    return found


def tell_away() -> None:
    """Say that the records do not answer, and that nothing typed is lost."""
    if told := st.session_state.pop(_AWAY, ""):
        st.error(
            f"{plain(told)} What you typed stays in the fields: save it when they answer again. "
            "What is shown was read before.",
            title="The team's records do not answer",
        )


def say(kind: str, told: str) -> None:
    """Keep a message for the next drawing of the page: "success", "warning" or "error"."""
    st.session_state[_SAID] = (kind, told)


def tell() -> None:
    """Draw the message that was kept."""
    if said := st.session_state.pop(_SAID, None):
        {"success": st.success, "warning": st.warning, "error": st.error}[said[0]](plain(said[1]))


def who() -> str:
    """Name who writes."""
    return officer.who()
