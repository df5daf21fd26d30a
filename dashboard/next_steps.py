"""What to do next in a country: the first calls, names to decide on, steps that are due, sources gone stale."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import streamlit as st

from dashboard import data, flags_kept, review_desk, work_rows
from dashboard.review import listed
from dashboard.words import RANGE_BOUNDS
from graph.decisions import in_force
from graph.errors import DeskUnreachable, NothingPublished
from graph.outreach import Contact, steps_due
from graph.priority import weights
from graph.rules import settings

PATIENCE = 0.5
"""Seconds that the page waits for what is nearly ready."""
STALE_DAYS = 365
"""An export that is older is called stale."""


@dataclass(frozen=True, slots=True)
class Call:
    """A town to call first, with the sentence of the worklist."""

    geonames: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stale:
    """A source whose export is older than a year: its title, the day of the export, its age in days."""

    title: str
    day: str
    days: int


def first_calls(country: str) -> list[Call]:
    """Take the towns that head the worklist as it opens: unlinked, of 5,000 and more, the highest score first."""
    bounds = RANGE_BOUNDS["towns"]
    flags = flags_kept.flags(country, bounds, settings("usual"), weights())
    found = work_rows.first_calls(work_rows.work(data.towns(country, *bounds), flags, work_rows.Met()))
    return [Call(one.town.geonames, one.town.name, one.reason) for one in found]


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="first-calls")


@st.cache_resource(show_spinner=False, max_entries=2)
def _jobs(now: data.Served) -> dict[str, Future[list[Call]]]:
    """Keep what was begun for a release, by country."""
    return {}


def begun(country: str) -> Future[list[Call]]:
    """Begin to work out the first calls of a country, once for a release; the model behind them takes some seconds."""
    jobs = _jobs(data.served())
    if country not in jobs:
        jobs[country] = _workers().submit(first_calls, country)
    return jobs[country]


def ready(country: str) -> list[Call] | None:
    """Give the first calls of a country; None while nobody has worked them out.

    Where the release keeps its flags they are there at once.
    """
    if flags_kept.at_hand():
        with suppress(TimeoutError):
            return begun(country).result(PATIENCE)
    job = _jobs(data.served()).get(country)
    return job.result() if job and job.done() else None


def open_reviews(country: str) -> int | None:
    """Count the names of a country that wait for a decision; None where no release lies at hand."""
    try:
        known, log = review_desk.known(), review_desk.desk().log()
    except (NothingPublished, DeskUnreachable):
        return None
    return len(listed(known.names, in_force(log), country))


def due(today: date) -> list[Contact] | None:
    """List the team's steps that are due today or overdue; None where the records do not answer."""
    try:
        return steps_due(review_desk.desk(), today)
    except (NothingPublished, DeskUnreachable):
        return None


def stale(datasets: list[dict[str, Any]], saved: Mapping[str, str], today: date) -> tuple[list[Stale], int]:
    """List the sources whose export is too old, the oldest first, and count those that bear no date.

    The day is that which the publisher states, else that on which the file was saved.
    """
    found, undated = [], 0
    for row in datasets:
        day, days = age(row, saved, today)
        if day is None or days is None:
            undated += 1
        elif days > STALE_DAYS:
            found.append(Stale(str(row["title"]), day.isoformat(), days))
    return sorted(found, key=lambda one: -one.days), undated


def age(row: Mapping[str, Any], saved: Mapping[str, str], today: date) -> tuple[date | None, int | None]:
    """Give the day of a source's data, as its publisher states it or else as the file was saved; and its days since."""
    day = _day(str(row["issued"] or saved.get(str(row["source"]), "")))
    return day, (today - day).days if day else None


def _day(text: str) -> date | None:
    """Read a day; of a month or a year alone its first day is taken."""
    for pattern, length in (("%Y-%m-%d", 10), ("%Y-%m", 7), ("%Y", 4)):
        try:
            return datetime.strptime(text[:length], pattern).date()
        except ValueError:
            continue
    return None
