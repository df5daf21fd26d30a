"""Rows on a terminal: as a table where it keeps words whole, else each row with a line for each column."""

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.table import Column, Table

LONGEST = 24
"""A longer word may be folded."""

Rows = Sequence[Sequence[str]]


def laid_out(columns: Sequence[str], rows: Rows, width: int) -> RenderableType:
    """Lay rows out for a terminal that is so many characters wide."""
    return _table(columns, rows) if needed(columns, rows) <= width else _records(columns, rows)


def needed(columns: Sequence[str], rows: Rows) -> int:
    """Count the characters that a table needs to keep the words of each column whole, borders included."""
    longest = [max(map(len, name.split()), default=0) for name in columns]
    for row in rows:
        longest = [max(so_far, *map(len, cell.split()), 0) for so_far, cell in zip(longest, row, strict=True)]
    return sum(min(LONGEST, length) + 3 for length in longest) + 1


def show_rows(columns: Sequence[str], rows: Rows) -> None:
    """Print rows on standard output."""
    console = Console(markup=False)
    console.print(laid_out(columns, rows, console.width))


def _table(columns: Sequence[str], rows: Rows) -> Table:
    table = Table(*(Column(name, overflow="fold") for name in columns), header_style="bold")
    for row in rows:
        table.add_row(*row)
    return table


def _records(columns: Sequence[str], rows: Rows) -> Table:
    table = Table.grid(Column(style="bold", no_wrap=True), Column(overflow="fold"), padding=(0, 2))
    for row in rows:
        for name, cell in zip(columns, row, strict=True):
            table.add_row(name, cell)
        table.add_row("", "")
    return table
