"""Rows from CSV and TSV files: delimiter, encoding and quotes as they are met in exports."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

from graph.errors import BadInput

SAMPLE = 65_536
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WEB_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)", re.IGNORECASE)
OUTSIDE_QUOTES = re.compile(r'"(?:[^"]|"")*"')
LATIN = {"cp1250", "cp1252", "cp1257"}
ENCODINGS = ["cp1252", "cp1253", "cp1250", "cp1251", "cp1257", "iso8859_7"]
SAVE_AGAIN = "save it again as CSV in UTF-8"


def read_delimited(path: Path, name: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield number, cells and trouble of each row; blank rows count but are not given."""
    encoding = _encoding(path, name)
    try:
        with path.open(encoding=encoding, newline="") as text:
            yield from _rows(text, name)
    except UnicodeError as error:
        raise _undecodable(path, name) from error


def _rows(text: TextIO, name: str) -> Iterator[tuple[int, list[str], str]]:
    reader = csv.reader(text, delimiter=_delimiter(text), strict=True)
    for number in count(1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, [], _quotes(str(error), name, number)
            continue
        if any("\0" in cell for cell in cells):
            raise BadInput("the row holds NUL characters", SAVE_AGAIN, file=name, row=number)
        if cells:
            yield number, cells, ""


def _quotes(error: str, name: str, number: int) -> str:
    """Say what is wrong with the quotes of a row; one that never closes means that the file is cut off."""
    if "unexpected end" in error or "field limit" in error:
        raise BadInput(
            "a quote opened here is never closed, the file seems cut off",
            "download the export again",
            file=name,
            row=number,
        )
    return "its quotes do not close where a cell ends"


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if start.startswith(b"PK\x03\x04"):
        raise BadInput("this is a workbook or an archive, not a table of text", "name it .xlsx", file=name)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput("this is an old Excel workbook", "save it again as .xlsx", file=name)
    if WEB_PAGE.match(start):
        raise BadInput("this is a web page, not a table", "download the export again", file=name)
    if not start.strip():
        raise BadInput("the file is empty", "download the export again", file=name)
    if start.startswith(UTF16_MARKS):
        return "utf-16"
    if b"\0" in start:
        seems = "UTF-16" if start.count(b"\0") > len(start) // 4 else "text with NUL characters"
        row = start[: start.index(b"\0")].count(b"\n") + 1
        raise BadInput(f"the file seems to be {seems}", SAVE_AGAIN, file=name, row=row)
    return "utf-8-sig"


def _delimiter(text: TextIO) -> str:
    """Choose the sign that stands most often in the header, outside quotes."""
    position = text.tell()
    sample = text.read(SAMPLE)
    text.seek(position)
    line = io.StringIO(OUTSIDE_QUOTES.sub("", sample)).readline()
    return max(";,\t|", key=line.count)


def _undecodable(path: Path, name: str) -> BadInput:
    """Say where the text stops being UTF-8 and which encodings it may have instead."""
    data = path.read_bytes()
    try:
        data.decode()
        row = 0
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
    found = list(from_bytes(data[:2_000_000], cp_isolation=ENCODINGS))
    likely = {found[0].encoding, *found[0].could_be_from_charset} if found else set()
    if likely & LATIN:
        likely |= LATIN & {match.encoding for match in found}
    seems = f"it seems to be {' or '.join(sorted(likely))}" if likely else "its encoding is not known"
    return BadInput(f"the text is not UTF-8, {seems}", SAVE_AGAIN, file=name, row=row)
