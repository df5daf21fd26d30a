"""The store holds each quad of a release once, however small the pieces are in which it takes them in."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import release
from graph.quads import Quads, text

P = "https://w3id.org/ncp-graph/p"


@pytest.mark.parametrize("piece", [70, 1_000, 1_000_000])
def test_pieces_lose_and_cut_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(release, "PIECE", piece)
    quads = Quads("x")
    for number in range(50):
        quads.add(f"<{P}/{number}>", P, text(f"Žižkov {number}\nsecond line"), text("é" * number))
    written = quads.write(tmp_path)
    expected = set(ox.parse(path=str(written.path), format=ox.RdfFormat.N_QUADS))
    store = ox.Store()
    release.take_in(store, written.path)
    assert set(store) == expected
    assert len(expected) == written.quads == 100
