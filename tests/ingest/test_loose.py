"""The header of a table that people keep is found below titles and groups, and never taken from the rows."""

from pathlib import Path

import pytest

from graph.errors import BadInput
from ingest.loose import header_at
from ingest.mapped import mapped
from ingest.mapping import PLACE, propose
from ingest.own_list import tables
from ingest.template import templates
from tests.samples.workbooks import write_workbook


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["City", "Country"], ["Celje", "SI"]], 0),
        ([["Name of the place", "Note"], ["Lagoa (cidade)", "x"]], 0),
        ([["Towns of 2026", ""], ["City", "Note"], ["Celje", "x"]], 1),
        ([["Cities", ""], ["City", "Postcode"], ["Celje", "3000"]], 1),
        ([["Who", "", "", "Where", ""], ["Body", "Kind", "No", "Town", "Postcode"], ["a", "b", "1", "c", "2"]], 1),
        ([["A list"], ["One", "Two", "Three"], ["Celje", "x", "y"]], 1),
        ([["City"], ["Celje"], ["Postcode"]], 0),
        ([["City"], ["Celje", "a note", "another"]], 0),
        ([["", ""], ["One", "Two"], ["Celje", "x"]], 1),
    ],
)
def test_the_header_is_the_row_that_names_columns(rows: list[list[str]], at: int) -> None:
    assert header_at(rows, lambda cells: len(propose(cells, PLACE).columns)) == at


def test_two_columns_of_one_name_bear_the_group_above_them(tmp_path: Path) -> None:
    head = ("City", "Country", "Postcode", "Name", "Country")
    rows = [("Applicant", None, None, "Partner", None), head, ("Celje", "SI", "3000", "x", "AT")]
    (table,) = tables(write_workbook(tmp_path / "list.xlsx", {"a": rows}))
    assert table.header == ("City", "Applicant / Country", "Postcode", "Name", "Partner / Country")
    with pytest.raises(BadInput, match="two columns have this name"):
        tables(write_workbook(tmp_path / "twice.xlsx", {"a": rows[1:]}))


def test_a_template_below_a_title_is_read_and_an_unnamed_column_that_holds_something_stops(tmp_path: Path) -> None:
    head = [("Members of our network", None, None, None), ("City", "Country", "Network", None)]
    row = ("Celje", "SI", "Eurotowns", None)
    template = templates()["memberships"]
    read = [line for _, line in mapped(template, write_workbook(tmp_path / "a.xlsx", {"a": [*head, row]}), "a.xlsx")]
    assert [(line.number, line.cells["city"]) for line in read] == [(3, "Celje")]
    told = write_workbook(tmp_path / "b.xlsx", {"a": [*head, (*row[:3], "left over")]})
    with pytest.raises(BadInput, match="column D"):
        list(mapped(template, told, "b.xlsx"))
