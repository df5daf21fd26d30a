"""Whatever a source wrote, the quads are valid and read back as it was written."""

from pathlib import Path

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from graph.quads import Quads, decimal, resource, text, web, year

P = "https://w3id.org/ncp-graph/p"


def read(quads: Quads, folder: Path) -> list[ox.Quad]:
    written = quads.write(folder)
    return list(ox.parse(path=str(written.path), format=ox.RdfFormat.N_QUADS))


@given(st.text(st.characters(blacklist_categories=["Cs"])))
def test_every_text_reads_back_as_it_was(value: str) -> None:
    line = f"<{P}> <{P}> {text(value)} .\n".encode()
    (triple,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert triple.object.value == value


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1))
def test_every_key_makes_a_valid_iri(value: str) -> None:
    line = f"{resource('organisation', value)} <{P}> <{P}> .\n".encode()
    (triple,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert " " not in triple.subject.value


def test_quads_are_written_sorted_once_and_the_same_each_time(tmp_path: Path) -> None:
    first, second = Quads("x"), Quads("x")
    first.add(f"<{P}>", P, text("b"), text("a"), text("a"))
    second.add(f"<{P}>", P, text("a"), text("b"))
    one, two = first.write(tmp_path), second.write(tmp_path)
    assert one.sha256 == two.sha256
    assert one.quads == 2


def test_numbers_and_years_are_written_short() -> None:
    assert decimal(41.80716).startswith('"41.80716"')
    assert decimal(5).startswith('"5"')
    assert decimal(-0.0000001).startswith('"0"')
    assert year("2019-05-01"[:4]).startswith('"2019"')


def test_only_web_addresses_become_links() -> None:
    assert web("javascript:alert(1)") == ()
    assert web("https://x.eu/a b<c>") == ("<https://x.eu/a%20b%3Cc%3E>",)
