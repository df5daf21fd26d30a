"""The needs by which the search is measured, and the measure itself."""

from pathlib import Path

import pytest

from benchmarks.practice_search import Need, needs, precision, texts
from graph.practice_index import PracticeIndex

EXPORTS = Path(__file__).parents[2] / "shared" / "exports"


def test_there_are_forty_needs_in_seven_languages_each_with_answers() -> None:
    held = needs()
    assert len({one.need for one in held}) == 40
    assert {one.language for one in held} == {"en", "de", "es", "fr", "it", "pt", "sl"}
    assert all(len(set(one.answers)) == len(one.answers) >= 1 for one in held)


def test_precision_counts_the_first_five_and_what_can_be_reached() -> None:
    asked = [Need("en", "a", ("1", "2")), Need("en", "b", ("9",))]
    found = {"a": ["1", "x", "2", "y", "z"], "b": ["x", "x", "x", "x", "x", "9"]}
    assert precision(lambda need: found[need], asked) == (0.2, 0.5, 1)


@pytest.mark.shared
def test_the_figures_of_the_page_are_those_of_the_search() -> None:
    if not (EXPORTS / "urbact" / "urbact_good_practices.csv").is_file():
        pytest.skip("../shared is not here")
    told = list(texts(EXPORTS))
    assert {key for one in needs() for key in one.answers} <= {one.practice for one in told}
    index = PracticeIndex(None, told)
    at_five, reached, firsts = precision(lambda need: [key for key, _ in index.search(need)], needs())
    page = (Path(__file__).parents[1] / "docs" / "practices.md").read_text("utf-8")
    assert f"| all (40) | ours | {at_five:.3f} | {reached:.3f} | {firsts} |" in page
