"""Not covered, never zero: every zero that a question counts is borne out by a source that was searched completely.

The audit asks every question and looks at every column whose unit is a count. A zero must have its ground here; a
question that begins to count zeros fails until somebody says why its zeros are true.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest

from graph.endpoint import Embedded
from graph.workspace import Workspace
from ingest.build import Built
from queries.ask import answer, ask
from queries.catalogue import Question, load

Row = dict[str, Any]
Searched = frozenset[str]
COUNTS = ("projects", "projects and initiatives", "cities", "programme families", "projects or practices")
OF_THE_GAZETTEER = {
    ("gaps/overview", "cities"),
    ("gaps/overview", "towns"),
    ("gaps/overview", "uncovered"),
    ("gaps/overview", "families"),
    ("gaps/size-classes", "cities"),
    ("gaps/size-classes", "uncovered"),
}
"""Columns that count what there is and what is not covered, whatever the sources say."""
GROUNDS: dict[str, Callable[[Row, Searched], bool]] = {
    "cities/neighbours": lambda row, _: row["links"] > 0,
    "cities/of-region": lambda row, _: row["state"] != "uncovered",
    "cities/profile": lambda row, _: row["state"] != "uncovered",
    "cities/verdicts": lambda row, searched: row["state"] == "linked" or row["family"] in searched,
    "gaps/newcomers": lambda row, _: row["projects"] > 0,
    "gaps/overview": lambda row, _: row["families"] > 0,
    "gaps/participation-spread": lambda row, searched: row["state"] != "uncovered" and bool(searched),
    "gaps/participation-spread authorityProjects": lambda row, searched: row["projects"] > 0 or bool(searched),
    "gaps/reach-by-size": lambda row, _: row["cities"] > 0,
    "gaps/size-classes": lambda _, searched: bool(searched),
    "gaps/unlinked": lambda row, searched: row["state"] == "linked" or bool(searched),
    "network/layers": lambda row, _: row["projects"] > 0,
    "network/measures": lambda row, _: row["tie"] == "tied",
    "network/ranking": lambda row, _: row["tied"] + row["notCovered"] > 0,
    "programmes/profile": lambda row, _: row["cities"] > 0,
    "programmes/reach": lambda row, searched: row["family"] in searched and row["covered"] is not None,
    "programmes/tree": lambda row, searched: row["family"] in searched,
    "programmes/two-periods": lambda _, searched: "urbact" in searched,
    "rules/far-below": lambda _, searched: bool(searched),
}
"""Why a zero of a question (or of one column of it) is true, from its row and the families searched completely."""
COUNTRIES = ("PT", "SI", "RS", "AL")
QUESTIONS = [one for one in load().values() if one.topic != "checks" and set(one.units.values()) & set(COUNTS)]


def given(question: Question, cities: list[str]) -> Iterator[dict[str, str]]:
    """The values to ask with: each country, else each city, else the defaults."""
    names = {parameter.name for parameter in question.parameters}
    if "country" in names:
        yield from ({"country": country} for country in COUNTRIES)
    elif "city" in names:
        yield from ({"city": city} for city in cities)
    else:
        yield {}


def zeros(question: Question, endpoint: Embedded, values: dict[str, str]) -> Iterator[tuple[str, Row]]:
    for row in answer(endpoint, question.name, values).records():
        for name, unit in question.units.items():
            zero = isinstance(row[name], int | float | Decimal) and row[name] == 0
            if unit in COUNTS and zero and (question.name, name) not in OF_THE_GAZETTEER:
                yield name, row


def searched(endpoint: Embedded, country: str) -> Searched:
    """The families that some source covers completely for a country, or for any."""
    rows = ask(endpoint, "sources/coverage", country=country or None).records()
    return frozenset(row["family"] for row in rows if row["completeness"] == "complete")


@pytest.fixture(scope="module")
def real(shipped_build: tuple[Workspace, Built]) -> Embedded:
    release = shipped_build[0].current()
    return Embedded(ox.Store.read_only(str(release.store)), tables=release.tables)


def audit(question: Question, endpoint: Embedded) -> None:
    names, cities = {parameter.name for parameter in question.parameters}, {}
    if "city" in names:
        cities = {row["state"]: str(row["geonames"]) for c in COUNTRIES[1:] for row in _towns(endpoint, c)}
    for values in given(question, list(cities.values())):
        country = values.get("country") or (_country(endpoint, values["city"]) if "city" in values else "")
        known = searched(endpoint, country)
        for column, row in zeros(question, endpoint, values):
            ground = GROUNDS.get(f"{question.name} {column}", GROUNDS.get(question.name))
            assert ground, f"{question.name} counts 0 in {column}, and nothing says why that is known: {row}"
            assert ground(row, known), f"{question.name} {values}: {column} is 0 where nothing was searched: {row}"


def _towns(endpoint: Embedded, country: str) -> list[Row]:
    return ask(endpoint, "gaps/unlinked", country=country, states="absent uncovered linked", minPopulation=0).records()


def _country(endpoint: Embedded, city: str) -> str:
    return str(ask(endpoint, "cities/profile", city=city).records()[0]["country"])


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.name for question in QUESTIONS])
def test_no_question_counts_zero_where_nothing_was_searched(
    question: Question, embedded: Embedded, real: Embedded
) -> None:
    audit(question, embedded)
    audit(question, real)


def test_the_audit_sees_what_is_not_covered(embedded: Embedded, real: Embedded) -> None:
    assert searched(real, "AL") == frozenset() != searched(real, "PT") | searched(embedded, "PT")
    states = {row["state"] for country in COUNTRIES for row in _towns(embedded, country)}
    assert states == {"absent", "uncovered", "linked"}
    uncovered = [row for row in _towns(real, "AL") if row["state"] == "uncovered"]
    assert {(row["authorityLinks"], row["placeLinks"]) for row in uncovered} == {(None, None)}


def test_every_cell_by_family_and_period_that_is_not_covered_counts_nothing(embedded: Embedded) -> None:
    for country in ("PT", "SI"):
        rows = ask(embedded, "gaps/periods", country=country, period=0, minPopulation=0).records()
        held = [row for row in rows if row["state"] == "uncovered"]
        assert held
        assert {(row["links"], row["coveredUntil"]) for row in held} <= {(None, None), (None, 2013), (None, 2019)}
        assert all(row["reason"] for row in held)
