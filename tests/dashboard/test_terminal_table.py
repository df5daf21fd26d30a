"""What a person sees on a terminal: words kept whole, and the format that the ending of a file names."""

from pathlib import Path

from python_calamine import CalamineWorkbook
from rich.console import Console

from dashboard.terminal import show
from dashboard.terminal_table import laid_out, needed

COLUMNS = ("city", "country", "reason")
ROWS = [["Kazincbarcika", "HU", "in a border region too"], ["Ülke", "", "https://example.org/" + "a" * 60]]


def printed(width: int) -> str:
    console = Console(width=width, markup=False)
    with console.capture() as held:
        console.print(laid_out(COLUMNS, ROWS, width))
    return held.get()


def test_a_table_stands_where_it_keeps_words_whole_and_a_line_for_each_column_where_not() -> None:
    assert needed(COLUMNS, ROWS) == (13 + 3) + (7 + 3) + (24 + 3) + 1
    wide, narrow = printed(54), printed(53)
    assert "│ Kazincbarcika │ HU" in wide
    assert "│" not in narrow
    lines = [line.rstrip() for line in narrow.splitlines()]
    assert lines[:4] == ["city     Kazincbarcika", "country  HU", "reason   in a border region too", ""]


def test_no_row_is_an_empty_table_with_its_heads() -> None:
    console = Console(width=80, markup=False)
    with console.capture() as held:
        console.print(laid_out(COLUMNS, [], 80))
    assert all(name in held.get() for name in COLUMNS)


def test_the_ending_of_a_file_names_its_format(tmp_path: Path) -> None:
    show(COLUMNS, ROWS, "table", tmp_path / "a.xlsx")
    show(COLUMNS, ROWS, "table", tmp_path / "a.json")
    show(COLUMNS, ROWS, "table", tmp_path / "a.txt")
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in book] == ["city", "Kazincbarcika", "Ülke"]
    assert (tmp_path / "a.json").read_text("utf-8").startswith("[")
    assert (tmp_path / "a.txt").read_text("utf-8").startswith("\ufeffcity,country,reason")
