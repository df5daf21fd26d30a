"""The store holds each quad of a release once, however small the pieces are in which it takes them in."""

import shutil
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


def test_graphs_are_loaded_while_others_are_written(tmp_path: Path) -> None:
    with release.loading(tmp_path) as taken:
        for name in ("first", "second"):
            quads = Quads(name)
            quads.add(f"<{P}/{name}>", P, text(name), text("é"))
            taken.append(quads.write(tmp_path))
        taken.finish()
    store = ox.Store.read_only(str(tmp_path / "store"))
    assert {str(graph) for graph in store.named_graphs()} == {written_graph("first"), written_graph("second")}
    assert len(store) == 4
    assert [written.name for written in taken.graphs] == ["first", "second"]
    assert not list(tmp_path.glob("*.nq"))


def written_graph(name: str) -> str:
    return Quads(name).graph


def test_a_graph_that_cannot_be_loaded_stops_the_build_and_the_folder_can_be_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "building"
    folder.mkdir()
    broken = Quads("broken")
    broken.add("<no iri>", P, text("x"))
    with pytest.raises(SyntaxError), release.loading(folder) as taken:
        taken.append(broken.write(folder))
        taken.finish()
    shutil.rmtree(folder)
    assert not folder.exists()
