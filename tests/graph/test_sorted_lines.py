"""A graph larger than what is held in memory is written as one that fits."""

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from graph import sorted_lines
from graph.sorted_lines import SortedLines

LINES = st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n"), max_size=4))


def written(lines: list[str], most: int, stem: Path) -> bytes:
    """Add lines one by one and give what comes out."""
    sorter = SortedLines(stem, most)
    for line in lines:
        sorter.lines.append(f"{line}\n")
        sorter.relieve()
    return b"".join(sorter.blocks())


@given(LINES)
def test_runs_on_disk_give_what_one_sort_in_memory_gives(tmp_path_factory: object, lines: list[str]) -> None:
    folder = tmp_path_factory.mktemp("runs")  # type: ignore[attr-defined]
    expected = b"".join(sorted({f"{line}\n".encode() for line in lines}))
    assert written(lines, 1_000_000, folder / "whole") == expected
    assert written(lines, 2, folder / "runs") == expected
    assert not list(folder.iterdir())


def test_runs_longer_than_what_is_at_hand_lose_and_double_nothing(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setattr(sorted_lines, "PIECE", 200)  # type: ignore[attr-defined]
    lines = [hashlib.sha256(str(n % 7_000).encode()).hexdigest() for n in range(20_000)]
    assert written(lines, 900, tmp_path / "x") == b"".join(sorted({f"{line}\n".encode() for line in lines}))
