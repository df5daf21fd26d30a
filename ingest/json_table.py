"""Rows from JSON: a list of records, one under a key, or one record a line, read as a stream."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import accumulate, chain, islice
from typing import Any, BinaryIO

import ijson

from graph.errors import BadInput
from ingest.archive import Stored
from ingest.delimited import SAMPLE, refuse_other_kinds

SUFFIXES = {".json", ".jsonl", ".ndjson", ".geojson"}
BOM = b"\xef\xbb\xbf"
LOOKED_AT = 1_000
"""Records whose keys make the columns; a key that first occurs later is a column from there on."""
DEEPEST = 8
MOST_BRACKETS = 100
"""Greatest depth of brackets in a file; a parser's time grows with the square of it."""
CHUNK = 1_000_000
LONGEST = 16_000_000
"""Greatest length in bytes of one text."""
ELSEWHERE = re.compile(rb'(?<!\\)"@context"\s*:\s*\[?\s*"|(?<!\\)"@import"\s*:')
"""A context of JSON-LD that lies at another address."""
STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
WHOLE = re.compile(rb'(?:[^"]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
"""All up to a text that does not end; to look for the end of a text from each quote in it would take its square."""
NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
CUT = "the file is no JSON from here on, it seems cut off"
AGAIN = "download the export again"
Cells = dict[str, str]


def read_json(table: Stored, key: str = "") -> Iterator[tuple[int, Cells, str]]:
    """Yield number, cells and trouble of each record; the first counts as row 2, as it would in a spreadsheet.

    `key` names the list of records inside an object, as a path such as "response.docs".
    """
    with table.opened() as file:
        start = file.read(SAMPLE)
        refuse_other_kinds(start, table.name)
        if ELSEWHERE.search(start):
            problem = "it is JSON-LD with a context at another address, which is never fetched"
            raise BadInput(problem, "save it as plain JSON or as CSV", file=table.name)
        _check_depth(start, file, table.name)
    records = ((number, *_row(record)) for number, record in enumerate(_records(table, key), start=2))
    first = list(islice(records, LOOKED_AT))
    blank: Cells = {column: "" for _, cells, _ in first for column in cells}
    for number, cells, trouble in chain(first, records):
        yield number, blank | cells, trouble


def _check_depth(piece: bytes, rest: BinaryIO, name: str) -> None:
    """Refuse brackets without end and texts without end before a parser meets them."""
    depth, text = 0, b""
    while piece:
        piece = text + piece
        end = whole.end() if (whole := WHOLE.match(piece)) else 0
        text = piece[end:]
        brackets = STRING.sub(b"", piece[:end]).translate(None, NO_BRACKETS)
        depths = list(accumulate(map(STEPS.__getitem__, brackets), initial=depth))
        depth = depths[-1]
        if max(depths) > MOST_BRACKETS or len(text) > LONGEST:
            raise BadInput("its values are nested too deep or a text in it never ends", AGAIN, file=name)
        piece = rest.read(CHUNK)


def _records(table: Stored, key: str) -> Iterator[object]:
    """Read the records of whichever form the file has."""
    path, many = _form(table, key)
    done = 0
    try:
        with table.opened() as file:
            file.seek(len(BOM) if file.read(len(BOM)) == BOM else 0)
            for record in ijson.items(file, path, multiple_values=many):
                done += 1
                yield record
    except (ijson.JSONError, UnicodeError, RecursionError) as error:
        raise BadInput(CUT, AGAIN, file=table.name, row=done + 2) from error


def _form(table: Stored, key: str) -> tuple[str, bool]:
    """Tell where the records stand: the path of the list, and whether each line is one record."""
    with table.opened() as file:
        start = file.read(SAMPLE).removeprefix(BOM).lstrip()
    if start.startswith(b"["):
        return "item", False
    if key:
        return f"{key}.item", False
    if re.match(rb"\{[^\n]*\}\s*\n\s*\{", start) or _is_one_line_record(start):
        return "", True
    return f"{_only_list(table)}.item", False


def _is_one_line_record(start: bytes) -> bool:
    """Say whether a line holds a whole record without a list of records in it."""
    line = start.split(b"\n", 1)[0]
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and not _holds_records(record)


def _holds_records(value: object) -> bool:
    """Say whether a list of records stands anywhere in a value."""
    if isinstance(value, dict):
        return any(_holds_records(inner) for inner in value.values())
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _only_list(table: Stored) -> str:
    """Find the one list of records inside an object; with several, the table must say which is meant."""
    with table.opened() as file:
        lists = _lists(file, table.name)
    if len(lists) == 1:
        return lists[0]
    problem = f"it holds several lists of records: {', '.join(lists)}" if lists else "it holds no list of records"
    raise BadInput(problem, "name the list in the adapter, as FILE.json#LIST", file=table.name)


def _lists(file: BinaryIO, name: str) -> list[str]:
    """Name the outermost lists of records."""
    found: list[str] = []
    try:
        for prefix, event, _ in ijson.parse(file):
            if event == "start_map" and prefix.endswith("item"):
                path = prefix.removesuffix(".item")
                if path not in found and not any(path.startswith(f"{known}.item") for known in found):
                    found.append(path)
    except (ijson.JSONError, UnicodeError) as error:
        raise BadInput(CUT, AGAIN, file=name) from error
    return found


def _row(record: object) -> tuple[Cells, str]:
    if not isinstance(record, dict):
        return {}, "this is no record"
    cells: Cells = {}
    trouble = _flatten(record, "", cells, DEEPEST)
    return cells, trouble


def _flatten(record: Mapping[str, Any], above: str, cells: Cells, deep: int) -> str:
    """Write nested values under dotted names; give back what cannot be read, or ""."""
    for key, value in record.items():
        name = f"{above}{' '.join(key.split())}"
        if isinstance(value, dict) and value:
            trouble = _flatten(value, f"{name}.", cells, deep - 1) if deep else "its values are nested too deep"
            if trouble:
                return trouble
        elif name in cells:
            return f"two of its values are called {name}"
        else:
            cells[name] = _text(value)
    return ""


def _text(value: object) -> str:
    """Write a value as text; scalars of a list are joined by "|", records in a list stay JSON."""
    if isinstance(value, str):
        return value.replace("\0", "")
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if all(not isinstance(one, list | dict) for one in value):
            return "|".join(filter(None, map(_text, value)))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=str) if value else ""
        case Decimal():
            return format(value, "f") if abs(value.adjusted()) < 20 else str(value)
    return str(value)
