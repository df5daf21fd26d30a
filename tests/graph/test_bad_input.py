"""What is missing or odd ends in a clear word: no exception, and no invented number."""

import math
from dataclasses import replace

import pytest

from graph.expected import Observed, expect
from graph.figures import NOT_COVERED, of_family
from graph.identity import Resolver
from graph.judged import judged_from, rows_of
from graph.measures import measure
from graph.priority import score, size_part, weights
from graph.projection import Layer, incidence
from graph.records import City, Named, Place
from graph.remoteness import remoteness
from graph.states import Years, observe, slices
from graph.verdicts import judge

LAYER = Layer("urbact", "any")
POINT = (46.0, 14.5)


def city(number: int, name: str, people: int = 9_000, at: tuple[float, float] = POINT) -> City:
    return City(number, name, (), "SI", "SI041", (), "lau", "", people, 2019, "municipal", 0, *at)


def place(number: int, name: str, at: tuple[float, float] = POINT) -> Place:
    return Place(number, name, (), "SI", *at, 9_000, "SI041", number)


def test_a_period_without_data_is_not_covered_and_says_so() -> None:
    found = list(slices([], ["SI"], {"urbact": "urbact"}, Years({})))
    assert {(one.state, one.reason, one.until) for one in found} == {("uncovered", "silent", 0)}
    assert list(observe([], [], {"urbact": "urbact"}, Years({}))) == []


@pytest.mark.parametrize("cities", [1, 2, 3, 30])
def test_a_layer_with_one_project_has_finite_values_or_none(cities: int) -> None:
    run = measure(LAYER, incidence([(number, "only") for number in range(1, cities + 1)]))
    assert len(run.cities) == (0 if cities == 1 else cities)
    assert run.whole["layerProjects"] == 1
    for name, values in run.values.items():
        assert not any(math.isinf(value) for value in values.tolist()), name
    if cities == 2:
        assert all(math.isnan(value) for value in run.values["coreness"].tolist())


def test_a_population_that_nobody_tells_gives_no_part_of_the_score() -> None:
    assert size_part(0) is None
    parts = {"size": size_part(0), "periphery": None, "absent": 1.0, "firm": 1.0, "gap": None}
    assert score(parts, weights()) == 100.0
    assert score({**parts, "absent": None, "firm": None}, weights()) is None


def test_two_cities_at_one_point_are_told_apart_and_have_finite_figures() -> None:
    one, other = city(1, "Gornji Grad", 60_000), city(2, "Dolnji Grad", 70_000)
    for found in remoteness([one, other]):
        assert found.kilometres == 0 and found.nearest != found.city
        assert found.potential is not None and math.isfinite(found.potential)


def test_two_cities_of_one_name_at_one_point_go_to_a_person() -> None:
    cities = [city(1, "Grad"), city(2, "Grad")]
    resolver = Resolver([place(1, "Grad"), place(2, "Grad")], cities)
    found = resolver.resolve(Named("Grad", "SI", latitude=POINT[0], longitude=POINT[1]))
    assert (found.outcome, found.city, set(found.candidates)) == ("review", None, {1, 2})
    apart = Resolver([place(1, "Grad"), place(2, "Grad", (46.6, 15.9))], [cities[0], replace(cities[1], latitude=46.6)])
    assert apart.resolve(Named("Grad", "SI", latitude=POINT[0], longitude=POINT[1])).city == 1


def test_a_city_whose_population_nobody_tells_has_no_potential_and_gives_none() -> None:
    near, far = (46.01, 14.5), (46.3, 14.5)
    alone = remoteness([city(1, "Grad", 60_000), city(3, "Log", 7_000, far)])
    found = remoteness([city(1, "Grad", 60_000), city(2, "Vas", 0, near), city(3, "Log", 7_000, far)])
    assert (found[1].potential, found[1].access) == (None, None)
    assert (found[0].potential, found[2].potential) == (alone[0].potential, alone[1].potential)


def test_a_city_without_population_is_left_out_of_the_model_and_counted() -> None:
    told = [Observed(number, "SI", 5_000 + 700 * number, number % 3) for number in range(1, 40)]
    found = expect([*told, Observed(90, "SI", 0, 0), Observed(91, "SI", None, 1)])
    assert sum(found.left_out.values()) == 2
    assert {one.city for one in found.cities}.isdisjoint({90, 91})


def test_a_country_without_coverage_gives_no_figure_but_a_reason() -> None:
    cities = [replace(city(number, f"Grad {number}"), country="RS") for number in range(1, 30)]
    verdicts = list(judge(cities, [], {"urbact": "urbact"}, {}, []))
    assert {one.state for one in verdicts} == {"uncovered"}
    told = list(of_family("urbact", judged_from("urbact", rows_of(cities), verdicts, []), []))
    assert told
    assert {(one.value, one.why) for one in told} == {(None, NOT_COVERED)}
