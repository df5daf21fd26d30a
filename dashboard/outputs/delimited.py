"""CSV and TSV that Excel reads right: a byte order mark, a semicolon on wish, and no text that runs as a formula."""

import csv
import io
from typing import IO

from dashboard.outputs.answered import Answered, Format, Manner
from graph.endpoint import value_of
from graph.spreadsheet import neutral


def _cell(value: object) -> object:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else neutral(value)


def _write(answer: Answered, out: IO[bytes], manner: Manner, delimiter: str) -> None:
    text = io.TextIOWrapper(out, "utf-8-sig" if manner.mark else "utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(answer.columns)
    writer.writerows([_cell(value_of(term)) for term in row] for row in answer.rows)
    text.flush()
    text.detach()


def write_csv(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write values with commas between, or semicolons."""
    _write(answer, out, manner, ";" if manner.semicolon else ",")


def write_tsv(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write values with tabs between."""
    _write(answer, out, manner, "\t")


FORMATS = (
    Format("csv", "CSV", ".csv", "text/csv", write_csv),
    Format("tsv", "TSV", ".tsv", "text/tab-separated-values", write_tsv),
)
