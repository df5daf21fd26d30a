"""Expected links: the model recovers what made the data, and says in words what it cannot tell."""

import math

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from graph.expected import NO_LINK, NO_POPULATION, Expected, Observed, expect


def made(seed: int, cities: int = 1_500, exponent: float = 0.9, dispersion: float = 1.5) -> list[Observed]:
    """Draw cities of three countries whose projects follow the model."""
    chance = np.random.default_rng(seed)
    people = np.exp(chance.normal(10, 1.2, cities)).astype(int) + 1
    lands = chance.integers(0, 3, cities)
    mean = np.exp(exponent * (np.log(people) - 11) + np.array([0.0, 0.5, -0.5])[lands])
    counts = chance.negative_binomial(1 / dispersion, 1 / (1 + dispersion * mean))
    rows = zip(lands, people, counts, strict=True)
    return [Observed(n, "ABC"[land], int(size), int(count)) for n, (land, size, count) in enumerate(rows)]


@pytest.mark.parametrize("seed", range(4))
def test_it_recovers_the_exponent_and_the_dispersion_that_made_the_data(seed: int) -> None:
    fit = expect(made(seed), level=0.999).fit
    assert fit is not None
    assert fit.exponent_low < 0.9 < fit.exponent_high
    assert 1.1 < fit.dispersion < 2
    assert (fit.cities, fit.countries) == (1_500, 3)
    assert 0 < fit.pseudo_r2 < 1 and fit.log_likelihood < 0


def test_intervals_hold_nearly_all_cities_and_the_means_add_up_to_what_was_seen() -> None:
    model = expect(made(7))
    inside = sum(one.outside == "within" for one in model.cities) / len(model.cities)
    assert 0.93 < inside < 1
    assert sum(one.mean for one in model.cities) == pytest.approx(sum(one.projects for one in model.cities), rel=0.1)
    assert all(one.mean_low < one.mean < one.mean_high and one.low <= one.high for one in model.cities)


def test_the_order_of_the_cities_and_the_unit_of_the_key_change_nothing() -> None:
    data = made(3, 300)
    first = {one.city: one.mean for one in expect(data).cities}
    again = {one.city: one.mean for one in expect(reversed(data)).cities}
    assert all(first[city] == pytest.approx(again[city], rel=1e-4) for city in first)


def test_the_gap_is_the_log_ratio_of_the_design() -> None:
    assert Expected(1, 0, 0.5, 0.4, 0.6, 0, 3, 0.6).gap == pytest.approx(-math.log(2))
    assert Expected(1, 2, 2.0, 1.5, 2.5, 0, 6, 0.6).gap == 0


def test_a_count_outside_the_interval_is_said_to_be_so() -> None:
    said = [Expected(1, count, 9.0, 8.0, 10.0, 2, 20, 0.5).outside for count in (1, 2, 20, 21)]
    assert said == ["below", "within", "within", "above"]


def test_a_country_without_any_link_and_cities_without_population_are_left_out_and_counted() -> None:
    more = [Observed(9_000 + n, "Z", 10_000 + n, 0) for n in range(40)]
    unknown = [Observed(9_900, "A", None, 1), Observed(9_901, "A", 0, 0)]
    model = expect([*made(1, 400), *more, *unknown])
    assert model.fit is not None
    assert model.left_out == {NO_LINK: 40, NO_POPULATION: 2}
    assert model.fit.cities == len(model.cities) == 400
    assert not {one.city for one in model.cities} & {9_000, 9_900, 9_901}


@pytest.mark.parametrize(
    ("cities", "word"),
    [
        ([], "No city is covered completely"),
        ([Observed(1, "A", 5_000, 2)], "Only 1 cities"),
        ([Observed(n, "A", 5_000 + n, 0) for n in range(99)], "Only 0 cities"),
        ([Observed(n, "A", 5_000, n % 2) for n in range(99)], "same population"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_word(cities: list[Observed], word: str) -> None:
    model = expect(cities)
    assert model.fit is None and not model.cities
    assert word in model.word


def test_counts_that_hardly_vary_end_in_a_fit_or_a_word_and_never_in_an_exception() -> None:
    model = expect([Observed(n, "A", 1_000 + 37 * n, 1) for n in range(60)])
    assert (model.fit is None) == bool(model.word)


def test_below_an_interval_means_fewer_than_its_lower_end() -> None:
    found = expect(made(5, 200))
    for one in found.cities:
        for percent in (50, 80, 95, 99):
            low, high = one.interval(percent)
            assert one.below(percent) == (one.projects < low)
            assert low <= high
        assert one.interval(95) == (one.low, one.high)
        assert not one.below(100)


def test_an_interval_without_dispersion_is_that_of_chance_alone() -> None:
    assert Expected(1, 0, 3.0, 2.0, 4.0, 0, 7, 0.05).interval(95) == (0, 7)


@pytest.mark.parametrize("dispersion", [0.0, 0.3, 2.0])
def test_an_interval_begins_at_nothing_just_where_its_lower_end_is_zero(dispersion: float) -> None:
    """The lower end need not be computed for thousands of cities to know whether it is zero."""
    cities = [Expected(1, 0, mean, mean, mean, 0, 0, 0.5, dispersion) for mean in (0.01, 0.5, 2.9, 3.1, 3.7, 60.0, 9e4)]
    for percent in (50, 80, 90, 95, 99, 100):
        zeros = [one.interval(percent)[0] == 0 for one in cities]
        assert [one.from_nothing(percent) for one in cities] == zeros
        assert True in zeros and False in zeros


def test_the_ends_of_an_interval_are_those_of_the_library() -> None:
    """Compare with the quantiles of scipy.stats, which are computed in another way."""
    for mean in (0.01, 0.7, 3.3, 41.0, 2_500.0):
        for dispersion in (0.0, 0.05, 0.4, 3.0):
            one, size = Expected(1, 0, mean, mean, mean, 0, 0, 0.5, dispersion), 1 / dispersion if dispersion else 0.0
            for percent in (50, 80, 95, 99):
                ends = [(1 - percent / 100) / 2, (1 + percent / 100) / 2]
                told = nbinom.ppf(ends, size, size / (size + mean)) if size else poisson.ppf(ends, mean)
                assert one.interval(percent) == (int(told[0]), int(told[1]))
