"""Rows from CSV and TSV files: delimiter, encoding and quotes as they are met in exports."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO, TextIO

from charset_normalizer import from_bytes

from graph.errors import BadInput
from ingest.archive import Stored
from ingest.blocks import SAVE_AGAIN, Block, parted, unrolled

SAMPLE = 65_536
CHUNK = 1_048_576
MARKED = "utf-8-sig"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WEB_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)", re.IGNORECASE)
LITERAL_QUOTES = re.compile(r'(?:^|\t)"[^"\t\n]*"[^"\t\r\n]', re.MULTILINE)
"""A quote that opens a cell of a tab-separated table and closes inside it: there quotes are letters like others."""
OUTSIDE_QUOTES = re.compile(r'"(?:[^"]|"")*"')
SIGNS = ";,\t|"
LATIN = {"cp1250", "cp1252", "cp1257"}
ENCODINGS = ["cp1252", "cp1253", "cp1250", "cp1251", "cp1257", "iso8859_7"]


def read_delimited(
    table: Stored, header: str = "", encoding: str = "", sign: str = ""
) -> Iterator[tuple[int, list[str], str]]:
    """Yield number, cells and trouble of each row; blank rows count but are not given.

    `header` is a column name that the header holds, where titles stand above it;
    `encoding` is that of a table which is known not to be UTF-8, `sign` the delimiter where it is known.
    """
    return unrolled(read_blocks(table, header, encoding, sign))


def read_blocks(table: Stored, header: str = "", encoding: str = "", sign: str = "") -> Iterator[Block]:
    """Yield the rows of a table in blocks, as `read_delimited` gives them one by one."""
    used = _encoding(table, encoding)
    try:
        with table.opened() as file, io.TextIOWrapper(file, used, newline="") as text:
            sample = text.read(SAMPLE)
            delimiter = sign or _delimiter(sample, header)
            literal = delimiter == "\t" and bool(LITERAL_QUOTES.search(sample))
            yield from parted(_lines(sample, text), delimiter, literal, table.name)
    except UnicodeError as error:
        raise _undecodable(table, used) from error


def _lines(sample: str, text: TextIO) -> Iterator[str]:
    """Give the lines of the sample, then those of the rest, with their ends as they are."""
    if not sample.endswith("\n"):
        sample += text.readline()
    return chain(io.StringIO(sample, newline=""), text)


def refuse_other_kinds(start: bytes, name: str) -> None:
    """Refuse what is no text at all, or a web page saved in place of the export."""
    if start.startswith(b"PK\x03\x04"):
        raise BadInput("this is a workbook or an archive, not a table of text", "name it .xlsx or .zip", file=name)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput("this is an old Excel workbook", "name it .xls", file=name)
    if WEB_PAGE.match(start):
        raise BadInput("this is a web page, not a table", "download the export again", file=name)
    if not start.strip():
        raise BadInput("the file is empty", "download the export again", file=name)


def _encoding(table: Stored, declared: str) -> str:
    with table.opened() as file:
        start = file.read(SAMPLE)
        refuse_other_kinds(start, table.name)
        if start.startswith(UTF16_MARKS):
            return "utf-16"
        if b"\0" in start:
            seems = "UTF-16" if start.count(b"\0") > len(start) // 4 else "text with NUL characters"
            row = start[: start.index(b"\0")].count(b"\n") + 1
            raise BadInput(f"the file seems to be {seems}", SAVE_AGAIN, file=table.name, row=row)
        if declared and not _is_utf8(start, file):
            return declared
        return MARKED if start.startswith(codecs.BOM_UTF8) else "utf-8"  # the latter is read in half the time


def _is_utf8(start: bytes, rest: BinaryIO) -> bool:
    """Say whether a whole file is UTF-8, which no text in another encoding is by chance."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    piece = start
    try:
        while piece:
            decoder.decode(piece)
            piece = rest.read(CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(sample: str, header: str) -> str:
    """Choose the sign that stands most often in the header, outside quotes; titles may stand above it."""
    if header:
        for sign in SIGNS:
            rows = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
            if any(header in (" ".join(cell.split()) for cell in row) for row in rows):
                return sign
    line = io.StringIO(OUTSIDE_QUOTES.sub("", sample)).readline()
    return max(SIGNS, key=line.count)


def _undecodable(table: Stored, used: str) -> BadInput:
    """Say where the text stops being what it should be and which encodings it may have instead."""
    if used not in (MARKED, "utf-8"):
        return BadInput(f"the text is not {used}", SAVE_AGAIN, file=table.name)
    row, part = _first_foreign(table)
    found = list(from_bytes(part, cp_isolation=ENCODINGS))
    likely = {found[0].encoding, *found[0].could_be_from_charset} if found else set()
    if likely & LATIN:
        likely |= LATIN & {match.encoding for match in found}
    seems = f"it seems to be {' or '.join(sorted(likely))}" if likely else "its encoding is not known"
    return BadInput(f"the text is not UTF-8, {seems}", SAVE_AGAIN, file=table.name, row=row)


def _first_foreign(table: Stored) -> tuple[int, bytes]:
    """Find the first line that is not UTF-8, and give it with what follows."""
    with table.opened() as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number, line + file.read(2 * CHUNK)
    return 0, b""
