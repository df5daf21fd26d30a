"""Where cities stand in the picture of a layer, and what is drawn of it."""

import math
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.describe_network import TABLE, write_network
from graph.findings import Link
from graph.layout import DRAWN, LINES, PLACES, draw, drawing, layers_of, place
from graph.measures import measure
from graph.projection import Layer, incidence
from graph.quads import project

ALL = Layer("", "any")


def test_the_core_stands_in_the_middle_and_a_community_in_its_sector() -> None:
    coreness, community = np.array([0.1, 0.9, 0.5, np.nan]), np.array([1.0, 1.0, 2.0, 2.0])
    places = place(coreness, community)
    away = [math.hypot(x, y) for x, y in places]
    assert away[1] < away[2] < away[0] < away[3], "who has no coreness stands outside"
    assert [x > 0 for x, _ in places] == [True, True, False, False], "two halves, clockwise from the top"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 6)), min_size=1, max_size=60))
def test_no_two_cities_stand_on_one_spot_and_none_outside(rows: list[tuple[float, int]]) -> None:
    places = place(np.array([c for c, _ in rows]), np.array([float(n) for _, n in rows]))
    assert len(set(places)) == len(rows)
    assert all(math.hypot(x, y) <= 1.0001 for x, y in places)


def test_the_cities_with_the_strongest_ties_are_drawn_with_their_meetings() -> None:
    members = incidence([(1, "x"), (2, "x"), (1, "y"), (2, "y"), (3, "y"), (4, "z"), (5, "z"), (9, "alone")])
    found = draw(measure(ALL, members), members, 3)
    assert found.cities == (1, 2, 3), "3, 4 and 5 have one whole partner each; of equals the lower number is drawn"
    assert found.ties == ((1, 2, 2), (1, 3, 1), (2, 3, 1))


def test_a_release_gives_back_what_was_drawn_and_its_layers(tmp_path: Path) -> None:
    pairs = [(1, "x"), (2, "x"), (1, "y"), (2, "y"), (3, "y")]
    links = [Link(city, project(key), "p", "authority", "s") for city, key in pairs]
    write_network(tmp_path, links, {"p": "f"})
    assert {(layer.family, layer.reading) for layer in layers_of(tmp_path / TABLE)} >= {("", "any"), ("f", "authority")}
    assert drawing(tmp_path, ALL, 300) == drawing(tmp_path, ALL, 1000), "three cities are all that there is"
    assert drawing(tmp_path, ALL, 300).ties == ((1, 2, 2), (1, 3, 1), (2, 3, 1))
    assert drawing(tmp_path, Layer("none", "any"), 300).cities == ()
    assert drawing(tmp_path / "away", ALL, 300).cities == ()


def test_more_are_drawn_on_demand(tmp_path: Path) -> None:
    links = [Link(city, project(f"{city // 5}"), "p", "any", "s") for city in range(700)]
    write_network(tmp_path, links, {"p": "f"})
    assert [len(drawing(tmp_path, ALL, most).cities) for most in DRAWN] == [300, 600, 700]
    before = (tmp_path / PLACES).read_bytes(), (tmp_path / LINES).read_bytes()
    write_network(tmp_path, reversed(links), {"p": "f"})
    assert ((tmp_path / PLACES).read_bytes(), (tmp_path / LINES).read_bytes()) == before, "the same each time"
