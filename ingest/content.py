"""Is a downloaded file what its name says, and is it whole?"""

import zipfile
from pathlib import Path

ZIPPED = {".zip", ".xlsx"}
JSON = {".json", ".geojson"}
MARKS = ("\ufeff".encode(), b"\xff\xfe", b"\xfe\xff")
EDGE = 512
"""Bytes at the beginning and at the end that are looked at."""


def flaw(path: Path, name: str, *, counted: bool, resumed: bool) -> str:
    """Say what is wrong with a file, "" when nothing is.

    `counted` says that the server's own figures show nothing to be missing,
    `resumed` that the file was put together from several answers.
    """
    size = path.stat().st_size
    if not size:
        return "the server sent an empty file"
    suffix = Path(name).suffix.lower()
    if suffix in ZIPPED:
        return _flaw_of_zip(path, resumed)
    head, tail = _edges(path, size)
    if head[:1] == b"<":
        return "the server sent a web page instead of the file"
    if suffix in JSON:
        whole = head[:1] in (b"{", b"[") and (counted or tail[-1:] in (b"}", b"]"))
        return "" if whole else "the server sent no whole JSON file"
    if head[:1] == b"{" or head.startswith(b"PK\x03\x04"):
        return f"the server sent something else than a {suffix.lstrip('.') or 'text'} file"
    return "" if counted else "the server did not say how long the file is, so a cut could not be noticed"


def _flaw_of_zip(path: Path, resumed: bool) -> str:
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return "the server sent something else than a ZIP file"
    try:
        with zipfile.ZipFile(path) as archive:
            # Halves of two different files have the right length and a readable list of contents.
            broken = archive.testzip() if resumed else None
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        broken = "its list of contents"
    return f"the ZIP file is broken or cut ({broken})" if broken else ""


def _edges(path: Path, size: int) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(EDGE)
        file.seek(max(size - EDGE, 0))
        tail = file.read()
    for mark in MARKS:
        head = head.removeprefix(mark)
    return head.lstrip(b"\0 \t\r\n"), tail.rstrip()
