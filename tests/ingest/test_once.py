"""What rows say in the same words is read once, and nothing that a row alone says is lost by it."""

import pytest

from graph.errors import BadInput
from graph.records import Origin
from ingest.once import Once
from ingest.row import Row, left_out


def row(number: int, **cells: str) -> Row:
    return Row(cells, Origin("x", "x.csv", "", number), frozenset(("PT",)))


def test_equal_cells_are_read_once_and_count_as_taken_in_each_row() -> None:
    read: list[str] = []
    town = Once(lambda part: read.append(part.take("town")) or part.take("town"), "town country")
    for number, name in enumerate(("Braga", "Évora", "Braga", "Braga")):
        given = row(number, town=name, country="PT", title=f"t{number}")
        assert town(given) == name
        assert given.seen == {"town"}, "the country was not taken, and must not count as such"
    assert read == ["Braga", "Évora"]


def test_a_reading_cannot_hang_on_a_column_that_is_not_told() -> None:
    with pytest.raises(BadInput, match="column 'title': the column is missing"):
        Once(lambda part: part.take("title"), "town")(row(2, town="Braga", title="t"))


def test_each_bad_row_is_named_itself() -> None:
    number = Once(lambda part: part.number("cost"), "cost")
    for at in (7, 9):
        with pytest.raises(BadInput, match=f"row {at}"):
            number(row(at, cost="much"))


def test_a_column_that_is_not_left_out_by_name_still_stops_the_row() -> None:
    given = row(3, town="Braga", mayor="", street="")
    given.leave(left_out({"not asked for": "street page", "personal name": "mayor"}))
    with pytest.raises(BadInput, match="row 3, column 'town': the column is not known"):
        given.audit()
