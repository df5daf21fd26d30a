"""What a page says of a list that it shows: a warning where it feeds the rich, else what its correction changed."""

import streamlit as st

from dashboard import address, data
from dashboard.equity import OF_COUNTRY, Line, corrected, found, kept, warning
from dashboard.words import plain

SPARED = "spared"
CENTRAL = {SPARED: "Spared", "listed": "As they are"}


@st.cache_resource(show_spinner=False, max_entries=2)
def _held(now: data.Served) -> tuple[Line, ...]:
    return kept(data.kept_release(now))


def held() -> tuple[Line, ...]:
    """Read the audit that the release keeps, once."""
    return _held(data.served())


def switch(page: str) -> bool:
    """Draw the choice whether central cities are spared, as they are at first."""
    return address.segments("Central cities", "central", CENTRAL, SPARED, page=page) == SPARED


def code(spare: bool) -> dict[str, str]:
    """Write the choice for the address; "" as it is at first."""
    return {"central": "" if spare else "listed"}


def draw(key: str, country: str = "", *, spare: bool = True) -> None:
    """Say it of a list, by the towns of the country where there are enough of them, else by those of all."""
    own = found(held(), key, OF_COUNTRY, country) if country else None
    enough = own is not None and own.shown(spare).share is not None
    told = own if enough else found(held(), key)
    place = data.countries().get(country, country) if enough else ""
    if told is None:
        return
    if said := warning(told, spare, place):
        st.warning(plain(said))
    elif spare and (said := corrected(told, place)):
        st.info(plain(said))
