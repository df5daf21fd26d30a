"""Each question gives what one counts by hand on the small graph, here or in a test of its own."""

import tomllib
from pathlib import Path

import pytest

from graph.endpoint import Embedded
from ontology.terms import PREFIXES
from queries.ask import answer
from queries.catalogue import load

HERE = Path(__file__).parent
COUNTED: dict[str, dict[str, str]] = tomllib.loads((HERE.parent / "small" / "answers.toml").read_text("utf-8"))
COUNTING_NOTHING = {"test_tabled.py", "test_extremes.py", "test_not_covered.py", "test_catalogue.py", "test_own.py"}
"""Modules that name questions and count no answer."""


def written(cell: object) -> str:
    return "-" if cell is None else str(cell).removeprefix(PREFIXES["id"])


@pytest.mark.parametrize("name", COUNTED)
def test_the_answer_is_as_counted_by_hand(name: str, embedded: Embedded) -> None:
    counted = COUNTED[name]
    columns = counted["columns"].split()
    found = [" | ".join(written(row[column]) for column in columns) for row in answer(embedded, name, {}).records()]
    assert sorted(found) == sorted(counted["rows"].split("\n")[:-1])


def test_no_question_is_left_uncounted() -> None:
    modules = [path.read_text("utf-8") for path in HERE.glob("test_*.py") if path.name not in COUNTING_NOTHING]
    elsewhere = {name for name in load() if any(f'"{name}"' in text for text in modules)}
    assert set(load()) == elsewhere | set(COUNTED)
    assert not elsewhere & set(COUNTED)
