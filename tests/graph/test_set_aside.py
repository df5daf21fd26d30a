"""The table of rows set aside is opened in a spreadsheet."""

import csv
from pathlib import Path

import pyarrow.parquet as pq
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


def test_rows_are_counted_where_the_first_quotes_come_late(tmp_path: Path) -> None:
    rows = SetAsideRows(tmp_path)
    for row in range(30_000):
        rows.add(Origin("cordis", "topics.csv", "", row), "its project is not in the export")
    for row, name in enumerate(('Zaporizhzhia, "old"', "two\nlines", "=SUM(1)", 'a "b" c')):
        rows.add(Origin("covenant", "towns, all.xlsx", "1", row), "several", name, "UA", "a (1), b (2)")
    rows.write(tmp_path, {"cordis": "CORDIS", "covenant": "Covenant of Mayors"})
    counted = pq.read_table(tmp_path / "tables" / "set_aside.parquet").to_pylist()
    assert [(row["source"], row["file"], row["rows"]) for row in counted] == [
        ("cordis", "topics.csv", 30_000),
        ("covenant", "towns, all.xlsx", 4),
    ]
