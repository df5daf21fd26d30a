"""The back-test's measures, counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.backtest import auc, compare, precision_at


def test_precision_by_hand_with_equal_scores() -> None:
    joined = [True, False, True, False, False]
    assert precision_at([5, 4, 3, 2, 1], joined, 2) == 0.5
    # one city above, then two of the next three at random, of which one in three joined
    assert precision_at([9, 4, 4, 4, 1], joined, 3) == pytest.approx((1 + 2 / 3) / 3)
    assert precision_at([1, 2], [True, False], 3) is None


def test_auc_by_hand() -> None:
    assert auc([4, 3, 2, 1], [True, False, True, False]) == 0.75
    assert auc([1, 1, 1], [True, False, False]) == 0.5
    assert auc([1, 2], [True, True]) is None and auc([], []) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_an_order_turned_round_is_as_bad_as_it_was_good(rows: list[tuple[int, bool]]) -> None:
    scores, joined = [float(score) for score, _ in rows], [hit for _, hit in rows]
    there, back = auc(scores, joined), auc([-score for score in scores], joined)
    assert (there is None) == (back is None)
    assert there is None or back is None or there + back == pytest.approx(1)


def test_an_order_that_knows_more_beats_the_rival_and_noise_does_not() -> None:
    chance = np.random.default_rng(2)
    truth = chance.normal(size=900)
    joined = (truth + chance.normal(size=900) > 1.5).tolist()
    found = compare(
        {"truth": truth, "half": truth + 3 * chance.normal(size=900), "noise": chance.normal(size=900)}, joined, "half"
    )
    assert found["truth"].beats and not found["noise"].beats and not found["half"].beats
    value = found["noise"].auc
    assert value is not None and value.low < 0.5 < value.high
    assert all(one.auc and one.auc.low <= one.auc.value <= one.auc.high for one in found.values())


def test_without_anybody_who_joined_there_is_no_figure() -> None:
    found = compare({"a": [1.0, 2.0]}, [False, False], "a")
    assert found["a"].auc is None and not found["a"].beats
    assert found["a"].precision == {50: None, 100: None, 200: None}
