"""The table of rows set aside is opened in a spreadsheet."""

import csv
from pathlib import Path

import pytest

from graph.records import Origin
from graph.set_aside import SetAsideRows


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_name_that_is_a_formula_is_harmless_in_the_table(tmp_path: Path, name: str) -> None:
    rows = SetAsideRows(tmp_path)
    rows.add(Origin("keep", "partners.csv", "", 7), name, name, "PT")
    rows.add(Origin("keep", "partners.csv", "", 8), "no city", "Évora-Monte", "PT")
    rows.write(tmp_path, {})
    with (tmp_path / "set_aside.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["name"] == first["reason"] == f"'{name}"
    assert second["name"] == "Évora-Monte"
