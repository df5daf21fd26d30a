"""Reach and hand-over, answered on the small graph as its head counts them by hand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Rows = Callable[..., list[tuple[Any, ...]]]
BRAGANCA = 2742027


def test_reach_counts_linked_of_the_cities_of_which_the_sources_can_tell(rows: Rows) -> None:
    columns = ("programme", "size", "cities", "covered", "linked", "authority", "share")
    found = {row[:2]: row[2:] for row in rows("programmes/reach", *columns, country="SI")}
    assert found["urbact", "small"] == (5, 4, 2, 2, Decimal("0.5")), "Šoštanj may be meant by an undecided row"
    assert found["urbact", "very-small"] == (1, 1, 0, 0, 0)
    assert found["urbact-3", "small"][:4] == (5, 4, 1, 1), "Ljutomer was in URBACT II alone"


def test_reach_has_no_share_where_no_source_covers_the_programme(rows: Rows) -> None:
    found = {
        row[:2]: row[2:]
        for row in rows("programmes/reach", "family", "size", "programme", "covered", "share", country="PT")
    }
    assert found["interreg", "small"][1:] == (None, None)
    linked = dict(rows("programmes/reach", "programme", "linked", country="PT", scheme="urbact"))
    assert linked["interreg"] == 2, "known links are told all the same"


def test_reach_follows_the_size_scheme_and_drops_no_city(rows: Rows) -> None:
    found = set(rows("programmes/reach", "size", "cities", country="PT", scheme="urbact"))
    assert found == {("small", 5), ("medium", 1)}
    narrow = dict(rows("programmes/reach", "size", "cities", country="PT", scheme="contact-point"))
    assert sum(narrow.values()) == 6
    assert narrow["below"] == 5


def test_hand_over_names_the_points_of_both_sides(rows: Rows) -> None:
    found = rows("programmes/hand-over", "side", "name", "vacant", "families", city=BRAGANCA, country="SI")
    assert found == [
        ("here", "National URBACT Point Portugal", True, "urbact"),
        ("there", "Urban Contact Point Slovenia", None, "urban-innovation"),
        ("there", "National URBACT Point Slovenia", None, "urbact"),
    ]


def test_all_contact_points_are_listed_once_with_the_end_of_their_programmes(rows: Rows) -> None:
    found = rows("programmes/contact-points", "name", "ends", "issued", country="")
    assert len(found) == len({name for name, _, _ in found}) == 4
    assert {name: ends for name, ends, _ in found}["National URBACT Point Austria and Germany"] == 2020
