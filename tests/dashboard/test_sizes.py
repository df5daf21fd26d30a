"""Whose definition of a small town counts: every scheme, with bounds and source, and a class for every city."""

from itertools import pairwise

import pyoxigraph as ox
import pytest

from dashboard.sizes import TOP, UNKNOWN, counted_as, scheme_named, schemes
from dashboard.worklist import bounds, worklist
from graph.endpoint import Embedded
from graph.errors import BadInput

SEVENTEEN = {
    ("contact-point", 50_000, 500_000),
    *(("oecd-urban", low, high) for low, high in pairwise((50_000, 200_000, 500_000, 1_500_000, None))),
    *(("oecd-fua", low, high) for low, high in pairwise((50_000, 100_000, 250_000, 1_500_000, None))),
    *(("urbact", low, high) for low, high in pairwise((0, 50_000, 250_000))),
    *(("espon-town", low, high) for low, high in pairwise((0, 5_000, 50_000))),
    *(("eui-ia", 0, 250_000), ("eui-city-to-city", 0, 500_000), ("eui-ia-4", 25_000, None)),
    ("eui-ia-earlier", 50_000, None),
}
"""Scheme, inhabitants from and below, as the programmes and bodies published them."""


@pytest.fixture(scope="module")
def graph(small_store: ox.Store) -> Embedded:
    return Embedded(small_store)


def test_the_seventeen_definitions_of_small_can_be_chosen_each_with_its_source(graph: Embedded) -> None:
    known = schemes(graph)
    own = {
        (key, one.low if one.low > 1 else 0, one.high + 1 if one.high < TOP else None)
        for key, scheme in known.items()
        for one in scheme.classes
        if key != "use" and one.key not in ("below", "above", UNKNOWN)
    }
    assert own == SEVENTEEN
    assert next(iter(known)) == "use"
    assert all(len(scheme.source) > 10 and scheme.meaning.endswith(".") for scheme in known.values())


def test_no_number_of_inhabitants_is_without_a_class(graph: Embedded) -> None:
    for scheme in schemes(graph).values():
        ordered = sorted(scheme.classes, key=lambda one: one.low)
        assert (ordered[0].low, ordered[-1].high) == (0, TOP)
        assert all(one.high + 1 == following.low for one, following in pairwise(ordered))


@pytest.mark.parametrize(
    ("scheme", "population", "key"),
    [
        ("contact-point", 33_300, "below"),
        ("contact-point", 500_000, "above"),
        ("oecd-fua", 49_999, "below"),
        ("oecd-fua", 50_000, "small"),
        ("urbact", 250_000, "above"),
        ("eui-ia-4", 24_999, "below"),
        ("use", 0, "unknown"),
        ("urbact", 0, "unknown"),
    ],
)
def test_towns_outside_the_bounds_of_a_scheme_keep_a_class(
    graph: Embedded, scheme: str, population: int, key: str
) -> None:
    assert scheme_named(graph, scheme).of(population).key == key


def test_the_choice_of_a_scheme_loses_no_town(graph: Embedded) -> None:
    everyone = {town.geonames for town in worklist(graph, "PT", 0, None, ("absent", "uncovered", "linked"))}
    for scheme in schemes(graph).values():
        found: list[int] = []
        for one in scheme.classes:
            towns = worklist(graph, "PT", one.low, one.high, ("absent", "uncovered", "linked"), scheme.key)
            assert {town.size for town in towns} <= {one.label}
            found += [town.geonames for town in towns]
        assert sorted(found) == sorted(everyone)


def test_a_scheme_or_class_that_is_none_is_named_with_the_remedy(graph: Embedded) -> None:
    with pytest.raises(BadInput, match="did you mean 'urbact'"):
        bounds(graph, "urbakt", "small")
    with pytest.raises(BadInput, match="no class 'tiny'; choose among small, medium, above, unknown"):
        bounds(graph, "urbact", "tiny")


def test_a_figure_says_whose_inhabitants_it_counts() -> None:
    assert counted_as("municipal", "2019") == "municipality, 2019"
    assert counted_as("geonames", "") == "place (GeoNames), year not known"
