"""The flags of a country for the pages: asked for once for a release and its thresholds, weighed at will."""

from collections.abc import Mapping

import streamlit as st

from dashboard import data
from dashboard.data import HOURS, Served
from dashboard.expectations import Expectations, expectations
from dashboard.expectations import spoken as expected_words
from dashboard.expectations_kept import kept
from dashboard.flags import Flagged, Unweighed, raised, weighed
from dashboard.settings import settings
from dashboard.worklist_kept import flags_of
from dashboard.worklist_kept import holds as kept_flags
from graph.errors import NcpError
from graph.rules import settings as usual


@st.cache_resource(show_spinner="Comparing with cities of the same size", max_entries=2)
def _expected(now: Served) -> Expectations:
    try:
        release = settings(None).workspace.current()
    except NcpError:
        return expectations(data.endpoint())
    return kept(release, data.endpoint())


def expected() -> Expectations:
    """Give what the model of expected links says of every city, once for a release."""
    return _expected(data.served())


@st.cache_resource(show_spinner=False, max_entries=48)
def _spoken(now: Served, country: str, bounds: tuple[int, int], percent: int) -> str:
    towns = data.towns(country, *bounds)
    return expected_words(_expected(now), [town.geonames for town in towns], percent)


def spoken(country: str, bounds: tuple[int, int], percent: int) -> str:
    """Say of how many towns the model of expected links speaks, and how many lie below its interval."""
    return _spoken(data.served(), country, bounds, percent)


@st.cache_resource(show_spinner="Applying the rules", max_entries=24, ttl=f"{HOURS}h")
def _raised(
    now: Served, country: str, bounds: tuple[int, int], values: tuple[tuple[str, int], ...]
) -> tuple[Unweighed, ...]:
    release = data.kept_release(now)
    if release and dict(values) == usual() and (found := flags_of(release, country, *bounds)) is not None:
        return found
    place, towns = data.countries().get(country, country), data.towns(country, *bounds)
    return raised(data.endpoint(), country, towns, (), dict(values), _expected(now), place)


@st.cache_resource(show_spinner=False, max_entries=48, ttl=f"{HOURS}h")
def _weighed(
    now: Served,
    country: str,
    bounds: tuple[int, int],
    values: tuple[tuple[str, int], ...],
    weights: tuple[tuple[str, int], ...],
) -> tuple[Flagged, ...]:
    return tuple(weighed(_raised(now, country, bounds, values), dict(weights)))


def at_hand() -> bool:
    """Say whether the release keeps its flags, so that they need not be asked for."""
    release = data.kept_release(data.served())
    return bool(release and kept_flags(release))


def flags(
    country: str, bounds: tuple[int, int], values: Mapping[str, int], weights: Mapping[str, int]
) -> tuple[Flagged, ...]:
    """List the flags of all rules on the towns of a country, those of the highest score first."""
    return _weighed(data.served(), country, bounds, tuple(sorted(values.items())), tuple(sorted(weights.items())))
