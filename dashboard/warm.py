"""Reads what the first visitors need as soon as the pages start, so that nobody waits for it."""

from collections.abc import Callable
from contextlib import suppress
from logging import getLogger
from threading import Thread

from graph.errors import NcpError


def first() -> None:
    """Import the pages and read what every page asks for; the pages take visitors once this is done."""
    from dashboard import data, navigation

    getLogger("streamlit").setLevel("ERROR")  # it warns that no visitor is there to see a spinner
    navigation.modules()
    _try(data.countries)
    _try(data.programmes)


def rest() -> Thread:
    """Read what the pages need that are slower, beside the first visits."""
    begun = Thread(target=_rest, name="warm", daemon=True)
    begun.start()
    return begun


def _rest() -> None:
    from dashboard import cities, data, layers, review_desk
    from graph.projection import Layer

    everyone = Layer("", "any")
    for read in (
        data.coverage,
        data.size_schemes,
        review_desk.known,
        cities.names,
        layers.known,
        lambda: layers.values(everyone),
        lambda: layers.cities(everyone),
        lambda: layers.drawn(everyone, 300),
        layers.ties,
        lambda: layers.world().edges,
    ):
        _try(read)


def _try(read: Callable[[], object]) -> None:
    """What cannot be read now is told on the page that needs it."""
    with suppress(NcpError, OSError):
        read()
