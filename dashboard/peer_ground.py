"""What pages find peers in: read once for a release, with what the team's records tell of mentors."""

import csv
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import data, link_years, team_desk
from dashboard.peers import Material, material
from graph.help_known import known_mentors
from graph.peer_fit import Known

FIGURES = Path(__file__).parents[1] / "graph" / "peer_backtest.csv"


@st.cache_resource(show_spinner="Reading what cities did", max_entries=2)
def _material(now: data.Served) -> Material:
    return material(data.endpoint(), data.kept_release(now), link_years.now_of_release())


def found() -> Material:
    """Read what cities did, once for a release."""
    return _material(data.served())


def records() -> Known:
    """Read what the team's records tell of mentors; nothing while they do not answer."""
    return team_desk.kept("peers-known", lambda: known_mentors(team_desk.desk(), called), Known())


def called(city: int) -> str:
    """Name a city of the field, or by its profile."""
    field = found().field
    if city in field.sides:
        return field.called(city)
    return team_desk.names().called(city)


@cache
def figures() -> tuple[tuple[str, str, str, str], ...]:
    """Give the figures of the back-test: moment, order, measure, value with its interval."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["moment"], row["order"], row["measure"], f"{row['value']} ({row['low']} to {row['high']})")
            for row in csv.DictReader(file)
        )
