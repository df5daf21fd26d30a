"""The layers of the network as the pages draw them: places and ties from the release, names from the graph."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import data
from dashboard.introduction import known_world
from dashboard.next_links import Ground, ground
from dashboard.settings import settings
from graph.acquaintance import World
from graph.central import central_of
from graph.describe_network import TABLE
from graph.endpoint import Endpoint
from graph.errors import NcpError
from graph.layout import Drawing, drawing, layers_of, read
from graph.projection import Layer
from graph.web import tie

Values = dict[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class City:
    """A tied city of a layer, for a picture or a table."""

    geonames: int
    name: str
    country: str
    population: int

    @property
    def label(self) -> str:
        """Name it with its country."""
        return f"{self.name} ({self.country})"


def folder() -> Path | None:
    """Find the folder of the release that is served; None where no release lies on this machine."""
    try:
        return settings(None).workspace.current().folder
    except NcpError:
        return None


def endpoint() -> Endpoint:
    """Ask the graph that is served."""
    return data.endpoint()


def year() -> int:
    """Say in which year the release was built; ages are counted to it."""
    created = data.served().created
    return int(created[:4]) if created else 0


@st.cache_resource(show_spinner=False, max_entries=2)
def _known(now: data.Served) -> tuple[Layer, ...]:
    held = folder()
    return layers_of(held / TABLE) if held else ()


def known() -> tuple[Layer, ...]:
    """List the layers of the release."""
    return _known(data.served())


@st.cache_resource(show_spinner="Reading the picture", max_entries=60)
def _drawing(now: data.Served, layer: Layer, most: int) -> Drawing:
    held = folder()
    return drawing(held, layer, most) if held else Drawing((), (), ())


def drawn(layer: Layer, most: int) -> Drawing:
    """Read how a layer is drawn with at most so many cities."""
    return _drawing(data.served(), layer, most)


@st.cache_resource(show_spinner="Reading the measures", max_entries=20)
def _values(now: data.Served, layer: Layer) -> Values:
    held = folder()
    return {int(row["city"]): row for row in read(held / TABLE, layer)} if held else {}


def values(layer: Layer) -> Values:
    """Read the measures of every tied city of a layer, by GeoNames id."""
    return _values(data.served(), layer)


@st.cache_resource(show_spinner="Reading the names", max_entries=20)
def _cities(now: data.Served, layer: str) -> dict[int, City]:
    rows = data.rows("network/cities", layer=layer)
    named = ((int(row["geonames"]), row) for row in rows)
    return {
        number: City(number, str(row["name"]), str(row["country"]), int(row["population"] or 0))
        for number, row in named
    }


def cities(layer: Layer) -> dict[int, City]:
    """Name the tied cities of a layer, by GeoNames id."""
    return _cities(data.served(), layer.key)


@st.cache_resource(show_spinner="Reading who takes part with whom", max_entries=2)
def _world(now: data.Served) -> World:
    return known_world(data.endpoint(), year(), central_of(folder()))


def world() -> World:
    """Read who shares what, once for a release."""
    return _world(data.served())


@st.cache_resource(show_spinner="Laying out the towns", max_entries=12)
def _ground(now: data.Served, country: str, family: str, reading: str) -> Ground:
    return ground(data.endpoint(), world(), country, family, reading, folder())


def planned(country: str, family: str, reading: str) -> Ground:
    """Lay out the towns of a country in a layer for what-if and next links."""
    return _ground(data.served(), country, family, reading)


@dataclass(frozen=True, slots=True)
class Parts:
    """Who takes part in what: the projects of each city, the cities and last year of each project, and the ties."""

    projects: dict[int, tuple[str, ...]]
    members: dict[str, tuple[frozenset[int], int]]
    ties: dict[int, frozenset[int]]


@st.cache_resource(show_spinner=False, max_entries=2)
def _parts(now: data.Served) -> Parts:
    of_city: dict[int, set[str]] = {}
    of_project: dict[str, set[int]] = {}
    years: dict[str, int] = {}
    for part in world().parts:
        of_city.setdefault(part.city, set()).add(part.project)
        of_project.setdefault(part.project, set()).add(part.city)
        years[part.project] = part.end or part.start
    members = {project: (frozenset(own), years[project]) for project, own in of_project.items()}
    return Parts({c: tuple(sorted(own)) for c, own in of_city.items()}, members, tie(of_project.values()))


def taking_part() -> dict[int, tuple[str, ...]]:
    """List the projects of each city."""
    return _parts(data.served()).projects


def members() -> dict[str, tuple[frozenset[int], int]]:
    """Give the cities of each project and its last year, 0 when nobody tells it."""
    return _parts(data.served()).members


def ties() -> dict[int, frozenset[int]]:
    """Give the partners of each tied city, over all projects and readings."""
    return _parts(data.served()).ties
