"""The back-test of peers: nothing later is used, an order that knows best is told so, the page shows its figures."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.peers import MEASURES, MOMENTS, OURS, Seeker, Then, _until, figures, seekers, table
from graph.peer_field import Deed, Field
from graph.practice_index import PracticeIndex
from tests.graph.test_peer_fit import BRIDGE, DOOR, FAR, FRIEND, HOME, SHARED

ROOT = Path(__file__).parents[1]
PLACES = {1: (41.0, -7.0), 2: (46.0, 15.0), 3: (45.0, 25.0), 4: (48.0, 2.0)}


def test_what_began_later_and_what_has_no_year_is_not_used() -> None:
    side = replace(
        HOME, deeds=(SHARED, BRIDGE, Deed("project/x", "project", "X"), Deed("p/y", "practice", "Y", first=1))
    )
    assert [deed.key for deed in _until(side, 2016).deeds] == ["project/shared"]
    assert _until(replace(side, clubs=frozenset({"eurocities"})), 2016).clubs == frozenset()


def test_each_city_that_met_somebody_new_is_asked_for_whom_it_met() -> None:
    bus = replace(FAR, deeds=(Deed("project/bus", "project", "Bus", first=2010),))
    bridge = replace(DOOR, deeds=(BRIDGE,))
    known = Field({1: HOME, 2: FRIEND, 3: bridge, 4: bus}, 2018)
    now = Then(known, {"project/new": frozenset({1, 3})}, {"project/new": ""}, PracticeIndex(None, []))
    home, door = seekers(now, PLACES)
    assert (home.met, home.network) == ([True, False], "project/new")
    assert home.orders[OURS][0] > home.orders[OURS][1]
    assert door.met == [True, False]
    old = Then(known, {"project/old": frozenset({1, 2})}, {"project/old": ""}, PracticeIndex(None, []))
    assert seekers(old, PLACES) == [], "two that had met before do not meet for the first time"


def test_the_measures_by_hand_and_chance_where_all_are_equal() -> None:
    met = [True, False, False, False, True, False]
    best, flat = np.array([9.0, 1, 1, 1, 8, 1]), np.zeros(6)
    assert [round(how(best, met), 3) for how in MEASURES.values()] == [0.667, 1, 1, 1]
    assert [round(how(flat, met), 3) for how in MEASURES.values()] == [0.333, 1, 1, 0.5]


def test_an_order_that_knows_is_better_than_chance_and_says_by_how_much() -> None:
    names = (*("population, the most alike first", "population, the largest first"), "distance, the nearest first")
    flat = dict.fromkeys((*names, "chance alone", "our order, the keywords of the network as the need"), np.zeros(9))
    one = {OURS: np.arange(9, 0, -1.0), **flat}
    found = [Seeker(one, [True, *[False] * 8], f"network {n % 5}") for n in range(20)]
    told = "\n".join(table(found, 50))
    assert "by AUC: better than population, the most alike first (+0.500 (+0.500 to +0.500))" in told
    assert next(figures(found, 50))[:2] == (OURS, "precision at 3")


def test_the_figures_of_the_page_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "validation.md").read_text("utf-8")
    with (ROOT / "graph" / "peer_backtest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["moment"] for row in rows} == {title for title, *_ in MOMENTS}
    for row in rows:
        part = page.split(f"### {row['moment']}")[1].split("###")[0]
        line = next(line for line in part.splitlines() if line.startswith(f"| {row['order']} |"))
        assert f"{row['value']} ({row['low']} to {row['high']})" in line


@pytest.mark.parametrize("moment", [title for title, *_ in MOMENTS])
def test_the_page_says_that_the_largest_first_is_not_beaten(moment: str) -> None:
    page = (ROOT / "docs" / "validation.md").read_text("utf-8")
    part = page.split(f"### {moment}")[1].split("###")[0]
    assert "better than population, the largest first" not in part
    assert "**Our order is not shown to be better than the order that names the largest cities first**" in page
