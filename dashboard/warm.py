"""Reads what the first visitors need as soon as the pages start, so that nobody waits for it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from logging import getLogger
from threading import Condition, Thread

from graph.errors import NcpError

PATIENCE = 4.0
"""Seconds that reading ahead waits for the first visitor, and stands back for each visit, before it reads on."""

OF_CITY = ("cities/links", "network/ego", "cities/neighbours")
"""Questions on a city that are answered from tables: the first one opens them."""

_visits, _drawn = 0, 0
_gone = Condition()


@contextmanager
def visit() -> Iterator[None]:
    """Draw a page for a visitor; what is read ahead stands back meanwhile."""
    global _visits, _drawn
    with _gone:
        _visits += 1
    try:
        yield
    finally:
        with _gone:
            _visits, _drawn = _visits - 1, _drawn + 1
            _gone.notify_all()


def first() -> None:
    """Import the pages and read what every page asks for; the pages take visitors once this is done."""
    import streamlit as st

    from dashboard import data, navigation, review_desk, team_desk

    getLogger("streamlit").setLevel("ERROR")  # it warns that no visitor is there to see a spinner
    navigation.modules()
    st.text("")  # the first text of all costs half a second, because Streamlit looks who calls it
    for read in (data.countries, data.programmes, data.coverage, data.size_schemes, review_desk.known, team_desk.desk):
        _try(read)
    _keep()


def rest() -> Thread:
    """Read what the pages need that are slower, between the first visits."""
    begun = Thread(target=_rest, name="warm", daemon=True)
    begun.start()
    return begun


def _rest() -> None:
    from dashboard import cities, companions, data, flags_kept, layers, lesson_page
    from graph.projection import Layer

    everyone = Layer("", "any")
    with _gone:
        _gone.wait_for(lambda: _drawn, PATIENCE)
    for read in (
        flags_kept.expected,
        cities.names,
        layers.known,
        lambda: layers.values(everyone),
        lambda: layers.cities(everyone),
        lambda: layers.drawn(everyone, 300),
        layers.ties,
        lambda: layers.world().edges,
        lambda: data.rows("cities/practices", city=companions.NOBODY),
        lambda: data.rows("programmes/contact-points", country=""),
        lesson_page.read_release,
        lambda: [data.rows(name, city=companions.NOBODY) for name in OF_CITY],
    ):
        with _gone:
            _gone.wait_for(lambda: not _visits, PATIENCE)
        _try(read)
    _keep()


def _keep() -> None:
    """Let the collector of garbage pass over what was read: to look through it took half a second of each visit."""
    gc.collect()
    gc.freeze()


def _try(read: Callable[[], object]) -> None:
    """What cannot be read now is told on the page that needs it."""
    with suppress(NcpError, OSError):
        read()
