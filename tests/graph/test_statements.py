"""A graph larger than what is held in memory is written as one that fits."""

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graph import statements
from graph.quads import text
from graph.statements import Statements

WORDS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=3)
SAID = st.lists(st.tuples(st.sampled_from(["<a>", "<a/b>", "<ab>", "<aé>", "_:a", "_:ab"]), WORDS))
END = " <g> .\n"


def written(said: list[tuple[str, str]], most: int, stem: Path) -> bytes:
    """Say things one by one and give what comes out."""
    kept = Statements(stem, most, END)
    for subject, words in said:
        kept.add(subject, [f"<p> {text(words)}"])
        kept.relieve()
    return b"".join(kept.blocks())


def expected(said: list[tuple[str, str]]) -> bytes:
    """Sort whole lines."""
    return b"".join(sorted({f"{subject} <p> {text(words)}{END}".encode() for subject, words in said}))


@given(SAID)
def test_runs_on_disk_give_what_one_sort_of_whole_lines_gives(
    tmp_path_factory: object, said: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("runs")  # type: ignore[attr-defined]
    assert written(said, 1_000_000, folder / "whole") == expected(said)
    assert written(said, 2, folder / "runs") == expected(said)
    assert not list(folder.iterdir())


def test_runs_longer_than_what_is_at_hand_lose_and_double_nothing(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setattr(statements, "PIECE", 200)  # type: ignore[attr-defined]
    monkeypatch.setattr(statements, "BLOCK", 7)  # type: ignore[attr-defined]
    marks = [hashlib.sha256(str(n % 7_000).encode()).hexdigest() for n in range(20_000)]
    said = [(f"<{mark[:3]}>", mark) for mark in marks]
    assert written(said, 900, tmp_path / "x") == expected(said)
