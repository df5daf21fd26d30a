"""ZIP archives: what they hold, checked before it is unpacked, and read without unpacking to disk."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from re import compile as pattern
from typing import IO, BinaryIO, cast

from graph.errors import BadInput

CHUNK = 1_000_000
MOST_UNPACKED = 20_000_000_000
"""Greatest size in bytes that an archive of tables may unpack to; all of Kohesio needs about 4 thousand million."""
MOST_PARTS = 50_000
"""Greatest number of parts of an archive; CORDIS has one a project, 35,389 for Horizon 2020."""
MOST_RATIO = 150
"""Greatest ratio of unpacked to packed size for parts over a million bytes; real tables reach 30."""
OUTSIDE = pattern(r"^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)|:")
SERIES = pattern(r"^(.*?[A-Za-z]+-rcn-)\d+(?:_[a-z]{2})?(\.json)$")
"""Parts that are one record each; together they are one table."""
HIDDEN = pattern(r"(?:^|/)(?:\.|~|__MACOSX/)")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
REMEDY = "download the export again"
Inspect = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """A table as it is stored: a file of its own or a member of an archive; `name` is how errors call it."""

    path: Path
    name: str
    member: str = ""

    @property
    def suffix(self) -> str:
        """Give the ending of the file name in small letters."""
        return PurePosixPath(self.member or self.path.name).suffix.lower()

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Open the table for reading bytes; a member is inflated while it is read."""
        if not self.member:
            with self.path.open("rb") as file:
                yield file
            return
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as member:
                yield cast(BinaryIO, member)
        except DAMAGE as error:
            raise BadInput("the archive is damaged or cut off", REMEDY, file=self.name) from error


def is_archive(path: Path) -> bool:
    """Say whether a file is an archive of tables, by its name."""
    return path.suffix.lower() == ".zip"


def listed(path: Path, name: str) -> tuple[str, ...]:
    """Give the names of the tables in a file: its own, or `archive.zip/member.csv` for each member of an archive.

    A series of members that are one record each counts as one table, `archive.zip/project-rcn-*.json`.
    """
    if not is_archive(path):
        return (name,)
    tables = dict.fromkeys(of_series(member) or member for member in members(path, name))
    return tuple(f"{name}/{table}" for table in tables)


def of_series(member: str) -> str:
    """Give the name of the series that a member belongs to; "" when it stands for itself."""
    found = SERIES.match(member)
    return f"{found.group(1)}*{found.group(2)}" if found else ""


def stored(path: Path, name: str) -> Stored:
    """Tell which table is meant by a name of `listed`."""
    if not is_archive(path):
        return Stored(path, name)
    for member in members(path, name):
        if name.endswith(f"{path.name}/{member}"):
            return Stored(path, name, member)
    raise BadInput("the archive does not hold this table", REMEDY, file=name)


def members(path: Path, name: str) -> tuple[str, ...]:
    """List the files of an archive after its sizes and names were checked."""
    return _members(path, name, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _members(path: Path, name: str, _changed: int) -> tuple[str, ...]:
    with path.open("rb") as file:
        parts = checked_parts(file, name, "archive", MOST_UNPACKED)
    return tuple(part.filename for part in parts if not part.is_dir() and not HIDDEN.search(part.filename))


def checked_parts(file: IO[bytes], name: str, what: str, most: int) -> list[zipfile.ZipInfo]:
    """List the parts of an archive; refuse it when it is a bomb, locked, or names paths outside itself."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except DAMAGE as error:
        raise BadInput(f"the {what} is damaged or cut off", REMEDY, file=name) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
        raise BadInput(f"the {what} unpacks to over {most // 1_000_000} MB or {MOST_PARTS} parts", REMEDY, file=name)
    if len({part.filename for part in parts}) < len(parts):
        raise BadInput("two of its parts have one name", REMEDY, file=name)
    for part in parts:
        _check(part, name, what)
    return parts


def _check(part: zipfile.ZipInfo, name: str, what: str) -> None:
    if part.file_size > CHUNK and part.file_size > MOST_RATIO * max(part.compress_size, 1):
        raise BadInput(f"its part {part.filename!r} is packed suspiciously small", REMEDY, file=name)
    if OUTSIDE.search(part.orig_filename):
        raise BadInput(f"its part {part.filename!r} lies outside the {what}", REMEDY, file=name)
    if part.flag_bits & 1:
        raise BadInput(f"the {what} is protected by a password", "save it again without one", file=name)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadInput(f"its part {part.filename!r} is packed in an unusual way", REMEDY, file=name)


def inspect_parts(file: IO[bytes], parts: list[zipfile.ZipInfo], name: str, inspect: Inspect) -> None:
    """Inflate every part in pieces and show them to `inspect`, each with the end of the piece before it.

    This is done by hand, because `ZipFile.open` believes the declared size and other readers do not.
    """
    for part in parts:
        tail = b""
        try:
            for piece in _unpack(file, part, name):
                inspect(part.filename, tail + piece)
                tail = piece[-4_000:]
        except DAMAGE as error:
            raise BadInput("the workbook is damaged or cut off", REMEDY, file=name) from error


def _unpack(raw: IO[bytes], part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    raw.seek(part.header_offset + 26)
    lengths = raw.read(4)
    raw.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
    packed = raw.read(part.compress_size)
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    unpacker, size, check = zlib.decompressobj(-15), 0, 0
    while not unpacker.eof:
        piece = unpacker.decompress(unpacker.unconsumed_tail or packed, CHUNK)
        packed, size, check = b"", size + len(piece), zlib.crc32(piece, check)
        if size > part.file_size or (not piece and not unpacker.eof):
            raise BadInput(f"its part {part.filename!r} is not as large as it says", REMEDY, file=name)
        yield piece
    if check != part.CRC:
        raise zipfile.BadZipFile(part.filename)
