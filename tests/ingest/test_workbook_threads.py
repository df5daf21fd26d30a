"""One workbook read by several people at once, as when two lists are looked through on the pages."""

from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest
from pathlib import Path
from threading import Barrier

from xlsxwriter import Workbook

from ingest.archive import Stored
from ingest.workbook import read_workbook, sheet_names


def test_two_threads_read_one_file_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "towns.xlsx"
    with Workbook(str(path)) as book:
        for name in ("A", "B"):
            book.add_worksheet(name).write_column(0, 0, [f"{name}{row}" for row in range(3_000)])
    together = Barrier(4)

    def read(_: int) -> list[list[str]]:
        table = Stored(path, path.name)
        together.wait()
        sheets = [read_workbook(table, sheet) for sheet in sheet_names(table)]
        return [cells for rows in zip_longest(*sheets) for _, cells, _ in rows]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(read, range(4)))
    assert found == [[[f"{name}{row}"] for row in range(3_000) for name in ("A", "B")]] * 4
