"""Who meets whom: hand counts, and what must not become a tie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.findings import Link
from graph.periods import period_of, periods
from graph.projection import (
    Incidence,
    Layer,
    backbone,
    incidence,
    layers,
    met,
    project_counts,
    strengths,
    tie_persistence,
    tied,
)
from graph.quads import programme, project
from graph.records import Programme

TOY = [(1, "x"), (2, "x"), (3, "x"), (3, "y"), (4, "y"), (4, "z"), (5, "z"), (6, "z")]
"""Cities A to F are 1 to 6 in projects of three, two and three cities; G is 7 and takes part in none."""
PAIRS = st.lists(st.tuples(st.integers(1, 9), st.sampled_from("pqrstu")), max_size=40)


def ties(one: Incidence) -> dict[tuple[int, int], tuple[float, float]]:
    """How often each pair met, and the strength of its tie."""
    meetings, weights = met(one).toarray(), strengths(one).toarray()
    return {
        (a, b): (meetings[i, j], round(weights[i, j], 9))
        for i, a in enumerate(one.cities)
        for j, b in enumerate(one.cities)
        if a < b and meetings[i, j]
    }


def test_the_toy_is_projected_as_counted_by_hand() -> None:
    one = incidence(TOY, [7])
    assert project_counts(one).tolist() == [1, 1, 2, 2, 1, 1, 0]
    half = (1, 0.5)
    assert ties(one) == {(1, 2): half, (1, 3): half, (2, 3): half, (3, 4): (1, 1)} | {
        (4, 5): half,
        (4, 6): half,
        (5, 6): half,
    }
    assert strengths(one).sum(axis=1).tolist() == [1, 1, 2, 2, 1, 1, 0]
    assert tie_persistence(met(one)) == 0


def test_a_project_of_thirty_cities_gives_each_of_them_the_strength_of_one() -> None:
    one = incidence((city, "large") for city in range(30))
    assert np.allclose(strengths(one).sum(axis=1), 1)
    assert met(one).nnz == 30 * 29


def test_the_backbone_keeps_pairs_that_met_twice() -> None:
    one = incidence([(1, "x"), (2, "x"), (3, "x"), (1, "y"), (2, "y")])
    kept = backbone(met(one))
    assert kept.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert tie_persistence(met(one)) == pytest.approx(1 / 3)


def test_members_of_an_initiative_are_no_consortium() -> None:
    members = [
        Link(city, programme("covenant-of-mayors"), "covenant-of-mayors", "authority", "s") for city in range(99)
    ]
    assert layers(members, {"covenant-of-mayors": "covenant-of-mayors"}) == {}


def test_layers_part_families_and_readings() -> None:
    links = [
        Link(1, project("n"), "urbact-3", "authority", "s"),
        Link(2, project("n"), "urbact-3", "authority", "s"),
        Link(3, project("n"), "urbact-3", "place", "s"),
        Link(3, project("k"), "keep", "place", "s"),
        Link(4, project("k"), "keep", "authority", "s"),
    ]
    found = layers(links, {"urbact-3": "urbact", "keep": "interreg"})
    assert {layer.key: one.cities for layer, one in found.items()} == {
        "all/any": (1, 2, 3, 4),
        "all/authority": (1, 2, 4),
        "interreg/any": (3, 4),
        "urbact/any": (1, 2, 3),
        "urbact/authority": (1, 2),
    }
    assert tied(found[Layer("", "authority")]).cities == (1, 2)


def test_layers_part_periods_and_roles() -> None:
    links = [
        Link(1, project("n"), "urbact-2", "authority", "s", "lead"),
        Link(2, project("n"), "urbact-2", "authority", "s", "partner"),
        Link(3, project("n"), "urbact-2", "authority", "s", "partner"),
        Link(3, project("m"), "urbact-3", "authority", "s", "lead"),
        Link(1, project("m"), "urbact-3", "authority", "s", "partner"),
        Link(4, project("o"), "open", "place", "s", "partner"),
        Link(5, project("o"), "open", "place", "s", "partner"),
    ]
    families = {"urbact-2": "urbact", "urbact-3": "urbact", "open": "open"}
    found = layers(links, families, {"urbact-2": "2007-2013", "urbact-3": "2014-2020", "open": ""})
    assert {layer.key: one.cities for layer, one in found.items() if layer.reading == "any"} == {
        "all/any": (1, 2, 3, 4, 5),
        "all/any/2007-2013": (1, 2, 3),
        "all/any/2014-2020": (1, 3),
        "all/any/partner": (1, 2, 3, 4, 5),
        "open/any": (4, 5),
        "open/any/partner": (4, 5),
        "urbact/any": (1, 2, 3),
        "urbact/any/2007-2013": (1, 2, 3),
        "urbact/any/2014-2020": (1, 3),
        "urbact/any/partner": (1, 2, 3),
    }, "nobody meets as lead, and a programme without years is in no period"
    assert tied(found[Layer("urbact", "any", role="partner")]).cities == (2, 3)


def test_a_project_lies_in_the_period_in_which_its_programme_began() -> None:
    assert [period_of(year) for year in (1999, 2000, 2006, 2007, 2020, 2021, 2027, 2028)] == [
        *("", "2000-2006", "2000-2006", "2007-2013", "2014-2020", "2021-2027", "2021-2027", ""),
    ]
    tree = [Programme("f", "F", "ProgrammeFamily", "", 1992), Programme("p", "P", "Programme", "f", 2014, 2020)]
    under = {"f": ("f",), "p": ("p", "f"), "call": ("call", "p", "f")}
    assert periods(tree, under) == {"f": "", "p": "2014-2020", "call": "2014-2020"}


def test_the_order_of_the_links_changes_no_layer() -> None:
    links = [Link(city, project(name), "p", "place", "s", "partner") for city, name in TOY]
    one, other = layers(links, {"p": "f"}), layers([*reversed(links), *links], {"p": "f"})
    for layer, laid in one.items():
        assert laid.cities == other[layer].cities
        assert (laid.matrix != other[layer].matrix).nnz == 0


@pytest.mark.parametrize("pairs", [[], [(1, "x")], [(1, "x"), (2, "y")]], ids=["nothing", "one city", "no meeting"])
def test_where_nobody_meets_there_is_no_layer_and_no_number(pairs: list[tuple[int, str]]) -> None:
    one = incidence(pairs)
    assert tied(one).cities == ()
    assert np.isnan(tie_persistence(met(one)))
    links = [Link(city, project(name), "p", "place", "s") for city, name in pairs]
    assert layers(links, {"p": "f"}) == {}


@given(PAIRS)
def test_rows_that_come_twice_and_in_another_order_change_nothing(pairs: list[tuple[int, str]]) -> None:
    assert ties(incidence(pairs)) == ties(incidence([*reversed(pairs), *pairs]))


@given(PAIRS, st.sets(st.integers(20, 30)))
def test_cities_without_a_project_change_no_tie(pairs: list[tuple[int, str]], alone: set[int]) -> None:
    with_alone = incidence(pairs, alone)
    assert ties(with_alone) == ties(incidence(pairs))
    assert not alone & set(tied(with_alone).cities)


@given(PAIRS)
def test_the_strength_of_a_city_is_the_number_of_its_projects_with_others(pairs: list[tuple[int, str]]) -> None:
    one = incidence(pairs)
    shared = np.asarray(one.matrix.sum(axis=0)) > 1
    assert np.allclose(strengths(one).sum(axis=1), one.matrix @ shared.astype(float))
