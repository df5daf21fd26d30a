"""JSON: a list of objects, one a row, written row by row; what is unbound is null."""

import json
from decimal import Decimal
from typing import IO

from dashboard.outputs.answered import Answered, Format, Manner
from graph.endpoint import value_of


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def write_json(answer: Answered, out: IO[bytes], manner: Manner) -> None:
    """Write the list; texts are exact."""
    out.write(b"[")
    for number, row in enumerate(answer.rows):
        held = dict(zip(answer.columns, map(value_of, row), strict=True))
        line = json.dumps(held, ensure_ascii=False, default=_plain)
        out.write((",\n " if number else "\n ").encode() + line.encode())
    out.write(b"\n]\n")


FORMATS = (Format("json", "JSON", ".json", "application/json", write_json),)
