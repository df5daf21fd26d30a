"""The score is the weighed mean of its stated parts; what is not known counts neither way."""

import pytest

from graph.peripheral import region_words
from graph.priority import periphery_part, score, share, size_part, weights


@pytest.mark.parametrize(("population", "part"), [(4_999, 1), (5_000, 2 / 3), (50_000, 1 / 3), (250_000, 0)])
def test_smaller_cities_give_more_by_class(population: int, part: float) -> None:
    assert size_part(population) == part


def test_kinds_of_periphery_are_counted_and_others_are_not() -> None:
    assert periphery_part(("border", "coastal", "predominantly-rural")) == pytest.approx(2 / 3)
    assert periphery_part(("predominantly-rural", "border", "mountain", "island")) == 1
    assert periphery_part(()) == 0
    assert periphery_part(None) is None
    assert region_words(("mountain", "border")) == "border and mountain region"
    assert region_words(("capital",)) == region_words(None) == ""


def test_the_score_is_counted_by_hand() -> None:
    parts = {"size": 2 / 3, "periphery": 1.0, "absent": 1.0, "firm": 0.75, "gap": None}
    assert score(parts, weights()) == 88.3  # (2·⅔ + 3 + 3 + 2·¾) / 10
    assert score(parts, weights({"size": 0, "firm": 0})) == 100
    assert score(parts | {"periphery": None}, weights()) == 83.3  # (2·⅔ + 3 + 1.5) / 7
    assert score(parts, dict.fromkeys(parts, 0)) is None
    assert share(1, 0) is None
